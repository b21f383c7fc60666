"""Webhooks on their way, with a worker, a real receiver, and the signatures checked by a foreign library."""

import asyncio
import json
from collections import defaultdict
from typing import Any

import pytest

from api.stage import Tenant, answered, request, working
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id, show_id
from outgoing.receivers import Received, always, receiving, reply

from .stage import Platform, deliveries, endpoint_of, tell, until, verified

pytestmark = pytest.mark.anyio


async def test_an_issued_invoice_is_told_with_a_signature_that_others_verify(floor: Floor, tenant: Tenant) -> None:
    async with receiving(always(reply(200, b"ok"))) as receiver, working(floor):
        endpoint = await endpoint_of(tenant.http, f"{receiver.url}/hooks", events=["invoice.*"])
        issued = await tenant.issue()
        await until(lambda: len(receiver.got) >= 2)
        bodies = [verified(each, endpoint["secret"]) for each in receiver.got]
        got = receiver.got[0]
        assert (got.method, got.path, got.headers["content-type"]) == ("POST", "/hooks", "application/json")
        told = bodies[0]
        assert (told["type"], told["organization"], told["mode"]) == ("invoice.issued", tenant.public_id, "test")
        assert told["data"]["facts"] == {"number": issued["number"], "hash": issued["hash"]}
        assert told["data"]["object"]["number"] == issued["number"]
        assert bodies[1]["type"] == "invoice.files_written"
        shown = answered(await tenant.http.get(f"/v1/invoices/{issued['id']}"))
        assert bodies[1]["data"]["object"] == shown
        delivered = await until(lambda: _delivered(tenant, 2))
    assert {each["type"] for each in delivered} == {"invoice.issued", "invoice.files_written"}
    one = answered(await tenant.http.get(f"/v1/webhook-deliveries/{delivered[0]['id']}"))
    assert [(each["number"], each["status"], each["reply"]) for each in one["history"]] == [(1, 200, "ok")]
    assert one["history"][0]["address"] == "127.0.0.1"
    assert one["subject"] == issued["id"]


async def _delivered(tenant: Tenant, count: int) -> list[dict[str, Any]] | None:
    found = await deliveries(tenant, state="delivered")
    return found if len(found) >= count else None


async def test_a_thin_payload_holds_ids_only(floor: Floor, tenant: Tenant) -> None:
    async with receiving(always(reply(204))) as receiver, working(floor):
        endpoint = await endpoint_of(tenant.http, receiver.url, events=["invoice.draft_created"], payload="thin")
        draft = await tenant.create()
        await until(lambda: receiver.got)
    body = verified(receiver.got[0], endpoint["secret"])
    assert body["data"] == {"id": draft["id"], "kind": "invoice"}
    assert set(body) == {"id", "object", "type", "timestamp", "organization", "account", "mode", "data"}


async def test_only_what_was_asked_for_comes(floor: Floor, tenant: Tenant) -> None:
    async with receiving(always(reply())) as receiver, working(floor):
        await endpoint_of(tenant.http, receiver.url, events=["customer.*"])
        await tenant.create()
        answered(await tenant.http.post("/v1/customers", json={"name": "A"}), 201)
        await until(lambda: receiver.got)
        await asyncio.sleep(0.5)
    assert [json.loads(each.body)["type"] for each in receiver.got] == ["customer.created"]


async def test_events_of_one_object_keep_their_order_and_others_do_not_wait_for_them(
    floor: Floor, tenant: Tenant
) -> None:
    stuck, free = new_id(), new_id()
    first_failures = 2

    async def answer(received: Received) -> bytes:
        nonlocal first_failures
        body = json.loads(received.body)
        if body["data"]["id"] == show_id("cus", stuck) and first_failures:
            first_failures -= 1
            return reply(500)
        return reply()

    async with receiving(answer) as receiver, working(floor):
        await endpoint_of(tenant.http, receiver.url, events=["customer.*"])
        await tell(floor, tenant.id, stuck, 1, 2, 3)
        await tell(floor, tenant.id, free, 1, 2, 3)
        await until(lambda: len(receiver.got) == 8)
    got = defaultdict(list)
    order = []
    for each in receiver.got:
        body = json.loads(each.body)
        got[body["data"]["id"]].append((body["data"]["facts"]["number"], each.headers["webhook-id"]))
        order.append(body["data"]["id"])
    assert [number for number, _ in got[show_id("cus", stuck)]] == [1, 1, 1, 2, 3]
    assert len({event for _, event in got[show_id("cus", stuck)][:3]}) == 1  # the same id on every try
    assert [number for number, _ in got[show_id("cus", free)]] == [1, 2, 3]
    assert order[-1] == show_id("cus", stuck)
    assert order.index(show_id("cus", free)) < 3


