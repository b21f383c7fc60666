"""The document: its own terms, notes (BG-1), references (BG-3, BG-24), and the tables of invoice and credit note."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree

from faktura.formats.mapping.reading import Entry, Reading
from faktura.formats.mapping.syntax import Syntax
from faktura.formats.mapping.table import Document, Each, Fixed, Group, Inside, Leaf, Marker, Node, Write, Writing
from faktura.formats.mapping.values import BASE64, DAY, TERMS
from faktura.formats.ubl.allowances import DOCUMENT_ALLOWANCES, DOCUMENT_CHARGES
from faktura.formats.ubl.delivery import DELIVERY, PERIOD
from faktura.formats.ubl.lines import INVOICED_OBJECT, lines
from faktura.formats.ubl.party import BUYER, PAYEE, SCHEME, SELLER, TAX_REPRESENTATIVE
from faktura.formats.ubl.payment import PAYMENT_MEANS, PAYMENT_MEANS_WITH_DUE_DATE
from faktura.formats.ubl.syntax import CREDIT_NOTE_NAMESPACE, INVOICE_NAMESPACE, UBL
from faktura.formats.ubl.tax import ACCOUNTING_TAX_TOTAL, TAX_TOTAL
from faktura.formats.ubl.totals import TOTALS
from faktura.model import Note
from faktura.source.safe_xml import SPACE

PROJECT = "50"
"""UNTDID 1001 "validated priced tender": the syntax binding's mark of the project reference in a credit note."""


class NoteText(Node):
    """A note as one text; its subject code (UNTDID 4451) stands before it between number signs: ``#AAI#text``."""

    _SUBJECT = re.compile(r"#([A-Z]{3})#(.*)", re.DOTALL)

    def writer(self, syntax: Syntax) -> Write:
        """Both terms in one element."""
        tag = syntax.clark("cbc:Note")

        def write(parent: etree._Element, note: Note, writing: Writing) -> bool:
            text = f"#{note.subject_code}#{note.text or ''}" if note.subject_code else note.text or ""
            if not text.strip(SPACE):
                return False
            etree.SubElement(parent, tag).text = text
            return True

        return write

    def entries(self, syntax: Syntax) -> Iterator[Entry]:
        """Split what `writer` joined."""
        leaf = next(Leaf("cbc:Note", "text").entries(syntax))

        def read(element: etree._Element, values: dict[Any, Any], pointer: str, reading: Reading) -> None:
            leaf.read(element, values, pointer, reading)
            if match := self._SUBJECT.fullmatch(values["text"] or ""):
                values["subject_code"] = match[1]
                values["text"] = match[2].strip(SPACE) or None

        yield replace(leaf, read=read)

    def pointers(self) -> Iterator[str]:
        """Text and subject code."""
        yield from ("/text", "/subject_code")


def _reference(tag: str, field: str) -> Node:
    return Group(tag, Leaf("cbc:ID", field))


