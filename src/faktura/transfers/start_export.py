"""Beginning and ending an export."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from faktura.jobs import enqueue
from faktura.storage.conditions import Condition
from faktura.storage.ids import new_id
from faktura.storage.unit import Unit
from faktura.transfers import store
from faktura.transfers.conditions import kept
from faktura.transfers.errors import ExportEnded
from faktura.transfers.limits import FILE_DAYS
from faktura.transfers.read import ENDED, Export, read_export
from faktura.transfers.schemas import ExportRequest
from faktura.transfers.tell import end_export

EXPORT_JOB = "transfers.run_export"
EXPIRE_EXPORT_JOB = "transfers.expire_export"


async def start_export(unit: Unit, request: ExportRequest, conditions: Sequence[Condition]) -> Export:
    """Enqueue the writing of a file; `conditions` are the request's filters as they were read."""
    identifier = new_id()
    days = timedelta(days=FILE_DAYS)
    await store.insert_export(
        unit,
        identifier,
        kind=request.kind,
        form=request.format,
        filters=dict(request.filters or {}),
        conditions=kept(conditions),
        expires_at=unit.wall + days,
    )
    await enqueue(unit, [EXPORT_JOB], identifier)
    await enqueue(unit, [EXPIRE_EXPORT_JOB], identifier, after=days)
    return await read_export(unit, identifier)


async def cancel_export(unit: Unit, identifier: UUID) -> Export:
    """Stop an export that is not done.

    Raises:
        ExportNotFound, ExportEnded.
    """
    current = await read_export(unit, identifier, lock=True)
    if current.state in ENDED:
        raise ExportEnded(f"The export is {current.state} already.")
    await end_export(unit, identifier, "cancelled", rows_done=current.rows_done)
    return await read_export(unit, identifier)
