"""A floor with a database and an object folder, organizations, documents, links, and the application around them."""

import base64
import io
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from PIL import Image, ImageDraw
from starlette.applications import Starlette

from faktura.api.app import OPERATIONS, build_app
from faktura.api.openapi import describe
from faktura.drafts.schemas import InvoiceRequest
from faktura.invoices.credit import credit_request
from faktura.invoices.issue import issue_request
from faktura.invoices.links import create_link
from faktura.invoices.read import IssuedInvoice, read_invoice
from faktura.invoices.render import write_files
from faktura.invoices.schemas import CreditRequest
from faktura.model.json import adapter
from faktura.organizations.change import change_branding
from faktura.organizations.create import create_account, create_organization
from faktura.organizations.schemas import BrandingRequest, OrganizationRequest
from faktura.organizations.tenants import Mode, tenant_of
from faktura.payments.credit import apply_credit
from faktura.payments.record import record_payment
from faktura.payments.schemas import PaymentRequest
from faktura.settings import Settings
from faktura.storage.database import Database
from faktura.storage.floor import Floor
from faktura.storage.objects import FolderObjects
from faktura.storage.unit import open_unit
from faktura.web import page_hosts, pages

SELLER = {
    "name": "Wiesenhof Software GmbH",
    "vat_id": "ATU12345675",
    "legal_registration": {"value": "FN 122119m"},
    "address": {"line1": "Hauptplatz 14", "city": "Graz", "postal_code": "8010", "country": "AT"},
    "contact": {"name": "Anna Moser", "phone": "+43 316 123456", "email": "billing@wiesenhof.example"},
    "bank_accounts": [
        {"account": "AT611904300234573201", "account_name": "Wiesenhof Software GmbH", "bic": "OPSKATWW"}
    ],
}


def build_floor(database: Database, folder: Path) -> Floor:
    return Floor(
        settings=Settings(
            home=folder, rate_limits="off", public_url="https://invoices.example", origins={"public_url": "test"}
        ),
        database=database,
        objects=FolderObjects.open(folder / "objects"),
        reactions={},
        secret=bytes(32),
    )


def build_application(floor: Floor) -> Starlette:
    return build_app(floor, pages(floor, lambda: describe(OPERATIONS, floor.settings.public_url)), (page_hosts(floor),))


def token_of(url: str) -> str:
    return url.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Scene:
    """An organization in one mode."""

    floor: Floor
    tenant: UUID

    def unit(self, now: datetime | None = None) -> Any:
        return open_unit(self.floor, self.tenant, actor="test", now=now)

    async def issue(self, *, files: bool = True, **changes: Any) -> IssuedInvoice:
        """An invoice over 120.00 EUR, or another document when `changes` say so."""
        wanted = adapter(InvoiceRequest).validate_python({**request(), **changes})
        async with self.unit() as unit:
            issued = (await issue_request(unit, wanted)).issued
        if files:
            await write_files(self.floor, self.tenant, issued.id)
        return issued

    async def link(self, issued: IssuedInvoice, *, now: datetime | None = None, days: int = 30) -> str:
        """The path of a new link's page."""
        async with self.unit(now) as unit:
            made = await create_link(unit, issued.id, days)
        return f"/i/{token_of(made.url)}"

    async def pay(self, issued: IssuedInvoice, amount: str) -> None:
        async with self.unit() as unit:
            await record_payment(unit, issued.id, adapter(PaymentRequest).validate_python({"amount": amount}))

    async def credit(self, issued: IssuedInvoice, **asked: Any) -> IssuedInvoice:
        async with self.unit() as unit:
            original = await read_invoice(unit, issued.id)
            wanted = credit_request(original, adapter(CreditRequest).validate_python(asked))
            note = (await issue_request(unit, wanted)).issued
        await apply_credit(self.floor, self.tenant, note.id)
        await write_files(self.floor, self.tenant, note.id)
        return note

    async def brand(self, **fields: Any) -> None:
        async with self.unit() as unit:
            await change_branding(unit, adapter(BrandingRequest).validate_python(fields), set(fields))


async def new_scene(floor: Floor, *, mode: Mode = Mode.LIVE, country: str = "AT", **changes: Any) -> Scene:
    account, _ = await create_account(floor, "Platform", mode, actor="test", request_id="")
    wanted = adapter(OrganizationRequest).validate_python({**SELLER, "country": country, **changes})
    organization = await create_organization(floor, account, mode, wanted, actor="test", request_id="")
    return Scene(floor, tenant_of(organization, mode))


def request(**changes: Any) -> dict[str, Any]:
    return {
        "issue_date": date(2026, 6, 1),
        "due_date": date(2026, 6, 30),
        "currency": "EUR",
        "language": "en",
        "customer": {
            "name": "Buyer AG",
            "email": "ap@example.com",
            "address": {"line1": "Weg 1", "city": "Berlin", "postal_code": "10115", "country": "DE"},
        },
        "lines": [line("100.00")],
        **changes,
    }


def line(price: str, **changes: Any) -> dict[str, Any]:
    return {"name": "Work", "quantity": "1", "unit_price": price, "vat": {"category": "S", "rate": "20"}, **changes}


def draw_logo(width: int = 900, height: int = 240, colour: str = "#0f766e") -> str:
    """A PNG as base64: a leaf-like mark and a bar, on transparent ground."""
    picture = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    drawing = ImageDraw.Draw(picture)
    drawing.ellipse((0, 0, height - 1, height - 1), fill=colour)
    drawing.pieslice((height * 0.2, height * 0.2, height * 0.8, height * 0.8), 0, 180, fill="#ffffff")
    for place, share in ((0.2, 1.0), (0.55, 0.7)):
        drawing.rounded_rectangle(
            (height * 1.25, height * place, height * 1.25 + (width - height * 1.3) * share, height * (place + 0.22)),
            radius=height // 12,
            fill=colour,
        )
    content = io.BytesIO()
    picture.save(content, "PNG")
    return base64.b64encode(content.getvalue()).decode()
