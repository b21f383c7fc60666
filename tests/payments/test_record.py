import asyncio
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from faktura.errors import Refusal
from faktura.invoices.errors import InvoiceNotFound
from faktura.model.json import adapter
from faktura.organizations.external_ids import ExternalIdTaken
from faktura.payments.errors import (
    PaymentAlreadyReversed,
    PaymentInvalid,
    PaymentNotFound,
    PaymentNotReversible,
)
from faktura.payments.ledger import EntryKind, summary
from faktura.payments.read import Payment, entries_of, list_payments, payment_summary, read_payment, summaries
from faktura.payments.record import record_payment, reverse_payment
from faktura.payments.schemas import PaymentMethod, PaymentRequest, ReversalRequest
from faktura.storage.ids import show_id

from .stage import Tenant, new_tenant

pytestmark = pytest.mark.anyio

# Evening in UTC: a day ahead is already tomorrow's morning in the east.
NOW = datetime(2026, 6, 15, 20, 30, tzinfo=UTC)
TODAY = date(2026, 6, 15)


async def reverse(tenant: Tenant, payment: Payment, now: datetime = NOW, **fields: Any) -> Payment:
    async with tenant.unit(now) as unit:
        return await reverse_payment(unit, payment.id, ReversalRequest(**fields))


async def events_of(tenant: Tenant) -> list[tuple[str, Any, Any]]:
    async with tenant.unit() as unit:
        rows = await unit.fetch(
            "select type, object, data from events where tenant = $1 and type like 'payment.%' order by id", tenant.id
        )
    return [(row["type"], row["object"], row["data"]) for row in rows]


async def test_a_payment_is_recorded_with_what_was_said(tenant: Tenant) -> None:
    issued = await tenant.issue()
    payment = await tenant.pay(
        issued,
        "50.5",
        NOW,
        currency="EUR",
        received_on="2026-06-14",
        method="direct_debit",
        reference="RF18539007547034",
        external_id="bank-17",
        metadata={"account": "1200"},
    )
    assert payment.to_plain() == {
        "id": show_id("pay", payment.id),
        "object": "payment",
        "invoice": show_id("inv", issued.id),
        "kind": "payment",
        "amount": "50.50",
        "currency": "EUR",
        "received_on": "2026-06-14",
        "method": "direct_debit",
        "reference": "RF18539007547034",
        "reason": "",
        "reverses": None,
        "reversed_by": None,
        "source": None,
        "external_id": "bank-17",
        "metadata": {"account": "1200"},
        "created_at": NOW,
    }
    told = {"payment": show_id("pay", payment.id), "amount": "50.50", "currency": "EUR"}
    assert await events_of(tenant) == [("payment.recorded", issued.id, told)]


async def test_what_is_not_said_is_today_in_utc_by_credit_transfer(tenant: Tenant) -> None:
    payment = await tenant.pay(await tenant.issue(), "1", NOW)
    assert (payment.received_on, payment.method) == (TODAY, PaymentMethod.CREDIT_TRANSFER)


async def test_a_document_may_be_paid_in_parts_and_overpaid(tenant: Tenant) -> None:
    issued = await tenant.issue()
    states = []
    for amount in ("20", "100", "0.01"):
        await tenant.pay(issued, amount, NOW)
        async with tenant.unit() as unit:
            states.append((await payment_summary(unit, issued, TODAY)).state)
    assert states == ["partly_paid", "paid", "overpaid"]


@pytest.mark.parametrize(
    ("fields", "findings"),
    [
        ({"amount": "0"}, [("amount_not_positive", "/amount")]),
        ({"amount": "-5"}, [("amount_not_positive", "/amount")]),
        ({"amount": "0.001"}, [("amount_too_precise", "/amount")]),
        ({"amount": "1.100"}, []),
        ({"amount": "1", "currency": "USD"}, [("currency_mismatch", "/currency")]),
        ({"amount": "1", "received_on": "2026-06-16"}, []),
        ({"amount": "1", "received_on": "2026-06-17"}, [("received_on_in_future", "/received_on")]),
        (
            {"amount": "0.001", "currency": "USD", "received_on": "2999-01-01"},
            [
                ("amount_too_precise", "/amount"),
                ("currency_mismatch", "/currency"),
                ("received_on_in_future", "/received_on"),
            ],
        ),
    ],
)
async def test_everything_that_is_wrong_is_told_at_once(
    tenant: Tenant, fields: dict[str, str], findings: list[tuple[str, str]]
) -> None:
    issued = await tenant.issue()
    request = adapter(PaymentRequest).validate_python(fields)
    found: list[tuple[str, str]] = []
    async with tenant.unit(NOW) as unit:
        try:
            await record_payment(unit, issued.id, request)
        except PaymentInvalid as refusal:
            found = [(finding.rule, finding.pointer) for finding in refusal.findings]
    assert found == findings
    assert len(await events_of(tenant)) == (0 if findings else 1)


