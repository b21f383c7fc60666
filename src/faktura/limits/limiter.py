"""The limiter of one process: admits or refuses at once, and settles with the shared buckets beside the requests."""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog
from prometheus_client import Counter

from faktura.limits import store
from faktura.limits.bucket import Bucket
from faktura.limits.errors import TooManyRequests
from faktura.limits.rates import Rate, Subject, rates_of
from faktura.settings import Settings
from faktura.storage.database import Database, is_outage

log = structlog.get_logger("faktura.limits")

_REFUSED = Counter("faktura_rate_limited_total", "Requests that came too often, by limit.", ["policy"])

TELL_SECONDS = 0.25
"""After this at the latest, what was used is told to the shared buckets."""
IDLE_SECONDS = 60.0
"""A bucket that was not used for so long is forgotten by the process."""
SETTLED_AT_ONCE = 500
# Whoever goes on in spite of 429 is answered slowly: a refusal costs more than a request that waits.
PATIENT_REFUSALS = 20
PAUSE_SECONDS = 4.0
_PAUSED_MAX = 2000


@dataclass(frozen=True, slots=True)
class Standing:
    """How much is left of a limit, for the answer's header: `left` of `rate`, full again in `seconds`."""

    policy: str
    rate: Rate
    left: int
    seconds: int


class Limiter:
    """Counts for one process, with one statement for many requests to keep step with the others."""

    def __init__(self, settings: Settings, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._rates = rates_of(settings)
        self._database = database
        self._clock = clock
        self.is_on = settings.rate_limits == "on"
        self._buckets: dict[Subject, Bucket] = {}
        self._owing: set[Subject] = set()
        self._settling: asyncio.Task[bool] | None = None
        self._timer: asyncio.AbstractEventLoop | None = None
        self._paused = 0
        self._swept = 0.0

    async def admit(self, subjects: Sequence[Subject], cost: int = 1, *, waits: bool = True) -> None:
        """Use one (or `cost`) of each of some buckets, or of none.

        `waits` says whether it may wait, for the shared buckets or before it refuses; not for whoever holds a
        connection, which the answer may need.

        Raises:
            TooManyRequests: one of them is empty.
        """
        if not self.is_on:
            return
        while True:
            now = self._clock()
            buckets = [self._bucket(subject, now) for subject in subjects]
            needed = [bucket.wait(now) for bucket in buckets]
            longest = max(needed, default=0.0)
            if longest > 0:
                await self._refuse(subjects[needed.index(longest)], longest, now, waits=waits)
            asked = False
            for subject, bucket in zip(subjects, buckets, strict=True):
                if bucket.must_ask():
                    self._owing.add(subject)
                    asked = True
            # Those who waited for the same answer look again, one after the other, at what it left.
            if not asked or not waits or not await self._ask():
                break
        self.charge(subjects, cost)

    def charge(self, subjects: Sequence[Subject], amount: int) -> None:
        """Use more, found out later (the documents of a batch): what is too much is owed, and the next one waits."""
        if not self.is_on or amount <= 0:
            return
        now = self._clock()
        soon = False
        for subject in subjects:
            bucket = self._bucket(subject, now)
            bucket.use(amount, now)
            self._owing.add(subject)
            soon = soon or bucket.should_tell()
        if soon:
            self._settle()
        self._wind()

    async def check(self, subject: Subject) -> None:
        """Nothing, when the bucket is not empty; nothing is used.

        Raises:
            TooManyRequests: it is empty.
        """
        if not self.is_on:
            return
        now = self._clock()
        wait = self._bucket(subject, now).wait(now)
        if wait > 0:
            await self._refuse(subject, wait, now, waits=True)

    def standing(self, subjects: Sequence[Subject]) -> list[Standing]:
        """How much is left of each."""
        if not self.is_on:
            return []
        now = self._clock()
        shown = []
        for subject in subjects:
            bucket = self._bucket(subject, now)
            left, rate = bucket.left(now), bucket.rate
            seconds = max(0.0, rate.burst - left) / rate.per_second
            shown.append(Standing(subject.policy, rate, max(0, int(left)), int(seconds + 0.999)))
        return shown

    async def settle(self) -> None:
        """Tell everything that is owed, now."""
        while self._owing:
            if not await self._ask():
                return

    def _bucket(self, subject: Subject, now: float) -> Bucket:
        bucket = self._buckets.get(subject)
        if bucket is None:
            rate = self._rates[subject.kind]
            bucket = self._buckets[subject] = Bucket(rate, float(rate.burst), now, touched=now)
        return bucket

    async def _refuse(self, subject: Subject, seconds: float, now: float, *, waits: bool) -> None:
        _REFUSED.labels(subject.policy).inc()
        bucket = self._buckets[subject]
        bucket.touched = now
        if now - bucket.refused_at >= 1.0:
            bucket.refused, bucket.refused_at = 0, now
        bucket.refused += 1
        if waits and bucket.refused > PATIENT_REFUSALS and self._paused < _PAUSED_MAX:
            self._paused += 1
            try:
                # Not all at the same time: they would come back together.
                await asyncio.sleep(PAUSE_SECONDS * random.uniform(0.5, 1.5))  # noqa: S311 - not a secret
            finally:
                self._paused -= 1
        raise TooManyRequests(subject.policy, seconds)

    async def _ask(self) -> bool:
        """Wait until what is owed now is told; False when it could not be."""
        if self._settling is not None and not self._settling.done():
            # It may have begun before what we owe.
            await asyncio.wait((self._settling,))
        task = self._settle()
        await asyncio.wait((task,))
        return not task.cancelled() and task.result()

    def _settle(self) -> "asyncio.Task[bool]":
        if self._settling is None or self._settling.done():
            self._settling = asyncio.create_task(self._tell())
        return self._settling

    async def _tell(self) -> bool:
        rows = []
        for subject in list(self._owing)[:SETTLED_AT_ONCE]:
            self._owing.discard(subject)
            bucket = self._bucket(subject, self._clock())
            rows.append((subject, bucket, bucket.tell()))
        if not rows:
            return True
        told = False
        try:
            answers = await store.settle(
                self._database, [(subject, amount, self._rates[subject.kind]) for subject, _, amount in rows]
            )
            now = self._clock()
            for (_, bucket, _), (level, rate) in zip(rows, answers, strict=True):
                bucket.told(level, rate, now)
            told = True
        except Exception as error:
            if not is_outage(error):
                raise
            # Without the shared buckets each process keeps the limits by itself.
            log.warning("limits_not_shared", error=type(error).__name__)
        finally:
            if not told:
                for subject, bucket, _ in rows:
                    bucket.not_told()
                    self._owing.add(subject)
        return told

    def _wind(self) -> None:
        """See to it that what is owed is told before long."""
        loop = asyncio.get_running_loop()
        if self._timer is None or self._timer is not loop:
            self._timer = loop
            loop.call_later(TELL_SECONDS, self._ring)

    def _ring(self) -> None:
        self._timer = None
        now = self._clock()
        if now - self._swept > IDLE_SECONDS / 4:
            self._swept = now
            for subject, bucket in list(self._buckets.items()):
                if now - bucket.touched > IDLE_SECONDS and subject not in self._owing and not bucket.telling:
                    del self._buckets[subject]
        if self._owing:
            self._settle()
        if self._buckets:
            self._wind()
