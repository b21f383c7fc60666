"""Keys: who may ask for what. Another tenant's thing is a thing that does not exist."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from starlette.applications import Starlette

from faktura.api.app import OPERATIONS
from faktura.api.openapi import ID_PARAMETERS
from faktura.organizations.create import ensure_access
from faktura.organizations.keys import create_key
from faktura.organizations.tenants import Mode, tenant_of
from faktura.storage.floor import Floor
from faktura.storage.ids import read_id, show_id
from faktura.storage.unit import open_unit
from isolation.bodies import BODIES as RIGHT_BODIES
from isolation.population import Victim, populate

from .stage import Tenant, answered, client_of, found, new_tenant, refused, request, sign_up

pytestmark = pytest.mark.anyio

IDS = ID_PARAMETERS
PROTECTED = [operation for operation in OPERATIONS if operation.needs]


def nowhere(path: str) -> str:
    """A path with ids that nothing has."""
    for name, prefix in IDS.items():
        path = path.replace("{" + name + "}", show_id(prefix, UUID(int=7)))
    return path.replace("{kind}", "pdf").replace("{number}", "999").replace("{request_id}", "nowhere")


# Keys -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("operation", PROTECTED, ids=[each.name for each in PROTECTED])
async def test_every_operation_asks_for_a_key(app: Starlette, operation: Any) -> None:
    async with client_of(app) as http:
        response = await http.request(operation.method, nowhere(operation.path))
    refused(response, 401, "unauthorized")
    assert response.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("header", [
    "", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "bearer garbage", "Bearer fo_test_", "Bearer fo_test_" + "0" * 65,
    "Bearer fo_test_" + "z" * 65, "Bearer fo_test_" + "-" * 65, "Bearer fo_prod_" + "0" * 65,
    "Bearer xx_test_" + "0" * 65, "Bearer " + "a" * 10_000, "Bearer fo_test_" + "ü" * 65, "Bearer a b c",
])  # fmt: skip
async def test_garbage_is_no_key(app: Starlette, header: str) -> None:
    async with client_of(app) as http:
        response = await http.get("/v1/invoices", headers={"Authorization": header.encode("latin-1")})
    refused(response, 401, "unauthorized")
    assert response.headers["www-authenticate"] == "Bearer"


async def test_key_is_taken_with_any_case_of_the_scheme(tenant: Tenant, app: Starlette) -> None:
    async with client_of(app) as http:
        answered(await http.get("/v1/invoices", headers={"Authorization": f"bearer  {tenant.key}"}))


async def test_every_part_of_a_key_counts(tenant: Tenant, app: Starlette) -> None:
    # The first and last letters of its owner (8 to 29) and of its secret (30 on).
    for place in (8, 29, 30, len(tenant.key) - 1):
        changed = tenant.key[:place] + ("2" if tenant.key[place] != "2" else "6") + tenant.key[place + 1 :]
        async with client_of(app, changed) as http:
            refused(await http.get("/v1/invoices"), 401, "unauthorized")


@pytest.mark.parametrize(("prefix", "other"), [("fo_test_", "fo_live_"), ("fo_test_", "fk_test_")])
async def test_key_of_another_mode_or_kind_is_none(tenant: Tenant, app: Starlette, prefix: str, other: str) -> None:
    async with client_of(app, tenant.key.replace(prefix, other)) as http:
        refused(await http.get("/v1/invoices"), 401, "unauthorized")


async def test_expired_key_is_none(tenant: Tenant, floor: Floor, app: Starlette) -> None:
    async with open_unit(floor, tenant.id, actor="test") as unit:
        key = await create_key(unit, "organization", "old", expires_at=unit.now - timedelta(seconds=1))
    async with client_of(app, key.text) as http:
        refused(await http.get("/v1/invoices"), 401, "unauthorized")


async def test_new_key_works_until_it_is_revoked(tenant: Tenant, app: Starlette) -> None:
    expires = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    made = answered(
        await tenant.http.post(f"{tenant.path}/api-keys", json={"name": "second", "expires_at": expires}), 201
    )
    async with client_of(app, made["key"]) as http:
        answered(await http.get("/v1/invoices"))
        answered(await tenant.http.delete(f"{tenant.path}/api-keys/{made['id']}"), 204)
        refused(await http.get("/v1/invoices"), 401, "unauthorized")
    answered(await tenant.http.get("/v1/invoices"))


async def test_keys_are_listed_without_their_secrets(tenant: Tenant) -> None:
    made = answered(await tenant.http.post(f"{tenant.path}/api-keys"), 201)
    response = await tenant.http.get(f"{tenant.path}/api-keys")
    rows = {row["id"]: row for row in answered(response)["data"]}
    assert rows[made["id"]]["hint"] == made["key"][-4:]
    assert made["key"][10:] not in response.text
    used = next(row for row in rows.values() if row["id"] != made["id"])
    assert used["last_used_at"] is not None


async def test_key_that_does_not_exist_is_not_found(tenant: Tenant) -> None:
    refused(await tenant.http.delete(f"{tenant.path}/api-keys/{show_id('key', UUID(int=1))}"), 404, "key_not_found")


@pytest.mark.parametrize("expires_at", [
    "soon", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "", 5, 1e300, "2020-01-01T00:00:00Z",
    "2031-01-31T12:00:00", "2031-01-31",
])  # fmt: skip
async def test_expiry_that_is_no_time_to_come_is_refused(tenant: Tenant, expires_at: Any) -> None:
    response = await tenant.http.post(f"{tenant.path}/api-keys", json={"expires_at": expires_at})
    assert set(found(refused(response, 422, "invalid"))) == {"/expires_at"}


# Accounts -------------------------------------------------------------------------------------------------------


async def test_account_key_must_name_an_organization(app: Starlette) -> None:
    access = await sign_up(app)
    async with client_of(app, access["account_key"]) as http:
        refused(await http.get("/v1/invoices"), 400, "organization_missing")


@pytest.mark.parametrize("named", ["", "org_", "org_" + "z" * 26, "acc_" + "0" * 26, "Seller GmbH", "ü"])
async def test_organization_that_cannot_be_read_is_not_found(app: Starlette, named: str) -> None:
    access = await sign_up(app)
    async with client_of(app, access["account_key"]) as http:
        response = await http.get("/v1/invoices", headers={"Faktura-Organization": named.encode("latin-1")})
    refused(response, 404, "organization_not_found")


async def test_account_key_does_not_reach_another_accounts_organization(app: Starlette) -> None:
    mine, theirs = await sign_up(app), await sign_up(app)
    async with client_of(app, mine["account_key"]) as http:
        foreign = await http.get("/v1/invoices", headers={"Faktura-Organization": theirs["organization"]})
        missing = await http.get("/v1/invoices", headers={"Faktura-Organization": show_id("org", UUID(int=8))})
    assert same(refused(foreign, 404, "organization_not_found"), refused(missing, 404, "organization_not_found"))


@pytest.mark.parametrize(("method", "path"), [(o.method, o.path) for o in OPERATIONS if o.needs == "account"])
async def test_organization_key_does_nothing_for_the_account(tenant: Tenant, method: str, path: str) -> None:
    refused(await tenant.http.request(method, path), 403, "account_key_needed")


async def test_account_makes_lists_and_uses_organizations(app: Starlette) -> None:
    access = await sign_up(app)
    async with client_of(app, access["account_key"]) as http:
        body = {"name": "Second d.o.o.", "country": "SI"}
        made = answered(await http.post("/v1/organizations", json=body), 201)
        named = {row["id"]: row["name"] for row in answered(await http.get("/v1/organizations"))["data"]}
        assert named == {access["organization"]: "Seller GmbH", made["id"]: "Second d.o.o."}
        headers = {"Faktura-Organization": made["id"]}
        answered(await http.post("/v1/invoices", json=request(), headers=headers), 201)
        first = await http.get("/v1/invoices", headers={"Faktura-Organization": access["organization"]})
        assert answered(first)["data"] == []
        assert answered(await http.get(f"/v1/organizations/{made['id']}", headers=headers))["name"] == "Second d.o.o."
        # The path must name the organization that the header names.
        wrong = await http.get(f"/v1/organizations/{access['organization']}", headers=headers)
        refused(wrong, 404, "organization_not_found")


async def test_more_organizations_at_once_than_connections_are_made(own_floor: Floor) -> None:
    import asyncio

    from faktura.api.app import build_app

    app = build_app(own_floor)
    access = await sign_up(app)
    async with client_of(app, access["account_key"]) as http:
        count = own_floor.settings.pool_size * 2
        body = {"name": "Branch", "country": "AT"}
        made = await asyncio.gather(*(http.post("/v1/organizations", json=body) for _ in range(count)))
        assert {response.status_code for response in made} == {201}
        assert len(answered(await http.get("/v1/organizations?limit=100"))["data"]) == count + 1


async def test_organizations_are_paged_without_gap_or_repeat(app: Starlette) -> None:
    access = await sign_up(app)
    async with client_of(app, access["account_key"]) as http:
        made = [access["organization"]]
        for number in range(6):
            body = {"name": f"Branch {number}", "country": "AT"}
            made.append(answered(await http.post("/v1/organizations", json=body), 201)["id"])
        seen: list[str] = []
        cursor = ""
        while True:
            page = answered(await http.get(f"/v1/organizations?limit=3{cursor}"))
            seen += [row["id"] for row in page["data"]]
            if not page["has_more"]:
                break
            cursor = f"&cursor={page['next_cursor']}"
    assert seen == made[::-1]


async def test_signing_up_tells_what_is_wrong_with_the_organization_at_its_place(app: Starlette) -> None:
    body = {"name": "Platform", "organization": {"name": "A", "country": "AT", "vat_id": "ATU1", "currency": "XXQ"}}
    async with client_of(app) as http:
        problem = refused(await http.post("/v1/accounts", json=body), 422, "organization_invalid")
    assert found(problem) == {
        "/organization/vat_id": "identifier_invalid",
        "/organization/currency": "currency_unknown",
    }


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
async def test_strangers_behind_a_proxy_cannot_sign_up(app: Starlette, header: str) -> None:
    body = {"name": "Platform", "organization": {"name": "A", "country": "AT"}}
    async with client_of(app) as http:
        refused(await http.post("/v1/accounts", json=body, headers={header: "127.0.0.1"}), 403, "signup_closed")


async def test_organization_key_may_name_its_own_organization_and_no_other(tenant: Tenant, other: Tenant) -> None:
    answered(await tenant.http.get("/v1/invoices", headers={"Faktura-Organization": tenant.public_id}))
    for named in (other.public_id, "", "x"):
        response = await tenant.http.post("/v1/invoices", json=request(), headers={"Faktura-Organization": named})
        refused(response, 404, "organization_not_found")
    assert await tenant.count("drafts") + await other.count("drafts") == 0


# Other tenants --------------------------------------------------------------------------------------------------


def same(first: dict[str, Any], second: dict[str, Any]) -> bool:
    """Whether two problems tell the same, but for the id of their request."""
    return {**first, "request_id": ""} == {**second, "request_id": ""}


@pytest.fixture(scope="module")
async def owner(floor: Floor, app: Starlette) -> dict[str, str]:
    """The ids of somebody's things, one of each kind."""
    victim = Victim(await new_tenant(floor, app), "", "Qowner")
    await populate(victim)
    return {**victim.things, "version": "1"}


