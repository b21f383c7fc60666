"""Exports over HTTP."""

from collections.abc import Mapping

from faktura.api import customers, documents, parameters, payments
from faktura.api.answers import Answer
from faktura.api.operation import Call, Operations
from faktura.api.paging import Reader, exact, make_cursor, one_of, problem, read_page
from faktura.api.transfer_shapes import ExportAnswer, ExportList
from faktura.checks import Finding, Severity
from faktura.events import EVENT_TYPES
from faktura.storage.conditions import Condition
from faktura.storage.errors import ObjectMissing
from faktura.transfers.errors import TransferFileGone
from faktura.transfers.read import MEDIA_TYPES, files_of, list_exports, must_have_file, read_export
from faktura.transfers.schemas import ExportRequest
from faktura.transfers.start_export import cancel_export, start_export

OPERATIONS = Operations("exports")

_ONE = "/v1/exports/{export}"
_KINDS = ("invoices", "customers", "payments", "events")
_STATES = ("waiting", "running", "done", "cancelled", "failed")
_FILTERS: Mapping[str, tuple[Mapping[str, Reader], frozenset[str], frozenset[str]]] = {
    "invoices": (documents.FILTERS, documents.COMPARABLE, documents.SEVERAL),
    "customers": (customers.FILTERS, frozenset(), frozenset()),
    "payments": (payments.FILTERS, payments.COMPARABLE, frozenset()),
    "events": ({"type": one_of(*EVENT_TYPES)}, frozenset(), frozenset()),
}


def _conditions(request: ExportRequest) -> tuple[Condition, ...]:
    """The request's filters, read as the kind's list reads them.

    Raises:
        Problem: 422 with everything that is wrong.
    """
    given = dict(request.filters or {})
    wrong = [
        Finding(
            rule="parameter_unknown", severity=Severity.FATAL, pointer=f"/filters/{name}",
            message="An export holds everything that its filters let through.",
        )
        for name in ("limit", "cursor")
        if given.pop(name, None) is not None
    ]  # fmt: skip
    if wrong:
        raise problem(wrong)
    filters, comparable, several = _FILTERS[request.kind]
    return read_page(list(given.items()), filters=filters, comparable=comparable, several=several).conditions


@OPERATIONS.declare(
    "POST",
    "/v1/exports",
    "exports.create",
    "Write invoices, customers, payments or events into a file, in the background.",
    shape=ExportRequest,
    answers={202: ExportAnswer},
)
async def create(call: Call) -> Answer:
    """Begin an export."""
    request: ExportRequest = call.body
    call.require(f"{request.kind}:read")
    made = await start_export(call.unit, request, _conditions(request))
    body = made.to_plain()
    return Answer(body=body, status=202, headers={"Location": body["links"]["self"]})


@OPERATIONS.declare(
    "GET",
    "/v1/exports",
    "exports.list",
    "List exports, newest first.",
    answers={200: ExportList},
    parameters=(*parameters.PAGING, parameters.words("kind", *_KINDS), parameters.words("state", *_STATES)),
)
async def list_all(call: Call) -> Answer:
    """List exports."""
    page = read_page(call.query, filters={"kind": one_of(*_KINDS), "state": one_of(*_STATES)})
    asked = exact(page)
    found = await list_exports(
        call.unit, kind=asked.get("kind"), state=asked.get("state"), after=page.after, limit=page.limit + 1
    )
    shown = found[: page.limit]
    more = len(found) > page.limit
    cursor = make_cursor(shown[-1].created_at, shown[-1].id) if more else None
    return Answer(body={"data": [each.to_plain() for each in shown], "has_more": more, "next_cursor": cursor})


@OPERATIONS.declare("GET", _ONE, "exports.get", "How far an export is.", answers={200: ExportAnswer})
async def get(call: Call) -> Answer:
    """Get an export."""
    return Answer(body=(await read_export(call.unit, call.path_id("exp", "export"))).to_plain())


@OPERATIONS.declare(
    "GET",
    f"{_ONE}/file",
    "exports.file",
    "The file of an export that is done.",
    answers={200: None},
    media_types=tuple(media_type.partition(";")[0] for media_type in MEDIA_TYPES.values()),
    refusals=(409, 410),
)
async def file(call: Call) -> Answer:
    """Download an export."""
    export = await read_export(call.unit, call.path_id("exp", "export"))
    # Who may not read the things may not read the file either.
    call.require(f"{export.kind}:read")
    must_have_file(export, call.unit)
    try:
        path = files_of(call.floor).path(call.unit.tenant, export.id)
    except ObjectMissing:
        raise TransferFileGone("The file is not kept any more. Make a new export.") from None
    headers = {"Content-Disposition": f'attachment; filename="{export.file_name}"', "ETag": f'"{export.sha256}"'}
    return Answer(file=path, media_type=MEDIA_TYPES[export.format], headers=headers)


@OPERATIONS.declare(
    "POST",
    f"{_ONE}/cancel",
    "exports.cancel",
    "Stop an export that is not done.",
    answers={200: ExportAnswer},
    refusals=(409,),
)
async def cancel(call: Call) -> Answer:
    """Cancel an export."""
    return Answer(body=(await cancel_export(call.unit, call.path_id("exp", "export"))).to_plain())
