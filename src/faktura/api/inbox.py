"""The inbox over HTTP."""

from functools import partial
from typing import Any
from uuid import UUID

from faktura.api import parameters
from faktura.api.access import open_access
from faktura.api.answers import Answer, Problem, to_json
from faktura.api.apart import CREW, SECONDS_MAX, Busy, GaveUp
from faktura.api.checking import convert_plainly
from faktura.api.inbox_shapes import InboxItemAnswer, InboxList, InboxSettingsAnswer, ReasonsAnswer
from faktura.api.operation import Call, Operations
from faktura.api.own import PATH, own_organization
from faktura.api.paging import amount, day, make_cursor, moment, one_of, problem, public_id, read_page, text
from faktura.api.session_access import has_session, open_session_access
from faktura.audit.record import record_write
from faktura.checks import Finding, Severity
from faktura.documents import NotConvertible
from faktura.inbox import move
from faktura.inbox.errors import NotShowable
from faktura.inbox.examine import Examined, examine, given_up
from faktura.inbox.read import CHANNELS, PREFIX, VERDICTS, InboxItem, count_items, list_items, read_item, show_item
from faktura.inbox.reasons import REASONS, SOURCE
from faktura.inbox.receive import Received, prepare, record
from faktura.inbox.schemas import (
    AssignRequest,
    CommentRequest,
    InboxSettingsRequest,
    PaidRequest,
    QueryRequest,
    RejectRequest,
)
from faktura.inbox.settings import change_settings, read_four_eyes
from faktura.inbox.states import State
from faktura.organizations.read import read_standing
from faktura.storage.conditions import Place

OPERATIONS = Operations("inbox")

_PATH = "/v1/inbox"
_ONE = _PATH + "/{inbox_item}"
# Bytes of strangers are saved, never opened in the page that asks for them.
_APART = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}


def _item_id(call: Call) -> UUID:
    return call.path_id(PREFIX, "inbox_item")


def _name(query: list[tuple[str, str]]) -> str:
    """The name of an upload.

    Raises:
        Problem: 422 with everything that is unknown or wrong.
    """
    name, wrong = "", []
    for parameter, value in query:
        if parameter != "name":
            wrong.append(_refused(parameter, "parameter_unknown", "There is no such parameter; there is: name."))
            continue
        try:
            name = text(value)
        except ValueError as error:
            wrong.append(_refused("name", "value_invalid", str(error)))
    if wrong:
        raise problem(wrong)
    return name


def _refused(name: str, code: str, message: str) -> Finding:
    return Finding(rule=code, severity=Severity.FATAL, message=message, pointer=f"/{name}")


def _busy() -> Problem:
    return Problem(
        503, "documents_busy", "Too many documents are waiting.", "Ask again in a moment.", headers={"Retry-After": "5"}
    )


async def examine_apart(content: bytes) -> Examined:
    """Examine a document in a process of its own; what takes too much is unreadable.

    Raises:
        Problem: 503, too many are waiting.
    """
    try:
        examined: Examined = await CREW.run(examine, content)
    except Busy:
        raise _busy() from None
    except GaveUp:
        return given_up(f"The document takes more than {SECONDS_MAX} seconds, or too much memory; it was not read.")
    return examined


@OPERATIONS.declare(
    "POST",
    _PATH,
    "inbox.upload",
    "Put a received document into the inbox: UBL, CII, a PDF with or without XML inside, or anything else.",
    shape=bytes,
    bulk=True,
    answers={200: InboxItemAnswer, 201: InboxItemAnswer},
    parameters=parameters.texts("name"),
)
async def upload(call: Call) -> Answer:
    """Receive a document."""
    # Examining takes a while; the request's transaction ends before, and another one writes.
    return Answer(later=partial(_receive, call, _name(call.query)))


