"""All SQL of suppliers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.storage.unit import Unit

_COLUMNS = "id, name, state, four_eyes, note, version, created_at, updated_at"


async def insert_supplier(unit: Unit, supplier: UUID, name: str) -> None:
    """Insert a supplier that nobody has looked at yet."""
    await unit.execute(
        "insert into suppliers (tenant, id, name, state, created_at, updated_at) values ($1, $2, $3, 'new', $4, $4)",
        unit.tenant,
        supplier,
        name,
        unit.now,
    )


async def update_supplier(unit: Unit, supplier: UUID, *, name: str, state: str, four_eyes: bool, note: str) -> None:
    """Write a changed supplier; its version goes up."""
    await unit.execute(
        "update suppliers set name = $3, state = $4, four_eyes = $5, note = $6, version = version + 1, "
        "updated_at = $7 where tenant = $1 and id = $2",
        unit.tenant,
        supplier,
        name,
        state,
        four_eyes,
        note,
        unit.now,
    )


async def read_supplier(unit: Unit, supplier: UUID, *, lock: bool = False) -> Any:
    """One supplier, or None."""
    tail = " for update" if lock else ""
    return await unit.fetch_row(
        f"select {_COLUMNS} from suppliers where tenant = $1 and id = $2{tail}", unit.tenant, supplier
    )


async def list_suppliers(
    unit: Unit, *, state: str | None, name: str | None, vat_id: str | None, after: tuple[datetime, UUID] | None,
    limit: int,
) -> list[Any]:  # fmt: skip
    """Suppliers, newest first; `vat_id` as it is compared."""
    created_at, supplier = after or (None, None)
    return await unit.fetch(
        f"select {_COLUMNS} from suppliers s where tenant = $1 and ($2::text is null or state = $2) "
        "and ($3::text is null or name = $3) and ($4::text is null or exists (select from supplier_identifiers i "
        "where i.tenant = $1 and i.kind = 'vat' and i.value = $4 and i.supplier = s.id)) "
        "and ($5::timestamptz is null or (created_at, id) < ($5, $6::uuid)) "
        "order by created_at desc, id desc limit $7",
        unit.tenant,
        state,
        name,
        vat_id,
        created_at,
        supplier,
        limit,
    )


async def find_by_identifiers(unit: Unit, keys: Sequence[tuple[str, str, str]]) -> list[Any]:
    """The suppliers of some identifiers, each given as (kind, scheme, value), with which of them leads there."""
    return await unit.fetch(
        "select i.kind, i.scheme, i.value, i.supplier from supplier_identifiers i "
        "join unnest($2::text[], $3::text[], $4::text[]) as k(kind, scheme, value) "
        "on i.kind = k.kind and i.scheme = k.scheme and i.value = k.value where i.tenant = $1",
        unit.tenant,
        [kind for kind, _, _ in keys],
        [scheme for _, scheme, _ in keys],
        [value for _, _, value in keys],
    )


async def insert_identifiers(unit: Unit, supplier: UUID, keys: Sequence[tuple[str, str, str]]) -> None:
    """Let a supplier be recognised by more identifiers; those that lead to another one stay there."""
    await unit.execute(
        "insert into supplier_identifiers (tenant, kind, scheme, value, supplier) "
        "select $1, k.kind, k.scheme, k.value, $2 from unnest($3::text[], $4::text[], $5::text[]) "
        "as k(kind, scheme, value) on conflict (tenant, kind, scheme, value) do nothing",
        unit.tenant,
        supplier,
        [kind for kind, _, _ in keys],
        [scheme for _, scheme, _ in keys],
        [value for _, _, value in keys],
    )


async def list_identifiers(unit: Unit, suppliers: Sequence[UUID]) -> list[Any]:
    """The identifiers of some suppliers."""
    return await unit.fetch(
        "select supplier, kind, scheme, value from supplier_identifiers "
        "where tenant = $1 and supplier = any($2::uuid[]) order by supplier, kind, scheme, value",
        unit.tenant,
        list(suppliers),
    )


async def list_accounts(unit: Unit, suppliers: Sequence[UUID]) -> list[Any]:
    """The accounts of some suppliers, in the order in which they were seen."""
    return await unit.fetch(
        "select supplier, account, is_first, seen_at, confirmed_at, confirmed_by from supplier_accounts "
        "where tenant = $1 and supplier = any($2::uuid[]) order by supplier, seen_at, account",
        unit.tenant,
        list(suppliers),
    )


async def insert_accounts(unit: Unit, supplier: UUID, accounts: Sequence[str], *, is_first: bool) -> None:
    """Remember accounts that a document named; those that are known stay as they are."""
    await unit.execute(
        "insert into supplier_accounts (tenant, supplier, account, is_first, seen_at) "
        "select $1, $2, a.account, $4, $5 from unnest($3::text[]) as a(account) "
        "on conflict (tenant, supplier, account) do nothing",
        unit.tenant,
        supplier,
        list(accounts),
        is_first,
        unit.now,
    )


async def confirm_accounts(unit: Unit, supplier: UUID, accounts: Sequence[str]) -> int:
    """Say that accounts are right; answers how many of them the supplier has."""
    tag = await unit.execute(
        "update supplier_accounts set confirmed_at = coalesce(confirmed_at, $4), "
        "confirmed_by = case when confirmed_at is null then $5 else confirmed_by end "
        "where tenant = $1 and supplier = $2 and account = any($3::text[])",
        unit.tenant,
        supplier,
        list(accounts),
        unit.now,
        unit.actor,
    )
    return int(tag.split()[-1])
