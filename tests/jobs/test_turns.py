"""Which jobs are taken next: tenants take turns, and a tenant whose jobs hang stands in nobody's way."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.core.executors import EntrypointExecutorParameters

from faktura.jobs import Job, enqueue
from faktura.jobs.queue import TurnQueries, install_queue
from faktura.jobs.turns import (
    MANY,
    PATIENCE_SECONDS,
    RUNNING_MAX,
    SHARE_MAX,
    SHARE_MIN,
    SLOW_MEMORY_SECONDS,
    SLOW_SECONDS,
    Turns,
)
from faktura.jobs.worker import Worker
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id
from faktura.storage.unit import open_unit

from .test_worker import until

pytestmark = pytest.mark.anyio

HOG = UUID(int=0xFFFF)
QUIET = [UUID(int=number) for number in range(1, 21)]
WORKER = UUID(int=7)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Taking:
    """A worker that takes jobs and runs none."""

    def __init__(self, connection: Any, limits: dict[str, int]) -> None:
        self.clock = Clock()
        self.turns = Turns([name for name, limit in limits.items() if limit], self.clock)
        self._queries = TurnQueries(AsyncpgDriver(connection), self.turns)
        self._connection = connection
        self._limits = {
            name: EntrypointExecutorParameters(concurrency_limit=limit, func=None)  # type: ignore[arg-type]
            for name, limit in limits.items()
        }

    async def take(self, batch: int = 20) -> list[Any]:
        return await self._queries.dequeue(batch, self._limits, WORKER, None, timedelta(seconds=30))

    async def tenants(self, batch: int = 20) -> list[UUID]:
        return [UUID(job.headers["tenant"]) for job in await self.take(batch)]

    async def end(self, jobs: list[Any]) -> None:
        for job in jobs:
            self.turns.end(job.id)
        await self._connection.execute("delete from pgqueuer where id = any($1)", [job.id for job in jobs])


@pytest.fixture
async def connection(floor: Floor) -> AsyncIterator[Any]:
    opened = await floor.database.connect()
    await opened.execute("delete from pgqueuer")
    yield opened
    await opened.execute("delete from pgqueuer")
    await opened.close()


async def put(floor: Floor, tenant: UUID, count: int, name: str = "work", **how: Any) -> None:
    async with open_unit(floor, tenant, actor="test") as unit:
        unit.bulk = how.pop("bulk", False)
        for _ in range(count):
            await enqueue(unit, [name], new_id(), **how)


async def test_one_job_of_each_tenant_before_a_second_one_of_any(floor: Floor, connection: Any) -> None:
    await put(floor, HOG, 300)
    for tenant in QUIET:
        await put(floor, tenant, 2)
    taking = Taking(connection, {"work": 0})
    first = await taking.take()
    second = await taking.take(RUNNING_MAX - len(first))
    tenants = [UUID(job.headers["tenant"]) for job in first]
    assert len(set(tenants)) == len(tenants) == 20
    # The next round begins where the last one ended: with the one that had no turn yet.
    assert UUID(second[0].headers["tenant"]) in {HOG, *QUIET} - set(tenants)
    # Each has one now, and no more while so many are about.
    assert taking.turns.running == 21


async def test_a_late_tenant_does_not_wait_for_those_before_it(floor: Floor, connection: Any) -> None:
    await put(floor, HOG, 200)
    taking = Taking(connection, {"work": 0})
    await taking.end(await taking.take())
    await put(floor, QUIET[0], 1)
    taking.clock.now += PATIENCE_SECONDS
    assert QUIET[0] in await taking.tenants()


async def test_a_hog_is_not_starved_by_many_others(floor: Floor, connection: Any) -> None:
    await put(floor, HOG, 50)
    for tenant in QUIET:
        await put(floor, tenant, 10)
    taking = Taking(connection, {"work": 0})
    of_hog = 0
    for _ in range(22):
        jobs = await taking.take(10)
        of_hog += sum(UUID(job.headers["tenant"]) == HOG for job in jobs)
        taking.clock.now += PATIENCE_SECONDS
        await taking.end(jobs)
    # Ten jobs each of twenty tenants: it had its turn in each round.
    assert of_hog >= 9


async def test_alone_a_tenant_has_much_and_with_others_its_part(floor: Floor, connection: Any) -> None:
    await put(floor, HOG, 100)
    taking = Taking(connection, {"work": 0})
    alone = [*await taking.take(), *await taking.take()]
    assert len(alone) == SHARE_MAX
    await taking.end(alone)
    for tenant in QUIET:
        await put(floor, tenant, 1)
    await taking.end(await taking.take())
    taking.clock.now += PATIENCE_SECONDS
    tenants = await taking.tenants()
    assert tenants.count(HOG) == SHARE_MIN


async def test_who_has_many_lets_who_has_few_go_first_for_a_moment(floor: Floor, connection: Any) -> None:
    await put(floor, HOG, 100)
    taking = Taking(connection, {"work": 0})
    while taking.turns._lately(str(HOG), taking.clock.now) <= MANY:
        await taking.end(await taking.take())
    await put(floor, QUIET[0], 1)
    quiet = await taking.take(1)
    while UUID(quiet[0].headers["tenant"]) != QUIET[0]:
        await taking.end(quiet)
        quiet = await taking.take(1)
    assert await taking.tenants() == []
    taking.clock.now += PATIENCE_SECONDS
    assert HOG in await taking.tenants()
    await taking.end(quiet)


async def test_bulk_goes_after_the_tenants_other_jobs(floor: Floor, connection: Any) -> None:
    await put(floor, HOG, 30, bulk=True)
    await put(floor, HOG, 2)
    jobs = await Taking(connection, {"work": 0}).take(4)
    assert [job.priority for job in jobs] == [0, 0, -1, -1]


async def test_of_a_limited_kind_a_tenant_takes_half_at_most(floor: Floor, connection: Any) -> None:
    await put(floor, HOG, 20, "deliver")
    taking = Taking(connection, {"deliver": 4})
    assert await taking.tenants() == [HOG, HOG]
    assert await taking.tenants() == []
    for tenant in QUIET[:3]:
        await put(floor, tenant, 2, "deliver")
    assert len(set(await taking.tenants())) == 2
    # The limit holds over all workers.
    assert await Taking(connection, {"deliver": 4}).tenants() == []


async def test_that_a_tenants_server_hangs_is_no_reason_why_its_other_jobs_wait(floor: Floor, connection: Any) -> None:
    for tenant in QUIET:
        await put(floor, tenant, 3, "deliver")
        await put(floor, tenant, 1)
    taking = Taking(connection, {"deliver": 32, "work": 0})
    taken = [job for _ in range(4) for job in await taking.take()]
    work = [UUID(job.headers["tenant"]) for job in taken if job.entrypoint == "work"]
    assert sorted(work) == QUIET
    assert len(taken) == 20 + 32


async def test_tenants_whose_jobs_hang_never_fill_the_places(floor: Floor, connection: Any) -> None:
    hanging = QUIET[:4]
    taking = Taking(connection, {"deliver": 4, "work": 0})
    for tenant in hanging:
        await put(floor, tenant, 10, "deliver")
    # All four places hang, until they are given up.
    hung = await taking.take()
    assert {UUID(job.headers["tenant"]) for job in hung} == set(hanging)
    taking.clock.now += SLOW_SECONDS + 1
    await taking.end(hung)
    # From now on they have half of them at most, all together.
    assert len(await taking.take()) == 2
    await put(floor, QUIET[-1], 1, "deliver")
    await put(floor, QUIET[-2], 1, "deliver")
    assert set(await taking.tenants()) == set(QUIET[-2:])
    # In other kinds of jobs they are no slower than others.
    await put(floor, hanging[0], 1)
    assert await taking.tenants() == [hanging[0]]


async def test_what_hangs_fills_a_quarter_of_the_worker_at_most(floor: Floor, connection: Any) -> None:
    many = [UUID(int=1000 + number) for number in range(60)]
    for tenant in many:
        await put(floor, tenant, 3)
    taking = Taking(connection, {"work": 0})
    hung = [job for _ in range(3) for job in await taking.take()]
    assert len(hung) == 60
    taking.clock.now += SLOW_SECONDS + 1
    await taking.end(hung)
    assert len([job for _ in range(5) for job in await taking.take()]) == RUNNING_MAX // 4
    await put(floor, QUIET[0], 1)
    assert await taking.tenants() == [QUIET[0]]
    taking.clock.now += SLOW_MEMORY_SECONDS + 1
    assert await taking.tenants()


async def test_the_farthest_of_those_at_their_limit_stand_in_nobodys_way(floor: Floor, connection: Any) -> None:
    await put(floor, QUIET[0], 10, "deliver")
    await put(floor, QUIET[1], 10, "deliver")
    taking = Taking(connection, {"deliver": 6})
    await taking.take()
    await taking.end([])
    await put(floor, QUIET[2], 1, "deliver")
    other = Taking(connection, {"deliver": 7})
    assert await other.tenants(1) == [QUIET[2]]


async def test_what_is_to_wait_sleeps_until_it_is_due(floor: Floor, connection: Any) -> None:
    await put(floor, HOG, 3, after=timedelta(hours=1))
    await put(floor, HOG, 1)
    taking = Taking(connection, {"work": 0})
    jobs = await taking.take()
    assert len(jobs) == 1
    await taking.end(jobs)
    await connection.execute("update pgqueuer set execute_after = now() - interval '1 second'")
    jobs = await taking.take()
    assert [job.priority for job in jobs] == [0, 0, 0]


async def test_a_job_that_crashed_sleeps_and_comes_again(floor: Floor, connection: Any) -> None:
    runs: list[UUID] = []

    async def crash_once(floor: Floor, tenant: UUID, target: UUID) -> None:
        runs.append(target)
        if len(runs) == 1:
            raise RuntimeError("once")

    await put(floor, HOG, 1, "crashing")
    worker = Worker(floor, [Job(name="crashing", run=crash_once)])
    running = asyncio.create_task(worker.run())

    async def sleeps() -> bool:
        rows = await connection.fetch("select priority from pgqueuer where status = 'queued'")
        return [row["priority"] for row in rows] == [-1000]

    await until(sleeps)
    await until(lambda: _is(len(runs) == 2))
    worker.stop()
    await running
    assert runs[0] == runs[1]


async def _is(value: bool) -> bool:
    return value


async def test_a_job_that_was_left_behind_is_taken_again(floor: Floor, connection: Any) -> None:
    await put(floor, HOG, 1)
    left = await Taking(connection, {"work": 0}).take()
    other = Taking(connection, {"work": 0})
    assert await other.take() == []
    await connection.execute("update pgqueuer set heartbeat = now() - interval '31 seconds'")
    assert [job.id for job in await other.take()] == [job.id for job in left]


async def test_jobs_of_an_older_version_are_taken_and_named(
    floor: Floor, connection: Any, module_database_url: str
) -> None:
    await put(floor, HOG, 1)
    await put(floor, HOG, 1, after=timedelta(hours=1))
    await connection.execute("update pgqueuer set headers = null, priority = 0")
    taking = Taking(connection, {"work": 0})
    (job,) = await taking.take(1)
    assert job.headers is None
    await taking.end([job])
    await put(floor, HOG, 1)
    await connection.execute("update pgqueuer set headers = null, priority = 0")
    owner = await asyncpg.connect(module_database_url)
    await install_queue(owner)
    await owner.close()
    assert await taking.tenants() == [HOG]
    assert [row["priority"] for row in await connection.fetch("select priority from pgqueuer order by id")] == [
        -1000,
        0,
    ]


async def test_a_long_queue_costs_no_more_than_a_short_one(floor: Floor, connection: Any) -> None:
    fill = (
        "insert into pgqueuer (priority, entrypoint, payload, headers, status, execute_after) "
        "select $1, 'work', '{}', jsonb_build_object('tenant', $2::text), 'queued', now() + $3 "
        "from generate_series(1, $4)"
    )
    await connection.execute(fill, 0, str(HOG), timedelta(0), 20_000)
    await connection.execute(fill, -1000, str(HOG), timedelta(hours=1), 20_000)
    taking = Taking(connection, {"work": 0, "deliver": 4})
    before = await _rows_read(connection)
    for _ in range(10):
        jobs = await taking.take(4)
        assert len(jobs) == 4
        await taking.end(jobs)
    # What lies in the queue is not walked through, not even once in ten times.
    assert await _rows_read(connection) - before < 40_000 / 4


async def _rows_read(connection: Any) -> int:
    """How many rows of the queue were read so far, by PostgreSQL's own count."""
    await connection.execute("select pg_stat_force_next_flush()")
    await connection.execute("select pg_stat_clear_snapshot()")
    return int(
        await connection.fetchval(
            "select seq_tup_read + (select sum(idx_tup_read) from pg_stat_user_indexes where relname = 'pgqueuer') "
            "from pg_stat_user_tables where relname = 'pgqueuer'"
        )
    )
