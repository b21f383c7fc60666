"""Previews of templates over HTTP: a content and a document -> PDF, picture or mail, and what is wrong."""

import base64
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from faktura.api import parameters
from faktura.api.answers import Answer
from faktura.api.operation import Call, Operations
from faktura.api.paging import read_page
from faktura.api.template_shapes import PreviewRequest, StoredPreviewRequest, TemplatePreviewAnswer
from faktura.api.templates import ONE, PATH
from faktura.drafts.read import Prepared, prepare, read_draft
from faktura.drafts.schemas import InvoiceRequest
from faktura.invoices.errors import InvoiceNotFound
from faktura.invoices.read import read_invoice
from faktura.invoices.render import branding_of, options_of
from faktura.model import Invoice
from faktura.organizations.checks import LANGUAGES, finding
from faktura.sockets import RenderOptions
from faktura.storage.ids import read_id
from faktura.templates.check import announcement_of
from faktura.templates.content import MAIL, Content, wrong_content
from faktura.templates.draw import CHECK_LIMITS, TemplateFinding, draw_pages
from faktura.templates.errors import TemplateInvalid
from faktura.templates.mail import write_mail
from faktura.templates.read import read_template, read_version
from faktura.templates.samples import samples
from faktura.templates.sandbox.typst_work import PICTURES_MAX
from faktura.templates.trying import current_branding, in_own_thread

OPERATIONS = Operations("templates")

_PDF, _PNG, _HTML, _JSON = "application/pdf", "image/png", "text/html", "application/json"
_MEDIA_TYPES = (_JSON, _PDF, _PNG, _HTML)
_PAGE = parameters.query(
    "page", {"type": "integer", "minimum": 1, "maximum": PICTURES_MAX, "default": 1}, "Which page a picture shows."
)


async def _document(
    call: Call, sample: str | None, invoice: str | None, request: InvoiceRequest | None, language: str | None
) -> tuple[Invoice, RenderOptions]:
    """The document that is shown, and how.

    Raises:
        TemplateInvalid: more than one is named, or there is no such sample or language.
        InvoiceNotFound.
    """
    wrong = []
    if sum(each is not None for each in (sample, invoice, request)) > 1:
        wrong.append(finding("document_ambiguous", "/sample", "Name one of sample, invoice and request."))
    if sample is not None and sample not in samples():
        wrong.append(finding("sample_unknown", "/sample", f"Send one of: {', '.join(samples())}."))
    if language is not None and language not in LANGUAGES:
        wrong.append(finding("language_unknown", "/language", f"Send one of: {', '.join(LANGUAGES)}."))
    if wrong:
        raise TemplateInvalid("The preview can't be made.", wrong)
    if invoice is not None:
        call.require("invoices:read")
        return await _stored(call, invoice, language)
    if request is not None:
        return await _prepared(call, await prepare(call.unit, request), language)
    branding = await current_branding(call.unit)
    shown = samples()[sample or "invoice"]
    return shown.invoice, shown.options(branding, language or "")


async def _stored(call: Call, invoice: str, language: str | None) -> tuple[Invoice, RenderOptions]:
    """An issued document as it was frozen, or a draft as it would be now."""
    named = read_id("inv", invoice)
    if named is None:
        raise InvoiceNotFound("There is no such document in this organization.")
    try:
        issued = await read_invoice(call.unit, named)
    except InvoiceNotFound:
        draft = await read_draft(call.unit, named)
        return await _prepared(call, await prepare(call.unit, draft.request), language)
    options = await options_of(call.floor, issued)
    return issued.invoice, replace(options, language=language or options.language)


async def _prepared(call: Call, prepared: Prepared, language: str | None) -> tuple[Invoice, RenderOptions]:
    """A document that is not issued, as its brand would show it."""
    completed, held = prepared.completed, prepared.organization.branding
    logo = await call.floor.objects.get(held.logo_sha256) if held.logo_sha256 else b""
    return completed.invoice, RenderOptions(
        language=language or completed.language,
        branding=branding_of(held.frozen(language or completed.language), logo),
        printed_texts=completed.printed_texts,
        preview=True,
    )


def _wanted(call: Call, kind: str) -> str:
    """The media type of the answer: what Accept asks for, if this kind can be shown that way; else JSON."""
    accept = call.request.headers.get("accept", "")
    possible = (_HTML,) if kind == MAIL else (_PDF, _PNG)
    return next((media_type for media_type in possible if media_type in accept), _JSON)


def _plain(kind: str, findings: list[TemplateFinding], **more: Any) -> dict[str, Any]:
    return {
        "object": "template_preview",
        "kind": kind,
        "valid": not any(each.severity == "fatal" for each in findings),
        "findings": [each.to_plain() for each in findings],
        "pages": None,
        "accessible": None,
        "media_type": "",
        "content": "",
        "mail": None,
        **more,
    }