async def _receive(call: Call, name: str) -> Answer:
    incoming = await prepare(
        call.floor,
        content=call.raw,
        media_type=call.request.headers.get("content-type", "").partition(";")[0].strip().lower(),
        name=name,
        channel="api",
        examine=examine_apart,
    )
    opening = open_session_access if has_session(call.request, call.floor.settings) else open_access
    async with opening(
        call.floor, call.request, call.sent, needs="organization", scope="inbox:write", writes=True,
        request_id=call.request_id, history=call.history,
    ) as access:  # fmt: skip
        if access.replay is not None:
            headers = {**access.replay.headers, "Idempotent-Replayed": "true"}
            return Answer(
                body=access.replay.body,
                status=access.replay.status,
                media_type=headers.pop("content-type"),
                headers=headers,
            )
        # It may have been closed while the document was examined.
        (await read_standing(access.unit)).refuse_when_closed()
        received = await record(access.unit, incoming)
        body = {**await show_item(access.unit, received.item), "duplicate": received.duplicate}
        return await _remembered(call, access, received, body)


async def _remembered(call: Call, access: Any, received: Received, body: dict[str, Any]) -> Answer:
    status = 200 if received.duplicate else 201
    headers = {"Location": f"{_PATH}/{body['id']}"}
    await record_write(access.unit, "inbox.upload", body["id"], status=status, address=access.address)
    written = to_json(call.history.downgrade(call.api_version, body))
    await access.remember(status, {**headers, "content-type": "application/json"}, written)
    return Answer(body=written, status=status, headers=headers)


FILTERS = {
    "state": one_of(*State),
    "supplier": public_id("sup"),
    "purchase_order": public_id("por"),
    "duplicate_of": public_id(PREFIX),
    "assigned_to": text,
    "channel": one_of(*CHANNELS),
    "verdict": one_of(*VERDICTS),
    "number": text,
    "currency": text,
    "order_reference": text,
    "supplier_name": text,
    "supplier_vat_id": text,
    "sha256": text,
    "issue_date": day,
    "due_date": day,
    "total_with_vat": amount,
    "amount_due": amount,
    "received_at": moment,
    "q": text,
}
COMPARABLE = frozenset({"issue_date", "due_date", "total_with_vat", "amount_due", "received_at"})
_ORDERS = ("-created_at", "created_at", "-issue_date", "issue_date", "-due_date", "due_date")


@OPERATIONS.declare(
    "GET",
    _PATH,
    "inbox.list",
    "List received documents, newest first.",
    answers={200: InboxList},
    parameters=(
        *parameters.PAGING,
        parameters.words("state", *State),
        parameters.words("channel", *CHANNELS),
        parameters.words("verdict", *VERDICTS),
        *parameters.ids("supplier", "purchase_order", "duplicate_of"),
        *parameters.texts(
            "number", "currency", "order_reference", "supplier_name", "supplier_vat_id", "assigned_to", "sha256", "q"
        ),
        *parameters.dates("issue_date", "due_date"),
        *parameters.amounts("total_with_vat", "amount_due"),
        *parameters.times("received_at"),
        parameters.words("order", *_ORDERS),
        parameters.words("total", "true"),
    ),
)
async def list_all(call: Call) -> Answer:
    """List received documents."""
    page = read_page(
        call.query,
        filters=FILTERS,
        comparable=COMPARABLE,
        several=frozenset(FILTERS) - {"q"},
        options={"order": lambda value: value in _ORDERS, "total": lambda value: value == "true"},
    )
    words = next((each.value for each in page.conditions if each.field == "q"), None)
    conditions = [each for each in page.conditions if each.field != "q"]
    order = page.order
    after: Place | None = page.after
    if after is not None and order.field != "created_at":
        after = (after[0].date(), after[1])
    found = await list_items(call.unit, conditions, words, after, page.limit + 1, order)
    shown = found[: page.limit]
    more = len(found) > page.limit
    cursor = make_cursor(_place(shown[-1], order.field), shown[-1].id) if more else None
    body: dict[str, Any] = {
        "data": [each.summary_plain() for each in shown],
        "has_more": more,
        "next_cursor": cursor,
    }
    if "total" in page.options:
        body["total"] = await count_items(call.unit, conditions, words)
    return Answer(body=body)


