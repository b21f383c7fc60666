"""What every answer has: an id, strict headers, problems instead of pages, and nothing of the inside."""

import dataclasses
import re
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx
import pytest
import structlog
from starlette.applications import Starlette

from faktura.api.app import OPERATIONS, build_app
from faktura.storage.floor import Floor

from .stage import Tenant, answered, client_of, new_tenant, refused, request

pytestmark = pytest.mark.anyio

PATHS = ["/health/live", "/openapi.json", "/metrics", "/v1/invoices", "/v1/nothing"]


@pytest.fixture
async def http(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(app) as client:
        yield client


@pytest.mark.parametrize("path", PATHS)
async def test_every_answer_has_an_id_and_strict_headers(http: httpx.AsyncClient, path: str) -> None:
    response = await http.get(path)
    assert re.fullmatch(r"req_[0-9a-z]{26}", response.headers["request-id"])
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["cache-control"] == "no-store"
    policy = response.headers["content-security-policy"].split("; ")
    assert {"default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} <= set(policy)
    assert "strict-transport-security" not in response.headers
    assert response.headers["request-id"] != (await http.get(path)).headers["request-id"]


async def test_where_the_public_address_has_tls_browsers_never_come_without(floor: Floor) -> None:
    settings = dataclasses.replace(floor.settings, public_url="https://api.example.com", origins={"public_url": "test"})
    app = build_app(dataclasses.replace(floor, settings=settings))
    async with client_of(app) as http:
        for host, told in (
            ("api.example.com", "max-age=31536000; includeSubDomains"),
            ("API.example.com:443", "max-age=31536000; includeSubDomains"),
            ("invoices.customer.example", "max-age=31536000"),
        ):
            response = await http.get("/health/live", headers={"Host": host})
            assert response.headers["strict-transport-security"] == told


@pytest.mark.parametrize("given", ["abc", "a.b-c_d:e", "A" * 64])
async def test_given_request_id_is_echoed(http: httpx.AsyncClient, given: str) -> None:
    response = await http.get("/v1/invoices", headers={"Request-Id": given})
    assert refused(response, 401, "unauthorized")["request_id"] == given


@pytest.mark.parametrize("given", [b"", b"A" * 65, b"a b", b"a\xfc", b"a;b", b"<script>", b"a,b"])
async def test_request_id_that_could_harm_a_log_is_replaced(http: httpx.AsyncClient, given: bytes) -> None:
    response = await http.get("/health/live", headers={"Request-Id": given})
    assert response.headers["request-id"].startswith("req_")


async def test_request_id_is_kept_with_what_the_request_did(tenant: Tenant) -> None:
    response = await tenant.http.post("/v1/invoices", json=request(issue=True), headers={"Request-Id": "shop-7"})
    events = answered(await tenant.http.get(f"/v1/invoices/{answered(response, 201)['id']}/events"))["data"]
    assert [event["request_id"] for event in events] == ["shop-7"]


@pytest.mark.parametrize("path", [
    "/", "/v1", "/v1/", "/v1/nothing", "/v1/invoices/", "/v2/invoices", "/v1/invoices/a/b/c", "//v1/invoices",
    "/v1//invoices", "/v1/invoices%2f", "/%00", "/\U0001f9fe",
])  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD"])
async def test_address_that_is_none_is_a_problem(tenant: Tenant, method: str, path: str) -> None:
    response = await tenant.http.request(method, path)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    if method != "HEAD":
        refused(response, 404, "not_found")


def methods_of(path: str) -> set[str]:
    found = {operation.method for operation in OPERATIONS if operation.path == path}
    return found | {"HEAD"} if "GET" in found else found


@pytest.mark.parametrize("path", sorted({operation.path for operation in OPERATIONS}))
async def test_method_that_is_not_there_is_told_with_those_that_are(tenant: Tenant, path: str) -> None:
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"} - methods_of(path):
        response = await tenant.http.request(method, path)
        refused(response, 405, "method_not_allowed")
        assert {each.strip() for each in response.headers["allow"].split(",")} == methods_of(path)


@pytest.mark.parametrize("path", ["/v1/invoices", "/v1/invoices/{invoice}", "/v1/invoices/{invoice}/status",
                                  "/health/live", "/openapi.json"])  # fmt: skip
async def test_head_answers_like_get_without_a_body(tenant: Tenant, path: str) -> None:
    path = path.format(invoice=(await tenant.create())["id"])
    get, head = await tenant.http.get(path), await tenant.http.head(path)
    assert head.status_code == get.status_code == 200
    assert head.content == b""
    for name in ("content-type", "content-length", "etag"):
        assert head.headers.get(name) == get.headers.get(name)


async def test_head_asks_for_a_key_as_well(http: httpx.AsyncClient) -> None:
    assert (await http.head("/v1/invoices")).status_code == 401


# Faults of ours -------------------------------------------------------------------------------------------------


@pytest.fixture
async def broken(own_floor: Floor, database_url: str) -> AsyncIterator[Tenant]:
    """A tenant of an installation whose table of drafts is gone."""
    tenant = await new_tenant(own_floor, build_app(own_floor))
    connection = await asyncpg.connect(database_url)
    await connection.execute("drop table drafts")
    await connection.close()
    yield tenant
    await tenant.http.aclose()


async def test_fault_of_ours_is_a_problem_without_its_inside(broken: Tenant) -> None:
    with structlog.testing.capture_logs() as logs:
        response = await broken.http.post("/v1/invoices", json=request())
    problem = refused(response, 500, "internal_error")
    assert problem["errors"] == []
    for inside in ("drafts", "asyncpg", "Traceback", "insert", "relation", ".py", "Buyer AG"):
        assert inside not in response.text
    (told,) = (entry for entry in logs if entry["event"] == "request_failed")
    assert told["request_id"] == problem["request_id"]
    assert response.headers["x-content-type-options"] == "nosniff"


async def test_log_of_a_fault_tells_where_it_was_and_nothing_of_what_was_sent(
    own_floor: Floor, database_url: str
) -> None:
    tenant = await new_tenant(own_floor, build_app(own_floor))
    connection = await asyncpg.connect(database_url)
    await connection.execute('update organizations set profile = profile || \'{"vat_id": ["Ms Private"]}\'')
    await connection.close()
    with structlog.testing.capture_logs() as logs:
        refused(await tenant.http.get(tenant.path), 500, "internal_error")
    assert "Private" not in str(logs)
    (told,) = (entry["exception"] for entry in logs if entry["event"] == "request_failed")
    assert "organizations/read.py" in told
    assert told.endswith("ValidationError")


async def test_fault_does_not_burn_the_idempotency_key_and_the_next_request_works(broken: Tenant) -> None:
    headers = {"Idempotency-Key": "1"}
    refused(await broken.http.post("/v1/invoices", json=request(), headers=headers), 500, "internal_error")
    refused(await broken.http.post("/v1/invoices", json=request(), headers=headers), 500, "internal_error")
    answered(await broken.http.post("/v1/customers", json={"name": "A"}), 201)


async def test_file_whose_bytes_are_lost_is_a_fault_without_its_inside(tenant: Tenant) -> None:
    issued = await tenant.issue()
    await tenant.drain()
    (file,) = (each for each in answered(await tenant.http.get(f"/v1/invoices/{issued['id']}/files"))["data"]
               if each["kind"] == "pdf")  # fmt: skip
    (held,) = tenant.floor.settings.home.rglob(f"*{file['sha256']}")
    held.unlink()
    problem = refused(await tenant.http.get(f"/v1/invoices/{issued['id']}/pdf"), 500, "internal_error")
    assert str(tenant.floor.settings.home) not in str(problem)


# Health and metrics ---------------------------------------------------------------------------------------------


async def test_health_says_live_and_ready(http: httpx.AsyncClient) -> None:
    assert answered(await http.get("/health/live")) == {"status": "live"}
    assert answered(await http.get("/health/ready")) == {"status": "ready"}


async def test_without_its_database_it_is_live_and_not_ready(own_floor: Floor) -> None:
    async with client_of(build_app(own_floor)) as http:
        await own_floor.database.close()
        answered(await http.get("/health/live"))
        refused(await http.get("/health/ready"), 503, "not_ready")


async def test_metrics_count_answers_by_operation_and_status(tenant: Tenant) -> None:
    def count(text: str) -> float:
        name = 'faktura_http_requests_total{operation="invoices.preview",status="200"}'
        return next((float(each.split()[-1]) for each in text.splitlines() if each.startswith(name)), 0)

    before = await tenant.http.get("/metrics")
    assert before.headers["content-type"].startswith("text/plain")
    answered(await tenant.http.post("/v1/invoices/preview", json=request()))
    after = (await tenant.http.get("/metrics")).text
    assert count(after) == count(before.text) + 1
    for name in ("faktura_http_request_seconds_bucket", "faktura_jobs_total", "faktura_delivery_attempts_total"):
        assert name in after


async def test_metrics_hold_no_personal_data_and_no_tenant(tenant: Tenant) -> None:
    issued = await tenant.issue(send={"channels": ["email"]})
    await tenant.drain()
    await tenant.http.get("/v1/Ms-Private-Person")
    text = (await tenant.http.get("/metrics")).text
    for personal in ("Buyer AG", "ap@example.com", "Berlin", "Private", issued["id"], issued["number"], tenant.key,
                     tenant.public_id, str(tenant.id)):  # fmt: skip
        assert personal not in text


async def test_log_line_of_a_request_has_ids_and_no_personal_data(tenant: Tenant) -> None:
    with structlog.testing.capture_logs() as logs:
        response = await tenant.http.post("/v1/invoices?q=Ms-Private-Person", json=request(issue=True))
        await tenant.http.get("/v1/customers?email=ap@example.com")
    lines: list[Any] = [entry for entry in logs if entry["event"] == "request"]
    assert [entry["operation"] for entry in lines] == ["invoices.create", "customers.list"]
    assert lines[0]["request_id"] == response.headers["request-id"]
    assert lines[0]["tenant"] == str(tenant.id)
    assert (lines[0]["method"], lines[0]["status"]) == ("POST", 201)
    for personal in ("Buyer", "ap@example.com", "Berlin", "Private", tenant.key):
        assert personal not in str(logs)
