from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.payments.ledger import EntryKind, PaymentState, PaymentSummary, summary

DUE = date(2026, 6, 30)


@dataclass(frozen=True, slots=True)
class Entry:
    kind: EntryKind
    amount: Decimal
    received_on: date


def paid(amount: str, on: date = DUE) -> Entry:
    return Entry(EntryKind.PAYMENT, Decimal(amount), on)


def taken_back(amount: str, on: date = DUE) -> Entry:
    return Entry(EntryKind.REVERSAL, -Decimal(amount), on)


def credited(amount: str, on: date = DUE) -> Entry:
    return Entry(EntryKind.CREDIT, Decimal(amount), on)


def on_due_date(*entries: Entry, due: str = "100.00") -> PaymentSummary:
    return summary(Decimal(due), DUE, entries, DUE)


@pytest.mark.parametrize(
    ("due", "entries", "state"),
    [
        ("100.00", [], PaymentState.OPEN),
        ("100.00", [paid("0.01")], PaymentState.PARTLY_PAID),
        ("100.00", [credited("40")], PaymentState.PARTLY_PAID),
        ("100.00", [paid("99.99")], PaymentState.PARTLY_PAID),
        ("100.00", [paid("60"), paid("40.00")], PaymentState.PAID),
        ("100.00", [paid("60"), credited("40.00")], PaymentState.PAID),
        ("100.00", [paid("100.01")], PaymentState.OVERPAID),
        ("100.00", [paid("100"), taken_back("100")], PaymentState.OPEN),
        ("0.00", [], PaymentState.PAID),
        ("0.00", [paid("1")], PaymentState.OVERPAID),
        # More was paid in advance (BT-113) than the document is worth.
        ("-10.00", [], PaymentState.OVERPAID),
    ],
)
def test_the_state_on_the_due_date(due: str, entries: list[Entry], state: PaymentState) -> None:
    assert on_due_date(*entries, due=due).state is state


@pytest.mark.parametrize(
    ("days_after", "state", "overdue_days"),
    [
        (-1, PaymentState.OPEN, 0),
        (0, PaymentState.OPEN, 0),
        (1, PaymentState.OVERDUE, 1),
        (40, PaymentState.OVERDUE, 40),
    ],
)
def test_a_document_is_overdue_from_the_day_after_its_due_date(days_after: int, state: str, overdue_days: int) -> None:
    found = summary(Decimal("100.00"), DUE, [], DUE + timedelta(days=days_after))
    assert (found.state, found.overdue_days) == (state, overdue_days)


def test_what_is_partly_paid_and_late_is_overdue_and_shows_both_amounts() -> None:
    found = summary(Decimal("100.00"), DUE, [paid("30")], DUE + timedelta(days=1))
    assert found.state is PaymentState.OVERDUE
    assert (found.paid_amount, found.open_amount) == (Decimal(30), Decimal(70))


def test_without_a_due_date_nothing_is_overdue() -> None:
    assert summary(Decimal("100.00"), None, [], date(2999, 12, 31)).state is PaymentState.OPEN


def test_a_payment_counts_from_its_day_until_its_reversal() -> None:
    entries = [paid("100.00", date(2026, 6, 10)), taken_back("100.00", date(2026, 6, 20))]
    states = {day: summary(Decimal("100.00"), DUE, entries, date(2026, 6, day)).state for day in (9, 10, 19, 20)}
    assert states == {9: "open", 10: "paid", 19: "paid", 20: "open"}


def test_the_plain_form_shows_the_decimals_of_the_amount_due() -> None:
    assert on_due_date(paid("30")).to_plain() == {
        "state": "partly_paid",
        "amount_due": "100.00",
        "paid_amount": "30.00",
        "credited_amount": "0.00",
        "open_amount": "70.00",
        "overpaid_amount": "0.00",
        "due_date": "2026-06-30",
        "overdue_days": 0,
        "on": "2026-06-30",
    }
    assert on_due_date(due="-10.00").to_plain()["open_amount"] == "0.00"


amounts = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("999999999999999.99"), places=2)
days = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 12, 31))
entries_drawn = st.lists(
    st.one_of(
        st.builds(Entry, st.just(EntryKind.PAYMENT), amounts, days),
        st.builds(Entry, st.just(EntryKind.CREDIT), amounts, days),
        st.builds(Entry, st.just(EntryKind.REVERSAL), amounts.map(lambda amount: -amount), days),
    ),
    max_size=20,
)
dues = st.decimals(min_value=Decimal("-1000.00"), max_value=Decimal("999999999999999.99"), places=2)


@given(dues, st.none() | days, entries_drawn, days)
def test_the_amounts_always_add_up(due: Decimal, due_date: date | None, entries: list[Entry], on: date) -> None:
    found = summary(due, due_date, entries, on)
    assert found.amount_due == (found.paid_amount + found.credited_amount + found.open_amount - found.overpaid_amount)
    assert found.open_amount >= 0
    assert found.overpaid_amount >= 0
    assert not (found.open_amount and found.overpaid_amount)


@given(dues, st.none() | days, entries_drawn, days)
def test_the_state_follows_from_the_amounts(
    due: Decimal, due_date: date | None, entries: list[Entry], on: date
) -> None:
    found = summary(due, due_date, entries, on)
    late = due_date is not None and on > due_date
    assert (found.state is PaymentState.OVERPAID) == (found.overpaid_amount > 0)
    assert (found.state is PaymentState.PAID) == (found.open_amount == found.overpaid_amount == 0)
    assert (found.state is PaymentState.OVERDUE) == (found.open_amount > 0 and late)
    assert (found.overdue_days > 0) == (found.state is PaymentState.OVERDUE)


@given(dues, st.none() | days, entries_drawn, days, st.randoms(use_true_random=False))
def test_neither_order_nor_later_entries_matter(
    due: Decimal, due_date: date | None, entries: list[Entry], on: date, random: Random
) -> None:
    mixed = [entry for entry in entries if entry.received_on <= on]
    random.shuffle(mixed)
    assert summary(due, due_date, mixed, on) == summary(due, due_date, entries, on)


@given(dues, st.none() | days, entries_drawn, days, amounts, days)
def test_a_payment_and_its_reversal_cancel_each_other_out(
    due: Decimal, due_date: date | None, entries: list[Entry], on: date, amount: Decimal, day: date
) -> None:
    both = [paid(str(amount), day), taken_back(str(amount), day)]
    assert summary(due, due_date, [*entries, *both], on) == summary(due, due_date, entries, on)
