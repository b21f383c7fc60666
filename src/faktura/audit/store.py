"""All SQL of the audit trail and the request log."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.storage.conditions import Condition, as_sql
from faktura.storage.unit import Unit

_ENTRY = "id, occurred_at, actor, operation, object, status, address, request_id, fields"
_ENTRY_FIELDS = {
    "occurred_at": "occurred_at",
    "actor": "actor",
    "operation": "operation",
    "target": "object",
    "request_id": "request_id",
    "address": "address",
}
_LINE = (
    "id, request_id, occurred_at, method, operation, path, query, status, milliseconds, code, findings, actor, "
    "address, user_agent, idempotency_key, api_version"
)
_LINE_FIELDS = {
    name: name
    for name in ("occurred_at", "method", "operation", "status", "code", "actor", "address", "request_id",
                 "idempotency_key", "milliseconds")
}  # fmt: skip


async def insert_entry(
    unit: Unit, entry: UUID, operation: str, target: str, status: int, address: str, fields: list[str]
) -> None:
    """Insert one row; its time is the wall clock's, whatever time the tenant lives in."""
    await unit.execute(
        "insert into audit_entries (tenant, id, occurred_at, actor, operation, object, status, address, request_id, "
        "fields) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        unit.tenant,
        entry,
        unit.wall,
        unit.actor,
        operation,
        target,
        status,
        address,
        unit.request_id,
        fields,
    )


async def insert_entries(
    unit: Unit, entries: Sequence[tuple[UUID, str]], operation: str, status: int, address: str, fields: list[str]
) -> None:
    """Insert many rows of one operation: each an id and what it was about."""
    await unit.execute(
        "insert into audit_entries (tenant, id, occurred_at, actor, operation, object, status, address, request_id, "
        "fields) select $1, e.id, $2, $3, $4, e.object, $5, $6, $7, $8 "
        "from unnest($9::uuid[], $10::text[]) as e(id, object)",
        unit.tenant,
        unit.wall,
        unit.actor,
        operation,
        status,
        address,
        unit.request_id,
        fields,
        [entry for entry, _ in entries],
        [target for _, target in entries],
    )


async def list_entries(
    unit: Unit, conditions: Sequence[Condition], *, after: tuple[datetime, UUID] | None, limit: int, oldest_first: bool
) -> list[Any]:
    """Entries that meet conditions, newest or oldest first."""
    occurred_at, entry = after or (None, None)
    sql, values = as_sql(conditions, _ENTRY_FIELDS, 5)
    way, beyond = ("asc", ">") if oldest_first else ("desc", "<")
    return await unit.fetch(
        f"select {_ENTRY} from audit_entries where tenant = $1 "
        f"and ($2::timestamptz is null or (occurred_at, id) {beyond} ($2, $3::uuid)) {sql}"
        f"order by occurred_at {way}, id {way} limit $4",
        unit.tenant,
        occurred_at,
        entry,
        limit,
        *values,
    )


async def entries_by_id(unit: Unit, entries: Sequence[UUID]) -> list[Any]:
    """The entries with these ids that are there."""
    return await unit.fetch(
        f"select {_ENTRY} from audit_entries where tenant = $1 and id = any($2)", unit.tenant, list(entries)
    )


async def read_last_seal(unit: Unit) -> Any:
    """The seal with the highest number, or None."""
    return await unit.fetch_row(
        "select number, last_at, hash from audit_seals where tenant = $1 order by number desc limit 1", unit.tenant
    )


async def list_sealed(unit: Unit, since: datetime) -> list[UUID]:
    """The entries under the seals that reach beyond a time."""
    rows = await unit.fetch(
        "select unnest(entries) as entry from audit_seals where tenant = $1 and last_at >= $2", unit.tenant, since
    )
    return [row["entry"] for row in rows]


async def list_outside_seals(unit: Unit, before: datetime, limit: int) -> list[Any]:
    """Entries from before a time that are under no seal at all."""
    return await unit.fetch(
        "select id from audit_entries where tenant = $1 and occurred_at < $2 "
        # An anti-join, which may spill to disk: NOT IN would compare each with each once the list is long.
        "and not exists (select from audit_seals s cross join lateral unnest(s.entries) as sealed (entry) "
        "where s.tenant = $1 and sealed.entry = audit_entries.id) order by occurred_at, id limit $3",
        unit.tenant,
        before,
        limit,
    )


async def insert_seal(
    unit: Unit, *, number: int, entries: Sequence[UUID], first_at: datetime, last_at: datetime,
    previous_hash: bytes | None, hash_: bytes,
) -> bool:  # fmt: skip
    """Insert a seal; False, and nothing happens, when another process was quicker with the same number."""
    tag = await unit.execute(
        "insert into audit_seals (tenant, number, entries, first_at, last_at, previous_hash, hash, sealed_at) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (tenant, number) do nothing",
        unit.tenant,
        number,
        list(entries),
        first_at,
        last_at,
        previous_hash,
        hash_,
        unit.wall,
    )
    return tag == "INSERT 0 1"


async def list_seals(unit: Unit, after: int, limit: int) -> list[Any]:
    """Seals in order, those with a higher number than `after`."""
    return await unit.fetch(
        "select number, entries, first_at, last_at, previous_hash, hash, sealed_at from audit_seals "
        "where tenant = $1 and number > $2 order by number limit $3",
        unit.tenant,
        after,
        limit,
    )


async def write_lines(connection: Any, tenants: Sequence[UUID], lines: Sequence[str]) -> list[UUID]:
    """Write lines of the request log for many tenants; answers those that had none. See the function's migration."""
    found: list[UUID] = await connection.fetchval(
        "select write_request_log($1::uuid[], $2::text[])", list(tenants), list(lines)
    )
    return found


async def list_lines(
    unit: Unit, conditions: Sequence[Condition], *, since: datetime, after: tuple[datetime, UUID] | None, limit: int
) -> list[Any]:
    """Lines of the request log that meet conditions, newest first; none from before `since`."""
    occurred_at, line = after or (None, None)
    sql, values = as_sql(conditions, _LINE_FIELDS, 6)
    return await unit.fetch(
        f"select {_LINE} from request_log where tenant = $1 and occurred_at >= $5 "
        f"and ($2::timestamptz is null or (occurred_at, id) < ($2, $3::uuid)) {sql}"
        "order by occurred_at desc, id desc limit $4",
        unit.tenant,
        occurred_at,
        line,
        limit,
        since,
        *values,
    )


async def delete_lines(unit: Unit, before: datetime, limit: int) -> int:
    """Delete some of the lines from before a time; answers how many."""
    tag = await unit.execute(
        "delete from request_log where tenant = $1 and id in (select id from request_log where tenant = $1 "
        "and occurred_at < $2 order by occurred_at limit $3)",
        unit.tenant,
        before,
        limit,
    )
    return int(tag.removeprefix("DELETE "))


async def has_lines(unit: Unit) -> bool:
    """Whether the tenant has any line."""
    return bool(await unit.fetch_value("select exists (select from request_log where tenant = $1)", unit.tenant))
