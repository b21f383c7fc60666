"""Writing the files of an issued document, once: PDF and UBL from the sealed document alone."""

import asyncio
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from faktura.events import FILES_WRITTEN
from faktura.invoices import store
from faktura.invoices.links import page_url_for
from faktura.invoices.read import IssuedInvoice, list_files, read_invoice
from faktura.jobs import publish
from faktura.model import Address
from faktura.model.json import adapter
from faktura.registry import formats
from faktura.sockets import Branding, Rendered, RenderOptions
from faktura.storage.floor import Floor
from faktura.storage.unit import open_unit

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


async def render(issued: IssuedInvoice, options: RenderOptions) -> dict[str, Rendered]:
    """The files by kind. Typst gives the interpreter free while it works, so a thread keeps the loop answering."""
    invoice = issued.invoice
    written: dict[str, Rendered] = {}
    for name in FILE_FORMATS:
        written[name] = await asyncio.to_thread(formats()[name].write, invoice, options)
    return written


async def write_files(floor: Floor, tenant: UUID, invoice: UUID) -> None:
    """The job after issuing: render, store, record, tell. Repeating it changes nothing."""
    async with open_unit(floor, tenant, actor="worker") as unit:
        if await list_files(unit, invoice):
            return
        issued = await read_invoice(unit, invoice)
    written = await render(issued, await options_of(floor, issued))
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
        await page_url_for(unit, issued)
        await publish(unit, FILES_WRITTEN, invoice, {"files": sorted(written)})
