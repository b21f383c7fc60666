"""When the Python client sends a call again, and when it must not."""

import time
from collections.abc import Iterator

import pytest

from faktura_client import (
    AnswerUnreadable,
    AsyncFaktura,
    ConnectionFailed,
    DraftNotIssuable,
    Faktura,
    IdempotencyKeyReused,
    Invalid,
    Problem,
    ServerFault,
    TooManyRequests,
    Unavailable,
)
from faktura_client import _retrying as retrying

from .scripted import Reply, problem, scripted

CUSTOMER = {"id": "cus_1", "object": "customer", "name": "A"}
GOOD = Reply(201, CUSTOMER)


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(retrying, "WAIT_FIRST_SECONDS", 0.02)
    return


@pytest.mark.parametrize(
    "first", [problem(429, "too_many_requests"), problem(503, "database_unavailable"), Reply(502), Reply(lost=True)]
)
def test_a_write_is_sent_again_with_the_same_key(first: Reply) -> None:
    with scripted([first, first, GOOD]) as server, Faktura("fo_test_x", server.url) as client:
        assert client.customers.create({"name": "A"}).id == "cus_1"
    assert len(server.asked) == 3
    keys = {asked.headers["idempotency-key"] for asked in server.asked}
    assert len(keys) == 1
    assert {asked.body for asked in server.asked} == {b'{"name":"A"}'}


def test_two_writes_have_two_keys_and_a_given_key_is_kept() -> None:
    with scripted([GOOD]) as server, Faktura("fo_test_x", server.url) as client:
        client.customers.create({"name": "A"})
        client.customers.create({"name": "A"})
        client.customers.create({"name": "A"}, idempotency_key="mine")
    keys = [asked.headers["idempotency-key"] for asked in server.asked]
    assert len(set(keys)) == 3
    assert keys[2] == "mine"


def test_retry_after_is_honoured() -> None:
    waits = problem(429, "too_many_requests", **{"Retry-After": "1"})
    with scripted([waits, GOOD]) as server, Faktura("fo_test_x", server.url) as client:
        begin = time.monotonic()
        client.customers.create({"name": "A"})
        assert time.monotonic() - begin >= 1


def test_who_is_asked_to_wait_long_is_told_at_once() -> None:
    waits = problem(429, "too_many_requests", **{"Retry-After": "3600"})
    with scripted([waits]) as server, Faktura("fo_test_x", server.url) as client:
        with pytest.raises(TooManyRequests) as refused:
            client.customers.get("cus_1")
        assert refused.value.retry_after == 3600
    assert len(server.asked) == 1


def test_attempts_end() -> None:
    with (
        scripted([problem(503, "database_unavailable")]) as server,
        Faktura("fo_test_x", server.url, retries=2) as client,
        pytest.raises(Unavailable),
    ):
        client.customers.get("cus_1")
    assert len(server.asked) == 3


def test_a_write_without_a_key_is_sent_once_when_nobody_knows_what_became_of_it() -> None:
    body = {"name": "P", "organization": {"name": "A", "country": "AT"}}
    with scripted([Reply(lost=True)]) as server, Faktura("fo_test_x", server.url) as client:
        with pytest.raises(ConnectionFailed) as failed:
            client.accounts.create(body)  # type: ignore[arg-type]
        assert failed.value.sent_key is None
        assert "authorization" not in server.asked[0].headers
    assert len(server.asked) == 1


def test_a_lost_write_names_its_key() -> None:
    with (
        scripted([Reply(lost=True)]) as server,
        Faktura("fo_test_x", server.url, retries=1) as client,
        pytest.raises(ConnectionFailed) as failed,
    ):
        client.customers.create({"name": "A"})
    assert failed.value.sent_key == server.asked[0].headers["idempotency-key"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 412, 422, 500])
def test_what_will_not_get_better_is_not_sent_again(status: int) -> None:
    with (
        scripted([problem(status, "some_new_code")]) as server,
        Faktura("fo_test_x", server.url) as client,
        pytest.raises(Problem) as refused,
    ):
        client.customers.create({"name": "A"})
    assert len(server.asked) == 1
    assert refused.value.status == status
    assert refused.value.code == "some_new_code"


