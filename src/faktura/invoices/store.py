"""All SQL of invoices."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import asyncpg
import orjson

from faktura.search.index import INVOICE, search_condition
from faktura.storage.conditions import NEWEST_FIRST, Condition, Order, Place, as_sql
from faktura.storage.unit import Unit

if TYPE_CHECKING:
    from faktura.invoices.ready import Ready

_SERIES = "id, document_type, name, pattern, restart, is_default, issued_count"
SUMMARY = (
    "id, number, document_type, issue_date, due_date, currency, total_with_vat, amount_due, buyer_name, customer, "
    "external_id, created_at, issued_at, "
    "(select b.brand from invoice_brands b where b.tenant = invoices.tenant and b.invoice = invoices.id) as brand"
)


async def read_series(unit: Unit, document_type: str, name: str | None) -> Any:
    """A series by name, or the type's default; None when missing."""
    which = "is_default" if name is None else "name = $3"
    values = [unit.tenant, document_type] + ([] if name is None else [name])
    return await unit.fetch_row(
        f"select {_SERIES} from series where tenant = $1 and document_type = $2 and {which}",
        *values,
    )


async def list_series(unit: Unit) -> list[Any]:
    """All series."""
    return await unit.fetch(
        f"select {_SERIES} from series where tenant = $1 order by document_type, name",
        unit.tenant,
    )


async def lock_series(unit: Unit, series: UUID) -> Any:
    """A series by id, locked until the unit ends."""
    return await unit.fetch_row(
        f"select {_SERIES} from series where tenant = $1 and id = $2 for update",
        unit.tenant,
        series,
    )


async def insert_series(
    unit: Unit, series: UUID, document_type: str, name: str, pattern: str, restart: str, is_default: bool
) -> bool:
    """Insert a series; False when the type has one of that name or another default (made at the same moment)."""
    # Without a conflict target: name and default are two constraints.
    tag = await unit.execute(
        "insert into series (tenant, id, document_type, name, pattern, restart, is_default, created_at) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
        unit.tenant,
        series,
        document_type,
        name,
        pattern,
        restart,
        is_default,
        unit.now,
    )
    return tag == "INSERT 0 1"


async def update_series(unit: Unit, series: UUID, pattern: str, restart: str) -> None:
    """Write a changed pattern."""
    await unit.execute(
        "update series set pattern = $3, restart = $4 where tenant = $1 and id = $2",
        unit.tenant,
        series,
        pattern,
        restart,
    )


async def clear_default(unit: Unit, document_type: str) -> None:
    """No series of the type is the default any more."""
    await unit.execute(
        "update series set is_default = false where tenant = $1 and document_type = $2 and is_default",
        unit.tenant,
        document_type,
    )


_ISSUE = (
    "select number, sequence, hash, previous_hash, document from issue_invoice("
    + ", ".join(f"${place}" for place in range(1, 31))
    + ")"
)


async def issue_invoice(unit: Unit, ready: "Ready", created_at: datetime, event: UUID) -> Any:
    """Number and keep a document, with its event; raises the database's own error when the number is taken."""
    return await unit.fetch_row(
        _ISSUE,
        unit.tenant,
        ready.id,
        ready.series.id,
        ready.period,
        ready.number_period,
        ready.prefix,
        ready.suffix,
        ready.width,
        ready.mark,
        ready.text,
        ready.document_type,
        ready.type_code,
        ready.specification,
        ready.issue_date,
        ready.due_date,
        ready.currency,
        ready.total_with_vat,
        ready.amount_due,
        ready.buyer_name,
        ready.customer,
        ready.external_id,
        ready.corrects,
        ready.language,
        ready.findings,
        ready.derivations,
        unit.actor,
        created_at,
        unit.now,
        event,
        unit.request_id,
    )


_COLUMNS_ISSUED = (
    "id", "period", "number_period", "prefix", "suffix", "width", "mark", "text", "document_type", "type_code",
    "specification", "issue_date", "due_date", "currency", "total_with_vat", "amount_due", "buyer_name", "customer",
    "external_id", "corrects", "language",
)  # fmt: skip
_ISSUE_MANY = (
    "select id, number, sequence, hash, previous_hash, document from issue_invoices($1, $2, "
    + ", ".join(f"${place}" for place in range(3, 7 + len(_COLUMNS_ISSUED)))
    + ")"
)


async def issue_invoices(unit: Unit, series: UUID, ready: Sequence["Ready"]) -> list[Any] | None:
    """Number and keep documents of one series, in their order, without events; None when a number is taken, after
    which the unit can do nothing more."""
    arrays: list[list[Any]] = [[getattr(each, name) for each in ready] for name in _COLUMNS_ISSUED]
    # A list of lists would be an array of two dimensions; these travel as text.
    arrays += [[orjson.dumps(getattr(each, name)).decode() for each in ready] for name in ("findings", "derivations")]
    try:
        return await unit.fetch(_ISSUE_MANY, unit.tenant, series, *arrays, unit.actor, unit.now)
    except asyncpg.UniqueViolationError:
        return None


