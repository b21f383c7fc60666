"""`faktura listen`: what happens is forwarded to a local receiver, signed, in order."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from api.stage import Tenant, answered, build_floor, client_of, new_tenant, prepare_queue
from faktura.api.app import build_app
from faktura.cli.listen import Listening, ListenRefused
from faktura.storage.database import Database
from faktura.webhooks.signature import show_secret
from outgoing.receivers import Received, always, receiving, reply
from webhooks.stage import until, verified

pytestmark = pytest.mark.anyio

SECRET = bytes(range(32))
FAKTURA = Path(sys.executable).with_name("faktura")


@pytest.fixture
async def tenant(database: Database, database_url: str, tmp_path: Path) -> AsyncIterator[Tenant]:
    await prepare_queue(database_url)
    floor = await build_floor(database, tmp_path)
    made = await new_tenant(floor, build_app(floor))
    yield made
    await made.http.aclose()
    await floor.http.aclose()


def listening(tenant: Tenant, url: str, *events: str, payload: str = "full", key: str = "") -> Listening:
    api = client_of(tenant.app, key or tenant.key)
    return Listening(api, httpx.AsyncClient(timeout=5), url, events, payload, SECRET)


async def stop(task: "asyncio.Task[None]", stopping: asyncio.Event, listener: Listening) -> None:
    stopping.set()
    await task
    await listener.api.aclose()
    await listener.local.aclose()


async def test_what_happens_from_now_on_is_forwarded_in_order(
    tenant: Tenant, capsys: pytest.CaptureFixture[str]
) -> None:
    await tenant.create()  # before anybody listened
    async with receiving(always(reply(200))) as receiver:
        stopping, listener = asyncio.Event(), listening(tenant, receiver.url, "customer.*", "invoice.issued")
        task = asyncio.create_task(listener.run(stopping))
        await asyncio.sleep(0.5)
        customer = answered(await tenant.http.post("/v1/customers", json={"name": "A"}), 201)
        await tenant.create()
        issued = await tenant.issue()
        await until(lambda: len(receiver.got) == 2)
        await stop(task, stopping, listener)
    bodies = [verified(got, show_secret(SECRET)) for got in receiver.got]
    assert [(body["type"], body["data"]["id"]) for body in bodies] == [
        ("customer.created", customer["id"]),
        ("invoice.issued", issued["id"]),
    ]
    assert bodies[1]["data"]["object"]["number"] == issued["number"]
    assert "actor" not in bodies[0]
    printed = capsys.readouterr().out
    assert f"200  customer.created                 {customer['id']}  {bodies[0]['id']}" in printed


async def test_a_receiver_that_fails_is_told_and_does_not_stop_it(
    tenant: Tenant, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = [reply(500), None, reply(204)]

    async def answer(received: Received) -> bytes | None:
        return answers.pop(0)

    async with receiving(answer) as receiver:
        stopping, listener = asyncio.Event(), listening(tenant, receiver.url, "customer.*", payload="thin")
        task = asyncio.create_task(listener.run(stopping))
        await asyncio.sleep(0.5)
        for name in "ABC":
            answered(await tenant.http.post("/v1/customers", json={"name": name}), 201)
        await until(lambda: len(receiver.got) == 3)
        await stop(task, stopping, listener)
    printed = capsys.readouterr().out
    assert "500  customer.created" in printed
    assert "Error" in printed
    assert "204  customer.created" in printed
    assert set(json.loads(receiver.got[0].body)["data"]) == {"id", "kind"}


async def test_a_wrong_key_or_pattern_ends_it_with_a_sentence(tenant: Tenant) -> None:
    for listener, told in (
        (listening(tenant, "http://127.0.0.1:9/", key="fo_test_x"), "Authorization"),
        (listening(tenant, "http://127.0.0.1:9/", "nothing.*"), "There is no event nothing"),
    ):
        with pytest.raises(ListenRefused, match=told):
            await listener.run(asyncio.Event())
        await listener.api.aclose()
        await listener.local.aclose()


def test_the_command_refuses_what_it_cannot_use() -> None:
    command = [str(FAKTURA), "listen", "--forward-to", "http://127.0.0.1:9/"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert "--key" in done.stderr
    done = subprocess.run([*command, "--key", "x", "--secret", "nonsense"], capture_output=True, text=True)
    assert (done.returncode, "whsec_" in done.stderr) == (2, True)
    done = subprocess.run([*command, "--key", "x", "--payload", "huge"], capture_output=True, text=True)
    assert (done.returncode, "thin or full" in done.stderr) == (1, True)
