"""The queue: pgqueuer's tables, written through the unit's own connection, so that a job exists exactly when its
cause was committed."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.qb import QueryQueueBuilder
from pgqueuer.queries import Queries

from faktura.storage.unit import Unit

_NOW = timedelta(0)
_ENQUEUE = QueryQueueBuilder().build_enqueue_query()


async def enqueue(unit: Unit, names: Sequence[str], target: UUID, *, after: timedelta = _NOW) -> None:
    """Enqueue jobs by name for one object, `after` a while, in the unit's transaction."""
    await enqueue_many(unit, [(name, target) for name in names], after=after)


async def enqueue_many(unit: Unit, wanted: Sequence[tuple[str, UUID]], *, after: timedelta = _NOW) -> None:
    """Enqueue many jobs, each a name and its object, in one statement of the unit's transaction."""
    count = len(wanted)
    payloads = [
        orjson.dumps({"tenant": str(unit.tenant), "object": str(target), "request_id": unit.request_id})
        for _, target in wanted
    ]
    await unit.fetch(
        _ENQUEUE, [0] * count, [name for name, _ in wanted], payloads, [after] * count, [None] * count, [None] * count
    )


async def install_queue(connection: Any) -> None:
    """Create or upgrade the queue's tables (the library brings its own schema) and let the application use them."""
    async with connection.transaction():
        await connection.execute("select pg_advisory_xact_lock(hashtextextended('faktura.jobs', 0))")
        queries = Queries(AsyncpgDriver(connection))
        installed = await connection.fetchval("select to_regclass('pgqueuer') is not null")
        await (queries.upgrade() if installed else queries.install())
        for table in ("pgqueuer", "pgqueuer_log", "pgqueuer_statistics", "pgqueuer_schedules"):
            await connection.execute(f"grant select, insert, update, delete, truncate on {table} to faktura_app")
        await connection.execute("grant usage on all sequences in schema public to faktura_app")
