"""The arithmetic of the ledger: what is open on a document on a given day, and what that is called. Pure.

Amounts are what an entry takes off the amount due (BT-115): payments and credits are positive, reversals negative.
For a credit note the seller owes the amount due; the arithmetic is the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from typing import Any, Protocol

from faktura.money import EXACT, plain


class EntryKind(StrEnum):
    """What an entry of the ledger is."""

    PAYMENT = "payment"
    REVERSAL = "reversal"
    CREDIT = "credit"


class PaymentState(StrEnum):
    """How a document stands on a day. `OVERDUE` goes before `OPEN` and `PARTLY_PAID`: see the amounts."""

    OPEN = "open"
    PARTLY_PAID = "partly_paid"
    PAID = "paid"
    OVERPAID = "overpaid"
    OVERDUE = "overdue"


class Entry(Protocol):
    """What the arithmetic needs of an entry."""

    @property
    def kind(self) -> EntryKind:
        """Payment, reversal or credit."""

    @property
    def amount(self) -> Decimal:
        """What it takes off the amount due, in the document's currency; a reversal is negative."""

    @property
    def received_on(self) -> date:
        """The day from which it counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentSummary:
    """How a document stands at the end of the day `on`, in the document's currency.

    amount_due = paid_amount + credited_amount + open_amount - overpaid_amount, and of the last two one is zero.
    `paid_amount` is money received without what was reversed; `credited_amount` what credit notes took off.
    `overdue_days` counts from the day after the due date, and is 0 when nothing is overdue.
    """

    state: PaymentState
    amount_due: Decimal
    paid_amount: Decimal
    credited_amount: Decimal
    open_amount: Decimal
    overpaid_amount: Decimal
    due_date: date | None
    overdue_days: int
    on: date

    def to_plain(self) -> dict[str, Any]:
        """The summary as JSON-ready data."""
        return {
            "state": self.state.value,
            "amount_due": plain(self.amount_due),
            "paid_amount": plain(self.paid_amount),
            "credited_amount": plain(self.credited_amount),
            "open_amount": plain(self.open_amount),
            "overpaid_amount": plain(self.overpaid_amount),
            "due_date": self.due_date.isoformat() if self.due_date else None,
            "overdue_days": self.overdue_days,
            "on": self.on.isoformat(),
        }


def summary(amount_due: Decimal, due_date: date | None, entries: Iterable[Entry], on: date) -> PaymentSummary:
    """How a document stands at the end of the day `on`: entries of later days do not count yet.

    A payment and its reversal cancel each other out from the reversal's day on.
    """
    paid = credited = Decimal(0)
    with localcontext(EXACT):
        for entry in entries:
            if entry.received_on > on:
                continue
            if entry.kind is EntryKind.CREDIT:
                credited += entry.amount
            else:
                paid += entry.amount
    return summary_of_sums(amount_due, due_date, paid, credited, on)


def summary_of_sums(
    amount_due: Decimal, due_date: date | None, paid: Decimal, credited: Decimal, on: date
) -> PaymentSummary:
    """The same from sums of the entries that count on the day: of payments with reversals, and of credits."""
    with localcontext(EXACT):
        # Every amount shows the decimals of the amount due, also a zero.
        zero = abs(amount_due - amount_due)
        paid, credited = zero + paid, zero + credited
        balance = amount_due - paid - credited
        open_amount, overpaid_amount = max(balance, zero), max(-balance, zero)
    overdue_days = 0
    if open_amount and due_date is not None and on > due_date:
        overdue_days = (on - due_date).days
    if overpaid_amount:
        state = PaymentState.OVERPAID
    elif not open_amount:
        state = PaymentState.PAID
    elif overdue_days:
        state = PaymentState.OVERDUE
    elif paid or credited:
        state = PaymentState.PARTLY_PAID
    else:
        state = PaymentState.OPEN
    return PaymentSummary(
        state=state,
        amount_due=amount_due,
        paid_amount=paid,
        credited_amount=credited,
        open_amount=open_amount,
        overpaid_amount=overpaid_amount,
        due_date=due_date,
        overdue_days=overdue_days,
        on=on,
    )