async def lock_many_series(unit: Unit, series: Sequence[UUID]) -> list[Any]:
    """Some series, each locked until the unit ends, always in the same order."""
    return await unit.fetch(
        f"select {_SERIES} from series where tenant = $1 and id = any($2::uuid[]) order by id for update",
        unit.tenant,
        series,
    )


async def insert_invoice_brands(unit: Unit, branded: Sequence[tuple[UUID, UUID]]) -> None:
    """Note the brands of issued documents (invoice, brand), so that lists can filter by them."""
    await unit.execute(
        "insert into invoice_brands (tenant, invoice, brand) "
        "select $1, b.invoice, b.brand from unnest($2::uuid[], $3::uuid[]) as b (invoice, brand)",
        unit.tenant,
        [invoice for invoice, _ in branded],
        [brand for _, brand in branded],
    )


async def read_invoice(unit: Unit, invoice: UUID) -> Any:
    """One issued document, whole."""
    return await unit.fetch_row(
        "select i.*, array(select c.id from invoices c where c.tenant = $1 and c.corrects = i.id "
        "order by c.created_at) as corrected_by from invoices i where i.tenant = $1 and i.id = $2",
        unit.tenant,
        invoice,
    )


async def list_by_number(unit: Unit, number: str) -> list[Any]:
    """The documents that carry a number."""
    return await unit.fetch("select id from invoices where tenant = $1 and number = $2", unit.tenant, number)


async def read_documents(unit: Unit, invoices: Sequence[UUID]) -> list[Any]:
    """The sealed texts of some documents, with their hashes."""
    return await unit.fetch(
        "select id, document, hash from invoices where tenant = $1 and id = any($2::uuid[])", unit.tenant, invoices
    )


async def list_chain(unit: Unit, series: UUID, after: int, limit: int, bytes_max: int) -> list[Any]:
    """The documents of a series in the order of their chain, with the columns that repeat what the document says.

    A page ends after `limit` documents, or before the one with which their texts would pass `bytes_max` bytes; it
    holds one document at least.
    """
    return await unit.fetch(
        "select id, number, series, period, sequence, position, document, hash, previous_hash, issued_at, "
        "document_type, type_code, issue_date, due_date, currency, total_with_vat, amount_due, buyer_name, customer, "
        "external_id, corrects, language from ("
        "select i.*, row_number() over chain as place, sum(octet_length(i.document)) over chain as bytes "
        "from (select * from invoices where tenant = $1 and series = $2 and position > $3 "
        "order by position limit $4) i window chain as (order by i.position)) page "
        "where place = 1 or bytes <= $5 order by position",
        unit.tenant,
        series,
        after,
        limit,
        bytes_max,
    )


_CHAIN_HEAD = (
    "select s.id, s.document_type, s.name, s.pattern, s.restart, s.issued_count, s.last_hash, "
    "(select coalesce(jsonb_object_agg(c.period, c.next_no), '{}') from series_counters c "
    "where c.tenant = $1 and c.series = s.id) as next_numbers from series s where s.tenant = $1"
)


async def list_chain_heads(unit: Unit) -> list[Any]:
    """All series with what they count and the hash of their last document."""
    return await unit.fetch(f"{_CHAIN_HEAD} order by s.document_type, s.name", unit.tenant)


async def read_chain_head(unit: Unit, series: UUID) -> Any:
    """The same of one series, in one statement."""
    return await unit.fetch_row(f"{_CHAIN_HEAD} and s.id = $2", unit.tenant, series)


async def list_hashes(unit: Unit, invoices: Sequence[UUID]) -> list[Any]:
    """The hashes of some documents; of those that exist."""
    return await unit.fetch(
        "select id, hash from invoices where tenant = $1 and id = any($2::uuid[])", unit.tenant, invoices
    )


async def list_without_series(unit: Unit, limit: int) -> list[Any]:
    """Documents whose series is gone, which only a damaged database has."""
    return await unit.fetch(
        "select i.id, i.number from invoices i where i.tenant = $1 and not exists "
        "(select from series s where s.tenant = $1 and s.id = i.series) order by i.id limit $2",
        unit.tenant,
        limit,
    )


async def list_files_of(unit: Unit, invoices: Sequence[UUID]) -> list[Any]:
    """The files of some documents."""
    return await unit.fetch(
        "select invoice, kind, name, media_type, sha256, size, created_at from invoice_files "
        "where tenant = $1 and invoice = any($2::uuid[]) order by invoice, kind",
        unit.tenant,
        invoices,
    )


async def insert_file(
    unit: Unit, invoice: UUID, kind: str, name: str, media_type: str, sha256: str, size: int, now: datetime
) -> bool:
    """Record a rendered file; False when it was recorded before."""
    tag = await unit.execute(
        "insert into invoice_files (tenant, invoice, kind, name, media_type, sha256, size, created_at) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (tenant, invoice, kind) do nothing",
        unit.tenant,
        invoice,
        kind,
        name,
        media_type,
        sha256,
        size,
        now,
    )
    return tag == "INSERT 0 1"


