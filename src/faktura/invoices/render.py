"""Writing the files of an issued document, once: PDF and UBL from the sealed document alone."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from faktura.events import FILES_WRITTEN, TEMPLATE_FAILED
from faktura.invoices import store
from faktura.invoices.links import page_url_for
from faktura.invoices.read import IssuedInvoice, list_files, read_invoice
from faktura.jobs import publish
from faktura.model import Address, Invoice
from faktura.model.json import adapter
from faktura.registry import formats
from faktura.sockets import Branding, Rendered, RenderOptions
from faktura.storage.floor import Floor
from faktura.storage.unit import Unit, open_unit
from faktura.templates.draw import TemplateFailed, page_drawer
from faktura.templates.read import TemplateMark, mark_of, marked_content
from faktura.templates.trying import in_own_thread

FILE_FORMATS = ("pdf", "ubl")


def branding_of(frozen: Mapping[str, Any], logo: bytes = b"") -> Branding:
    """How a document looks, from what it keeps of its branding (see `faktura.organizations.profile.Branding`)."""
    address = frozen.get("address")
    return Branding(
        colour=frozen["colour"],
        footer=frozen.get("footer", ""),
        logo=logo,
        logo_media_type=frozen.get("logo_media_type") or "",
        secondary_colour=frozen.get("secondary_colour") or "",
        font=frozen.get("font") or "",
        payment_note=frozen.get("payment_note", ""),
        address=adapter(Address).validate_python(address) if address else None,
    )


async def options_of(floor: Floor, issued: IssuedInvoice, *, pay_url: str = "") -> RenderOptions:
    """What the formats need beyond the invoice, all of it frozen in the sealed document."""
    frozen = issued.sealed["branding"]
    logo = await floor.objects.get(frozen["logo_sha256"]) if frozen.get("logo_sha256") else b""
    return RenderOptions(
        language=issued.language,
        branding=branding_of(frozen, logo),
        printed_texts=tuple(issued.sealed["printed_texts"]),
        pay_url=pay_url,
    )


def file_name(issued: IssuedInvoice, extension: str) -> str:
    """A name that every file system takes: the number, with what it must not hold replaced."""
    safe = "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in issued.number)
    return f"{safe}.{extension}"


async def page_of(unit: Unit, mark: TemplateMark | None) -> Callable[[Invoice, RenderOptions], bytes] | None:
    """What draws the pages of a document with a template; None where there is none."""
    return page_drawer((await marked_content(unit, mark)).source or "") if mark else None


async def write_as(kind: str, invoice: Invoice, options: RenderOptions) -> tuple[Rendered, TemplateFailed | None]:
    """A document in one format, in the standard layout where its template fails, and how that failed.

    Typst gives the interpreter free while it works, so a thread keeps the loop answering.

    Raises:
        NotWritable: the document can't be written in this format.
    """
    write = formats()[kind].write
    if options.page is None:
        return await asyncio.to_thread(write, invoice, options), None
    try:
        return await in_own_thread(write, invoice, options, patient=True), None
    except TemplateFailed as failure:
        return await asyncio.to_thread(write, invoice, replace(options, page=None)), failure


async def render(issued: IssuedInvoice, options: RenderOptions) -> tuple[dict[str, Rendered], list[TemplateFailed]]:
    """The files by kind, and how the template failed where it did."""
    written: dict[str, Rendered] = {}
    failures = []
    for kind in FILE_FORMATS:
        # Only pages for people are drawn by templates.
        chosen = options if kind == "pdf" else replace(options, page=None)
        written[kind], failure = await write_as(kind, issued.invoice, chosen)
        failures += [failure] if failure else []
    return written, failures


async def tell_failure(unit: Unit, invoice: UUID, mark: TemplateMark, kind: str, failure: TemplateFailed) -> None:
    """Publish that a template failed, and why; nothing waits for it to be mended."""
    reasons = [{"code": each.code, "message": each.message, "line": each.line} for each in failure.findings[:5]]
    data = {"template": mark.to_plain(), "kind": kind, "reasons": reasons}
    await publish(unit, TEMPLATE_FAILED, invoice, data)


async def write_files(floor: Floor, tenant: UUID, invoice: UUID) -> None:
    """The job after issuing: render, store, record, tell. Repeating it changes nothing."""
    async with open_unit(floor, tenant, actor="worker") as unit:
        if await list_files(unit, invoice):
            return
        issued = await read_invoice(unit, invoice)
        mark = mark_of(issued.sealed.get("template"))
        page = await page_of(unit, mark)
    written, failures = await render(issued, replace(await options_of(floor, issued), page=page))
    stored = {kind: await floor.objects.put(file.content) for kind, file in written.items()}
    async with open_unit(floor, tenant, actor="worker") as unit:
        for kind, file in written.items():
            first = await store.insert_file(
                unit,
                invoice,
                kind,
                file_name(issued, file.file_extension),
                file.media_type,
                stored[kind],
                len(file.content),
                unit.now,
            )
            # Two workers may get here at once: the first one's row makes the second wait, then leave.
            if not first:
                return
        for failure in failures:
            assert mark is not None
            await tell_failure(unit, invoice, mark, "pdf", failure)
        await page_url_for(unit, issued)
        await publish(unit, FILES_WRITTEN, invoice, {"files": sorted(written)})
