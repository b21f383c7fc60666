"""CII -> Invoice, with findings for everything that found no place."""

from collections.abc import Callable

from lxml import etree

from faktura.checks import Finding
from faktura.formats.cii.document import INVOICE
from faktura.formats.cii.payment import place_asides
from faktura.formats.cii.syntax import CII
from faktura.formats.mapping.places import Places
from faktura.formats.mapping.reading import Reading, build
from faktura.model import Invoice
from faktura.source.safe_xml import SPACE, UnreadableDocument, parse

_SETTLEMENT = "/".join(
    CII.clark(name) for name in ("rsm:SupplyChainTradeTransaction", "ram:ApplicableHeaderTradeSettlement")
)


def read(content: bytes) -> tuple[Invoice, list[Finding]]:
    """Read a Cross Industry Invoice of release D16B to D22B, whatever prefixes it uses.

    The findings tell what was not read (``cii_unknown_element``, ``cii_repeated_element``, ...; warnings) and what
    could not be (``cii_value_unreadable``; fatal), each with its XPath and line.

    Raises:
        UnreadableDocument: not XML, XML that is not safe to read, or not a Cross Industry Invoice.
    """
    root = parse(content)
    if root.tag != INVOICE.tag:
        raise UnreadableDocument(
            f"The document is a {CII.shown(root)}; a CrossIndustryInvoice of UN/CEFACT (D16B or later) is read here."
        )
    reading = _reading(root)
    reading.children(root, INVOICE.table, reading.document, "")
    place_asides(root, reading.document, reading)
    invoice: Invoice = build(Invoice, reading.document)
    return invoice, reading.findings


def places(root: etree._Element) -> Callable[[etree._Element], str]:
    """A function from an element below this root to its JSON pointer in the model; empty where it has no place."""
    return Places(root, INVOICE.table, _reading(root))


def _reading(root: etree._Element) -> Reading:
    return Reading(
        CII, currency=_currency(root, "ram:InvoiceCurrencyCode"), vat_currency=_currency(root, "ram:TaxCurrencyCode")
    )


def _currency(root: etree._Element, name: str) -> str:
    return (root.findtext(f"{_SETTLEMENT}/{CII.clark(name)}") or "").strip(SPACE)
