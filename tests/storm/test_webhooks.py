"""Webhooks in a storm: a flaky receiver, and kill -9 of the server in between."""

import asyncio
import os
from random import Random

import httpx
import pytest

from faktura.cli.demo_mail import MailServer
from storm.flaky import Flaky, flaky
from storm.installation import Kill, serving, sign_up
from storm.webhooks import SETTINGS, check_webhooks, connect, delivered, read_stream

pytestmark = [pytest.mark.anyio, pytest.mark.storm, pytest.mark.timeout(280)]

CUSTOMERS = 50
CHANGES = 40
CLIENTS = 6
KILLS: tuple[Kill, ...] = ("everything", "server", "server")
SETTLE_SECONDS_MAX = 150.0


async def _change(http: httpx.AsyncClient, customers: list[str], chance: Random) -> None:
    """Change customers of its own, over and over; what was not answered is sent again with the same key."""
    for change in range(CHANGES):
        for customer in customers:
            headers = {"Idempotency-Key": f"{customer}-{change}"}
            while True:
                try:
                    response = await http.patch(
                        f"/v1/customers/{customer}", json={"name": f"Name {change}"}, headers=headers
                    )
                except httpx.TransportError:
                    await asyncio.sleep(chance.uniform(0.05, 0.2))
                    continue
                if response.status_code == 200:
                    break
                assert response.status_code in (409, 503), response.text
                await asyncio.sleep(chance.uniform(0.05, 0.2))


async def test_no_webhook_is_lost_or_out_of_order() -> None:
    seed = int(os.environ.get("STORM_SEED", "20261123"))
    print(f"STORM_SEED={seed}")
    chance = Random(seed)
    receiver = Flaky(chance, worst=2, hang_seconds=17)
    async with MailServer() as mail, serving(mail, **SETTINGS) as installation, flaky(receiver):
        async with await sign_up(installation) as http:
            await connect(http, receiver, "customer.changed")
            customers = []
            for place in range(CUSTOMERS):
                made = await http.post("/v1/customers", json={"name": f"Customer {place}"})
                customers.append(made.json()["id"])
            async with asyncio.TaskGroup() as tasks:
                for client in range(CLIENTS):
                    tasks.create_task(_change(http, customers[client::CLIENTS], chance))
                for kill in KILLS:
                    await asyncio.sleep(chance.uniform(2, 4))
                    await installation.kill(kill)
            await delivered(installation, SETTLE_SECONDS_MAX)
            result = await check_webhooks(installation, receiver, "customer.changed")
            print(result)
            assert result["events"] == CUSTOMERS * CHANGES
            assert receiver.seen["refused"] > 50
            assert receiver.seen["reset"] > 10
            assert receiver.seen["verified"] > 5
            # Whoever pulls gets the same events, once each.
            stream = await read_stream(http, "customer.changed")
            assert len(stream) == len(set(stream)) == result["events"]
            assert set(stream) == {event for event, _ in receiver.taken}
        assert "watch_crashed" not in installation.log
