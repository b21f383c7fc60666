"""All SQL of endpoints and deliveries; what a lane writes has a file of its own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.storage.conditions import Condition, as_sql
from faktura.storage.unit import Unit

_ENDPOINT = (
    "e.id, e.url, e.description, e.events, e.likes, e.payload, e.secrets, e.metadata, e.state, e.disabled_reason, "
    "e.disabled_at, e.disabled_after, e.version, e.created_by, e.created_at, e.updated_at, l.failures, "
    "l.paused_until, l.failing_since, l.last_success_at, l.last_failure_at, l.last_failure"
)
_FROM = "webhook_endpoints e join webhook_lanes l on l.tenant = e.tenant and l.endpoint = e.id"
_DELIVERY = (
    "id, endpoint, event, position, origin, type, object, occurred_at, state, attempts, tries, due_at, "
    "last_status, last_reason, created_at, updated_at"
)
# The same event on the same endpoint is the same delivery for ever, whoever plans it.
_DELIVERY_ID = "encode(substring(sha256(uuid_send(w.id) || uuid_send(p.event)) from 1 for 16), 'hex')::uuid"
_PLANNED = (
    "insert into webhook_deliveries as d (tenant, id, endpoint, event, position, origin, type, object, occurred_at, "
    f"state, due_at, created_at, updated_at) select w.tenant, {_DELIVERY_ID}, w.id, p.event, p.position, p.origin, "
    "p.type, p.object, p.occurred_at, 'waiting', $4, $4, $4 from event_positions p join webhook_endpoints w "
    "on w.tenant = p.tenant and p.type like any(w.likes) and p.object <> w.id "
    "where p.tenant = $1 and p.position > $2 and p.position <= $3 "
)
LANE_LOST_AFTER = "5 minutes"
"""A lane whose hour came so long ago was forgotten (its job is gone): it is woken again."""


async def insert_endpoint(
    unit: Unit, endpoint: UUID, *, url: str, description: str, events: Sequence[str], likes: Sequence[str],
    payload: str, secrets: list[dict[str, Any]], metadata: dict[str, str],
) -> None:  # fmt: skip
    """Insert an endpoint with its lane."""
    await unit.execute(
        "insert into webhook_endpoints (tenant, id, url, description, events, likes, payload, secrets, metadata, "
        "state, created_by, created_at, updated_at) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'enabled', $10, $11, $11)",
        unit.tenant,
        endpoint,
        url,
        description,
        list(events),
        list(likes),
        payload,
        secrets,
        metadata,
        unit.actor,
        unit.wall,
    )
    await unit.execute("insert into webhook_lanes (tenant, endpoint) values ($1, $2)", unit.tenant, endpoint)


async def update_endpoint(
    unit: Unit, endpoint: UUID, *, url: str, description: str, events: Sequence[str], likes: Sequence[str],
    payload: str, metadata: dict[str, str],
) -> None:  # fmt: skip
    """Write what an owner may change; the version goes up."""
    await unit.execute(
        "update webhook_endpoints set url = $3, description = $4, events = $5, likes = $6, payload = $7, "
        "metadata = $8, version = version + 1, updated_at = $9 where tenant = $1 and id = $2",
        unit.tenant,
        endpoint,
        url,
        description,
        list(events),
        list(likes),
        payload,
        metadata,
        unit.wall,
    )


async def update_secrets(unit: Unit, endpoint: UUID, secrets: list[dict[str, Any]]) -> None:
    """Write the secrets, newest first."""
    await unit.execute(
        "update webhook_endpoints set secrets = $3, version = version + 1, updated_at = $4 "
        "where tenant = $1 and id = $2",
        unit.tenant,
        endpoint,
        secrets,
        unit.wall,
    )


async def disable_endpoint(unit: Unit, endpoint: UUID, reason: str, after: int) -> None:
    """Stop an endpoint; `after` is the last place of the stream that it was told of."""
    await unit.execute(
        "update webhook_endpoints set state = 'disabled', disabled_reason = $3, disabled_at = $4, "
        "disabled_after = $5, version = version + 1, updated_at = $4 where tenant = $1 and id = $2",
        unit.tenant,
        endpoint,
        reason,
        unit.wall,
        after,
    )


async def enable_endpoint(unit: Unit, endpoint: UUID) -> None:
    """Let an endpoint go on, as if it had never failed."""
    await unit.execute(
        "update webhook_endpoints set state = 'enabled', disabled_reason = '', disabled_at = null, "
        "disabled_after = null, version = version + 1, updated_at = $3 where tenant = $1 and id = $2",
        unit.tenant,
        endpoint,
        unit.wall,
    )
    await unit.execute(
        "update webhook_lanes set failures = 0, pauses = 0, paused_until = null, failing_since = null "
        "where tenant = $1 and endpoint = $2",
        unit.tenant,
        endpoint,
    )


async def delete_endpoint(unit: Unit, endpoint: UUID) -> None:
    """Forget an endpoint and its secrets; what it got stays on record, what waits for it does not."""
    await unit.execute(
        "update webhook_endpoints set state = 'deleted', secrets = '[]', updated_at = $3 where tenant = $1 and id = $2",
        unit.tenant,
        endpoint,
        unit.wall,
    )
    await unit.execute(
        "update webhook_deliveries set state = 'cancelled', updated_at = $3 "
        "where tenant = $1 and endpoint = $2 and state = 'waiting'",
        unit.tenant,
        endpoint,
        unit.wall,
    )


async def delete_ended_deliveries(unit: Unit, endpoint: UUID, before: datetime, limit: int) -> int:
    """Delete some of an endpoint's deliveries that ended before a time, with their attempts; answers how many."""
    rows = await unit.fetch(
        "select id from webhook_deliveries where tenant = $1 and endpoint = $2 and state <> 'waiting' "
        "and updated_at < $3 order by updated_at limit $4 for update",
        unit.tenant,
        endpoint,
        before,
        limit,
    )
    ended = [row["id"] for row in rows]
    await unit.execute("delete from webhook_attempts where tenant = $1 and delivery = any($2)", unit.tenant, ended)
    await unit.execute("delete from webhook_deliveries where tenant = $1 and id = any($2)", unit.tenant, ended)
    return len(ended)


