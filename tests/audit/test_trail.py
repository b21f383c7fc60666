"""The audit trail over HTTP: one row for each write, found again by everything that it says, exported as lines."""

import dataclasses
import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson
import pytest
from starlette.applications import Starlette
from starlette.requests import Request

from api.stage import Tenant, answered, client_of, found, refused, request, sign_up
from faktura.api.answers import Answer
from faktura.api.app import OPERATIONS
from faktura.api.operation import Call, Operation, respond
from faktura.api.trace import Trace
from faktura.organizations.keys import read_key
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id, show_id
from faktura.storage.unit import open_unit, utc_now

pytestmark = pytest.mark.anyio

WRITES = [operation for operation in OPERATIONS if operation.writes and operation.needs]


async def entries(floor: Floor, tenant: UUID) -> list[Any]:
    async with open_unit(floor, tenant, actor="test") as unit:
        return await unit.fetch("select * from audit_entries where tenant = $1 order by id", tenant)


@pytest.fixture(scope="module")
async def access(app: Starlette) -> Any:
    return await sign_up(app)


@pytest.mark.parametrize("operation", WRITES, ids=lambda operation: operation.name)
async def test_every_write_that_is_carried_out_leaves_exactly_one_row(
    floor: Floor, app: Starlette, access: Any, operation: Operation
) -> None:
    """The walk over all declarations: whatever an operation does inside, its row is written by who runs it."""
    target = show_id("inv", new_id())

    async def run(call: Call) -> Answer:
        return Answer(body={"id": target}, status=200)

    bare = dataclasses.replace(operation, run=run, shape=None if operation.shape is bytes else dict)
    key = access["account_key"] if operation.needs == "account" else access["key"]
    before = await entries(floor, read_key(key).tenant)  # type: ignore[union-attr]
    await _send(floor, app, bare, key)
    after = await entries(floor, read_key(key).tenant)  # type: ignore[union-attr]
    rows = after[len(before) :]
    if operation.reads_only:
        assert rows == []
        return
    assert [(row["operation"], row["object"], row["address"]) for row in rows] == [
        (operation.name, target, "198.51.100.7")
    ]
    assert rows[0]["fields"] == ([] if bare.shape is None else ["note"])


async def _send(floor: Floor, app: Starlette, operation: Operation, key: str) -> None:
    body = b"" if operation.shape is None else b'{"note": "secret"}'

    async def receive() -> Any:
        return {"type": "http.request", "body": body, "more_body": False}

    headers = [(b"authorization", f"Bearer {key}".encode()), (b"content-type", b"application/json")]
    scope = {
        "type": "http", "method": operation.method, "path": operation.path, "query_string": b"", "headers": headers,
        "path_params": {}, "client": ("198.51.100.7", 1), "app": app, "faktura.request_id": "req", "server": None,
        "faktura.trace": Trace(), "scheme": "http", "root_path": "",
    }  # fmt: skip
    response = await respond(operation, floor, Request(scope, receive))
    assert response.status_code == 200, response.body


async def test_what_is_refused_or_replayed_leaves_no_row(tenant: Tenant) -> None:
    before = await entries(tenant.floor, tenant.id)
    again = {"Idempotency-Key": "one"}
    answered(await tenant.http.post("/v1/customers", json={"name": "A"}, headers=again), 201)
    answered(await tenant.http.post("/v1/customers", json={"name": "A"}, headers=again), 201)
    refused(await tenant.http.post("/v1/customers", json={"name": ""}), 422, "invalid")
    refused(await tenant.http.delete("/v1/customers/cus_x"), 404, "customer_not_found")
    answered(await tenant.http.get("/v1/customers"))
    assert len(await entries(tenant.floor, tenant.id)) == len(before) + 1


async def test_signing_up_is_written_for_account_and_organization(app: Starlette) -> None:
    made = await sign_up(app)
    async with client_of(app, made["account_key"]) as http:
        own = answered(await http.get("/v1/audit-trail"))["data"]
        there = {"Faktura-Organization": made["organization"]}
        organization = answered(await http.get("/v1/audit-trail", headers=there))["data"]
    assert [(entry["operation"], entry["target"]) for entry in own] == [("accounts.create", made["account"])]
    assert [entry["operation"] for entry in organization] == ["organizations.keys.create", "organizations.create"]
    for entry in (*own, *organization):
        assert (entry["actor"], entry["address"]) == ("signup", "127.0.0.1")
        assert entry["request_id"].startswith("req_")


async def test_creating_an_organization_begins_its_trail_and_goes_on_its_accounts(app: Starlette) -> None:
    access = await sign_up(app)
    async with client_of(app, access["account_key"]) as http:
        made = answered(await http.post("/v1/organizations", json={"name": "B", "country": "AT", "key": {}}), 201)
        own = answered(await http.get("/v1/audit-trail?operation=organizations.create"))["data"]
        there = {"Faktura-Organization": made["id"]}
        trail = answered(await http.get("/v1/audit-trail", headers=there))["data"]
    assert [entry["target"] for entry in own] == [made["id"]]
    assert [(entry["operation"], entry["target"]) for entry in reversed(trail)] == [
        ("organizations.create", made["id"]),
        ("organizations.keys.create", made["key"]["id"]),
    ]


@pytest.fixture
async def busy(tenant: Tenant) -> dict[str, Any]:
    """What two writes with ids of their own left."""
    customer = await tenant.http.post("/v1/customers", json={"name": "A"}, headers={"Request-Id": "shop-1"})
    path = f"/v1/customers/{customer.json()['id']}"
    answered(await tenant.http.patch(path, json={"name": "B"}, headers={"Request-Id": "shop-2"}))
    trail: dict[str, Any] = answered(await tenant.http.get("/v1/audit-trail"))
    return {"customer": customer.json()["id"], "trail": trail["data"]}


