"""All SQL of the lanes: the lease, what is due, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.storage.unit import Unit
from faktura.webhooks.schedule import Health

_WAITING = "webhook_deliveries where tenant = $1 and endpoint = $2 and state = 'waiting'"


@dataclass(frozen=True, slots=True)
class Settled:
    """What becomes of a delivery after an attempt."""

    delivery: UUID
    number: int
    state: str
    tries: int
    due_at: datetime
    outcome: str
    status: int | None
    reason: str
    reply: str
    address: str
    started_at: datetime
    ended_at: datetime


async def lock_lane(unit: Unit, endpoint: UUID) -> Any:
    """Hold a lane's row until the unit ends; None when there is no such endpoint."""
    return await unit.fetch_row(
        "select lease, leased_until, wake_at, failures, pauses, paused_until, failing_since, last_success_at, "
        "last_failure_at, last_failure from webhook_lanes where tenant = $1 and endpoint = $2 for update",
        unit.tenant,
        endpoint,
    )


async def set_wake(unit: Unit, endpoint: UUID, moment: datetime | None) -> None:
    """Note when somebody looks at a lane again, or that nobody is on the way."""
    await unit.execute(
        "update webhook_lanes set wake_at = $3 where tenant = $1 and endpoint = $2", unit.tenant, endpoint, moment
    )


async def take_lease(unit: Unit, endpoint: UUID, lease: UUID, until: datetime) -> None:
    """Take a lane."""
    await unit.execute(
        "update webhook_lanes set lease = $3, leased_until = $4 where tenant = $1 and endpoint = $2",
        unit.tenant,
        endpoint,
        lease,
        until,
    )


async def extend_lease(unit: Unit, endpoint: UUID, lease: UUID, until: datetime) -> bool:
    """Keep a lane for longer; False when somebody else took it."""
    tag = await unit.execute(
        "update webhook_lanes set leased_until = $4 where tenant = $1 and endpoint = $2 and lease = $3",
        unit.tenant,
        endpoint,
        lease,
        until,
    )
    return tag == "UPDATE 1"


async def release_lease(unit: Unit, endpoint: UUID) -> None:
    """Leave a lane."""
    await unit.execute(
        "update webhook_lanes set lease = null, leased_until = null where tenant = $1 and endpoint = $2",
        unit.tenant,
        endpoint,
    )


async def write_health(unit: Unit, endpoint: UUID, health: Health) -> None:
    """Write how an endpoint fares."""
    await unit.execute(
        "update webhook_lanes set failures = $3, pauses = $4, paused_until = $5, failing_since = $6, "
        "last_success_at = $7, last_failure_at = $8, last_failure = $9 where tenant = $1 and endpoint = $2",
        unit.tenant,
        endpoint,
        health.failures,
        health.pauses,
        health.paused_until,
        health.failing_since,
        health.last_success_at,
        health.last_failure_at,
        health.last_failure,
    )


async def due_objects(unit: Unit, endpoint: UUID, now: datetime, busy: Sequence[UUID], limit: int) -> list[UUID]:
    """The things that have something due, and are not being worked on; those that wait longest first."""
    rows = await unit.fetch(
        f"select object from (select object, due_at, position from {_WAITING} and due_at <= $3 "
        "and object <> all($4::uuid[]) order by due_at, position limit $5) as due "
        "group by object order by min(due_at), min(position)",
        unit.tenant,
        endpoint,
        now,
        list(busy),
        limit,
    )
    return [row["object"] for row in rows]


async def waiting_of(unit: Unit, endpoint: UUID, objects: Sequence[UUID], each: int) -> list[Any]:
    """What waits of some things, in order, at most `each` of every one."""
    return await unit.fetch(
        "select d.id, d.event, d.origin, d.type, d.object, d.occurred_at, d.attempts, d.tries, d.due_at "
        "from unnest($3::uuid[]) with ordinality as o(object, place) cross join lateral "
        f"(select * from {_WAITING} and object = o.object order by position limit $4) as d "
        "order by o.place, d.position",
        unit.tenant,
        endpoint,
        list(objects),
        each,
    )


async def postpone(unit: Unit, endpoint: UUID, target: UUID, due_at: datetime) -> None:
    """What waits behind an earlier one of the same thing waits as long as that."""
    await unit.execute(
        f"update webhook_deliveries set due_at = $4 where id in (select id from {_WAITING} and object = $3 "
        "and due_at < $4) and tenant = $1",
        unit.tenant,
        endpoint,
        target,
        due_at,
    )


async def next_due(unit: Unit, endpoint: UUID) -> datetime | None:
    """When the next delivery is due; None when none waits."""
    found: datetime | None = await unit.fetch_value(
        f"select due_at from {_WAITING} order by due_at limit 1", unit.tenant, endpoint
    )
    return found


async def settle(unit: Unit, endpoint: UUID, settled: Sequence[Settled]) -> None:
    """Write attempts, and what became of their deliveries. What was cancelled or replayed meanwhile stays so."""
    await unit.execute(
        "insert into webhook_attempts (tenant, id, delivery, number, outcome, status, reason, reply, address, "
        "started_at, ended_at) "
        "select $1, gen_random_uuid(), delivery, number, outcome, status, reason, reply, address, started_at, ended_at "
        "from unnest($2::uuid[], $3::int[], $4::text[], $5::int[], $6::text[], $7::text[], "
        "$8::text[], $9::timestamptz[], $10::timestamptz[]) "
        "as t(delivery, number, outcome, status, reason, reply, address, started_at, ended_at)",
        unit.tenant,
        [each.delivery for each in settled],
        [each.number for each in settled],
        [each.outcome for each in settled],
        [each.status for each in settled],
        [each.reason for each in settled],
        [each.reply for each in settled],
        [each.address for each in settled],
        [each.started_at for each in settled],
        [each.ended_at for each in settled],
    )
    await unit.execute(
        "update webhook_deliveries d set state = case when d.state = 'waiting' then t.state else d.state end, "
        "attempts = greatest(d.attempts, t.number), tries = t.tries, due_at = t.due_at, last_status = t.status, "
        "last_reason = t.reason, updated_at = t.ended_at "
        "from unnest($3::uuid[], $4::int[], $5::text[], $6::int[], $7::timestamptz[], $8::int[], $9::text[], "
        "$10::timestamptz[]) as t(delivery, number, state, tries, due_at, status, reason, ended_at) "
        "where d.tenant = $1 and d.endpoint = $2 and d.id = t.delivery",
        unit.tenant,
        endpoint,
        [each.delivery for each in settled],
        [each.number for each in settled],
        [each.state for each in settled],
        [each.tries for each in settled],
        [each.due_at for each in settled],
        [each.status for each in settled],
        [each.reason for each in settled],
        [each.ended_at for each in settled],
    )
