"""The stream loses nothing: whatever order transactions commit in, whoever reads by cursor sees every event once."""

import asyncio
import contextlib
import re
from collections import defaultdict
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest

import faktura
from api.stage import Tenant, answered, found, new_tenant, refused, request
from faktura.jobs import publish
from faktura.organizations.tenants import Mode
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id, show_id
from faktura.storage.unit import Unit, open_unit
from faktura.webhooks.stream.advance import advance, advance_all
from faktura.webhooks.stream.read import read_stream

from .stage import Platform, tell
from .stage import advance as advance_everything

pytestmark = pytest.mark.anyio


class Follower:
    """Somebody who reads the stream by cursor, a few events at a time."""

    def __init__(self, http: httpx.AsyncClient, limit: int = 7) -> None:
        self.http = http
        self.limit = limit
        self.seen: list[dict[str, Any]] = []
        self.after: str | None = None

    async def read(self) -> None:
        while True:
            query = {"limit": str(self.limit), **({"after": self.after} if self.after else {})}
            page = answered(await self.http.get("/v1/events", params=query))
            self.seen += page["data"]
            self.after = page["next_cursor"]
            if not page["has_more"]:
                return

    def numbers(self, target: UUID) -> list[int]:
        return [each["data"]["facts"]["number"] for each in self.seen if each["data"]["id"] == show_id("cus", target)]


async def test_an_event_that_commits_late_is_not_lost_behind_a_younger_one(floor: Floor, tenant: Tenant) -> None:
    late, early = new_id(), new_id()
    follower = Follower(tenant.http)
    async with open_unit(floor, tenant.id, actor="test") as slow:
        await publish(slow, "customer.changed", late, {"number": 1})
        await tell(floor, tenant.id, early, 1)
        await follower.read()
        # The older event, with the smaller id, is not to be seen yet.
        assert follower.numbers(early) == [1]
        assert follower.numbers(late) == []
    await follower.read()
    assert follower.numbers(late) == [1]
    assert follower.numbers(early) == [1]


async def test_what_was_rolled_back_was_never_there(floor: Floor, tenant: Tenant) -> None:
    gone = new_id()
    with contextlib.suppress(RuntimeError):
        async with open_unit(floor, tenant.id, actor="test") as unit:
            await publish(unit, "customer.changed", gone, {"number": 1})
            raise RuntimeError("changed my mind")
    follower = Follower(tenant.http)
    await follower.read()
    assert follower.numbers(gone) == []


async def _write(floor: Floor, tenant: UUID, target: UUID, counts: dict[UUID, int], chance: Random) -> None:
    """Some writes about a thing by one of several writers: its lock gives them an order."""
    for _ in range(12):
        rolled_back = chance.random() < 0.2
        try:
            async with open_unit(floor, tenant, actor="test") as unit:
                await asyncio.sleep(chance.uniform(0, 0.01))
                await unit.execute("select pg_advisory_xact_lock(hashtextextended($1, 7))", str(target))
                number = counts[target] + 1
                await publish(unit, "customer.changed", target, {"number": number})
                # Between the event and the commit there is time for others to overtake.
                await asyncio.sleep(chance.uniform(0, 0.03))
                if rolled_back:
                    raise RuntimeError
                counts[target] = number
        except RuntimeError:
            pass


async def test_concurrent_writers_and_several_who_give_places_lose_nothing_and_keep_the_order(
    floor: Floor, platform: Platform
) -> None:
    chance = Random(11)
    things = [(platform.tenant(place % 2), new_id()) for place in range(6)]
    counts: dict[UUID, int] = defaultdict(int)
    follower, own = Follower(platform.http), Follower(platform.organizations[0])
    stopping = asyncio.Event()

    async def place() -> None:
        while not stopping.is_set():
            await advance_all(floor)
            await asyncio.sleep(0.005)

    async def follow() -> None:
        while not stopping.is_set():
            await follower.read()
            await own.read()
            await asyncio.sleep(0.01)

    async with asyncio.TaskGroup() as tasks:
        for _ in range(2):
            tasks.create_task(place())
        tasks.create_task(follow())
        async with asyncio.TaskGroup() as writers:
            for tenant, target in things:
                for _ in range(2):
                    writers.create_task(_write(floor, tenant, target, counts, chance))
        stopping.set()
    await advance_everything(floor)
    await follower.read()
    await own.read()
    assert sum(counts.values()) > 80
    for tenant, target in things:
        expected = list(range(1, counts[target] + 1))
        # Once each, and in the order in which they were written.
        assert follower.numbers(target) == expected
        assert own.numbers(target) == (expected if tenant == platform.tenant(0) else [])
    assert len({each["id"] for each in follower.seen}) == len(follower.seen)


async def test_a_killed_giver_of_places_leaves_everything_to_the_next(floor: Floor, tenant: Tenant) -> None:
    thing = new_id()
    await tell(floor, tenant.id, thing, 1, 2, 3)
    with contextlib.suppress(RuntimeError):
        async with open_unit(floor, tenant.id, actor="worker") as unit:
            assert (await advance(unit, wait=True) or 0) >= 3
            raise RuntimeError("killed before the commit")
    follower = Follower(tenant.http)
    await follower.read()
    assert follower.numbers(thing) == [1, 2, 3]