def _place(item: InboxItem, field: str) -> Any:
    """What an item is ordered by; one without a date stands before all that have one."""
    if field == "created_at":
        return item.created_at
    return getattr(item.facts, field) or day("1900-01-01")


@OPERATIONS.declare(
    "GET",
    f"{_PATH}/reasons",
    "inbox.reasons",
    "The reason codes of rejections and questions (OPStatusReason of Peppol BIS 63).",
    answers={200: ReasonsAnswer},
)
async def reasons(call: Call) -> Answer:
    """List reason codes."""
    data = [{"code": code, "meaning": meaning} for code, meaning in REASONS.items()]
    return Answer(body={"object": "inbox_reasons", "source": SOURCE, "data": data})


@OPERATIONS.declare("GET", _ONE, "inbox.get", "Get a received document.", answers={200: InboxItemAnswer})
async def get(call: Call) -> Answer:
    """Get a received document."""
    return Answer(body={**await show_item(call.unit, _item_id(call)), "duplicate": False})


@OPERATIONS.declare(
    "GET",
    f"{_ONE}/original",
    "inbox.original",
    "The bytes as they were received.",
    answers={200: None},
    media_types=("application/octet-stream", "application/pdf"),
)
async def original(call: Call) -> Answer:
    """Download the original."""
    item = await read_item(call.unit, _item_id(call))

    async def read() -> Answer:
        content = await call.floor.objects.get(item.sha256)
        kind = _kind_of(content)
        headers = {
            **_APART,
            "Content-Disposition": f'attachment; filename="{item.public_id}.{kind}"',
            "ETag": f'"{item.sha256}"',
        }
        media_type = "application/pdf" if kind == "pdf" else "application/octet-stream"
        return Answer(body=content, media_type=media_type, headers=headers)

    return Answer(later=read)


def _kind_of(content: bytes) -> str:
    """The ending of a file's name, by its bytes: its sender's name for it is not to be trusted."""
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF-"):
        return "pdf"
    return {b"<": "xml", b"{": "json"}.get(start[:1], "bin")


@OPERATIONS.declare(
    "GET",
    f"{_ONE}/pdf",
    "inbox.pdf",
    "What was read of a received document, as a page of ours.",
    answers={200: None},
    media_types=("application/pdf",),
    parameters=(parameters.query("language", {"type": "string", "pattern": "^[a-z]{2}$", "default": "en"}),),
)
async def pdf(call: Call) -> Answer:
    """Show a received document as a PDF."""
    language = "en"
    for name, value in call.query:
        if name != "language" or len(value) != 2 or not value.isascii() or not value.islower():
            raise problem([_refused(name, "value_invalid", "Send language=en, or no parameter.")])
        language = value
    item = await read_item(call.unit, _item_id(call))
    if item.verdict not in ("valid", "invalid"):
        raise NotShowable("Nothing could be read that a page could show. GET /original has the bytes as they came.")

    async def shown() -> Answer:
        content = await call.floor.objects.get(item.sha256)
        try:
            converted = await CREW.run(convert_plainly, content, "pdf", "", language)
        except Busy:
            raise _busy() from None
        except (GaveUp, NotConvertible) as error:
            raise NotShowable(f"It can't be shown as a page: {error}") from None
        headers = {**_APART, "Content-Disposition": f'inline; filename="{item.public_id}.pdf"'}
        return Answer(body=converted.content, media_type="application/pdf", headers=headers)

    return Answer(later=shown)


async def _moved(call: Call, item: InboxItem) -> Answer:
    return Answer(body={**await show_item(call.unit, item.id), "duplicate": False})


@OPERATIONS.declare(
    "POST",
    f"{_ONE}/assign",
    "inbox.assign",
    "Give a received document to somebody to look at.",
    shape=AssignRequest,
    body_optional=True,
    answers={200: InboxItemAnswer},
    refusals=(409, 412),
)
async def assign(call: Call) -> Answer:
    """Assign a document."""
    moved = await move.assign(call.unit, _item_id(call), call.body, expected_version=call.expected_version())
    return await _moved(call, moved)


