"""Credit notes and copies: new drafts that point back. The issued document itself is never touched."""

from dataclasses import replace
from typing import Any

from faktura.drafts.schemas import InvoiceRequest
from faktura.invoices.errors import NotCreditable
from faktura.invoices.read import IssuedInvoice
from faktura.invoices.schemas import CreditRequest
from faktura.model import Invoice, Note, PrecedingInvoice
from faktura.storage.ids import show_id

# What a new document takes from an issued one: its content, without what is derived anew (dates, totals, number,
# seller, specification, payment instructions).
_CARRIED = (
    "currency", "vat_currency", "buyer_reference", "project_reference", "contract_reference",
    "purchase_order_reference", "sales_order_reference", "invoiced_object", "buyer_accounting_reference",
    "payee", "tax_representative", "delivery", "period",
)  # fmt: skip


def _carried(invoice: Invoice) -> dict[str, Any]:
    return {name: getattr(invoice, name) for name in _CARRIED}


def credit_request(issued: IssuedInvoice, asked: CreditRequest) -> InvoiceRequest:
    """The request for a credit note over an issued document (EN 16931: positive amounts, type code 381).

    Raises:
        NotCreditable: it is a credit note itself.
    """
    original = issued.invoice
    if original.is_credit_note:
        raise NotCreditable("A credit note can't be credited; issue a new invoice instead.")
    whole = not asked.lines
    return InvoiceRequest(
        **_carried(original),
        document_type="credit_note",
        brand=issued.brand,
        language=issued.language,
        issue_date=asked.issue_date,
        buyer=original.buyer,
        preceding_invoices=(PrecedingInvoice(number=original.number, issue_date=original.issue_date),),
        corrects=show_id("inv", issued.id),
        notes=(Note(text=asked.reason),) if asked.reason else (),
        lines=original.lines if whole else asked.lines,
        allowances=original.allowances if whole else (),
        charges=original.charges if whole else (),
        # The reasons of an exemption stand in the breakdown, so the credit note takes them from there.
        vat_breakdown=tuple(
            replace(row, taxable_amount=None, tax_amount=None)
            for row in original.vat_breakdown
            if whole and (row.exemption_reason or row.exemption_reason_code)
        ),
        send=asked.send,
    )


def duplicate_request(issued: IssuedInvoice) -> InvoiceRequest:
    """The request for a new document with the same content and today's dates."""
    original = issued.invoice
    return InvoiceRequest(
        **_carried(original),
        document_type=issued.document_type,
        brand=issued.brand,
        language=issued.language,
        buyer=original.buyer,
        notes=original.notes,
        lines=original.lines,
        allowances=original.allowances,
        charges=original.charges,
        supporting_documents=original.supporting_documents,
    )
