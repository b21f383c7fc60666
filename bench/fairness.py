"""Fifty quiet organizations beside a hog: what they wait for an invoice to be issued, and for its files.

The quiet ones issue one invoice each in a while. The hog has two hundred connections, one series, and never pauses,
whatever it is answered. Short slices of three conditions follow each other in turns, so that a busy machine burdens
them alike: alone, beside the hog without rate limits, and beside it with a limit of five writes a second for a key. All
slices of a condition are counted together. Two processes for the API answer each condition; one process runs all jobs.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from secrets import token_hex
from typing import Any
from uuid import UUID

import asyncpg

from bench.stage import Stage, Tenant, api_processes, invoice, new_stage, new_tenants

QUIET = 50
PERIOD_SECONDS = 10.0
HOG_CONNECTIONS = 200
PROCESSES = 2
SLICE_SECONDS = 10
WARM_UP_SECONDS = 6
ROUNDS = 8
# Less than the hog gets without limits, on a machine of any size.
LIMIT = {"rate_limit_key_per_second": 5, "rate_limit_key_burst": 10}
CONDITIONS = ("alone", "hog", "hog_limited")
_LEAD_SECONDS = 1
_LATE_SECONDS = 30
_BODY = json.dumps(invoice())


def run() -> dict[str, object]:
    """Milliseconds of the quiet ones in each condition, and how many times as long beside the hog."""
    found = {name: _Found() for name in CONDITIONS}
    with new_stage() as stage:
        hog, *quiet = asyncio.run(_prepare(stage))
        limited = replace(stage, settings=stage.settings.changed({"rate_limits": "on", **LIMIT}))
        with api_processes(stage, PROCESSES, jobs=True) as port, api_processes(limited, PROCESSES) as limited_port:
            ports = {"alone": port, "hog": port, "hog_limited": limited_port}
            # The first documents make series, caches and connections.
            for each in (port, limited_port):
                _drive_quiet(each, quiet, WARM_UP_SECONDS)
            for number in range(ROUNDS):
                for place in range(len(CONDITIONS)):
                    name = CONDITIONS[(place + number) % len(CONDITIONS)]
                    _slice(stage, ports[name], hog if name != "alone" else None, quiet, found[name])
    return _told(found)


@dataclass(slots=True)
class _Found:
    """What was found in all slices of a condition; times in seconds."""

    issue: list[float] = field(default_factory=list)
    files: list[float] = field(default_factory=list)
    quiet_refused: int = 0
    hog_seconds: float = 0.0
    hog_issued: int = 0
    hog_refused: int = 0


def _told(found: dict[str, _Found]) -> dict[str, object]:
    told: dict[str, object] = {}
    for name, each in found.items():
        for what, values in (("issue", each.issue), ("files", each.files)):
            for part in (50, 95):
                value = _part(values, part)
                told[f"{name}_{what}_p{part}_ms"] = round(value * 1000, 1)
                if name != "alone":
                    told[f"{name}_{what}_p{part}_ratio"] = round(value / _part(getattr(found["alone"], what), part), 2)
        told[f"{name}_quiet_invoices"] = len(each.issue)
        told[f"{name}_quiet_refused"] = each.quiet_refused
        if each.hog_seconds:
            told[f"{name}_issued_by_hog_a_second"] = round(each.hog_issued / each.hog_seconds, 1)
            told[f"{name}_refused_to_hog_a_second"] = round(each.hog_refused / each.hog_seconds, 1)
    return told


async def _prepare(stage: Stage) -> list[Tenant]:
    async with stage.floor() as floor:
        return await new_tenants(floor, QUIET + 1)


def _slice(stage: Stage, port: int, hog: Tenant | None, quiet: list[Tenant], found: _Found) -> None:
    with _hogging(port, hog) as hogging:
        time.sleep(_LEAD_SECONDS)
        began = time.time()
        answered = _drive_quiet(port, quiet, SLICE_SECONDS)
        found.issue += answered["took"]
        found.quiet_refused += answered["refused"]
        found.files += asyncio.run(_file_waits(stage.url, [tenant.id for tenant in quiet], began))
    if hogging:
        answers = hogging["answers"]
        found.hog_seconds += hogging["seconds"]
        found.hog_issued += answers.get("201", 0)
        found.hog_refused += sum(number for status, number in answers.items() if status != "201")
        asyncio.run(_clear(stage.url))


def _part(values: list[float], part: int) -> float:
    return sorted(values)[len(values) * part // 100]


def _drive_quiet(port: int, quiet: list[Tenant], seconds: float) -> Any:
    order = {"port": port, "body": _BODY, "keys": [tenant.key for tenant in quiet], "seconds": seconds}
    done = subprocess.run(
        [sys.executable, "-m", "bench.fairness", "quiet"], input=json.dumps(order), stdout=subprocess.PIPE, text=True,
        check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


@contextmanager
def _hogging(port: int, hog: Tenant | None) -> Iterator[dict[str, Any]]:
    """The hog beside the block; what it tells is there afterwards."""
    told: dict[str, Any] = {}
    if hog is None:
        yield told
        return
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.fairness", "hog"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps({"port": port, "body": _BODY, "key": hog.key}) + "\n")
    process.stdin.flush()
    try:
        yield told
        told.update(json.loads(process.communicate("stop\n", timeout=60)[0]))
    finally:
        process.kill()
        process.wait()


async def _file_waits(url: str, tenants: list[UUID], began: float) -> list[float]:
    """Seconds from issuing to the files, for the documents of the quiet ones; those that come late are waited for."""
    connection = await asyncpg.connect(url)
    try:
        end = time.monotonic() + _LATE_SECONDS
        while True:
            rows = await connection.fetch(
                "select extract(epoch from f.occurred_at - i.occurred_at)::float8 as wait from events i "
                "left join events f on f.tenant = i.tenant and f.object = i.object "
                "and f.type = 'invoice.files_written' "
                "where i.tenant = any($1) and i.type = 'invoice.issued' and i.occurred_at >= to_timestamp($2)",
                tenants,
                began,
            )
            waits = [row["wait"] for row in rows if row["wait"] is not None]
            if len(waits) == len(rows) or time.monotonic() > end:
                # What is not there yet waited that long at least.
                return waits + [float(_LATE_SECONDS)] * (len(rows) - len(waits))
            await asyncio.sleep(0.2)
    finally:
        await connection.close()


async def _clear(url: str) -> None:
    """The hog's jobs that are left would burden the next slice."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("delete from pgqueuer")
        await connection.execute("vacuum (analyze) pgqueuer")
    finally:
        await connection.close()


