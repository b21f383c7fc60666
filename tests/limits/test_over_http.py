"""Limits as a client meets them: 429 with what it needs to know, before anything is done, and nobody else's."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from api.stage import Tenant, answered, build_floor, client_of, found, new_tenant, prepare_queue, refused, request
from faktura.api.app import build_app
from faktura.limits.limiter import Limiter
from faktura.organizations.create import ensure_account_key
from faktura.organizations.schemas import KeyRequest
from faktura.organizations.tenants import Mode
from faktura.storage.database import Database
from faktura.storage.floor import Floor

pytestmark = pytest.mark.anyio

LIMITS = {
    "rate_limits": "on",
    "rate_limit_key_per_second": 2,
    "rate_limit_key_burst": 5,
    "rate_limit_organization_per_second": 3,
    "rate_limit_organization_burst": 8,
    "rate_limit_account_per_second": 5,
    "rate_limit_account_burst": 12,
    "rate_limit_address_per_second": 1,
    "rate_limit_address_burst": 30,
}


@pytest.fixture
async def floor(database: Database, database_url: str, tmp_path: Path) -> Floor:
    await prepare_queue(database_url)
    return await build_floor(database, tmp_path, **LIMITS)


@pytest.fixture
def app(floor: Floor) -> Starlette:
    return build_app(floor)


@pytest.fixture
async def tenant(floor: Floor, app: Starlette) -> AsyncIterator[Tenant]:
    made = await new_tenant(floor, app)
    yield made
    await made.http.aclose()


def limiter_of(app: Starlette) -> Limiter:
    limiter: Limiter = app.state.limiting.limiter
    return limiter


async def until_refused(http: httpx.AsyncClient, path: str = "/v1/invoices", most: int = 40) -> tuple[int, Any]:
    """How many reads passed, and the refusal."""
    for passed in range(most):
        response = await http.get(path)
        if response.status_code == 429:
            return passed, response
        assert response.status_code == 200, response.text
    raise AssertionError("nothing was refused")


async def test_a_key_that_asks_too_often_is_refused_with_what_it_needs_to_know(tenant: Tenant) -> None:
    passed, response = await until_refused(tenant.http)
    assert 5 <= passed <= 7
    problem = refused(response, 429, "rate_limited")
    assert "key-reads" in problem["detail"]
    assert response.headers["retry-after"] == "1"
    assert response.headers["ratelimit-policy"] == '"key-reads";q=5;w=3, "organization-reads";q=8;w=3'
    assert re.fullmatch(r'"key-reads";r=0;t=\d, "organization-reads";r=\d;t=\d', response.headers["ratelimit"]), (
        response.headers["ratelimit"]
    )
    await asyncio.sleep(float(response.headers["retry-after"]))
    answered(await tenant.http.get("/v1/invoices"))


async def test_every_answer_says_what_is_left(tenant: Tenant) -> None:
    first = await tenant.http.get("/v1/invoices")
    second = await tenant.http.get("/v1/invoices/inv_00000000000000000000000000")
    left = [
        int(re.match(r'"key-reads";r=(\d+);', each.headers["ratelimit"]).group(1))  # type: ignore[union-attr]
        for each in (first, second)
    ]
    assert second.status_code == 404
    assert left[1] in (left[0] - 1, left[0])
    assert left[0] in (4, 5)


async def test_reads_do_not_use_up_the_writes(tenant: Tenant) -> None:
    await until_refused(tenant.http)
    answered(await tenant.http.post("/v1/invoices", json=request()), 201)
    # Nor does a document that is only checked.
    for _ in range(8):
        response = await tenant.http.post("/v1/invoices/preview", json=request())
    assert "key-" in response.headers["ratelimit-policy"]


async def test_a_refused_write_does_nothing(tenant: Tenant) -> None:
    codes = [(await tenant.http.post("/v1/invoices", json=request())).status_code for _ in range(12)]
    assert 429 in codes
    assert await tenant.count("drafts") == codes.count(201)
    assert await tenant.count("audit_entries") >= codes.count(201)


async def test_the_body_of_a_refused_request_is_not_read(tenant: Tenant, app: Starlette) -> None:
    await tenant.http.post("/v1/invoices", json=request())
    for _ in range(10):
        await tenant.http.post("/v1/invoices", json=request())
    read = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(100):
            read += 1
            yield b" " * 1000

    scope = {
        "type": "http", "method": "POST", "path": "/v1/invoices", "raw_path": b"/v1/invoices", "query_string": b"",
        "headers": [(b"authorization", f"Bearer {tenant.key}".encode())], "client": ("127.0.0.1", 1), "scheme": "http",
        "http_version": "1.1", "server": ("x", 80), "root_path": "",
    }  # fmt: skip
    chunks = body()
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": await anext(chunks), "more_body": True}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    assert sent[0]["status"] == 429
    assert read == 0


async def test_nobody_is_refused_for_another_tenant(tenant: Tenant, floor: Floor, app: Starlette) -> None:
    await until_refused(tenant.http)
    other = await new_tenant(floor, app)
    answered(await other.http.get("/v1/invoices"))
    await other.http.aclose()


async def test_keys_of_one_organization_share_its_limit(tenant: Tenant, app: Starlette) -> None:
    made = answered(await tenant.http.post(f"/v1/organizations/{tenant.public_id}/api-keys", json={}), 201)
    async with client_of(app, made["key"]) as second:
        first_passed, _ = await until_refused(tenant.http)
        second_passed, response = await until_refused(second)
    assert first_passed + second_passed <= 8 + 4
    assert "organization-reads" in response.json()["detail"]


async def test_two_processes_count_together(tenant: Tenant, floor: Floor) -> None:
    other_app = build_app(floor)
    async with client_of(other_app, tenant.key) as there:
        passed, _ = await until_refused(tenant.http)
        await limiter_of(tenant.app).settle()
        # The other one lets its allowance through, asks, and refuses.
        passed_there, _ = await until_refused(there)
    assert passed >= 5
    assert passed_there <= 3


async def test_a_wrong_key_counts_against_its_address_and_not_against_the_tenant_that_it_names(
    tenant: Tenant, app: Starlette
) -> None:
    answered(await tenant.http.get("/v1/invoices"))
    forged = tenant.key[:-4] + "0000"
    async with client_of(app, forged) as stranger:
        codes = [(await stranger.get("/v1/invoices")).status_code for _ in range(40)]
        assert set(codes) == {401, 429}
        assert codes.count(401) in range(28, 36)
        response = await stranger.get("/v1/invoices")
        refused(response, 429, "rate_limited")
    # The tenant's own key is known here, and comes from the same address; nothing of its limit was used.
    response = await tenant.http.get("/v1/invoices")
    assert response.status_code == 200
    assert '"key-reads";r=4' in response.headers["ratelimit"] or '"key-reads";r=3' in response.headers["ratelimit"]


async def test_a_revoked_key_is_refused_at_once_although_it_was_known(tenant: Tenant, app: Starlette) -> None:
    path = f"/v1/organizations/{tenant.public_id}/api-keys"
    made = answered(await tenant.http.post(path, json={}), 201)
    async with client_of(app, made["key"]) as second:
        answered(await second.get("/v1/invoices"))
        answered(await tenant.http.delete(f"{path}/{made['id']}"), 204)
        refused(await second.get("/v1/invoices"), 401, "unauthorized")


async def test_roads_without_a_key_are_slow_for_one_address(app: Starlette) -> None:
    body = {"name": "Platform", "organization": {"name": "Seller GmbH", "country": "AT"}}
    async with client_of(app) as http:
        responses = [await http.post("/v1/accounts", json=body) for _ in range(5)]
    codes = [response.status_code for response in responses]
    assert codes[0] == 201
    assert codes[-1] == 429
    refused(responses[-1], 429, "rate_limited")


async def test_pages_of_buyers_count_by_address(floor: Floor) -> None:
    async def page(request: Request) -> PlainTextResponse:
        return PlainTextResponse("page")

    app = build_app(floor, [Route("/i/{token}", page), Route("/docs", page)])
    async with client_of(app) as http:
        codes = [(await http.get(f"/i/{number}")).status_code for number in range(40)]
        assert codes[:30] == [200] * 30
        assert codes[-1] == 429
        response = await http.get("/i/1")
        assert int(response.headers["retry-after"]) >= 1
        # What shows no document is for everybody.
        assert {(await http.get(path)).status_code for path in ("/docs", "/health/live", "/metrics") * 20} == {200}


async def test_many_documents_count_as_many(tenant: Tenant, app: Starlette) -> None:
    answered(await tenant.http.post("/v1/invoices", json=request()), 201)
    known = next(iter(app.state.limiting._known.values()))
    limiter_of(app).charge(known.subjects("writes"), 20)
    response = await tenant.http.post("/v1/invoices", json=request())
    refused(response, 429, "rate_limited")
    assert int(response.headers["retry-after"]) >= 5


async def account_client(tenant: Tenant, app: Starlette) -> httpx.AsyncClient:
    _, made = await ensure_account_key(tenant.floor, Mode.TEST, KeyRequest())
    return client_of(app, made.text, **{"Faktura-Organization": tenant.public_id})


async def test_the_account_sets_limits_and_everybody_sees_them(tenant: Tenant, app: Starlette) -> None:
    path = f"/v1/organizations/{tenant.public_id}/rate-limits"
    usual = answered(await tenant.http.get(path))
    assert usual == {
        "object": "rate_limits",
        "organization": {"per_second": 3, "burst": 8, "is_default": True},
        "key_default": {"per_second": 2, "burst": 5, "is_default": True},
        "keys": [],
    }
    key = answered(await tenant.http.get(f"/v1/organizations/{tenant.public_id}/api-keys"))["data"][0]["id"]
    async with await account_client(tenant, app) as account:
        body = {
            "organization": {"per_second": 1, "burst": 2},
            "keys": [{"key": key, "per_second": 1, "burst": 1}],
        }
        changed = answered(await account.put(path, json=body))
        assert changed["organization"] == {"per_second": 1, "burst": 2, "is_default": False}
        assert changed["keys"] == [{"key": key, "per_second": 1, "burst": 1}]
        await limiter_of(app).settle()
        _, response = await until_refused(tenant.http)
        assert response.headers["ratelimit-policy"].startswith('"key-reads";q=1;w=1')
        # What is not named has the usual limit again.
        await asyncio.sleep(1.1)
        answered(await account.put(path, json={}))
        assert answered(await account.get(path)) == usual


async def test_limits_that_are_not_right_are_told_all_at_once(tenant: Tenant, app: Starlette) -> None:
    path = f"/v1/organizations/{tenant.public_id}/rate-limits"
    key = answered(await tenant.http.get(f"/v1/organizations/{tenant.public_id}/api-keys"))["data"][0]["id"]
    nobody = "key_" + "0" * 26
    refused(await tenant.http.put(path, json={}), 403, "account_key_needed")
    async with await account_client(tenant, app) as account:
        body = {
            "organization": {"per_second": 6, "burst": 12},
            "keys": [
                {"key": key, "per_second": 7, "burst": 13},
                {"key": key, "per_second": 1, "burst": 1},
                {"key": nobody, "per_second": 1, "burst": 1},
            ],
        }
        problem = refused(await account.put(path, json=body), 422, "rate_limits_invalid")
        assert found(problem) == {
            "/organization/per_second": "rate_too_high",
            "/keys/0/per_second": "rate_too_high",
            "/keys/0/burst": "rate_too_high",
            "/keys/1/key": "key_repeated",
            "/keys/2/key": "key_not_found",
        }
        assert answered(await account.get(path))["organization"]["is_default"]
        wrong = {"organization": {"per_second": 0, "burst": "5"}}
        assert set(found(refused(await account.put(path, json=wrong), 422, "invalid"))) == {
            "/organization/per_second",
            "/organization/burst",
        }


async def test_too_many_at_once_are_refused_and_nobody_else_waits(
    floor: Floor, app: Starlette, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("faktura.api.access.WAITING_MAX", 2)
    monkeypatch.setattr(limiter_of(app), "is_on", False)
    answered(await tenant.http.get("/v1/invoices"))
    other = await new_tenant(floor, app)
    answered(await other.http.get("/v1/invoices"))
    turns = floor.database.turns
    lane = (tenant.id, False)
    for _ in range(4):
        await turns.take(lane)
    codes = await asyncio.gather(*(_status(tenant.http) for _ in range(5)), _status(other.http), _release(turns, lane))
    assert codes[:5].count(429) == 3
    assert codes[:5].count(200) == 2
    assert codes[5] == 200
    await other.http.aclose()


async def _status(http: httpx.AsyncClient) -> int:
    return (await http.get("/v1/invoices")).status_code


async def _release(turns: Any, lane: Any) -> None:
    await asyncio.sleep(0.5)
    for _ in range(4):
        turns.give(lane)
