"""A real server process: the example from outside, bodies as they travel, and logs without personal data."""

import asyncio
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg
import httpx
import pytest

from .process import Server, serving
from .stage import answered, example, refused, request

pytestmark = pytest.mark.server

MAX = 2 * 1024 * 1024
NAME, MAIL, STREET = "Ms Erika Mustermann-Private", "erika.private@example.org", "Secret Lane 77"


def sign_up(http: httpx.Client) -> dict[str, str]:
    body = {"name": NAME, "organization": {"name": "Seller GmbH", "country": "DE"}}
    access: dict[str, str] = answered(http.post("/v1/accounts", json=body), 201)
    http.headers["Authorization"] = f"Bearer {access['key']}"
    return access


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    # Each test signs up anew, all from one address.
    with serving(tmp_path_factory.mktemp("server"), rate_limit_address_burst="10000") as running:
        yield running


@pytest.fixture
def http(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=60) as client:
        sign_up(client)
        yield client


def test_example_travels_through_a_real_server_to_its_files(http: httpx.Client) -> None:
    response = http.post("/v1/invoices", json=example(), headers={"Prefer": "wait=20"})
    issued = answered(response, 201)
    assert [each["kind"] for each in issued["files"]] == ["pdf", "ubl"]
    assert [each["state"] for each in issued["deliveries"]] == ["delivered"]
    assert http.get(issued["links"]["pdf"]).content.startswith(b"%PDF-")
    assert b"urn:oasis:names:specification:ubl" in http.get(issued["links"]["xml"]).content
    page = httpx.get(issued["links"]["page"])
    assert page.status_code == 200
    assert issued["number"] in page.text


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize(("size", "status"), [(MAX, 201), (MAX + 1, 413)])
def test_two_mebibytes_are_the_most_with_a_declared_length_or_in_chunks(
    http: httpx.Client, size: int, status: int, chunked: bool
) -> None:
    body = json.dumps(request()).encode().ljust(size)
    content: Any = (body[start : start + 100_000] for start in range(0, size, 100_000)) if chunked else body
    response = http.post("/v1/invoices", content=content, headers={"Content-Type": "application/json"})
    assert response.status_code == status, response.text
    if status == 413:
        refused(response, 413, "body_too_large")
    answered(http.get("/health/live"))


def exchange(url: str, sent: bytes) -> bytes:
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while more := connection.recv(65_536):
            received += more
    return received


@pytest.mark.parametrize("sent", [
    b"hello\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
    b"POST /v1/accounts HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
    b"POST /v1/accounts HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\nContent-Type: application/json\r\n\r\n{",
    b"POST /v1/accounts HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
])  # fmt: skip
def test_what_is_no_http_harms_nothing(server: Server, http: httpx.Client, sent: bytes) -> None:
    received = exchange(server.url, sent)
    assert not received.startswith(b"HTTP/1.1 5")
    assert b"Traceback" not in received
    answered(http.get("/health/ready"))


def test_log_of_a_server_holds_no_personal_data_even_when_something_breaks(tmp_path: Path, database_url: str) -> None:
    with (
        serving(tmp_path, database_url=database_url) as running,
        httpx.Client(base_url=running.url, timeout=60) as http,
    ):
        access = sign_up(http)
        customer = {"name": NAME, "email": MAIL, "address": {"line1": STREET, "city": "Berlin", "country": "DE"}}
        body = example(customer=customer, buyer_reference=None)
        del body["send"]
        issued = answered(http.post("/v1/invoices", json=body, headers={"Prefer": "wait=20"}), 201)
        answered(http.post("/v1/customers", json=customer), 201)
        http.get("/v1/customers", params={"q": NAME, "email": MAIL})
        http.get(f"/v1/customers/{MAIL}")
        http.post("/v1/invoices", content=json.dumps(body)[:-1], headers={"Content-Type": "application/json"})
        http.post("/v1/invoices", json=body | {"send": {"channels": ["email"], "email": {"to": MAIL}}})
        httpx.get(issued["links"]["page"])
        asyncio.run(_break(database_url))
        refused(http.post("/v1/invoices", json=body), 500, "internal_error")
        refused(http.post("/v1/customers", json=customer), 500, "internal_error")
    log = running.log
    assert "request_failed" in log
    assert "invoices.create" in log
    page = issued["links"]["page"].rpartition("/")[2]
    for personal in (NAME, "Mustermann", MAIL, "erika", STREET, "Lane", access["key"], access["account_key"], page):
        assert personal not in log, personal
    # The part of a key that names its tenant is no secret; what follows is.
    assert access["key"][-20:] not in log


async def _break(url: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute("drop table drafts; drop table customers; drop table series_counters cascade")
    await connection.close()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_what_waits_for_the_request_log_is_written_when_the_server_stops(
    tmp_path: Path, database_url: str, workers: str
) -> None:
    with (
        serving(tmp_path / "home", database_url=database_url, workers=workers) as server,
        httpx.Client(base_url=server.url, timeout=60) as http,
    ):
        sign_up(http)
        for number in range(20):
            answered(http.get("/v1/invoices", headers={"Request-Id": f"last-{number}"}))

    async def logged() -> int:
        connection = await asyncpg.connect(database_url)
        try:
            await connection.execute("alter table request_log no force row level security")
            found: int = await connection.fetchval("select count(*) from request_log where request_id like 'last-%'")
        finally:
            await connection.close()
        return found

    assert asyncio.run(logged()) == 20
