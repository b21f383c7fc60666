"""A floor with a database, an object folder and a queue; an organization; documents; and the reactions to events."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from faktura.archive.jobs import JOBS as ARCHIVE_JOBS
from faktura.drafts.schemas import InvoiceRequest
from faktura.invoices.issue import issue_request
from faktura.invoices.jobs import JOBS as INVOICE_JOBS
from faktura.invoices.read import IssuedInvoice
from faktura.jobs.job import reactions_of
from faktura.jobs.queue import install_queue
from faktura.model.json import adapter
from faktura.organizations.create import ensure_access
from faktura.organizations.tenants import Mode, tenant_of
from faktura.payments.jobs import JOBS as PAYMENT_JOBS
from faktura.payments.read import Payment
from faktura.payments.record import record_payment
from faktura.payments.schemas import PaymentRequest
from faktura.settings import Settings
from faktura.storage.database import Database
from faktura.storage.floor import Floor
from faktura.storage.objects import FolderObjects
from faktura.storage.unit import open_unit

JOBS = {job.name: job for job in (*INVOICE_JOBS, *PAYMENT_JOBS, *ARCHIVE_JOBS)}


async def build_floor(database: Database, database_url: str, folder: Path) -> Floor:
    owner = await asyncpg.connect(database_url)
    try:
        await install_queue(owner)
    finally:
        await owner.close()
    return Floor(
        settings=Settings(home=folder, rate_limits="off"),
        database=database,
        objects=FolderObjects.open(folder / "objects"),
        reactions=reactions_of(tuple(JOBS.values())),
        secret=bytes(32),
    )


@dataclass(frozen=True, slots=True)
class Tenant:
    """An organization in test mode, and its tenant's id."""

    floor: Floor
    id: UUID

    def unit(self, now: datetime | None = None) -> Any:
        return open_unit(self.floor, self.id, actor="test", now=now)

    async def issue(self, now: datetime | None = None, **changes: Any) -> IssuedInvoice:
        """An invoice over 120.00 EUR, or another document when `changes` say so."""
        async with self.unit(now) as unit:
            issue = await issue_request(unit, adapter(InvoiceRequest).validate_python(request(**changes)))
        return issue.issued

    async def pay(self, issued: IssuedInvoice, amount: str, now: datetime | None = None, **fields: Any) -> Payment:
        wanted = adapter(PaymentRequest).validate_python({"amount": amount, **fields})
        async with self.unit(now) as unit:
            return await record_payment(unit, issued.id, wanted)

    async def run_reactions(self) -> list[str]:
        """Run what is in the queue, and what that puts there, until it is empty; answers the names in their order."""
        done = []
        while True:
            async with self.floor.database.acquire() as connection:
                rows = await connection.fetch(
                    "delete from pgqueuer where execute_after <= now() returning id, entrypoint, payload"
                )
            if not rows:
                return done
            for row in sorted(rows, key=lambda row: row["id"]):
                payload = orjson.loads(row["payload"])
                await JOBS[row["entrypoint"]].run(self.floor, UUID(payload["tenant"]), UUID(payload["object"]))
                done.append(row["entrypoint"])


async def new_tenant(floor: Floor, name: str = "Example GmbH", country: str = "AT") -> Tenant:
    access = await ensure_access(floor, name, country, Mode.TEST)
    return Tenant(floor, tenant_of(access.organization, Mode.TEST))


def request(**changes: Any) -> dict[str, Any]:
    return {
        "issue_date": date(2026, 6, 1),
        "due_date": date(2026, 6, 30),
        "currency": "EUR",
        "customer": {
            "name": "Buyer AG",
            "email": "ap@example.com",
            "address": {"line1": "Weg 1", "city": "Berlin", "postal_code": "10115", "country": "DE"},
        },
        "lines": [line("100.00")],
        **changes,
    }


def line(price: str) -> dict[str, Any]:
    return {"name": "Work", "quantity": "1", "unit_price": price, "vat": {"category": "S", "rate": "20"}}
