"""The request log: what was asked and how it ended; nothing secret, nothing of others, nothing for ever."""

import asyncio
import dataclasses
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from starlette.applications import Starlette

from api.stage import Tenant, answered, client_of, refused, request, sign_up
from faktura.api.app import build_app
from faktura.api.trace import FINDINGS_LOGGED_MAX, masked_path, masked_pointer, masked_query
from faktura.audit.request_log import (
    _DROPPED,
    BUFFER_LINES_MAX,
    PRUNE_JOB,
    TENANT_LINES_MAX,
    Line,
    Recorder,
    prune,
)
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id, show_id
from faktura.storage.unit import open_unit, utc_now

pytestmark = pytest.mark.anyio


async def logged(tenant: Tenant, query: str = "") -> list[dict[str, Any]]:
    await tenant.app.state.recorder.flush()
    lines: list[dict[str, Any]] = answered(await tenant.http.get(f"/v1/request-log{query}"))["data"]
    return lines


def line(**changes: Any) -> Line:
    held: dict[str, Any] = {
        "request_id": "req", "occurred_at": utc_now(), "method": "GET", "operation": "test", "path": "/v1/test",
        "query": "", "status": 200, "milliseconds": 1, "code": "", "findings": [], "actor": "key", "address": "",
        "user_agent": "", "idempotency_key": "", "api_version": "",
    }  # fmt: skip
    return Line(**{**held, **changes})


async def test_a_request_is_found_by_its_id_with_how_it_ended(tenant: Tenant) -> None:
    response = await tenant.http.post(
        "/v1/invoices",
        json=request(issue=True, lines=[{"name": "A", "quantity": "1", "unit_price": "1", "vat": {"category": "S"}}],
                     currency="XXQ"),
        headers={"Idempotency-Key": "order-7", "User-Agent": "shop/1.0"},
    )  # fmt: skip
    problem = response.json()
    await tenant.app.state.recorder.flush()
    read = answered(await tenant.http.get(f"/v1/request-log/{problem['request_id']}"))
    assert (read["method"], read["path"], read["operation"]) == ("POST", "/v1/invoices", "invoices.create")
    assert (read["status"], read["code"]) == (response.status_code, problem["code"])
    assert read["findings"] == [{"pointer": each["pointer"], "code": each["rule"]} for each in problem["errors"]]
    assert (read["idempotency_key"], read["user_agent"], read["address"]) == ("order-7", "shop/1.0", "127.0.0.1")
    assert read["actor"].startswith("key_")
    assert (read["api_version"], read["milliseconds"] >= 0) == (response.headers["faktura-version"], True)


async def test_the_log_is_found_by_everything_that_it_says(tenant: Tenant) -> None:
    answered(await tenant.http.get("/v1/invoices?limit=1"))
    answered(await tenant.http.post("/v1/customers", json={"name": "A"}, headers={"Idempotency-Key": "a"}), 201)
    refused(await tenant.http.get("/v1/customers/cus_x"), 404, "customer_not_found")
    for query, expected in (
        ("?operation=invoices.list", 1), ("?method=POST", 1), ("?status=404", 1), ("?status[gte]=400", 1),
        ("?code=customer_not_found", 1), ("?idempotency_key=a", 1),
        ("?address=127.0.0.1&status[lt]=300&method=GET", None),
        ("?occurred_at[gte]=2100-01-01T00:00:00Z", 0), ("?milliseconds[gte]=900000000", 0), ("?actor=key_x", 0),
    ):  # fmt: skip
        found = await logged(tenant, query)
        assert expected is None or len(found) == expected, query
    refused(await tenant.http.get("/v1/request-log?status=high"), 422, "query_invalid")


async def test_pages_of_the_log_have_no_gap_and_no_repeat(tenant: Tenant) -> None:
    for number in range(5):
        answered(await tenant.http.get("/v1/invoices", headers={"Request-Id": f"r{number}"}))
    await tenant.app.state.recorder.flush()
    seen, cursor = [], ""
    while True:
        page = answered(await tenant.http.get(f"/v1/request-log?operation=invoices.list&limit=2{cursor}"))
        seen += [each["id"] for each in page["data"]]
        if not page["has_more"]:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == ["r4", "r3", "r2", "r1", "r0"]


