"""Turns of jobs: which jobs a worker takes next, so that a tenant with ten thousand waiting stands in nobody's way.

The statement in ``turns.sql`` goes round the tenants with jobs that are due; here is kept what this worker runs.
"""

import asyncio
import math
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

RUNNING_MAX = 32
"""How many jobs a worker runs at once."""
SHARE_MIN = 1
"""How many jobs of one tenant a worker runs at once, however many tenants there are."""
MANY = 15.0
"""A tenant that lately had more jobs taken than this has many: those that have few go first."""
PATIENCE_SECONDS = 0.5
"""How long a tenant with many lets those with few go before it."""
SLOW_SECONDS = 10.0
"""A job that runs longer hangs: it waits for somebody's server that does not answer."""
SLOW_MEMORY_SECONDS = 600.0
"""How long a tenant counts as slow after one of its jobs hung."""
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


class Turns:
    """What a worker runs, by tenant."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._running: dict[Any, tuple[str, float]] = {}
        self._seen: dict[str, float] = {}
        # How many jobs of a tenant were taken, fading away, and when the last one was.
        self._taken: dict[str, tuple[float, float]] = {}
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
        counts = Counter(tenant for tenant, _ in self._running.values())
        many = {tenant for tenant in self._taken if self._lately(tenant, now) > MANY}
        # While jobs of those with few run, those with many begin no further one, for a moment at most.
        held_back = [
            tenant for tenant in many if not many.issuperset(counts) and now - self._taken[tenant][1] < PATIENCE_SECONDS
        ]
        slow = self._slow_ones(now)
        # Slow ones may fill a quarter of the places, so that the others are never without.
        slow_share = RUNNING_MAX // 4 - sum(counts[tenant] for tenant in slow)
        share = self._share(now)
        full = {**counts, **dict.fromkeys(held_back, share)}
        return Asked(most, self._after, share, list(full), list(full.values()), slow, max(0, slow_share))

    def took(self, jobs: Iterable[tuple[Any, str]]) -> None:
        """Jobs (id, tenant) were taken; the next round begins after the tenant that was farthest in this one."""
        now = self._clock()
        tenants = set()
        for job, tenant in jobs:
            self._running[job] = (tenant, now)
            self._seen[tenant] = now
            self._taken[tenant] = (self._lately(tenant, now) + 1, now)
            tenants.add(tenant)
        if tenants:
            self._after = max(tenants, key=lambda tenant: (tenant <= self._after, tenant))

    def end(self, job: Any) -> None:
        """A job ended, however it did."""
        now = self._clock()
        tenant, began = self._running.pop(job, ("", now))
        self._seen[tenant] = now
        if now - began > SLOW_SECONDS:
            self._slow[tenant] = now + SLOW_MEMORY_SECONDS
        self._ended.set()

    async def wait_for_an_end(self, seconds: float) -> None:
        """Wait until one more job ended, that long at most."""
        self._ended.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._ended.wait()
        except TimeoutError:
            return

    def _lately(self, tenant: str, now: float) -> float:
        level, at = self._taken.get(tenant, (0.0, now))
        return level * math.exp((at - now) / _ACTIVE_SECONDS)

    def _share(self, now: float) -> int:
        self._taken = {tenant: taken for tenant, taken in self._taken.items() if self._lately(tenant, now) > 0.5}
        self._seen = {tenant: seen for tenant, seen in self._seen.items() if now - seen < _ACTIVE_SECONDS}
        tenants = {*self._seen, *(tenant for tenant, _ in self._running.values())}
        return max(SHARE_MIN, min(RUNNING_MAX // 2, RUNNING_MAX // max(1, len(tenants))))

    def _slow_ones(self, now: float) -> list[str]:
        self._slow = {tenant: until for tenant, until in self._slow.items() if until > now}
        hanging = {tenant for tenant, began in self._running.values() if now - began > SLOW_SECONDS}
        return sorted(hanging | set(self._slow))
