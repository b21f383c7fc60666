from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import httpx2
import pytest
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client

from api.process import serving

INVOICE: dict[str, Any] = {
    "issue": True,
    "customer": {
        "name": "Buyer AG",
        "email": "ap@example.com",
        "address": {"line1": "Weg 1", "city": "Berlin", "postal_code": "10115", "country": "DE"},
    },
    "lines": [{"name": "Work", "quantity": "1", "unit_price": "100.00", "vat": {"category": "S", "rate": "20"}}],
}


@dataclass(frozen=True, slots=True)
class Business:
    """An organization on a running server, with an issued document."""

    url: str
    key: str
    account_key: str
    organization: str
    invoice: str
    number: str

    def http(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, headers={"Authorization": f"Bearer {self.key}"}, timeout=60)


def new_business(url: str) -> Business:
    body = {"name": "Platform", "organization": {"name": "Seller GmbH", "country": "AT"}}
    access = httpx.post(f"{url}/v1/accounts", json=body, timeout=60).json()
    headers = {"Authorization": f"Bearer {access['key']}", "Prefer": "wait=20"}
    issued = httpx.post(f"{url}/v1/invoices", json=INVOICE, headers=headers, timeout=60).json()
    return Business(url, access["key"], access["account_key"], access["organization"], issued["id"], issued["number"])


@asynccontextmanager
async def agent(url: str, key: str | None, **headers: str) -> AsyncIterator[Client]:
    """The SDK's own client, with a key."""
    given = {"Authorization": f"Bearer {key}"} if key else {}
    async with (
        httpx2.AsyncClient(headers={**given, **headers}, timeout=60) as http,
        Client(streamable_http_client(f"{url}/mcp", http_client=http)) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def reading(module_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server as it is set by default."""
    with serving(tmp_path_factory.mktemp("home"), database_url=module_database_url) as server:
        yield server.url


@pytest.fixture(scope="module")
def business(reading: str) -> Business:
    return new_business(reading)


@pytest.fixture(scope="module")
def other(reading: str) -> Business:
    return new_business(reading)
