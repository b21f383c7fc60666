import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from faktura.invoices.read import IssuedInvoice
from faktura.payments.credit import apply_credit
from faktura.payments.errors import PaymentNotReversible
from faktura.payments.ledger import EntryKind
from faktura.payments.read import Payment, entries_of, payment_summary
from faktura.payments.record import reverse_payment
from faktura.payments.schemas import ReversalRequest
from faktura.storage.ids import show_id

from .stage import Tenant, line

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 6, 20, tzinfo=UTC)
LATER = date(2026, 6, 25)


async def credit_note(tenant: Tenant, original: IssuedInvoice, price: str = "100.00", **changes: Any) -> IssuedInvoice:
    wanted = {
        "document_type": "credit_note",
        "corrects": show_id("inv", original.id),
        "preceding_invoices": [{"number": original.number}],
        "issue_date": date(2026, 6, 20),
        "due_date": None,
        "payment_terms": "Paid back at once.",
        "lines": [line(price)],
    }
    return await tenant.issue(NOW, **{**wanted, **changes})


async def entries(tenant: Tenant, *documents: IssuedInvoice) -> list[Payment]:
    async with tenant.unit() as unit:
        return await entries_of(unit, [issued.id for issued in documents])


async def states(tenant: Tenant, documents: Sequence[IssuedInvoice], on: date = LATER) -> list[str]:
    async with tenant.unit() as unit:
        return [(await payment_summary(unit, issued, on)).state.value for issued in documents]


async def credit_events(tenant: Tenant) -> list[tuple[Any, Any]]:
    async with tenant.unit() as unit:
        rows = await unit.fetch(
            "select object, data from events where tenant = $1 and type = 'payment.credit_applied'", tenant.id
        )
    return [(row["object"], row["data"]) for row in rows]


async def test_a_credit_note_over_the_whole_settles_both(tenant: Tenant) -> None:
    original = await tenant.issue()
    note = await credit_note(tenant, original)
    assert "payments.apply_credit" in await tenant.run_reactions()
    on_original, on_note = await entries(tenant, original), await entries(tenant, note)
    for found, issued, other in ((on_original, original, note), (on_note, note, original)):
        assert [entry.kind for entry in found] == [EntryKind.CREDIT]
        assert (found[0].amount, found[0].currency, found[0].method) == (Decimal("120.00"), "EUR", "credit_note")
        assert (found[0].reference, found[0].source, found[0].invoice) == (other.number, other.id, issued.id)
        assert found[0].received_on == date(2026, 6, 20)
    assert await states(tenant, [original, note]) == ["paid", "paid"]
    assert await states(tenant, [original, note], date(2026, 6, 19)) == ["open", "open"]
    told = {"credit_note": show_id("inv", note.id), "amount": "120.00", "currency": "EUR"}
    assert await credit_events(tenant) == [(original.id, told)]


async def test_a_credit_note_over_a_part_leaves_the_rest_open(tenant: Tenant) -> None:
    original = await tenant.issue()
    note = await credit_note(tenant, original, "25.00")
    await tenant.run_reactions()
    async with tenant.unit() as unit:
        found = await payment_summary(unit, original, LATER)
    assert (found.paid_amount, found.credited_amount, found.open_amount) == (Decimal(0), Decimal(30), Decimal(90))
    assert await states(tenant, [original, note]) == ["partly_paid", "paid"]


async def test_only_what_is_still_open_is_credited_and_the_rest_is_owed_to_the_buyer(tenant: Tenant) -> None:
    original = await tenant.issue()
    await tenant.pay(original, "100", NOW)
    note = await credit_note(tenant, original)
    await tenant.run_reactions()
    assert [entry.amount for entry in await entries(tenant, note)] == [Decimal("20.00")]
    assert await states(tenant, [original, note]) == ["paid", "partly_paid"]
    await tenant.pay(note, "100", NOW)
    assert await states(tenant, [note]) == ["paid"]


async def test_nothing_is_applied_to_a_paid_document(tenant: Tenant) -> None:
    original = await tenant.issue()
    await tenant.pay(original, "120", NOW)
    note = await credit_note(tenant, original)
    await tenant.run_reactions()
    assert await entries(tenant, note) == []
    assert await states(tenant, [original, note]) == ["paid", "open"]
    assert await credit_events(tenant) == []


async def test_repeating_the_job_changes_nothing(tenant: Tenant) -> None:
    original = await tenant.issue()
    note = await credit_note(tenant, original, "25.00")
    for _ in range(3):
        await apply_credit(tenant.floor, tenant.id, note.id)
    assert len(await entries(tenant, original, note)) == 2
    assert len(await credit_events(tenant)) == 1


async def test_many_credit_notes_at_once_never_credit_more_than_is_open(tenant: Tenant) -> None:
    original = await tenant.issue()
    notes = [await credit_note(tenant, original, "40.00") for _ in range(4)]
    # Each job twice, as when a worker is taken for dead while it is only slow.
    await asyncio.gather(*(apply_credit(tenant.floor, tenant.id, note.id) for note in notes * 2))
    applied = sorted(entry.amount for entry in await entries(tenant, original))
    assert applied == [Decimal("24.00"), Decimal("48.00"), Decimal("48.00")]
    assert sorted(await states(tenant, notes)) == ["open", "paid", "paid", "partly_paid"]
    assert len(await credit_events(tenant)) == 3


@pytest.mark.parametrize(
    "changes", [{"document_type": "invoice", "corrects": None}, {"document_type": "debit_note"}, {"currency": "CHF"}]
)
async def test_other_documents_and_other_currencies_apply_nothing(tenant: Tenant, changes: dict[str, Any]) -> None:
    original = await tenant.issue()
    note = await credit_note(tenant, original, **changes)
    await apply_credit(tenant.floor, tenant.id, note.id)
    assert await entries(tenant, original, note) == []


async def test_a_credit_note_over_a_credit_note_is_not_set_off(tenant: Tenant) -> None:
    first = await credit_note(tenant, await tenant.issue())
    second = await credit_note(tenant, first)
    await apply_credit(tenant.floor, tenant.id, second.id)
    assert await entries(tenant, first, second) == []


async def test_a_credit_can_not_be_reversed(tenant: Tenant) -> None:
    original = await tenant.issue()
    await credit_note(tenant, original)
    await tenant.run_reactions()
    credit = (await entries(tenant, original))[0]
    async with tenant.unit() as unit:
        with pytest.raises(PaymentNotReversible, match="A credit can't be reversed"):
            await reverse_payment(unit, credit.id, ReversalRequest())
