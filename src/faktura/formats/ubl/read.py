"""UBL -> Invoice, with findings for everything that found no place."""

from collections.abc import Callable
from typing import Any

from lxml import etree

from faktura.checks import Finding, Severity
from faktura.codes import CREDIT_NOTE_TYPES, DOCUMENT_TYPES, INVOICE_TYPES
from faktura.formats.mapping.places import Places
from faktura.formats.mapping.reading import Reading, build
from faktura.formats.ubl.document import CREDIT_NOTE, INVOICE
from faktura.formats.ubl.payment import place_creditors
from faktura.formats.ubl.syntax import UBL
from faktura.model import Invoice
from faktura.source.safe_xml import SPACE, UnreadableDocument, parse

_DOCUMENTS = {document.tag: document for document in (INVOICE, CREDIT_NOTE)}


def read(content: bytes) -> tuple[Invoice, list[Finding]]:
    """Read a UBL 2.1 Invoice or CreditNote, whatever prefixes it uses.

    The findings tell what was not read (``ubl_unknown_element``, ``ubl_repeated_element``, ...; warnings) and what
    could not be (``ubl_value_unreadable``; fatal), each with its XPath and line.

    Raises:
        UnreadableDocument: not XML, XML that is not safe to read, or not an invoice or credit note of UBL 2.
    """
    root = parse(content)
    document = _DOCUMENTS.get(root.tag)
    if document is None:
        raise UnreadableDocument(
            f"The document is a {UBL.shown(root)}; an Invoice or CreditNote of UBL 2 is read here."
        )
    reading = _reading(root)
    values: dict[Any, Any] = {}
    reading.children(root, document.table, values, "")
    place_creditors(root, values, reading)
    invoice: Invoice = build(Invoice, values)
    # A code of neither list is the matter of the rules on the model; here it is only whether code and root agree.
    own_types = CREDIT_NOTE_TYPES if document is CREDIT_NOTE else INVOICE_TYPES
    if invoice.type_code in DOCUMENT_TYPES and invoice.type_code not in own_types:
        reading.findings.append(_wrong_root(invoice.type_code or "", document.root, UBL.location(root)))
    return invoice, reading.findings


def places(root: etree._Element) -> Callable[[etree._Element], str]:
    """A function from an element below this root to its JSON pointer in the model; empty where it has no place."""
    return Places(root, _DOCUMENTS[root.tag].table, _reading(root))


def _reading(root: etree._Element) -> Reading:
    return Reading(
        UBL,
        currency=(root.findtext(UBL.clark("cbc:DocumentCurrencyCode")) or "").strip(SPACE),
        vat_currency=(root.findtext(UBL.clark("cbc:TaxCurrencyCode")) or "").strip(SPACE),
    )


def _wrong_root(type_code: str, root: str, where: str) -> Finding:
    return Finding(
        rule="BR-CL-01",
        severity=Severity.FATAL,
        message=f"Document type {type_code} does not belong into a UBL {root}; only credit notes are a CreditNote.",
        pointer="/type_code",
        term="BT-3",
        location=where,
    )
