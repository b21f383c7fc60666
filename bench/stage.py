"""An installation to measure: a durable database in a folder of its own, organizations, API processes without jobs."""

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from faktura.api.app import build_app
from faktura.cli.installation import bring_up_to_date, open_floor
from faktura.cli.logs import set_up_logs
from faktura.cli.serve import child_environment, listen, start_child
from faktura.organizations.create import create_account, create_organization
from faktura.organizations.keys import create_key
from faktura.organizations.schemas import OrganizationRequest
from faktura.organizations.tenants import Mode, tenant_of
from faktura.settings import Settings, load
from faktura.storage.embedded import EmbeddedPostgres
from faktura.storage.floor import Floor
from faktura.storage.unit import open_unit

READY_SECONDS_MAX = 60


@dataclass(frozen=True, slots=True)
class Tenant:
    """An organization in test mode, and its key."""

    id: UUID
    key: str


@dataclass(frozen=True, slots=True)
class Stage:
    """An installation whose database runs."""

    settings: Settings
    url: str

    @asynccontextmanager
    async def floor(self) -> AsyncIterator[Floor]:
        """The floor, for work in this process."""
        async with open_floor(self.settings, self.url) as floor:
            yield floor


@contextmanager
def new_stage() -> Iterator[Stage]:
    """A new installation; everything is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="faktura-bench-"))
    settings = load(env={}, given={"home": str(folder / "home"), "log_format": "json", "rate_limits": "off"})
    # What this process does is preparation: its log would only hide the results.
    set_up_logs(settings.changed({"log_level": "error"}))
    try:
        # Durable, as in earnest: every commit waits for the disk.
        with EmbeddedPostgres.start(settings.home) as server:
            asyncio.run(bring_up_to_date(server.url))
            yield Stage(settings, server.url)
    finally:
        shutil.rmtree(folder)


async def new_tenants(floor: Floor, count: int) -> list[Tenant]:
    """Organizations of one account, each with a key."""
    account, _ = await create_account(floor, "Bench", Mode.TEST, actor="bench", request_id="")
    made = []
    for number in range(count):
        request = OrganizationRequest(name=f"Organization {number}", country="DE")
        organization = await create_organization(floor, account, Mode.TEST, request, actor="bench", request_id="")
        tenant = tenant_of(organization, Mode.TEST)
        async with open_unit(floor, tenant, actor="bench") as unit:
            key = await create_key(unit, "organization", "bench")
        made.append(Tenant(tenant, key.text))
    return made


def client(floor: Floor) -> httpx.AsyncClient:
    """A client of the application in this process, without a network."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=build_app(floor)), base_url="http://bench")


@contextmanager
def api_processes(stage: Stage, count: int, *, jobs: bool = False) -> Iterator[int]:
    """API processes as ``faktura serve --workers`` starts them, with `jobs` also the one for jobs; gives their port."""
    listener = listen(stage.settings.changed({"port": 0}))
    port: int = listener.getsockname()[1]
    settings = stage.settings.changed({"port": port})
    environment = {**os.environ, **child_environment(settings, stage.url), "FAKTURA_LOG_FORMAT": "json"}
    environment |= {
        f"FAKTURA_{each.name.upper()}": each.value for each in settings.report() if each.name.startswith("rate_limit")
    }
    children: list[subprocess.Popen[bytes]] = []
    try:
        with _quiet_children():
            roles = [*["api"] * count, *["jobs"] * jobs]
            children += [start_child(role, listener, environment) for role in roles]
        _wait_until_ready(port)
        yield port
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait()
        listener.close()


@contextmanager
def _quiet_children() -> Iterator[None]:
    """Children started inside write their log, a line a request, to nowhere: it is written, but not watched."""
    kept = os.dup(2)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def _wait_until_ready(port: int) -> None:
    # The parent listens, so a request waits in the socket until a child takes it.
    with httpx.Client(timeout=READY_SECONDS_MAX) as http:
        http.get(f"http://127.0.0.1:{port}/health/ready").raise_for_status()


def invoice(lines: int = 10, **changes: Any) -> dict[str, Any]:
    """The body of an invoice with lines at two rates."""
    return {
        "issue": True,
        "issue_date": "2026-11-23",
        "due_date": "2026-12-23",
        "currency": "EUR",
        "buyer_reference": "04011000-12345-39",
        "customer": {
            "name": "Example GmbH",
            "vat_id": "DE123456788",
            "email": "ap@example.com",
            "electronic_address": {"scheme": "9930", "value": "DE123456788"},
            "address": {"line1": "Musterweg 1", "city": "Berlin", "postal_code": "10115", "country": "DE"},
        },
        "lines": [
            {
                "description": f"Consulting, phase {number}",
                "quantity": f"{number}.5",
                "unit": "hour",
                "unit_price": "80.00",
                "vat": {"category": "S", "rate": "19" if number % 2 else "7"},
            }
            for number in range(1, lines + 1)
        ],
        **changes,
    }