async def test_an_id_that_is_used_again_finds_the_last_request_and_the_list_all(tenant: Tenant) -> None:
    for path in ("/v1/invoices", "/v1/customers"):
        answered(await tenant.http.get(path, headers={"Request-Id": "twice"}))
    await tenant.app.state.recorder.flush()
    assert answered(await tenant.http.get("/v1/request-log/twice"))["path"] == "/v1/customers"
    assert len(await logged(tenant, "?request_id=twice")) == 2


async def test_no_secret_and_no_value_reaches_the_log(tenant: Tenant) -> None:
    mail = "jane.doe@example.com"
    answered(await tenant.http.get(f"/v1/customers?email={mail}&q=Jane&limit=5"))
    await tenant.http.get(f"/v1/customers/{mail}")
    await tenant.http.get(f"/v1/invoices?api_key={tenant.key}&{mail}=1")
    refused(await tenant.http.post("/v1/customers", json={"name": "A", mail: 1, "metadata": {mail: 5}}), 422, "invalid")
    answered(await tenant.http.post("/v1/customers", json={"name": "Jane Doe", "email": mail}), 201)
    await tenant.app.state.recorder.flush()
    text = (await tenant.http.get("/v1/request-log?limit=100")).text
    for secret in (mail, "jane", "Jane", tenant.key, tenant.key[-20:], "Bearer"):
        assert secret not in text
    assert "email=*&q=*&limit=5" in text
    assert "/v1/customers/*" in text


@pytest.mark.parametrize(("query", "shown"), [
    (b"", ""), (b"limit=20", "limit=20"), (b"q=Jane%20Doe", "q=*"),
    (b"customer=cus_" + b"0" * 26, "customer=cus_" + "0" * 26), (b"total=true", "total=true"),
    (b"issue_date[gte]=2026-01-01", "issue_date[gte]=2026-01-01"), (b"phone=00436641234567", "phone=*"),
    (b"status=issued", "status=*"), (b"Jane=1", "*=1"), (b"a", "a=*"), (b"%ff=%00", "*=*"),
    (b"&".join([b"a=1"] * 40), "&".join(["a=1"] * 30)),
])  # fmt: skip
def test_queries_keep_only_what_names_nobody(query: bytes, shown: str) -> None:
    assert masked_query(query) == shown


@pytest.mark.parametrize(("route", "values", "shown"), [
    ("/v1/a/{a}", {"a": "inv_" + "0" * 26}, "/v1/a/inv_" + "0" * 26),
    ("/v1/a/{a}/{b}", {"a": "Jane Doe", "b": "pdf"}, "/v1/a/*/pdf"),
    ("/v1/a/{a}", {"a": "0204:991-33333TEST-33"}, "/v1/a/*"), ("", {}, ""),
])  # fmt: skip
def test_paths_keep_only_ids_and_words(route: str, values: dict[str, str], shown: str) -> None:
    assert masked_path(route, values) == shown


@pytest.mark.parametrize(("pointer", "shown"), [
    ("", ""), ("/lines/0/vat/rate", "/lines/0/vat/rate"), ("/metadata/jane", "/metadata/*"),
    ("/jane@example.com", "/*"), ("/a/" + "b" * 50, "/a/*"), ("/Jane", "/*"),
])  # fmt: skip
def test_pointers_keep_only_names_of_ours(pointer: str, shown: str) -> None:
    assert masked_pointer(pointer) == shown


async def test_many_findings_are_cut(tenant: Tenant) -> None:
    bad = {"name": "A", **{f"field_{number}": 1 for number in range(FINDINGS_LOGGED_MAX + 10)}}
    refused(await tenant.http.post("/v1/customers", json=bad), 422, "invalid")
    assert len((await logged(tenant, "?status=422"))[0]["findings"]) == FINDINGS_LOGGED_MAX


async def test_whoever_shows_no_secret_writes_into_nobodys_log(tenant: Tenant, app: Starlette) -> None:
    before = await tenant.count("request_log")
    forged = tenant.key[:-43] + "a" * 43
    for key in (forged, tenant.key.replace("fo_", "fk_"), "garbage"):
        async with client_of(app, key) as http:
            refused(await http.get("/v1/invoices", headers={"Request-Id": "forged"}), 401, "unauthorized")
    await app.state.recorder.flush()
    assert await tenant.count("request_log") == before


