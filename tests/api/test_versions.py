"""Versions of the API: keys remember one, a header names another, and a change is told to nobody who is older."""

import dataclasses
from typing import Any

import pytest
from starlette.applications import Starlette

from faktura.api.app import build_app
from faktura.api.versions import HISTORY, Change, History
from faktura.organizations.keys import API_VERSION
from faktura.storage.floor import Floor

from .stage import Tenant, answered, client_of, found, refused, sign_up

pytestmark = pytest.mark.anyio

FIRST = HISTORY.newest


def _renamed(old: str, new: str) -> Any:
    def convert(plain: dict[str, Any]) -> dict[str, Any]:
        plain = dict(plain)
        if old in plain:
            plain[new] = plain.pop(old)
        return plain

    return convert


def _without(name: str) -> Any:
    return lambda plain: {key: value for key, value in plain.items() if key != name}


# Two changes as they could come: customers once had a `mail`, and later got a `version`.
CHANGES = (
    Change(
        since="2027-03-01",
        summary="The mail address of a customer is called email.",
        requests={"customers.create": _renamed("mail", "email"), "customers.change": _renamed("mail", "email")},
        answers={"customer": _renamed("email", "mail")},
        pointers={"customers.create": {"/email": "/mail"}},
    ),
    Change(since="2027-06-01", summary="Customers tell their version.", answers={"customer": _without("version")}),
)


@pytest.fixture
def later(floor: Floor) -> Starlette:
    """The application after two changes."""
    return build_app(floor, history=History(FIRST, CHANGES))


def test_keys_remember_the_newest_version() -> None:
    assert HISTORY.newest == API_VERSION


async def test_every_answer_names_its_version(tenant: Tenant, app: Starlette) -> None:
    for response in (
        await tenant.http.get("/v1/invoices"), await tenant.http.get("/v1/invoices/inv_x"),
        await tenant.http.post("/v1/customers", json={}),
        await tenant.http.get("/v1/scopes", headers={"Faktura-Version": FIRST}),
    ):  # fmt: skip
        assert response.headers["faktura-version"] == FIRST


@pytest.mark.parametrize(
    "version", ["2026-11-29", "2027-01-01", "", "latest", "2026-11-30,2026-11-30", "ü", "9" * 5000]
)
@pytest.mark.parametrize("path", ["/v1/customers", "/v1/scopes"])
async def test_a_version_that_is_none_is_refused_with_those_that_there_are(
    tenant: Tenant, version: str, path: str
) -> None:
    response = await tenant.http.get(path, headers={"Faktura-Version": version.encode("latin-1")})
    problem = refused(response, 400, "version_unknown")
    assert FIRST in problem["detail"]


async def test_an_older_version_is_served_as_if_nothing_had_changed(tenant: Tenant, later: Starlette) -> None:
    """End to end: the request is brought up, the answer back; in one thing, in a list, and in what is wrong."""
    async with client_of(later, tenant.key) as http:
        made = answered(await http.post("/v1/customers", json={"name": "A", "mail": "a@example.com"}), 201)
        assert (made["mail"], "email" in made, "version" in made) == ("a@example.com", False, False)
        shown = answered(await http.get(f"/v1/customers/{made['id']}?fields=id,mail"))
        assert shown == {"id": made["id"], "mail": "a@example.com"}
        changed = await http.patch(f"/v1/customers/{made['id']}", json={"mail": "b@example.com"})
        assert answered(changed)["mail"] == "b@example.com"
        assert changed.headers["faktura-version"] == FIRST
        listed = answered(await http.get("/v1/customers"))["data"][0]
        assert (listed["mail"], "email" in listed) == ("b@example.com", False)
        problem = refused(
            await http.post("/v1/customers", json={"name": "A", "mail": "nobody"}), 422, "customer_invalid"
        )
        assert set(found(problem)) == {"/mail"}
        refused(await http.post("/v1/customers", content=b"{"), 415, "media_type_unsupported")
        broken = {"content": b"{", "headers": {"Content-Type": "application/json"}}
        refused(await http.post("/v1/customers", **broken), 400, "body_unreadable")  # type: ignore[arg-type]
        assert found(refused(await http.post("/v1/customers", json=[]), 422, "invalid")) == {"": "object_expected"}


async def test_the_header_overrides_what_the_key_remembers(tenant: Tenant, later: Starlette) -> None:
    async with client_of(later, tenant.key) as http:
        between = {"Faktura-Version": "2027-03-01"}
        body = {"name": "A", "email": "a@example.com"}
        made = await http.post("/v1/customers", json=body, headers=between)
        assert (answered(made, 201)["email"], "version" in made.json()) == ("a@example.com", False)
        assert made.headers["faktura-version"] == "2027-03-01"
        newest = {"Faktura-Version": "2027-06-01"}
        path = f"/v1/customers/{made.json()['id']}"
        assert answered(await http.get(path, headers=newest))["version"] == 1
        assert answered(await http.get(path))["mail"] == "a@example.com"
        refused(await http.post("/v1/customers", json={"name": "A", "mail": "x"}, headers=newest), 422, "invalid")
        problem = refused(await http.get(path, headers={"Faktura-Version": "2028-01-01"}), 400, "version_unknown")
        for version in (FIRST, "2027-03-01", "2027-06-01"):
            assert version in problem["detail"]


