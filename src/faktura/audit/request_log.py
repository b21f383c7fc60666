"""The request log: lines are taken in memory, and written in batches out of the request's way."""

import asyncio
from collections import Counter as Counts
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
import structlog
from prometheus_client import Counter

from faktura.audit import store
from faktura.audit.errors import RequestNotFound
from faktura.errors import without_values
from faktura.jobs import enqueue
from faktura.storage.conditions import Condition
from faktura.storage.database import is_outage
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id
from faktura.storage.unit import Unit, open_unit, utc_now

log = structlog.get_logger("faktura.request_log")

BUFFER_LINES_MAX = 10_000
TENANT_LINES_MAX = 2_500
"""The most lines that wait in a process: of all tenants, and of one, so that a busy one does not push out others."""
FLUSH_LINES = 500
FLUSH_SECONDS = 1.0
_RETRY_SECONDS = 5.0
_CLOSE_SECONDS = 5.0

PRUNE_JOB = "request_log.prune"
_PRUNE_EVERY = timedelta(days=1)
_PRUNE_LINES = 5_000

_DROPPED = Counter("faktura_request_log_dropped_total", "Lines of request logs that were dropped under overload.")
_WRITTEN = Counter("faktura_request_log_written_total", "Lines of request logs that were written.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One request and how it was answered. `path` and `query` are masked already; `findings`: pointer and code."""

    request_id: str
    occurred_at: datetime
    method: str
    operation: str
    path: str
    query: str
    status: int
    milliseconds: int
    code: str
    findings: list[dict[str, str]]
    actor: str
    address: str
    user_agent: str
    idempotency_key: str
    api_version: str


_FIELDS = tuple(Line.__slots__)


class Recorder:
    """Takes lines and writes them. `note` never waits and never raises; `close` writes what is left."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        self._waiting: deque[tuple[UUID, UUID, Line]] = deque()
        self._counts: Counts[UUID] = Counts()
        self._writing = asyncio.Lock()
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None

    def note(self, tenant: UUID, line: Line) -> None:
        """Take a line of a tenant; under overload it is dropped and counted."""
        if self._floor.settings.request_log_days == 0:
            return
        if len(self._waiting) >= BUFFER_LINES_MAX or self._counts[tenant] >= TENANT_LINES_MAX:
            _DROPPED.inc()
            return
        self._waiting.append((tenant, new_id(), line))
        self._counts[tenant] += 1
        if len(self._waiting) >= FLUSH_LINES:
            self._begin()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(FLUSH_SECONDS, self._begin)

    def _begin_no_more(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _begin(self) -> None:
        self._begin_no_more()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._write())

    async def _write(self) -> None:
        try:
            await self.flush()
        except Exception as error:  # noqa: BLE001 - nobody waits for this task
            # They stay and are tried again; what has no room meanwhile is dropped.
            log.warning("request_log_waits", lines=len(self._waiting), error=type(error).__name__)
            self._timer = self._timer or asyncio.get_running_loop().call_later(_RETRY_SECONDS, self._begin)

    async def flush(self) -> None:
        """Write what waits now, and wait for what is being written. What fails stays and is told by the error."""
        async with self._writing:
            await self._flush()

    async def _flush(self) -> None:
        while self._waiting:
            batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), FLUSH_LINES))]
            try:
                await self._store(batch)
            except BaseException as error:
                if not isinstance(error, Exception) or is_outage(error):
                    self._waiting.extendleft(reversed(batch))
                    raise
                # What the database does not take it would not take later either.
                _DROPPED.inc(len(batch))
                log.error("request_log_failed", lines=len(batch), exception=without_values(error))
            else:
                _WRITTEN.inc(len(batch))
            self._counts.subtract(tenant for tenant, _, _ in batch)
            self._counts = +self._counts

    async def close(self) -> None:
        """Write what is left; for a few seconds, then it is dropped and counted."""
        self._begin_no_more()
        try:
            async with asyncio.timeout(_CLOSE_SECONDS):
                if self._task is not None:
                    await self._task
                await self.flush()
        except Exception as error:  # noqa: BLE001 - a server that stops is not held up by its log
            log.warning("request_log_lost", lines=len(self._waiting), error=type(error).__name__)
        self._begin_no_more()
        _DROPPED.inc(len(self._waiting))
        self._waiting.clear()
        self._counts.clear()

    async def _store(self, batch: Sequence[tuple[UUID, UUID, Line]]) -> None:
        by_tenant: dict[UUID, list[dict[str, Any]]] = {}
        for tenant, row, line in batch:
            plain = {name: getattr(line, name) for name in _FIELDS}
            by_tenant.setdefault(tenant, []).append({"id": row, **plain})
        # In one order everywhere, so that two processes never wait for each other.
        tenants = sorted(by_tenant)
        lines = [orjson.dumps(by_tenant[tenant]).decode() for tenant in tenants]
        wall = utc_now()
        async with self._floor.database.acquire() as connection, connection.transaction():
            for tenant in await store.write_lines(connection, tenants, lines):
                unit = Unit(self._floor, connection, tenant, "worker", "", wall, wall)
                await enqueue(unit, (PRUNE_JOB,), tenant, after=_PRUNE_EVERY)


async def prune(floor: Floor, tenant: UUID, target: UUID) -> None:
    """Delete a tenant's lines that are older than the setting says, and come back tomorrow while there are any."""
    while True:
        async with open_unit(floor, tenant, actor="worker") as unit:
            deleted = await store.delete_lines(unit, oldest_kept(unit), _PRUNE_LINES)
            if deleted == _PRUNE_LINES:
                continue
            if await store.has_lines(unit):
                await enqueue(unit, (PRUNE_JOB,), tenant, after=_PRUNE_EVERY)
            return


def oldest_kept(unit: Unit) -> datetime:
    """The time before which no line is shown, and all are to be deleted."""
    return unit.wall - timedelta(days=unit.floor.settings.request_log_days)


def _plain(row: Any) -> dict[str, Any]:
    return {
        "id": row["request_id"],
        "object": "request",
        **{name: row[name] for name in _FIELDS if name not in ("request_id", "code", "idempotency_key")},
        "code": row["code"] or None,
        "idempotency_key": row["idempotency_key"] or None,
    }


async def list_requests(
    unit: Unit, conditions: Sequence[Condition], *, after: tuple[datetime, UUID] | None, limit: int
) -> list[tuple[datetime, UUID, dict[str, Any]]]:
    """Requests, newest first: for each its place in the list, and its JSON-ready data."""
    rows = await store.list_lines(unit, conditions, since=oldest_kept(unit), after=after, limit=limit)
    return [(row["occurred_at"], row["id"], _plain(row)) for row in rows]


async def read_request(unit: Unit, request_id: str) -> dict[str, Any]:
    """The last request with an id.

    Raises:
        RequestNotFound: there is none, or it is not written yet.
    """
    asked = [Condition("request_id", "=", request_id)]
    # PostgreSQL holds no NUL, so no id has one either.
    found = [] if "\x00" in request_id else await list_requests(unit, asked, after=None, limit=1)
    if not found:
        raise RequestNotFound("There is no such request in this log; the newest ones take a second to appear.")
    return found[0][2]
