"""All SQL of drafts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from faktura.search.index import DRAFT, search_condition
from faktura.storage.conditions import NEWEST_FIRST, Condition, Order, Place, as_sql
from faktura.storage.unit import Unit

COLUMNS = "id, document_type, request, customer, brand, external_id, version, created_by, created_at, updated_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """A draft as it is stored, but for who writes it and when; `words` are those by which it is found."""

    id: UUID
    document_type: str
    request: dict[str, Any]
    customer: UUID | None
    external_id: str | None
    buyer_name: str | None
    currency: str | None
    issue_date: date | None
    due_date: date | None
    total_with_vat: Decimal | None
    brand: UUID | None
    words: list[str]


async def write_drafts(unit: Unit, rows: Sequence[DraftRow]) -> None:
    """Insert drafts, or write their new state; their versions go up."""
    await unit.execute(
        "insert into drafts as d (tenant, id, document_type, request, customer, external_id, buyer_name, currency, "
        "issue_date, due_date, total_with_vat, brand, created_by, created_at, updated_at) "
        "select $1, r.*, $13, $14, $14 from unnest($2::uuid[], $3::text[], $4::jsonb[], $5::uuid[], $6::text[], "
        "$7::text[], $8::text[], $9::date[], $10::date[], $11::numeric[], $12::uuid[]) r "
        "on conflict (tenant, id) do update set document_type = excluded.document_type, request = excluded.request, "
        "customer = excluded.customer, buyer_name = excluded.buyer_name, currency = excluded.currency, "
        "issue_date = excluded.issue_date, due_date = excluded.due_date, total_with_vat = excluded.total_with_vat, "
        "brand = excluded.brand, version = d.version + 1, updated_at = excluded.updated_at",
        unit.tenant,
        [row.id for row in rows],
        [row.document_type for row in rows],
        [row.request for row in rows],
        [row.customer for row in rows],
        [row.external_id for row in rows],
        [row.buyer_name for row in rows],
        [row.currency for row in rows],
        [row.issue_date for row in rows],
        [row.due_date for row in rows],
        [row.total_with_vat for row in rows],
        [row.brand for row in rows],
        unit.actor,
        unit.now,
    )


async def read_draft(unit: Unit, draft: UUID, *, lock: bool) -> Any:
    """One draft, or None; with `lock`, nobody else can change it until the unit ends."""
    tail = " for update" if lock else ""
    return await unit.fetch_row(
        f"select {COLUMNS} from drafts where tenant = $1 and id = $2{tail}",
        unit.tenant,
        draft,
    )


async def list_requests(unit: Unit, drafts: Sequence[UUID]) -> list[Any]:
    """The requests of some drafts."""
    return await unit.fetch(
        "select id, request from drafts where tenant = $1 and id = any($2::uuid[])", unit.tenant, drafts
    )


async def delete_draft(unit: Unit, draft: UUID) -> None:
    """Delete a draft; its external id stays taken."""
    await unit.execute("delete from drafts where tenant = $1 and id = $2", unit.tenant, draft)


async def delete_all_drafts(unit: Unit) -> None:
    """Delete every draft of the tenant."""
    await unit.execute("delete from drafts where tenant = $1", unit.tenant)


_FILTERS = {
    "brand": "brand",
    "customer": "customer",
    "external_id": "external_id",
    "document_type": "document_type",
    "currency": "currency",
    "issue_date": "issue_date",
    "due_date": "due_date",
    "total_with_vat": "total_with_vat",
    "buyer_name": "buyer_name",
    "created_at": "created_at",
}

_ORDERS = {"created_at": "created_at", "issue_date": "coalesce(issue_date, date '1900-01-01')"}


async def list_drafts(
    unit: Unit,
    conditions: Sequence[Condition],
    text: str | None,
    after: Place | None,
    limit: int,
    order: Order = NEWEST_FIRST,
) -> list[Any]:
    """Summaries of drafts in an order; `text` is looked for as `search_condition` says."""
    more, values = _which(unit, conditions, text)
    if after is not None:
        more += order.after(_ORDERS, len(values) + 1)
        values += after
    values.append(limit)
    return await unit.fetch(
        "select id, document_type, issue_date, due_date, currency, total_with_vat, buyer_name, customer, external_id, "
        f"brand, created_at from drafts where tenant = $1 {more}{order.as_sql(_ORDERS)} limit ${len(values)}",
        *values,
    )


async def count_drafts(unit: Unit, conditions: Sequence[Condition], text: str | None) -> int:
    """How many drafts there are of a kind."""
    more, values = _which(unit, conditions, text)
    found: int = await unit.fetch_value(f"select count(*) from drafts where tenant = $1 {more}", *values)
    return found


def _which(unit: Unit, conditions: Sequence[Condition], text: str | None) -> tuple[str, list[Any]]:
    more, values = as_sql(conditions, _FILTERS, 2)
    values = [unit.tenant, *values]
    if text is not None:
        found, searched = search_condition(text, DRAFT, len(values) + 1)
        more += found
        values += searched
    return more, values


async def list_ids(unit: Unit, after: UUID, limit: int) -> list[UUID]:
    """The ids behind one, in their own order."""
    rows = await unit.fetch(
        "select id from drafts where tenant = $1 and id > $2 order by id limit $3", unit.tenant, after, limit
    )
    return [row["id"] for row in rows]
