"""Keys over HTTP: what they may do, from where and how long; who can give what; rotation, revocation, browsers."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from faktura.organizations.key_rights import BROWSER_KEY_SECONDS_MAX, KEY_SECONDS_MAX, KEY_SECONDS_MIN
from faktura.organizations.keys import API_VERSION
from faktura.organizations.schemas import OVERLAP_SECONDS_MAX
from faktura.storage.floor import Floor
from faktura.storage.ids import show_id
from faktura.storage.unit import open_unit

from .stage import Tenant, answered, client_of, found, refused, request, sign_up

pytestmark = pytest.mark.anyio

PAGE = "https://shop.example.com"


async def make(http: httpx.AsyncClient, path: str, **asked: Any) -> dict[str, Any]:
    made: dict[str, Any] = answered(await http.post(f"{path}/api-keys", json=asked), 201)
    return made


def seconds_left(key: dict[str, Any]) -> float:
    return (datetime.fromisoformat(key["expires_at"]) - datetime.now(UTC)).total_seconds()


# Making, reading, changing -------------------------------------------------------------------------------------


async def test_a_key_is_made_as_asked_shown_once_and_read_without_its_secret(tenant: Tenant, app: Starlette) -> None:
    made = await make(
        tenant.http, tenant.path, name="Warehouse", scopes=["invoices:read", "customers:*"], expires_in_seconds=3600,
        allowed_addresses=["203.0.113.7", "2001:DB8::/32", "127.0.0.1"],
    )  # fmt: skip
    assert made["scopes"] == ["invoices:read", "customers:*"]
    assert made["allowed_addresses"] == ["203.0.113.7/32", "2001:db8::/32", "127.0.0.1/32"]
    assert (made["active"], made["api_version"], made["last_used_at"]) == (True, API_VERSION, None)
    assert made["created_by"].startswith("key_")
    assert 3590 < seconds_left(made) <= 3600
    async with client_of(app, made["key"]) as http:
        answered(await http.get("/v1/invoices"))
        refused(await http.post("/v1/invoices", json=request()), 403, "scope_missing")
    response = await tenant.http.get(f"{tenant.path}/api-keys/{made['id']}")
    read = answered(response)
    assert made["key"][20:] not in response.text
    assert (read["hint"], read["last_used_from"]) == (made["key"][-4:], "127.0.0.0/24")
    assert read["last_used_at"] is not None
    assert {**read, "last_used_at": None, "last_used_from": None, "key": made["key"]} == made


async def test_the_last_use_names_a_network_and_never_an_address(tenant: Tenant) -> None:
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        rows = await unit.fetch("select last_used_from from api_keys where tenant = $1", tenant.id)
    assert {row["last_used_from"] for row in rows} == {""}
    answered(await tenant.http.get("/v1/invoices"))
    key = answered(await tenant.http.get(f"{tenant.path}/api-keys"))["data"][0]
    assert key["last_used_from"] == "127.0.0.0/24"


@pytest.mark.parametrize(("asked", "pointer", "code"), [
    ({"scopes": ["invoices:fly"]}, "/scopes/0", "scope_unknown"),
    ({"scopes": []}, "/scopes", "scopes_empty"),
    ({"scopes": ["invoices:read"] * 101}, "/scopes", "list_too_long"),
    ({"allowed_addresses": ["203.0.113.7/24"]}, "/allowed_addresses/0", "network_invalid"),
    ({"allowed_addresses": ["127.0.0.1", "example.com"]}, "/allowed_addresses/1", "network_invalid"),
    ({"allowed_addresses": ["::ffff:203.0.113.0/120"]}, "/allowed_addresses/0", "network_invalid"),
    ({"allowed_addresses": [f"10.0.{n}.0/24" for n in range(101)]}, "/allowed_addresses", "list_too_long"),
    ({"expires_in_seconds": KEY_SECONDS_MIN - 1}, "/expires_in_seconds", "seconds_invalid"),
    ({"expires_in_seconds": KEY_SECONDS_MAX + 1}, "/expires_in_seconds", "seconds_invalid"),
    ({"expires_in_seconds": 60, "expires_at": "2031-01-31T12:00:00Z"}, "/expires_in_seconds", "expiry_twice"),
    ({"api_version": "2020-01-01"}, "/api_version", "version_unknown"),
    ({"colour": "red"}, "/colour", "field_unknown"),
])  # fmt: skip
async def test_what_is_wrong_with_a_key_is_told_at_its_place(
    tenant: Tenant, asked: dict[str, Any], pointer: str, code: str
) -> None:
    problem = refused(await tenant.http.post(f"{tenant.path}/api-keys", json=asked), 422, "invalid")
    assert found(problem) == {pointer: code}


async def test_everything_that_is_wrong_is_told_at_once(tenant: Tenant) -> None:
    asked = {"scopes": ["x:y"], "allowed_addresses": ["x"], "allowed_origins": ["x"], "expires_in_seconds": 1}
    problem = refused(await tenant.http.post(f"{tenant.path}/api-keys", json=asked), 422, "invalid")
    assert set(found(problem)) == {"/scopes/0", "/allowed_addresses/0", "/allowed_origins/0", "/expires_in_seconds"}


async def test_a_key_of_a_minute_ends_by_itself(tenant: Tenant, app: Starlette) -> None:
    made = await make(tenant.http, tenant.path, expires_in_seconds=KEY_SECONDS_MIN)
    async with client_of(app, made["key"]) as http:
        answered(await http.get("/v1/invoices"))
        await as_if_it_had_ended(tenant, made["id"])
        problem = refused(await http.get("/v1/invoices"), 401, "unauthorized")
    assert "expired" in problem["detail"]
    assert answered(await tenant.http.get(f"{tenant.path}/api-keys/{made['id']}"))["active"] is False


async def as_if_it_had_ended(tenant: Tenant, key: str) -> None:
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        rows = await unit.fetch("select id from api_keys where tenant = $1", tenant.id)
        found = next(row["id"] for row in rows if show_id("key", row["id"]) == key)
        await unit.execute(
            "update api_keys set expires_at = $3 where tenant = $1 and id = $2",
            tenant.id, found, unit.wall - timedelta(seconds=1),
        )  # fmt: skip


async def test_keys_are_paged_and_told_apart_by_whether_they_are_taken(tenant: Tenant) -> None:
    made = [await make(tenant.http, tenant.path, name=f"key {number}") for number in range(4)]
    answered(await tenant.http.delete(f"{tenant.path}/api-keys/{made[0]['id']}"), 204)
    seen, cursor = [], ""
    while True:
        page = answered(await tenant.http.get(f"{tenant.path}/api-keys?limit=2{cursor}"))
        seen += [key["name"] for key in page["data"]]
        if not page["has_more"]:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == ["key 3", "key 2", "key 1", "key 0", "command line"]
    ended = answered(await tenant.http.get(f"{tenant.path}/api-keys?active=false"))["data"]
    assert [key["name"] for key in ended] == ["key 0"]
    assert len(answered(await tenant.http.get(f"{tenant.path}/api-keys?active=true"))["data"]) == 4
    refused(await tenant.http.get(f"{tenant.path}/api-keys?active=perhaps"), 422, "query_invalid")


async def test_a_key_is_changed_at_once(tenant: Tenant, app: Starlette) -> None:
    made = await make(tenant.http, tenant.path, scopes=["invoices:read"], expires_in_seconds=600)
    path = f"{tenant.path}/api-keys/{made['id']}"
    async with client_of(app, made["key"]) as http:
        changed = answered(await tenant.http.patch(path, json={"name": "New", "scopes": ["customers:read"]}))
        assert (changed["name"], changed["scopes"]) == ("New", ["customers:read"])
        assert changed["expires_at"] == made["expires_at"]
        refused(await http.get("/v1/invoices"), 403, "scope_missing")
        answered(await http.get("/v1/customers"))
        answered(await tenant.http.patch(path, json={"allowed_addresses": ["198.51.100.0/24"]}))
        refused(await http.get("/v1/customers"), 403, "address_not_allowed")
        freed = answered(await tenant.http.patch(path, json={"allowed_addresses": None, "expires_at": None}))
        assert (freed["allowed_addresses"], freed["expires_at"]) == ([], None)
        answered(await http.get("/v1/customers"))
    assert found(refused(await tenant.http.patch(path, json={"scopes": None}), 422, "invalid")) == {
        "/scopes": "scopes_empty"
    }


async def test_a_key_that_has_ended_stays_as_it_is(tenant: Tenant) -> None:
    made = await make(tenant.http, tenant.path)
    path = f"{tenant.path}/api-keys/{made['id']}"
    answered(await tenant.http.delete(path), 204)
    refused(await tenant.http.patch(path, json={"name": "New"}), 409, "key_ended")
    refused(await tenant.http.post(f"{path}/rotate"), 409, "key_ended")
    answered(await tenant.http.delete(path), 204)


# Nobody gives more than they hold --------------------------------------------------------------------------------


async def narrow(tenant: Tenant, app: Starlette, **asked: Any) -> httpx.AsyncClient:
    made = await make(tenant.http, tenant.path, **{"scopes": ["api-keys:*", "invoices:read"], **asked})
    return client_of(app, made["key"])


@pytest.mark.parametrize("scopes", [
    ["*"], ["*:read"], ["invoices:*"], ["invoices:write"], ["invoices:read", "customers:read"], ["*:write"],
])  # fmt: skip
async def test_no_key_gets_scopes_that_its_maker_lacks(tenant: Tenant, app: Starlette, scopes: list[str]) -> None:
    async with await narrow(tenant, app) as http:
        problem = refused(
            await http.post(f"{tenant.path}/api-keys", json={"scopes": scopes}), 403, "key_rights_exceeded"
        )
    assert set(found(problem).values()) == {"scope_not_held"}


async def test_a_key_of_which_nothing_is_said_gets_what_its_maker_holds(tenant: Tenant, app: Starlette) -> None:
    async with await narrow(tenant, app, expires_in_seconds=600, allowed_addresses=["127.0.0.0/8"]) as http:
        made = await make(http, tenant.path)
    assert made["scopes"] == ["api-keys:*", "invoices:read"]
    assert made["allowed_addresses"] == ["127.0.0.0/8"]
    assert seconds_left(made) <= 600


@pytest.mark.parametrize(("asked", "pointer"), [
    ({"expires_in_seconds": 3600}, "/expires_at"), ({"expires_at": "2031-01-01T00:00:00Z"}, "/expires_at"),
    ({"allowed_addresses": ["0.0.0.0/0"]}, "/allowed_addresses/0"),
    ({"allowed_addresses": []}, "/allowed_addresses"),
    ({"allowed_addresses": ["127.0.0.1", "2001:db8::/32"]}, "/allowed_addresses/1"),
])  # fmt: skip
async def test_no_key_lasts_longer_or_reaches_further_than_its_maker(
    tenant: Tenant, app: Starlette, asked: dict[str, Any], pointer: str
) -> None:
    async with await narrow(tenant, app, expires_in_seconds=600, allowed_addresses=["127.0.0.0/8"]) as http:
        response = await http.post(f"{tenant.path}/api-keys", json=asked)
    assert set(found(refused(response, 403, "key_rights_exceeded"))) == {pointer}


async def test_a_stronger_key_can_be_revoked_and_renamed_but_neither_opened_nor_taken_over(
    tenant: Tenant, app: Starlette
) -> None:
    strong = await make(tenant.http, tenant.path, name="strong", allowed_addresses=["203.0.113.0/24"])
    path = f"{tenant.path}/api-keys/{strong['id']}"
    async with await narrow(tenant, app) as http:
        # The text of the new key would be the holder's of a weaker one: that is how one would climb.
        refused(await http.post(f"{path}/rotate"), 403, "key_rights_exceeded")
        refused(await http.patch(path, json={"allowed_addresses": []}), 403, "key_rights_exceeded")
        problem = refused(await http.patch(path, json={"scopes": ["invoices:read"]}), 403, "key_rights_exceeded")
        assert found(problem) == {"": "key_holds_more"}
        assert answered(await http.patch(path, json={"name": "renamed"}))["name"] == "renamed"
        answered(await http.delete(path), 204)


async def test_a_key_can_not_widen_or_prolong_itself(tenant: Tenant, app: Starlette) -> None:
    made = await make(tenant.http, tenant.path, scopes=["api-keys:*"], expires_in_seconds=600)
    path = f"{tenant.path}/api-keys/{made['id']}"
    async with client_of(app, made["key"]) as http:
        refused(await http.patch(path, json={"scopes": ["*"]}), 403, "key_rights_exceeded")
        refused(await http.patch(path, json={"expires_at": None}), 403, "key_rights_exceeded")
        refused(await http.patch(path, json={"expires_in_seconds": 6000}), 403, "key_rights_exceeded")
        refused(await http.post(f"{path}/rotate", json={"expires_in_seconds": 6000}), 403, "key_rights_exceeded")
        rotated = answered(await http.post(f"{path}/rotate", json={"overlap_seconds": 60}), 201)
        assert rotated["expires_at"] == made["expires_at"]


# Rotation ----------------------------------------------------------------------------------------------------------


async def test_rotation_gives_the_same_rights_and_ends_the_old_key_after_the_overlap(
    tenant: Tenant, app: Starlette
) -> None:
    old = await make(tenant.http, tenant.path, name="till", scopes=["invoices:read"], allowed_addresses=["127.0.0.1"])
    path = f"{tenant.path}/api-keys/{old['id']}"
    new = answered(await tenant.http.post(f"{path}/rotate", json={"overlap_seconds": 120}), 201)
    assert new["key"] != old["key"]
    for name in ("name", "scopes", "allowed_addresses", "allowed_origins", "api_version", "expires_at"):
        assert new[name] == old[name]
    old_now = answered(await tenant.http.get(path))
    assert (new["rotated_from"], old_now["rotated_to"]) == (old["id"], new["id"])
    assert 110 < seconds_left(old_now) <= 120
    for key in (old, new):
        async with client_of(app, key["key"]) as http:
            answered(await http.get("/v1/invoices"))
    await as_if_it_had_ended(tenant, old["id"])
    async with client_of(app, old["key"]) as http:
        refused(await http.get("/v1/invoices"), 401, "unauthorized")
    async with client_of(app, new["key"]) as http:
        answered(await http.get("/v1/invoices"))


async def test_without_an_overlap_the_old_key_ends_at_once_and_rotates_once(tenant: Tenant, app: Starlette) -> None:
    old = await make(tenant.http, tenant.path)
    path = f"{tenant.path}/api-keys/{old['id']}/rotate"
    new = answered(await tenant.http.post(path, json={"overlap_seconds": 0}), 201)
    async with client_of(app, old["key"]) as http:
        refused(await http.get("/v1/invoices"), 401, "unauthorized")
    problem = refused(await tenant.http.post(path), 409, "key_ended")
    assert new["id"] in problem["detail"]
    refused(await tenant.http.post(path, json={"overlap_seconds": OVERLAP_SECONDS_MAX + 1}), 422, "invalid")


async def test_of_four_rotations_at_once_one_wins(tenant: Tenant) -> None:
    import asyncio

    old = await make(tenant.http, tenant.path)
    path = f"{tenant.path}/api-keys/{old['id']}/rotate"
    answers = await asyncio.gather(*(tenant.http.post(path) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


async def test_rotation_never_lets_a_key_live_longer_than_it_would_have(tenant: Tenant) -> None:
    old = await make(tenant.http, tenant.path, expires_in_seconds=600)
    path = f"{tenant.path}/api-keys/{old['id']}"
    answered(await tenant.http.post(f"{path}/rotate", json={"overlap_seconds": 3600}), 201)
    assert answered(await tenant.http.get(path))["expires_at"] == old["expires_at"]


# Revocation --------------------------------------------------------------------------------------------------------


async def test_revocation_takes_the_whole_family_when_asked(tenant: Tenant, app: Starlette) -> None:
    first = await make(tenant.http, tenant.path)
    async with client_of(app, first["key"]) as http:
        second = await make(http, tenant.path)
    async with client_of(app, second["key"]) as http:
        third = await make(http, tenant.path)
        fourth = answered(await http.post(f"{tenant.path}/api-keys/{third['id']}/rotate"), 201)
    bystander = await make(tenant.http, tenant.path)
    path = f"{tenant.path}/api-keys/{first['id']}"
    answer = answered(await tenant.http.delete(f"{path}?descendants=true"))
    family = [each["id"] for each in (first, second, third, fourth)]
    assert answer["revoked"][0] == first["id"]
    assert sorted(answer["revoked"]) == sorted(family)
    for key in (first, second, third, fourth):
        async with client_of(app, key["key"]) as http:
            refused(await http.get("/v1/invoices"), 401, "unauthorized")
    async with client_of(app, bystander["key"]) as http:
        answered(await http.get("/v1/invoices"))
    refused(await tenant.http.delete(f"{path}?descendants=perhaps"), 422, "query_invalid")


async def test_alone_a_revoked_key_leaves_those_that_it_made(tenant: Tenant, app: Starlette) -> None:
    first = await make(tenant.http, tenant.path)
    async with client_of(app, first["key"]) as http:
        second = await make(http, tenant.path)
    answered(await tenant.http.delete(f"{tenant.path}/api-keys/{first['id']}"), 204)
    async with client_of(app, second["key"]) as http:
        answered(await http.get("/v1/invoices"))


# Browsers ----------------------------------------------------------------------------------------------------------


async def browser_key(tenant: Tenant, **asked: Any) -> dict[str, Any]:
    wanted = {"scopes": ["invoices:read"], "allowed_origins": [PAGE], "expires_in_seconds": 900, **asked}
    return await make(tenant.http, tenant.path, **wanted)


PREFLIGHT = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"}


async def test_a_page_that_the_key_allows_can_ask_and_read(tenant: Tenant, app: Starlette) -> None:
    made = await browser_key(tenant)
    async with client_of(app) as http:
        preflight = await http.options("/v1/invoices", headers={"Origin": PAGE, **PREFLIGHT})
    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-origin"] == PAGE
    assert "authorization" in preflight.headers["access-control-allow-headers"].lower()
    async with client_of(app, made["key"], Origin=PAGE) as http:
        response = await http.get("/v1/invoices")
        answered(response)
        missing = await http.post("/v1/invoices", json=request())
    for each in (response, missing):
        assert each.headers["access-control-allow-origin"] == PAGE
        assert each.headers["vary"] == "Origin"
        assert "ETag" in each.headers["access-control-expose-headers"]
        assert "access-control-allow-credentials" not in each.headers
    assert "access-control-allow-credentials" not in preflight.headers


@pytest.mark.parametrize("origin", [
    "https://evil.example.com", "https://shop.example.com.evil.example", "http://shop.example.com", "null",
    "https://shop.example.com:8443", "https://SHOP.example.com", "*", None,
])  # fmt: skip
async def test_a_page_that_the_key_does_not_allow_can_neither_ask_nor_read(
    tenant: Tenant, app: Starlette, origin: str | None
) -> None:
    made = await browser_key(tenant)
    headers = {"Origin": origin} if origin else {}
    async with client_of(app, made["key"], **headers) as http:
        response = await http.get("/v1/invoices")
    refused(response, 403, "origin_not_allowed")
    assert "access-control-allow-origin" not in response.headers


async def test_a_key_of_a_server_is_never_readable_for_a_page(tenant: Tenant, app: Starlette) -> None:
    async with client_of(app, tenant.key, Origin=PAGE) as http:
        response = await http.get("/v1/invoices")
    assert "access-control-allow-origin" not in response.headers


async def test_a_page_can_read_that_its_key_has_ended_but_not_that_a_stranger_is_none(
    tenant: Tenant, app: Starlette
) -> None:
    made = await browser_key(tenant)
    await as_if_it_had_ended(tenant, made["id"])
    async with client_of(app, made["key"], Origin=PAGE) as http:
        response = await http.get("/v1/invoices")
    refused(response, 401, "unauthorized")
    assert response.headers["access-control-allow-origin"] == PAGE
    async with client_of(app, made["key"][:-1] + ("a" if made["key"][-1] != "a" else "b"), Origin=PAGE) as http:
        assert "access-control-allow-origin" not in (await http.get("/v1/invoices")).headers


@pytest.mark.parametrize("origin", [
    "*", "null", "http://shop.example.com", "https://shop.example.com/", "https://shop.example.com/pay",
    "https://*.example.com", "https://user@shop.example.com", "https://Shop.example.com", "shop.example.com",
    "https://", "https://shop.example.com?x", "https://shop.example.com#x", "https://shop.example.com:99999",
    "javascript:alert(1)", "file:///etc", "https://shop.example.com:0443", "https://shöp.example.com", "http://localhost.evil.example",
])  # fmt: skip
async def test_what_is_no_safe_origin_is_refused(tenant: Tenant, origin: str) -> None:
    asked = {"scopes": ["invoices:read"], "allowed_origins": [origin], "expires_in_seconds": 60}
    problem = refused(await tenant.http.post(f"{tenant.path}/api-keys", json=asked), 422, "invalid")
    assert found(problem) == {"/allowed_origins/0": "origin_invalid"}


async def test_own_machine_is_an_origin_in_test_mode(tenant: Tenant) -> None:
    made = await browser_key(tenant, allowed_origins=["http://localhost:3000", f"{PAGE}:443"])
    assert made["allowed_origins"] == ["http://localhost:3000", PAGE]


@pytest.mark.parametrize(("asked", "pointer", "code"), [
    ({"expires_in_seconds": None}, "/expires_in_seconds", "browser_key_lasts"),
    ({"expires_in_seconds": BROWSER_KEY_SECONDS_MAX + 60}, "/expires_in_seconds", "browser_key_lasts"),
    ({"scopes": ["*"]}, "/scopes", "browser_scope_refused"),
    ({"scopes": ["*:write"]}, "/scopes", "browser_scope_refused"),
    ({"scopes": ["api-keys:write"]}, "/scopes", "browser_scope_refused"),
    ({"scopes": ["members:*"]}, "/scopes", "browser_scope_refused"),
])  # fmt: skip
async def test_a_key_for_browsers_is_short_lived_and_can_not_outlive_itself(
    tenant: Tenant, asked: dict[str, Any], pointer: str, code: str
) -> None:
    wanted = {"scopes": ["invoices:read"], "allowed_origins": [PAGE], "expires_in_seconds": 900, **asked}
    problem = refused(await tenant.http.post(f"{tenant.path}/api-keys", json=wanted), 422, "invalid")
    assert found(problem) == {pointer: code}


async def test_a_key_for_browsers_stays_short_lived_when_it_is_changed_or_rotated(tenant: Tenant) -> None:
    made = await browser_key(tenant)
    path = f"{tenant.path}/api-keys/{made['id']}"
    refused(await tenant.http.patch(path, json={"expires_at": None}), 422, "invalid")
    refused(await tenant.http.post(f"{path}/rotate", json={"expires_in_seconds": 10 * 86400}), 422, "invalid")


@pytest.mark.parametrize("headers", [{}, {"Origin": PAGE}, PREFLIGHT, {"Origin": "x" * 400, **PREFLIGHT}])
async def test_what_is_no_preflight_is_told_what_is_possible(app: Starlette, headers: dict[str, str]) -> None:
    async with client_of(app) as http:
        response = await http.options("/v1/invoices", headers=headers)
    refused(response, 405, "method_not_allowed")
    assert "access-control-allow-origin" not in response.headers


# Accounts ----------------------------------------------------------------------------------------------------------


async def test_an_account_has_a_name_and_keys_of_its_own(app: Starlette) -> None:
    access = await sign_up(app)
    async with client_of(app, access["account_key"]) as http:
        account = answered(await http.get("/v1/account"))
        assert (account["id"], account["mode"], account["name"]) == (access["account"], "test", "Platform")
        assert answered(await http.patch("/v1/account", json={"name": "New"}))["name"] == "New"
        made = answered(await http.post("/v1/account/api-keys", json={"scopes": ["organizations:read"]}), 201)
        assert made["key"].startswith("fk_test_")
        async with client_of(app, made["key"]) as narrow_http:
            answered(await narrow_http.get("/v1/organizations"))
            refused(await narrow_http.get("/v1/account"), 403, "scope_missing")
            body = {"name": "B", "country": "AT"}
            refused(await narrow_http.post("/v1/organizations", json=body), 403, "scope_missing")
        path = f"/v1/account/api-keys/{made['id']}"
        rotated = answered(await http.post(f"{path}/rotate"), 201)
        assert answered(await http.get(path))["rotated_to"] == rotated["id"]
        assert answered(await http.patch(f"/v1/account/api-keys/{rotated['id']}", json={"name": "x"}))["name"] == "x"
        answered(await http.delete(f"/v1/account/api-keys/{rotated['id']}"), 204)
        assert len(answered(await http.get("/v1/account/api-keys"))["data"]) == 3
        asked = {"allowed_origins": [PAGE], "expires_in_seconds": 60, "scopes": ["invoices:read"]}
        problem = refused(await http.post("/v1/account/api-keys", json=asked), 422, "invalid")
        assert found(problem) == {"/allowed_origins": "browser_key_refused"}


async def test_an_accounts_key_does_not_reach_another_accounts_keys(app: Starlette) -> None:
    mine, theirs = await sign_up(app), await sign_up(app)
    async with client_of(app, theirs["account_key"]) as http:
        key = answered(await http.get("/v1/account/api-keys"))["data"][0]
    async with client_of(app, mine["account_key"]) as http:
        path = f"/v1/account/api-keys/{key['id']}"
        for response in (
            await http.get(path), await http.patch(path, json={"name": "x"}), await http.post(f"{path}/rotate"),
            await http.delete(path), await http.delete(f"{path}?descendants=true"),
        ):  # fmt: skip
            refused(response, 404, "key_not_found")


async def test_an_accounts_key_makes_keys_for_its_organizations_within_its_own_rights(app: Starlette) -> None:
    access = await sign_up(app)
    async with client_of(app, access["account_key"]) as http:
        made = answered(
            await http.post("/v1/account/api-keys", json={"scopes": ["api-keys:write", "invoices:read"]}), 201
        )
    there = {"Faktura-Organization": access["organization"]}
    path = f"/v1/organizations/{access['organization']}/api-keys"
    async with client_of(app, made["key"], **there) as http:
        refused(await http.post(path, json={"scopes": ["*"]}), 403, "key_rights_exceeded")
        own = answered(await http.post(path, json={"scopes": ["invoices:read"]}), 201)
    assert own["key"].startswith("fo_test_")
    assert own["created_by"] == made["id"]


async def test_a_leaked_account_key_takes_what_it_made_in_organizations_with_it(app: Starlette, floor: Floor) -> None:
    access = await sign_up(app)
    there = {"Faktura-Organization": access["organization"]}
    path = f"/v1/organizations/{access['organization']}/api-keys"
    async with client_of(app, access["account_key"]) as http:
        leaked = answered(await http.post("/v1/account/api-keys"), 201)
        async with client_of(app, leaked["key"]) as thief:
            planted = answered(await thief.post(path, headers=there), 201)
            body = {"name": "Second", "country": "AT", "key": {}}
            second = answered(await thief.post("/v1/organizations", json=body), 201)
            heir = answered(await thief.post("/v1/account/api-keys"), 201)
        async with client_of(app, planted["key"]) as thief:
            deeper = answered(await thief.post(path), 201)
        own = await http.get("/v1/invoices", headers=there)
        answered(own)
        answer = answered(await http.delete(f"/v1/account/api-keys/{leaked['id']}?descendants=true"))
        family = [leaked["id"], heir["id"], planted["id"], deeper["id"], second["key"]["id"]]
        assert sorted(answer["revoked"]) == sorted(family)
        for text in (leaked["key"], heir["key"], planted["key"], deeper["key"], second["key"]["key"]):
            async with client_of(app, text) as thief:
                refused(await thief.get("/v1/audit-trail"), 401, "unauthorized")
        async with client_of(app, access["key"]) as bystander:
            answered(await bystander.get("/v1/invoices"))
        trail = answered(await http.get("/v1/audit-trail?operation=organizations.keys.revoke", headers=there))["data"]
    assert sorted(entry["target"] for entry in trail) == sorted([planted["id"], deeper["id"]])


# Secrets in remembered answers ---------------------------------------------------------------------------------------


async def test_a_remembered_answer_with_a_key_is_replayed_and_lies_encrypted(tenant: Tenant) -> None:
    again = {"Idempotency-Key": "a key"}
    first = await tenant.http.post(f"{tenant.path}/api-keys", headers=again)
    second = await tenant.http.post(f"{tenant.path}/api-keys", headers=again)
    assert answered(first, 201) == answered(second, 201)
    assert second.headers["idempotent-replayed"] == "true"
    assert "faktura-sealed" not in second.headers
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        body = await unit.fetch_value("select body from idempotency_keys where tenant = $1", tenant.id)
    assert first.json()["key"].encode() not in body
    assert first.json()["key"][-43:].encode() not in body


async def test_scopes_and_roles_are_listed_for_everybody(app: Starlette) -> None:
    async with client_of(app) as http:
        listed = answered(await http.get("/v1/scopes"))
    assert {"resource": "invoices", "verbs": ["read", "write", "issue", "send"]} in listed["scopes"]
    assert {role["role"] for role in listed["roles"]} == {"owner", "admin", "accountant", "viewer"}
