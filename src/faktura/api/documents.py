"""Invoices and their like over HTTP: drafts and issued documents under one roof, as users see them."""

from dataclasses import fields, replace
from typing import Any
from uuid import UUID

from faktura.api import parameters
from faktura.api.answers import Answer, Problem
from faktura.api.body import read_plain_shape
from faktura.api.operation import Call, Operations, files_are_there, wait_seconds
from faktura.api.paging import amount, day, make_cursor, one_of, public_id, read_page, text
from faktura.api.shapes import (
    DocumentAnswer,
    DocumentList,
    ExplanationAnswer,
    PlainList,
    PreviewAnswer,
    StatusAnswer,
)
from faktura.calculation import calculate
from faktura.checks import Finding, Severity, fatal
from faktura.deliveries.plan import create_delivery, plan_send
from faktura.deliveries.read import list_deliveries
from faktura.drafts.errors import DraftNotFound
from faktura.drafts.read import Draft, Prepared, list_drafts, prepare, read_draft
from faktura.drafts.schemas import InvoiceRequest, SendRequest
from faktura.drafts.write import change_draft, create_draft, delete_draft, merged
from faktura.invoices.credit import credit_request, duplicate_request
from faktura.invoices.errors import FileNotFound, InvoiceFrozen, InvoiceNotFound
from faktura.invoices.issue import Issue, issue_draft, issue_request
from faktura.invoices.links import create_link, current_link, list_links, revoke_link
from faktura.invoices.read import (
    IssuedInvoice,
    list_events,
    list_files,
    list_invoices,
    read_file,
    read_invoice,
)
from faktura.invoices.schemas import CreditRequest, IssueRequest, LinkRequest
from faktura.model import DOCUMENT_TYPES, DocumentAllowance, Invoice, Line, LineAllowance, Totals
from faktura.model.json import to_plain
from faktura.organizations.tenants import mode_of
from faktura.payments.read import payment_summary
from faktura.registry import formats
from faktura.sockets import Branding, RenderOptions
from faktura.storage.ids import read_id, show_id
from faktura.storage.unit import Unit, open_unit

OPERATIONS = Operations("invoices")

FILE_WAIT_SECONDS = 10
_PATH = "/v1/invoices"
_ONE = _PATH + "/{invoice}"


def _unnumbered(invoice: Invoice) -> dict[str, Any]:
    """A document as JSON-ready data, with nothing where its number will stand."""
    document = to_plain(replace(invoice, number=None))
    for instructions in document.get("payment_instructions", ()):
        if instructions.get("remittance_information") == invoice.number:
            del instructions["remittance_information"]
    return document


def _show_draft(draft: Draft, prepared: Prepared, mode: str) -> Answer:
    completed = prepared.completed
    document = _unnumbered(completed.invoice)
    invoice_id = show_id("inv", draft.id)
    body = {
        "id": invoice_id,
        "object": "invoice",
        "state": "draft",
        "mode": mode,
        "document_type": completed.document_type.name,
        "language": completed.language,
        "number": None,
        **document,
        "customer": show_id("cus", prepared.customer) if prepared.customer else None,
        "external_id": draft.external_id,
        "metadata": dict(draft.request.metadata or {}),
        "corrects": draft.request.corrects,
        "findings": [found.to_plain() for found in completed.findings],
        "files": [],
        "links": {"self": f"{_PATH}/{invoice_id}", "explain": f"{_PATH}/{invoice_id}/explain"},
        "version": draft.version,
        "created_at": draft.created_at,
        "issued_at": None,
    }
    return Answer(body=body, headers={"ETag": f'"{draft.version}"'})


def _issued_body(issued: IssuedInvoice, mode: str) -> dict[str, Any]:
    invoice_id = show_id("inv", issued.id)
    path = f"{_PATH}/{invoice_id}"
    return {
        "id": invoice_id,
        "object": "invoice",
        "state": "issued",
        "mode": mode,
        "document_type": issued.document_type,
        "language": issued.language,
        **issued.document,
        "customer": issued.sealed["customer"],
        "external_id": issued.sealed["external_id"],
        "metadata": issued.sealed["metadata"],
        "corrects": issued.sealed["corrects"],
        "corrected_by": [show_id("inv", each) for each in issued.corrected_by],
        "findings": issued.findings,
        "files": [],
        "links": {
            "self": path,
            "status": f"{path}/status",
            "explain": f"{path}/explain",
            "pdf": f"{path}/pdf",
            "xml": f"{path}/xml?format=ubl",
        },
        "series": issued.sealed["series"],
        "sequence": issued.sealed["sequence"],
        "hash": issued.hash.hex(),
        "previous_hash": issued.previous_hash.hex() if issued.previous_hash else None,
        "created_at": issued.created_at,
        "issued_at": issued.issued_at,
    }


