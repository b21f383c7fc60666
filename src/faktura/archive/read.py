"""Reading the archive: what other rooms may import."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from faktura.archive import store
from faktura.archive.errors import EntryNotFound
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit

DOCUMENT = "document"
SENT = "sent"
PAYMENT = "payment"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveEntry:
    """Something that is kept; its bytes lie in the object store under `sha256`.

    `kind`: ``document`` (the sealed document), ``sent`` (what travelled in one attempt to deliver), ``payment`` (an
    entry of the ledger), else the kind of a rendered file (``pdf``, ``ubl``). `source` tells entries of one kind
    apart: the document's, attempt's or payment's id. It must be kept until the end of `retain_until`.
    """

    id: UUID
    invoice: UUID
    kind: str
    source: UUID
    name: str
    media_type: str
    sha256: str
    size: int
    retain_until: date
    created_at: datetime

    def to_plain(self) -> dict[str, Any]:
        """The entry as JSON-ready data."""
        return {
            "id": show_id("arc", self.id),
            "object": "archive_entry",
            "invoice": show_id("inv", self.invoice),
            "kind": self.kind,
            "name": self.name,
            "media_type": self.media_type,
            "sha256": self.sha256,
            "size": self.size,
            "retain_until": self.retain_until.isoformat(),
            "created_at": self.created_at,
        }


async def read_entry(unit: Unit, entry: UUID) -> ArchiveEntry:
    """One entry of the unit's tenant.

    Raises:
        EntryNotFound: there is none.
    """
    row = await store.read_entry(unit, entry)
    if row is None:
        raise EntryNotFound("There is no such entry in this organization's archive.")
    return ArchiveEntry(**row)


async def read_entry_content(unit: Unit, entry: UUID) -> tuple[ArchiveEntry, bytes]:
    """An entry with its bytes, verified against its hash.

    Raises:
        EntryNotFound: there is none.
        ObjectMissing, ObjectDamaged: the object store lost the bytes.
    """
    found = await read_entry(unit, entry)
    return found, await unit.floor.objects.get(found.sha256)


async def list_entries(
    unit: Unit, *, invoice: UUID | None = None, kind: str | None = None,
    after: tuple[datetime, UUID] | None = None, limit: int = 100,
) -> list[ArchiveEntry]:  # fmt: skip
    """Entries, newest first; `after` is (created_at, id) of the last one seen."""
    rows = await store.list_entries(unit, invoice=invoice, kind=kind, after=after, limit=limit)
    return [ArchiveEntry(**row) for row in rows]


async def entries_of(unit: Unit, invoices: Sequence[UUID]) -> list[ArchiveEntry]:
    """All entries of some documents, in the order of their ids."""
    return [ArchiveEntry(**row) for row in await store.list_entries_of(unit, invoices)]


async def list_entries_by_id(unit: Unit, *, after: UUID | None = None, limit: int = 500) -> list[ArchiveEntry]:
    """Entries in the order of their ids, for verification."""
    return [ArchiveEntry(**row) for row in await store.list_entries_by_id(unit, after, limit)]


async def last_retention(unit: Unit) -> date | None:
    """The last day on which the law wants something of the tenant's archive kept; None for an empty one."""
    return await store.read_last_retention(unit)
