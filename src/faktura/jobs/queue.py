"""The queue: pgqueuer's tables, written through the unit's own connection, so that a job exists exactly when its
cause was committed."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.qb import QueryQueueBuilder
from pgqueuer.models import Job
from pgqueuer.queries import Queries

from faktura.jobs.turns import Turns
from faktura.storage.unit import Unit

_TURNS = Path(__file__).with_name("turns.sql")
_NOW = timedelta(0)
_ENQUEUE = QueryQueueBuilder().build_enqueue_query()
# Of one tenant's jobs, what comes from writing in bulk goes last. What is not yet due lies a thousand lower, so that
# nobody who looks for what is due must pass it; take_jobs() lifts it when it is.
_USUAL, _BULK, _ASLEEP = 0, -1, -1000
_SLEEP = "update pgqueuer set priority = priority - 1000 where id = $1 and status = 'queued' and priority > -500"


async def enqueue(unit: Unit, names: Sequence[str], target: UUID, *, after: timedelta = _NOW) -> None:
    """Enqueue jobs by name for one object, `after` a while, in the unit's transaction.

    Tenants take turns at the workers. Among a tenant's own jobs, those of a unit in bulk go after the others.
    """
    await enqueue_many(unit, [(name, target) for name in names], after=after)


async def enqueue_many(unit: Unit, wanted: Sequence[tuple[str, UUID]], *, after: timedelta = _NOW) -> None:
    """Enqueue many jobs, each a name and its object, in one statement of the unit's transaction.

    Tenants take turns at the workers. Among a tenant's own jobs, those of a unit in bulk go after the others.
    """
    count = len(wanted)
    payloads = [
        orjson.dumps({"tenant": str(unit.tenant), "object": str(target), "request_id": unit.request_id})
        for _, target in wanted
    ]
    priority = (_BULK if unit.bulk else _USUAL) + (_ASLEEP if after > _NOW else 0)
    await unit.fetch(
        _ENQUEUE,
        [priority] * count,
        [name for name, _ in wanted],
        payloads,
        [after] * count,
        [None] * count,
        [{"tenant": str(unit.tenant)}] * count,
    )


class TurnQueries(Queries):
    """The library's statements, but for which jobs are taken: tenants take turns (``turns.sql``)."""

    def __init__(self, driver: AsyncpgDriver, turns: Turns) -> None:
        super().__init__(driver)
        self._turns = turns

    async def dequeue(
        self,
        batch_size: int,
        entrypoints: dict[Any, Any],
        queue_manager_id: Any,
        global_concurrency_limit: int | None,
        heartbeat_timeout: timedelta,
    ) -> list[Job]:
        """Take jobs that are due, and such as were left by a worker that is gone."""
        asked = self._turns.ask(batch_size)
        if asked is None:
            return []
        rows = await self.driver.fetch(
            "select * from take_jobs($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            list(entrypoints),
            [parameters.concurrency_limit for parameters in entrypoints.values()],
            queue_manager_id,
            asked.most,
            heartbeat_timeout,
            asked.after,
            asked.share,
            asked.tenants,
            asked.running,
            asked.slow,
            asked.slow_share,
        )
        jobs = [Job.model_validate(row) for row in rows]
        self._turns.took((job.id, job.entrypoint, str((job.headers or {}).get("tenant", ""))) for job in jobs)
        return jobs

    async def retry_job(self, job: Job, delay: timedelta, traceback_record: Any) -> None:
        """Put a job that crashed back, to sleep until it is due again."""
        await super().retry_job(job, delay, traceback_record)
        await self.driver.execute(_SLEEP, job.id)


async def install_queue(connection: Any) -> None:
    """Create or upgrade the queue's tables (the library brings its own schema) and let the application use them."""
    async with connection.transaction():
        await connection.execute("select pg_advisory_xact_lock(hashtextextended('faktura.jobs', 0))")
        queries = Queries(AsyncpgDriver(connection))
        installed = await connection.fetchval("select to_regclass('pgqueuer') is not null")
        await (queries.upgrade() if installed else queries.install())
        await connection.execute(_TURNS.read_text("utf-8"))
        # What an older version enqueued does not name its tenant where take_jobs() looks for it.
        await connection.execute(
            "update pgqueuer set "
            "headers = jsonb_build_object('tenant', convert_from(payload, 'utf8')::jsonb ->> 'tenant'), "
            "priority = priority - case when execute_after > now() and status = 'queued' then 1000 else 0 end "
            "where headers is null and priority > -500"
        )
        for table in ("pgqueuer", "pgqueuer_log", "pgqueuer_statistics", "pgqueuer_schedules"):
            await connection.execute(f"grant select, insert, update, delete, truncate on {table} to faktura_app")
        await connection.execute("grant usage on all sequences in schema public to faktura_app")
