"""Idempotency-Key: a replay gives the first answer and makes nothing; a key belongs to one request of one tenant."""

import asyncio
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from .stage import Tenant, answered, client_of, line, refused, request, sign_up

pytestmark = pytest.mark.anyio

KEY = {"Idempotency-Key": "order-4711"}


def same_answer(first: httpx.Response, second: httpx.Response) -> None:
    assert second.status_code == first.status_code
    assert second.content == first.content
    assert second.headers["idempotent-replayed"] == "true"
    assert "idempotent-replayed" not in first.headers
    for name in ("content-type", "location", "etag"):
        assert second.headers.get(name) == first.headers.get(name)


@pytest.mark.parametrize("issue", [False, True])
async def test_replay_answers_the_same_and_makes_no_second_document(tenant: Tenant, issue: bool) -> None:
    first = await tenant.http.post("/v1/invoices", json=request(issue=issue), headers=KEY)
    answered(first, 201)
    for _ in range(3):
        same_answer(first, await tenant.http.post("/v1/invoices", json=request(issue=issue), headers=KEY))
    assert await tenant.count("drafts") + await tenant.count("invoices") == 1


@pytest.mark.parametrize(("method", "path", "body"), [
    ("PATCH", "{draft}", {"buyer_reference": "1"}),
    ("PUT", "{draft}", request(buyer_reference="2")),
    ("DELETE", "{draft}", None),
    ("POST", "{draft}/issue", None),
    ("POST", "{issued}/credit", {"issue": True}),
    ("POST", "{issued}/duplicate", None),
    ("POST", "{issued}/payments", {"amount": "1.00"}),
    ("POST", "{issued}/links", None),
    ("POST", "{issued}/send", None),
    ("POST", "/v1/customers", {"name": "A"}),
    ("POST", "{organization}/api-keys", {"name": "A"}),
    ("POST", "{organization}/series", {"name": "A", "pattern": "A{n}", "restart": "never"}),
    ("PATCH", "{organization}", {"trading_name": "A"}),
])  # fmt: skip
async def test_every_write_can_be_repeated(tenant: Tenant, method: str, path: str, body: Any) -> None:
    draft, issued = (await tenant.create())["id"], (await tenant.issue())["id"]
    path = path.format(draft=f"/v1/invoices/{draft}", issued=f"/v1/invoices/{issued}", organization=tenant.path)
    first = await tenant.http.request(method, path, json=body, headers=KEY)
    assert first.status_code < 300, first.text
    tables = (
        "drafts",
        "invoices",
        "payments",
        "buyer_links",
        "deliveries",
        "customers",
        "api_keys",
        "series",
        "events",
    )
    held = [await tenant.count(table) for table in tables]
    same_answer(first, await tenant.http.request(method, path, json=body, headers=KEY))
    assert [await tenant.count(table) for table in tables] == held


async def test_replayed_preview_is_still_a_pdf(tenant: Tenant) -> None:
    headers = {**KEY, "Accept": "application/pdf"}
    first = await tenant.http.post("/v1/invoices/preview", json=request(), headers=headers)
    assert first.headers["content-type"] == "application/pdf"
    same_answer(first, await tenant.http.post("/v1/invoices/preview", json=request(), headers=headers))


async def test_key_with_another_body_is_refused(tenant: Tenant) -> None:
    answered(await tenant.http.post("/v1/invoices", json=request(), headers=KEY), 201)
    changed = request(lines=[line("100.01")])
    refused(await tenant.http.post("/v1/invoices", json=changed, headers=KEY), 422, "idempotency_key_reused")
    assert await tenant.count("drafts") == 1


async def test_key_with_another_path_query_or_method_is_refused(tenant: Tenant) -> None:
    made = answered(await tenant.http.post("/v1/invoices", json=request(), headers=KEY), 201)
    for method, path in (
        ("POST", "/v1/invoices/preview"),
        ("POST", "/v1/invoices?again=1"),
        ("PUT", f"/v1/invoices/{made['id']}"),
    ):
        refused(await tenant.http.request(method, path, json=request(), headers=KEY), 422, "idempotency_key_reused")