async def test_a_platform_gets_the_events_of_all_its_organizations_at_one_endpoint(
    floor: Floor, platform: Platform
) -> None:
    async with receiving(always(reply())) as receiver, working(floor):
        endpoint = await endpoint_of(platform.http, receiver.url, events=["invoice.issued"])
        numbers = []
        for each in platform.organizations:
            body = request(issue=True)
            issued = answered(await each.post("/v1/invoices", json=body), 201)
            numbers.append(issued["number"])
        await until(lambda: len(receiver.got) == 2)
    bodies = [verified(each, endpoint["secret"]) for each in receiver.got]
    assert {body["organization"] for body in bodies} == set(platform.ids)
    assert {body["data"]["object"]["number"] for body in bodies} == set(numbers)
    # The organizations don't see the platform's endpoint, nor each other's events.
    for each, public_id in zip(platform.organizations, platform.ids, strict=True):
        assert answered(await each.get("/v1/webhook-endpoints"))["data"] == []
        assert await deliveries(each) == []
        own = answered(await each.get("/v1/events", params={"type": "invoice.issued"}))["data"]
        assert [event["organization"] for event in own] == [public_id]
    found = await deliveries(platform.http, organization=platform.ids[1])
    assert [each["organization"] for each in found] == [platform.ids[1]]


async def test_410_disables_at_once_and_nothing_is_given_up(floor: Floor, tenant: Tenant) -> None:
    async with receiving(always(reply(410))) as receiver, working(floor):
        endpoint = await endpoint_of(tenant.http, receiver.url, events=["customer.*"])
        await tell(floor, tenant.id, new_id(), 1)
        path = f"/v1/webhook-endpoints/{endpoint['id']}"
        await until(lambda: _has_state(tenant, path, "disabled"))
        shown = answered(await tenant.http.get(path))
        assert "410" in shown["disabled_reason"]
        assert shown["waiting"] == 1
        events = answered(await tenant.http.get("/v1/events", params={"type": "webhook_endpoint.disabled"}))["data"]
        assert [event["data"]["id"] for event in events] == [endpoint["id"]]
    # Elsewhere again: what waited is sent, and what was missed can be replayed.
    async with receiving(always(reply())) as receiver, working(floor):
        await tell(floor, tenant.id, new_id(), 2)
        changed = answered(await tenant.http.patch(path, json={"url": receiver.url, "state": "enabled"}))
        assert (changed["state"], changed["disabled_reason"], changed["missed_after"]) == ("enabled", None, None)
        await until(lambda: len(receiver.got) == 1)
        body = {"after": shown["missed_after"]}
        replayed = answered(await tenant.http.post(f"{path}/replay", json=body), 202)
        assert replayed["count"] == 1
        await until(lambda: len(receiver.got) == 2)
    assert [json.loads(each.body)["data"]["facts"]["number"] for each in receiver.got] == [1, 2]


async def _has_state(tenant: Tenant, path: str, state: str) -> bool:
    return bool(answered(await tenant.http.get(path))["state"] == state)


async def test_an_endpoint_that_fails_is_slowed_its_owner_told_and_then_forgiven(floor: Floor, tenant: Tenant) -> None:
    working_again = False

    async def answer(received: Received) -> bytes | None:
        return reply() if working_again else None

    async with receiving(answer) as receiver, working(floor):
        endpoint = await endpoint_of(tenant.http, receiver.url, events=["customer.*"])
        objects = [new_id() for _ in range(40)]
        for each in objects:
            await tell(floor, tenant.id, each, 1)
        path = f"/v1/webhook-endpoints/{endpoint['id']}"
        await until(lambda: _health(tenant, path, "failing"))
        count = len(receiver.got)
        assert count < 40  # it was not asked for every event
        await asyncio.sleep(1)
        assert len(receiver.got) <= count + 12
        shown = answered(await tenant.http.get(path))
        assert shown["health"]["failures_in_a_row"] >= 5
        assert shown["waiting"] == 40
        working_again = True
        await until(lambda: _health(tenant, path, "good"), seconds=90)
        await until(lambda: _delivered(tenant, 40))
        told = ["webhook_endpoint.created", "webhook_endpoint.failing", "webhook_endpoint.recovered"]
        await until(lambda: _is_told(tenant, endpoint["id"], told))


async def _is_told(tenant: Tenant, target: str, types: list[str]) -> bool:
    page = answered(await tenant.http.get("/v1/events", params={"object": target, "limit": "100"}))
    return [event["type"] for event in page["data"]] == types


async def _health(tenant: Tenant, path: str, state: str) -> bool:
    return bool(answered(await tenant.http.get(path))["health"]["state"] == state)