async def show_issued(unit: Unit, invoice: UUID) -> Answer:
    """An issued document with its files, its page and its deliveries."""
    issued = await read_invoice(unit, invoice)
    body = _issued_body(issued, mode_of(unit.tenant))
    body["files"] = [file.to_plain(invoice) for file in await list_files(unit, invoice)]
    body["deliveries"] = [each.to_plain() for each in await list_deliveries(unit, invoice=invoice)]
    link = await current_link(unit, invoice)
    if link is not None:
        body["links"]["page"] = link.url
    return Answer(body=body)


async def show_document(unit: Unit, invoice: UUID) -> Answer:
    """A draft or an issued document.

    Raises:
        InvoiceNotFound: neither.
    """
    try:
        draft = await read_draft(unit, invoice)
    except DraftNotFound:
        return await show_issued(unit, invoice)
    return _show_draft(draft, await prepare(unit, draft.request), mode_of(unit.tenant))


async def _answer_issue(call: Call, issue: Issue, send: SendRequest | None, status: int) -> Answer:
    unit, issued = call.unit, issue.issued
    body = _issued_body(issued, mode_of(unit.tenant))
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
    if request.issue:
        return await _answer_issue(call, await issue_request(call.unit, request), request.send, 201)
    draft, prepared = await create_draft(call.unit, request)
    answer = _show_draft(draft, prepared, mode_of(call.unit.tenant))
    return replace(answer, status=201, headers={**answer.headers, "Location": answer.body["links"]["self"]})


@OPERATIONS.declare(
    "POST",
    f"{_PATH}/preview",
    "invoices.preview",
    "See what a document would be, without storing anything; as PDF with Accept: application/pdf.",
    shape=InvoiceRequest,
    answers={200: PreviewAnswer},
    media_types=("application/json", "application/pdf"),
)
async def preview(call: Call) -> Answer:
    """Preview a document."""
    prepared = await prepare(call.unit, call.body)
    completed = prepared.completed
    if "application/pdf" in call.request.headers.get("accept", ""):
        branding = prepared.organization.branding
        objects = call.floor.objects
        logo = await objects.get(branding.logo_sha256) if branding.logo_sha256 else b""
        options = RenderOptions(
            language=completed.language,
            branding=Branding(
                colour=branding.colour,
                footer=branding.footer,
                logo=logo,
                logo_media_type=branding.logo_media_type or "",
            ),
            printed_texts=completed.printed_texts,
            preview=True,
        )
        rendered = formats()["pdf"].write(completed.invoice, options)
        return Answer(body=rendered.content, media_type=rendered.media_type)
    body = {
        "object": "preview",
        "document_type": completed.document_type.name,
        "language": completed.language,
        **_unnumbered(completed.invoice),
        "findings": [found.to_plain() for found in completed.findings],
        "issuable": not fatal(completed.findings),
        "printed_texts": list(completed.printed_texts),
    }
    return Answer(body=body)


_DOCUMENT_FILTERS = {
    "status": one_of("draft", "issued"),
    "state": one_of("draft", "issued"),
    "number": text,
    "document_type": one_of(*DOCUMENT_TYPES),
    "customer": public_id("cus"),
    "external_id": text,
    "currency": text,
    "issue_date": day,
    "due_date": day,
    "total_with_vat": amount,
    "buyer_name": text,
    "corrects": public_id("inv"),
    "q": text,
}
_COMPARABLE = frozenset({"issue_date", "due_date", "total_with_vat"})


def _summary(row: Any, state: str) -> dict[str, Any]:
    held = dict(row)
    return {
        "id": show_id("inv", held["id"]),
        "object": "invoice",
        "state": state,
        "document_type": held["document_type"],
        "number": held.get("number"),
        "issue_date": held["issue_date"],
        "due_date": held["due_date"],
        "currency": held["currency"],
        "total_with_vat": held["total_with_vat"],
        "amount_due": held.get("amount_due"),
        "buyer_name": held["buyer_name"],
        "customer": show_id("cus", held["customer"]) if held["customer"] else None,
        "external_id": held["external_id"],
        "created_at": held["created_at"],
        "issued_at": held.get("issued_at"),
    }


