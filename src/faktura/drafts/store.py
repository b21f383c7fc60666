"""All SQL of drafts."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from faktura.search.index import DRAFT, search_condition
from faktura.storage.conditions import NEWEST_FIRST, Condition, Order, Place, as_sql
from faktura.storage.unit import Unit

COLUMNS = "id, document_type, request, customer, external_id, version, created_by, created_at, updated_at"


async def write_draft(
    unit: Unit, draft: UUID, *, document_type: str, request: dict[str, Any], customer: UUID | None,
    external_id: str | None, buyer_name: str | None, currency: str | None, issue_date: date | None,
    due_date: date | None, total_with_vat: Decimal | None,
) -> None:  # fmt: skip
    """Insert a draft, or write its new state; its version goes up."""
    await unit.execute(
        "insert into drafts as d (tenant, id, document_type, request, customer, external_id, buyer_name, currency, "
        "issue_date, due_date, total_with_vat, created_by, created_at, updated_at) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13) "
        "on conflict (tenant, id) do update set document_type = $3, request = $4, customer = $5, buyer_name = $7, "
        "currency = $8, issue_date = $9, due_date = $10, total_with_vat = $11, version = d.version + 1, "
        "updated_at = $13",
        unit.tenant,
        draft,
        document_type,
        request,
        customer,
        external_id,
        buyer_name,
        currency,
        issue_date,
        due_date,
        total_with_vat,
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


async def delete_draft(unit: Unit, draft: UUID) -> None:
    """Delete a draft; its external id stays taken."""
    await unit.execute("delete from drafts where tenant = $1 and id = $2", unit.tenant, draft)


_FILTERS = {
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
        f"created_at from drafts where tenant = $1 {more}{order.as_sql(_ORDERS)} limit ${len(values)}",
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