async def test_a_key_is_moved_to_another_version_when_its_owner_is_ready(tenant: Tenant, later: Starlette) -> None:
    async with client_of(later, tenant.key) as http:
        made = answered(await http.post(f"{tenant.path}/api-keys", json={"api_version": "2027-03-01"}), 201)
        customer = answered(await http.post("/v1/customers", json={"name": "A", "mail": "a@example.com"}), 201)
        path = f"/v1/customers/{customer['id']}"
        async with client_of(later, made["key"]) as newer:
            assert "email" in answered(await newer.get(path))
            answered(await http.patch(f"{tenant.path}/api-keys/{made['id']}", json={"api_version": FIRST}))
            assert "mail" in answered(await newer.get(path))
        wrong = await http.patch(f"{tenant.path}/api-keys/{made['id']}", json={"api_version": "2027-03-02"})
        assert found(refused(wrong, 422, "invalid")) == {"/api_version": "version_unknown"}


async def test_a_key_of_a_version_that_is_not_known_here_gets_the_nearest(
    tenant: Tenant, later: Starlette, app: Starlette
) -> None:
    """As after going back to an earlier release."""
    async with client_of(later, tenant.key) as http:
        made = answered(await http.post(f"{tenant.path}/api-keys", json={"api_version": "2027-06-01"}), 201)
    async with client_of(app, made["key"]) as http:
        response = await http.get("/v1/customers")
    assert (response.status_code, response.headers["faktura-version"]) == (200, FIRST)


async def test_a_replay_is_what_was_answered_first(tenant: Tenant, later: Starlette) -> None:
    again = {"Idempotency-Key": "one"}
    async with client_of(later, tenant.key) as http:
        body = {"name": "A", "mail": "a@example.com"}
        first = await http.post("/v1/customers", json=body, headers=again)
        second = await http.post("/v1/customers", json=body, headers=again)
    assert (second.content, second.headers["etag"]) == (first.content, first.headers["etag"])
    assert second.headers["idempotent-replayed"] == "true"


async def test_tags_belong_to_the_bytes_of_a_version(tenant: Tenant, later: Starlette) -> None:
    async with client_of(later, tenant.key) as http:
        made = answered(await http.post("/v1/customers", json={"name": "A", "mail": "a@example.com"}), 201)
        path = f"/v1/customers/{made['id']}"
        tag = (await http.get(path)).headers["etag"]
        newest = await http.get(path, headers={"Faktura-Version": "2027-06-01", "If-None-Match": tag})
    assert newest.status_code == 200


async def test_the_audit_trail_names_fields_as_they_are_now(tenant: Tenant, later: Starlette) -> None:
    async with client_of(later, tenant.key) as http:
        answered(await http.post("/v1/customers", json={"name": "A", "mail": "a@example.com"}), 201)
        entry = answered(await http.get("/v1/audit-trail"))["data"][0]
    assert entry["fields"] == ["email", "name"]


async def test_accounts_keys_remember_a_version_too(app: Starlette) -> None:
    access = await sign_up(app)
    async with client_of(app, access["account_key"]) as http:
        assert (await http.get("/v1/account")).headers["faktura-version"] == FIRST
        keys = answered(await http.get("/v1/account/api-keys"))["data"]
    assert {key["api_version"] for key in keys} == {FIRST}


def test_changes_are_applied_newest_first_on_the_way_back_and_oldest_first_on_the_way_up() -> None:
    history = History("2026-01-01", [
        Change(since="2026-03-01", summary="", requests={"a": _renamed("two", "three")},
               answers={"x": _renamed("three", "two")}),
        Change(since="2026-02-01", summary="", requests={"a": _renamed("one", "two")},
               answers={"x": _renamed("two", "one")}),
    ])  # fmt: skip
    assert history.versions == ("2026-01-01", "2026-02-01", "2026-03-01")
    assert history.upgrade("a", "2026-01-01", b'{"one":1}') == b'{"three":1}'
    assert history.upgrade("a", "2026-02-01", b'{"two":1}') == b'{"three":1}'
    assert history.upgrade("b", "2026-01-01", b'{"one":1}') == b'{"one":1}'
    deep = {"data": [{"object": "x", "three": 1, "inner": {"object": "x", "three": 2}}], "object": "list"}
    assert history.downgrade("2026-01-01", deep) == {
        "data": [{"object": "x", "one": 1, "inner": {"object": "x", "one": 2}}], "object": "list",
    }  # fmt: skip
    assert deep["data"][0]["three"] == 1  # type: ignore[index]
    assert history.downgrade("2026-03-01", deep) is deep


def test_nothing_changes_before_the_first_version() -> None:
    with pytest.raises(ValueError, match="before the first"):
        History("2026-03-01", [Change(since="2026-03-01", summary="")])


def test_a_change_says_what_it_is() -> None:
    assert all(change.summary for change in HISTORY.changes)
    assert dataclasses.fields(Change)