async def test_a_key_that_has_ended_or_lacks_a_scope_is_its_tenants_business(tenant: Tenant, app: Starlette) -> None:
    made = answered(await tenant.http.post(f"{tenant.path}/api-keys", json={"scopes": ["invoices:read"]}), 201)
    async with client_of(app, made["key"]) as http:
        refused(await http.get("/v1/customers"), 403, "scope_missing")
        refused(await http.get("/v1/invoices", headers={"Faktura-Version": "1999-01-01"}), 400, "version_unknown")
        answered(await tenant.http.delete(f"{tenant.path}/api-keys/{made['id']}"), 204)
        refused(await http.get("/v1/invoices"), 401, "unauthorized")
    found = await logged(tenant, f"?actor={made['id']}")
    assert [(each["status"], each["code"]) for each in found] == [
        (401, "unauthorized"), (400, "version_unknown"), (403, "scope_missing"),
    ]  # fmt: skip


async def test_an_accounts_request_goes_where_it_was_meant_for(app: Starlette, floor: Floor) -> None:
    mine, theirs = await sign_up(app), await sign_up(app)
    async with client_of(app, mine["account_key"]) as http:
        there = {"Faktura-Organization": mine["organization"], "Request-Id": "to-mine"}
        answered(await http.get("/v1/invoices", headers=there))
        answered(await http.get("/v1/organizations", headers={"Request-Id": "to-account"}))
        foreign = {"Faktura-Organization": theirs["organization"], "Request-Id": "to-theirs"}
        refused(await http.get("/v1/invoices", headers=foreign), 404, "organization_not_found")
        await app.state.recorder.flush()
        own = answered(await http.get("/v1/request-log"))["data"]
        del there["Request-Id"]
        organization = answered(await http.get("/v1/request-log", headers=there))["data"]
    async with client_of(app, theirs["account_key"]) as http:
        there = {"Faktura-Organization": theirs["organization"]}
        assert answered(await http.get("/v1/request-log", headers=there))["data"] == []
        refused(await http.get("/v1/request-log/to-theirs", headers=there), 404, "request_not_found")
    assert [each["id"] for each in own] == ["to-theirs", "to-account"]
    assert [each["id"] for each in organization] == ["to-mine"]


async def test_another_tenants_request_is_not_found(tenant: Tenant, other: Tenant) -> None:
    answered(await tenant.http.get("/v1/invoices", headers={"Request-Id": "mine"}))
    await tenant.app.state.recorder.flush()
    refused(await other.http.get("/v1/request-log/mine"), 404, "request_not_found")
    assert await logged(other, "?request_id=mine") == []


# Writing -----------------------------------------------------------------------------------------------------------


async def test_lines_are_written_by_themselves_after_a_moment(tenant: Tenant) -> None:
    answered(await tenant.http.get("/v1/invoices"))
    async with asyncio.timeout(10):
        while await tenant.count("request_log") == 0:  # noqa: ASYNC110 - another transaction tells no event of ours
            await asyncio.sleep(0.05)


async def test_lines_of_many_tenants_are_written_in_one_go(floor: Floor) -> None:
    recorder = Recorder(floor)
    tenants = [new_id() for _ in range(40)]
    for number in range(400):
        recorder.note(tenants[number % 40], line(request_id=f"r{number}"))
    await recorder.close()
    for tenant in tenants:
        async with open_unit(floor, tenant, actor="test") as unit:
            assert await unit.fetch_value("select count(*) from request_log where tenant = $1", tenant) == 10


def dropped() -> float:
    return float(next(iter(_DROPPED.collect())).samples[0].value)


async def test_a_busy_tenant_does_not_push_out_the_lines_of_others(floor: Floor) -> None:
    recorder = Recorder(floor)
    recorder._begin = lambda: None  # type: ignore[method-assign]  # nothing is written meanwhile
    before = dropped()
    busy, quiet = new_id(), new_id()
    for _ in range(TENANT_LINES_MAX + 7):
        recorder.note(busy, line())
    recorder.note(quiet, line())
    assert dropped() - before == 7
    for _ in range(BUFFER_LINES_MAX):
        recorder.note(new_id(), line())
    assert dropped() - before == 7 + TENANT_LINES_MAX + 1
    recorder._waiting.clear()
    await recorder.close()


