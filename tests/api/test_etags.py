"""Entity tags: what has not changed is not sent again, and what somebody else changed is not overwritten."""

import asyncio
import re

import pytest
from starlette.applications import Starlette

from faktura.api.app import OPERATIONS
from faktura.api.etags import entity_tag, is_among, version_in

from .stage import Tenant, answered, client_of, refused, request, sign_up

pytestmark = pytest.mark.anyio

LISTS = ["/v1/invoices", "/v1/customers", "/v1/payments", "/v1/deliveries", "/v1/archive", "/v1/scopes"]


async def paths(tenant: Tenant) -> list[str]:
    issued = await tenant.issue()
    customer = answered(await tenant.http.post("/v1/customers", json={"name": "A"}), 201)
    await tenant.drain()
    draft = await tenant.create()
    one = f"/v1/invoices/{issued['id']}"
    return [
        tenant.path, f"{tenant.path}/branding", f"{tenant.path}/series", f"/v1/customers/{customer['id']}", one,
        f"/v1/invoices/{draft['id']}", f"{one}/explain", f"{one}/status?as_of=2026-12-01", f"{one}/events",
        f"{one}/files", f"{one}/pdf", f"{one}/xml", f"{one}/files/json", *LISTS,
    ]  # fmt: skip


async def test_what_has_not_changed_is_answered_without_a_body(tenant: Tenant) -> None:
    for path in await paths(tenant):
        first = await tenant.http.get(path)
        answered_tag = first.headers["etag"]
        assert first.status_code == 200, path
        assert re.fullmatch(r'"[0-9a-f-]{16,80}"', answered_tag), path
        for asked in (answered_tag, f"W/{answered_tag}", "*", f'"x", {answered_tag}'):
            again = await tenant.http.get(path, headers={"If-None-Match": asked})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", answered_tag), path
            assert "content-type" not in again.headers
            assert again.headers["request-id"]
        assert (await tenant.http.get(path, headers={"If-None-Match": '"x"'})).content == first.content
        head = await tenant.http.head(path)
        assert (head.status_code, head.headers["etag"], head.content) == (200, answered_tag, b"")


async def test_every_change_of_what_is_shown_changes_the_tag(tenant: Tenant) -> None:
    """Also where the version stays: an issued document has none, and its deliveries and payments are added to it."""
    issued = await tenant.issue()
    path = f"/v1/invoices/{issued['id']}"
    seen = {(await tenant.http.get(path)).headers["etag"]}
    await tenant.drain()
    seen.add((await tenant.http.get(path)).headers["etag"])
    assert len(seen) == 2
    tag = (await tenant.http.get("/v1/invoices")).headers["etag"]
    await tenant.create()
    response = await tenant.http.get("/v1/invoices", headers={"If-None-Match": tag})
    assert len(answered(response)["data"]) == 2


async def test_a_draft_whose_findings_change_by_its_customer_has_another_tag_and_the_same_version(
    tenant: Tenant,
) -> None:
    customer = answered(await tenant.http.post("/v1/customers", json={"name": "A"}), 201)
    draft = await tenant.create(customer=customer["id"])
    path = f"/v1/invoices/{draft['id']}"
    before = (await tenant.http.get(path)).headers["etag"]
    answered(await tenant.http.patch(f"/v1/customers/{customer['id']}", json={"name": "Another name"}))
    after = (await tenant.http.get(path, headers={"If-None-Match": before})).headers["etag"]
    assert after != before
    assert version_in(after) == version_in(before) == 1
    # What others did is in nobody's way: If-Match asks for the version.
    answered(await tenant.http.patch(path, json={"buyer_reference": "1"}, headers={"If-Match": before}))


async def test_the_answer_to_a_change_has_the_tag_of_what_is_read_next(tenant: Tenant) -> None:
    made = await tenant.http.post("/v1/customers", json={"name": "A"})
    path = f"/v1/customers/{made.json()['id']}"
    changed = await tenant.http.patch(path, json={"name": "B"}, headers={"If-Match": made.headers["etag"]})
    assert answered(changed)["version"] == 2
    again = await tenant.http.get(path, headers={"If-None-Match": changed.headers["etag"]})
    assert again.status_code == 304


