"""A test organization's own time, over HTTP: what it moves, and what it does not."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from api.stage import Tenant, answered, client_of, found, new_tenant, prepare_queue, refused
from faktura.api.app import build_app
from faktura.clocks.clock import EARLIEST, LATEST, STEP_MAX
from faktura.organizations.tenants import Mode
from faktura.storage.floor import Floor
from faktura.storage.unit import open_unit

pytestmark = pytest.mark.anyio

NEW_YEAR = "2027-12-31T22:30:00Z"


@pytest.fixture(scope="module")
async def app(floor: Floor, module_database_url: str) -> Starlette:
    await prepare_queue(module_database_url)
    return build_app(floor)


@pytest.fixture
async def tenant(floor: Floor, app: Starlette) -> AsyncIterator[Tenant]:
    made = await new_tenant(floor, app)
    yield made
    await made.http.aclose()


async def start(tenant: Tenant, moment: str = NEW_YEAR) -> dict[str, Any]:
    clock: dict[str, Any] = answered(await tenant.http.post("/v1/test-clocks", json={"frozen_at": moment}), 201)
    return clock


async def advance(tenant: Tenant, clock: dict[str, Any], moment: str) -> httpx.Response:
    return await tenant.http.post(f"/v1/test-clocks/{clock['id']}/advance", json={"frozen_at": moment})


async def test_new_documents_carry_the_clocks_day_in_the_organizations_zone(tenant: Tenant) -> None:
    clock = await start(tenant)
    first = await tenant.issue(issue_date=None, due_date=None)
    # Half past ten in the evening in UTC is still this year in Vienna, by half an hour.
    assert (first["issue_date"], first["due_date"], first["number"]) == ("2027-12-31", "2028-01-14", "2027-00001")
    assert first["issued_at"] == "2027-12-31T22:30:00Z"
    answered(await advance(tenant, clock, "2027-12-31T23:00:00Z"))
    second = await tenant.issue(issue_date=None, due_date=None)
    assert (second["issue_date"], second["number"]) == ("2028-01-01", "2028-00001")


async def test_time_makes_a_document_overdue_and_ends_a_link(tenant: Tenant) -> None:
    clock = await start(tenant)
    issued = await tenant.issue(issue_date=None, due_date=None)
    await tenant.drain()
    path = f"/v1/invoices/{issued['id']}"
    link = answered(await tenant.http.post(f"{path}/links", json={"expires_in_days": 10}), 201)

    async def state() -> tuple[str, int]:
        payment = answered(await tenant.http.get(f"{path}/status"))["payment"]
        return payment["state"], payment["overdue_days"]

    assert await state() == ("open", 0)
    answered(await advance(tenant, clock, "2028-01-14T12:00:00Z"))
    assert await state() == ("open", 0)
    assert answered(await tenant.http.get(path))["links"].get("page") != link["url"]
    answered(await advance(tenant, clock, "2028-01-17T12:00:00Z"))
    assert await state() == ("overdue", 3)
    answered(await tenant.http.delete(f"/v1/test-clocks/{clock['id']}"), 204)
    assert await state() == ("open", 0)


async def test_the_same_story_gives_the_same_documents(floor: Floor, app: Starlette) -> None:
    told = []
    for _ in range(2):
        tenant = await new_tenant(floor, app)
        clock = await start(tenant)
        days = []
        for moment in ("2028-01-15T00:00:00Z", "2028-02-29T12:00:00Z", "2028-12-31T23:59:59Z"):
            answered(await advance(tenant, clock, moment))
            issued = await tenant.issue(issue_date=None, due_date=None)
            days.append((issued["number"], issued["issue_date"], issued["due_date"], issued["issued_at"]))
        told.append(days)
        await tenant.http.aclose()
    assert told[0] == told[1]


async def test_keys_and_waits_keep_the_real_time(tenant: Tenant, app: Starlette) -> None:
    long_lived = answered(
        await tenant.http.post(f"{tenant.path}/api-keys", json={"name": "short", "expires_at": "2090-01-01T00:00:00Z"}),
        201,
    )
    clock = await start(tenant, "2095-01-01T00:00:00Z")
    answered(await advance(tenant, clock, "2099-12-31T00:00:00Z"))
    async with client_of(app, long_lived["key"]) as http:
        answered(await http.get("/v1/invoices"))
    issued = await tenant.issue(issue_date=None, due_date=None, send={"channels": ["email"]})
    await tenant.drain()
    delivery = answered(await tenant.http.get(f"/v1/invoices/{issued['id']}/deliveries"))["data"][0]
    assert delivery["state"] == "delivered"


async def test_moving_is_told_as_an_event(tenant: Tenant) -> None:
    clock = await start(tenant)
    answered(await advance(tenant, clock, "2028-01-01T00:00:00Z"))
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        event = await unit.fetch_row(
            "select * from events where tenant = $1 and type = 'test_clock.advanced'", tenant.id
        )
    assert event["data"] == {"from": "2027-12-31T22:30:00+00:00", "to": "2028-01-01T00:00:00+00:00"}


@pytest.mark.parametrize(
    "moment", ["2027-12-31T22:30:00Z", "2027-01-01T00:00:00Z", "2039-01-01T00:00:00Z", "2028-01-01T00:00:00"]
)
async def test_time_goes_on_and_not_too_far(tenant: Tenant, moment: str) -> None:
    clock = await start(tenant)
    problem = refused(await advance(tenant, clock, moment), 422, "test_clock_invalid")
    assert found(problem) == {"/frozen_at": "time_invalid"}


async def test_limits_of_a_clock(tenant: Tenant) -> None:
    for moment in ("1999-12-31T23:59:59Z", "2100-01-01T00:00:01Z", "2027-01-01T00:00:00"):
        body = {"frozen_at": moment}
        refused(await tenant.http.post("/v1/test-clocks", json=body), 422, "test_clock_invalid")
    assert datetime(2000, 1, 1, tzinfo=UTC) == EARLIEST
    assert datetime(2100, 1, 1, tzinfo=UTC) == LATEST
    clock = await start(tenant, "2027-01-01T00:00:00Z")
    far = datetime(2027, 1, 1, tzinfo=UTC) + STEP_MAX
    answered(await advance(tenant, clock, far.isoformat()))


async def test_one_clock_for_each_test_organization_and_none_for_live_ones(
    floor: Floor, app: Starlette, tenant: Tenant
) -> None:
    clock = await start(tenant)
    refused(await tenant.http.post("/v1/test-clocks", json={"frozen_at": NEW_YEAR}), 409, "test_clock_exists")
    assert answered(await tenant.http.get("/v1/test-clocks"))["data"] == [clock]
    live = await new_tenant(floor, app, mode=Mode.LIVE)
    refused(await live.http.post("/v1/test-clocks", json={"frozen_at": NEW_YEAR}), 403, "test_mode_only")
    assert answered(await live.http.get("/v1/test-clocks"))["data"] == []
    other = await new_tenant(floor, app)
    refused(await other.http.get(f"/v1/test-clocks/{clock['id']}"), 404, "test_clock_not_found")
    refused(await advance(other, clock, "2028-01-01T00:00:00Z"), 404, "test_clock_not_found")
    refused(await other.http.delete(f"/v1/test-clocks/{clock['id']}"), 404, "test_clock_not_found")
    await live.http.aclose()
    await other.http.aclose()
