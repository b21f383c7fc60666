"""The example of the contract, word for word, from a fresh organization of every country."""

from decimal import Decimal

import pytest
from starlette.applications import Starlette

from faktura.registry import countries
from faktura.storage.floor import Floor

from .stage import Tenant, answered, client_of, example, new_tenant

pytestmark = pytest.mark.anyio

NAMED = {
    "id", "number", "state", "seller", "buyer", "lines", "vat_breakdown", "totals", "findings", "files", "links",
    "created_at", "issued_at", "hash",
}  # fmt: skip


@pytest.mark.parametrize("country", sorted(countries()))
async def test_example_is_issued(floor: Floor, app: Starlette, country: str) -> None:
    tenant = await new_tenant(floor, app, country)
    issued = answered(await tenant.http.post("/v1/invoices", json=example()), 201)

    assert set(issued) >= NAMED
    assert issued["state"] == "issued"
    assert issued["number"]
