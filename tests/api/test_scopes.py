"""Scopes over HTTP: what a key does not hold it may not do, by no road."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from starlette.applications import Starlette

from faktura.api.app import OPERATIONS
from faktura.api.operation import Operation
from faktura.organizations.keys import create_key
from faktura.organizations.scopes import VERBS
from faktura.storage.unit import open_unit, utc_now

from .stage import Tenant, answered, client_of, line, refused, request

# Where the tests' organizations are at home.
VIENNA = ZoneInfo("Europe/Vienna")
pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_every_operation_needs_a_known_scope(operation: Operation) -> None:
    if not operation.needs:
        assert operation.needed_scope == ""
        return
    resource, _, verb = operation.needed_scope.partition(":")
    assert verb in VERBS[resource], "Name the resource and its verb in organizations/scopes.py."


async def with_scopes(tenant: Tenant, app: Starlette, *scopes: str) -> Tenant:
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        key = await create_key(unit, "organization", "narrow", scopes=scopes)
    return Tenant(tenant.floor, app, client_of(app, key.text), tenant.organization, key.text, tenant.mode)


async def test_a_key_may_do_what_its_scopes_say_and_nothing_else(tenant: Tenant, app: Starlette) -> None:
    reader = await with_scopes(tenant, app, "*:read")
    answered(await reader.http.get("/v1/invoices"))
    answered(await reader.http.get(tenant.path))
    answered(await reader.http.post("/v1/invoices/preview", json=request()))
    problem = refused(await reader.http.post("/v1/invoices", json=request()), 403, "scope_missing")
    assert "invoices:write" in problem["detail"]
    refused(await reader.http.patch(tenant.path, json={"name": "Other"}), 403, "scope_missing")
    refused(await reader.http.post(f"{tenant.path}/api-keys", json={}), 403, "scope_missing")
    # What can't be read is not looked at either: the scope is asked before the body.
    refused(await reader.http.post("/v1/customers", content=b"{"), 403, "scope_missing")


async def test_writing_does_not_issue_and_issuing_does_not_send(tenant: Tenant, app: Starlette) -> None:
    writer = await with_scopes(tenant, app, "invoices:read", "invoices:write")
    draft = await writer.create()
    refused(await writer.http.post("/v1/invoices", json=request(issue=True)), 403, "scope_missing")
    refused(await writer.http.post(f"/v1/invoices/{draft['id']}/issue"), 403, "scope_missing")
    issuer = await with_scopes(tenant, app, "invoices:write", "invoices:issue")
    sent = {"channels": ["email"]}
    problem = refused(await issuer.http.post("/v1/invoices", json=request(issue=True, send=sent)), 403, "scope_missing")
    assert "invoices:send" in problem["detail"]
    refused(await issuer.http.post(f"/v1/invoices/{draft['id']}/issue", json={"send": sent}), 403, "scope_missing")
    # The refused ones took no number, and the draft that names a road in itself is held back as well.
    road = await writer.create(send=sent)
    refused(await issuer.http.post(f"/v1/invoices/{road['id']}/issue"), 403, "scope_missing")
    issued = answered(await issuer.http.post(f"/v1/invoices/{draft['id']}/issue"))
    assert issued["sequence"] == 1
    credit = f"/v1/invoices/{issued['id']}/credit"
    refused(await writer.http.post(credit, json={"issue": True}), 403, "scope_missing")
    refused(await writer.http.post(f"/v1/invoices/{issued['id']}/send"), 403, "scope_missing")


async def test_an_earlier_answer_is_not_replayed_to_whoever_lacks_the_scope(tenant: Tenant, app: Starlette) -> None:
    again = {"Idempotency-Key": "one"}
    answered(await tenant.http.post("/v1/invoices", json=request(), headers=again), 201)
    reader = await with_scopes(tenant, app, "invoices:read")
    refused(await reader.http.post("/v1/invoices", json=request(), headers=again), 403, "scope_missing")


async def test_the_places_from_which_a_key_is_taken(tenant: Tenant, app: Starlette) -> None:
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        near = await create_key(unit, "organization", "near", allowed_addresses=("127.0.0.0/8", "2001:db8::/32"))
        far = await create_key(unit, "organization", "far", allowed_addresses=("203.0.113.0/24",))
    async with client_of(app, near.text) as http:
        answered(await http.get("/v1/invoices"))
    # No proxy is trusted here, so nobody can name another address.
    async with client_of(app, far.text, **{"X-Forwarded-For": "203.0.113.7"}) as http:
        problem = refused(await http.get("/v1/invoices"), 403, "address_not_allowed")
    assert "203.0.113.0/24" in problem["detail"]


async def test_every_write_is_in_the_audit_trail_and_no_reading_is(tenant: Tenant) -> None:
    made = await tenant.create(lines=[line()])
    await tenant.http.get(f"/v1/invoices/{made['id']}")
    answered(await tenant.http.post("/v1/invoices/preview", json=request()))
    await tenant.http.patch(f"/v1/invoices/{made['id']}", json={"buyer_reference": "secret"})
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        rows = await unit.fetch("select * from audit_entries where tenant = $1 order by id", tenant.id)
    begun, rows = rows[:2], rows[2:]
    assert [(row["operation"], row["actor"]) for row in begun] == [
        ("organizations.create", "cli"),
        ("organizations.keys.create", "cli"),
    ]
    assert [(row["operation"], row["object"], row["status"]) for row in rows] == [
        ("invoices.create", made["id"], 201),
        ("invoices.change", made["id"], 200),
    ]
    assert {row["actor"][:4] for row in rows} == {"key_"}
    assert {row["address"] for row in rows} == {"127.0.0.1"}
    assert rows[1]["fields"] == ["buyer_reference"]
    assert "secret" not in str([dict(row) for row in rows])


async def test_a_test_clock_is_the_time_of_its_organization_and_of_nobody_else(tenant: Tenant, other: Tenant) -> None:
    moment = utc_now() + timedelta(days=400)
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        await unit.execute(
            "insert into test_clocks (tenant, id, frozen_at, created_at) values ($1, $1, $2, $3)",
            tenant.id,
            moment,
            unit.wall,
        )
    issued = await tenant.issue(issue_date=None, due_date=None)
    assert issued["issue_date"] == str(moment.astimezone(VIENNA).date())
    elsewhere = await other.issue(issue_date=None, due_date=None)
    assert elsewhere["issue_date"] == str(utc_now().astimezone(VIENNA).date())
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        written = await unit.fetch_value("select max(occurred_at) from audit_entries where tenant = $1", tenant.id)
        assert unit.now == moment
        assert abs(written - unit.wall) < timedelta(minutes=1)
