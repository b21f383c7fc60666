"""What a storm of webhooks needs: an endpoint for a flaky receiver, and what must be true afterwards."""

import asyncio
import time
from collections import Counter, defaultdict
from typing import Any

import httpx

from faktura.storage.ids import show_id
from storm.flaky import Flaky
from storm.installation import Installation

SETTINGS = {"FAKTURA_PRIVATE_WEBHOOK_HOSTS": "allow", "FAKTURA_WEBHOOK_FIRST_WAIT_SECONDS": "1"}


async def connect(http: httpx.AsyncClient, receiver: Flaky, pattern: str) -> str:
    """Make an endpoint for the receiver; answers its id."""
    body = {"url": receiver.url, "events": [pattern], "payload": "thin"}
    response = await http.post("/v1/webhook-endpoints", json=body)
    assert response.status_code == 201, response.text
    receiver.secret = response.json()["secret"]
    endpoint: str = response.json()["id"]
    return endpoint


async def written(installation: Installation, event_type: str) -> dict[str, list[str]]:
    """Object -> its events in the order in which they were written, as the database has them."""
    async with installation.database() as database:
        rows = await database.fetch("select id, object from events where type = $1 order by entry", event_type)
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[show_id("cus", row["object"])].append(show_id("evt", row["id"]))
    return found


async def delivered(installation: Installation, seconds: float) -> None:
    """Wait until no event waits for its place or for its endpoint."""
    end = time.monotonic() + seconds
    async with installation.database() as database:
        while True:
            left = await database.fetchrow(
                "select (select count(*) from event_arrivals) as arrivals, "
                "(select count(*) from webhook_deliveries where state = 'waiting') as waiting"
            )
            if not any(left.values()):
                return
            if time.monotonic() > end:
                lanes = await database.fetch("select * from webhook_lanes")
                raise AssertionError(f"not settled: {dict(left)}, {[dict(lane) for lane in lanes]}")
            await asyncio.sleep(0.3)


async def check_webhooks(installation: Installation, receiver: Flaky, event_type: str) -> dict[str, Any]:
    """None lost, none made up, ids as they are in the database, and each object's events in their order."""
    expected = await written(installation, event_type)
    taken = receiver.first_taken()
    count = sum(map(len, expected.values()))
    assert sum(map(len, taken.values())) == count, "an event was lost or made up"
    wrong = [target for target, events in expected.items() if taken[target] != events]
    assert not wrong, f"{len(wrong)} objects got their events in another order"
    async with installation.database() as database:
        states = await database.fetch(
            "select state, count(*) from webhook_deliveries where type = $1 group by 1", event_type
        )
        attempts = await database.fetchval("select count(*) from webhook_attempts")
    assert {row["state"]: row["count"] for row in states} == {"delivered": count}
    times = Counter(event for event, _ in receiver.taken)
    return {
        "events": count,
        "objects": len(expected),
        "lost": 0,
        "taken_twice_or_more": sum(1 for each in times.values() if each > 1),
        "attempts": attempts,
        "receiver": dict(receiver.seen),
    }


async def read_stream(http: httpx.AsyncClient, event_type: str) -> list[str]:
    """The stream by cursor, to its end."""
    found: list[str] = []
    query = {"limit": "100", "type": event_type}
    while True:
        response = await http.get("/v1/events", params=query)
        assert response.status_code == 200, response.text
        page = response.json()
        found += [each["id"] for each in page["data"]]
        if not page["has_more"]:
            return found
        query["after"] = page["next_cursor"]
