"""Deleting files after their time; what was made of them, and the reports, stay."""

from datetime import timedelta
from uuid import UUID

from faktura.jobs import enqueue
from faktura.storage.floor import Floor
from faktura.storage.unit import open_unit
from faktura.transfers import store
from faktura.transfers.limits import FILE_DAYS
from faktura.transfers.read import files_of, read_export, read_import
from faktura.transfers.start_export import EXPIRE_EXPORT_JOB
from faktura.transfers.start_import import EXPIRE_IMPORT_JOB

_AGAIN = timedelta(hours=1)


async def expire_import(floor: Floor, tenant: UUID, identifier: UUID) -> None:
    """The job after an import's time: its file is deleted, unless a later import or an export needs it."""
    async with open_unit(floor, tenant, actor="worker") as unit:
        current = await read_import(unit, identifier)
        if current.expires_at > unit.wall:
            await enqueue(unit, [EXPIRE_IMPORT_JOB], identifier, after=_AGAIN)
            return
        # Also what a killed request left behind, whose row was never written.
        files = files_of(floor)
        old = [current.file, *files.older_than(tenant, (FILE_DAYS + 1) * 86_400)]
        unused = [file for file in old if not await store.is_file_used(unit, file)]
    for file in unused:
        files.delete(tenant, file)


async def expire_export(floor: Floor, tenant: UUID, identifier: UUID) -> None:
    """The job after an export's time: its file is deleted."""
    async with open_unit(floor, tenant, actor="worker") as unit:
        current = await read_export(unit, identifier)
        if current.expires_at > unit.wall:
            await enqueue(unit, [EXPIRE_EXPORT_JOB], identifier, after=_AGAIN)
            return
    files_of(floor).delete(tenant, identifier)
