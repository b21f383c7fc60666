"""A process that asks one bucket all the time: ``python hammer.py URL TENANT SECONDS BURST PER_SECOND``."""

import asyncio
import json
import sys
import time
from pathlib import Path
from uuid import UUID

from faktura.limits import limiter as limiter_module
from faktura.limits.errors import TooManyRequests
from faktura.limits.limiter import Limiter
from faktura.limits.rates import Kind, Subject
from faktura.settings import Settings
from faktura.storage.database import Database

CLIENTS = 40


async def main(url: str, tenant: str, seconds: str, burst: str, per_second: str) -> None:
    # It comes again all the time, and must not be held up for that.
    limiter_module.PAUSE_SECONDS = 0
    database = await Database.open(url, size=2)
    settings = Settings(home=Path("home"), rate_limit_key_burst=int(burst), rate_limit_key_per_second=int(per_second))
    limiter = Limiter(settings, database)
    subject = Subject(Kind.KEY, UUID(tenant), UUID(tenant), "writes")
    print("ready", flush=True)
    sys.stdin.readline()
    passed = asked = 0
    began = time.monotonic()

    async def ask() -> None:
        nonlocal passed, asked
        while time.monotonic() - began < float(seconds):
            asked += 1
            try:
                await limiter.admit([subject])
                passed += 1
                await asyncio.sleep(0)
            except TooManyRequests as refusal:
                await asyncio.sleep(min(refusal.seconds, 0.1))

    await asyncio.gather(*(ask() for _ in range(CLIENTS)))
    took = time.monotonic() - began
    await limiter.settle()
    print(json.dumps({"passed": passed, "asked": asked, "seconds": took}), flush=True)
    await database.close()


asyncio.run(main(*sys.argv[1:]))
