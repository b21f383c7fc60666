"""All SQL of received documents, their items and moves."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from faktura.inbox.examine import FACTS, Examined, Facts
from faktura.search.index import RECEIVED, search_condition
from faktura.storage.conditions import NEWEST_FIRST, Condition, Order, Place, as_sql
from faktura.storage.ids import new_id
from faktura.storage.unit import Unit

_DOCUMENT = (
    "d.id, d.sha256, d.size, d.media_type, d.name, d.channel, d.format, d.specification, d.specification_version, "
    "d.verdict, d.findings as rule_findings, d.findings_total, d.received_at, "
    + ", ".join(f"d.{name}" for name in FACTS)
)
_ITEM = (
    "i.state, i.state_before, i.supplier, i.purchase_order, i.duplicate_of, i.assigned_to, i.approved_by, i.findings, "
    "i.paid_on, i.paid_amount, i.paid_reference, i.version, i.created_at, i.updated_at"
)
_FROM = (
    "from inbox_items i join received_documents d on d.tenant = i.tenant and d.id = i.id "
    "left join suppliers s on s.tenant = i.tenant and s.id = i.supplier"
)
_SELECT = f"select {_DOCUMENT}, {_ITEM}, s.state as supplier_state, coalesce(s.four_eyes, false) as supplier_four_eyes"


async def lock_inbox(unit: Unit) -> None:
    """Let nobody else of the tenant receive until the unit ends: two that come at once must see each other."""
    await unit.execute("select pg_advisory_xact_lock(hashtextextended('inbox ' || $1::uuid::text, 0))", unit.tenant)


async def find_by_envelope(unit: Unit, channel: str, envelope_id: str) -> UUID | None:
    """The document that came in an envelope, or None."""
    found: UUID | None = await unit.fetch_value(
        "select document from inbox_arrivals where tenant = $1 and channel = $2 and envelope_id = $3",
        unit.tenant,
        channel,
        envelope_id,
    )
    return found


async def find_by_hash(unit: Unit, sha256: str) -> UUID | None:
    """The document with these bytes, or None."""
    found: UUID | None = await unit.fetch_value(
        "select id from received_documents where tenant = $1 and sha256 = $2", unit.tenant, sha256
    )
    return found


async def find_same_number(unit: Unit, supplier: UUID, number: str, type_code: str | None) -> UUID | None:
    """The first document of a supplier with a number and type, or None."""
    found: UUID | None = await unit.fetch_value(
        "select i.id from received_documents d join inbox_items i on i.tenant = d.tenant and i.id = d.id "
        "where d.tenant = $1 and d.number = $2 and d.type_code is not distinct from $3 and i.supplier = $4 "
        "order by i.created_at, i.id limit 1",
        unit.tenant,
        number,
        type_code,
        supplier,
    )
    return found


async def insert_document(
    unit: Unit, document: UUID, *, sha256: str, size: int, media_type: str, name: str, channel: str,
    examined: Examined,
) -> None:  # fmt: skip
    """Insert what came, and what was found in it."""
    facts = examined.facts
    values = [getattr(facts, fact) for fact in FACTS]
    places = ", ".join(f"${place}" for place in range(14, 14 + len(FACTS)))
    await unit.execute(
        "insert into received_documents (tenant, id, sha256, size, media_type, name, channel, format, specification, "
        f"specification_version, verdict, findings, findings_total, {', '.join(FACTS)}, received_at) "
        f"values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, {places}, ${14 + len(FACTS)})",
        unit.tenant,
        document,
        sha256,
        size,
        media_type,
        name,
        channel,
        examined.format,
        examined.specification,
        examined.specification_version,
        examined.verdict,
        list(examined.findings),
        examined.findings_total,
        *values,
        unit.now,
    )


async def insert_arrival(
    unit: Unit, document: UUID, *, channel: str, envelope_id: str | None, envelope: Mapping[str, Any], name: str
) -> None:
    """Remember that a document came."""
    await unit.execute(
        "insert into inbox_arrivals (tenant, id, document, channel, envelope_id, envelope, name, arrived_at) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8)",
        unit.tenant,
        new_id(),
        document,
        channel,
        envelope_id,
        dict(envelope),
        name,
        unit.now,
    )


async def insert_item(
    unit: Unit, item: UUID, *, supplier: UUID | None, purchase_order: UUID | None, duplicate_of: UUID | None,
    findings: Sequence[dict[str, Any]],
) -> None:  # fmt: skip
    """Insert the item of a new document."""
    await unit.execute(
        "insert into inbox_items (tenant, id, state, supplier, purchase_order, duplicate_of, findings, created_at, "
        "updated_at) values ($1, $2, 'received', $3, $4, $5, $6, $7, $7)",
        unit.tenant,
        item,
        supplier,
        purchase_order,
        duplicate_of,
        list(findings),
        unit.now,
    )


async def update_item(
    unit: Unit, item: UUID, *, state: str, state_before: str, assigned_to: str, approved_by: Sequence[str],
    paid_on: date | None, paid_amount: Decimal | None, paid_reference: str,
) -> None:  # fmt: skip
    """Write where an item stands now; its version goes up."""
    await unit.execute(
        "update inbox_items set state = $3, state_before = $4, assigned_to = $5, approved_by = $6, paid_on = $7, "
        "paid_amount = $8, paid_reference = $9, version = version + 1, updated_at = $10 "
        "where tenant = $1 and id = $2",
        unit.tenant,
        item,
        state,
        state_before,
        assigned_to,
        list(approved_by),
        paid_on,
        paid_amount,
        paid_reference,
        unit.now,
    )


async def insert_move(
    unit: Unit, item: UUID, move: str, before: str, after: str, *, reasons: Sequence[str] = (), comment: str = "",
    notes: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Remember a move."""
    await unit.execute(
        "insert into inbox_moves (tenant, id, item, move, state_before, state_after, reasons, comment, notes, actor, "
        "moved_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        unit.tenant,
        new_id(),
        item,
        move,
        before,
        after,
        list(reasons),
        comment,
        dict(notes or {}),
        unit.actor,
        unit.now,
    )