def test_the_first_request_still_running_is_waited_for() -> None:
    busy = problem(409, "idempotency_busy")
    with scripted([busy, GOOD]) as server, Faktura("fo_test_x", server.url) as client:
        client.customers.create({"name": "A"})
    assert len(server.asked) == 2


def test_a_refusal_is_of_the_class_of_its_code() -> None:
    finding = {
        "pointer": "/lines/0/quantity", "code": "number_not_string", "rule": "number_not_string", "term": "BT-129",
        "severity": "fatal", "message": "Send a string.", "location": "", "new_field": 1,
    }  # fmt: skip
    body = {"status": 422, "code": "draft_not_issuable", "title": "T", "detail": "D", "request_id": "req_9"}
    reply = Reply(422, {**body, "errors": [finding]}, {"content-type": "application/problem+json"})
    with (
        scripted([reply]) as server,
        Faktura("fo_test_x", server.url) as client,
        pytest.raises(DraftNotIssuable) as refused,
    ):
        client.invoices.issue("inv_1")
    problem_ = refused.value
    assert isinstance(problem_, Invalid)
    assert problem_.request_id == "req_9"
    assert problem_.findings[0].pointer == "/lines/0/quantity"
    assert problem_.findings[0].to_dict()["new_field"] == 1
    assert "/lines/0/quantity: Send a string." in str(problem_)
    assert not isinstance(problem_, IdempotencyKeyReused)


def test_a_fault_without_json_is_told_all_the_same() -> None:
    with (
        scripted([Reply(500, headers={"content-type": "text/html"})]) as server,
        Faktura("fo_test_x", server.url) as client,
        pytest.raises(ServerFault),
    ):
        client.customers.get("cus_1")


def test_another_server_is_named_as_one() -> None:
    with (
        scripted([Reply(200, ["not", "ours"])]) as server,
        Faktura("fo_test_x", server.url) as client,
        pytest.raises(AnswerUnreadable, match="address of Faktura"),
    ):
        client.customers.get("cus_1")


@pytest.mark.anyio
async def test_the_async_client_does_the_same() -> None:
    with scripted([Reply(lost=True), problem(429, "too_many_requests"), GOOD]) as server:
        async with AsyncFaktura("fo_test_x", server.url) as client:
            assert (await client.customers.create({"name": "A"})).name == "A"
    assert len({asked.headers["idempotency-key"] for asked in server.asked}) == 1
    assert len(server.asked) == 3


def test_a_date_in_retry_after_is_read() -> None:
    assert retrying.retry_after({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}) == 0
    assert retrying.retry_after({"retry-after": "soon"}) is None
    assert retrying.retry_after({}) is None


def test_headers_and_options_arrive() -> None:
    with scripted([GOOD]) as server, Faktura("fk_test_x", server.url, "org_1") as client:
        client.with_options(wait=7, headers={"Request-Id": "req_mine"}).customers.get("cus_1")
        client.with_options(organization="org_2").customers.get("a/../b")
        with pytest.raises(ValueError, match="id is needed"):
            client.customers.get("..")
    first, second = server.asked
    assert first.headers["prefer"] == "wait=7"
    assert first.headers["request-id"] == "req_mine"
    assert first.headers["faktura-organization"] == "org_1"
    assert first.headers["authorization"] == "Bearer fk_test_x"
    assert second.headers["faktura-organization"] == "org_2"
    assert second.path == "/v1/customers/a%2F..%2Fb"


def test_query_parameters_are_written_as_the_api_reads_them() -> None:
    from datetime import date
    from decimal import Decimal

    page = Reply(200, {"data": [], "has_more": False, "next_cursor": None})
    with scripted([page]) as server, Faktura("fo_test_x", server.url) as client:
        found = client.invoices.list(issue_date_gte=date(2026, 1, 2), total_with_vat_lt=Decimal("10.50"), limit=5)
        assert list(found) == []
    assert server.asked[0].path == "/v1/invoices?limit=5&issue_date%5Bgte%5D=2026-01-02&total_with_vat%5Blt%5D=10.50"
