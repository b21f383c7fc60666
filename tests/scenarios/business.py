"""A business on a floor: an organization with what it does in the course of a day."""

import dataclasses
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from faktura.drafts.read import Draft
from faktura.drafts.schemas import InvoiceRequest
from faktura.drafts.write import create_draft
from faktura.invoices.issue import issue_draft, issue_request
from faktura.invoices.read import IssuedInvoice
from faktura.model.json import adapter
from faktura.organizations.create import create_account, create_organization
from faktura.organizations.schemas import OrganizationRequest
from faktura.organizations.tenants import Mode, tenant_of
from faktura.storage.floor import Floor
from faktura.storage.unit import open_unit
from faktura.worker import JOBS

RUNS = {job.name: job.run for job in JOBS}


@dataclasses.dataclass(frozen=True, slots=True)
class Business:
    """An organization, by its tenant."""

    floor: Floor
    tenant: UUID

    def unit(self, now: datetime | None = None, actor: str = "test") -> Any:
        return open_unit(self.floor, self.tenant, actor=actor, now=now)

    def with_settings(self, **settings: Any) -> "Business":
        """The same business on a floor with other settings."""
        return Business(dataclasses.replace(self.floor, settings=self.floor.settings.changed(settings)), self.tenant)

    async def issue(self, now: datetime | None = None, **changes: Any) -> IssuedInvoice:
        """An invoice over 100.00 net for a domestic buyer, or another document when `changes` say so."""
        async with self.unit(now) as unit:
            country = await unit.fetch_value("select country from organizations where tenant = $1", self.tenant)
            return (await issue_request(unit, request(country, **changes))).issued

    async def draft(self, now: datetime | None = None, **changes: Any) -> Draft:
        """The same as a draft."""
        async with self.unit(now) as unit:
            country = await unit.fetch_value("select country from organizations where tenant = $1", self.tenant)
            return (await create_draft(unit, request(country, **changes)))[0]

    async def issue_draft(self, draft: Draft, now: datetime | None = None) -> IssuedInvoice:
        async with self.unit(now) as unit:
            return (await issue_draft(unit, draft.id)).issued

    async def queued(self) -> list[str]:
        """The names of the jobs that wait for this business, first to last."""
        async with self.floor.database.acquire() as connection:
            rows = await connection.fetch("select entrypoint, payload from pgqueuer order by id")
        return [row["entrypoint"] for row in rows if orjson.loads(row["payload"])["tenant"] == str(self.tenant)]

    async def run_jobs(self) -> list[str]:
        """Run what is due for this business, and what that makes due, until nothing is; answers the names."""
        done: list[str] = []
        while True:
            async with self.floor.database.acquire() as connection:
                rows = await connection.fetch(
                    "delete from pgqueuer where execute_after <= now() "
                    "and convert_from(payload, 'UTF8')::jsonb ->> 'tenant' = $1 returning id, entrypoint, payload",
                    str(self.tenant),
                )
            if not rows:
                return done
            for row in sorted(rows, key=lambda row: row["id"]):
                target = UUID(orjson.loads(row["payload"])["object"])
                await RUNS[row["entrypoint"]](self.floor, self.tenant, target)
                done.append(row["entrypoint"])


async def new_business(floor: Floor, country: str = "AT", mode: Mode = Mode.TEST, **fields: Any) -> Business:
    """A new organization of a new account; in test mode with a made-up identity."""
    account, _ = await create_account(floor, "Test", mode, actor="test", request_id="")
    asked: OrganizationRequest = adapter(OrganizationRequest).validate_python(
        {"name": f"Example {country}", "country": country, **fields}
    )
    organization = await create_organization(floor, account, mode, asked, actor="test", request_id="")
    return Business(floor, tenant_of(organization, mode))


def plain_request(country: str, **changes: Any) -> dict[str, Any]:
    """The JSON of a request: one line of 100.00 net to a domestic buyer, whose VAT is derived."""
    return {
        "issue_date": date(2026, 6, 1),
        "customer": {
            "name": "Buyer AG",
            "email": "buyer@example.com",
            "address": {"line1": "Weg 1", "city": "Anywhere", "postal_code": "1000", "country": country},
        },
        "lines": [{"name": "Work", "quantity": "1", "unit_price": "100.00"}],
        **changes,
    }


def request(country: str = "AT", **changes: Any) -> InvoiceRequest:
    """The same as the shape that the doors read; what is None in `changes` is left out."""
    plain = {name: value for name, value in plain_request(country, **changes).items() if value is not None}
    read: InvoiceRequest = adapter(InvoiceRequest).validate_python(plain)
    return read
