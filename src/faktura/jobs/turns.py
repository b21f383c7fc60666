"""Turns of jobs: which jobs a worker takes next, so that a tenant with ten thousand waiting stands in nobody's way.

The statement in ``turns.sql`` goes round the tenants with jobs that are due; here is kept what this worker runs.
"""

import asyncio
import math
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

RUNNING_MAX = 96
"""How many jobs a worker runs at once. Those of limited kinds, which wait for others' servers, leave room in it."""
SHARE_MAX = 16
"""How many jobs of one tenant a worker runs at once when no other tenant has any."""
SHARE_MIN = 1
"""How many jobs of one tenant a worker runs at once, however many tenants there are; those of limited kinds apart."""
MANY = 15.0
"""A tenant that lately had more jobs taken than this has many: those that have few go first."""
PATIENCE_SECONDS = 0.5
"""How long a tenant with many lets those with few go before it, or rests after a job."""
SLOW_SECONDS = 12.0
"""A job that runs longer hangs: it waits for somebody's server that does not answer."""
SLOW_MEMORY_SECONDS = 600.0
"""How long a tenant counts as slow in this kind of jobs after one of them hung."""
_ACTIVE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What the next statement is asked for."""

    most: int
    after: str
    share: int
    tenants: list[str]
    running: list[int]
    slow: list[str]
    slow_share: int


@dataclass(frozen=True, slots=True)
class _Run:
    """A job that runs."""

    kind: str
    tenant: str
    began: float

    @property
    def lane(self) -> str:
        """Its kind and its tenant, as the queue names them."""
        return f"{self.kind}/{self.tenant}"


class Turns:
    """What a worker runs, by tenant. `limited` are the kinds of which only so many may run."""

    def __init__(self, limited: Collection[str] = (), clock: Callable[[], float] = time.monotonic) -> None:
        self._limited = frozenset(limited)
        self._clock = clock
        self._running: dict[Any, _Run] = {}
        self._seen: dict[str, float] = {}
        # How many jobs of a tenant were taken, fading away, and when the last one was.
        self._taken: dict[str, tuple[float, float]] = {}
        self._rests: dict[str, float] = {}
        self._slow: dict[str, float] = {}
        self._after = ""
        self._ended = asyncio.Event()

    @property
    def running(self) -> int:
        """How many jobs run."""
        return len(self._running)

    def ask(self, batch: int) -> Asked | None:
        """What to ask for; None when there is no room."""
        most = min(batch, RUNNING_MAX - len(self._running))
        if most <= 0:
            return None
        now = self._clock()
        self._fade(now)
        counts = Counter(run.tenant for run in self._running.values() if run.kind not in self._limited)
        share = self._share(counts)
        full = {**counts, **dict.fromkeys(self._held_back(counts, now), share)}
        slow = sorted({*self._slow, *(run.lane for run in self._running.values() if self._hangs(run, now))})
        # Slow ones may fill a quarter of the places, so that the others are never without.
        slow_share = RUNNING_MAX // 4 - sum(run.lane in slow for run in self._running.values())
        return Asked(most, self._after, share, list(full), list(full.values()), slow, max(0, slow_share))

    def took(self, jobs: Iterable[tuple[Any, str, str]]) -> None:
        """Jobs (id, kind, tenant) were taken; the next round begins after the tenant that was farthest in this one."""
        now = self._clock()
        tenants = set()
        for job, kind, tenant in jobs:
            self._running[job] = _Run(kind, tenant, now)
            self._seen[tenant] = now
            self._taken[tenant] = (self._lately(tenant, now) + 1, now)
            tenants.add(tenant)
        if tenants:
            self._after = max(tenants, key=lambda tenant: (tenant <= self._after, tenant))

    def end(self, job: Any) -> None:
        """A job ended, however it did."""
        now = self._clock()
        run = self._running.pop(job, None)
        if run is not None:
            self._seen[run.tenant] = now
            if len(self._seen) > 1 and self._lately(run.tenant, now) > MANY:
                self._rests[run.tenant] = now + min(now - run.began, PATIENCE_SECONDS)
            if self._hangs(run, now):
                self._slow[run.lane] = now + SLOW_MEMORY_SECONDS
        self._ended.set()

    async def wait_for_an_end(self, seconds: float) -> None:
        """Wait until one more job ended, that long at most."""
        self._ended.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._ended.wait()
        except TimeoutError:
            return

    def _held_back(self, counts: Counter[str], now: float) -> list[str]:
        """While jobs of those with few run, those with many begin no further one, for a moment at most; and with others
        about, they rest after each job as long as it took, so that the processors are not all theirs."""
        many = {tenant for tenant in self._taken if self._lately(tenant, now) > MANY}
        held = set(self._rests)
        if not many.issuperset(counts):
            held |= {tenant for tenant in many if now - self._taken[tenant][1] < PATIENCE_SECONDS}
        return sorted(held)

    def _lately(self, tenant: str, now: float) -> float:
        level, at = self._taken.get(tenant, (0.0, now))
        return level * math.exp((at - now) / _ACTIVE_SECONDS)

    def _share(self, counts: Counter[str]) -> int:
        tenants = {*self._seen, *counts}
        return max(SHARE_MIN, SHARE_MAX // max(1, len(tenants)))

    def _hangs(self, run: _Run, now: float) -> bool:
        return now - run.began > SLOW_SECONDS

    def _fade(self, now: float) -> None:
        self._seen = {tenant: seen for tenant, seen in self._seen.items() if now - seen < _ACTIVE_SECONDS}
        self._taken = {tenant: taken for tenant, taken in self._taken.items() if self._lately(tenant, now) > 0.5}
        self._rests = {tenant: until for tenant, until in self._rests.items() if until > now}
        self._slow = {lane: until for lane, until in self._slow.items() if until > now}
