"""Receivers that check what they get, platforms, and waiting for what the worker does."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
from standardwebhooks import Webhook
from starlette.applications import Starlette

from api.stage import Tenant, answered, client_of, sign_up
from faktura.jobs import publish
from faktura.organizations.tenants import Mode, tenant_of
from faktura.storage.floor import Floor
from faktura.storage.ids import read_id
from faktura.storage.unit import open_unit
from faktura.webhooks.stream.advance import advance_all
from outgoing.receivers import Received


@dataclass(frozen=True, slots=True)
class Platform:
    """An account's client, and clients of its organizations."""

    floor: Floor
    http: httpx.AsyncClient
    account: UUID
    ids: list[str]
    organizations: list[httpx.AsyncClient]

    def tenant(self, place: int) -> UUID:
        owner = read_id("org", self.ids[place])
        assert owner is not None
        return tenant_of(owner, Mode.TEST)


async def new_platform(floor: Floor, app: Starlette) -> Platform:
    access = await sign_up(app)
    http = client_of(app, access["account_key"])
    body = {"name": "Second GmbH", "country": "AT"}
    second = answered(await http.post("/v1/organizations", json=body), 201)["id"]
    ids = [access["organization"], second]
    clients = [client_of(app, access["account_key"], **{"Faktura-Organization": each}) for each in ids]
    account = read_id("acc", access["account"])
    assert account is not None
    return Platform(floor, http, account, ids, clients)


async def endpoint_of(http: httpx.AsyncClient, url: str, **fields: Any) -> dict[str, Any]:
    made: dict[str, Any] = answered(await http.post("/v1/webhook-endpoints", json={"url": url, **fields}), 201)
    return made


async def tell(floor: Floor, tenant: UUID, target: UUID, *numbers: int, event_type: str = "customer.changed") -> None:
    """Events about a thing, each in a transaction of its own."""
    for number in numbers:
        async with open_unit(floor, tenant, actor="test") as unit:
            await publish(unit, event_type, target, {"number": number})


async def advance(floor: Floor) -> None:
    while await advance_all(floor):
        pass


async def until(condition: Callable[[], Awaitable[Any] | Any], seconds: float = 30) -> Any:
    """Wait until something is true; answers it."""
    end = time.monotonic() + seconds
    while True:
        found = condition()
        if isinstance(found, Awaitable):
            found = await found
        if found:
            return found
        assert time.monotonic() < end, "it did not come to pass"
        await asyncio.sleep(0.05)


def verified(received: Received, secret: str) -> dict[str, Any]:
    """The body of a webhook, whose signature the foreign library takes."""
    Webhook(secret).verify(received.body, received.headers)
    body: dict[str, Any] = json.loads(received.body)
    assert body["id"] == received.headers["webhook-id"]
    return body


async def deliveries(tenant: Tenant | httpx.AsyncClient, **query: str) -> list[dict[str, Any]]:
    http = tenant.http if isinstance(tenant, Tenant) else tenant
    found: list[dict[str, Any]] = answered(await http.get("/v1/webhook-deliveries", params={"limit": "100", **query}))[
        "data"
    ]
    return found