@OPERATIONS.declare(
    "POST",
    f"{_ONE}/query",
    "inbox.query",
    "Put a received document in question.",
    shape=QueryRequest,
    answers={200: InboxItemAnswer},
    refusals=(409, 412),
)
async def query(call: Call) -> Answer:
    """Put a document in question."""
    moved = await move.query(call.unit, _item_id(call), call.body, expected_version=call.expected_version())
    return await _moved(call, moved)


@OPERATIONS.declare(
    "POST",
    f"{_ONE}/approve",
    "inbox.approve",
    "Approve a received document; where two must, it stays in review until the second one does.",
    scope="inbox:approve",
    shape=CommentRequest,
    body_optional=True,
    answers={200: InboxItemAnswer},
    refusals=(409, 412),
)
async def approve(call: Call) -> Answer:
    """Approve a document."""
    expected = call.expected_version()
    moved = await move.approve(call.unit, _item_id(call), call.body.comment, expected_version=expected)
    return await _moved(call, moved)


@OPERATIONS.declare(
    "POST",
    f"{_ONE}/reject",
    "inbox.reject",
    "Reject a received document, with reason codes that its sender can be told.",
    scope="inbox:approve",
    shape=RejectRequest,
    answers={200: InboxItemAnswer},
    refusals=(409, 412),
)
async def reject(call: Call) -> Answer:
    """Reject a document."""
    moved = await move.reject(call.unit, _item_id(call), call.body, expected_version=call.expected_version())
    return await _moved(call, moved)


@OPERATIONS.declare(
    "POST",
    f"{_ONE}/pay",
    "inbox.pay",
    "Remember that a received document was paid; no money moves by it.",
    scope="inbox:pay",
    shape=PaidRequest,
    body_optional=True,
    answers={200: InboxItemAnswer},
    refusals=(409, 412),
)
async def pay(call: Call) -> Answer:
    """Mark a document as paid."""
    moved = await move.pay(call.unit, _item_id(call), call.body, expected_version=call.expected_version())
    return await _moved(call, moved)


@OPERATIONS.declare(
    "POST",
    f"{_ONE}/archive",
    "inbox.archive",
    "Put a received document away; nothing is deleted.",
    shape=CommentRequest,
    body_optional=True,
    answers={200: InboxItemAnswer},
    refusals=(409, 412),
)
async def archive(call: Call) -> Answer:
    """Archive a document."""
    expected = call.expected_version()
    moved = await move.archive(call.unit, _item_id(call), call.body.comment, expected_version=expected)
    return await _moved(call, moved)


@OPERATIONS.declare(
    "POST",
    f"{_ONE}/reopen",
    "inbox.reopen",
    "Look at a received document again; approvals that were given count no more.",
    shape=CommentRequest,
    body_optional=True,
    answers={200: InboxItemAnswer},
    refusals=(409, 412),
)
async def reopen(call: Call) -> Answer:
    """Reopen a document."""
    expected = call.expected_version()
    moved = await move.reopen(call.unit, _item_id(call), call.body.comment, expected_version=expected)
    return await _moved(call, moved)


@OPERATIONS.declare(
    "GET",
    f"{PATH}/inbox",
    "organizations.inbox.get",
    "How the organization works on its inbox.",
    answers={200: InboxSettingsAnswer},
)
async def get_settings(call: Call) -> Answer:
    """Get the inbox's settings."""
    await own_organization(call)
    return Answer(body={"object": "inbox_settings", "four_eyes": await read_four_eyes(call.unit)})


@OPERATIONS.declare(
    "PUT",
    f"{PATH}/inbox",
    "organizations.inbox.put",
    "Set how the organization works on its inbox: whether two must approve.",
    scope="organizations:write",
    shape=InboxSettingsRequest,
    answers={200: InboxSettingsAnswer},
)
async def put_settings(call: Call) -> Answer:
    """Set the inbox's settings."""
    await own_organization(call)
    await change_settings(call.unit, call.body)
    return Answer(body={"object": "inbox_settings", "four_eyes": await read_four_eyes(call.unit)})
