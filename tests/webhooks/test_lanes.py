"""Lanes: leases after a crash, exhausted tries, fairness, and the mail to the owner."""

import asyncio
import dataclasses
import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from api.stage import Tenant, answered, working
from faktura.cli.demo_mail import MailServer
from faktura.events import WEBHOOK_ENDPOINT_FAILING
from faktura.jobs import publish
from faktura.members.store import activate_member, insert_member
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id, read_id, show_id
from faktura.storage.unit import open_unit
from faktura.webhooks.fan_out import LANE_JOB
from faktura.webhooks.lanes.run import LEASE, run_lane
from faktura.webhooks.lanes.store import lock_lane, release_lease
from faktura.webhooks.lanes.turn import REQUESTS_AT_ONCE
from faktura.webhooks.schedule import ATTEMPTS_MAX
from faktura.webhooks.tell import tell_owner
from outgoing.receivers import Received, always, receiving, reply

from .stage import advance, deliveries, endpoint_of, new_platform, tell, until

pytestmark = pytest.mark.anyio


def uuid_of(endpoint: dict[str, Any]) -> UUID:
    found = read_id("whe", endpoint["id"])
    assert found is not None
    return found


async def queued(floor: Floor) -> list[Any]:
    async with floor.database.acquire() as connection:
        rows: list[Any] = await connection.fetch(
            "select execute_after - now() as wait from pgqueuer where entrypoint = $1 order by 1", LANE_JOB
        )
    return rows


async def test_many_events_wake_a_lane_once(floor: Floor, tenant: Tenant) -> None:
    await endpoint_of(tenant.http, "http://127.0.0.1:9/", events=["customer.*"])
    for _ in range(5):
        await tell(floor, tenant.id, new_id(), 1)
        await advance(floor)
    assert len(await queued(floor)) == 1


async def test_a_lane_that_somebody_has_is_left_alone_and_looked_at_once_the_lease_is_over(
    floor: Floor, tenant: Tenant
) -> None:
    async with receiving(always(reply())) as receiver:
        endpoint = await endpoint_of(tenant.http, receiver.url, events=["customer.*"])
        await tell(floor, tenant.id, new_id(), 1)
        await advance(floor)
        # A worker that was killed left this behind.
        async with open_unit(floor, tenant.id, actor="test") as unit:
            await unit.execute(
                "update webhook_lanes set lease = $2, leased_until = $3, wake_at = null where tenant = $1",
                tenant.id,
                new_id(),
                unit.wall + LEASE,
            )
        for _ in range(3):
            await run_lane(floor, tenant.id, uuid_of(endpoint))
        assert receiver.got == []
        waits = [row["wait"] for row in await queued(floor)]
        assert len(waits) == 2  # the one of the fan-out, and one after the lease, however often it was tried
        assert LEASE - timedelta(seconds=10) < waits[1] <= LEASE + timedelta(seconds=1)
        async with open_unit(floor, tenant.id, actor="test") as unit:
            await unit.execute(
                "update webhook_lanes set leased_until = $2 where tenant = $1", tenant.id, unit.wall - LEASE
            )
        await run_lane(floor, tenant.id, uuid_of(endpoint))
        assert len(receiver.got) == 1


async def test_a_lane_that_is_left_in_that_very_moment_is_woken(floor: Floor, tenant: Tenant) -> None:
    """Whoever wakes it waits for whoever leaves it, and must then see that it was left."""
    endpoint = await endpoint_of(tenant.http, "http://127.0.0.1:9/", events=["customer.*"])
    async with open_unit(floor, tenant.id, actor="test") as unit:
        await unit.execute(
            "update webhook_lanes set lease = $2, leased_until = $3 where tenant = $1",
            tenant.id,
            new_id(),
            unit.wall + LEASE,
        )
    async with open_unit(floor, tenant.id, actor="test") as leaving:
        await lock_lane(leaving, uuid_of(endpoint))
        await tell(floor, tenant.id, new_id(), 1)
        waking = asyncio.create_task(advance(floor))
        await asyncio.sleep(0.5)
        assert not waking.done()
        await release_lease(leaving, uuid_of(endpoint))
    await waking
    assert len(await queued(floor)) == 1