async def test_the_trail_is_found_by_everything_that_it_says(tenant: Tenant, busy: dict[str, Any]) -> None:
    changed, created = busy["trail"][:2]
    for query, expected in (
        ("", 4),
        (f"target={busy['customer']}", 2),
        (f"target={busy['customer']}&operation=customers.change", 1),
        ("request_id=shop-1", 1),
        (f"actor={changed['actor']}", 2),
        ("actor=cli", 2),
        ("address=127.0.0.1", 2),
        ("address=203.0.113.1", 0),
        (f"occurred_at[gte]={changed['occurred_at']}", 1),
        (f"occurred_at[lt]={created['occurred_at']}", 2),
        ("occurred_at[gte]=2999-01-01T00:00:00Z", None),
    ):
        response = await tenant.http.get(f"/v1/audit-trail?{query}")
        if expected is None:
            refused(response, 422, "query_invalid")
        else:
            assert len(answered(response)["data"]) == expected, query
    entry = answered(await tenant.http.get(f"/v1/audit-trail/{changed['id']}"))
    assert entry == changed
    assert (entry["fields"], entry["status"], entry["request_id"]) == (["name"], 200, "shop-2")


@pytest.mark.parametrize("query", ["colour=red", "occurred_at=yesterday", "occurred_at[gte]=2026-13-01", "format=xml"])
async def test_a_query_that_is_wrong_is_refused(tenant: Tenant, query: str) -> None:
    name = query.partition("=")[0]
    assert set(found(refused(await tenant.http.get(f"/v1/audit-trail?{query}"), 422, "query_invalid"))) == {f"/{name}"}


async def test_pages_of_the_trail_have_no_gap_and_no_repeat(tenant: Tenant) -> None:
    for number in range(5):
        answered(await tenant.http.post("/v1/customers", json={"name": f"{number}"}), 201)
    whole = [entry["id"] for entry in answered(await tenant.http.get("/v1/audit-trail"))["data"]]
    seen, cursor = [], ""
    while True:
        page = answered(await tenant.http.get(f"/v1/audit-trail?limit=2{cursor}"))
        seen += [entry["id"] for entry in page["data"]]
        if not page["has_more"]:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == whole
    assert len(seen) == 7


@pytest.mark.parametrize(("query", "accept"), [
    ("?format=jsonl", "*/*"), ("", "application/jsonl"), ("", "application/x-ndjson"),
])  # fmt: skip
async def test_the_export_is_lines_of_json_the_oldest_first(
    tenant: Tenant, busy: dict[str, Any], query: str, accept: str
) -> None:
    response = await tenant.http.get(f"/v1/audit-trail{query}", headers={"Accept": accept})
    assert response.headers["content-type"] == "application/jsonl"
    lines = [json.loads(line) for line in response.text.splitlines()]
    assert lines == busy["trail"][::-1]
    assert "link" not in response.headers


async def test_a_long_export_names_its_next_page(tenant: Tenant, busy: dict[str, Any]) -> None:
    seen: list[str] = []
    path = "/v1/audit-trail?format=jsonl&limit=3&address=127.0.0.1&limit=1"
    pages = 0
    while path:
        response = await tenant.http.get(path)
        seen += [json.loads(line)["id"] for line in response.text.splitlines()]
        pages += 1
        link = response.headers.get("link", "")
        path = link.removeprefix("<").partition(">")[0]
    assert (seen, pages) == ([entry["id"] for entry in busy["trail"][1::-1]], 2)


async def test_the_trail_of_another_tenant_is_out_of_reach(tenant: Tenant, other: Tenant, busy: dict[str, Any]) -> None:
    mine = {entry["id"] for entry in busy["trail"]}
    theirs = answered(await other.http.get("/v1/audit-trail"))["data"]
    assert mine.isdisjoint(entry["id"] for entry in theirs)
    assert answered(await other.http.get(f"/v1/audit-trail?target={busy['customer']}"))["data"] == []
    refused(await other.http.get(f"/v1/audit-trail/{busy['trail'][0]['id']}"), 404, "audit_entry_not_found")


async def test_the_trail_needs_its_scope(tenant: Tenant, app: Starlette) -> None:
    made = answered(await tenant.http.post(f"{tenant.path}/api-keys", json={"scopes": ["invoices:read"]}), 201)
    async with client_of(app, made["key"]) as http:
        for method, path in (("GET", ""), ("GET", "/seals"), ("GET", "/seals/1/lines"), ("POST", "/verify")):
            problem = refused(await http.request(method, f"/v1/audit-trail{path}"), 403, "scope_missing")
            assert "audit-trail:read" in problem["detail"]


async def test_no_value_of_a_request_reaches_the_trail(tenant: Tenant) -> None:
    answered(
        await tenant.http.post("/v1/customers", json={"name": "Very Secret", "metadata": {"very": "secret-too"}}), 201
    )
    response = await tenant.http.get("/v1/audit-trail")
    assert "ecret" not in response.text
    answered(await tenant.http.post("/v1/invoices", json=request()), 201)
    assert orjson.loads((await tenant.http.get("/v1/audit-trail")).content)["data"][0]["fields"]


async def test_the_time_is_the_wall_clocks_whatever_the_test_clock_says(tenant: Tenant) -> None:
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        await unit.execute(
            "insert into test_clocks (tenant, id, frozen_at, created_at) values ($1, $1, $2, $3)",
            tenant.id, utc_now() + timedelta(days=900), unit.wall,
        )  # fmt: skip
    answered(await tenant.http.post("/v1/customers", json={"name": "A"}), 201)
    newest = (await entries(tenant.floor, tenant.id))[-1]
    assert abs(newest["occurred_at"] - utc_now()) < timedelta(minutes=1)