async def test_lines_wait_while_the_database_is_away(floor: Floor, database: Any) -> None:
    recorder = Recorder(dataclasses.replace(floor, database=database))
    await database.close()
    tenant = new_id()
    recorder.note(tenant, line())
    recorder._begin()
    assert recorder._task is not None
    await recorder._task
    assert len(recorder._waiting) == 1
    recorder._floor = floor
    await recorder.close()
    async with open_unit(floor, tenant, actor="test") as unit:
        assert await unit.fetch_value("select count(*) from request_log where tenant = $1", tenant) == 1


async def test_what_is_left_when_the_server_ends_without_a_database_is_counted(floor: Floor, database: Any) -> None:
    recorder = Recorder(dataclasses.replace(floor, database=database))
    await database.close()
    before = dropped()
    recorder.note(new_id(), line())
    await recorder.close()
    assert dropped() - before == 1


async def test_a_line_that_the_database_does_not_take_is_dropped_and_counted(floor: Floor) -> None:
    recorder = Recorder(floor)
    before = dropped()
    recorder.note(new_id(), line(query="\x00"))
    await recorder.flush()
    assert dropped() - before == 1
    tenant = new_id()
    recorder.note(tenant, line())
    await recorder.close()
    async with open_unit(floor, tenant, actor="test") as unit:
        assert await unit.fetch_value("select count(*) from request_log where tenant = $1", tenant) == 1


# Keeping -----------------------------------------------------------------------------------------------------------


async def keep(floor: Floor, tenant: UUID, *days: int) -> None:
    recorder = Recorder(floor)
    for age in days:
        recorder.note(tenant, line(occurred_at=utc_now() - timedelta(days=age), request_id=f"d{age}"))
    await recorder.close()


async def prunes(floor: Floor, tenant: UUID) -> int:
    async with floor.database.acquire() as connection:
        found: int = await connection.fetchval(
            "select count(*) from pgqueuer where entrypoint = $1 "
            "and convert_from(payload, 'utf8')::json ->> 'tenant' = $2",
            PRUNE_JOB, str(tenant),
        )  # fmt: skip
    return found


async def test_old_lines_are_deleted_by_a_job_that_comes_back_while_there_are_any(floor: Floor) -> None:
    tenant = new_id()
    await keep(floor, tenant, 0, 5, 29, 31, 60)
    await keep(floor, tenant, 1)
    assert await prunes(floor, tenant) == 1
    await prune(floor, tenant, tenant)
    async with open_unit(floor, tenant, actor="test") as unit:
        rows = await unit.fetch("select request_id from request_log where tenant = $1", tenant)
    assert {row["request_id"] for row in rows} == {"d0", "d1", "d5", "d29"}
    assert await prunes(floor, tenant) == 2
    shorter = dataclasses.replace(floor, settings=dataclasses.replace(floor.settings, request_log_days=0))
    await prune(shorter, tenant, tenant)
    async with open_unit(floor, tenant, actor="test") as unit:
        assert await unit.fetch_value("select count(*) from request_log where tenant = $1", tenant) == 0
    assert await prunes(floor, tenant) == 2


async def test_what_is_too_old_is_not_shown_even_before_it_is_deleted(tenant: Tenant) -> None:
    await keep(tenant.floor, tenant.id, 2, 40)
    assert [each["id"] for each in await logged(tenant)] == ["d2"]
    refused(await tenant.http.get("/v1/request-log/d40"), 404, "request_not_found")


async def test_an_installation_may_keep_no_log(floor: Floor, tenant: Tenant) -> None:
    silent = dataclasses.replace(floor, settings=dataclasses.replace(floor.settings, request_log_days=0))
    app = build_app(silent)
    async with client_of(app, tenant.key) as http:
        answered(await http.get("/v1/invoices"))
        await app.state.recorder.close()
        assert answered(await http.get("/v1/request-log"))["data"] == []
    assert show_id("org", tenant.organization)