async def test_a_forgotten_lane_is_woken_by_the_next_event(floor: Floor, tenant: Tenant) -> None:
    await endpoint_of(tenant.http, "http://127.0.0.1:9/", events=["customer.*"])
    await tell(floor, tenant.id, new_id(), 1)
    await advance(floor)
    async with floor.database.acquire() as connection:
        await connection.execute("delete from pgqueuer")
    async with open_unit(floor, tenant.id, actor="test") as unit:
        await unit.execute(
            "update webhook_lanes set wake_at = $2 where tenant = $1", tenant.id, unit.wall - timedelta(minutes=6)
        )
    await tell(floor, tenant.id, new_id(), 1)
    await advance(floor)
    assert len(await queued(floor)) == 1


async def test_two_workers_never_send_the_same_lane(floor: Floor, tenant: Tenant) -> None:
    async def slowly(received: Received) -> bytes:
        await asyncio.sleep(0.02)
        return reply()

    async with receiving(slowly) as receiver:
        endpoint = await endpoint_of(tenant.http, receiver.url, events=["customer.*"])
        for _ in range(30):
            await tell(floor, tenant.id, new_id(), 1)
        await advance(floor)
        await asyncio.gather(*(run_lane(floor, tenant.id, uuid_of(endpoint)) for _ in range(4)))
    ids = [each.headers["webhook-id"] for each in receiver.got]
    assert len(ids) == len(set(ids)) == 30


async def test_no_connection_of_the_database_is_held_while_requests_travel(floor: Floor, tenant: Tenant) -> None:
    released = asyncio.Event()

    async def wait(received: Received) -> bytes:
        await released.wait()
        return reply()

    async with receiving(wait) as receiver, working(floor):
        await endpoint_of(tenant.http, receiver.url, events=["customer.*"])
        for _ in range(30):
            await tell(floor, tenant.id, new_id(), 1)
        await until(lambda: len(receiver.got) >= REQUESTS_AT_ONCE)
        await asyncio.sleep(0.5)
        assert len(receiver.got) == REQUESTS_AT_ONCE  # and no more than so many at once
        async with floor.database.acquire() as connection:
            idle = await connection.fetchval(
                "select count(*) from pg_stat_activity where datname = current_database() "
                "and state = 'idle in transaction' and now() - state_change > interval '0.2 seconds'"
            )
        assert idle == 0
        released.set()
        await until(lambda: len(receiver.got) == 30)


async def test_after_its_last_try_an_event_is_given_up_and_the_objects_later_ones_go_on(
    floor: Floor, tenant: Tenant
) -> None:
    async def answer(received: Received) -> bytes:
        return reply(500) if json.loads(received.body)["data"]["facts"]["number"] == 1 else reply()

    async with receiving(answer) as receiver:
        endpoint = await endpoint_of(tenant.http, receiver.url, events=["customer.*"])
        await tell(floor, tenant.id, new_id(), 1, 2)
        await advance(floor)
        await run_lane(floor, tenant.id, uuid_of(endpoint))
        assert len(receiver.got) == 1
        async with open_unit(floor, tenant.id, actor="test") as unit:
            await unit.execute(
                "update webhook_deliveries set tries = $2, due_at = $3 where tenant = $1 and attempts = 1",
                tenant.id,
                ATTEMPTS_MAX - 1,
                unit.wall,
            )
            await unit.execute("update webhook_deliveries set due_at = $2 where tenant = $1", tenant.id, unit.wall)
        await run_lane(floor, tenant.id, uuid_of(endpoint))
        assert [json.loads(each.body)["data"]["facts"]["number"] for each in receiver.got] == [1, 1, 2]
    states = {each["last_status"]: each["state"] for each in await deliveries(tenant)}
    assert states == {500: "given_up", 200: "delivered"}
    lost = (await deliveries(tenant, state="given_up"))[0]
    # It is not gone: it can be sent again, with all of its tries.
    again = answered(await tenant.http.post(f"/v1/webhook-deliveries/{lost['id']}/replay"), 202)
    assert again["state"] == "waiting"


