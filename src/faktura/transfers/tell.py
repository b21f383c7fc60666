"""Telling that an import or an export has ended, in the transaction in which it does."""

from uuid import UUID

from faktura.events import EXPORT_ENDED, IMPORT_ENDED
from faktura.jobs import publish
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit
from faktura.transfers import store
from faktura.transfers.read import read_export, read_import


async def end_import(unit: Unit, identifier: UUID, state: str, reason: str = "") -> None:
    """Write how an import ended, and tell it."""
    await store.move_import(unit, identifier, state, reason, ended=True)
    ended = await read_import(unit, identifier)
    told = {
        "import": show_id("imp", identifier),
        "kind": ended.kind,
        "state": state,
        "dry_run": bool(ended.options.get("dry_run")),
        "rows_total": ended.rows_total,
        "rows_failed": ended.rows_failed,
        "objects": ended.objects,
    }
    await publish(unit, IMPORT_ENDED, identifier, told)


async def end_export(
    unit: Unit, identifier: UUID, state: str, reason: str = "", *, rows_done: int = 0, size: int | None = None,
    sha256: str | None = None,
) -> None:  # fmt: skip
    """Write how an export ended, and tell it."""
    await store.move_export(unit, identifier, state, reason, rows_done=rows_done, size=size, sha256=sha256, ended=True)
    ended = await read_export(unit, identifier)
    told = {"export": show_id("exp", identifier), "kind": ended.kind, "state": state, "rows": rows_done}
    await publish(unit, EXPORT_ENDED, identifier, told)