BODIES: dict[str, Any] = {
    "POST /v1/test-clocks/{clock}/advance": {"frozen_at": "2031-01-01T00:00:00Z"},
    "PUT /v1/invoices/{invoice}": request(),
    "PATCH /v1/invoices/{invoice}": {"buyer_reference": "1"},
    "POST /v1/invoices/{invoice}/payments": {"amount": "1"},
    "PATCH /v1/customers/{customer}": {"name": "B"},
    "PATCH /v1/organizations/{organization}": {"name": "B"},
    "PATCH /v1/organizations/{organization}/api-keys/{key}": {"name": "B"},
    "PATCH /v1/organizations/{organization}/branding": {"footer": "B"},
    "PUT /v1/organizations/{organization}/email-sender": {"address": "a@example.com"},
    "PUT /v1/organizations/{organization}/rate-limits": {"organization": {"per_second": 1, "burst": 1}},
    "POST /v1/organizations/{organization}/series": {"name": "B", "pattern": "B{n}", "restart": "never"},
    "PATCH /v1/organizations/{organization}/series/{series}": {"pattern": "B{n}", "restart": "never"},
    "POST /v1/organizations/{organization}/members": {"email": "b@people.test", "role": "viewer"},
    "PATCH /v1/organizations/{organization}/members/{member}": {"role": "admin"},
    "PUT /v1/organizations/{organization}/sign-in-policy": {"second_factor": True},
    "POST /v1/organizations/{organization}/brands": {"name": "B"},
    "PATCH /v1/organizations/{organization}/brands/{brand}": {"name": "B"},
    "POST /v1/organizations/{organization}/email-domains": {"domain": "b.example"},
    "POST /v1/organizations/{organization}/page-domains": {"host": "b.example"},
    "PATCH /v1/organizations/{organization}/features": {"features": {}},
}
WITH_IDS = [
    operation
    for operation in OPERATIONS
    if any("{" + name + "}" in operation.path for name in IDS)
    and operation.name != "invoices.file"
    and operation.needs != "account"
]


