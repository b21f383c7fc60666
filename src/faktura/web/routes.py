"""The routes of the pages. They find the document behind a link and translate; the words are made elsewhere."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any
from urllib.parse import quote
from uuid import UUID

import structlog
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from faktura.brands.hosts import PageHost
from faktura.brands.read import read_brand, under_brand
from faktura.errors import NotFound
from faktura.invoices.errors import FileNotFound, LinkNotFound
from faktura.invoices.links import open_link
from faktura.invoices.read import InvoiceFile, IssuedInvoice, read_file, read_invoice
from faktura.organizations.features import PAYMENT_DETAILS
from faktura.organizations.read import Standing, read_organization, read_standing
from faktura.payments.read import PaymentSummary, payment_summary
from faktura.storage.errors import ObjectDamaged, ObjectMissing
from faktura.storage.floor import Floor
from faktura.storage.ids import show_id
from faktura.storage.unit import open_unit
from faktura.web.buyer_page import buyer_page
from faktura.web.colours import Shades, shades
from faktura.web.hosts import ASK_PATHS, PageHosts, ask_endpoint, page_host
from faktura.web.llms import full, index
from faktura.web.logo import Logo, prepare_logo
from faktura.web.people import people_routes
from faktura.web.reference import describe_reference
from faktura.web.rendering import Html, default_shades, render_html, strict_headers
from faktura.web.words import choose_language, find_words

log = structlog.get_logger("faktura.web")

RETRY_SECONDS = 3
_CORRECTIONS_MAX = 50
_KINDS = {"pdf": "pdf", "xml": "ubl"}
_BUYER_SHEETS = ("base", "buyer")

_Answer = Callable[[Request], Awaitable[Response]]


def _response(request: Request, html: Html, status: int = 200, **more: str) -> Response:
    headers = {**html.headers, **{name.replace("_", "-"): value for name, value in more.items()}}
    return _sent(request, Response(html.content, status, headers))


def _sent(request: Request, response: Response) -> Response:
    if request.method == "HEAD":
        # The length stays that of the whole (RFC 9110, 9.3.2).
        response.body = b""
    return response


def _named(operation: str, answer: _Answer) -> _Answer:
    """An endpoint that the log and the metrics know by the operation's name, so that no token gets there."""

    async def endpoint(request: Request) -> Response:
        request.scope["faktura.operation"] = operation
        return await answer(request)

    return endpoint


async def _not_found(floor: Floor, request: Request) -> Response:
    """The answer to every link that does not work. It knows nothing of the link, so it can tell nothing of it.

    Under an organization's own domain it looks like that organization, or like the brand whose domain it is.
    """
    words = find_words(choose_language(request.headers.get("accept-language", "")))
    host = page_host(request)
    colours = await _colours_of(floor, host) if host is not None else default_shades()
    html = render_html("notice.html.jinja", _BUYER_SHEETS, colours, words=words, notice="not_found", refresh=0, back="")
    return _response(request, html, 404, vary="Accept-Language")


async def _colours_of(floor: Floor, host: PageHost) -> Shades:
    async with open_unit(floor, host.tenant, actor="buyer") as unit:
        organization = await read_organization(unit)
        if host.brand is not None:
            organization = under_brand(organization, await read_brand(unit, host.brand))
    looks = organization.branding
    return shades(looks.colour, looks.secondary_colour or "", looks.font or "")


async def _open(floor: Floor, request: Request) -> tuple[UUID, UUID]:
    """The tenant and the document behind the link of a request.

    Raises:
        LinkNotFound: it does not work, or not under this domain.
    """
    tenant, invoice = await open_link(floor, request.path_params["token"])
    host = page_host(request)
    if host is not None and host.tenant != tenant:
        raise LinkNotFound("This link does not work here.")
    return tenant, invoice


def _moment(request: Request, issued: IssuedInvoice) -> Response:
    """The answer to a file that the job has not written yet."""
    html = render_html(
        "notice.html.jinja",
        _BUYER_SHEETS,
        default_shades(),
        words=find_words(issued.language),
        notice="moment",
        refresh=RETRY_SECONDS,
        back="../" + request.path_params["token"],
    )
    return _response(request, html, 503, retry_after=str(RETRY_SECONDS))


def disposition(name: str) -> str:
    """A Content-Disposition that saves a file under its name, whatever letters that has (RFC 6266, 5987)."""
    plain = "".join(
        letter if letter.isascii() and letter.isprintable() and letter not in '"\\' else "_" for letter in name
    )
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _download(request: Request, file: InvoiceFile, content: bytes) -> Response:
    headers = {**strict_headers(), "content-disposition": disposition(file.name), "content-type": file.media_type}
    return _sent(request, Response(content, 200, headers))