async def has_something_left(unit: Unit, endpoint: UUID) -> bool:
    """Whether an endpoint is in use, or has deliveries still."""
    return bool(
        await unit.fetch_value(
            "select exists (select from webhook_endpoints where tenant = $1 and id = $2 and state <> 'deleted') "
            "or exists (select from webhook_deliveries where tenant = $1 and endpoint = $2)",
            unit.tenant,
            endpoint,
        )
    )


async def read_endpoint(unit: Unit, endpoint: UUID, *, lock: bool = False) -> Any:
    """One endpoint that is not deleted, with how it fares, or None."""
    tail = " for update of e" if lock else ""
    return await unit.fetch_row(
        f"select {_ENDPOINT} from {_FROM} where e.tenant = $1 and e.id = $2 and e.state <> 'deleted'{tail}",
        unit.tenant,
        endpoint,
    )


async def count_endpoints(unit: Unit) -> int:
    """How many endpoints the tenant has."""
    found: int = await unit.fetch_value(
        "select count(*) from webhook_endpoints where tenant = $1 and state <> 'deleted'", unit.tenant
    )
    return found


async def list_endpoints(unit: Unit, after: tuple[datetime, UUID] | None, limit: int) -> list[Any]:
    """Endpoints, newest first."""
    created_at, endpoint = after or (None, None)
    return await unit.fetch(
        f"select {_ENDPOINT} from {_FROM} where e.tenant = $1 and e.state <> 'deleted' "
        "and ($2::timestamptz is null or (e.created_at, e.id) < ($2, $3::uuid)) "
        "order by e.created_at desc, e.id desc limit $4",
        unit.tenant,
        created_at,
        endpoint,
        limit,
    )


async def count_waiting(unit: Unit, endpoint: UUID, limit: int) -> int:
    """How many deliveries wait for an endpoint, counted up to a limit."""
    found: int = await unit.fetch_value(
        "select count(*) from (select from webhook_deliveries "
        "where tenant = $1 and endpoint = $2 and state = 'waiting' limit $3) as waiting",
        unit.tenant,
        endpoint,
        limit,
    )
    return found


