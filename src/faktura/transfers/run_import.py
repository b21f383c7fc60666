"""The work on an import: the file is taken in once, then written a slice at a time. Whenever it is interrupted, it goes
on where it was: an item and what is made of it change in one transaction."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import orjson

from faktura.audit.record import record_writes
from faktura.errors import Refusal
from faktura.invoices.issue_many import SeriesMoved
from faktura.invoices.prepare_many import DraftMade, InvoiceMade, Refused
from faktura.jobs import enqueue
from faktura.model.json import adapter
from faktura.storage.errors import ObjectMissing
from faktura.storage.floor import Floor
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit, open_unit
from faktura.transfers import store
from faktura.transfers.documents import Entry, Outcome, Replayed, prepare_entries, prepare_here, write_entries
from faktura.transfers.errors import FileUnreadable
from faktura.transfers.items import Contents, read_items
from faktura.transfers.payments import import_customer, import_payment
from faktura.transfers.places import Places
from faktura.transfers.read import Import, files_of, read_import
from faktura.transfers.schemas import ImportOptions
from faktura.transfers.start_import import IMPORT_JOB
from faktura.transfers.tell import end_import

SLICE = 50
TURN_SECONDS = 5
"""After so long, others get their turn: the job puts itself to the end of the queue."""
_TAKEN_AT_ONCE = 500
EMPTY: list[dict[str, Any]] = []


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of an item."""

    item: int
    rows: int
    state: str
    object: str = ""
    number: str = ""
    findings: Sequence[dict[str, Any]] = ()


async def run_import(floor: Floor, tenant: UUID, identifier: UUID) -> None:
    """The job: work on an import for a while, then go to the end of the queue until all is done."""
    units = partial(open_unit, floor, tenant)
    async with units(actor="worker") as unit:
        current = await read_import(unit, identifier)
    if current.state in ("waiting", "reading"):
        await _take_in(floor, tenant, current)
    end = time.monotonic() + TURN_SECONDS
    while await _slice(floor, tenant, identifier):
        if time.monotonic() >= end:
            async with units(actor="worker") as unit:
                await enqueue(unit, [IMPORT_JOB], identifier)
            return


async def _take_in(floor: Floor, tenant: UUID, current: Import) -> None:
    """Read the file into items. An interrupted reading begins anew."""
    options: ImportOptions = adapter(ImportOptions).validate_python(
        {name: value for name, value in current.options.items() if name not in ("found_encoding", "found_delimiter")}
    )
    async with open_unit(floor, tenant, actor="worker") as unit:
        held = await read_import(unit, current.id, lock=True)
        if held.state not in ("waiting", "reading"):
            return
        await store.move_import(unit, current.id, "reading")
    try:
        path = files_of(floor).path(tenant, current.file)
        contents = await asyncio.to_thread(read_items, path, current.kind, current.format, options)
        async with open_unit(floor, tenant, actor="worker") as unit:
            # Whoever cancels waits for this line, or is seen by it.
            held = await read_import(unit, current.id, lock=True)
            if held.state != "reading":
                return
            await store.delete_items(unit, current.id)
            total, failed = await _keep_items(unit, current.id, contents)
            found = {"found_encoding": contents.encoding, "found_delimiter": contents.delimiter}
            await store.take_in(
                unit,
                current.id,
                [column.to_plain() for column in contents.columns],
                {**current.options, **{name: value for name, value in found.items() if value}},
                total=total,
                failed=failed,
            )
    except FileUnreadable as error:
        await _fail(floor, tenant, current.id, error.detail)
    except ObjectMissing as error:
        await _fail(floor, tenant, current.id, str(error))


async def _keep_items(unit: Unit, identifier: UUID, contents: Contents) -> tuple[int, int]:
    """Write the items; answers the rows of the file, and those of them that can't even be tried."""
    total = failed = number = 0
    items = contents.items
    while page := await asyncio.to_thread(_page, items):
        rows = []
        for item in page:
            number += 1
            total += len(item.lines)
            failed += len(item.lines) if item.wrong else 0
            rows.append(
                (
                    number,
                    item.lines,
                    item.starts,
                    "" if item.wrong else orjson.dumps(item.content).decode(),
                    "failed" if item.wrong else "pending",
                    orjson.dumps(item.wrong).decode(),
                )
            )
        await store.insert_items(unit, identifier, rows)
    if not number:
        raise FileUnreadable("The file holds no rows.")
    return total, failed


def _page(items: Any) -> list[Any]:
    return [item for _, item in zip(range(_TAKEN_AT_ONCE), items, strict=False)]


async def _fail(floor: Floor, tenant: UUID, identifier: UUID, reason: str) -> None:
    async with open_unit(floor, tenant, actor="worker") as unit:
        if (await read_import(unit, identifier, lock=True)).state == "reading":
            await end_import(unit, identifier, "failed", reason)


async def _slice(floor: Floor, tenant: UUID, identifier: UUID) -> bool:
    """Write the next items; False when there is nothing left to do."""
    async with open_unit(floor, tenant, actor="worker") as unit:
        current = await read_import(unit, identifier)
        if current.state != "running":
            return False
        items = await store.list_pending(unit, identifier, SLICE)
        if not items:
            current = await read_import(unit, identifier, lock=True)
            if current.state == "running":
                await end_import(unit, identifier, "done")
            return False
    if current.kind == "invoices":
        await _write_documents(floor, tenant, current, items)
    else:
        await _write_each(floor, tenant, current, items)
    return True


def _unit(floor: Floor, tenant: UUID, current: Import) -> AbstractAsyncContextManager[Unit]:
    # Whoever asked for the import is the one who writes.
    return open_unit(floor, tenant, actor=current.created_by, request_id=show_id("imp", current.id), bulk=True)


