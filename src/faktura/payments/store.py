"""All SQL of payments."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from faktura.payments.ledger import EntryKind
from faktura.storage.unit import Unit

_COLUMNS = (
    "p.id, p.invoice, p.kind, p.amount, p.currency, p.received_on, p.method, p.reference, p.reason, p.reverses, "
    "(select r.id from payments r where r.tenant = $1 and r.reverses = p.id) as reversed_by, "
    "p.source, p.external_id, p.metadata, p.created_by, p.created_at"
)


async def insert_payment(
    unit: Unit, payment: UUID, invoice: UUID, *, kind: EntryKind, amount: Decimal, currency: str, received_on: date,
    method: str, reference: str = "", reason: str = "", reverses: UUID | None = None, source: UUID | None = None,
    external_id: str | None = None, metadata: dict[str, str] | None = None,
) -> bool:  # fmt: skip
    """Add an entry; False, and nothing is added, when its payment is reversed or its credit applied already.

    A statement that meets one of another transaction waits until that one has ended, so exactly one of two wins.
    """
    tag = await unit.execute(
        "insert into payments (tenant, id, invoice, kind, amount, currency, received_on, method, reference, reason, "
        "reverses, source, external_id, metadata, created_by, created_at) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) on conflict do nothing",
        unit.tenant,
        payment,
        invoice,
        kind.value,
        amount,
        currency,
        received_on,
        method,
        reference,
        reason,
        reverses,
        source,
        external_id,
        metadata or {},
        unit.actor,
        unit.now,
    )
    return tag == "INSERT 0 1"


async def lock_ledger(unit: Unit, invoice: UUID) -> None:
    """Let nobody else apply a credit to a document until the unit ends.

    Issued documents can't be locked by row, because nobody may update them: hence a lock by name.
    """
    await unit.execute(
        "select pg_advisory_xact_lock(hashtextextended('credit ' || $1::uuid::text || ' ' || $2::uuid::text, 0))",
        unit.tenant,
        invoice,
    )


async def read_payment(unit: Unit, payment: UUID) -> Any:
    """One entry, or None."""
    return await unit.fetch_row(
        f"select {_COLUMNS} from payments p where p.tenant = $1 and p.id = $2",
        unit.tenant,
        payment,
    )


async def list_payments(
    unit: Unit, *, invoice: UUID | None, kind: str | None, method: str | None, external_id: str | None,
    received_from: date | None, received_until: date | None, after: tuple[datetime, UUID] | None, limit: int,
) -> list[Any]:  # fmt: skip
    """Entries, newest first."""
    created_at, payment = after or (None, None)
    return await unit.fetch(
        f"select {_COLUMNS} from payments p where p.tenant = $1 "
        "and ($2::uuid is null or p.invoice = $2) and ($3::text is null or p.kind = $3) "
        "and ($4::text is null or p.method = $4) and ($5::text is null or p.external_id = $5) "
        "and ($6::date is null or p.received_on >= $6) and ($7::date is null or p.received_on <= $7) "
        "and ($8::timestamptz is null or (p.created_at, p.id) < ($8, $9::uuid)) "
        "order by p.created_at desc, p.id desc limit $10",
        unit.tenant,
        invoice,
        kind,
        method,
        external_id,
        received_from,
        received_until,
        created_at,
        payment,
        limit,
    )


async def list_entries_of(unit: Unit, invoices: Sequence[UUID]) -> list[Any]:
    """All entries of some documents, in the order of their making."""
    return await unit.fetch(
        f"select {_COLUMNS} from payments p "
        "where p.tenant = $1 and p.invoice = any($2::uuid[]) order by p.created_at, p.id",
        unit.tenant,
        invoices,
    )


async def sum_entries(unit: Unit, invoices: Sequence[UUID], on: date) -> list[Any]:
    """By document that has entries by that day: the sum of payments with reversals, and the sum of credits."""
    return await unit.fetch(
        "select invoice, coalesce(sum(amount) filter (where kind <> 'credit'), 0) as paid, "
        "coalesce(sum(amount) filter (where kind = 'credit'), 0) as credited "
        "from payments where tenant = $1 and invoice = any($2::uuid[]) and received_on <= $3 group by invoice",
        unit.tenant,
        invoices,
        on,
    )
