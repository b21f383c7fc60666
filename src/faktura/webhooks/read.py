"""Reading endpoints and their deliveries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from faktura.events import subject_of
from faktura.organizations.read import account_of
from faktura.organizations.tenants import owner_of
from faktura.storage.conditions import Condition
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit
from faktura.webhooks import store
from faktura.webhooks.errors import EndpointNotFound, WebhookDeliveryNotFound
from faktura.webhooks.stream.places import event_at

WAITING_COUNTED_MAX = 10_000
ATTEMPTS_SHOWN_MAX = 100


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An endpoint as its owner sees it; secrets stay out of sight."""

    id: UUID
    row: Any
    waiting: int | None = None
    missed_after: UUID | None = None

    def to_plain(self) -> dict[str, Any]:
        """The endpoint as JSON-ready data."""
        row = self.row
        until = [datetime.fromisoformat(each["until"]) for each in row["secrets"] if each["until"]]
        return {
            "id": show_id("whe", self.id),
            "object": "webhook_endpoint",
            "url": row["url"],
            "events": list(row["events"]),
            "description": row["description"],
            "payload": row["payload"],
            "metadata": row["metadata"],
            "state": row["state"],
            "disabled_reason": row["disabled_reason"] or None,
            "disabled_at": row["disabled_at"],
            "missed_after": show_id("evt", self.missed_after) if self.missed_after else None,
            "health": {
                "state": "failing" if row["failing_since"] else "good",
                "failures_in_a_row": row["failures"],
                "failing_since": row["failing_since"],
                "paused_until": row["paused_until"],
                "last_success_at": row["last_success_at"],
                "last_failure_at": row["last_failure_at"],
                "last_failure": row["last_failure"] or None,
            },
            "waiting": self.waiting,
            "old_secret_until": max(until, default=None),
            "version": row["version"],
            "created_at": row["created_at"],
            "updated_at": row["updated_at"],
        }


async def read_endpoint(unit: Unit, endpoint: UUID, *, lock: bool = False) -> Endpoint:
    """One endpoint of the unit's tenant.

    Raises:
        EndpointNotFound: there is none.
    """
    row = await store.read_endpoint(unit, endpoint, lock=lock)
    if row is None:
        raise EndpointNotFound("There is no such endpoint.")
    waiting = await store.count_waiting(unit, endpoint, WAITING_COUNTED_MAX)
    missed = await event_at(unit, row["disabled_after"]) if row["disabled_after"] else None
    return Endpoint(row["id"], row, waiting, missed)


async def list_endpoints(unit: Unit, after: tuple[datetime, UUID] | None, limit: int) -> list[Endpoint]:
    """Endpoints, newest first; what waits for them is not counted here."""
    return [Endpoint(row["id"], row) for row in await store.list_endpoints(unit, after, limit)]


def _delivery(row: Any, own: UUID | None) -> dict[str, Any]:
    for_account = own is not None and row["origin"] == own
    return {
        "id": show_id("whd", row["id"]),
        "object": "webhook_delivery",
        "endpoint": show_id("whe", row["endpoint"]),
        "event": show_id("evt", row["event"]),
        "type": row["type"],
        "subject": show_id(subject_of(row["type"])[1], row["object"]),
        "organization": None if for_account else show_id("org", owner_of(row["origin"])),
        "state": row["state"],
        "attempts": row["attempts"],
        "next_attempt_at": row["due_at"] if row["state"] == "waiting" else None,
        "last_status": row["last_status"],
        "last_reason": row["last_reason"] or None,
        "occurred_at": row["occurred_at"],
        "created_at": row["created_at"],
        "updated_at": row["updated_at"],
    }


def _attempt(row: Any) -> dict[str, Any]:
    return {
        "number": row["number"],
        "outcome": row["outcome"],
        "status": row["status"],
        "reason": row["reason"] or None,
        "reply": row["reply"],
        "address": row["address"] or None,
        "started_at": row["started_at"],
        "milliseconds": (row["ended_at"] - row["started_at"]) // timedelta(milliseconds=1),
    }


async def _own(unit: Unit) -> UUID | None:
    return unit.tenant if await account_of(unit) is None else None


async def read_delivery(unit: Unit, delivery: UUID) -> dict[str, Any]:
    """One delivery with its attempts.

    Raises:
        WebhookDeliveryNotFound: there is none.
    """
    row = await store.read_delivery(unit, delivery)
    if row is None:
        raise WebhookDeliveryNotFound("There is no such delivery.")
    attempts = await store.list_attempts(unit, delivery, ATTEMPTS_SHOWN_MAX)
    return {**_delivery(row, await _own(unit)), "history": [_attempt(each) for each in attempts]}


async def list_deliveries(
    unit: Unit, conditions: Sequence[Condition], after: tuple[datetime, UUID] | None, limit: int
) -> list[tuple[Any, dict[str, Any]]]:
    """Deliveries, newest first: the row with what is shown of it."""
    own = await _own(unit)
    return [(row, _delivery(row, own)) for row in await store.list_deliveries(unit, conditions, after, limit)]