async def _write_documents(floor: Floor, tenant: UUID, current: Import, items: Sequence[Any]) -> None:
    issue, dry = bool(current.options.get("issue")), bool(current.options.get("dry_run"))
    entries = [_entry(item, issue) for item in items]
    units = partial(_unit, floor, tenant, current)
    prepared = await prepare_entries(units, entries, prepare_here)
    places = Places(current.columns)
    if dry:
        ended = [_tried(item, made, places) for item, made in zip(items, prepared.made, strict=True)]
        async with units() as unit:
            await _record(unit, current.id, ended)
        return
    try:
        async with units() as unit:
            pending = await _still_pending(unit, current.id, items)
            if len(pending) < len(items):
                # Somebody else wrote some of them meanwhile, or it was cancelled: look again.
                return
            outcomes = await write_entries(unit, prepared)
            ended = [_written(item, outcome, places) for item, outcome in zip(items, outcomes, strict=True)]
            await _record(unit, current.id, ended, locked=True)
    except SeriesMoved:
        # They are made ready anew with the next slice.
        return
    except Refusal as refusal:
        # The series itself is the trouble, so none of them can be numbered.
        refused = Refused.by(refusal)
        async with units() as unit:
            await _record(unit, current.id, [_written(item, refused, places) for item in items])


def _entry(item: Any, issue: bool) -> Entry:
    content = orjson.loads(item["content"])
    if issue:
        content["issue"] = True
        item_content = orjson.dumps(content)
    else:
        item_content = item["content"].encode()
    customer, corrects, brand = content.get("customer"), content.get("corrects"), content.get("brand")
    return Entry(
        content=item_content,
        customer=customer if isinstance(customer, str) else None,
        corrects=corrects if isinstance(corrects, str) else None,
        brand=brand if isinstance(brand, str) else None,
    )


def _tried(item: Any, made: Any, places: Places) -> Ended:
    rows = len(item["lines"])
    if isinstance(made, Refused):
        return Ended(item["item"], rows, "failed", findings=places.told(item, made))
    assert isinstance(made, DraftMade | InvoiceMade)
    findings = made.ready.findings if isinstance(made, InvoiceMade) else [each.to_plain() for each in made.findings]
    return Ended(item["item"], rows, "valid", findings=places.of_plain(item, findings))


def _written(item: Any, outcome: Outcome, places: Places) -> Ended:
    rows = len(item["lines"])
    if isinstance(outcome, Refused):
        return Ended(item["item"], rows, "failed", findings=places.told(item, outcome))
    assert not isinstance(outcome, Replayed)
    number, findings = "", EMPTY
    if outcome.numbered is not None:
        number, findings = outcome.numbered.number, outcome.numbered.ready.findings
    elif outcome.draft is not None:
        findings = [each.to_plain() for each in outcome.draft.findings]
    return Ended(item["item"], rows, "written", show_id("inv", outcome.id), number, places.of_plain(item, findings))


async def _write_each(floor: Floor, tenant: UUID, current: Import, items: Sequence[Any]) -> None:
    """Customers and payments, one after the other in one transaction. A refusal leaves nothing behind."""
    dry = bool(current.options.get("dry_run"))
    places = Places(current.columns)
    ended: list[Ended] = []
    try:
        async with _unit(floor, tenant, current) as unit:
            pending = await _still_pending(unit, current.id, items)
            for item in items:
                if item["item"] in pending:
                    ended.append(await _write_one(unit, current, item, places))
                    await asyncio.sleep(0)
            if dry:
                raise _DryRun
            await _record(unit, current.id, ended, locked=True)
    except _DryRun:
        # All of it is rolled back; only what would have become of it is kept.
        tried = [
            Ended(each.item, each.rows, "valid" if each.state == "written" else each.state, findings=each.findings)
            for each in ended
        ]
        async with _unit(floor, tenant, current) as unit:
            await _record(unit, current.id, tried)


class _DryRun(Exception):  # noqa: N818 - a way to end a transaction
    """Everything was tried; none of it stays."""


async def _write_one(unit: Unit, current: Import, item: Any, places: Places) -> Ended:
    rows = len(item["lines"])
    content = item["content"].encode()
    written: dict[str, Any] | Refused
    try:
        if current.kind == "customers":
            written = await import_customer(unit, content)
        else:
            written = await import_payment(unit, content)
    except Refusal as refusal:
        written = Refused.by(refusal)
    if isinstance(written, Refused):
        return Ended(item["item"], rows, "failed", findings=places.told(item, written))
    return Ended(item["item"], rows, "written", written["id"])


async def _still_pending(unit: Unit, identifier: UUID, items: Sequence[Any]) -> set[int]:
    """Those of the items that are to be written: none, when the import was cancelled."""
    if (await read_import(unit, identifier, lock=True)).state != "running":
        return set()
    return await store.lock_pending(unit, identifier, [item["item"] for item in items])


async def _record(unit: Unit, identifier: UUID, ended: Sequence[Ended], *, locked: bool = False) -> None:
    """Write what became of items, and count it, once."""
    if not locked:
        if (await read_import(unit, identifier, lock=True)).state != "running":
            return
        pending = await store.lock_pending(unit, identifier, [each.item for each in ended])
        ended = [each for each in ended if each.item in pending]
    await store.finish_items(
        unit,
        identifier,
        [
            (each.item, each.state, each.object, each.number, orjson.dumps(list(each.findings)).decode())
            for each in ended
        ],
    )
    written = [each.object for each in ended if each.state == "written"]
    if written:
        await record_writes(unit, "imports.run", written, status=201, address="", fields=[])
    await store.count_import(
        unit,
        identifier,
        done=sum(each.rows for each in ended),
        failed=sum(each.rows for each in ended if each.state == "failed"),
        objects=len(written),
    )