async def test_a_customer_that_somebody_else_changed_is_not_overwritten(tenant: Tenant) -> None:
    made = await tenant.http.post("/v1/customers", json={"name": "A"})
    path = f"/v1/customers/{made.json()['id']}"
    answered(await tenant.http.patch(path, json={"email": "a@example.com"}))
    stale = {"If-Match": made.headers["etag"]}
    refused(await tenant.http.patch(path, json={"name": "B"}, headers=stale), 412, "customer_changed")
    refused(await tenant.http.delete(path, headers=stale), 412, "customer_changed")
    assert answered(await tenant.http.get(path))["name"] == "A"
    fresh = {"If-Match": (await tenant.http.get(path)).headers["etag"]}
    answered(await tenant.http.delete(path, headers=fresh), 204)
    refused(await tenant.http.patch(path, json={}, headers={"If-Match": "x"}), 400, "if_match_invalid")


async def test_an_organization_that_somebody_else_changed_is_not_overwritten(tenant: Tenant) -> None:
    before = await tenant.http.get(tenant.path)
    answered(await tenant.http.patch(tenant.path, json={"trading_name": "A"}))
    stale = {"If-Match": before.headers["etag"]}
    refused(
        await tenant.http.patch(tenant.path, json={"trading_name": "B"}, headers=stale), 412, "organization_changed"
    )
    fresh = {"If-Match": (await tenant.http.get(tenant.path)).headers["etag"]}
    assert answered(await tenant.http.patch(tenant.path, json={"trading_name": "C"}, headers=fresh))["version"] == 3


@pytest.mark.parametrize("what", ["customer", "organization"])
async def test_of_six_changes_on_one_version_one_wins(tenant: Tenant, what: str) -> None:
    path = tenant.path
    if what == "customer":
        path = f"/v1/customers/{answered(await tenant.http.post('/v1/customers', json={'name': 'A'}), 201)['id']}"
    tag = (await tenant.http.get(path)).headers["etag"]
    answers = await asyncio.gather(
        *(tenant.http.patch(path, json={"trading_name": f"{n}"}, headers={"If-Match": tag}) for n in range(6))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412, 412, 412]


async def test_no_change_is_lost_without_a_tag_either(tenant: Tenant) -> None:
    made = answered(await tenant.http.post("/v1/customers", json={"name": "A"}), 201)
    path = f"/v1/customers/{made['id']}"
    await asyncio.gather(*(tenant.http.patch(path, json={"metadata": {f"k{n}": "1"}}) for n in range(6)))
    assert len(answered(await tenant.http.get(path))["metadata"]) == 6


async def test_a_tag_says_nothing_to_another_tenant(tenant: Tenant, other: Tenant) -> None:
    draft = await tenant.http.post("/v1/invoices", json=request())
    path = f"/v1/invoices/{draft.json()['id']}"
    for asked in (draft.headers["etag"], "*"):
        refused(await other.http.get(path, headers={"If-None-Match": asked}), 404, "invoice_not_found")


async def test_lists_of_the_account_have_tags_too(app: Starlette) -> None:
    access = await sign_up(app)
    async with client_of(app, access["account_key"]) as http:
        for path in ("/v1/organizations", "/v1/account", "/v1/account/api-keys?active=false"):
            tag = (await http.get(path)).headers["etag"]
            assert (await http.get(path, headers={"If-None-Match": tag})).status_code == 304


def test_what_can_be_changed_on_a_version_says_so() -> None:
    named = {operation.name for operation in OPERATIONS if 412 in operation.refusals}
    assert {"invoices.change", "customers.change", "customers.archive", "organizations.change"} <= named


@pytest.mark.parametrize(("tag", "version"), [
    ('"3"', 3), ('"3-0123456789abcdef"', 3), ('W/"3"', 3), ("3", 3),
    ('"-0123456789abcdef"', None), ('"3-"', None), ("", None),
    ('"3-0123456789abcdefg"', None), ('"' + "9" * 16 + '"', None), ("*", None), ('"3" ', 3),
])  # fmt: skip
def test_the_version_in_a_tag(tag: str, version: int | None) -> None:
    assert version_in(tag) == version


def test_tags_tell_bytes_apart() -> None:
    assert entity_tag(1, b"a") != entity_tag(1, b"b")
    assert entity_tag(None, b"a").startswith('"-')
    assert not is_among('"a"', '"b", W/"c"')
    assert not is_among('"a"', "")
