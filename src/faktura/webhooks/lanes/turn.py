"""A turn: what a worker knows while it works on a lane, and what it noted since it last wrote."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from prometheus_client import Counter

from faktura.storage.floor import Floor
from faktura.storage.unit import Unit, open_unit, utc_now
from faktura.webhooks.lanes.send import Outcome
from faktura.webhooks.lanes.store import Settled
from faktura.webhooks.schedule import Health, after_failure, after_success, wait_after

_ATTEMPTS = Counter("faktura_webhook_attempts_total", "Webhooks that were sent, by outcome.", ["outcome"])

REQUESTS_AT_ONCE = 10
"""How many requests travel to one endpoint at the same time."""
UNWRITTEN_MAX = 100
"""How many outcomes may wait to be written: after a kill, so many events come twice at most."""
TURN_SECONDS = 8.0
"""How long a lane may begin new requests before others get their turn."""
PAUSE_ASKED_MAX = timedelta(hours=1)
"""How long an endpoint may ask for silence (429 or 503 with Retry-After) in one go."""


@dataclass(slots=True)
class Turn:
    """One worker on one lane, as long as it holds the lease."""

    floor: Floor
    tenant: UUID
    endpoint: UUID
    lease: UUID
    health: Health
    told_failing: bool
    ends: float = field(default_factory=lambda: time.monotonic() + TURN_SECONDS)
    leased_until: datetime = field(default_factory=utc_now)
    url: str = ""
    secrets: list[bytes] = field(default_factory=list)
    stopped: bool = False
    hopeless: str = ""
    tasks: dict[UUID, "asyncio.Task[None]"] = field(default_factory=dict)
    settled: list[Settled] = field(default_factory=list)
    room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(REQUESTS_AT_ONCE))

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        """A transaction in the endpoint's tenant. It need not reach the disk at once: what a power cut takes from it is
        sent again, which is what receivers are promised."""
        async with open_unit(self.floor, self.tenant, actor="worker") as unit:
            await unit.execute("set local synchronous_commit = off")
            yield unit

    @property
    def first_wait(self) -> timedelta:
        """The wait after a first failure."""
        return timedelta(seconds=self.floor.settings.webhook_first_wait_seconds)

    @property
    def leased_for(self) -> timedelta:
        """How long the lease holds from now on."""
        return self.leased_until - utc_now()

    @property
    def over(self) -> bool:
        """Whether no further request may begin."""
        paused = self.health.paused_until is not None and self.health.paused_until > utc_now()
        return self.stopped or bool(self.hopeless) or paused or time.monotonic() >= self.ends

    def note(self, row: Any, outcome: Outcome, started_at: datetime) -> bool:
        """Note an outcome; answers whether the object's next event may go."""
        now = utc_now()
        tries = row["tries"] + 1
        state, due_at = "delivered", row["due_at"]
        if outcome.delivered:
            self.health = after_success(self.health, now)
        else:
            self.health = after_failure(self.health, now, outcome.reason, self.first_wait)
            wait = wait_after(tries, self.first_wait, outcome.pause)
            state, due_at = ("given_up", now) if wait is None else ("waiting", now + wait)
            if outcome.pause:
                # Who asks to be left alone is left alone by all events.
                until = now + min(outcome.pause, PAUSE_ASKED_MAX)
                self.health = replace(self.health, paused_until=max(until, self.health.paused_until or until))
            if outcome.gone:
                # It may be enabled again with another URL: nothing is given up.
                self.hopeless, state, due_at = outcome.reason, "waiting", now
        word = "delivered" if outcome.delivered else "failed"
        _ATTEMPTS.labels(word).inc()
        self.settled.append(
            Settled(
                row["id"],
                row["attempts"] + 1,
                state,
                tries,
                due_at,
                word,
                outcome.status,
                outcome.reason,
                outcome.reply,
                outcome.address,
                started_at,
                now,
            )
        )
        return state != "waiting"
