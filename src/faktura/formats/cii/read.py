"""CII -> Invoice, with findings for everything that found no place."""

from lxml import etree

from faktura.checks import Finding
from faktura.formats.cii.document import INVOICE
from faktura.formats.cii.payment import place_asides
from faktura.formats.cii.syntax import CII
from faktura.formats.mapping.reading import Reading, build
from faktura.formats.mapping.safe_xml import SPACE, UnreadableDocument, parse
from faktura.model import Invoice

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
    reading = Reading(
        CII, currency=_currency(root, "ram:InvoiceCurrencyCode"), vat_currency=_currency(root, "ram:TaxCurrencyCode")
    )
    reading.children(root, INVOICE.table, reading.document, "")
    place_asides(root, reading.document, reading)
    invoice: Invoice = build(Invoice, reading.document)
    return invoice, reading.findings


def _currency(root: etree._Element, name: str) -> str:
    return (root.findtext(f"{_SETTLEMENT}/{CII.clark(name)}") or "").strip(SPACE)
