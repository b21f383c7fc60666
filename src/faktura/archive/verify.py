"""Verification: every hash is computed again and every chain is walked, and what does not fit is named.

It reads in pages, each in a transaction of its own, so it may run while documents are issued: what is written while
it runs is taken as it comes, and what the archive's jobs can't have come to yet is only counted.
"""

import hashlib
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from faktura.archive.chain import Chain
from faktura.archive.keep import file_source, payment_bytes
from faktura.archive.problems import Problem, VerifyReport
from faktura.archive.read import DOCUMENT, PAYMENT, SENT, ArchiveEntry, entries_of, list_entries_by_id
from faktura.deliveries.read import list_sent
from faktura.invoices.read import (
    ChainHead,
    files_of,
    hashes_of,
    list_chain,
    list_chain_heads,
    list_without_series,
    read_chain_head,
)
from faktura.payments.read import entries_of as ledger_of
from faktura.storage.errors import ObjectDamaged, ObjectMissing
from faktura.storage.floor import Floor
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit, open_unit, utc_now

__all__ = ["Problem", "VerifyReport", "verify_all", "verify_tenant"]

PAGE = 500
ARCHIVE_PATIENCE = timedelta(minutes=15)
_ACTOR = "verify"
_BEFORE_ALL = -(2**63)

_Key = tuple[UUID, str, UUID]


@dataclass(frozen=True, slots=True)
class _Expected:
    """What the archive must hold for something that a station wrote."""

    sha256: str
    size: int
    written_at: datetime
    subject: str


async def verify_all(floor: Floor, tenants: Iterable[UUID]) -> AsyncIterator[VerifyReport]:
    """The report of each tenant as soon as it is there; whoever calls knows which tenants there are."""
    for tenant in tenants:
        yield await verify_tenant(floor, tenant)


async def verify_tenant(floor: Floor, tenant: UUID, *, now: datetime | None = None, page: int = PAGE) -> VerifyReport:
    """Verify all series, documents and entries of the archive of one tenant.

    What was written less than `ARCHIVE_PATIENCE` before `now` and is not archived yet counts as waiting. Nothing is
    raised for what does not fit: the report names it. `page` is how many rows are held at a time.
    """
    report = VerifyReport(tenant)
    archived_by = (now or utc_now()) - ARCHIVE_PATIENCE
    async with open_unit(floor, tenant, actor=_ACTOR) as unit:
        heads = await list_chain_heads(unit)
        strays = await list_without_series(unit, page)
    for invoice, number in strays:
        subject = f"{number} ({show_id('inv', invoice)})"
        report.tell(Problem("series_missing", subject, "The series of the document is gone."))
    for head in heads:
        await _verify_series(floor, head, archived_by, report, page)
    await _verify_entries(floor, report, page)
    return report


async def _verify_series(floor: Floor, head: ChainHead, archived_by: datetime, report: VerifyReport, page: int) -> None:
    report.series += 1
    chain = Chain(report.tenant, head)
    after = _BEFORE_ALL
    latest: ChainHead | None = None
    while True:
        async with open_unit(floor, report.tenant, actor=_ACTOR) as unit:
            rows = await list_chain(unit, head.id, after=after, limit=page)
            for row in rows:
                for problem in chain.add(row):
                    report.tell(problem)
            if rows:
                report.documents += len(rows)
                after, latest = rows[-1]["position"], None
                await _verify_archived(unit, rows, archived_by, report)
                continue
            if latest is not None:
                break
            # What the series has counted by now is committed: when the chain seems to end too early, one more page
            # tells documents that were issued a moment ago from documents that are gone.
            latest = await read_chain_head(unit, head.id)
        if latest is None or latest.issued_count <= chain.position:
            break
    for problem in chain.finish(latest):
        report.tell(problem)


