"""The work on an export: a file is written page by page, and appears when it is whole. Repeating it writes it anew."""

import asyncio
from functools import partial
from pathlib import Path
from uuid import UUID

from faktura.storage.files import measured
from faktura.storage.floor import Floor
from faktura.storage.unit import open_unit
from faktura.transfers import store
from faktura.transfers.read import ENDED, Export, files_of, read_export
from faktura.transfers.sources import UnitOf, pages_of
from faktura.transfers.tell import end_export
from faktura.transfers.writers import Columns, Csv, JsonLines, TooManyColumns, Writer, Xlsx

_TOLD_EVERY = 2_000


class _Cancelled(Exception):  # noqa: N818 - somebody's wish
    """Somebody cancelled the export while it was written."""


async def run_export(floor: Floor, tenant: UUID, identifier: UUID) -> None:
    """The job: write the file of an export."""
    units = partial(open_unit, floor, tenant, actor="worker")
    async with units() as unit:
        export = await read_export(unit, identifier, lock=True)
        if export.state in ENDED:
            return
        await store.move_export(unit, identifier, "running")
    try:
        with files_of(floor).writing(tenant, identifier) as path:
            rows = await _write(units, export, path)
            found = await asyncio.to_thread(measured, path)
    except TooManyColumns:
        reason = "The things have more different fields than a table may have columns. Ask for jsonl."
        await _end(units, export, "failed", reason)
        return
    except _Cancelled:
        return
    async with units() as unit:
        if (await read_export(unit, identifier, lock=True)).state == "running":
            await end_export(unit, identifier, "done", rows_done=rows, size=found.size, sha256=found.sha256)
            return
    # Somebody cancelled it at the last moment.
    files_of(floor).delete(tenant, identifier)


async def _write(units: UnitOf, export: Export, path: Path) -> int:
    writer = await _writer(units, export, path)
    rows = told = 0
    try:
        async for page in pages_of(units, export):
            rows += await asyncio.to_thread(writer.add, page)
            if rows - told >= _TOLD_EVERY:
                told = rows
                await _tell(units, export, rows)
    finally:
        await asyncio.to_thread(writer.close)
    return rows


async def _writer(units: UnitOf, export: Export, path: Path) -> Writer:
    if export.format == "jsonl":
        return JsonLines(path)
    # A table's headings come first, so everything is read twice rather than held.
    columns = Columns()
    async for page in pages_of(units, export):
        await asyncio.to_thread(columns.add, page)
    names = columns.names()
    return Csv(path, names) if export.format == "csv" else Xlsx(path, names, export.kind)


async def _tell(units: UnitOf, export: Export, rows: int) -> None:
    async with units() as unit:
        if (await read_export(unit, export.id, lock=True)).state != "running":
            raise _Cancelled
        await store.move_export(unit, export.id, "running", rows_done=rows)


async def _end(units: UnitOf, export: Export, state: str, reason: str) -> None:
    async with units() as unit:
        if (await read_export(unit, export.id, lock=True)).state == "running":
            await end_export(unit, export.id, state, reason)
