"""All SQL of the streams."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.storage.unit import Unit

_COLUMNS = "position, event, origin, type, object, occurred_at"


async def lock_stream(unit: Unit, *, wait: bool) -> int | None:
    """Hold the tenant's stream until the unit ends; answers its last position, or None when somebody else holds it
    and `wait` is false."""
    # Not the row itself: a row that is just being inserted can't be passed by.
    name = f"stream {unit.tenant}"
    if wait:
        await unit.execute("select pg_advisory_xact_lock(hashtextextended($1, 0))", name)
    elif not await unit.fetch_value("select pg_try_advisory_xact_lock(hashtextextended($1, 0))", name):
        return None
    return await last_position(unit)


async def insert_positions(unit: Unit, after: int, objects: Sequence[UUID]) -> list[Any]:
    """Give places to the events of some objects that have none yet; answers them in order."""
    return await unit.fetch(
        "with fresh as (select e.id, e.type, e.object, e.occurred_at, row_number() over (order by e.entry) as place "
        "from events e where e.tenant = $1 and e.object = any($3::uuid[]) and not exists "
        "(select from event_positions p where p.tenant = $1 and p.event = e.id)), "
        f"placed as (insert into event_positions (tenant, {_COLUMNS}) "
        "select $1, $2 + place, id, $1, type, object, occurred_at from fresh "
        f"returning {_COLUMNS}) select {_COLUMNS} from placed order by position",
        unit.tenant,
        after,
        list(objects),
    )


async def insert_copies(unit: Unit, after: int, origin: UUID, rows: Sequence[Any]) -> None:
    """Give places to events of another tenant, in their order there."""
    await unit.execute(
        f"insert into event_positions (tenant, {_COLUMNS}) "
        "select $1, $2 + place, event, $3, type, object, occurred_at "
        "from unnest($4::uuid[], $5::text[], $6::uuid[], $7::timestamptz[]) "
        "with ordinality as t(event, type, object, occurred_at, place)",
        unit.tenant,
        after,
        origin,
        [row["event"] for row in rows],
        [row["type"] for row in rows],
        [row["object"] for row in rows],
        [row["occurred_at"] for row in rows],
    )


async def move_stream(unit: Unit, position: int) -> None:
    """Write the stream's last position."""
    await unit.execute(
        "insert into event_streams (tenant, position) values ($1, $2) on conflict (tenant) do update set position = $2",
        unit.tenant,
        position,
    )


async def last_position(unit: Unit) -> int:
    """The stream's last position; 0 when nothing happened yet."""
    return await unit.fetch_value("select position from event_streams where tenant = $1", unit.tenant) or 0


async def position_of(unit: Unit, event: UUID) -> int | None:
    """The place of an event in the tenant's stream, or None."""
    position: int | None = await unit.fetch_value(
        "select position from event_positions where tenant = $1 and event = $2", unit.tenant, event
    )
    return position


async def position_at(unit: Unit, moment: datetime) -> int:
    """The last place before the first event that occurred at a moment or later."""
    first: int | None = await unit.fetch_value(
        "select min(position) from event_positions where tenant = $1 and occurred_at >= $2", unit.tenant, moment
    )
    return first - 1 if first is not None else await last_position(unit)


async def list_positions(
    unit: Unit, after: int, *, likes: Sequence[str] | None, target: UUID | None, limit: int
) -> list[Any]:
    """Events behind a place, in order."""
    return await unit.fetch(
        f"select {_COLUMNS} from event_positions where tenant = $1 and position > $2 "
        "and ($3::text[] is null or type like any($3)) and ($4::uuid is null or object = $4) "
        "order by position limit $5",
        unit.tenant,
        after,
        list(likes) if likes is not None else None,
        target,
        limit,
    )


async def read_positions(unit: Unit, event: UUID) -> list[Any]:
    """The place of one event, as a list of one or none."""
    return await unit.fetch(
        f"select {_COLUMNS} from event_positions where tenant = $1 and event = $2", unit.tenant, event
    )


async def read_facts(unit: Unit, events: Sequence[UUID]) -> list[Any]:
    """What events of the unit's own tenant say: data, actor, request."""
    return await unit.fetch(
        "select id, data, actor, request_id from events where tenant = $1 and id = any($2::uuid[])",
        unit.tenant,
        list(events),
    )


async def event_at(unit: Unit, position: int) -> UUID | None:
    """The event at a place, or None."""
    event: UUID | None = await unit.fetch_value(
        "select event from event_positions where tenant = $1 and position = $2", unit.tenant, position
    )
    return event
