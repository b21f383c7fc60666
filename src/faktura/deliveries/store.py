"""All SQL of deliveries."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.storage.unit import Unit

_COLUMNS = (
    "id, invoice, channel, recipient, message, state, attempts, next_attempt_at, reason, created_by, created_at, "
    "updated_at"
)


async def insert_delivery(
    unit: Unit, delivery: UUID, invoice: UUID, channel: str, recipient: str, message: dict[str, Any]
) -> None:
    """Insert a waiting delivery."""
    await unit.execute(
        "insert into deliveries (tenant, id, invoice, channel, recipient, message, state, created_by, created_at, "
        "updated_at) values ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8, $8)",
        unit.tenant,
        delivery,
        invoice,
        channel,
        recipient,
        message,
        unit.actor,
        unit.now,
    )


async def insert_deliveries(unit: Unit, rows: Sequence[tuple[UUID, UUID, str, str, dict[str, Any]]]) -> None:
    """Insert many waiting deliveries: id, document, channel, recipient, message."""
    await unit.execute(
        "insert into deliveries (tenant, id, invoice, channel, recipient, message, state, created_by, created_at, "
        "updated_at) select $1, d.*, 'waiting', $2, $3, $3 "
        "from unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::jsonb[]) as d",
        unit.tenant,
        unit.actor,
        unit.now,
        *([row[place] for row in rows] for place in range(5)),
    )


async def read_deliveries(unit: Unit, deliveries: Sequence[UUID]) -> list[Any]:
    """Some deliveries; of those that exist."""
    return await unit.fetch(
        f"select {_COLUMNS} from deliveries where tenant = $1 and id = any($2::uuid[])", unit.tenant, deliveries
    )


async def read_delivery(unit: Unit, delivery: UUID) -> Any:
    """One delivery, or None."""
    return await unit.fetch_row(
        f"select {_COLUMNS} from deliveries where tenant = $1 and id = $2",
        unit.tenant,
        delivery,
    )


async def lock_delivery(unit: Unit, delivery: UUID) -> Any:
    """One delivery, locked until the unit ends; None when there is none or somebody else works on it."""
    return await unit.fetch_row(
        f"select {_COLUMNS} from deliveries where tenant = $1 and id = $2 for update skip locked",
        unit.tenant,
        delivery,
    )


async def list_deliveries(
    unit: Unit, *, invoice: UUID | None, state: str | None, after: tuple[datetime, UUID] | None, limit: int
) -> list[Any]:
    """Deliveries, newest first."""
    created_at, delivery = after or (None, None)
    return await unit.fetch(
        f"select {_COLUMNS} from deliveries where tenant = $1 "
        "and ($2::uuid is null or invoice = $2) and ($3::text is null or state = $3) "
        "and ($4::timestamptz is null or (created_at, id) < ($4, $5::uuid)) "
        "order by created_at desc, id desc limit $6",
        unit.tenant,
        invoice,
        state,
        created_at,
        delivery,
        limit,
    )


async def update_delivery(
    unit: Unit, delivery: UUID, *, state: str, attempts: int, next_attempt_at: datetime | None, reason: str
) -> None:
    """Write the state after an attempt or a move."""
    await unit.execute(
        "update deliveries set state = $3, attempts = $4, next_attempt_at = $5, reason = $6, updated_at = $7 "
        "where tenant = $1 and id = $2",
        unit.tenant,
        delivery,
        state,
        attempts,
        next_attempt_at,
        reason,
        unit.now,
    )


async def cancel_waiting(unit: Unit, reason: str) -> None:
    """Cancel all that wait, but for those that somebody works on at this moment."""
    await unit.execute(
        "update deliveries set state = 'cancelled', next_attempt_at = null, reason = $2, updated_at = $3 "
        "where tenant = $1 and id in (select id from deliveries where tenant = $1 and state = 'waiting' "
        "for update skip locked)",
        unit.tenant,
        reason,
        unit.now,
    )


async def insert_attempt(
    unit: Unit, attempt: UUID, delivery: UUID, number: int, *, outcome: str, reason: str, proof: dict[str, Any],
    sent_sha256: str | None, sent_media_type: str | None, started_at: datetime, ended_at: datetime,
) -> None:  # fmt: skip
    """Record an attempt for ever."""
    await unit.execute(
        "insert into delivery_attempts (tenant, id, delivery, number, outcome, reason, proof, sent_sha256, "
        "sent_media_type, started_at, ended_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        unit.tenant,
        attempt,
        delivery,
        number,
        outcome,
        reason,
        proof,
        sent_sha256,
        sent_media_type,
        started_at,
        ended_at,
    )


async def count_attempts(unit: Unit, delivery: UUID) -> int:
    """How many attempts there were in all, also before somebody asked for another try."""
    count: int = await unit.fetch_value(
        "select count(*) from delivery_attempts where tenant = $1 and delivery = $2", unit.tenant, delivery
    )
    return count


async def list_attempts(unit: Unit, delivery: UUID) -> list[Any]:
    """The attempts of a delivery, first to last."""
    return await unit.fetch(
        "select id, number, outcome, reason, proof, sent_sha256, sent_media_type, started_at, ended_at "
        "from delivery_attempts where tenant = $1 and delivery = $2 order by number",
        unit.tenant,
        delivery,
    )


async def list_sent(unit: Unit, invoice: UUID) -> list[Any]:
    """What travelled for a document: the attempts that have bytes."""
    return await unit.fetch(
        "select a.id, a.sent_sha256, a.sent_media_type, a.number, d.channel from delivery_attempts a "
        "join deliveries d on d.tenant = a.tenant and d.id = a.delivery "
        "where a.tenant = $1 and d.tenant = $1 and d.invoice = $2 and a.sent_sha256 is not null order by a.started_at",
        unit.tenant,
        invoice,
    )
