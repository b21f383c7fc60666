"""All SQL of drafts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from faktura.storage.conditions import Condition, as_sql
from faktura.storage.unit import Unit

COLUMNS = "id, document_type, request, customer, external_id, version, created_by, created_at, updated_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """A draft as it is stored, but for who writes it and when."""

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


async def write_drafts(unit: Unit, rows: Sequence[DraftRow]) -> None:
    """Insert drafts, or write their new state; their versions go up."""
    await unit.execute(
        "insert into drafts as d (tenant, id, document_type, request, customer, external_id, buyer_name, currency, "
        "issue_date, due_date, total_with_vat, created_by, created_at, updated_at) "
        "select $1, r.*, $12, $13, $13 from unnest($2::uuid[], $3::text[], $4::jsonb[], $5::uuid[], $6::text[], "
        "$7::text[], $8::text[], $9::date[], $10::date[], $11::numeric[]) r "
        "on conflict (tenant, id) do update set document_type = excluded.document_type, request = excluded.request, "
        "customer = excluded.customer, buyer_name = excluded.buyer_name, currency = excluded.currency, "
        "issue_date = excluded.issue_date, due_date = excluded.due_date, total_with_vat = excluded.total_with_vat, "
        "version = d.version + 1, updated_at = excluded.updated_at",
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
}


async def list_drafts(
    unit: Unit, conditions: Sequence[Condition], text: str | None, after: tuple[datetime, UUID] | None, limit: int
) -> list[Any]:
    """Summaries of drafts, newest first; `text` is looked for in the buyer's name, letter case aside."""
    created_at, draft = after or (None, None)
    more, values = as_sql(conditions, _FILTERS, 6)
    return await unit.fetch(
        "select id, document_type, issue_date, due_date, currency, total_with_vat, buyer_name, customer, external_id, "
        "created_at from drafts where tenant = $1 "
        "and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid)) "
        "and ($4::text is null or position(lower($4) in lower(buyer_name)) > 0) "
        f"{more}order by created_at desc, id desc limit $5",
        unit.tenant,
        created_at,
        draft,
        text,
        limit,
        *values,
    )