async def test_what_waits_behind_a_stuck_event_waits_as_long_and_is_not_looked_at_again_and_again(
    floor: Floor, tenant: Tenant
) -> None:
    async with receiving(always(reply(500))) as receiver:
        endpoint = await endpoint_of(tenant.http, receiver.url, events=["customer.*"])
        await tell(floor, tenant.id, new_id(), *range(5))
        await advance(floor)
        await run_lane(floor, tenant.id, uuid_of(endpoint))
    assert len(receiver.got) == 1
    due = {each["next_attempt_at"] for each in await deliveries(tenant, state="waiting")}
    assert len(due) == 1


async def test_a_dead_endpoint_costs_little_and_keeps_nobody_waiting(
    floor: Floor, tenant: Tenant, other: Tenant
) -> None:
    async def hang(received: Received) -> bytes | None:
        await asyncio.sleep(60)
        return None

    async with receiving(hang) as dead, receiving(always(reply())) as alive, working(floor):
        for _ in range(5):
            await endpoint_of(tenant.http, dead.url, events=["customer.*"])
        await endpoint_of(other.http, alive.url, events=["customer.*"])
        for _ in range(20):
            await tell(floor, tenant.id, new_id(), 1)
        await until(lambda: len(dead.got) >= 5)
        await tell(floor, other.id, new_id(), 1)
        await until(lambda: alive.got, seconds=5)


async def test_an_endpoint_does_not_hear_of_itself(floor: Floor, tenant: Tenant) -> None:
    first = await endpoint_of(tenant.http, "http://127.0.0.1:9/")
    second = await endpoint_of(tenant.http, "http://127.0.0.1:9/")
    async with open_unit(floor, tenant.id, actor="test") as unit:
        await publish(unit, WEBHOOK_ENDPOINT_FAILING, uuid_of(first), {})
    await advance(floor)
    found = await deliveries(tenant, type="webhook_endpoint.failing")
    assert [each["endpoint"] for each in found] == [second["id"]]


async def test_five_days_of_failures_disable(floor: Floor, tenant: Tenant) -> None:
    async with receiving(always(reply(503))) as receiver:
        endpoint = await endpoint_of(tenant.http, receiver.url, events=["customer.*"])
        await tell(floor, tenant.id, new_id(), 1)
        await advance(floor)
        async with open_unit(floor, tenant.id, actor="test") as unit:
            await unit.execute(
                "update webhook_lanes set failures = 50, pauses = 50, failing_since = $2 where tenant = $1",
                tenant.id,
                unit.wall - timedelta(days=5),
            )
        await run_lane(floor, tenant.id, uuid_of(endpoint))
    shown = answered(await tenant.http.get(f"/v1/webhook-endpoints/{endpoint['id']}"))
    assert shown["state"] == "disabled"
    assert shown["disabled_reason"].startswith("It has been failing for 5 days.")
    assert shown["waiting"] == 1
    assert len(receiver.got) == 1


async def test_a_secret_of_another_key_stops_the_endpoint_with_a_reason(floor: Floor, tenant: Tenant) -> None:
    endpoint = await endpoint_of(tenant.http, "http://127.0.0.1:9/", events=["customer.*"])
    await tell(floor, tenant.id, new_id(), 1)
    await advance(floor)
    await run_lane(dataclasses.replace(floor, secret=bytes([7]) * 32), tenant.id, uuid_of(endpoint))
    shown = answered(await tenant.http.get(f"/v1/webhook-endpoints/{endpoint['id']}"))
    assert shown["state"] == "disabled"
    assert "another key" in shown["disabled_reason"]


