"""All SQL of transfers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

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
