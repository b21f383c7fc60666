"""What the operations on deliveries answer."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from faktura.api.summary_shapes import DocumentSummary
from faktura.deliveries.states import DeliveryState
from faktura.model.terms import part


@part
class DeliveryAnswer:
    """The sending of a document over one channel. `reason` says why it is refused, given up, or waits."""

    id: Annotated[str, Field(pattern="^del_")]
    object: Literal["delivery"]
    invoice: str | DocumentSummary
    channel: str
    recipient: str
    state: DeliveryState
    attempts: int
    next_attempt_at: datetime | None
    reason: str
    created_at: datetime
    updated_at: datetime


@part
class DeliveryList:
    """A page of deliveries."""

    data: list[DeliveryAnswer]
    has_more: bool
    next_cursor: str | None


@part
class AttemptAnswer:
    """One attempt to deliver: what came of it, and the hash of the bytes that travelled."""

    number: int
    outcome: Literal["delivered", "refused", "try_later"]
    reason: str
    proof: dict[str, Any]
    sent_sha256: str | None
    started_at: datetime
    ended_at: datetime


@part
class DeliveryHistoryAnswer(DeliveryAnswer):
    """A delivery with its attempts, first to last."""

    history: list[AttemptAnswer]
