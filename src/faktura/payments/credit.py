"""Applying a credit note to the document that it corrects: what each still owes the other cancels out."""

from uuid import UUID

from faktura.events import CREDIT_APPLIED
from faktura.invoices.read import IssuedInvoice, read_invoice
from faktura.jobs import publish
from faktura.model.invoice import CREDIT_NOTE_TYPE_CODES
from faktura.money import plain
from faktura.payments import store
from faktura.payments.ledger import EntryKind, summary
from faktura.payments.read import entries_of
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id, show_id
from faktura.storage.unit import Unit, open_unit

METHOD = "credit_note"


def _is_credit_note(issued: IssuedInvoice) -> bool:
    return issued.document["type_code"] in CREDIT_NOTE_TYPE_CODES


async def apply_credit(floor: Floor, tenant: UUID, invoice: UUID) -> None:
    """The job after issuing: when a credit note corrects an invoice, both get an entry of the same amount.

    The amount is what is open on both. Nothing happens for other documents, between currencies, when nothing is open
    any more (the seller then owes the buyer the credit note), and when the job is repeated.
    """
    async with open_unit(floor, tenant, actor="worker") as unit:
        note = await read_invoice(unit, invoice)
        if note.corrects is None or not _is_credit_note(note):
            return
        original = await read_invoice(unit, note.corrects)
        if _is_credit_note(original) or original.currency != note.currency:
            return
        await _apply(unit, note, original)


async def _apply(unit: Unit, note: IssuedInvoice, original: IssuedInvoice) -> None:
    # A credit note corrects one document, so the lock of that one keeps all credit notes over it apart.
    await store.lock_ledger(unit, original.id)
    entries = await entries_of(unit, [note.id, original.id])
    if any(entry.invoice == note.id and entry.source == original.id for entry in entries):
        return
    open_amounts = []
    for issued in (note, original):
        own = [entry for entry in entries if entry.invoice == issued.id]
        last = max((entry.received_on for entry in own), default=note.issue_date)
        open_amounts.append(summary(issued.amount_due, None, own, last).open_amount)
    applied = min(open_amounts)
    if not applied:
        return
    for issued, other in ((original, note), (note, original)):
        await store.insert_payment(
            unit,
            new_id(),
            issued.id,
            kind=EntryKind.CREDIT,
            amount=applied,
            currency=note.currency,
            received_on=note.issue_date,
            method=METHOD,
            reference=other.number,
            source=other.id,
        )
    await publish(
        unit,
        CREDIT_APPLIED,
        original.id,
        {"credit_note": show_id("inv", note.id), "amount": plain(applied), "currency": note.currency},
    )