async def test_amounts_in_yen_have_no_decimals(tenant: Tenant) -> None:
    issued = await tenant.issue(currency="JPY", vat_currency=None)
    with pytest.raises(PaymentInvalid, match="not recorded"):
        await tenant.pay(issued, "1.5", NOW)
    assert (await tenant.pay(issued, "15", NOW)).amount == Decimal(15)


async def test_an_external_id_is_taken_once_and_not_by_a_refused_payment(tenant: Tenant) -> None:
    issued = await tenant.issue()
    with pytest.raises(PaymentInvalid):
        await tenant.pay(issued, "0.001", NOW, external_id="bank-1")
    await tenant.pay(issued, "1", NOW, external_id="bank-1")
    with pytest.raises(ExternalIdTaken):
        await tenant.pay(issued, "1", NOW, external_id="bank-1")


async def test_a_draft_or_unknown_document_takes_no_payment(tenant: Tenant) -> None:
    async with tenant.unit() as unit:
        with pytest.raises(InvoiceNotFound):
            await record_payment(unit, uuid4(), PaymentRequest(amount=Decimal(1)))


async def test_another_tenants_documents_and_payments_do_not_exist(tenant: Tenant) -> None:
    issued = await tenant.issue()
    payment = await tenant.pay(issued, "1", NOW)
    other = await new_tenant(tenant.floor, "Other AG")
    async with other.unit() as unit:
        with pytest.raises(InvoiceNotFound):
            await record_payment(unit, issued.id, PaymentRequest(amount=Decimal(1)))
        with pytest.raises(PaymentNotFound):
            await read_payment(unit, payment.id)
        with pytest.raises(PaymentNotFound):
            await reverse_payment(unit, payment.id, ReversalRequest())
        assert await list_payments(unit) == []
        assert await entries_of(unit, [issued.id]) == []


async def test_a_reversal_takes_the_payment_back(tenant: Tenant) -> None:
    issued = await tenant.issue()
    payment = await tenant.pay(issued, "120.00", NOW, method="direct_debit")
    reversal = await reverse(tenant, payment, reason="insufficient funds")
    assert (reversal.kind, reversal.amount, reversal.reverses) == (EntryKind.REVERSAL, Decimal("-120.00"), payment.id)
    assert (reversal.reason, reversal.method, reversal.received_on) == ("insufficient funds", "direct_debit", TODAY)
    async with tenant.unit() as unit:
        assert (await read_payment(unit, payment.id)).reversed_by == reversal.id
        assert (await payment_summary(unit, issued, TODAY)).state == "open"
    told = {"payment": show_id("pay", reversal.id), "amount": "-120.00", "currency": "EUR"}
    assert (await events_of(tenant))[1:] == [
        ("payment.reversed", issued.id, {**told, "reverses": show_id("pay", payment.id)})
    ]


async def test_a_payment_is_reversed_once_and_a_reversal_never(tenant: Tenant) -> None:
    payment = await tenant.pay(await tenant.issue(), "1", NOW)
    reversal = await reverse(tenant, payment)
    with pytest.raises(PaymentAlreadyReversed):
        await reverse(tenant, payment)
    with pytest.raises(PaymentNotReversible):
        await reverse(tenant, reversal)