def _refuse(findings: list[TemplateFinding]) -> None:
    """Whoever asked for bytes gets none where there are none; what is only left out does not stop a preview."""
    fatal = [each for each in findings if each.severity == "fatal" and each.code != "template_omits_required"]
    if fatal:
        raise TemplateInvalid("The template can't be shown.", [each.as_finding() for each in fatal])


def _pages_answer(source: str, invoice: Invoice, options: RenderOptions, wanted: str, page: int) -> Answer:
    form = "png" if wanted == _PNG else "pdf"
    drawn = draw_pages(source, invoice, options, form=form, limits=CHECK_LIMITS)
    if wanted == _JSON:
        texts = drawn.header.get("pages")
        made = bool(drawn.content)
        body = _plain(
            "pdf",
            drawn.findings,
            pages=len(texts) if isinstance(texts, list) else None,
            accessible=bool(drawn.header.get("accessible")) if made else None,
            media_type=_PDF if made else "",
            content=base64.b64encode(drawn.content).decode(),
        )
        return Answer(body=body)
    _refuse(drawn.findings)
    if wanted == _PDF:
        return Answer(body=drawn.content, media_type=_PDF)
    pictures = drawn.pictures
    if page > len(pictures):
        message = f"There is no page {page}; pictures are made of {len(pictures)}."
        raise TemplateInvalid("The page can't be shown.", [finding("page_unknown", "/page", message)])
    return Answer(body=pictures[page - 1], media_type=_PNG, headers={"Faktura-Pages": str(len(pictures))})


def _mail_answer(content: Content, invoice: Invoice, options: RenderOptions, wanted: str) -> Answer:
    assert content.mail is not None
    announcement = announcement_of(invoice, options.language)
    drawn = write_mail(content.mail, invoice, options, announcement, limits=CHECK_LIMITS)
    if wanted == _JSON:
        return Answer(body=_plain(MAIL, drawn.findings, mail=drawn.mail.to_plain() if drawn.mail else None))
    _refuse(drawn.findings)
    html = drawn.mail.html if drawn.mail else ""
    # A page of somebody's own making is shown without anything that it could reach from here.
    headers = {"Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src https:"}
    return Answer(body=html.encode(), media_type="text/html; charset=utf-8", headers=headers)


def _later(work: Callable[..., Answer], *arguments: Any) -> Answer:
    """Made once the request's transaction is closed: a template may take its time."""

    async def made() -> Answer:
        return await in_own_thread(work, *arguments)

    return Answer(later=made)


def _page(call: Call) -> int:
    page = read_page(call.query, filters={"page": _page_number})
    number: int = page.conditions[0].value if page.conditions else 1
    return number


def _page_number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= PICTURES_MAX):
        raise ValueError(f"Send a page from 1 to {PICTURES_MAX}.")
    return int(text)


async def _preview(call: Call, kind: str, content: Content, document: tuple[Invoice, RenderOptions]) -> Answer:
    page, wanted = _page(call), _wanted(call, kind)
    if kind == MAIL:
        return _later(_mail_answer, content, *document, wanted)
    return _later(_pages_answer, content.source or "", *document, wanted, page)


@OPERATIONS.declare(
    "POST",
    f"{PATH}/preview",
    "templates.preview",
    "See what a template makes of a document, without storing it: as JSON, PDF, PNG or HTML by Accept.",
    shape=PreviewRequest,
    reads_only=True,
    answers={200: TemplatePreviewAnswer},
    media_types=_MEDIA_TYPES,
    parameters=(_PAGE,),
)
async def preview(call: Call) -> Answer:
    """Preview a template that needn't be stored."""
    asked: PreviewRequest = call.body
    content = Content(source=asked.source, mail=asked.mail)
    if wrong := wrong_content(asked.kind, content):
        raise TemplateInvalid("The preview can't be made.", wrong)
    document = await _document(call, asked.sample, asked.invoice, asked.request, asked.language)
    return await _preview(call, asked.kind, content, document)


@OPERATIONS.declare(
    "POST",
    f"{ONE}/preview",
    "templates.preview_stored",
    "See what a stored template makes of a document; see templates.preview.",
    shape=StoredPreviewRequest,
    body_optional=True,
    reads_only=True,
    answers={200: TemplatePreviewAnswer},
    media_types=_MEDIA_TYPES,
    parameters=(_PAGE,),
)
async def preview_stored(call: Call) -> Answer:
    """Preview a stored template."""
    asked: StoredPreviewRequest = call.body
    template = await read_template(call.unit, call.path_id("tpl", "template"))
    held = await read_version(call.unit, template.id, asked.version or template.latest_version)
    document = await _document(call, asked.sample, asked.invoice, asked.request, asked.language)
    return await _preview(call, template.kind, held.content, document)