class _Sender:
    """A kept connection; one request at a time."""

    def __init__(self, port: int, body: str) -> None:
        self._port = port
        self._body = body.encode()
        self._streams: Any = None

    async def post(self, key: str) -> str:
        """The status of one more invoice."""
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        writer.write(
            f"POST /v1/invoices HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(self._body)}\r\n"
            f"Idempotency-Key: {token_hex(12)}\r\n\r\n".encode()
            + self._body
        )
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.split("content-length:", 1)[1].split("\r\n", 1)[0])
        await reader.readexactly(length)
        if "connection: close" in head:
            writer.close()
            self._streams = None
        return head[9:12]


async def _quiet(order: dict[str, Any]) -> dict[str, Any]:
    took: list[float] = []
    refused = 0

    async def one(nth: int, key: str) -> None:
        nonlocal refused
        sender = _Sender(order["port"], order["body"])
        loop = asyncio.get_running_loop()
        # They come evenly, whatever the answers take.
        due = loop.time() + PERIOD_SECONDS * nth / len(order["keys"])
        end = loop.time() + order["seconds"]
        while due < end:
            await asyncio.sleep(due - loop.time())
            began = time.perf_counter()
            if await sender.post(key) == "201":
                took.append(time.perf_counter() - began)
            else:
                refused += 1
            due += PERIOD_SECONDS

    await asyncio.gather(*(one(nth, key) for nth, key in enumerate(order["keys"])))
    return {"took": took, "refused": refused}


async def _hog(order: dict[str, Any]) -> dict[str, Any]:
    answers: Counter[str] = Counter()
    began = time.perf_counter()

    async def one() -> None:
        sender = _Sender(order["port"], order["body"])
        while True:
            answers[await sender.post(order["key"])] += 1

    tasks = [asyncio.create_task(one()) for _ in range(HOG_CONNECTIONS)]
    stopped = asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    await asyncio.wait((stopped, *tasks), return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    return {"answers": answers, "seconds": time.perf_counter() - began}


if __name__ == "__main__":
    import uvloop

    ordered = json.loads(sys.stdin.readline())
    act = {"quiet": _quiet, "hog": _hog}[sys.argv[1]]
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        print(json.dumps(runner.run(act(ordered))))
