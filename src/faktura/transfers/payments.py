"""Rows that are customers or payments: one thing each, read and written like those that are sent alone."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from faktura.checks import Finding, Severity
from faktura.checks.reading import ShapeUnreadable, ShapeWrong, read_json
from faktura.customers.create import create_customer
from faktura.customers.schemas import CustomerRequest
from faktura.invoices.prepare_many import Refused
from faktura.invoices.read import find_by_number
from faktura.payments.record import record_payment
from faktura.payments.schemas import PaymentRequest
from faktura.storage.ids import read_id
from faktura.storage.unit import Unit
from faktura.transfers.columns import PaymentRow


async def import_customer(unit: Unit, content: bytes) -> dict[str, Any] | Refused:
    """Store one customer.

    Raises:
        Refusal: whatever `create_customer()` refuses.
    """
    request = _read(CustomerRequest, content, "/buyer")
    return request if isinstance(request, Refused) else (await create_customer(unit, request)).to_plain()


async def import_payment(unit: Unit, content: bytes) -> dict[str, Any] | Refused:
    """Record one payment on the document that its id or its number names.

    Raises:
        Refusal: whatever `record_payment()` refuses.
    """
    row = _read(PaymentRow, content, None)
    if isinstance(row, Refused):
        return row
    invoice = await _invoice(unit, row)
    if isinstance(invoice, Refused):
        return invoice
    request = PaymentRequest(**{field.name: getattr(row, field.name) for field in fields(PaymentRequest)})
    return (await record_payment(unit, invoice, request)).to_plain()


def _read(shape: Any, content: bytes, within: str | None) -> Any:
    try:
        return read_json(shape, content, within)
    except ShapeWrong as wrong:
        return Refused(422, "invalid", "What was sent is not right.", str(wrong), wrong.findings)
    except ShapeUnreadable as wrong:
        return Refused(400, "body_unreadable", "The row can't be read.", str(wrong), [])


async def _invoice(unit: Unit, row: PaymentRow) -> UUID | Refused:
    if row.invoice is not None:
        # One that can't be read becomes an id that nothing has.
        return read_id("inv", row.invoice) or UUID(int=0)
    if row.number is None:
        return _refused("field_missing", "/invoice", "Name the document: by its id in invoice, or by its number.")
    found = await find_by_number(unit, row.number)
    if len(found) == 1:
        return found[0]
    if found:
        return _refused("number_ambiguous", "/number", f"Several documents have the number {row.number}; send invoice.")
    return _refused("invoice_not_found", "/number", f"There is no issued document {row.number} in this organization.")


def _refused(code: str, pointer: str, message: str) -> Refused:
    found = Finding(rule=code, severity=Severity.FATAL, message=message, pointer=pointer)
    return Refused(422, code, "The payment is not right.", message, [found])
