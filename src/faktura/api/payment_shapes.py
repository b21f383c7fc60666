"""What the operations on payments answer."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from faktura.api.summary_shapes import DocumentSummary
from faktura.model.terms import part
from faktura.model.values import Decimals
from faktura.payments.ledger import EntryKind, PaymentState


@part
class PaymentAnswer:
    """An entry of the ledger.

    `amount` is in `currency`, negative for a reversal. `source` is the other document of a credit; `reverses` and
    `reversed_by` point at the entry that was taken back and the one that did it.
    """

    id: Annotated[str, Field(pattern="^pay_")]
    object: Literal["payment"]
    invoice: str | DocumentSummary
    kind: EntryKind
    amount: Decimals
    currency: str
    received_on: date
    method: str
    reference: str
    reason: str
    reverses: str | None
    reversed_by: str | None
    source: str | DocumentSummary | None
    external_id: str | None
    metadata: dict[str, str]
    created_at: datetime


@part
class PaymentList:
    """A page of entries."""

    data: list[PaymentAnswer]
    has_more: bool
    next_cursor: str | None


@part
class PaymentSummaryAnswer:
    """How a document stands at the end of the day `on`, in the document's currency."""

    state: PaymentState
    amount_due: Decimals
    paid_amount: Decimals
    credited_amount: Decimals
    open_amount: Decimals
    overpaid_amount: Decimals
    due_date: date | None
    overdue_days: int
    on: date
