"""All SQL of transfers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from faktura.storage.unit import Unit


async def read_item_keys(unit: Unit, keys: Sequence[str]) -> list[Any]:
    """What was written under some keys of items; of those that were used."""
    if not keys:
        return []
    return await unit.fetch(
        "select key, fingerprint, invoice from item_keys where tenant = $1 and key = any($2::text[])",
        unit.tenant,
        keys,
    )


async def insert_item_keys(unit: Unit, rows: Sequence[tuple[str, bytes, UUID]], now: datetime) -> set[str]:
    """Take keys of items (key, fingerprint, document); answers those that were free."""
    # In the order of the keys, so that two who take the same ones wait for each other and don't block each other.
    taken = await unit.fetch(
        "insert into item_keys (tenant, key, fingerprint, invoice, created_at) "
        "select $1, k.key, k.fingerprint, k.invoice, $2 "
        "from unnest($3::text[], $4::bytea[], $5::uuid[]) as k(key, fingerprint, invoice) order by k.key "
        "on conflict (tenant, key) do nothing returning key",
        unit.tenant,
        now,
        *([row[place] for row in rows] for place in range(3)),
    )
    return {row["key"] for row in taken}


async def delete_item_keys(unit: Unit, keys: Sequence[str]) -> None:
    """Give keys of items back."""
    await unit.execute("delete from item_keys where tenant = $1 and key = any($2::text[])", unit.tenant, keys)


async def delete_old_item_keys(unit: Unit, before: datetime) -> None:
    """Forget keys of items that nobody will repeat any more."""
    await unit.execute("delete from item_keys where tenant = $1 and created_at < $2", unit.tenant, before)


_IMPORT = (
    "id, kind, format, state, options, name, file, size, columns, rows_total, rows_done, rows_failed, objects, reason, "
    "created_by, created_at, updated_at, ended_at, expires_at"
)


async def insert_import(
    unit: Unit, identifier: UUID, *, kind: str, form: str, options: dict[str, Any], name: str, file: UUID, size: int,
    expires_at: datetime,
) -> None:  # fmt: skip
    """Insert a waiting import."""
    await unit.execute(
        "insert into imports (tenant, id, kind, format, state, options, name, file, size, created_by, created_at, "
        "updated_at, expires_at) values ($1, $2, $3, $4, 'waiting', $5, $6, $7, $8, $9, $10, $10, $11)",
        unit.tenant,
        identifier,
        kind,
        form,
        options,
        name,
        file,
        size,
        unit.actor,
        unit.wall,
        expires_at,
    )


async def read_import(unit: Unit, identifier: UUID, *, lock: bool = False) -> Any:
    """One import, or None; with `lock`, nobody else can change it until the unit ends."""
    tail = " for update" if lock else ""
    return await unit.fetch_row(
        f"select {_IMPORT} from imports where tenant = $1 and id = $2{tail}", unit.tenant, identifier
    )


async def list_imports(
    unit: Unit, *, kind: str | None, state: str | None, after: tuple[datetime, UUID] | None, limit: int
) -> list[Any]:
    """Imports, newest first."""
    created_at, identifier = after or (None, None)
    return await unit.fetch(
        f"select {_IMPORT} from imports where tenant = $1 and ($2::text is null or kind = $2) "
        "and ($3::text is null or state = $3) and ($4::timestamptz is null or (created_at, id) < ($4, $5::uuid)) "
        "order by created_at desc, id desc limit $6",
        unit.tenant,
        kind,
        state,
        created_at,
        identifier,
        limit,
    )


async def move_import(unit: Unit, identifier: UUID, state: str, reason: str = "", *, ended: bool = False) -> None:
    """Write an import's new state."""
    await unit.execute(
        "update imports set state = $3, reason = $4, updated_at = $5::timestamptz, "
        "ended_at = case when $6::boolean then $5::timestamptz end "
        "where tenant = $1 and id = $2",
        unit.tenant,
        identifier,
        state,
        reason,
        unit.wall,
        ended,
    )


async def count_import(unit: Unit, identifier: UUID, *, done: int, failed: int, objects: int) -> None:
    """Add rows that are done (those that failed among them), and what was made of them."""
    await unit.execute(
        "update imports set rows_done = rows_done + $3, rows_failed = rows_failed + $4, objects = objects + $5, "
        "updated_at = $6 where tenant = $1 and id = $2",
        unit.tenant,
        identifier,
        done,
        failed,
        objects,
        unit.wall,
    )


async def take_in(
    unit: Unit, identifier: UUID, columns: list[dict[str, Any]], options: dict[str, Any], *, total: int, failed: int
) -> None:
    """Write what a file turned out to hold; from now on it is worked on."""
    await unit.execute(
        "update imports set state = 'running', columns = $3::text::jsonb, options = $4, rows_total = $5, "
        "rows_done = $6, rows_failed = $6, updated_at = $7 where tenant = $1 and id = $2",
        unit.tenant,
        identifier,
        orjson.dumps(columns).decode(),
        options,
        total,
        failed,
        unit.wall,
    )


async def delete_items(unit: Unit, identifier: UUID) -> None:
    """Remove what was taken in of a file, to begin anew."""
    await unit.execute("delete from import_items where tenant = $1 and import = $2", unit.tenant, identifier)


