"""When to try again, when to slow down, when to stop. Pure."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

WAITS = (1, 6, 36, 180, 720, 2160, 4320, 7200, 10080, 12960, 14400)
"""Waits after the first, second, … failed attempt, as multiples of the first: 5 s, 30 s, 3 min, 15 min, 1 h, 3 h, 6 h,
10 h, 14 h, 18 h, 20 h: together three days."""
ATTEMPTS_MAX = len(WAITS) + 1
FIRST_WAIT = timedelta(seconds=5)
JITTER = 0.1
"""Each wait is up to a tenth longer, so that what failed together does not come back together."""
RETRY_AFTER_MAX = timedelta(hours=24)
PAUSES = (2, 6, 12, 24, 60, 120, 240, 360, 720)
"""Pauses of a failing endpoint, as multiples of the first wait: 10 s, 30 s, 1 min, … up to 1 h."""
FAILURES_MAX = 20
"""After so many failures in a row an endpoint is failing, whatever it did before …"""
FAILURES_WITHOUT_SUCCESS_MAX = 5
QUIET = timedelta(minutes=5)
"""… and after five, when it took nothing for five minutes."""
FAILING_MAX = timedelta(days=5)
"""An endpoint that has been failing for so long is disabled."""


@dataclass(frozen=True, slots=True)
class Health:
    """How an endpoint fares: failures in a row, and the pauses since it took something."""

    failures: int = 0
    pauses: int = 0
    paused_until: datetime | None = None
    failing_since: datetime | None = None
    last_success_at: datetime | None = None
    last_failure_at: datetime | None = None
    last_failure: str = ""

    @property
    def failing(self) -> bool:
        """Whether it is slowed down."""
        return self.failing_since is not None


def _stretched(wait: timedelta, chance: Callable[[], float]) -> timedelta:
    return wait * (1 + JITTER * chance())


def wait_after(
    attempts: int, first: timedelta, retry_after: timedelta | None, chance: Callable[[], float] = random.random
) -> timedelta | None:
    """The wait after that many failed attempts; None when there were enough.

    `retry_after` is what the endpoint asked for: it makes a wait longer, within a day, and never shorter.
    """
    if attempts >= ATTEMPTS_MAX:
        return None
    wait = _stretched(first * WAITS[attempts - 1], chance)
    return max(wait, min(retry_after, RETRY_AFTER_MAX)) if retry_after is not None else wait


def after_success(health: Health, now: datetime) -> Health:
    """It took something: everything is forgiven."""
    return Health(last_success_at=now, last_failure_at=health.last_failure_at, last_failure=health.last_failure)


def after_failure(
    health: Health, now: datetime, reason: str, first: timedelta, chance: Callable[[], float] = random.random
) -> Health:
    """It took nothing: after enough of that it is failing, and each further failure makes its pause longer."""
    failed = replace(health, failures=health.failures + 1, last_failure_at=now, last_failure=reason)
    quiet = health.last_success_at is None or now - health.last_success_at >= QUIET
    if not (
        health.failing or failed.failures >= FAILURES_MAX or (failed.failures >= FAILURES_WITHOUT_SUCCESS_MAX and quiet)
    ):
        return failed
    if health.paused_until is not None and health.paused_until > now:
        # Others were on their way when the pause began; they don't make it longer.
        return failed
    pause = _stretched(first * PAUSES[min(health.pauses, len(PAUSES) - 1)], chance)
    return replace(
        failed, pauses=health.pauses + 1, paused_until=now + pause, failing_since=health.failing_since or now
    )


def is_hopeless(health: Health, now: datetime) -> bool:
    """Whether an endpoint has been failing for too long."""
    return health.failing_since is not None and now - health.failing_since >= FAILING_MAX


def read_retry_after(value: str | None, now: datetime) -> timedelta | None:
    """What a Retry-After header asks for: seconds or a date; None when it says nothing that can be read."""
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=int(text[:9]))
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    return max(moment - now, timedelta(0))