def body_of(operation: Any) -> Any:
    """A body that is right for the operation."""
    right = BODIES.get(f"{operation.method} {operation.path}", RIGHT_BODIES.get(operation.name))
    return right({}) if callable(right) else right


@pytest.mark.parametrize("operation", WITH_IDS, ids=[each.name for each in WITH_IDS])
@pytest.mark.parametrize("target", ["issued", "draft"])
async def test_another_tenants_thing_is_answered_like_a_missing_one(
    owner: dict[str, str], tenant: Tenant, operation: Any, target: str
) -> None:
    ids = {**owner, "invoice": owner["invoice" if target == "issued" else "draft"]}
    body = body_of(operation)
    foreign = await tenant.http.request(operation.method, operation.path.format(**ids), json=body)
    missing = await tenant.http.request(operation.method, nowhere(operation.path), json=body)
    assert foreign.status_code == 404, foreign.text
    assert same(foreign.json(), missing.json())


@pytest.mark.parametrize("operation", WITH_IDS, ids=[each.name for each in WITH_IDS])
async def test_id_of_another_kind_or_form_is_a_missing_one(
    owner: dict[str, str], tenant: Tenant, operation: Any
) -> None:
    body = body_of(operation)
    missing = (await tenant.http.request(operation.method, nowhere(operation.path), json=body)).json()
    for wrong in ("x", "inv_", "cus_" + "0" * 25 + "i", owner["customer"].upper(), "zzz_" + "0" * 26, "%00", "inv_%FF",
                  "inv_" + "8" + "0" * 25, "\U0001f9fe", "..%2f..", "inv_" + "0" * 10_000):  # fmt: skip
        path = operation.path
        for name in (*IDS, "number", "request_id", "version"):
            path = path.replace("{" + name + "}", wrong)
        response = await tenant.http.request(operation.method, path, json=body)
        assert response.status_code == 404, (path, response.text)
        if "%2f" not in path:
            assert same(response.json(), missing)


