"""Imports over HTTP."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from faktura.api import parameters
from faktura.api.answers import Answer, Problem, to_json
from faktura.api.operation import Call, Operations
from faktura.api.paging import exact, make_cursor, one_of, problem, read_page
from faktura.api.transfer_shapes import ImportAnswer, ImportList, ImportRowList
from faktura.checks import Finding, Severity
from faktura.checks.reading import ShapeWrong, read_plain
from faktura.transfers.cells import DATE_FORMATS, defused
from faktura.transfers.read import MEDIA_TYPES, all_rows, list_imports, list_rows, read_import
from faktura.transfers.schemas import ImportOptions
from faktura.transfers.start_import import cancel_import, repeat_import, start_import
from faktura.transfers.templates import template

OPERATIONS = Operations("imports")

_ONE = "/v1/imports/{import}"
_KINDS = ("invoices", "customers", "payments")
_STATES = ("waiting", "reading", "running", "done", "cancelled", "failed")
_ROW_STATES = ("pending", "written", "valid", "failed")
FORMATS: Mapping[str, str] = {
    "text/csv": "csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
}
"""Content-Type -> the format of the file."""
_OPTIONS = (
    "dry_run", "issue", "decimal", "date_format", "delimiter", "encoding", "group_by", "mapping",
)  # fmt: skip


def _options(query: list[tuple[str, str]]) -> tuple[str, str, ImportOptions]:
    """Kind, name and options of the query.

    Raises:
        Problem: 422 with everything that is wrong.
    """
    given: dict[str, Any] = {}
    wrong: list[Finding] = []
    for name, value in query:
        if name not in ("kind", "name", *_OPTIONS):
            wrong.append(_wrong(name, "parameter_unknown", f"There are kind, name, {', '.join(_OPTIONS)}."))
        else:
            given[name] = value
    kind, file_name = given.pop("kind", None), given.pop("name", "")
    if kind not in _KINDS:
        wrong.append(_wrong("kind", "value_invalid", f"Send one of: {', '.join(_KINDS)}."))
    if "\x00" in file_name:
        wrong.append(_wrong("name", "value_invalid", "A name holds no NUL character."))
    for name in ("dry_run", "issue"):
        if name in given:
            given[name] = {"true": True, "false": False}.get(given[name], given[name])
    if "mapping" in given:
        try:
            given["mapping"] = json.loads(given["mapping"])
        except ValueError:
            wrong.append(_wrong("mapping", "value_invalid", "Send a JSON object: heading -> path of a field, or null."))
            del given["mapping"]
    try:
        options: ImportOptions = read_plain(ImportOptions, given)
    except ShapeWrong as error:
        wrong += error.findings
    if wrong:
        raise problem(wrong)
    return str(kind), file_name, options


def _wrong(name: str, code: str, message: str) -> Finding:
    return Finding(rule=code, severity=Severity.FATAL, message=message, pointer=f"/{name}")


@OPERATIONS.declare(
    "POST",
    "/v1/imports",
    "imports.create",
    "Send a file of invoices, customers or payments; it is worked on in the background.",
    shape=bytes,
    bulk=True,
    takes=tuple(FORMATS),
    answers={202: ImportAnswer},
    parameters=(
        {**parameters.words("kind", *_KINDS), "required": True},
        *parameters.texts("name", "group_by", "mapping"),
        parameters.words("dry_run", "true", "false"),
        parameters.words("issue", "true", "false"),
        parameters.words("decimal", ".", ","),
        parameters.words("date_format", *DATE_FORMATS),
        parameters.words("delimiter", ",", ";", "\t", "|"),
        parameters.words("encoding", "utf-8", "utf-16", "windows-1252", "iso-8859-1"),
    ),
)
async def create(call: Call) -> Answer:
    """Begin an import."""
    kind, name, options = _options(call.query)
    _require(call, kind, options)
    media_type = call.request.headers["content-type"].partition(";")[0].strip().lower()
    made = await start_import(
        call.unit, kind=kind, form=FORMATS[media_type], name=name, content=call.body, options=options
    )
    return _accepted(made.to_plain())


def _require(call: Call, kind: str, options: ImportOptions) -> None:
    """Ask for the scopes of what the import will write.

    Raises:
        Problem: 403.
    """
    call.require(f"{kind}:write")
    if options.issue:
        call.require("invoices:issue")


def _accepted(body: dict[str, Any]) -> Answer:
    return Answer(body=body, status=202, headers={"Location": body["links"]["self"]})


@OPERATIONS.declare(
    "GET",
    "/v1/imports",
    "imports.list",
    "List imports, newest first.",
    answers={200: ImportList},
    parameters=(*parameters.PAGING, parameters.words("kind", *_KINDS), parameters.words("state", *_STATES)),
)
async def list_all(call: Call) -> Answer:
    """List imports."""
    page = read_page(call.query, filters={"kind": one_of(*_KINDS), "state": one_of(*_STATES)})
    asked = exact(page)
    found = await list_imports(
        call.unit, kind=asked.get("kind"), state=asked.get("state"), after=page.after, limit=page.limit + 1
    )
    shown = found[: page.limit]
    more = len(found) > page.limit
    cursor = make_cursor(shown[-1].created_at, shown[-1].id) if more else None
    return Answer(body={"data": [each.to_plain() for each in shown], "has_more": more, "next_cursor": cursor})


@OPERATIONS.declare("GET", _ONE, "imports.get", "How far an import is.", answers={200: ImportAnswer})
async def get(call: Call) -> Answer:
    """Get an import."""
    return Answer(body=(await read_import(call.unit, call.path_id("imp", "import"))).to_plain())


@OPERATIONS.declare(
    "GET",
    f"{_ONE}/rows",
    "imports.rows",
    "What became of each row, in the order of the file.",
    answers={200: ImportRowList},
    parameters=(*parameters.PAGING, parameters.words("status", *_ROW_STATES)),
)
async def rows(call: Call) -> Answer:
    """List what became of the rows."""
    # The place in a file is a number, not a time; so the cursor is read here.
    cursors = [value for name, value in call.query if name == "cursor"]
    others = [(name, value) for name, value in call.query if name != "cursor"]
    page = read_page(others, filters={"status": one_of(*_ROW_STATES)})
    after = 0
    for cursor in cursors:
        if not cursor.isascii() or not cursor.isdigit() or len(cursor) > 9:
            raise problem([_wrong("cursor", "cursor_invalid", "Send a next_cursor that a list answered.")])
        after = int(cursor)
    state = next((each.value for each in page.conditions), None)
    found = await list_rows(call.unit, call.path_id("imp", "import"), state=state, after=after, limit=page.limit + 1)
    shown = found[: page.limit]
    more = len(found) > page.limit
    return Answer(body={"data": shown, "has_more": more, "next_cursor": str(shown[-1]["row"]) if more else None})


_REPORT = ("line", "status", "id", "number", "severity", "code", "column", "message")


@OPERATIONS.declare(
    "GET",
    f"{_ONE}/report",
    "imports.report",
    "The whole report as a file: a line for each row and finding.",
    answers={200: None},
    media_types=("text/csv", "application/json"),
    parameters=(parameters.words("format", "csv", "json"),),
)
async def report(call: Call) -> Answer:
    """Download what became of every row."""
    asked = [value for name, value in call.query if name == "format"] or ["csv"]
    if [name for name, _ in call.query if name != "format"] or asked[-1] not in ("csv", "json"):
        raise problem([_wrong("format", "value_invalid", "Send format=csv or format=json, and nothing else.")])
    identifier = call.path_id("imp", "import")
    current = await read_import(call.unit, identifier)
    if asked[-1] == "json":
        parts = [to_json(row) async for row in all_rows(call.unit, identifier)]
        body = b"[" + b",\n".join(parts) + b"]\n"
        return Answer(body=body, headers=_attached(f"import-{current.kind}.json"))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_REPORT)
    async for row in all_rows(call.unit, identifier):
        for found in row["findings"] or [{}]:
            line = found.get("line") or row["line"]
            cells = [line, row["status"], row["id"], row["number"], *(found.get(name) for name in _REPORT[4:])]
            writer.writerow([defused(str(cell)) if cell is not None else "" for cell in cells])
    return Answer(
        body=text.getvalue().encode("utf-8-sig"),
        media_type=MEDIA_TYPES["csv"],
        headers=_attached(f"import-{current.kind}.csv"),
    )


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


@OPERATIONS.declare(
    "POST",
    f"{_ONE}/repeat",
    "imports.repeat",
    "Import the same file again with other options: in earnest after a dry run.",
    shape=ImportOptions,
    body_optional=True,
    answers={202: ImportAnswer},
    refusals=(409, 410),
)
async def repeat(call: Call) -> Answer:
    """Import a file again."""
    before = await read_import(call.unit, call.path_id("imp", "import"))
    _require(call, before.kind, call.body)
    return _accepted((await repeat_import(call.unit, before.id, call.body)).to_plain())


@OPERATIONS.declare(
    "POST",
    f"{_ONE}/cancel",
    "imports.cancel",
    "Stop an import; what was written stays.",
    answers={200: ImportAnswer},
    refusals=(409,),
)
async def cancel(call: Call) -> Answer:
    """Cancel an import."""
    return Answer(body=(await cancel_import(call.unit, call.path_id("imp", "import"))).to_plain())


@OPERATIONS.declare(
    "GET",
    "/v1/imports/templates/{file}",
    "imports.template",
    "An empty file to fill in: invoices.csv, customers.xlsx and so on.",
    answers={200: None},
    media_types=("text/csv", MEDIA_TYPES["xlsx"]),
)
async def get_template(call: Call) -> Answer:
    """Get a template."""
    if call.query:
        raise Problem(422, "query_invalid", "The query is not right.", "A template takes no parameters.")
    name = call.request.path_params["file"]
    kind, _, form = name.partition(".")
    content = template(kind, form)
    return Answer(body=content, media_type=MEDIA_TYPES[form], headers=_attached(name))