async def list_files(unit: Unit, invoice: UUID) -> list[Any]:
    """The files of a document."""
    return await unit.fetch(
        "select kind, name, media_type, sha256, size, created_at from invoice_files "
        "where tenant = $1 and invoice = $2 order by kind",
        unit.tenant,
        invoice,
    )


_LINK = (
    "id, invoice, created_at, expires_at, revoked_at, (select b.brand from invoice_brands b "
    "where b.tenant = buyer_links.tenant and b.invoice = buyer_links.invoice) as brand"
)


async def insert_link(unit: Unit, link: UUID, invoice: UUID, expires_at: datetime) -> None:
    """Insert a buyer's link."""
    await unit.execute(
        "insert into buyer_links (tenant, id, invoice, created_by, created_at, expires_at) "
        "values ($1, $2, $3, $4, $5, $6)",
        unit.tenant,
        link,
        invoice,
        unit.actor,
        unit.now,
        expires_at,
    )


async def read_link(unit: Unit, link: UUID) -> Any:
    """One link, or None."""
    return await unit.fetch_row(
        f"select {_LINK} from buyer_links where tenant = $1 and id = $2",
        unit.tenant,
        link,
    )


async def list_links(unit: Unit, invoice: UUID) -> list[Any]:
    """The links of a document, newest first."""
    return await unit.fetch(
        f"select {_LINK} from buyer_links where tenant = $1 and invoice = $2 order by created_at desc, id desc",
        unit.tenant,
        invoice,
    )


async def revoke_link(unit: Unit, link: UUID) -> bool:
    """Revoke a link; False when there is none."""
    tag = await unit.execute(
        "update buyer_links set revoked_at = coalesce(revoked_at, $3) where tenant = $1 and id = $2",
        unit.tenant,
        link,
        unit.now,
    )
    return tag == "UPDATE 1"


_FILTERS = {
    "brand": "(select b.brand from invoice_brands b where b.tenant = invoices.tenant and b.invoice = invoices.id)",
    "customer": "customer",
    "external_id": "external_id",
    "number": "number",
    "document_type": "document_type",
    "currency": "currency",
    "issue_date": "issue_date",
    "due_date": "due_date",
    "total_with_vat": "total_with_vat",
    "buyer_name": "buyer_name",
    "corrects": "corrects",
    "created_at": "created_at",
    "issued_at": "issued_at",
}

_ORDERS = {"created_at": "created_at", "issue_date": "issue_date"}


async def list_invoices(
    unit: Unit,
    conditions: Sequence[Condition],
    text: str | None,
    after: Place | None,
    limit: int,
    order: Order = NEWEST_FIRST,
) -> list[Any]:
    """Summaries of issued documents in an order; `text` is looked for as `search_condition` says."""
    more, values = _which(unit, conditions, text)
    if after is not None:
        more += order.after(_ORDERS, len(values) + 1)
        values += after
    values.append(limit)
    return await unit.fetch(
        f"select {SUMMARY} from invoices where tenant = $1 {more}{order.as_sql(_ORDERS)} limit ${len(values)}", *values
    )


async def list_customers_named(unit: Unit) -> list[UUID]:
    """The customers that some issued document names."""
    rows = await unit.fetch(
        "select distinct customer from invoices where tenant = $1 and customer is not null", unit.tenant
    )
    return [row["customer"] for row in rows]


async def count_invoices(unit: Unit, conditions: Sequence[Condition], text: str | None) -> int:
    """How many issued documents there are of a kind."""
    more, values = _which(unit, conditions, text)
    found: int = await unit.fetch_value(f"select count(*) from invoices where tenant = $1 {more}", *values)
    return found


async def list_summaries(unit: Unit, invoices: Sequence[UUID]) -> list[Any]:
    """Summaries of some issued documents."""
    return await unit.fetch(
        f"select {SUMMARY} from invoices where tenant = $1 and id = any($2::uuid[])", unit.tenant, invoices
    )


def _which(unit: Unit, conditions: Sequence[Condition], text: str | None) -> tuple[str, list[Any]]:
    more, values = as_sql(conditions, _FILTERS, 2)
    values = [unit.tenant, *values]
    if text is not None:
        found, searched = search_condition(text, INVOICE, len(values) + 1)
        more += found
        values += searched
    return more, values


async def list_events(unit: Unit, target: UUID) -> list[Any]:
    """What happened to a document, first to last."""
    return await unit.fetch(
        "select id, type, actor, request_id, occurred_at, data from events where tenant = $1 and object = $2 "
        "order by occurred_at, id",
        unit.tenant,
        target,
    )


async def list_ids(unit: Unit, after: UUID, limit: int) -> list[UUID]:
    """The ids behind one, in their own order."""
    rows = await unit.fetch(
        "select id from invoices where tenant = $1 and id > $2 order by id limit $3", unit.tenant, after, limit
    )
    return [row["id"] for row in rows]