async def test_keys_own_path_with_another_organizations_key_id_is_not_found(
    owner: dict[str, str], tenant: Tenant
) -> None:
    refused(await tenant.http.delete(f"{tenant.path}/api-keys/{owner['key']}"), 404, "key_not_found")
    body = {"pattern": "B{n}", "restart": "never"}
    refused(await tenant.http.patch(f"{tenant.path}/series/{owner['series']}", json=body), 404, "series_not_found")


async def test_own_invoice_with_another_tenants_link_is_not_found(owner: dict[str, str], tenant: Tenant) -> None:
    issued = await tenant.issue()
    refused(await tenant.http.delete(f"/v1/invoices/{issued['id']}/links/{owner['link']}"), 404, "link_not_found")


@pytest.mark.parametrize("issue", [False, True])
@pytest.mark.parametrize("customer", ["foreign", "cus_01234567890123456789abcdef", "inv_x", "Buyer AG"])
async def test_customer_of_another_tenant_is_refused_like_a_missing_one(
    owner: dict[str, str], tenant: Tenant, customer: str, issue: bool
) -> None:
    named = owner["customer"] if customer == "foreign" else customer
    response = await tenant.http.post("/v1/invoices", json=request(customer=named, issue=issue))
    problem = refused(response, 422, "draft_not_issuable" if issue else "draft_invalid")
    assert found(problem) == {"/customer": "customer_not_found"}
    assert problem["errors"][0]["message"] == f"There is no customer {named} in this organization."