async def insert_deliveries(unit: Unit, after: int, last: int) -> list[UUID]:
    """Plan the deliveries of the events in a range of places, for all endpoints; answers who has some."""
    rows = await unit.fetch(
        f"with planned as ({_PLANNED} and w.state = 'enabled' "
        "on conflict on constraint webhook_deliveries_event do nothing returning endpoint) "
        "select distinct endpoint from planned",
        unit.tenant,
        after,
        last,
        unit.wall,
    )
    return [row["endpoint"] for row in rows]


async def replay_range(unit: Unit, endpoint: UUID, after: int, last: int, likes: Sequence[str]) -> int:
    """Plan a range of places for one endpoint again, whether it got them before or not; answers how many."""
    rows: int = await unit.fetch_value(
        f"with planned as ({_PLANNED} and w.id = $5 and p.type like any($6::text[]) "
        "on conflict on constraint webhook_deliveries_event do update set state = 'waiting', due_at = $4, "
        "tries = 0, updated_at = $4 returning endpoint) select count(*) from planned",
        unit.tenant,
        after,
        last,
        unit.wall,
        endpoint,
        list(likes),
    )
    return rows


async def replay_delivery(unit: Unit, delivery: UUID) -> None:
    """Let a delivery begin again; what was tried stays counted."""
    await unit.execute(
        "update webhook_deliveries set state = 'waiting', due_at = $3, tries = 0, updated_at = $3 "
        "where tenant = $1 and id = $2",
        unit.tenant,
        delivery,
        unit.wall,
    )


async def mark_woken(unit: Unit, endpoints: Sequence[UUID], moment: datetime) -> list[tuple[UUID, datetime]]:
    """Note that lanes are to be looked at; answers those for which nobody is on the way yet, and when."""
    # Two statements: the second one sees what whoever held the rows has written. One alone would judge by what stood
    # there before it had to wait, and leave a lane asleep that was left in that very moment.
    await unit.execute(
        "select from webhook_lanes where tenant = $1 and endpoint = any($2::uuid[]) order by endpoint for update",
        unit.tenant,
        list(endpoints),
    )
    rows = await unit.fetch(
        "update webhook_lanes set wake_at = greatest($3, coalesce(paused_until, $3)) "
        "where tenant = $1 and endpoint = any($2::uuid[]) and (leased_until is null or leased_until < $4) "
        "and (wake_at is null or wake_at > greatest($3, coalesce(paused_until, $3)) "
        f"or wake_at < $4 - interval '{LANE_LOST_AFTER}') returning endpoint, wake_at",
        unit.tenant,
        list(endpoints),
        moment,
        unit.wall,
    )
    return [(row["endpoint"], row["wake_at"]) for row in rows]


async def read_delivery(unit: Unit, delivery: UUID, *, lock: bool = False) -> Any:
    """One delivery, or None."""
    tail = " for update" if lock else ""
    return await unit.fetch_row(
        f"select {_DELIVERY} from webhook_deliveries where tenant = $1 and id = $2{tail}", unit.tenant, delivery
    )


_FILTERS = {
    "endpoint": "endpoint",
    "event": "event",
    "type": "type",
    "object": "object",
    "state": "state",
    "organization": "origin",
    "created_at": "created_at",
}


async def list_deliveries(
    unit: Unit, conditions: Sequence[Condition], after: tuple[datetime, UUID] | None, limit: int
) -> list[Any]:
    """Deliveries, newest first."""
    created_at, delivery = after or (None, None)
    more, values = as_sql(conditions, _FILTERS, 5)
    return await unit.fetch(
        f"select {_DELIVERY} from webhook_deliveries where tenant = $1 "
        f"and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid)) {more}"
        "order by created_at desc, id desc limit $4",
        unit.tenant,
        created_at,
        delivery,
        limit,
        *values,
    )


async def list_attempts(unit: Unit, delivery: UUID, limit: int) -> list[Any]:
    """The attempts of a delivery, first to last, the latest `limit` of them."""
    rows = await unit.fetch(
        "select id, number, outcome, status, reason, reply, address, started_at, ended_at from webhook_attempts "
        "where tenant = $1 and delivery = $2 order by number desc, id desc limit $3",
        unit.tenant,
        delivery,
        limit,
    )
    return rows[::-1]
