"""The worker on a real queue: what it runs, what it repeats, how it stops, and what it survives."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID

import asyncpg
import pytest

from faktura.jobs import Job, Watch, enqueue
from faktura.jobs.worker import Worker
from faktura.storage.database import is_outage
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id
from faktura.storage.unit import open_unit

pytestmark = pytest.mark.anyio

TENANT = UUID(int=1)
PATIENCE = 20


@dataclass
class Record:
    """A job that writes down its runs; `act` decides what else it does."""

    act: Callable[[UUID], Awaitable[None]] | None = None
    runs: list[UUID] = field(default_factory=list)
    running: int = 0
    at_once: int = 0
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, floor: Floor, tenant: UUID, target: UUID) -> None:
        assert tenant == TENANT
        self.runs.append(target)
        self.running += 1
        self.at_once = max(self.at_once, self.running)
        self.came.set()
        try:
            if self.act is not None:
                await self.act(target)
        finally:
            self.running -= 1


@asynccontextmanager
async def working(floor: Floor, *jobs: Job) -> AsyncIterator[Worker]:
    worker = Worker(floor, jobs)
    running = asyncio.create_task(worker.run())
    yield worker
    worker.stop()
    await asyncio.wait_for(running, PATIENCE)


async def put(floor: Floor, name: str, count: int = 1) -> list[UUID]:
    targets = [new_id() for _ in range(count)]
    async with open_unit(floor, TENANT, actor="test") as unit:
        for target in targets:
            await enqueue(unit, [name], target)
    return targets


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    for _ in range(PATIENCE * 50):
        if await holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not come")


async def states(floor: Floor, name: str) -> list[tuple[str, int]]:
    async with floor.database.acquire() as connection:
        rows = await connection.fetch("select status, attempts from pgqueuer where entrypoint = $1 order by id", name)
    return [(row["status"], row["attempts"]) for row in rows]


async def test_every_job_is_run_once_and_leaves_the_queue(floor: Floor) -> None:
    record = Record()
    targets = await put(floor, "every", 30)
    async with working(floor, Job(name="every", run=record.run)):
        targets += await put(floor, "every", 10)
        await until(lambda: _is(len(record.runs) == 40))
    assert sorted(record.runs) == sorted(targets)
    assert await states(floor, "every") == []


async def _is(value: bool) -> bool:
    return value


async def test_two_workers_share_the_work(floor: Floor) -> None:
    first, second = Record(act=lambda _: asyncio.sleep(0.005)), Record(act=lambda _: asyncio.sleep(0.005))
    targets = await put(floor, "shared", 60)
    async with working(floor, Job(name="shared", run=first.run)), working(floor, Job(name="shared", run=second.run)):
        await until(lambda: _is(len(first.runs) + len(second.runs) >= 60))
    assert sorted(first.runs + second.runs) == sorted(targets)


async def test_a_limit_of_runs_at_once_is_kept(floor: Floor) -> None:
    record = Record(act=lambda _: asyncio.sleep(0.01))
    await put(floor, "limited", 12)
    async with working(floor, Job(name="limited", run=record.run, concurrency_max=2)):
        await until(lambda: _is(len(record.runs) == 12))
    assert record.at_once <= 2


async def test_a_crash_is_repeated_and_then_held_for_a_person(floor: Floor) -> None:
    async def crash(target: UUID) -> None:
        raise ValueError(f"no {target}")

    record = Record(act=crash)
    (target,) = await put(floor, "crashing")
    async with working(floor, Job(name="crashing", run=record.run, attempts_max=1)):
        await until(lambda: _is_held(floor, "crashing"))
    assert record.runs == [target, target]
    assert await states(floor, "crashing") == [("failed", 1)]


async def _is_held(floor: Floor, name: str) -> bool:
    return [status for status, _ in await states(floor, name)] == ["failed"]


async def test_a_crash_of_one_job_does_not_disturb_the_others(floor: Floor) -> None:
    async def crash_once(target: UUID) -> None:
        if record.runs.count(target) == 1 and target == bad:
            raise RuntimeError("once")

    record = Record(act=crash_once)
    bad, *rest = await put(floor, "mixed", 10)
    async with working(floor, Job(name="mixed", run=record.run)):
        await until(lambda: _is(len(record.runs) == 11))
    assert sorted(record.runs) == sorted([bad, bad, *rest])
    assert await states(floor, "mixed") == []


async def test_stopping_finishes_what_runs_and_leaves_the_rest(floor: Floor) -> None:
    release = asyncio.Event()

    async def wait(target: UUID) -> None:
        await release.wait()

    record = Record(act=wait)
    await put(floor, "slow", 3)
    worker = Worker(floor, [Job(name="slow", run=record.run, concurrency_max=1)])
    running = asyncio.create_task(worker.run())
    await asyncio.wait_for(record.came.wait(), PATIENCE)
    worker.stop()
    await asyncio.sleep(0.1)
    assert not running.done()
    release.set()
    await asyncio.wait_for(running, PATIENCE)
    done = len(record.runs)
    assert record.running == 0
    assert 1 <= done <= 3
    assert await states(floor, "slow") == [("queued", 0)] * (3 - done)


async def test_stopping_before_it_began_is_no_harm(floor: Floor) -> None:
    worker = Worker(floor, [Job(name="never", run=Record().run)])
    worker.stop()
    await asyncio.wait_for(worker.run(), PATIENCE)


async def test_a_lost_connection_is_made_anew(floor: Floor, module_database_url: str) -> None:
    record = Record()
    async with working(floor, Job(name="after", run=record.run)):
        await put(floor, "after")
        await until(lambda: _is(len(record.runs) == 1))
        owner = await asyncpg.connect(module_database_url)
        cut = await owner.fetchval(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity "
            "where datname = current_database() and pid <> pg_backend_pid()"
        )
        await owner.close()
        assert cut >= 1
        await until(lambda: _can_put(floor))
        await until(lambda: _is(len(record.runs) >= 2))


async def _can_put(floor: Floor) -> bool:
    try:
        await put(floor, "after")
    except Exception as error:
        # The pool's connections were cut as well; it makes new ones.
        if not is_outage(error):
            raise
        return False
    return True


async def test_a_watch_is_kept_until_the_end_whatever_happens_to_it(floor: Floor) -> None:
    looks: list[float] = []

    async def look(floor: Floor) -> bool:
        looks.append(asyncio.get_running_loop().time())
        if len(looks) == 2:
            raise RuntimeError("a fault of ours")
        return len(looks) == 1

    worker = Worker(floor, [], [Watch(name="test.look", look=look, pause_seconds=0.2)])
    running = asyncio.create_task(worker.run())
    while len(looks) < 4:  # noqa: ASYNC110 - it looks by itself
        await asyncio.sleep(0.01)
    worker.stop()
    await asyncio.wait_for(running, PATIENCE)
    # At once after something was found; after a pause when nothing was, or when it crashed.
    assert looks[1] - looks[0] < 0.15
    assert looks[2] - looks[1] >= 0.15
    assert looks[3] - looks[2] >= 0.15