@pytest.mark.parametrize("corrects", ["foreign", "foreign draft", "inv_01234567890123456789abcdef", "cus_x"])
async def test_document_of_another_tenant_cannot_be_corrected(
    owner: dict[str, str], tenant: Tenant, corrects: str
) -> None:
    named = {"foreign": owner["invoice"], "foreign draft": owner["draft"]}.get(corrects, corrects)
    response = await tenant.http.post("/v1/invoices", json=request(corrects=named, issue=True))
    assert found(refused(response, 422, "draft_invalid")) == {"/corrects": "corrected_not_found"}


async def test_series_of_another_tenant_does_not_number(tenant: Tenant, other: Tenant) -> None:
    body = {"name": "web", "pattern": "W-{n}", "restart": "never"}
    answered(await other.http.post(f"{other.path}/series", json=body), 201)
    response = await tenant.http.post("/v1/invoices", json=request(series="web", issue=True))
    assert found(refused(response, 422, "series_invalid")) == {"/series": "series_not_found"}


@pytest.mark.parametrize("query", [
    "/v1/invoices?customer={customer}", "/v1/invoices?corrects={invoice}", "/v1/payments?invoice={invoice}",
    "/v1/deliveries?invoice={invoice}", "/v1/archive?invoice={invoice}",
])  # fmt: skip
async def test_filter_by_another_tenants_id_finds_nothing(owner: dict[str, str], tenant: Tenant, query: str) -> None:
    await tenant.issue(send={"channels": ["email"]})
    await tenant.drain()
    assert answered(await tenant.http.get(query.format(**owner)))["data"] == []


@pytest.mark.parametrize("path", ["/v1/invoices", "/v1/customers", "/v1/payments", "/v1/deliveries", "/v1/archive"])
async def test_lists_of_a_new_tenant_are_empty(owner: dict[str, str], tenant: Tenant, path: str) -> None:
    assert answered(await tenant.http.get(path)) == {"data": [], "has_more": False, "next_cursor": None}


async def test_live_and_test_data_of_an_organization_are_kept_apart(floor: Floor, app: Starlette) -> None:
    test = await new_tenant(floor, app)
    made = await test.create()
    name = answered(await test.http.get(test.path))["name"]
    access = await ensure_access(floor, name, "AT", Mode.LIVE)
    assert access.organization == test.organization
    async with client_of(app, access.key.text) as live:
        assert answered(await live.get("/v1/invoices"))["data"] == []
        refused(await live.get(f"/v1/invoices/{made['id']}"), 404, "invoice_not_found")
        assert answered(await live.get(test.path))["mode"] == "live"
    assert read_id("org", test.public_id) is not None
    assert tenant_of(access.organization, Mode.LIVE) != test.id
