"""Reading imports and exports: where they stand, what became of each row."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.storage.files import FolderFiles
from faktura.storage.floor import Floor
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit
from faktura.transfers import store
from faktura.transfers.errors import ExportNotFound, ExportNotReady, ImportNotFound, TransferFileGone

ENDED = frozenset({"done", "cancelled", "failed"})
REPORT_PAGE = 1_000

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/jsonl",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A file that comes in."""

    id: UUID
    kind: str
    format: str
    state: str
    options: dict[str, Any]
    name: str
    file: UUID
    size: int
    columns: list[dict[str, Any]]
    rows_total: int
    rows_done: int
    rows_failed: int
    objects: int
    reason: str
    created_by: str
    created_at: datetime
    updated_at: datetime
    ended_at: datetime | None
    expires_at: datetime

    def to_plain(self) -> dict[str, Any]:
        """The import as JSON-ready data."""
        path = f"/v1/imports/{show_id('imp', self.id)}"
        return {
            "id": show_id("imp", self.id),
            "object": "import",
            "kind": self.kind,
            "format": self.format,
            "state": self.state,
            "dry_run": bool(self.options.get("dry_run")),
            "issue": bool(self.options.get("issue")),
            "options": self.options,
            "name": self.name,
            "size": self.size,
            "columns": self.columns,
            "rows_total": self.rows_total,
            "rows_done": self.rows_done,
            "rows_failed": self.rows_failed,
            "objects": self.objects,
            "reason": self.reason,
            "links": {
                "self": path,
                "rows": f"{path}/rows",
                "report_csv": f"{path}/report?format=csv",
                "report_json": f"{path}/report?format=json",
            },
            "created_by": self.created_by,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
            "ended_at": self.ended_at,
            "expires_at": self.expires_at,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A file that goes out."""

    id: UUID
    kind: str
    format: str
    state: str
    filters: dict[str, str]
    conditions: dict[str, Any]
    rows_done: int
    size: int | None
    sha256: str | None
    reason: str
    created_by: str
    created_at: datetime
    updated_at: datetime
    ended_at: datetime | None
    expires_at: datetime

    @property
    def file_name(self) -> str:
        """The name under which it is saved."""
        return f"{self.kind}-{self.created_at:%Y-%m-%d}.{self.format}"

    def to_plain(self) -> dict[str, Any]:
        """The export as JSON-ready data."""
        path = f"/v1/exports/{show_id('exp', self.id)}"
        return {
            "id": show_id("exp", self.id),
            "object": "export",
            "kind": self.kind,
            "format": self.format,
            "state": self.state,
            "filters": self.filters,
            "rows_done": self.rows_done,
            "size": self.size,
            "sha256": self.sha256,
            "reason": self.reason,
            "links": {"self": path, **({"file": f"{path}/file"} if self.state == "done" else {})},
            "created_by": self.created_by,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
            "ended_at": self.ended_at,
            "expires_at": self.expires_at,
        }


async def read_import(unit: Unit, identifier: UUID, *, lock: bool = False) -> Import:
    """One import of the unit's tenant.

    Raises:
        ImportNotFound.
    """
    row = await store.read_import(unit, identifier, lock=lock)
    if row is None:
        raise ImportNotFound("There is no such import in this organization.")
    return Import(**row)


async def list_imports(
    unit: Unit, *, kind: str | None, state: str | None, after: tuple[datetime, UUID] | None, limit: int
) -> list[Import]:
    """Imports, newest first."""
    rows = await store.list_imports(unit, kind=kind, state=state, after=after, limit=limit)
    return [Import(**row) for row in rows]


def row_to_plain(row: Any) -> dict[str, Any]:
    """What became of a row of the file, or of the rows of one document."""
    return {
        "row": row["item"],
        "line": row["lines"][0],
        "lines": list(row["lines"]),
        "status": row["state"],
        "id": row["object"] or None,
        "number": row["number"] or None,
        "findings": row["findings"],
    }


async def list_rows(unit: Unit, identifier: UUID, *, state: str | None, after: int, limit: int) -> list[dict[str, Any]]:
    """What became of the rows, in the order of the file.

    Raises:
        ImportNotFound.
    """
    await read_import(unit, identifier)
    return [row_to_plain(row) for row in await store.list_items(unit, identifier, state, after, limit)]


async def all_rows(unit: Unit, identifier: UUID) -> AsyncIterator[dict[str, Any]]:
    """What became of every row, read a page at a time."""
    after = 0
    while page := await list_rows(unit, identifier, state=None, after=after, limit=REPORT_PAGE):
        for row in page:
            yield row
        after = page[-1]["row"]


async def read_export(unit: Unit, identifier: UUID, *, lock: bool = False) -> Export:
    """One export of the unit's tenant.

    Raises:
        ExportNotFound.
    """
    row = await store.read_export(unit, identifier, lock=lock)
    if row is None:
        raise ExportNotFound("There is no such export in this organization.")
    return Export(**row)


async def list_exports(
    unit: Unit, *, kind: str | None, state: str | None, after: tuple[datetime, UUID] | None, limit: int
) -> list[Export]:
    """Exports, newest first."""
    rows = await store.list_exports(unit, kind=kind, state=state, after=after, limit=limit)
    return [Export(**row) for row in rows]


def must_have_file(export: Export, unit: Unit) -> None:
    """Nothing, when an export's bytes can be had.

    Raises:
        ExportNotReady, TransferFileGone.
    """
    if export.state != "done":
        raise ExportNotReady(f"The export is {export.state}. Ask for it until it is done.")
    if export.expires_at <= unit.wall:
        raise TransferFileGone(f"The file was deleted on {export.expires_at:%Y-%m-%d}. Make a new export.")


def files_of(floor: Floor) -> FolderFiles:
    """Where the bytes of imports and exports lie."""
    return FolderFiles.of(floor.settings.home)
