"""Reading the audit trail and its seals: what other rooms may import."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.audit import store
from faktura.audit.entry import Entry, entry_of
from faktura.audit.errors import AuditEntryNotFound, AuditSealNotFound
from faktura.audit.seal import Seal, sealed_text
from faktura.storage.conditions import Condition
from faktura.storage.unit import Unit


async def list_entries(
    unit: Unit, conditions: Sequence[Condition], *, after: tuple[datetime, UUID] | None, limit: int,
    oldest_first: bool = False,
) -> list[Entry]:  # fmt: skip
    """Entries by `occurred_at`, `actor`, `operation`, `target`, `request_id` and `address`, newest first."""
    rows = await store.list_entries(unit, conditions, after=after, limit=limit, oldest_first=oldest_first)
    return [entry_of(row) for row in rows]


async def read_entry(unit: Unit, entry: UUID) -> Entry:
    """One entry.

    Raises:
        AuditEntryNotFound: there is none.
    """
    rows = await store.entries_by_id(unit, [entry])
    if not rows:
        raise AuditEntryNotFound("There is no such entry in this audit trail.")
    return entry_of(rows[0])


def seal_of(row: Any) -> Seal:
    """The seal of a row."""
    return Seal(
        number=row["number"],
        entries=tuple(row["entries"]),
        first_at=row["first_at"],
        last_at=row["last_at"],
        previous_hash=row["previous_hash"],
        hash=row["hash"],
        sealed_at=row["sealed_at"],
    )


async def list_seals(unit: Unit, *, after: int, limit: int) -> list[Seal]:
    """Seals in order, those behind the number `after`."""
    return [seal_of(row) for row in await store.list_seals(unit, after, limit)]


async def read_sealed_text(unit: Unit, number: int) -> bytes:
    """The text whose SHA-256 is the seal's hash, while nothing was changed.

    Raises:
        AuditSealNotFound: there is no such seal.
    """
    seals = await list_seals(unit, after=number - 1, limit=1)
    if not seals or seals[0].number != number:
        raise AuditSealNotFound("There is no such seal of this audit trail.")
    seal = seals[0]
    found = {row["id"]: entry_of(row) for row in await store.entries_by_id(unit, seal.entries)}
    return sealed_text(seal.previous_hash, [found[entry] for entry in seal.entries if entry in found])