async def test_of_two_reversals_at_once_exactly_one_wins(tenant: Tenant) -> None:
    issued = await tenant.issue()
    payment = await tenant.pay(issued, "120.00", NOW)
    outcomes = await asyncio.gather(*(reverse(tenant, payment) for _ in range(5)), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Payment"] + ["PaymentAlreadyReversed"] * 4
    async with tenant.unit() as unit:
        assert [entry.kind for entry in await entries_of(unit, [issued.id])] == ["payment", "reversal"]
    assert [event[0] for event in await events_of(tenant)] == ["payment.recorded", "payment.reversed"]


async def test_a_reversal_that_was_rolled_back_leaves_the_payment_to_be_reversed(tenant: Tenant) -> None:
    payment = await tenant.pay(await tenant.issue(), "1", NOW)

    async def change_ones_mind() -> None:
        async with tenant.unit(NOW) as unit:
            await reverse_payment(unit, payment.id, ReversalRequest())
            raise RuntimeError("rolled back")

    with pytest.raises(RuntimeError, match="rolled back"):
        await change_ones_mind()
    assert (await reverse(tenant, payment)).reverses == payment.id


@pytest.mark.parametrize(
    ("received_on", "code"),
    [(date(2026, 6, 9), "reversed_before_received"), (date(2026, 6, 17), "received_on_in_future")],
)
async def test_a_reversal_has_its_day_after_the_payment_and_not_in_the_future(
    tenant: Tenant, received_on: date, code: str
) -> None:
    payment = await tenant.pay(await tenant.issue(), "1", NOW, received_on="2026-06-10")
    with pytest.raises(PaymentInvalid) as refused:
        await reverse(tenant, payment, received_on=received_on)
    assert [finding.rule for finding in refused.value.findings] == [code]


async def test_a_payment_of_tomorrow_is_reversed_tomorrow(tenant: Tenant) -> None:
    payment = await tenant.pay(await tenant.issue(), "1", NOW, received_on="2026-06-16")
    assert (await reverse(tenant, payment)).received_on == date(2026, 6, 16)


@pytest.mark.parametrize("statement", ["update payments set amount = 1 where tenant = $1", "delete from payments"])
async def test_the_ledger_can_only_be_added_to(tenant: Tenant, database_url: str, statement: str) -> None:
    await tenant.pay(await tenant.issue(), "50", NOW)
    values = [tenant.id] if "$1" in statement else []
    async with tenant.unit() as unit:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await unit.execute(statement, *values)
    owner = await asyncpg.connect(database_url)
    try:
        with pytest.raises(asyncpg.RestrictViolationError):
            await owner.execute(statement, *values)
    finally:
        await owner.close()


async def test_lists_are_filtered_and_turn_pages(tenant: Tenant) -> None:
    first, second = await tenant.issue(), await tenant.issue()
    made = [
        await tenant.pay(first, "1", datetime(2026, 6, day, tzinfo=UTC), method=method, external_id=f"x{day}")
        for day, method in ((1, "cash"), (2, "card"), (3, "cash"))
    ]
    made.append(await tenant.pay(second, "1", datetime(2026, 6, 4, tzinfo=UTC)))
    made.append(await reverse(tenant, made[1]))
    newest_first = [payment.id for payment in reversed(made)]
    async with tenant.unit() as unit:

        async def ids(**filters: Any) -> list[int]:
            return [newest_first.index(payment.id) for payment in await list_payments(unit, **filters)]

        assert await ids() == [0, 1, 2, 3, 4]
        assert await ids(invoice=first.id) == [0, 2, 3, 4]
        assert await ids(invoice=first.id, method="cash") == [2, 4]
        assert await ids(kind="reversal") == [0]
        assert await ids(external_id="x2") == [3]
        assert await ids(received_from=date(2026, 6, 2), received_until=date(2026, 6, 3)) == [2, 3]
        page = await list_payments(unit, limit=2)
        assert await ids(limit=2, after=(page[-1].created_at, page[-1].id)) == [2, 3]


async def test_the_sums_of_the_database_are_those_of_the_ledger(tenant: Tenant) -> None:
    paid, partly, untouched = await tenant.issue(), await tenant.issue(), await tenant.issue()
    await tenant.pay(paid, "120", NOW, received_on="2026-06-10")
    taken_back = await tenant.pay(partly, "100", NOW, received_on="2026-06-11")
    await tenant.pay(partly, "0.07", NOW, received_on="2026-06-12")
    await reverse(tenant, taken_back, received_on=date(2026, 6, 13))
    documents = [(issued.id, issued.amount_due, issued.due_date) for issued in (paid, partly, untouched)]
    async with tenant.unit() as unit:
        entries = await entries_of(unit, [document[0] for document in documents])
        for day in (9, 10, 11, 12, 13, 30):
            on = date(2026, 6, day)
            found = await summaries(unit, documents, on)
            for invoice, amount_due, due_date in documents:
                own = [entry for entry in entries if entry.invoice == invoice]
                assert found[invoice] == summary(amount_due, due_date, own, on)
        assert await summaries(unit, [], TODAY) == {}


def test_refusals_say_how_to_answer() -> None:
    answers = {(kind.status, kind.code) for kind in (PaymentAlreadyReversed, PaymentInvalid, PaymentNotFound)}
    assert answers == {(409, "payment_already_reversed"), (422, "payment_invalid"), (404, "payment_not_found")}
    assert issubclass(PaymentNotReversible, Refusal)
