"""Invoices and their like over HTTP: drafts and issued documents under one roof, as users see them."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from faktura.api import parameters
from faktura.api.answers import Answer, Problem
from faktura.api.body import read_plain_shape
from faktura.api.document_answers import issued_body, show_document, show_draft, summary_of, unnumbered
from faktura.api.document_shapes import SendAnswer
from faktura.api.operation import Call, Operations
from faktura.api.paging import amount, day, make_cursor, moment, one_of, public_id, read_page, text
from faktura.api.shapes import (
    DocumentAnswer,
    DocumentList,
    PreviewAnswer,
)
from faktura.checks import Finding, Severity, fatal
from faktura.deliveries.plan import create_delivery, plan_send
from faktura.drafts.errors import DraftNotFound
from faktura.drafts.read import count_drafts, list_drafts, prepare, read_draft
from faktura.drafts.schemas import InvoiceRequest, SendRequest
from faktura.drafts.write import change_draft, create_draft, delete_draft, merged
from faktura.invoices.credit import credit_request, duplicate_request
from faktura.invoices.errors import InvoiceFrozen
from faktura.invoices.issue import Issue, issue_draft, issue_request
from faktura.invoices.read import (
    count_invoices,
    list_invoices,
    read_invoice,
)
from faktura.invoices.render import branding_of, page_of, write_as
from faktura.invoices.schemas import CreditRequest, IssueRequest
from faktura.model import DOCUMENT_TYPES
from faktura.organizations.tenants import mode_of
from faktura.sockets import RenderOptions
from faktura.storage.conditions import Order, Place
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit
from faktura.templates.content import PDF
from faktura.templates.read import active_mark

OPERATIONS = Operations("invoices")

FILE_WAIT_SECONDS = 10
_PATH = "/v1/invoices"
_ONE = _PATH + "/{invoice}"


def _require(call: Call, *, issue: bool, send: SendRequest | None) -> None:
    """Ask for the scopes of what is wanted besides writing.

    Raises:
        Problem: 403.
    """
    if issue:
        call.require("invoices:issue")
        if send is not None:
            call.require("invoices:send")


async def _answer_issue(call: Call, issue: Issue, send: SendRequest | None, status: int) -> Answer:
    unit, issued = call.unit, issue.issued
    body = issued_body(issued, mode_of(unit.tenant))
    if send is not None:
        plan = await plan_send(unit, send, issue.prepared.completed.email)
        delivery = await create_delivery(unit, issued.id, plan, attempt=False)
        body["deliveries"] = [delivery.to_plain()]
        body["findings"] = [*issued.findings, *(found.to_plain() for found in plan.findings)]
    return Answer(body=body, status=status, headers={"Location": body["links"]["self"]}, wait_for=issued.id)


@OPERATIONS.declare(
    "POST",
    _PATH,
    "invoices.create",
    "Create a document: a draft, or issued at once with issue, and sent with send.",
    shape=InvoiceRequest,
    answers={201: DocumentAnswer},
    refusals=(409,),
)
async def create(call: Call) -> Answer:
    """Create a document."""
    request: InvoiceRequest = call.body
    _require(call, issue=request.issue, send=request.send)
    if request.issue:
        return await _answer_issue(call, await issue_request(call.unit, request), request.send, 201)
    draft, prepared = await create_draft(call.unit, request)
    answer = show_draft(draft, prepared, mode_of(call.unit.tenant))
    return replace(answer, status=201, headers={**answer.headers, "Location": answer.body["links"]["self"]})


@OPERATIONS.declare(
    "POST",
    f"{_PATH}/preview",
    "invoices.preview",
    "See what a document would be, without storing anything; as PDF with Accept: application/pdf.",
    scope="invoices:read",
    shape=InvoiceRequest,
    reads_only=True,
    answers={200: PreviewAnswer},
    media_types=("application/json", "application/pdf"),
)
async def preview(call: Call) -> Answer:
    """Preview a document."""
    prepared = await prepare(call.unit, call.body)
    completed = prepared.completed
    if "application/pdf" in call.request.headers.get("accept", ""):
        branding = prepared.organization.branding
        logo = await call.floor.objects.get(branding.logo_sha256) if branding.logo_sha256 else b""
        options = RenderOptions(
            language=completed.language,
            branding=branding_of(branding.frozen(completed.language), logo),
            printed_texts=completed.printed_texts,
            preview=True,
            page=await page_of(call.unit, await active_mark(call.unit, PDF)),
        )

        async def rendered() -> Answer:
            made, _ = await write_as("pdf", completed.invoice, options)
            return Answer(body=made.content, media_type=made.media_type)

        return Answer(later=rendered)
    body = {
        "object": "preview",
        "document_type": completed.document_type.name,
        "language": completed.language,
        **unnumbered(completed.invoice),
        "findings": [found.to_plain() for found in completed.findings],
        "issuable": not fatal(completed.findings),
        "printed_texts": list(completed.printed_texts),
    }
    return Answer(body=body)


FILTERS = {
    "status": one_of("draft", "issued"),
    "state": one_of("draft", "issued"),
    "number": text,
    "document_type": one_of(*DOCUMENT_TYPES),
    "customer": public_id("cus"),
    "brand": public_id("brd"),
    "external_id": text,
    "currency": text,
    "issue_date": day,
    "due_date": day,
    "total_with_vat": amount,
    "buyer_name": text,
    "corrects": public_id("inv"),
    "created_at": moment,
    "issued_at": moment,
    "q": text,
}
# A document is a draft or issued, and both are listed anyway.
SEVERAL = frozenset(FILTERS) - {"status", "state", "q"}
COMPARABLE = frozenset({"issue_date", "due_date", "total_with_vat", "created_at", "issued_at"})
_ORDERS = ("-created_at", "created_at", "-issue_date", "issue_date")


@OPERATIONS.declare(
    "GET",
    _PATH,
    "invoices.list",
    "List documents, newest first.",
    answers={200: DocumentList},
    expands=("customer",),
    parameters=(
        *parameters.PAGING,
        parameters.words("status", "draft", "issued"),
        parameters.words("state", "draft", "issued"),
        parameters.words("document_type", *DOCUMENT_TYPES),
        *parameters.ids("customer", "brand", "corrects"),
        *parameters.texts("number", "external_id", "currency", "buyer_name", "q"),
        *parameters.dates("issue_date", "due_date"),
        *parameters.amounts("total_with_vat"),
        *parameters.times("created_at", "issued_at"),
        parameters.words("order", *_ORDERS),
        parameters.words("total", "true"),
    ),
)
async def list_all(call: Call) -> Answer:
    """List drafts and issued documents together."""
    page = read_page(
        call.query,
        filters=FILTERS,
        comparable=COMPARABLE,
        several=SEVERAL,
        options={"order": lambda value: value in _ORDERS, "total": lambda value: value == "true"},
    )
    states = {each.value for each in page.conditions if each.field in ("status", "state")} or {"draft", "issued"}
    words = next((each.value for each in page.conditions if each.field == "q"), None)
    conditions = [each for each in page.conditions if each.field not in ("status", "state", "q")]
    order = page.order
    after: Place | None = page.after
    if after is not None and order.field == "issue_date":
        after = (after[0].date(), after[1])
    found: list[tuple[Any, str]] = []
    total = 0
    if states == {"issued"} or states == {"draft", "issued"}:
        rows = await list_invoices(call.unit, conditions, words, after, page.limit + 1, order)
        total += await count_invoices(call.unit, conditions, words) if "total" in page.options else 0
        found.extend((row, "issued") for row in rows)
    # A draft has no number and corrects nothing yet, so filters on these find no draft.
    numbered = any(each.field in ("number", "corrects", "issued_at") for each in conditions)
    if (states == {"draft"} or states == {"draft", "issued"}) and not numbered:
        rows = await list_drafts(call.unit, conditions, words, after, page.limit + 1, order)
        found.extend((row, "draft") for row in rows)
        total += await count_drafts(call.unit, conditions, words) if "total" in page.options else 0
    found.sort(key=lambda item: (_place(item[0], order), item[0]["id"]), reverse=order.descending)
    shown = found[: page.limit]
    more = len(found) > page.limit
    cursor = make_cursor(_place(shown[-1][0], order), shown[-1][0]["id"]) if more else None
    body = {"data": [summary_of(row, state) for row, state in shown], "has_more": more, "next_cursor": cursor}
    return Answer(body={**body, "total": total} if "total" in page.options else body)


def _place(row: Any, order: Order) -> Any:
    """What a row is ordered by; a draft without a date stands before all that have one."""
    return row[order.field] or date(1900, 1, 1)


@OPERATIONS.declare(
    "GET",
    _ONE,
    "invoices.get",
    "Get a document.",
    answers={200: DocumentAnswer},
    expands=("customer", "corrects", "corrected_by"),
)
async def get(call: Call) -> Answer:
    """Get a document."""
    return await show_document(call.unit, call.path_id("inv", "invoice"))


async def _refuse_issued(unit: Unit, invoice: UUID) -> None:
    """An issued document is frozen: say so, instead of «not found».

    Raises:
        InvoiceFrozen, InvoiceNotFound.
    """
    issued = await read_invoice(unit, invoice)
    raise InvoiceFrozen(
        f"{issued.number} is issued: it can't be changed or deleted by any road. Make a credit note with "
        f"POST {_PATH}/{show_id('inv', invoice)}/credit."
    )


async def _change(call: Call, request: InvoiceRequest, invoice: UUID) -> Answer:
    if request.issue:
        told = "A change does not issue: leave issue out, then send POST /v1/invoices/{id}/issue."
        wrong = Finding(rule="issue_not_taken", severity=Severity.FATAL, message=told, pointer="/issue")
        raise Problem(422, "invalid", "What was sent is not right.", "1 things are wrong.", findings=[wrong])
    draft, prepared = await change_draft(call.unit, invoice, request, expected_version=call.expected_version())
    return show_draft(draft, prepared, mode_of(call.unit.tenant))


@OPERATIONS.declare(
    "PATCH",
    _ONE,
    "invoices.change",
    "Change a draft (JSON Merge Patch: lists are replaced, null removes).",
    shape=dict,
    changes=InvoiceRequest,
    merge_patch=True,
    answers={200: DocumentAnswer},
    refusals=(409, 412),
)
async def change(call: Call) -> Answer:
    """Change a draft."""
    invoice = call.path_id("inv", "invoice")
    try:
        current = await read_draft(call.unit, invoice, lock=True)
    except DraftNotFound:
        await _refuse_issued(call.unit, invoice)
        raise
    return await _change(call, read_plain_shape(InvoiceRequest, merged(current, call.body)), invoice)


@OPERATIONS.declare(
    "PUT",
    _ONE,
    "invoices.replace",
    "Replace a draft as a whole.",
    shape=InvoiceRequest,
    answers={200: DocumentAnswer},
    refusals=(409, 412),
)
async def put(call: Call) -> Answer:
    """Replace a draft."""
    invoice = call.path_id("inv", "invoice")
    try:
        return await _change(call, call.body, invoice)
    except DraftNotFound:
        await _refuse_issued(call.unit, invoice)
        raise


@OPERATIONS.declare("DELETE", _ONE, "invoices.delete", "Delete a draft.", answers={204: None}, refusals=(409,))
async def delete(call: Call) -> Answer:
    """Delete a draft."""
    invoice = call.path_id("inv", "invoice")
    try:
        await delete_draft(call.unit, invoice)
    except DraftNotFound:
        await _refuse_issued(call.unit, invoice)
    return Answer(status=204)


@OPERATIONS.declare(
    "POST",
    f"{_ONE}/issue",
    "invoices.issue",
    "Issue a draft: it is checked, gets its number, and is frozen.",
    scope="invoices:issue",
    shape=IssueRequest,
    body_optional=True,
    answers={200: DocumentAnswer},
    refusals=(409, 412),
)
async def issue(call: Call) -> Answer:
    """Issue a draft."""
    invoice = call.path_id("inv", "invoice")
    try:
        made = await issue_draft(call.unit, invoice, expected_version=call.expected_version())
    except DraftNotFound:
        await _refuse_issued(call.unit, invoice)
        raise
    # A draft may say where it goes once issued; whoever issues it sends it.
    _require(call, issue=True, send=call.body.send or made.request.send)
    return await _answer_issue(call, made, call.body.send or made.request.send, 200)


@OPERATIONS.declare(
    "POST",
    f"{_ONE}/send",
    "invoices.send",
    "Send an issued document.",
    scope="invoices:send",
    shape=SendRequest,
    body_optional=True,
    answers={202: SendAnswer},
    refusals=(409,),
)
async def send(call: Call) -> Answer:
    """Send an issued document."""
    invoice = call.path_id("inv", "invoice")
    issued = await read_invoice(call.unit, invoice)
    plan = await plan_send(call.unit, call.body, issued.email)
    delivery = await create_delivery(call.unit, invoice, plan, attempt=True)
    return Answer(body={**delivery.to_plain(), "findings": [found.to_plain() for found in plan.findings]}, status=202)


@OPERATIONS.declare(
    "POST",
    f"{_ONE}/credit",
    "invoices.credit",
    "Make a credit note for an issued document: a draft, or issued at once.",
    shape=CreditRequest,
    body_optional=True,
    answers={201: DocumentAnswer},
    refusals=(409,),
)
async def credit(call: Call) -> Answer:
    """Make a credit note."""
    issued = await read_invoice(call.unit, call.path_id("inv", "invoice"))
    asked: CreditRequest = call.body
    _require(call, issue=asked.issue, send=asked.send)
    request = credit_request(issued, asked)
    if asked.issue:
        return await _answer_issue(call, await issue_request(call.unit, request), asked.send, 201)
    draft, prepared = await create_draft(call.unit, request)
    return replace(show_draft(draft, prepared, mode_of(call.unit.tenant)), status=201)


@OPERATIONS.declare(
    "POST",
    f"{_ONE}/duplicate",
    "invoices.duplicate",
    "Make a new draft with the content of an issued document.",
    answers={201: DocumentAnswer},
    refusals=(409,),
)
async def duplicate(call: Call) -> Answer:
    """Duplicate an issued document."""
    issued = await read_invoice(call.unit, call.path_id("inv", "invoice"))
    draft, prepared = await create_draft(call.unit, duplicate_request(issued))
    return replace(show_draft(draft, prepared, mode_of(call.unit.tenant)), status=201)
