"""JSON shapes of imports and exports."""

from typing import Annotated, Literal

from annotated_types import Len

from faktura.model.terms import part
from faktura.model.values import Code, Name

MAPPING_MAX = 500

ImportKind = Literal["invoices", "customers", "payments"]
ExportKind = Literal["invoices", "customers", "payments", "events"]
Format = Literal["csv", "xlsx", "jsonl"]
DateFormat = Literal["YYYY-MM-DD", "DD.MM.YYYY", "DD/MM/YYYY", "MM/DD/YYYY", "DD-MM-YYYY", "YYYY/MM/DD", "YYYYMMDD"]


@part
class ImportOptions:
    """How a file is read, and what is done with it.

    `dry_run`: everything is checked, nothing is written, no number is taken. `issue`: documents are issued, else they
    become drafts. `decimal` and `date_format`: how numbers and days are written in texts; a spreadsheet's own numbers
    and days need no such word. `delimiter` and `encoding` are found out when they are not given. `group_by`: the
    heading of the column whose text tells which rows belong to one document. `mapping`: heading -> path of a field, or
    null for a column that is not read; other columns are taken by their headings.
    """

    dry_run: bool = False
    issue: bool = False
    decimal: Literal[".", ","] = "."
    date_format: DateFormat = "YYYY-MM-DD"
    delimiter: Literal[",", ";", "\t", "|"] | None = None
    encoding: Literal["utf-8", "utf-16", "windows-1252", "iso-8859-1"] | None = None
    group_by: Name | None = None
    mapping: Annotated[dict[Name, Code | None], Len(0, MAPPING_MAX)] | None = None


@part
class ExportRequest:
    """What is exported, as which file. `filters` are those of the kind's list, such as ``issue_date[gte]``."""

    kind: ExportKind = "invoices"
    format: Format = "csv"
    filters: Annotated[dict[Name, Name], Len(0, 20)] | None = None
