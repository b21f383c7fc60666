"""Organizations of an account: one call makes one that is ready, and may be repeated."""

import asyncio
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from .stage import Tenant, answered, client_of, found, refused, request, sign_up

pytestmark = pytest.mark.anyio


@pytest.fixture
async def account(app: Starlette) -> Any:
    access = await sign_up(app)
    async with client_of(app, access["account_key"]) as http:
        yield http


async def create(http: httpx.AsyncClient, expected: int = 201, **asked: Any) -> dict[str, Any]:
    made: dict[str, Any] = answered(await http.post("/v1/organizations", json={"name": "B", **asked}), expected)
    return made


async def test_one_call_makes_an_organization_that_can_issue(account: httpx.AsyncClient, app: Starlette) -> None:
    made = await create(account, country="SI", external_id="shop-7", key={"scopes": ["invoices:*"], "name": "shop"})
    assert (made["country"], made["currency"], made["language"], made["timezone"]) == (
        "SI", "EUR", "sl", "Europe/Ljubljana",
    )  # fmt: skip
    async with client_of(app, made["key"]["key"]) as http:
        issued = answered(await http.post("/v1/invoices", json=request(issue=True, lines=[
            {"name": "Work", "quantity": "1", "unit_price": "100.00", "vat": {"category": "S", "rate": "22"}}
        ])), 201)  # fmt: skip
        assert issued["state"] == "issued"
        refused(await http.get("/v1/customers"), 403, "scope_missing")


@pytest.mark.parametrize(("country", "standard", "years"), [("AT", "20", 7), ("SI", "22", 10), ("DE", "19", 8)])
async def test_rates_numbering_and_retention_follow_from_the_country(
    account: httpx.AsyncClient, country: str, standard: str, years: int
) -> None:
    made = await create(account, country=country)
    defaults = made["defaults"]
    rates = {each["kind"]: each["rate"] for each in defaults["vat_rates"]}
    assert rates["standard"] == standard
    assert defaults["retention"]["years"] == years
    assert "{n" in defaults["numbering"]["pattern"]
    assert all(each["law"] for each in (*defaults["vat_rates"], defaults["numbering"], defaults["retention"]))
    read = await account.get(f"/v1/organizations/{made['id']}", headers={"Faktura-Organization": made["id"]})
    assert answered(read)["defaults"] == defaults


async def test_an_external_id_makes_creating_safe_to_repeat(account: httpx.AsyncClient) -> None:
    made = await create(account, country="AT", external_id="shop-7")
    again = await create(account, 200, country="AT", external_id="shop-7", name="Another name")
    assert again == made
    assert len(answered(await account.get("/v1/organizations"))["data"]) == 2
    listed = answered(await account.get("/v1/organizations?external_id=shop-7"))["data"]
    assert [(each["id"], each["external_id"]) for each in listed] == [(made["id"], "shop-7")]
    assert answered(await account.get("/v1/organizations?external_id=shop-8"))["data"] == []
    problem = refused(
        await account.post("/v1/organizations", json={"name": "B", "country": "DE", "external_id": "shop-7"}),
        409, "external_id_taken",
    )  # fmt: skip
    assert made["id"] in problem["detail"]


async def test_who_lost_the_answer_asks_again_and_gets_another_key(account: httpx.AsyncClient, app: Starlette) -> None:
    asked = {"country": "AT", "external_id": "shop-7", "key": {}}
    first, second = await create(account, **asked), await create(account, 200, **asked)
    assert first["id"] == second["id"]
    assert first["key"]["key"] != second["key"]["key"]
    for made in (first, second):
        async with client_of(app, made["key"]["key"]) as http:
            answered(await http.get("/v1/invoices"))


async def test_of_eight_at_once_with_one_external_id_there_is_one(account: httpx.AsyncClient) -> None:
    body = {"name": "B", "country": "AT", "external_id": "shop-7"}
    answers = await asyncio.gather(*(account.post("/v1/organizations", json=body) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    assert len({answer.json()["id"] for answer in answers}) == 1


async def test_the_external_id_of_another_account_is_free(account: httpx.AsyncClient, app: Starlette) -> None:
    made = await create(account, country="AT", external_id="shop-7")
    access = await sign_up(app)
    async with client_of(app, access["account_key"]) as http:
        theirs = await create(http, country="AT", external_id="shop-7")
    assert made["id"] != theirs["id"]


async def test_a_key_that_can_not_be_made_makes_no_organization(account: httpx.AsyncClient) -> None:
    body = {"name": "B", "country": "AT", "key": {"scopes": ["x:y"], "expires_in_seconds": 1}}
    problem = refused(await account.post("/v1/organizations", json=body), 422, "invalid")
    assert set(found(problem)) == {"/key/scopes/0", "/key/expires_in_seconds"}
    body["key"] = {"api_version": "1999-01-01"}
    assert found(refused(await account.post("/v1/organizations", json=body), 422, "invalid")) == {
        "/key/api_version": "version_unknown"
    }
    assert len(answered(await account.get("/v1/organizations"))["data"]) == 1


async def test_a_first_key_needs_the_scope_to_make_keys(account: httpx.AsyncClient, app: Starlette) -> None:
    scopes = {"scopes": ["organizations:create"]}
    narrow = answered(await account.post("/v1/account/api-keys", json=scopes), 201)
    async with client_of(app, narrow["key"]) as http:
        await create(http, country="AT")
        body = {"name": "B", "country": "AT", "key": {}}
        refused(await http.post("/v1/organizations", json=body), 403, "scope_missing")


async def test_a_replay_answers_the_same_key_which_lies_nowhere_in_clear(account: httpx.AsyncClient) -> None:
    headers = {"Idempotency-Key": "one"}
    body = {"name": "B", "country": "AT", "key": {}}
    first = await account.post("/v1/organizations", json=body, headers=headers)
    second = await account.post("/v1/organizations", json=body, headers=headers)
    assert answered(first, 201) == answered(second, 201)


@pytest.mark.parametrize("identifier", [{"vat_id": "ATU1"}, {"vat_id": "ATU12345678"}])
async def test_identifiers_are_checked_before_anything_is_made(
    account: httpx.AsyncClient, identifier: dict[str, str]
) -> None:
    body = {"name": "B", "country": "AT", **identifier}
    problem = refused(await account.post("/v1/organizations", json=body), 422, "organization_invalid")
    assert found(problem) == {"/vat_id": "identifier_invalid"}


async def test_an_organization_without_an_external_id_says_so(tenant: Tenant) -> None:
    assert answered(await tenant.http.get(tenant.path))["external_id"] is None
    refused(await tenant.http.patch(tenant.path, json={"external_id": "x"}), 422, "invalid")
