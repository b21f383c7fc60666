"""Stopping an endpoint: by its owner, by 410 Gone, or because it has been failing for too long."""

from uuid import UUID

from faktura.events import WEBHOOK_ENDPOINT_DISABLED
from faktura.jobs import publish
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit
from faktura.webhooks import store
from faktura.webhooks.stream.places import last_place


async def disable(unit: Unit, endpoint: UUID, reason: str) -> None:
    """Stop an endpoint and tell it. What waits goes on waiting; where its events end is kept, for a replay."""
    await store.disable_endpoint(unit, endpoint, reason, await last_place(unit))
    await publish(unit, WEBHOOK_ENDPOINT_DISABLED, endpoint, {"endpoint": show_id("whe", endpoint), "reason": reason})