async def _read(
    floor: Floor, tenant: UUID, invoice: UUID
) -> tuple[IssuedInvoice, PaymentSummary, list[IssuedInvoice], Standing]:
    async with open_unit(floor, tenant, actor="buyer") as unit:
        issued = await read_invoice(unit, invoice)
        summary = await payment_summary(unit, issued, unit.now.date())
        corrections = [await read_invoice(unit, each) for each in issued.corrected_by[:_CORRECTIONS_MAX]]
        standing = await read_standing(unit)
    return issued, summary, corrections, standing


async def _logo(floor: Floor, issued: IssuedInvoice) -> Logo | None:
    sha256 = issued.sealed["branding"].get("logo_sha256")
    if not sha256:
        return None
    try:
        content = await floor.objects.get(sha256)
    except (ObjectMissing, ObjectDamaged) as error:
        # The document is still what the buyer came for; the operator learns what is wrong.
        log.error("logo_unreadable", invoice=show_id("inv", issued.id), reason=str(error))
        return None
    return await asyncio.to_thread(prepare_logo, content)


def _invoice_page(floor: Floor) -> _Answer:
    async def answer(request: Request) -> Response:
        token = request.path_params["token"]
        try:
            issued, summary, corrections, standing = await _read(floor, *await _open(floor, request))
        except NotFound:
            return await _not_found(floor, request)
        logo = await _logo(floor, issued)
        shows_payment = PAYMENT_DETAILS not in standing.features_off

        def make() -> Html:
            page = buyer_page(
                issued, summary, address=token, corrections=corrections, logo=logo, shows_payment=shows_payment
            )
            return render_html("buyer.html.jinja", _BUYER_SHEETS, page.shades, page=page, words=page.words)

        # Ten thousand lines take a while; others need not wait for them.
        return _response(request, await asyncio.to_thread(make))

    return answer


def _invoice_file(floor: Floor, kind: str) -> _Answer:
    async def answer(request: Request) -> Response:
        try:
            tenant, invoice = await _open(floor, request)
            async with open_unit(floor, tenant, actor="buyer") as unit:
                issued = await read_invoice(unit, invoice)
                try:
                    file, content = await read_file(unit, invoice, kind)
                except FileNotFound:
                    return _moment(request, issued)
        except NotFound:
            return await _not_found(floor, request)
        return _download(request, file, content)

    return answer


def _reference(describe: Callable[[], dict[str, Any]]) -> _Answer:
    made: list[Html] = []

    def make() -> Html:
        reference = describe_reference(describe())
        return render_html("reference.html.jinja", ("base", "reference"), default_shades(), reference=reference)

    async def answer(request: Request) -> Response:
        if not made:
            # The description never changes while the process lives; two first readers at once do no harm.
            made.append(await asyncio.to_thread(make))
        return _response(request, made[0])

    return answer


def _text(describe: Callable[[], dict[str, Any]], write: Callable[[dict[str, Any]], str]) -> _Answer:
    made: list[str] = []

    async def answer(request: Request) -> Response:
        if not made:
            made.append(await asyncio.to_thread(lambda: write(describe())))
        headers = {**strict_headers(), "content-type": "text/plain; charset=utf-8"}
        return _sent(request, Response(made[0], 200, headers))

    return answer


async def _landing(request: Request) -> Response:
    return _response(request, render_html("landing.html.jinja", ("base", "landing"), default_shades()))


def pages(floor: Floor, describe: Callable[[], dict[str, Any]]) -> list[BaseRoute]:
    """The routes of all pages. `describe` gives the API's OpenAPI document; it is asked once, by the first reader."""
    return [
        Route("/", _named("page.landing", _landing)),
        Route("/docs", _named("page.docs", _reference(describe))),
        Route("/llms.txt", _named("page.llms", _text(describe, partial(index, mcp=floor.settings.mcp != "off")))),
        Route("/llms-full.txt", _named("page.llms_full", _text(describe, full))),
        Route("/i/{token}", _named("page.invoice", _invoice_page(floor))),
        *(
            Route(f"/i/{{token}}/{name}", _named(f"page.invoice.{name}", _invoice_file(floor, kind)))
            for name, kind in _KINDS.items()
        ),
        *people_routes(floor),
        *(Route(path, ask_endpoint(floor)) for path in ASK_PATHS),
    ]


def page_hosts(floor: Floor) -> Middleware:
    """What keeps organizations' own domains to their own pages; it stands before all routes, the API's as well."""

    async def not_found(request: Request) -> Response:
        return await _not_found(floor, request)

    return Middleware(PageHosts, floor=floor, not_found=not_found)
