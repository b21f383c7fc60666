"""Reading the ledger: what other rooms may import."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from faktura.invoices.read import IssuedInvoice
from faktura.money import plain
from faktura.payments import store
from faktura.payments.errors import PaymentNotFound
from faktura.payments.ledger import EntryKind, PaymentState, PaymentSummary, summary_of_sums
from faktura.storage.conditions import Condition
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit

__all__ = [
    "EntryKind",
    "Payment",
    "PaymentState",
    "PaymentSummary",
    "entries_of",
    "list_payments",
    "payment_summary",
    "read_payment",
    "received_between",
    "summaries",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """An entry of the ledger.

    `amount` is in `currency` and negative for a reversal. `source` is the other document of a credit;
    `reversed_by` the entry that took this one back.
    """

    id: UUID
    invoice: UUID
    kind: EntryKind
    amount: Decimal
    currency: str
    received_on: date
    method: str
    reference: str
    reason: str
    reverses: UUID | None
    reversed_by: UUID | None
    source: UUID | None
    external_id: str | None
    metadata: dict[str, str]
    created_by: str
    created_at: datetime

    def entry_plain(self) -> dict[str, Any]:
        """The entry as it was written, as JSON-ready data: it never changes."""
        return {
            "id": show_id("pay", self.id),
            "object": "payment",
            "invoice": show_id("inv", self.invoice),
            "kind": self.kind.value,
            "amount": plain(self.amount),
            "currency": self.currency,
            "received_on": self.received_on.isoformat(),
            "method": self.method,
            "reference": self.reference,
            "reason": self.reason,
            "reverses": show_id("pay", self.reverses) if self.reverses else None,
            "source": show_id("inv", self.source) if self.source else None,
            "external_id": self.external_id,
            "metadata": self.metadata,
            "created_at": self.created_at,
        }

    def to_plain(self) -> dict[str, Any]:
        """The entry as JSON-ready data, and what became of it."""
        return {**self.entry_plain(), "reversed_by": show_id("pay", self.reversed_by) if self.reversed_by else None}


def _payment(row: Any) -> Payment:
    values = dict(row)
    return Payment(**{**values, "kind": EntryKind(values["kind"])})


def received_between(conditions: Iterable[Condition]) -> tuple[date | None, date | None]:
    """The first and the last day that all conditions on the day of receipt leave."""
    first = last = None
    for each in conditions:
        if each.field == "received_on":
            if each.operator in (">=", ">", "="):
                least = each.value + timedelta(days=each.operator == ">")
                first = least if first is None else max(first, least)
            if each.operator in ("<=", "<", "="):
                most = each.value - timedelta(days=each.operator == "<")
                last = most if last is None else min(last, most)
    return first, last


async def read_payment(unit: Unit, payment: UUID) -> Payment:
    """One entry of the unit's tenant.

    Raises:
        PaymentNotFound: there is none.
    """
    row = await store.read_payment(unit, payment)
    if row is None:
        raise PaymentNotFound("There is no such payment in this organization.")
    return _payment(row)


async def list_payments(
    unit: Unit, *, invoice: UUID | None = None, kind: str | None = None, method: str | None = None,
    external_id: str | None = None, received_from: date | None = None, received_until: date | None = None,
    after: tuple[datetime, UUID] | None = None, limit: int = 100,
) -> list[Payment]:  # fmt: skip
    """Entries, newest first; `after` is (created_at, id) of the last one seen."""
    rows = await store.list_payments(
        unit,
        invoice=invoice,
        kind=kind,
        method=method,
        external_id=external_id,
        received_from=received_from,
        received_until=received_until,
        after=after,
        limit=limit,
    )
    return [_payment(row) for row in rows]


async def entries_of(unit: Unit, invoices: Sequence[UUID]) -> list[Payment]:
    """All entries of some documents, in the order of their making."""
    return [_payment(row) for row in await store.list_entries_of(unit, invoices)]


async def payment_summary(unit: Unit, issued: IssuedInvoice, on: date) -> PaymentSummary:
    """How a document stands at the end of the day `on`."""
    found = await summaries(unit, [(issued.id, issued.amount_due, issued.due_date)], on)
    return found[issued.id]


async def summaries(
    unit: Unit, documents: Iterable[tuple[UUID, Decimal, date | None]], on: date
) -> dict[UUID, PaymentSummary]:
    """How documents, each given as (id, amount due, due date), stand at the end of the day `on`: one statement."""
    wanted = list(documents)
    sums = {row["invoice"]: row for row in await store.sum_entries(unit, [each[0] for each in wanted], on)}
    zero = Decimal(0)
    return {
        invoice: summary_of_sums(
            amount_due,
            due_date,
            sums[invoice]["paid"] if invoice in sums else zero,
            sums[invoice]["credited"] if invoice in sums else zero,
            on,
        )
        for invoice, amount_due, due_date in wanted
    }
