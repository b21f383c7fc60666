"""The unit of work: one transaction of one tenant, with who acts and for which request."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from faktura.storage.floor import Floor


def utc_now() -> datetime:
    """The current instant, in UTC."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Unit:
    """One transaction. Every statement runs under the tenant's row level security, and names the tenant as well.

    `actor` is who acts (a key's id, a person's, ``worker``, ``cli``). `now` is the instant that all rows of the unit
    carry: the wall clock's, or that of the tenant's test clock. `wall` is always the wall clock's, for what no test
    clock may move: keys, waits between attempts, the audit trail. `bulk` says that much is written at once (an import,
    a batch): the jobs that follow from it go after the tenant's other ones.
    """

    floor: Floor
    connection: Any
    tenant: UUID
    actor: str
    request_id: str
    now: datetime
    wall: datetime = field(default_factory=utc_now)
    bulk: bool = False

    async def fetch(self, sql: str, *values: Any) -> list[Any]:
        """All rows."""
        rows: list[Any] = await self.connection.fetch(sql, *values)
        return rows

    async def fetch_row(self, sql: str, *values: Any) -> Any:
        """The first row, or None."""
        return await self.connection.fetchrow(sql, *values)

    async def fetch_value(self, sql: str, *values: Any) -> Any:
        """The first column of the first row, or None."""
        return await self.connection.fetchval(sql, *values)

    async def execute(self, sql: str, *values: Any) -> str:
        """Run a statement; answers PostgreSQL's command tag (``UPDATE 1``)."""
        tag: str = await self.connection.execute(sql, *values)
        return tag


@asynccontextmanager
async def open_unit(
    floor: Floor,
    tenant: UUID,
    *,
    actor: str,
    request_id: str = "",
    now: datetime | None = None,
    takes_turns: bool = True,
    bulk: bool = False,
) -> AsyncIterator[Unit]:
    """A unit for a known tenant: commits when the block ends, rolls back when it raises.

    `now` gives both of the unit's times; else `Unit.now` is the tenant's own. It waits for the tenant's turn (jobs have
    turns of their own), unless `takes_turns` is false: that is for what holds its connection for long, and is limited
    elsewhere.
    """
    lane = (tenant, actor == "worker") if takes_turns else None
    async with floor.database.acquire(lane) as connection, connection.transaction():
        clock = await connection.fetchval("select enter_tenant($1)", tenant)
        wall = now or utc_now()
        yield Unit(floor, connection, tenant, actor, request_id, now or clock or wall, wall, bulk)