async def test_refused_request_does_not_burn_its_key(tenant: Tenant) -> None:
    wrong = request(issue=True, lines=[line(vat={"category": "S", "rate": "0"})])
    refused(await tenant.http.post("/v1/invoices", json=wrong, headers=KEY), 422, "draft_not_issuable")
    refused(await tenant.http.post("/v1/invoices", content=b"{", headers={**KEY, "Content-Type": "application/json"}),
            400, "body_unreadable")  # fmt: skip
    first = await tenant.http.post("/v1/invoices", json=request(issue=True), headers=KEY)
    answered(first, 201)
    same_answer(first, await tenant.http.post("/v1/invoices", json=request(issue=True), headers=KEY))


async def test_keys_of_other_tenants_do_not_clash(tenant: Tenant, other: Tenant) -> None:
    first = answered(await tenant.http.post("/v1/invoices", json=request(), headers=KEY), 201)
    response = await other.http.post("/v1/invoices", json=request(buyer_reference="2"), headers=KEY)
    assert answered(response, 201)["id"] != first["id"]
    assert "idempotent-replayed" not in response.headers


async def test_key_of_an_account_belongs_to_the_organization_it_was_used_for(app: Starlette) -> None:
    access = await sign_up(app)
    async with client_of(app, access["account_key"], **KEY) as http:
        answered(
            await http.post("/v1/invoices", json=request(), headers={"Faktura-Organization": access["organization"]}),
            201,
        )
        body = {"name": "Second", "country": "AT"}
        made = await http.post("/v1/organizations", json=body, headers={"Idempotency-Key": "second"})
        second = answered(made, 201)["id"]
        same_answer(made, await http.post("/v1/organizations", json=body, headers={"Idempotency-Key": "second"}))
        response = await http.post("/v1/invoices", json=request(), headers={"Faktura-Organization": second})
        refused(response, 422, "idempotency_key_reused")


async def test_eight_equal_requests_at_once_make_one_document(tenant: Tenant) -> None:
    answers = await asyncio.gather(
        *(tenant.http.post("/v1/invoices", json=request(issue=True), headers=KEY) for _ in range(8))
    )
    made = [answer for answer in answers if answer.status_code == 201]
    assert made
    assert len({answer.content for answer in made}) == 1
    for answer in answers:
        if answer.status_code != 201:
            refused(answer, 409, "idempotency_busy")
            assert answer.headers["retry-after"]
    assert await tenant.count("invoices") == 1
    again = await tenant.http.post("/v1/invoices", json=request(issue=True), headers=KEY)
    assert again.content == made[0].content


async def test_eight_requests_with_their_own_keys_at_once_are_numbered_without_a_gap(tenant: Tenant) -> None:
    answers = await asyncio.gather(
        *(
            tenant.http.post("/v1/invoices", json=request(issue=True), headers={"Idempotency-Key": f"order-{number}"})
            for number in range(8)
        )
    )
    numbers = sorted(answered(answer, 201)["sequence"] for answer in answers)
    assert numbers == list(range(1, 9))


@pytest.mark.parametrize("key", [b"", b"a" * 256, b"\xfc", b"a\tb"])
async def test_key_that_is_no_printable_ascii_is_refused(tenant: Tenant, key: bytes) -> None:
    response = await tenant.http.post("/v1/invoices", json=request(), headers={"Idempotency-Key": key})
    refused(response, 400, "idempotency_key_invalid")


@pytest.mark.parametrize("key", ["a" * 255, "'; drop table drafts", "a b"])
async def test_any_printable_key_is_taken(tenant: Tenant, key: str) -> None:
    first = await tenant.http.post("/v1/invoices", json=request(), headers={"Idempotency-Key": key})
    same_answer(first, await tenant.http.post("/v1/invoices", json=request(), headers={"Idempotency-Key": key}))


async def test_key_on_a_reading_request_is_not_looked_at(tenant: Tenant) -> None:
    answered(await tenant.http.get("/v1/invoices", headers={"Idempotency-Key": "a" * 300}))
