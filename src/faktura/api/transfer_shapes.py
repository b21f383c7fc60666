"""The shapes of imports and exports."""

from datetime import datetime
from typing import Literal

from faktura.api.shapes import FindingAnswer
from faktura.model.terms import part
from faktura.transfers.schemas import ExportKind, Format, ImportKind


@part
class ImportColumn:
    """What a column of the file is taken for."""

    heading: str
    path: str | None
    use: Literal["taken", "key", "fact", "not_taken", "unknown", "empty", "repeated"]


@part
class ImportOptionsAnswer:
    """How the file is read; `found_encoding` and `found_delimiter` are how it turned out to be written."""

    dry_run: bool
    issue: bool
    decimal: str
    date_format: str
    delimiter: str | None = None
    encoding: str | None = None
    group_by: str | None = None
    mapping: dict[str, str | None] | None = None
    found_encoding: str | None = None
    found_delimiter: str | None = None


@part
class ImportLinks:
    """Where to go on."""

    self: str
    rows: str
    report_csv: str
    report_json: str


@part
class ImportAnswer:
    """A file that comes in. Rows are those of the file; `objects` is what was made of them."""

    id: str
    object: Literal["import"]
    kind: ImportKind
    format: Format
    state: Literal["waiting", "reading", "running", "done", "cancelled", "failed"]
    dry_run: bool
    issue: bool
    options: ImportOptionsAnswer
    name: str
    size: int
    columns: list[ImportColumn]
    rows_total: int
    rows_done: int
    rows_failed: int
    objects: int
    reason: str
    links: ImportLinks
    created_by: str
    created_at: datetime
    updated_at: datetime
    ended_at: datetime | None
    expires_at: datetime


@part
class ImportList:
    """A page of imports."""

    data: list[ImportAnswer]
    has_more: bool
    next_cursor: str | None


@part
class RowFinding(FindingAnswer):
    """What a rule says, and the line and the column of the file that it is about."""

    line: int
    column: str


@part
class ImportRow:
    """What became of a row, or of the rows (`lines`) of one document."""

    row: int
    line: int
    lines: list[int]
    status: Literal["pending", "written", "valid", "failed"]
    id: str | None
    number: str | None
    findings: list[RowFinding]


@part
class ImportRowList:
    """A page of rows."""

    data: list[ImportRow]
    has_more: bool
    next_cursor: str | None


@part
class ExportLinks:
    """Where to go on; `file` is there when the export is done."""

    self: str
    file: str | None = None


@part
class ExportAnswer:
    """A file that goes out."""

    id: str
    object: Literal["export"]
    kind: ExportKind
    format: Format
    state: Literal["waiting", "running", "done", "cancelled", "failed"]
    filters: dict[str, str]
    rows_done: int
    size: int | None
    sha256: str | None
    reason: str
    links: ExportLinks
    created_by: str
    created_at: datetime
    updated_at: datetime
    ended_at: datetime | None
    expires_at: datetime


@part
class ExportList:
    """A page of exports."""

    data: list[ExportAnswer]
    has_more: bool
    next_cursor: str | None