async def test_places_have_no_gap(floor: Floor, tenant: Tenant) -> None:
    await tell(floor, tenant.id, new_id(), *range(5))
    await advance_everything(floor)
    await tell(floor, tenant.id, new_id(), *range(5))
    await advance_everything(floor)
    async with open_unit(floor, tenant.id, actor="test") as unit:
        rows = await unit.fetch("select position from event_positions where tenant = $1 order by 1", tenant.id)
        last = await unit.fetch_value("select position from event_streams where tenant = $1", tenant.id)
    assert [row["position"] for row in rows] == list(range(1, last + 1))


async def test_what_one_wrote_a_moment_ago_is_there_without_a_worker(tenant: Tenant) -> None:
    draft = await tenant.create()
    page = answered(await tenant.http.get("/v1/events", params={"object": draft["id"]}))
    assert [each["type"] for each in page["data"]] == ["invoice.draft_created"]


async def test_every_change_of_an_organizations_things_is_told(tenant: Tenant) -> None:
    customer = answered(await tenant.http.post("/v1/customers", json={"name": "A"}), 201)
    path = f"/v1/customers/{customer['id']}"
    answered(await tenant.http.patch(path, json={"name": "B"}))
    answered(await tenant.http.delete(path), 204)
    answered(await tenant.http.delete(path), 204)  # it is archived already
    draft = await tenant.create()
    path = f"/v1/invoices/{draft['id']}"
    answered(await tenant.http.patch(path, json={"buyer_reference": "X"}))
    answered(await tenant.http.delete(path), 204)
    issued = await tenant.issue()
    answered(await tenant.http.patch(tenant.path, json={"payment_days": 7}))
    answered(await tenant.http.patch(f"{tenant.path}/branding", json={"footer": "x"}))
    sender = {"address": "a@example.com"}
    answered(await tenant.http.put(f"{tenant.path}/email-sender", json=sender))
    answered(await tenant.http.delete(f"{tenant.path}/email-sender"), 204)
    key = answered(await tenant.http.post(f"{tenant.path}/api-keys", json={"name": "x"}), 201)
    answered(await tenant.http.delete(f"{tenant.path}/api-keys/{key['id']}"), 204)
    page = answered(await tenant.http.get("/v1/events", params={"limit": "100"}))
    told = [(each["type"], each["data"]["id"]) for each in page["data"]]
    assert told[0] == ("organization.created", tenant.public_id)
    assert told[1][0] == "api_key.created"
    assert told[2:] == [
        ("customer.created", customer["id"]),
        ("customer.changed", customer["id"]),
        ("customer.archived", customer["id"]),
        ("invoice.draft_created", draft["id"]),
        ("invoice.draft_changed", draft["id"]),
        ("invoice.draft_deleted", draft["id"]),
        ("invoice.issued", issued["id"]),
        ("organization.changed", tenant.public_id),
        ("organization.branding_changed", tenant.public_id),
        ("organization.sender_changed", tenant.public_id),
        ("organization.sender_changed", tenant.public_id),
        ("api_key.created", key["id"]),
        ("api_key.revoked", key["id"]),
    ]
    assert page["data"][2]["actor"].startswith("key_")
    assert page["data"][2]["request_id"].startswith("req_")


async def test_a_request_that_was_answered_again_tells_nothing_twice(tenant: Tenant) -> None:
    for _ in range(2):
        answered(await tenant.http.post("/v1/customers", json={"name": "A"}, headers={"Idempotency-Key": "k-1"}), 201)
    page = answered(await tenant.http.get("/v1/events", params={"type": "customer.*"}))
    assert len(page["data"]) == 1


async def test_filters_narrow_the_stream_and_the_cursor_goes_on(tenant: Tenant) -> None:
    for name in "ABC":
        answered(await tenant.http.post("/v1/customers", json={"name": name}), 201)
        await tenant.create()
    first = answered(await tenant.http.get("/v1/events", params={"type": "customer.*", "limit": "2"}))
    assert (len(first["data"]), first["has_more"]) == (2, True)
    for name in ("after", "cursor"):
        query = {"type": "customer.*", name: first["next_cursor"]}
        second = answered(await tenant.http.get("/v1/events", params=query))
        assert (len(second["data"]), second["has_more"]) == (1, False)
        query[name] = second["next_cursor"]
        empty = answered(await tenant.http.get("/v1/events", params=query))
        assert (empty["data"], empty["next_cursor"]) == ([], second["next_cursor"])
    both = [("type", "customer.created"), ("type", "invoice.*")]
    assert len(answered(await tenant.http.get("/v1/events", params=both))["data"]) == 6


async def test_one_event_and_the_thing_that_it_is_about(tenant: Tenant) -> None:
    customer = answered(await tenant.http.post("/v1/customers", json={"name": "A"}), 201)
    event = answered(await tenant.http.get("/v1/events", params={"object": customer["id"]}))["data"][0]
    assert "object" not in event["data"]
    assert answered(await tenant.http.get(f"/v1/events/{event['id']}")) == event
    full = answered(await tenant.http.get(f"/v1/events/{event['id']}", params={"payload": "full"}))
    assert full["data"]["object"] == answered(await tenant.http.get(f"/v1/customers/{customer['id']}"))