@OPERATIONS.declare(
    "GET",
    _PATH,
    "invoices.list",
    "List documents, newest first.",
    answers={200: DocumentList},
    parameters=(
        *parameters.PAGING,
        parameters.words("status", "draft", "issued"),
        parameters.words("state", "draft", "issued"),
        parameters.words("document_type", *DOCUMENT_TYPES),
        *parameters.ids("customer", "corrects"),
        *parameters.texts("number", "external_id", "currency", "buyer_name", "q"),
        *parameters.dates("issue_date", "due_date"),
        *parameters.amounts("total_with_vat"),
        parameters.words("order", "-created_at"),
    ),
)
async def list_all(call: Call) -> Answer:
    """List drafts and issued documents together."""
    page = read_page(
        call.query,
        filters=_DOCUMENT_FILTERS,
        comparable=_COMPARABLE,
        options={"order": lambda value: value == "-created_at"},
    )
    states = {each.value for each in page.conditions if each.field in ("status", "state")} or {"draft", "issued"}
    words = next((each.value for each in page.conditions if each.field == "q"), None)
    conditions = [each for each in page.conditions if each.field not in ("status", "state", "q")]
    found: list[tuple[Any, str]] = []
    if states == {"issued"} or states == {"draft", "issued"}:
        rows = await list_invoices(call.unit, conditions, words, page.after, page.limit + 1)
        found.extend((row, "issued") for row in rows)
    # A draft has no number and corrects nothing yet, so filters on these find no draft.
    numbered = any(each.field in ("number", "corrects") for each in conditions)
    if (states == {"draft"} or states == {"draft", "issued"}) and not numbered:
        rows = await list_drafts(call.unit, conditions, words, page.after, page.limit + 1)
        found.extend((row, "draft") for row in rows)
    found.sort(key=lambda item: (item[0]["created_at"], item[0]["id"]), reverse=True)
    shown = found[: page.limit]
    more = len(found) > page.limit
    cursor = make_cursor(shown[-1][0]["created_at"], shown[-1][0]["id"]) if more else None
    data = [_summary(row, state) for row, state in shown]
    return Answer(body={"data": data, "has_more": more, "next_cursor": cursor})


@OPERATIONS.declare("GET", _ONE, "invoices.get", "Get a document.", answers={200: DocumentAnswer})
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
    return _show_draft(draft, prepared, mode_of(call.unit.tenant))


