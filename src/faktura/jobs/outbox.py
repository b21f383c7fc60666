"""The outbox: an event and the jobs that react to it, in the transaction of the write."""

from typing import Any
from uuid import UUID

from faktura.jobs.arrivals import arrive
from faktura.jobs.queue import enqueue
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