async def test_wrong_queries_are_told_all_at_once(tenant: Tenant, other: Tenant) -> None:
    query = {"after": "inv_x", "type": "invoices", "limit": "0", "payload": "huge", "colour": "red"}
    problem = refused(await tenant.http.get("/v1/events", params=query), 422, "query_invalid")
    assert set(found(problem)) == {"/after", "/type", "/limit", "/payload", "/colour"}
    await other.create()
    foreign = answered(await other.http.get("/v1/events"))["data"][-1]["id"]
    for event in (foreign, show_id("evt", new_id())):
        first = await tenant.http.get("/v1/events", params={"after": event})
        second = await tenant.http.get(f"/v1/events/{event}")
        assert refused(first, 404, "event_not_found")["detail"].startswith("There is no such event")
        refused(second, 404, "event_not_found")
    assert answered(await tenant.http.get("/v1/events", params={"object": "inv_nonsense"}))["data"] == []


async def test_an_accounts_stream_holds_only_its_own_organizations(
    floor: Floor, platform: Platform, tenant: Tenant
) -> None:
    await tenant.create()
    answered(await platform.organizations[0].post("/v1/invoices", json=request()), 201)
    answered(await platform.organizations[1].post("/v1/invoices", json=request()), 201)
    await advance_everything(floor)
    page = answered(await platform.http.get("/v1/events", params={"type": "invoice.*"}))
    assert [each["organization"] for each in page["data"]] == platform.ids
    event = page["data"][1]["id"]
    assert answered(await platform.http.get(f"/v1/events/{event}"))["organization"] == platform.ids[1]
    refused(await platform.organizations[0].get(f"/v1/events/{event}"), 404, "event_not_found")


async def test_test_and_live_events_never_meet(floor: Floor, tenant: Tenant) -> None:
    live = await new_tenant(floor, tenant.app, mode=Mode.LIVE)
    answered(await live.http.post("/v1/customers", json={"name": "A"}), 201)
    await advance_everything(floor)
    events = answered(await tenant.http.get("/v1/events", params={"type": "customer.*"}))["data"]
    assert events == []
    await live.http.aclose()


def test_whoever_writes_events_tells_the_stream() -> None:
    """Events that nobody says have arrived would be in no stream: a new writer must be looked at, and stand here."""
    source = Path(faktura.__file__).parent
    known = {"jobs/outbox.py", "storage/migrations/0002_issue_invoice.sql"}  # the latter: `react()` follows it
    writers = {
        str(path.relative_to(source))
        for path in source.rglob("*")
        if path.suffix in (".py", ".sql") and re.search(r"insert into events\b", path.read_text("utf-8"))
    }
    assert writers == known, "call jobs.arrive() or react() in the same transaction, then add the file here"


async def test_events_of_before_get_their_places_after_an_upgrade(
    floor: Floor, tenant: Tenant, database_url: str
) -> None:
    """The migration says of everything that it arrived: here the same statement, as it stands there."""
    thing = new_id()
    await tell(floor, tenant.id, thing, 1, 2)
    (migration,) = (Path(faktura.__file__).parent / "storage/migrations").glob("*_webhooks.sql")
    sql = migration.read_text("utf-8")
    statement = re.search(r"alter table events no force.*?alter table events force row level security;", sql, re.DOTALL)
    assert statement is not None
    owner = await asyncpg.connect(database_url)
    await owner.execute("delete from event_arrivals")
    await owner.execute(statement[0])
    await owner.close()
    follower = Follower(tenant.http)
    await follower.read()
    assert follower.numbers(thing) == [1, 2]


async def test_reading_while_somebody_gives_places_does_not_wait(floor: Floor, tenant: Tenant) -> None:
    await tell(floor, tenant.id, new_id(), 1)
    async with open_unit(floor, tenant.id, actor="worker") as busy:
        assert await advance(busy, wait=True)
        await tell(floor, tenant.id, new_id(), 2)

        async def read(unit: Unit) -> int:
            page = await read_stream(unit, None, patterns=["customer.*"], target=None, payload="thin", limit=10)
            return len(page.events)

        async with asyncio.timeout(5), open_unit(floor, tenant.id, actor="api") as unit:
            assert await read(unit) == 0
    async with open_unit(floor, tenant.id, actor="api") as unit:
        assert await read(unit) == 2


async def test_latest_begins_behind_everything(tenant: Tenant) -> None:
    page = answered(await tenant.http.get("/v1/events", params={"after": "latest"}))
    assert (page["data"], page["has_more"]) == ([], False)
    customer = answered(await tenant.http.post("/v1/customers", json={"name": "A"}), 201)
    page = answered(await tenant.http.get("/v1/events", params={"after": page["next_cursor"]}))
    assert [each["data"]["id"] for each in page["data"]] == [customer["id"]]