@OPERATIONS.declare(
    "PATCH",
    _ONE,
    "invoices.change",
    "Change a draft (JSON Merge Patch: lists are replaced, null removes).",
    shape=dict,
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
    return await _answer_issue(call, made, call.body.send or made.request.send, 200)


@OPERATIONS.declare(
    "POST",
    f"{_ONE}/send",
    "invoices.send",
    "Send an issued document.",
    shape=SendRequest,
    body_optional=True,
    answers={202: dict},
    refusals=(409,),
)
async def send(call: Call) -> Answer:
    """Send an issued document."""
    invoice = call.path_id("inv", "invoice")
    issued = await read_invoice(call.unit, invoice)
    plan = await plan_send(call.unit, call.body, issued.email)
    written = bool(await list_files(call.unit, invoice))
    delivery = await create_delivery(call.unit, invoice, plan, attempt=written)
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
    request = credit_request(issued, asked)
    if asked.issue:
        return await _answer_issue(call, await issue_request(call.unit, request), asked.send, 201)
    draft, prepared = await create_draft(call.unit, request)
    return replace(_show_draft(draft, prepared, mode_of(call.unit.tenant)), status=201)


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
    return replace(_show_draft(draft, prepared, mode_of(call.unit.tenant)), status=201)


@OPERATIONS.declare(
    "GET",
    f"{_ONE}/explain",
    "invoices.explain",
    "How every derived value came to be.",
    answers={200: ExplanationAnswer},
)
async def explain(call: Call) -> Answer:
    """Explain a document."""
    invoice = call.path_id("inv", "invoice")
    try:
        draft = await read_draft(call.unit, invoice)
    except DraftNotFound:
        issued = await read_invoice(call.unit, invoice)
        # What was calculated is calculated again from what was given; the checks saw to it that it comes out the same.
        steps = [*issued.derivations, *(step.to_plain() for step in calculate(_without_sums(issued.invoice)).steps)]
    else:
        completed = (await prepare(call.unit, draft.request, explain=True)).completed
        steps = [step.to_plain() for step in (*completed.derivations, *completed.steps)]
    return Answer(body={"id": show_id("inv", invoice), "object": "explanation", "steps": steps})


def _without_sums(invoice: Invoice) -> Invoice:
    """A document without what the calculation derives."""

    def bare(each: LineAllowance | DocumentAllowance) -> Any:
        return replace(each, amount=None) if each.percent is not None and each.base_amount is not None else each

    def bare_line(line: Line) -> Line:
        return replace(
            line,
            net_amount=None,
            allowances=tuple(bare(each) for each in line.allowances),
            charges=tuple(bare(each) for each in line.charges),
        )

    totals = invoice.totals or Totals()
    kept = {"prepaid_amount", "rounding_amount", "total_vat_accounting"}
    return replace(
        invoice,
        lines=tuple(bare_line(line) for line in invoice.lines),
        allowances=tuple(bare(each) for each in invoice.allowances),
        charges=tuple(bare(each) for each in invoice.charges),
        vat_breakdown=tuple(replace(row, taxable_amount=None, tax_amount=None) for row in invoice.vat_breakdown),
        totals=Totals(**{each.name: getattr(totals, each.name) for each in fields(Totals) if each.name in kept}),
    )


@OPERATIONS.declare(
    "GET",
    f"{_ONE}/status",
    "invoices.status",
    "Where a document stands: payment on a day (today, or as_of), deliveries, files, timeline.",
    answers={200: StatusAnswer},
    parameters=(parameters.query("as_of", parameters.DATE, "The day asked for."),),
)
async def status(call: Call) -> Answer:
    """The status of a document."""
    unit, invoice = call.unit, call.path_id("inv", "invoice")
    page = read_page(call.query, filters={"as_of": day})
    on = page.conditions[0].value if page.conditions else unit.now.date()
    body: dict[str, Any] = {"id": show_id("inv", invoice), "object": "status"}
    try:
        await read_draft(unit, invoice)
    except DraftNotFound:
        issued = await read_invoice(unit, invoice)
        body |= {
            "state": "issued",
            "number": issued.number,
            "payment": (await payment_summary(unit, issued, on)).to_plain(),
            "deliveries": [each.to_plain() for each in await list_deliveries(unit, invoice=invoice)],
            "files": [file.to_plain(invoice) for file in await list_files(unit, invoice)],
            "corrected_by": [show_id("inv", each) for each in issued.corrected_by],
        }
    else:
        body |= {"state": "draft", "number": None, "payment": None, "deliveries": [], "files": [], "corrected_by": []}
    body["timeline"] = await list_events(unit, invoice)
    return Answer(body=body)


async def must_exist(unit: Unit, invoice: UUID) -> None:
    """Nothing, when there is such a draft or issued document.

    Raises:
        InvoiceNotFound: there is neither.
    """
    try:
        await read_draft(unit, invoice)
    except DraftNotFound:
        await read_invoice(unit, invoice)


@OPERATIONS.declare(
    "GET", f"{_ONE}/events", "invoices.events", "What happened to a document.", answers={200: PlainList}
)
async def events(call: Call) -> Answer:
    """The events of a document."""
    invoice = call.path_id("inv", "invoice")
    await must_exist(call.unit, invoice)
    found = await list_events(call.unit, invoice)
    return Answer(body={"data": found, "has_more": False, "next_cursor": None})


@OPERATIONS.declare(
    "GET", f"{_ONE}/deliveries", "invoices.deliveries", "The deliveries of a document.", answers={200: PlainList}
)
async def deliveries(call: Call) -> Answer:
    """The deliveries of a document."""
    invoice = call.path_id("inv", "invoice")
    await must_exist(call.unit, invoice)
    found = await list_deliveries(call.unit, invoice=invoice)
    return Answer(body={"data": [each.to_plain() for each in found], "has_more": False, "next_cursor": None})


@OPERATIONS.declare("GET", f"{_ONE}/files", "invoices.files", "The files of a document.", answers={200: PlainList})
async def files(call: Call) -> Answer:
    """The files of a document."""
    invoice = call.path_id("inv", "invoice")
    await must_exist(call.unit, invoice)
    found = [file.to_plain(invoice) for file in await list_files(call.unit, invoice)]
    return Answer(body={"data": found, "has_more": False, "next_cursor": None})


async def _file(call: Call, kind: str) -> Answer:
    """A file; while the job is still writing it, the answer waits a little."""
    invoice = call.path_id("inv", "invoice")
    try:
        issued = await read_invoice(call.unit, invoice)
    except InvoiceNotFound:
        await read_draft(call.unit, invoice)
        raise FileNotFound("A draft has no files: issue it, or ask POST /v1/invoices/preview.") from None
    if kind == "json":
        return Answer(body=issued.text.encode())
    if kind not in ("pdf", "ubl"):
        raise FileNotFound(f"The document has no file {kind}; it has pdf, ubl and json.")
    if await list_files(call.unit, invoice):
        return await _file_answer(call.unit, invoice, kind)
    floor, tenant, actor = call.floor, call.unit.tenant, call.unit.actor
    seconds = wait_seconds(call.request) or FILE_WAIT_SECONDS

    async def written() -> Answer:
        if not await files_are_there(floor, tenant, invoice, seconds, delivered=False):
            raise Problem(
                503,
                "file_not_ready",
                "The file is not written yet.",
                "The job that writes it is queued; ask again in a moment.",
                headers={"Retry-After": "2"},
            )
        async with open_unit(floor, tenant, actor=actor) as unit:
            return await _file_answer(unit, invoice, kind)

    return Answer(later=written)


async def _file_answer(unit: Unit, invoice: UUID, kind: str) -> Answer:
    file, content = await read_file(unit, invoice, kind)
    headers = {
        "Content-Disposition": f'inline; filename="{file.name}"',
        "ETag": f'"{file.sha256}"',
    }
    return Answer(body=content, media_type=file.media_type, headers=headers)


@OPERATIONS.declare(
    "GET",
    f"{_ONE}/files/{{kind}}",
    "invoices.file",
    "A file of an issued document: pdf, ubl, or json (the sealed document).",
    answers={200: None},
    media_types=("application/pdf", "application/xml", "application/json"),
    refusals=(503,),
)
async def file(call: Call) -> Answer:
    """A file by kind."""
    return await _file(call, call.request.path_params["kind"])


@OPERATIONS.declare(
    "GET",
    f"{_ONE}/pdf",
    "invoices.pdf",
    "The PDF of an issued document.",
    answers={200: None},
    media_types=("application/pdf",),
    refusals=(503,),
)
async def pdf(call: Call) -> Answer:
    """The PDF."""
    return await _file(call, "pdf")


@OPERATIONS.declare(
    "GET",
    f"{_ONE}/xml",
    "invoices.xml",
    "The XML of an issued document.",
    answers={200: None},
    media_types=("application/xml",),
    parameters=(parameters.words("format", "ubl"),),
    refusals=(503,),
)
async def xml(call: Call) -> Answer:
    """The XML."""
    page = read_page(call.query, filters={"format": one_of("ubl")})
    return await _file(call, page.conditions[0].value if page.conditions else "ubl")


@OPERATIONS.declare(
    "POST",
    f"{_ONE}/links",
    "invoices.links.create",
    "Make a link for the buyer: unguessable, expiring, revocable.",
    shape=LinkRequest,
    body_optional=True,
    answers={201: dict},
)
async def links_create(call: Call) -> Answer:
    """Make a link."""
    issued = await read_invoice(call.unit, call.path_id("inv", "invoice"))
    link = await create_link(call.unit, issued.id, call.body.expires_in_days)
    return Answer(body=link.to_plain(), status=201)


@OPERATIONS.declare("GET", f"{_ONE}/links", "invoices.links.list", "The links of a document.", answers={200: PlainList})
async def links_list(call: Call) -> Answer:
    """List links."""
    issued = await read_invoice(call.unit, call.path_id("inv", "invoice"))
    found = [link.to_plain() for link in await list_links(call.unit, issued.id)]
    return Answer(body={"data": found, "has_more": False, "next_cursor": None})


@OPERATIONS.declare("DELETE", f"{_ONE}/links/{{link}}", "invoices.links.revoke", "Revoke a link.", answers={204: None})
async def links_revoke(call: Call) -> Answer:
    """Revoke a link."""
    link = read_id("lnk", call.request.path_params["link"]) or UUID(int=0)
    await revoke_link(call.unit, call.path_id("inv", "invoice"), link)
    return Answer(status=204)
