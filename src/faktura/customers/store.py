"""All SQL of customers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.search.index import CUSTOMER, search_condition
from faktura.storage.unit import Unit

_COLUMNS = "id, external_id, record, metadata, version, created_at, updated_at, archived_at"


async def insert_customer(
    unit: Unit, customer: UUID, record: dict[str, Any], external_id: str | None, metadata: dict[str, str]
) -> None:
    """Insert a customer."""
    await unit.execute(
        "insert into customers (tenant, id, name, email, country, external_id, record, metadata, created_at, "
        "updated_at) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
        unit.tenant,
        customer,
        record.get("name", ""),
        record.get("email"),
        record.get("address", {}).get("country"),
        external_id,
        record,
        metadata,
        unit.now,
    )


async def update_customer(unit: Unit, customer: UUID, record: dict[str, Any], metadata: dict[str, str]) -> None:
    """Write a changed record; its version goes up."""
    await unit.execute(
        "update customers set name = $3, email = $4, country = $5, record = $6, metadata = $7, "
        "version = version + 1, updated_at = $8 where tenant = $1 and id = $2",
        unit.tenant,
        customer,
        record.get("name", ""),
        record.get("email"),
        record.get("address", {}).get("country"),
        record,
        metadata,
        unit.now,
    )


async def archive_customer(unit: Unit, customer: UUID) -> None:
    """Hide a customer from lists; documents that name it keep doing so."""
    await unit.execute(
        "update customers set archived_at = $3, version = version + 1 where tenant = $1 and id = $2 "
        "and archived_at is null",
        unit.tenant,
        customer,
        unit.now,
    )


async def read_customer(unit: Unit, customer: UUID, *, lock: bool) -> Any:
    """One customer, or None."""
    return await unit.fetch_row(
        f"select {_COLUMNS} from customers where tenant = $1 and id = $2" + (" for update" if lock else ""),
        unit.tenant,
        customer,
    )


async def list_customers(
    unit: Unit, *, text: str | None, email: str | None, external_id: str | None,
    after: tuple[datetime, UUID] | None, limit: int,
) -> list[Any]:  # fmt: skip
    """Customers that are not archived, newest first; `text` is looked for as `search_condition` says."""
    created_at, customer = after or (None, None)
    searched, values = ("", []) if text is None else search_condition(text, CUSTOMER, 7)
    return await unit.fetch(
        f"select {_COLUMNS} from customers where tenant = $1 and archived_at is null "
        "and ($2::text is null or email = $2) and ($3::text is null or external_id = $3) "
        "and ($4::timestamptz is null or (created_at, id) < ($4, $5::uuid)) "
        f"{searched}order by created_at desc, id desc limit $6",
        unit.tenant,
        email,
        external_id,
        created_at,
        customer,
        limit,
        *values,
    )


async def delete_customers(unit: Unit, kept: Sequence[UUID]) -> None:
    """Delete the tenant's customers, but for those to be kept."""
    await unit.execute(
        "delete from customers where tenant = $1 and not (id = any($2::uuid[]))", unit.tenant, list(kept)
    )


async def list_some(unit: Unit, customers: Sequence[UUID]) -> list[Any]:
    """Some customers, archived ones as well."""
    return await unit.fetch(
        f"select {_COLUMNS} from customers where tenant = $1 and id = any($2::uuid[])", unit.tenant, customers
    )


async def list_ids(unit: Unit, after: UUID, limit: int) -> list[UUID]:
    """The ids behind one, in their own order."""
    rows = await unit.fetch(
        "select id from customers where tenant = $1 and id > $2 order by id limit $3", unit.tenant, after, limit
    )
    return [row["id"] for row in rows]
