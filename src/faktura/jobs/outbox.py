"""The outbox: an event and the jobs that react to it, in the transaction of the write."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from faktura.jobs.arrivals import arrive
from faktura.jobs.queue import enqueue, enqueue_many
from faktura.storage.ids import new_id
from faktura.storage.unit import Unit


async def publish(unit: Unit, event_type: str, target: UUID, data: dict[str, Any]) -> UUID:
    """Write an event about `target` and enqueue the reactions to it; answers the event's id."""
    event_id = new_id()
    await unit.execute(
        "with arrived as (insert into event_arrivals (tenant, object) values ($1, $4)) "
        "insert into events (tenant, id, type, object, actor, request_id, occurred_at, data) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8)",
        unit.tenant,
        event_id,
        event_type,
        target,
        unit.actor,
        unit.request_id,
        unit.now,
        data,
    )
    await _enqueue_reactions(unit, event_type, target)
    return event_id


async def react(unit: Unit, event_type: str, target: UUID) -> None:
    """Let the stream and the jobs know of an event that was already written (by `issue_invoice()`)."""
    await arrive(unit, [target])
    await _enqueue_reactions(unit, event_type, target)


async def _enqueue_reactions(unit: Unit, event_type: str, target: UUID) -> None:
    names = unit.floor.reactions.get(event_type, ())
    if names:
        await enqueue(unit, names, target)


async def publish_many(unit: Unit, event_type: str, told: Sequence[tuple[UUID, dict[str, Any]]]) -> None:
    """Write an event about each of many targets, with its data, and enqueue the reactions; in three round trips."""
    await unit.execute(
        "insert into events (tenant, id, type, object, actor, request_id, occurred_at, data) "
        "select $1, e.id, $2, e.object, $3, $4, $5, e.data "
        "from unnest($6::uuid[], $7::uuid[], $8::jsonb[]) as e(id, object, data)",
        unit.tenant,
        event_type,
        unit.actor,
        unit.request_id,
        unit.now,
        [new_id() for _ in told],
        [target for target, _ in told],
        [data for _, data in told],
    )
    await arrive(unit, [target for target, _ in told])
    names = unit.floor.reactions.get(event_type, ())
    if names:
        await enqueue_many(unit, [(name, target) for target, _ in told for name in names])


async def list_events(unit: Unit, event_type: str | None, after: UUID | None, limit: int) -> list[Any]:
    """Events of the tenant in the order of their ids, those behind `after`."""
    return await unit.fetch(
        "select id, type, object, actor, request_id, occurred_at, data from events where tenant = $1 "
        "and ($2::text is null or type = $2) and ($3::uuid is null or id > $3) order by id limit $4",
        unit.tenant,
        event_type,
        after,
        limit,
    )
