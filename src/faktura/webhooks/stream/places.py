"""Places in the stream of the unit's tenant."""

from datetime import datetime
from uuid import UUID

from faktura.storage.unit import Unit
from faktura.webhooks.stream import store


async def last_place(unit: Unit) -> int:
    """The last place that was given out; 0 when nothing happened yet."""
    return await store.last_position(unit)


async def place_of(unit: Unit, event: UUID) -> int | None:
    """The place of an event, or None."""
    return await store.position_of(unit, event)


async def place_before(unit: Unit, moment: datetime) -> int:
    """The last place before the first event that occurred at a moment or later."""
    return await store.position_at(unit, moment)


async def event_at(unit: Unit, place: int) -> UUID | None:
    """The event at a place, or None."""
    return await store.event_at(unit, place)
