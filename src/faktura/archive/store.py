"""All SQL of the archive."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from faktura.storage.unit import Unit

_COLUMNS = "id, invoice, kind, source, name, media_type, sha256, size, retain_until, created_at"


async def insert_entry(
    unit: Unit, entry: UUID, invoice: UUID, *, kind: str, source: UUID, name: str, media_type: str, sha256: str,
    size: int, retain_until: date,
) -> None:  # fmt: skip
    """Add an entry; nothing happens when this source is kept already."""
    await unit.execute(
        "insert into archive_entries (tenant, id, invoice, kind, source, name, media_type, sha256, size, retain_until, "
        "created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
        "on conflict (tenant, invoice, kind, source) do nothing",
        unit.tenant,
        entry,
        invoice,
        kind,
        source,
        name,
        media_type,
        sha256,
        size,
        retain_until,
        unit.now,
    )


async def read_entry(unit: Unit, entry: UUID) -> Any:
    """One entry, or None."""
    return await unit.fetch_row(
        f"select {_COLUMNS} from archive_entries where tenant = $1 and id = $2",
        unit.tenant,
        entry,
    )


async def list_entries(
    unit: Unit, *, invoice: UUID | None, kind: str | None, after: tuple[datetime, UUID] | None, limit: int
) -> list[Any]:
    """Entries, newest first."""
    created_at, entry = after or (None, None)
    return await unit.fetch(
        f"select {_COLUMNS} from archive_entries where tenant = $1 "
        "and ($2::uuid is null or invoice = $2) and ($3::text is null or kind = $3) "
        "and ($4::timestamptz is null or (created_at, id) < ($4, $5::uuid)) "
        "order by created_at desc, id desc limit $6",
        unit.tenant,
        invoice,
        kind,
        created_at,
        entry,
        limit,
    )


async def list_entries_of(unit: Unit, invoices: Sequence[UUID]) -> list[Any]:
    """All entries of some documents."""
    return await unit.fetch(
        f"select {_COLUMNS} from archive_entries where tenant = $1 and invoice = any($2::uuid[]) order by id",
        unit.tenant,
        invoices,
    )


async def list_entries_by_id(unit: Unit, after: UUID | None, limit: int) -> list[Any]:
    """Entries in the order of their ids."""
    return await unit.fetch(
        f"select {_COLUMNS} from archive_entries where tenant = $1 and ($2::uuid is null or id > $2) "
        "order by id limit $3",
        unit.tenant,
        after,
        limit,
    )


async def read_last_retention(unit: Unit) -> date | None:
    """The latest day until which an entry is kept."""
    day: date | None = await unit.fetch_value(
        "select max(retain_until) from archive_entries where tenant = $1", unit.tenant
    )
    return day