async def test_both_secrets_sign_while_they_are_rotated(floor: Floor, tenant: Tenant) -> None:
    async with receiving(always(reply())) as receiver, working(floor):
        endpoint = await endpoint_of(tenant.http, receiver.url, events=["customer.*"])
        path = f"/v1/webhook-endpoints/{endpoint['id']}"
        fresh = answered(await tenant.http.post(f"{path}/rotate-secret", json={"overlap_hours": 1}))
        assert fresh["secret"] != endpoint["secret"]
        assert fresh["old_secret_until"] is not None
        await tell(floor, tenant.id, new_id(), 1)
        await until(lambda: len(receiver.got) == 1)
        for secret in (endpoint["secret"], fresh["secret"]):
            verified(receiver.got[0], secret)
        assert len(receiver.got[0].headers["webhook-signature"].split(" ")) == 2
        last = answered(await tenant.http.post(f"{path}/rotate-secret", json={"overlap_hours": 0}))
        await tell(floor, tenant.id, new_id(), 2)
        await until(lambda: len(receiver.got) == 2)
    verified(receiver.got[1], last["secret"])
    assert len(receiver.got[1].headers["webhook-signature"].split(" ")) == 1


async def test_a_redirect_is_no_delivery_and_is_not_followed(floor: Floor, tenant: Tenant) -> None:
    async with receiving(always(reply())) as inside:

        async def away(received: Received) -> bytes:
            return reply(307, location=inside.url)

        async with receiving(away) as receiver, working(floor):
            await endpoint_of(tenant.http, receiver.url, events=["customer.*"])
            await tell(floor, tenant.id, new_id(), 1)
            found = await until(lambda: _failed(tenant))
    assert "redirects are not followed" in found[0]["last_reason"]
    assert inside.got == []


async def _failed(tenant: Tenant) -> list[dict[str, Any]]:
    return [each for each in await deliveries(tenant, state="waiting") if each["attempts"]]


async def test_retry_after_is_honoured_for_all_events(floor: Floor, tenant: Tenant) -> None:
    answers = [reply(429, retry_after="3")]

    async def answer(received: Received) -> bytes:
        return answers.pop() if answers else reply()

    async with receiving(answer) as receiver, working(floor):
        endpoint = await endpoint_of(tenant.http, receiver.url, events=["customer.*"])
        await tell(floor, tenant.id, new_id(), 1)
        await until(lambda: receiver.got)
        await tell(floor, tenant.id, new_id(), 2)
        await asyncio.sleep(1.5)
        assert len(receiver.got) == 1
        shown = answered(await tenant.http.get(f"/v1/webhook-endpoints/{endpoint['id']}"))
        assert shown["health"]["paused_until"] is not None
        await until(lambda: len(receiver.got) == 3)


async def test_a_test_is_sent_at_once_and_its_outcome_answered(floor: Floor, tenant: Tenant) -> None:
    async with receiving(always(reply(202, b"fine"))) as receiver:
        endpoint = await endpoint_of(tenant.http, receiver.url)
        path = f"/v1/webhook-endpoints/{endpoint['id']}"
        told = answered(await tenant.http.post(f"{path}/test"))
    assert (told["delivered"], told["status"], told["reply"]) == (True, 202, "fine")
    body = verified(receiver.got[0], endpoint["secret"])
    assert (body["type"], body["id"]) == ("webhook_endpoint.test", told["event"])
    told = answered(await tenant.http.post(f"{path}/test"))
    assert told["delivered"] is False
    assert "takes no connection" in told["reason"]


async def test_one_delivery_and_a_range_are_replayed_with_the_same_ids(floor: Floor, tenant: Tenant) -> None:
    async with receiving(always(reply())) as receiver, working(floor):
        endpoint = await endpoint_of(tenant.http, receiver.url, events=["customer.*"])
        await tell(floor, tenant.id, new_id(), 1, 2)
        done = await until(lambda: _delivered(tenant, 2))
        answered(await tenant.http.post(f"/v1/webhook-deliveries/{done[0]['id']}/replay"), 202)
        await until(lambda: len(receiver.got) == 3)
        assert receiver.got[2].headers["webhook-id"] == done[0]["event"]
        await until(lambda: _delivered(tenant, 2))
        path = f"/v1/webhook-endpoints/{endpoint['id']}/replay"
        assert answered(await tenant.http.post(path, json={"since": "2020-01-01T00:00:00Z"}), 202)["count"] == 2
        await until(lambda: len(receiver.got) == 5)
        await until(lambda: _delivered(tenant, 2))
        one = answered(await tenant.http.get(f"/v1/webhook-deliveries/{done[0]['id']}"))
    assert [each["number"] for each in one["history"]] == [1, 2, 3]
    ids = [each.headers["webhook-id"] for each in receiver.got]
    assert len(set(ids)) == 2
