"""The running application and its users: an app on a floor, tenants with a client each, documents, and their jobs."""

import asyncio
import copy
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import orjson
from starlette.applications import Starlette

from faktura.api.showing import show_thing
from faktura.jobs.job import reactions_of
from faktura.jobs.queue import install_queue
from faktura.jobs.worker import Worker
from faktura.organizations.create import ensure_access
from faktura.organizations.tenants import Mode, tenant_of
from faktura.settings import Settings
from faktura.storage.database import Database
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id, show_id
from faktura.storage.objects import FolderObjects
from faktura.storage.unit import open_unit
from faktura.worker import JOBS, WATCHES

from .described import check_every_answer

_JOBS = {job.name: job for job in JOBS}

# The example of the contract, word for word.
EXAMPLE: dict[str, Any] = {
    "issue": True,
    "customer": {
        "name": "Example GmbH",
        "vat_id": "DE123456788",
        "email": "ap@example.com",
        "electronic_address": {"scheme": "9930", "value": "DE123456788"},
        "address": {"line1": "Musterweg 1", "city": "Berlin", "postal_code": "10115", "country": "DE"},
    },
    "currency": "EUR",
    "issue_date": "2026-11-23",
    "due_date": "2026-12-23",
    "buyer_reference": "04011000-12345-39",
    "lines": [
        {
            "description": "Consulting",
            "quantity": "12.5",
            "unit": "hour",
            "unit_price": "80.00",
            "vat": {"category": "S", "rate": "19"},
        },
        {
            "description": "Handbook",
            "quantity": "3",
            "unit": "piece",
            "unit_price": "19.90",
            "vat": {"category": "S", "rate": "7"},
            "allowances": [{"percent": "10", "reason": "loyalty"}],
        },
    ],
    "send": {"channels": ["peppol", "email"]},
}


async def build_floor(database: Database, folder: Path, **settings: Any) -> Floor:
    """A floor without limits, which tests/limits is about: tests ask quicker than people."""
    return Floor(
        settings=Settings(home=folder, **{"rate_limits": "off", **settings}),
        database=database,
        objects=FolderObjects.open(folder / "objects"),
        reactions=reactions_of(JOBS),
        secret=bytes(32),
        show=show_thing,
    )


async def prepare_queue(url: str) -> None:
    owner = await asyncpg.connect(url)
    try:
        await install_queue(owner)
    finally:
        await owner.close()


def client_of(app: Starlette, key: str | None = None, **headers: str) -> httpx.AsyncClient:
    given = {"Authorization": f"Bearer {key}"} if key else {}
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app),
        base_url="http://127.0.0.1",
        headers={**given, **headers},
        timeout=60,
        event_hooks={"response": [check_every_answer]},
    )


@dataclass(frozen=True, slots=True)
class Tenant:
    """An organization, its key, and a client that sends the key."""

    floor: Floor
    app: Starlette
    http: httpx.AsyncClient
    organization: UUID
    key: str
    mode: Mode

    @property
    def id(self) -> UUID:
        return tenant_of(self.organization, self.mode)

    @property
    def public_id(self) -> str:
        return show_id("org", self.organization)

    @property
    def path(self) -> str:
        return f"/v1/organizations/{self.public_id}"

    async def create(self, expected: int = 201, **changes: Any) -> dict[str, Any]:
        """A document made by POST /v1/invoices: a draft, or issued when `changes` say so."""
        return answered(await self.http.post("/v1/invoices", json=request(**changes)), expected)

    async def issue(self, **changes: Any) -> dict[str, Any]:
        return await self.create(issue=True, **changes)

    async def count(self, table: str) -> int:
        async with open_unit(self.floor, self.id, actor="test") as unit:
            found: int = await unit.fetch_value(f"select count(*) from {table} where tenant = $1", self.id)
        return found

    async def drain(self) -> list[str]:
        """Run this tenant's jobs that are due, and what they enqueue, until there are none; answers their names."""
        done = []
        while True:
            async with self.floor.database.acquire() as connection:
                rows = await connection.fetch(
                    "delete from pgqueuer where convert_from(payload, 'utf8')::json ->> 'tenant' = $1 "
                    "and execute_after <= now() returning id, entrypoint, payload",
                    str(self.id),
                )
            if not rows:
                return done
            for row in sorted(rows, key=lambda row: row["id"]):
                payload = orjson.loads(row["payload"])
                await _JOBS[row["entrypoint"]].run(self.floor, UUID(payload["tenant"]), UUID(payload["object"]))
                done.append(row["entrypoint"])


async def new_tenant(floor: Floor, app: Starlette, country: str = "AT", mode: Mode = Mode.TEST) -> Tenant:
    access = await ensure_access(floor, f"Seller {show_id('org', new_id())}", country, mode)
    return Tenant(floor, app, client_of(app, access.key.text), access.organization, access.key.text, mode)


async def sign_up(app: Starlette, country: str = "AT") -> Mapping[str, str]:
    """An account with an organization, as POST /v1/accounts gives it."""
    body = {"name": "Platform", "organization": {"name": "Seller GmbH", "country": country}}
    async with client_of(app) as http:
        access: Mapping[str, str] = answered(await http.post("/v1/accounts", json=body), 201)
    return access


@asynccontextmanager
async def working(floor: Floor) -> AsyncIterator[None]:
    """The worker runs beside the block, as it does in `faktura serve`."""
    worker = Worker(floor, JOBS, WATCHES)
    running = asyncio.create_task(worker.run())
    try:
        yield
    finally:
        worker.stop()
        await running


def answered(response: httpx.Response, status: int = 200) -> Any:
    """The body of an answer that must have this status."""
    assert response.status_code == status, response.text
    return response.json() if response.content else None


def refused(response: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The problem that a request must be refused with; every problem has the whole shape of the contract."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert set(problem) == {"type", "title", "status", "detail", "code", "request_id", "errors"}
    assert problem["code"] == code, response.text
    assert problem["status"] == status
    assert problem["request_id"] == response.headers["request-id"]
    for error in problem["errors"]:
        assert {"pointer", "code", "message", "rule", "term", "severity"} <= set(error)
    return problem


def found(problem: Mapping[str, Any]) -> dict[str, str]:
    """Pointer -> code of a problem's errors."""
    return {error["pointer"]: error["code"] for error in problem["errors"]}


def line(price: str = "100.00", **changes: Any) -> dict[str, Any]:
    return {"name": "Work", "quantity": "1", "unit_price": price, "vat": {"category": "S", "rate": "20"}, **changes}


def request(**changes: Any) -> dict[str, Any]:
    """An invoice over 120.00 EUR from an Austrian seller; a change to None leaves the field out."""
    held = {
        "issue_date": "2026-06-01",
        "due_date": "2026-06-30",
        "currency": "EUR",
        "customer": {
            "name": "Buyer AG",
            "email": "ap@example.com",
            "address": {"line1": "Weg 1", "city": "Berlin", "postal_code": "10115", "country": "DE"},
        },
        "lines": [line()],
        **changes,
    }
    return {name: value for name, value in held.items() if value is not None}


def example(**changes: Any) -> dict[str, Any]:
    return {**copy.deepcopy(EXAMPLE), **changes}
