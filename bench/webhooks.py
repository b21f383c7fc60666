"""A storm of webhooks: a flaky receiver, kill -9 of the server in between, and every event counted afterwards.

Events are written by transactions as a busy platform writes them (`publish`), while the server gives them their places,
fans them out and sends them to the account's one endpoint. BENCH_WEBHOOK_EVENTS says how many (200,000 is the storm
that the design is held against).
"""

import asyncio
import os
import time
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import asyncpg
import httpx

from faktura.cli.demo_mail import MailServer
from faktura.events import CUSTOMER_CHANGED
from faktura.jobs import publish
from faktura.organizations.tenants import Mode, tenant_of
from faktura.settings import Settings
from faktura.storage.database import Database
from faktura.storage.embedded import EmbeddedPostgres
from faktura.storage.errors import StorageTrouble
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id, read_id
from faktura.storage.objects import FolderObjects
from faktura.storage.unit import open_unit

EVENTS = 20_000
ORGANIZATIONS = 4
EVENTS_OF_AN_OBJECT = 100
IN_ONE_TRANSACTION = 100
KILLS = ("server", "everything", "server", "server")
SEED = 20261123


async def _write(home: Path, tenant: UUID, objects: list[UUID], rounds: int) -> None:
    """Events about some objects, each transaction one of each of some; what fails is written again."""
    for _ in range(rounds):
        for start in range(0, len(objects), IN_ONE_TRANSACTION):
            while not await _write_some(home, tenant, objects[start : start + IN_ONE_TRANSACTION]):  # noqa: ASYNC110
                await asyncio.sleep(0.5)


async def _write_some(home: Path, tenant: UUID, objects: list[UUID]) -> bool:
    """One transaction, on a connection of its own; False when the database was killed under it."""
    url = EmbeddedPostgres.running(home)
    if url is None:
        return False
    database = None
    try:
        database = await Database.open(url, size=1, patience_seconds=0)
        floor = Floor(
            settings=Settings(home=home),
            database=database,
            objects=FolderObjects.open(home / "objects"),
            reactions={},
            secret=bytes(32),
        )
        async with open_unit(floor, tenant, actor="bench") as unit:
            for target in objects:
                await publish(unit, CUSTOMER_CHANGED, target, {})
    except (StorageTrouble, OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return False
    finally:
        if database is not None:
            database.pool.terminate()
    return True


async def _storm(events: int) -> dict[str, Any]:
    # Found beside the tests, as the bench of the official rules.
    from storm.flaky import Flaky, flaky
    from storm.installation import serving
    from storm.webhooks import SETTINGS, check_webhooks, connect, delivered

    chance = Random(int(os.environ.get("STORM_SEED", SEED)))
    receiver = Flaky(chance, worst=3, hang_seconds=17)
    rounds = EVENTS_OF_AN_OBJECT
    each = max(1, events // ORGANIZATIONS // rounds)
    async with MailServer() as mail, serving(mail, **SETTINGS) as installation, flaky(receiver):
        async with httpx.AsyncClient(base_url=installation.url, timeout=30) as http:
            body: dict[str, Any] = {"name": "Storm", "organization": {"name": "Storm 0", "country": "AT"}}
            access = (await http.post("/v1/accounts", json=body)).raise_for_status().json()
            http.headers["Authorization"] = f"Bearer {access['account_key']}"
            organizations = [access["organization"]]
            for place in range(1, ORGANIZATIONS):
                body = {"name": f"Storm {place}", "country": "AT"}
                made = (await http.post("/v1/organizations", json=body)).raise_for_status().json()
                organizations.append(made["id"])
            await connect(http, receiver, CUSTOMER_CHANGED)
        began = time.monotonic()
        async with asyncio.TaskGroup() as tasks:
            writing = []
            for organization in organizations:
                owner = read_id("org", organization)
                assert owner is not None
                tenant = tenant_of(owner, Mode.TEST)
                objects = [new_id() for _ in range(each)]
                writing.append(tasks.create_task(_write(installation.home, tenant, objects, rounds)))
            killing = tasks.create_task(_kill(installation, receiver, events))
            telling = tasks.create_task(_tell(receiver, began))
            await asyncio.wait(writing)
            written_after = time.monotonic() - began
            await killing
            await delivered(installation, 3600)
            telling.cancel()
        seconds = time.monotonic() - began
        result = await check_webhooks(installation, receiver, CUSTOMER_CHANGED)
    return {
        **result,
        "kills": len(KILLS),
        "written_after_seconds": round(written_after, 1),
        "seconds": round(seconds, 1),
        "events_a_second": round(result["events"] / seconds, 1),
    }


async def _tell(receiver: Any, began: float) -> None:
    """Say now and then how far it is."""
    while True:
        await asyncio.sleep(30)
        print(f"  {len(receiver.bodies)} events after {time.monotonic() - began:.0f} s", flush=True)


async def _kill(installation: Any, receiver: Any, events: int) -> None:
    """Kill whenever another share of the events was taken."""
    for place, kill in enumerate(KILLS, start=1):
        share = events * place // (len(KILLS) + 1)
        while len(receiver.bodies) < share:  # noqa: ASYNC110 - the receiver knows nothing of kills
            await asyncio.sleep(0.2)
        print(f"  kill -9 ({kill}) after {len(receiver.bodies)} events")
        await installation.kill(kill)


def run() -> dict[str, object]:
    """How many events a second come through, and that none was lost, doubled in the stream, or out of order."""
    return asyncio.run(_storm(int(os.environ.get("BENCH_WEBHOOK_EVENTS", EVENTS))))
