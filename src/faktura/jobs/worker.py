"""The worker: takes jobs from the queue and runs them; what crashes is repeated with growing waits, then held."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson
import structlog
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.core.executors import DatabaseRetryEntrypointExecutor, EntrypointExecutorParameters
from pgqueuer.core.qm import QueueManager
from prometheus_client import Counter, Histogram

from faktura.errors import without_values
from faktura.jobs.job import Job, Watch
from faktura.jobs.queue import TurnQueries
from faktura.jobs.turns import Turns
from faktura.storage.database import is_outage
from faktura.storage.floor import Floor

log = structlog.get_logger("faktura.jobs")

_RUNS = Counter("faktura_jobs_total", "Jobs that ended, by name and outcome.", ["job", "outcome"])
_SECONDS = Histogram("faktura_job_seconds", "How long jobs ran, in seconds.", ["job"])

_BATCH = 20
_STALE_AFTER = timedelta(seconds=30)


def _entrypoint(floor: Floor, job: Job) -> Callable[[Any], Any]:
    async def run(queued: Any) -> None:
        payload = orjson.loads(queued.payload)
        tenant, target = UUID(payload["tenant"]), UUID(payload["object"])
        bound = log.bind(job=job.name, tenant=str(tenant), object=str(target), request_id=payload["request_id"])
        with _SECONDS.labels(job.name).time():
            try:
                await job.run(floor, tenant, target)
            except Exception as error:
                _RUNS.labels(job.name, "crashed").inc()
                bound.error("job_crashed", attempts=queued.attempts, exception=without_values(error))
                raise
        _RUNS.labels(job.name, "done").inc()
        bound.debug("job_done")

    return run


class _Manager(QueueManager):
    """The library's manager, that tells its turns which jobs ended, and looks for more as soon as one did."""

    turns: Turns

    async def _dispatch(self, job: Any, *more: Any) -> None:
        try:
            await super()._dispatch(job, *more)
        finally:
            self.turns.end(job.id)

    async def _effective_dequeue_timeout(self, dequeue_timeout: timedelta) -> timedelta:
        pause: timedelta = await super()._effective_dequeue_timeout(dequeue_timeout)
        if not self.turns.running or pause > self.min_dequeue_poll_interval:
            return pause
        # What is due and was not taken waits for what runs.
        await self.turns.wait_for_an_end(pause.total_seconds())
        return timedelta(0)


class Worker:
    """Runs jobs until `stop()`; what runs then is finished, what was only picked goes back to the queue."""

    def __init__(self, floor: Floor, jobs: Sequence[Job], watches: Sequence[Watch] = ()) -> None:
        self._floor = floor
        self._jobs = jobs
        self._watches = watches
        self._manager: QueueManager | None = None
        self.stopping = asyncio.Event()

    async def run(self) -> None:
        """Take and run jobs, and keep watch. A lost database connection is made anew, after a second."""
        async with asyncio.TaskGroup() as tasks:
            for each in self._watches:
                tasks.create_task(self._watch(each))
            await self._run_jobs()
            self.stopping.set()

    async def _watch(self, watch: Watch) -> None:
        while not self.stopping.is_set():
            try:
                found = await watch.look(self._floor)
            except Exception as error:  # noqa: BLE001 - what is not done stays to be done, and is looked at again
                log.error("watch_crashed", watch=watch.name, exception=without_values(error))
                found = False
            if not found:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(watch.pause_seconds):
                        await self.stopping.wait()

    async def _run_jobs(self) -> None:
        while not self.stopping.is_set():
            try:
                await self._run_on_one_connection()
            except Exception as error:
                if not is_outage(error):
                    raise
                log.warning("worker_connection_lost", error=type(error).__name__)
                await asyncio.sleep(1)

    async def _run_on_one_connection(self) -> None:
        connection = await self._floor.database.connect()
        try:
            turns = Turns(limited=[job.name for job in self._jobs if job.concurrency_max])
            manager = _Manager(TurnQueries(AsyncpgDriver(connection), turns))
            manager.turns = turns
            for job in self._jobs:
                manager.entrypoint(
                    job.name,
                    concurrency_limit=job.concurrency_max,
                    on_failure="hold",
                    executor_factory=_executor(job),
                )(_entrypoint(self._floor, job))
            self._manager = manager
            if self.stopping.is_set():
                return
            await manager.run(dequeue_timeout=timedelta(seconds=1), batch_size=_BATCH, heartbeat_timeout=_STALE_AFTER)
        finally:
            self._manager = None
            await connection.close(timeout=5)

    def stop(self) -> None:
        """Take no further job; `run` returns when the running ones ended."""
        self.stopping.set()
        if self._manager is not None:
            self._manager.shutdown.set()


def _executor(job: Job) -> Callable[[EntrypointExecutorParameters], DatabaseRetryEntrypointExecutor]:
    def make(parameters: EntrypointExecutorParameters) -> DatabaseRetryEntrypointExecutor:
        return DatabaseRetryEntrypointExecutor(
            parameters=parameters,
            max_attempts=job.attempts_max,
            initial_delay=timedelta(seconds=1),
            max_delay=timedelta(minutes=10),
        )

    return make
