"""Reading the stream by cursor."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from faktura.organizations.read import account_of
from faktura.organizations.tenants import owner_of
from faktura.storage.unit import Unit
from faktura.webhooks.errors import EventNotFound
from faktura.webhooks.patterns import like_of
from faktura.webhooks.stream import store
from faktura.webhooks.stream.advance import catch_up
from faktura.webhooks.stream.payload import FULL, Told, told, with_facts


@dataclass(frozen=True, slots=True)
class StreamPage:
    """A page of events, in order. `more` tells that others follow already."""

    events: list[Told]
    more: bool


async def _read(unit: Unit, rows: Sequence[Any], *, current: bool) -> list[Told]:
    account = owner_of(unit.tenant) if await account_of(unit) is None else None
    return await with_facts(unit, [told(unit, row, account) for row in rows], current=current)


async def read_stream(
    unit: Unit, after: UUID | None, *, patterns: Sequence[str] | None, target: UUID | None, payload: str, limit: int
) -> StreamPage:
    """The events behind one that was seen, or from the beginning. An account reads those of all its organizations.

    Raises:
        EventNotFound: the stream has no such event as `after`.
    """
    await catch_up(unit)
    place = 0
    if after is not None:
        found = await store.position_of(unit, after)
        if found is None:
            raise EventNotFound("There is no such event in this stream to read on behind.")
        place = found
    likes = [like_of(each) for each in patterns] if patterns else None
    rows = await store.list_positions(unit, place, likes=likes, target=target, limit=limit + 1)
    events = await _read(unit, rows[:limit], current=payload == FULL)
    return StreamPage(events, len(rows) > limit)


async def latest_event(unit: Unit) -> UUID | None:
    """The last event of the unit's stream so far; None when nothing happened yet."""
    await catch_up(unit)
    return await store.event_at(unit, await store.last_position(unit))


async def read_event(unit: Unit, event: UUID, *, payload: str) -> Told:
    """One event of the unit's stream.

    Raises:
        EventNotFound: there is none.
    """
    await catch_up(unit)
    found = await _read(unit, await store.read_positions(unit, event), current=payload == FULL)
    if not found:
        raise EventNotFound("There is no such event.")
    return found[0]
