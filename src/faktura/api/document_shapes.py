"""What belongs to a document: its status, events, files and links, as they are answered."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from faktura.api.delivery_shapes import DeliveryAnswer
from faktura.api.payment_shapes import PaymentSummaryAnswer
from faktura.api.shapes import FileAnswer, FindingAnswer
from faktura.model.terms import part


@part
class TimelineEventAnswer:
    """Something that happened. `data` depends on the type; `actor` is who caused it."""

    id: Annotated[str, Field(pattern="^evt_")]
    object: Literal["event"]
    type: str
    occurred_at: datetime
    actor: str
    request_id: str
    data: dict[str, Any]


@part
class TimelineEventList:
    """What happened, first to last."""

    data: list[TimelineEventAnswer]
    has_more: bool
    next_cursor: str | None


@part
class FileList:
    """The files of a document."""

    data: list[FileAnswer]
    has_more: bool
    next_cursor: str | None


@part
class StatusAnswer:
    """Where a document stands, on the day asked for."""

    id: Annotated[str, Field(pattern="^inv_")]
    object: Literal["status"]
    state: Literal["draft", "issued"]
    number: str | None
    payment: PaymentSummaryAnswer | None
    deliveries: list[DeliveryAnswer]
    files: list[FileAnswer]
    corrected_by: list[str]
    timeline: list[TimelineEventAnswer]


@part
class SendAnswer(DeliveryAnswer):
    """A delivery that was asked for, and what was found on the way."""

    findings: list[FindingAnswer]


@part
class LinkAnswer:
    """A link for the buyer."""

    id: Annotated[str, Field(pattern="^lnk_")]
    object: Literal["buyer_link"]
    invoice: str
    url: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


@part
class LinkList:
    """The links of a document."""

    data: list[LinkAnswer]
    has_more: bool
    next_cursor: str | None