async def read_item(unit: Unit, item: UUID, *, lock: bool = False) -> Any:
    """One item with its document, or None; with `lock`, nobody else can move it until the unit ends."""
    tail = " for update of i" if lock else ""
    return await unit.fetch_row(f"{_SELECT} {_FROM} where i.tenant = $1 and i.id = $2{tail}", unit.tenant, item)


async def list_moves(unit: Unit, item: UUID, limit: int) -> list[Any]:
    """What was done with an item, the newest `limit`, in their order."""
    rows = await unit.fetch(
        "select move, state_before, state_after, reasons, comment, notes, actor, moved_at from inbox_moves "
        "where tenant = $1 and item = $2 order by id desc limit $3",
        unit.tenant,
        item,
        limit,
    )
    return rows[::-1]


async def list_arrivals(unit: Unit, document: UUID, limit: int) -> list[Any]:
    """How often a document came, and how; the first `limit`."""
    return await unit.fetch(
        "select channel, envelope_id, envelope, name, arrived_at from inbox_arrivals "
        "where tenant = $1 and document = $2 order by arrived_at, id limit $3",
        unit.tenant,
        document,
        limit,
    )


_FILTERS = {
    "state": "i.state",
    "supplier": "i.supplier",
    "purchase_order": "i.purchase_order",
    "assigned_to": "i.assigned_to",
    "duplicate_of": "i.duplicate_of",
    "channel": "d.channel",
    "verdict": "d.verdict",
    "number": "d.number",
    "currency": "d.currency",
    "order_reference": "d.order_reference",
    "supplier_name": "d.supplier_name",
    "supplier_vat_id": "d.supplier_vat_id",
    "sha256": "d.sha256",
    "issue_date": "d.issue_date",
    "due_date": "d.due_date",
    "total_with_vat": "d.total_with_vat",
    "amount_due": "d.amount_due",
    "received_at": "d.received_at",
}
_ORDERS = {
    "created_at": "i.created_at",
    "issue_date": "coalesce(d.issue_date, date '1900-01-01')",
    "due_date": "coalesce(d.due_date, date '1900-01-01')",
}


async def list_items(
    unit: Unit, conditions: Sequence[Condition], text: str | None, after: Place | None, limit: int,
    order: Order = NEWEST_FIRST,
) -> list[Any]:  # fmt: skip
    """Items in an order; `text` is looked for as `search_condition` says."""
    more, values = _which(unit, conditions, text)
    way = "desc" if order.descending else "asc"
    column = _ORDERS[order.field]
    if after is not None:
        sign = "<" if order.descending else ">"
        more += f"and ({column}, i.id) {sign} (${len(values) + 1}, ${len(values) + 2}::uuid) "
        values += after
    values.append(limit)
    return await unit.fetch(
        f"{_SELECT} {_FROM} where i.tenant = $1 {more}order by {column} {way}, i.id {way} limit ${len(values)}",
        *values,
    )


async def count_items(unit: Unit, conditions: Sequence[Condition], text: str | None) -> int:
    """How many items there are of a kind."""
    more, values = _which(unit, conditions, text)
    found: int = await unit.fetch_value(f"select count(*) {_FROM} where i.tenant = $1 {more}", *values)
    return found


def _which(unit: Unit, conditions: Sequence[Condition], text: str | None) -> tuple[str, list[Any]]:
    more, values = as_sql(conditions, _FILTERS, 2)
    values = [unit.tenant, *values]
    if text is not None:
        found, searched = search_condition(text, RECEIVED, len(values) + 1, "i.id")
        more += found
        values += searched
    return more, values


async def list_for_index(unit: Unit, after: UUID, limit: int) -> list[Any]:
    """Documents behind an id, in the order of their ids."""
    return await unit.fetch(
        f"select {_DOCUMENT} from received_documents d where d.tenant = $1 and d.id > $2 order by d.id limit $3",
        unit.tenant,
        after,
        limit,
    )


async def read_four_eyes(unit: Unit) -> bool:
    """Whether the organization wants two to approve."""
    found = await unit.fetch_value("select four_eyes from inbox_settings where tenant = $1", unit.tenant)
    return bool(found)


async def write_settings(unit: Unit, *, four_eyes: bool) -> None:
    """Write how the organization works on its inbox."""
    await unit.execute(
        "insert into inbox_settings (tenant, four_eyes, updated_at) values ($1, $2, $3) "
        "on conflict (tenant) do update set four_eyes = $2, updated_at = $3",
        unit.tenant,
        four_eyes,
        unit.now,
    )


def facts_of_row(row: Any) -> Facts:
    """What was read of a document, from its row."""
    said: dict[str, Any] = {name: row[name] for name in FACTS}
    return Facts(**{**said, "accounts": tuple(said["accounts"])})