async def insert_items(
    unit: Unit, identifier: UUID, rows: Sequence[tuple[int, list[int], list[int], str, str, str]]
) -> None:
    """Insert items: number, lines, starts, content, state, findings as JSON."""
    await unit.connection.executemany(
        "insert into import_items (tenant, import, item, lines, starts, content, state, findings) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8::text::jsonb)",
        [(unit.tenant, identifier, *row) for row in rows],
    )


async def list_pending(unit: Unit, identifier: UUID, limit: int) -> list[Any]:
    """The next items to write, in the order of the file."""
    return await unit.fetch(
        "select item, lines, starts, content from import_items where tenant = $1 and import = $2 "
        "and state = 'pending' order by item limit $3",
        unit.tenant,
        identifier,
        limit,
    )


async def lock_pending(unit: Unit, identifier: UUID, items: Sequence[int]) -> set[int]:
    """Those of some items that nobody has written; nobody else will until the unit ends."""
    rows = await unit.fetch(
        "select item from import_items where tenant = $1 and import = $2 and item = any($3::integer[]) "
        "and state = 'pending' order by item for update",
        unit.tenant,
        identifier,
        items,
    )
    return {row["item"] for row in rows}


async def finish_items(unit: Unit, identifier: UUID, rows: Sequence[tuple[int, str, str, str, str]]) -> None:
    """Write what became of items: number, state, object, its number, findings as JSON."""
    await unit.execute(
        "update import_items i set state = r.state, object = r.object, number = r.number, "
        "findings = r.findings::jsonb, content = '' "
        "from unnest($3::integer[], $4::text[], $5::text[], $6::text[], $7::text[]) "
        "as r(item, state, object, number, findings) where i.tenant = $1 and i.import = $2 and i.item = r.item",
        unit.tenant,
        identifier,
        *([row[place] for row in rows] for place in range(5)),
    )


async def list_items(unit: Unit, identifier: UUID, state: str | None, after: int, limit: int) -> list[Any]:
    """What became of the items, in the order of the file."""
    return await unit.fetch(
        "select item, lines, state, object, number, findings from import_items where tenant = $1 and import = $2 "
        "and ($3::text is null or state = $3) and item > $4 order by item limit $5",
        unit.tenant,
        identifier,
        state,
        after,
        limit,
    )


async def drop_pending(unit: Unit, identifier: UUID) -> None:
    """Forget the content of what will not be written any more."""
    await unit.execute(
        "update import_items set content = '' where tenant = $1 and import = $2 and state = 'pending'",
        unit.tenant,
        identifier,
    )


async def is_file_used(unit: Unit, file: UUID) -> bool:
    """Whether an import or an export that has not expired needs a file."""
    return bool(
        await unit.fetch_value(
            "select exists (select from imports where tenant = $1 and file = $2 and expires_at > $3) "
            "or exists (select from exports where tenant = $1 and id = $2 and expires_at > $3)",
            unit.tenant,
            file,
            unit.wall,
        )
    )


_EXPORT = (
    "id, kind, format, state, filters, conditions, rows_done, size, sha256, reason, created_by, created_at, "
    "updated_at, ended_at, expires_at"
)


async def insert_export(
    unit: Unit, identifier: UUID, *, kind: str, form: str, filters: dict[str, str], conditions: dict[str, Any],
    expires_at: datetime,
) -> None:  # fmt: skip
    """Insert a waiting export."""
    await unit.execute(
        "insert into exports (tenant, id, kind, format, state, filters, conditions, created_by, created_at, "
        "updated_at, expires_at) values ($1, $2, $3, $4, 'waiting', $5, $6, $7, $8, $8, $9)",
        unit.tenant,
        identifier,
        kind,
        form,
        filters,
        conditions,
        unit.actor,
        unit.wall,
        expires_at,
    )


async def read_export(unit: Unit, identifier: UUID, *, lock: bool = False) -> Any:
    """One export, or None; with `lock`, nobody else can change it until the unit ends."""
    tail = " for update" if lock else ""
    return await unit.fetch_row(
        f"select {_EXPORT} from exports where tenant = $1 and id = $2{tail}", unit.tenant, identifier
    )


async def list_exports(
    unit: Unit, *, kind: str | None, state: str | None, after: tuple[datetime, UUID] | None, limit: int
) -> list[Any]:
    """Exports, newest first."""
    created_at, identifier = after or (None, None)
    return await unit.fetch(
        f"select {_EXPORT} from exports where tenant = $1 and ($2::text is null or kind = $2) "
        "and ($3::text is null or state = $3) and ($4::timestamptz is null or (created_at, id) < ($4, $5::uuid)) "
        "order by created_at desc, id desc limit $6",
        unit.tenant,
        kind,
        state,
        created_at,
        identifier,
        limit,
    )


async def move_export(
    unit: Unit, identifier: UUID, state: str, reason: str = "", *, rows_done: int = 0, size: int | None = None,
    sha256: str | None = None, ended: bool = False,
) -> None:  # fmt: skip
    """Write an export's new state, and how far it is."""
    await unit.execute(
        "update exports set state = $3, reason = $4, rows_done = $5, size = $6, sha256 = $7, "
        "updated_at = $8::timestamptz, ended_at = case when $9::boolean then $8::timestamptz end "
        "where tenant = $1 and id = $2",
        unit.tenant,
        identifier,
        state,
        reason,
        rows_done,
        size,
        sha256,
        unit.wall,
        ended,
    )