_HEAD = (
    Fixed("cbc:UBLVersionID", "2.1", written=False),
    Leaf("cbc:CustomizationID", "specification"),
    Leaf("cbc:ProfileID", "business_process"),
    Leaf("cbc:ID", "number"),
    Leaf("cbc:IssueDate", "issue_date", DAY),
)
_NOTES = Each("notes", NoteText())
_CURRENCIES_TO_ORDER = (
    Leaf("cbc:DocumentCurrencyCode", "currency"),
    Leaf("cbc:TaxCurrencyCode", "vat_currency"),
    Leaf("cbc:AccountingCost", "buyer_accounting_reference"),
    Leaf("cbc:BuyerReference", "buyer_reference"),
    PERIOD,
    Group(
        "cac:OrderReference",
        # Peppol BIS Billing 3, syntax of cac:OrderReference: "NA" where there is only a sales order.
        Leaf("cbc:ID", "purchase_order_reference", filler="NA"),
        Leaf("cbc:SalesOrderID", "sales_order_reference"),
    ),
    Each(
        "preceding_invoices",
        Group(
            "cac:BillingReference",
            Group(
                "cac:InvoiceDocumentReference",
                Leaf("cbc:ID", "number"),
                Leaf("cbc:IssueDate", "issue_date", DAY),
            ),
        ),
    ),
    _reference("cac:DespatchDocumentReference", "despatch_advice_reference"),
    _reference("cac:ReceiptDocumentReference", "receiving_advice_reference"),
)
_TENDER = _reference("cac:OriginatorDocumentReference", "tender_or_lot_reference")
_CONTRACT = _reference("cac:ContractDocumentReference", "contract_reference")
_INVOICED_OBJECT = Inside(
    "invoiced_object",
    Group(
        "cac:AdditionalDocumentReference",
        Leaf("cbc:ID", "value", attributes=SCHEME),
        Marker("cbc:DocumentTypeCode", INVOICED_OBJECT),
    ),
)
_SUPPORTING_DOCUMENTS = Each(
    "supporting_documents",
    Group(
        "cac:AdditionalDocumentReference",
        Leaf("cbc:ID", "reference"),
        Leaf("cbc:DocumentDescription", "description"),
        Group(
            "cac:Attachment",
            Leaf(
                "cbc:EmbeddedDocumentBinaryObject",
                "content",
                BASE64,
                attributes=(("mimeCode", "media_type"), ("filename", "file_name")),
            ),
            Group("cac:ExternalReference", Leaf("cbc:URI", "url")),
        ),
    ),
)
_PARTIES_TO_DELIVERY = (SELLER, BUYER, PAYEE, TAX_REPRESENTATIVE, DELIVERY)
_PAYMENT_TERMS = Group("cac:PaymentTerms", Leaf("cbc:Note", "payment_terms", TERMS))
_AMOUNTS = (DOCUMENT_ALLOWANCES, DOCUMENT_CHARGES, TAX_TOTAL, ACCOUNTING_TAX_TOTAL, TOTALS)

INVOICE = Document(
    UBL,
    "Invoice",
    INVOICE_NAMESPACE,
    (
        *_HEAD,
        Leaf("cbc:DueDate", "due_date", DAY),
        Leaf("cbc:InvoiceTypeCode", "type_code"),
        _NOTES,
        Leaf("cbc:TaxPointDate", "tax_point_date", DAY),
        *_CURRENCIES_TO_ORDER,
        _TENDER,
        _CONTRACT,
        _INVOICED_OBJECT,
        _SUPPORTING_DOCUMENTS,
        _reference("cac:ProjectReference", "project_reference"),
        *_PARTIES_TO_DELIVERY,
        PAYMENT_MEANS,
        _PAYMENT_TERMS,
        *_AMOUNTS,
        lines("cac:InvoiceLine", "cbc:InvoicedQuantity"),
    ),
)
CREDIT_NOTE = Document(
    UBL,
    "CreditNote",
    CREDIT_NOTE_NAMESPACE,
    (
        *_HEAD,
        Leaf("cbc:TaxPointDate", "tax_point_date", DAY),
        Leaf("cbc:CreditNoteTypeCode", "type_code"),
        _NOTES,
        *_CURRENCIES_TO_ORDER,
        _CONTRACT,
        _INVOICED_OBJECT,
        Group(
            "cac:AdditionalDocumentReference",
            Leaf("cbc:ID", "project_reference"),
            Marker("cbc:DocumentTypeCode", PROJECT),
        ),
        _SUPPORTING_DOCUMENTS,
        _TENDER,
        *_PARTIES_TO_DELIVERY,
        PAYMENT_MEANS_WITH_DUE_DATE,
        _PAYMENT_TERMS,
        *_AMOUNTS,
        lines("cac:CreditNoteLine", "cbc:CreditedQuantity"),
    ),
)
