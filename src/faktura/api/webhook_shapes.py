"""The shapes of answers on events and webhooks, for OpenAPI."""

from datetime import datetime
from typing import Any, Literal

from faktura.model.terms import part


@part
class EventData:
    """What an event is about. `facts` is what it says itself, `object` the thing as GET answers it now."""

    id: str
    kind: str
    facts: dict[str, Any] | None = None
    object: dict[str, Any] | None = None


@part
class EventAnswer:
    """Something that happened, as webhooks tell it."""

    id: str
    object: Literal["event"]
    type: str
    timestamp: datetime
    organization: str | None
    account: str | None
    mode: Literal["live", "test"]
    actor: str
    request_id: str
    data: EventData


@part
class EventList:
    """A page of the stream, in order. `next_cursor` is the last event of it, also when nothing follows yet."""

    data: list[EventAnswer]
    has_more: bool
    next_cursor: str | None


@part
class EndpointHealth:
    """How an endpoint fares."""

    state: Literal["good", "failing"]
    failures_in_a_row: int
    failing_since: datetime | None
    paused_until: datetime | None
    last_success_at: datetime | None
    last_failure_at: datetime | None
    last_failure: str | None


@part
class EndpointAnswer:
    """A webhook endpoint. `secret` stands only in the answers that make one; `waiting` is counted up to 10,000."""

    id: str
    object: Literal["webhook_endpoint"]
    url: str
    events: list[str]
    description: str
    payload: Literal["thin", "full"]
    metadata: dict[str, str]
    state: Literal["enabled", "disabled"]
    disabled_reason: str | None
    disabled_at: datetime | None
    missed_after: str | None
    health: EndpointHealth
    waiting: int | None
    old_secret_until: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime
    secret: str | None = None


@part
class EndpointList:
    """A page of webhook endpoints."""

    data: list[EndpointAnswer]
    has_more: bool
    next_cursor: str | None


@part
class WebhookTestAnswer:
    """What became of a test."""

    object: Literal["webhook_test"]
    event: str
    delivered: bool
    status: int | None
    reason: str | None
    reply: str
    address: str | None
    milliseconds: int


@part
class WebhookAttempt:
    """One attempt: `reply` is the beginning of what was answered."""

    number: int
    outcome: Literal["delivered", "failed"]
    status: int | None
    reason: str | None
    reply: str
    address: str | None
    started_at: datetime
    milliseconds: int


@part
class WebhookDeliverySummary:
    """An event on its way to an endpoint."""

    id: str
    object: Literal["webhook_delivery"]
    endpoint: str
    event: str
    type: str
    subject: str
    organization: str | None
    state: Literal["waiting", "delivered", "given_up", "cancelled"]
    attempts: int
    next_attempt_at: datetime | None
    last_status: int | None
    last_reason: str | None
    occurred_at: datetime
    created_at: datetime
    updated_at: datetime


@part
class WebhookDeliveryAnswer(WebhookDeliverySummary):
    """An event on its way to an endpoint, with every attempt."""

    history: list[WebhookAttempt]


@part
class WebhookDeliveryList:
    """A page of webhook deliveries."""

    data: list[WebhookDeliverySummary]
    has_more: bool
    next_cursor: str | None


@part
class ReplayAnswer:
    """How many events will be sent again."""

    object: Literal["webhook_replay"]
    endpoint: str
    count: int
