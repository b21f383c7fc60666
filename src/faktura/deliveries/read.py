"""Reading deliveries: what other rooms may import."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.deliveries import store
from faktura.deliveries.errors import DeliveryNotFound
from faktura.deliveries.states import DeliveryState
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery as it stands."""

    id: UUID
    invoice: UUID
    channel: str
    recipient: str
    message: dict[str, Any]
    state: DeliveryState
    attempts: int
    next_attempt_at: datetime | None
    reason: str
    created_by: str
    created_at: datetime
    updated_at: datetime

    def to_plain(self) -> dict[str, Any]:
        """The delivery as JSON-ready data."""
        return {
            "id": show_id("del", self.id),
            "object": "delivery",
            "invoice": show_id("inv", self.invoice),
            "channel": self.channel,
            "recipient": self.recipient,
            "state": self.state.value,
            "attempts": self.attempts,
            "next_attempt_at": self.next_attempt_at,
            "reason": self.reason,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
        }


@dataclass(frozen=True, slots=True)
class SentParcel:
    """The bytes that travelled in one attempt; they lie in the object store under `sha256`."""

    attempt_id: UUID
    sha256: str
    media_type: str
    name: str


def delivery_of(row: Any) -> Delivery:
    """A delivery from its row."""
    return Delivery(
        row["id"],
        row["invoice"],
        row["channel"],
        row["recipient"],
        row["message"],
        DeliveryState(row["state"]),
        row["attempts"],
        row["next_attempt_at"],
        row["reason"],
        row["created_by"],
        row["created_at"],
        row["updated_at"],
    )


async def read_delivery(unit: Unit, delivery: UUID) -> Delivery:
    """One delivery of the unit's tenant.

    Raises:
        DeliveryNotFound: there is none.
    """
    row = await store.read_delivery(unit, delivery)
    if row is None:
        raise DeliveryNotFound("There is no such delivery in this organization.")
    return delivery_of(row)


async def read_deliveries(unit: Unit, deliveries: Sequence[UUID]) -> list[Delivery]:
    """Some deliveries of the unit's tenant; those that do not exist are left out."""
    return [delivery_of(row) for row in await store.read_deliveries(unit, deliveries)]


async def list_deliveries(
    unit: Unit, *, invoice: UUID | None = None, state: str | None = None,
    after: tuple[datetime, UUID] | None = None, limit: int = 100,
) -> list[Delivery]:  # fmt: skip
    """Deliveries, newest first."""
    rows = await store.list_deliveries(unit, invoice=invoice, state=state, after=after, limit=limit)
    return [delivery_of(row) for row in rows]


async def list_attempts(unit: Unit, delivery: UUID) -> list[dict[str, Any]]:
    """The attempts of a delivery as JSON-ready data, first to last."""
    return [
        {
            "number": row["number"],
            "outcome": row["outcome"],
            "reason": row["reason"],
            "proof": row["proof"],
            "sent_sha256": row["sent_sha256"],
            "started_at": row["started_at"],
            "ended_at": row["ended_at"],
        }
        for row in await store.list_attempts(unit, delivery)
    ]


async def list_sent(unit: Unit, invoice: UUID) -> list[SentParcel]:
    """What travelled for a document."""
    return [
        SentParcel(row["id"], row["sent_sha256"], row["sent_media_type"], f"{row['channel']}-{row['number']}.eml")
        for row in await store.list_sent(unit, invoice)
    ]
