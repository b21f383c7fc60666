"""The document itself: the terms on its top level, and all groups below it."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import MaxLen

from faktura.model.allowances import DocumentAllowance
from faktura.model.delivery import Delivery, Period
from faktura.model.lines import Line
from faktura.model.party import Buyer, Identifier, Payee, Seller, TaxRepresentative
from faktura.model.payment import PaymentInstructions
from faktura.model.references import PrecedingInvoice, SupportingDocument
from faktura.model.terms import Term, part
from faktura.model.totals import Totals, VatBreakdown
from faktura.model.values import LINES_MAX, LIST_LENGTH_MAX, Code, Day, Name, Text


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of document: our word for it and its code of UNTDID 1001 (BT-3)."""

    name: str
    type_code: str


DOCUMENT_TYPES = {
    kind.name: kind
    for kind in (
        DocumentType("invoice", "380"),
        DocumentType("credit_note", "381"),
        DocumentType("debit_note", "383"),
        DocumentType("corrective_invoice", "384"),
        DocumentType("prepayment_invoice", "386"),
        DocumentType("self_billed_invoice", "389"),
        DocumentType("self_billed_credit_note", "261"),
    )
}
SELF_BILLED_TYPE_CODES = frozenset({"261", "389", "527"})
"""UNTDID 1001 codes of documents that the buyer issues in the seller's name."""

CREDIT_NOTE_TYPE_CODES = frozenset(
    {"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"}
)
"""UNTDID 1001 codes that EN 16931 allows for a credit note (they are written as UBL CreditNote)."""


@part
class Note:
    """BG-1 INVOICE NOTE; `subject_code` is a code of UNTDID 4451."""

    text: Annotated[Text | None, Term("BT-22", "Invoice note")] = None
    subject_code: Annotated[Code | None, Term("BT-21", "Invoice note subject code")] = None


@part
class Invoice:
    """A document in the sense of EN 16931-1: invoice or credit note."""

    number: Annotated[Code | None, Term("BT-1", "Invoice number")] = None
    issue_date: Annotated[Day | None, Term("BT-2", "Invoice issue date")] = None
    type_code: Annotated[Code | None, Term("BT-3", "Invoice type code (UNTDID 1001)")] = None
    currency: Annotated[Code | None, Term("BT-5", "Invoice currency code")] = None
    vat_currency: Annotated[Code | None, Term("BT-6", "VAT accounting currency code")] = None
    tax_point_date: Annotated[Day | None, Term("BT-7", "Value added tax point date")] = None
    tax_point_date_code: Annotated[Code | None, Term("BT-8", "Value added tax point date code")] = None
    due_date: Annotated[Day | None, Term("BT-9", "Payment due date")] = None
    buyer_reference: Annotated[Code | None, Term("BT-10", "Buyer reference")] = None
    project_reference: Annotated[Code | None, Term("BT-11", "Project reference")] = None
    contract_reference: Annotated[Code | None, Term("BT-12", "Contract reference")] = None
    purchase_order_reference: Annotated[Code | None, Term("BT-13", "Purchase order reference")] = None
    sales_order_reference: Annotated[Code | None, Term("BT-14", "Sales order reference")] = None
    receiving_advice_reference: Annotated[Code | None, Term("BT-15", "Receiving advice reference")] = None
    despatch_advice_reference: Annotated[Code | None, Term("BT-16", "Despatch advice reference")] = None
    tender_or_lot_reference: Annotated[Code | None, Term("BT-17", "Tender or lot reference")] = None
    invoiced_object: Annotated[Identifier | None, Term("BT-18", "Invoiced object identifier (UNTDID 1153)")] = None
    buyer_accounting_reference: Annotated[Name | None, Term("BT-19", "Buyer accounting reference")] = None
    payment_terms: Annotated[Text | None, Term("BT-20", "Payment terms")] = None
    notes: Annotated[tuple[Note, ...], MaxLen(LIST_LENGTH_MAX), Term("BG-1", "INVOICE NOTE")] = ()
    business_process: Annotated[Code | None, Term("BT-23", "Business process type")] = None
    specification: Annotated[Code | None, Term("BT-24", "Specification identifier")] = None
    preceding_invoices: Annotated[
        tuple[PrecedingInvoice, ...], MaxLen(LIST_LENGTH_MAX), Term("BG-3", "PRECEDING INVOICE REFERENCE")
    ] = ()
    seller: Annotated[Seller | None, Term("BG-4", "SELLER")] = None
    buyer: Annotated[Buyer | None, Term("BG-7", "BUYER")] = None
    payee: Annotated[Payee | None, Term("BG-10", "PAYEE")] = None
    tax_representative: Annotated[TaxRepresentative | None, Term("BG-11", "SELLER TAX REPRESENTATIVE PARTY")] = None
    delivery: Annotated[Delivery | None, Term("BG-13", "DELIVERY INFORMATION")] = None
    period: Annotated[Period | None, Term("BG-14", "INVOICING PERIOD")] = None
    payment_instructions: Annotated[
        tuple[PaymentInstructions, ...], MaxLen(LIST_LENGTH_MAX), Term("BG-16", "PAYMENT INSTRUCTIONS")
    ] = ()
    allowances: Annotated[
        tuple[DocumentAllowance, ...], MaxLen(LIST_LENGTH_MAX), Term("BG-20", "DOCUMENT LEVEL ALLOWANCES")
    ] = ()
    charges: Annotated[
        tuple[DocumentAllowance, ...], MaxLen(LIST_LENGTH_MAX), Term("BG-21", "DOCUMENT LEVEL CHARGES")
    ] = ()
    totals: Annotated[Totals | None, Term("BG-22", "DOCUMENT TOTALS")] = None
    vat_breakdown: Annotated[tuple[VatBreakdown, ...], MaxLen(LIST_LENGTH_MAX), Term("BG-23", "VAT BREAKDOWN")] = ()
    supporting_documents: Annotated[
        tuple[SupportingDocument, ...],
        MaxLen(LIST_LENGTH_MAX),
        Term("BG-24", "ADDITIONAL SUPPORTING DOCUMENTS"),
    ] = ()
    lines: Annotated[tuple[Line, ...], MaxLen(LINES_MAX), Term("BG-25", "INVOICE LINE")] = ()

    @property
    def is_credit_note(self) -> bool:
        """Whether BT-3 names a credit note, so that its positive amounts are owed by the seller."""
        return self.type_code in CREDIT_NOTE_TYPE_CODES
