"""What belongs to a document, over HTTP: its explanation, status, events, deliveries, files and links."""

import hashlib
from dataclasses import fields, replace
from typing import Any
from uuid import UUID

from faktura.api import parameters
from faktura.api.answers import Answer, Problem
from faktura.api.delivery_shapes import DeliveryList
from faktura.api.document_shapes import FileList, LinkAnswer, LinkList, StatusAnswer, TimelineEventList
from faktura.api.operation import Call, Operations, files_are_there, wait_seconds
from faktura.api.paging import day, one_of, read_page
from faktura.api.shapes import ExplanationAnswer
from faktura.calculation import calculate
from faktura.deliveries.read import list_deliveries
from faktura.drafts.errors import DraftNotFound
from faktura.drafts.read import prepare, read_draft
from faktura.invoices.errors import FileNotFound, InvoiceNotFound
from faktura.invoices.links import create_link, list_links, revoke_link
from faktura.invoices.read import (
    IssuedInvoice,
    list_events,
    list_files,
    read_file,
    read_invoice,
)
from faktura.invoices.render import file_name, options_of, page_of, write_as
from faktura.invoices.schemas import LinkRequest
from faktura.model import DocumentAllowance, Invoice, Line, LineAllowance, Totals
from faktura.payments.read import payment_summary
from faktura.sockets import NotWritable
from faktura.storage.ids import read_id, show_id
from faktura.storage.unit import Unit, open_unit
from faktura.templates.read import mark_of

OPERATIONS = Operations("invoices")

FILE_WAIT_SECONDS = 10
WRITTEN_WHEN_ASKED = ("cii", "facturx")
_ONE = "/v1/invoices/{invoice}"


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
    "GET", f"{_ONE}/events", "invoices.events", "What happened to a document.", answers={200: TimelineEventList}
)
async def events(call: Call) -> Answer:
    """The events of a document."""
    invoice = call.path_id("inv", "invoice")
    await must_exist(call.unit, invoice)
    found = await list_events(call.unit, invoice)
    return Answer(body={"data": found, "has_more": False, "next_cursor": None})


@OPERATIONS.declare(
    "GET", f"{_ONE}/deliveries", "invoices.deliveries", "The deliveries of a document.", answers={200: DeliveryList}
)
async def deliveries(call: Call) -> Answer:
    """The deliveries of a document."""
    invoice = call.path_id("inv", "invoice")
    await must_exist(call.unit, invoice)
    found = await list_deliveries(call.unit, invoice=invoice)
    return Answer(body={"data": [each.to_plain() for each in found], "has_more": False, "next_cursor": None})


@OPERATIONS.declare("GET", f"{_ONE}/files", "invoices.files", "The files of a document.", answers={200: FileList})
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
    if kind in WRITTEN_WHEN_ASKED:
        return await _written_now(call, issued, kind)
    if kind not in ("pdf", "ubl"):
        raise FileNotFound(f"The document has no file {kind}; it has pdf, ubl, cii, facturx and json.")
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


async def _written_now(call: Call, issued: IssuedInvoice, kind: str) -> Answer:
    """A form that is not kept: the sealed document gives the same bytes every time."""
    page = await page_of(call.unit, mark_of(issued.sealed.get("template"))) if kind == "facturx" else None
    options = replace(await options_of(call.floor, issued), page=page)
    try:
        written, _ = await write_as(kind, issued.invoice, options)
    except NotWritable as error:
        raise Problem(409, "not_writable", "The document can't be written in this format.", str(error)) from None
    headers = {
        "Content-Disposition": f'inline; filename="{file_name(issued, written.file_extension)}"',
        "ETag": f'"{hashlib.sha256(written.content).hexdigest()}"',
    }
    return Answer(body=written.content, media_type=written.media_type, headers=headers)


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
    "A file of an issued document: pdf, ubl, cii, facturx, or json (the sealed document).",
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
    "The PDF of an issued document; as facturx with the invoice as XML inside.",
    answers={200: None},
    media_types=("application/pdf",),
    parameters=(parameters.words("format", "pdf", "facturx"),),
    refusals=(503,),
)
async def pdf(call: Call) -> Answer:
    """The PDF."""
    page = read_page(call.query, filters={"format": one_of("pdf", "facturx")})
    return await _file(call, page.conditions[0].value if page.conditions else "pdf")


@OPERATIONS.declare(
    "GET",
    f"{_ONE}/xml",
    "invoices.xml",
    "The XML of an issued document.",
    answers={200: None},
    media_types=("application/xml",),
    parameters=(parameters.words("format", "ubl", "cii"),),
    refusals=(503,),
)
async def xml(call: Call) -> Answer:
    """The XML."""
    page = read_page(call.query, filters={"format": one_of("ubl", "cii")})
    return await _file(call, page.conditions[0].value if page.conditions else "ubl")


@OPERATIONS.declare(
    "POST",
    f"{_ONE}/links",
    "invoices.links.create",
    "Make a link for the buyer: unguessable, expiring, revocable.",
    shape=LinkRequest,
    body_optional=True,
    answers={201: LinkAnswer},
)
async def links_create(call: Call) -> Answer:
    """Make a link."""
    issued = await read_invoice(call.unit, call.path_id("inv", "invoice"))
    link = await create_link(call.unit, issued.id, call.body.expires_in_days)
    return Answer(body=link.to_plain(), status=201)


@OPERATIONS.declare("GET", f"{_ONE}/links", "invoices.links.list", "The links of a document.", answers={200: LinkList})
async def links_list(call: Call) -> Answer:
    """List links."""
    issued = await read_invoice(call.unit, call.path_id("inv", "invoice"))
    found = [link.to_plain() for link in await list_links(call.unit, issued.id)]
    return Answer(body={"data": found, "has_more": False, "next_cursor": None})


@OPERATIONS.declare(
    "DELETE",
    f"{_ONE}/links/{{link}}",
    "invoices.links.revoke",
    "Revoke a link.",
    when_closed=True,
    answers={204: None},
)
async def links_revoke(call: Call) -> Answer:
    """Revoke a link."""
    link = read_id("lnk", call.request.path_params["link"]) or UUID(int=0)
    await revoke_link(call.unit, call.path_id("inv", "invoice"), link)
    return Answer(status=204)