async def _verify_archived(unit: Unit, rows: Sequence[Any], archived_by: datetime, report: VerifyReport) -> None:
    """Whether the archive holds what it must hold for these documents, and nothing that the stations don't know."""
    # The archive is read first: what it holds was written by its station before.
    kept = {_key(entry): entry for entry in await entries_of(unit, [row["id"] for row in rows])}
    for key, expected in (await _expected(unit, rows)).items():
        entry = kept.pop(key, None)
        if entry is None and expected.written_at > archived_by:
            report.waiting += 1
        elif entry is None:
            report.tell(Problem("not_archived", expected.subject, "The archive holds no copy of it."))
        elif (entry.sha256, entry.size) != (expected.sha256, expected.size):
            report.tell(
                Problem(
                    "archive_differs",
                    expected.subject,
                    f"The archive holds {entry.size} bytes with the hash {entry.sha256}; it should hold "
                    f"{expected.size} bytes with the hash {expected.sha256}.",
                )
            )
    travelled = await _travelled(unit, {entry.invoice for entry in kept.values() if entry.kind == SENT})
    for key, entry in kept.items():
        if travelled.get(key) != entry.sha256:
            detail = f"Nothing with the hash {entry.sha256} is known any more where it was copied from."
            report.tell(Problem("archive_without_source", _subject(entry), detail))


async def _travelled(unit: Unit, invoices: Iterable[UUID]) -> dict[_Key, str]:
    """The hashes of what was sent for documents, by what their copies in the archive are known by."""
    return {
        (invoice, SENT, parcel.attempt_id): parcel.sha256
        for invoice in invoices
        for parcel in await list_sent(unit, invoice)
    }


async def _expected(unit: Unit, rows: Sequence[Any]) -> dict[_Key, _Expected]:
    """What the archive must hold for these documents: themselves, their files, their entries of the ledger."""
    numbers = {row["id"]: row["number"] for row in rows}
    found: dict[_Key, _Expected] = {}
    for row in rows:
        content = row["document"].encode()
        found[row["id"], DOCUMENT, row["id"]] = _Expected(
            hashlib.sha256(content).hexdigest(),
            len(content),
            row["issued_at"],
            f"{row['number']} ({show_id('inv', row['id'])})",
        )
    for invoice, file in await files_of(unit, [*numbers]):
        found[invoice, file.kind, file_source(invoice, file.kind)] = _Expected(
            file.sha256, file.size, file.created_at, f"file {file.name} of {numbers[invoice]}"
        )
    for payment in await ledger_of(unit, [*numbers]):
        content = payment_bytes(payment)
        found[payment.invoice, PAYMENT, payment.id] = _Expected(
            hashlib.sha256(content).hexdigest(),
            len(content),
            payment.created_at,
            f"payment {show_id('pay', payment.id)} of {numbers[payment.invoice]}",
        )
    return found


async def _verify_entries(floor: Floor, report: VerifyReport, page: int) -> None:
    """Whether the bytes of each entry are there and are what they were, and its document exists."""
    after: UUID | None = None
    while True:
        async with open_unit(floor, report.tenant, actor=_ACTOR) as unit:
            entries = await list_entries_by_id(unit, after=after, limit=page)
            documents = await hashes_of(unit, [*{entry.invoice for entry in entries}])
        if not entries:
            return
        after = entries[-1].id
        report.entries += len(entries)
        for entry in entries:
            if entry.invoice not in documents:
                report.tell(Problem("document_missing", _subject(entry), "The document that it belongs to is gone."))
            await _verify_object(floor, entry, report)


async def _verify_object(floor: Floor, entry: ArchiveEntry, report: VerifyReport) -> None:
    try:
        size = len(await floor.objects.get(entry.sha256))
    except ObjectMissing as missing:
        report.tell(Problem("object_missing", _subject(entry), str(missing)))
        return
    except ObjectDamaged as damaged:
        report.tell(Problem("object_damaged", _subject(entry), str(damaged)))
        return
    report.bytes += size
    if size != entry.size:
        detail = f"The object has {size} bytes; {entry.size} were written down when it was kept."
        report.tell(Problem("size_wrong", _subject(entry), detail))


def _key(entry: ArchiveEntry) -> _Key:
    return entry.invoice, entry.kind, entry.source


def _subject(entry: ArchiveEntry) -> str:
    return f"{entry.kind} {entry.name} of {show_id('inv', entry.invoice)} ({show_id('arc', entry.id)})"