async def test_the_owner_is_told_by_mail(floor: Floor, tenant: Tenant) -> None:
    async with MailServer() as mail:
        answered(await tenant.http.patch(tenant.path, json={"contact": {"name": "Ann", "email": "ann@seller.example"}}))
        endpoint = await endpoint_of(tenant.http, "http://127.0.0.1:9/")
        settings = floor.settings.changed(
            {
                "smtp_host": "127.0.0.1",
                "smtp_port": mail.port,
                "smtp_security": "none",
                "smtp_from": "i@faktura.example",
            }
        )
        mailing = dataclasses.replace(floor, settings=settings)
        async with open_unit(floor, tenant.id, actor="test") as unit:
            await unit.execute(
                "update webhook_lanes set failing_since = $2, last_failure = 'It answered 500.' where tenant = $1",
                tenant.id,
                unit.wall,
            )
        await tell_owner(mailing, tenant.id, uuid_of(endpoint))
        answered(await tenant.http.patch(f"/v1/webhook-endpoints/{endpoint['id']}", json={"state": "disabled"}))
        await tell_owner(mailing, tenant.id, uuid_of(endpoint))
        # Nobody to write to, or nothing to say: nothing happens.
        await tell_owner(floor, tenant.id, uuid_of(endpoint))
        await tell_owner(mailing, tenant.id, new_id())
        texts = [message.content.decode() for message in mail.messages]
    assert len(texts) == 2
    assert f"Subject: Webhook endpoint {endpoint['id']} is failing" in texts[0]
    assert "It answered 500." in texts[0]
    assert "was disabled" in texts[1]
    assert all("ann@seller.example" in text for text in texts)


async def test_without_a_contact_those_who_run_the_organization_are_told(floor: Floor, tenant: Tenant) -> None:
    async with MailServer() as mail:
        answered(await tenant.http.patch(tenant.path, json={"contact": None}))
        endpoint = await endpoint_of(tenant.http, "http://127.0.0.1:9/")
        server = {"smtp_host": "127.0.0.1", "smtp_port": mail.port, "smtp_security": "none"}
        settings = floor.settings.changed({**server, "smtp_from": "i@faktura.example"})
        async with open_unit(floor, tenant.id, actor="test") as unit:
            for role in ("owner", "admin", "viewer"):
                person = new_id()
                await insert_member(
                    unit,
                    person,
                    kind="organization",
                    email=f"{role}@seller.example",
                    name=role,
                    role=role,
                    scopes=[],
                    invitation=new_id(),
                    expires_at=unit.wall + timedelta(days=1),
                )
                await activate_member(unit, person, role)
        await tell_owner(dataclasses.replace(floor, settings=settings), tenant.id, uuid_of(endpoint))
        recipients = {message.content.decode().split("To: ")[1].splitlines()[0] for message in mail.messages}
    assert recipients == {"owner@seller.example", "admin@seller.example"}


async def test_an_account_tells_what_is_its_own(floor: Floor, tenant: Tenant) -> None:
    """An event about the account itself names the account, and no organization."""
    platform = await new_platform(floor, tenant.app)
    async with receiving(always(reply())) as receiver, working(floor):
        await endpoint_of(platform.http, receiver.url, events=["webhook_endpoint.*"])
        other = await endpoint_of(platform.http, "http://127.0.0.1:9/", events=["payment.*"])
        await until(lambda: receiver.got)
    body = json.loads(receiver.got[0].body)
    assert (body["organization"], body["account"]) == (None, show_id("acc", platform.account))
    assert body["data"]["id"] == other["id"]
    assert body["data"]["object"]["url"] == "http://127.0.0.1:9/"
    await platform.http.aclose()
    for each in platform.organizations:
        await each.aclose()
