"""When a call is sent again, and after how long. Pure."""

import datetime as _dt
import random
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

WAIT_FIRST_SECONDS = 0.5
WAIT_SECONDS_MAX = 8.0
RETRY_AFTER_SECONDS_MAX = 60.0
# Not carried out, for certain: too many requests, or another one with the same key is still running.
_REFUSED = frozenset({429})
_BUSY = "idempotency_busy"
# Perhaps carried out: a proxy or the database gave up in the middle.
_UNSURE = frozenset({502, 503, 504})


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds of Retry-After, which gives them or a date."""
    given = headers.get("retry-after", "").strip()
    if not given:
        return None
    try:
        return max(0.0, float(given))
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(given)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=_dt.UTC)
    return max(0.0, (moment - _dt.datetime.now(_dt.UTC)).total_seconds())


def wait_seconds(
    attempt: int, retries: int, *, status: int | None, code: str, asked: float | None, safe: bool
) -> float | None:
    """The seconds until the next attempt; None when there is none.

    `attempt` counts from 0; `status` is None when the connection failed; `asked` is what Retry-After says.
    """
    if attempt >= retries:
        return None
    refused = status in _REFUSED or code == _BUSY
    if not refused and not (safe and (status is None or status in _UNSURE)):
        return None
    most: float = min(WAIT_SECONDS_MAX, WAIT_FIRST_SECONDS * 2.0**attempt)
    # Many clients that failed at once must not come back at once.
    wait = random.uniform(most / 2, most)  # noqa: S311 - it spreads load, it hides nothing
    if asked is None:
        return wait
    if asked > RETRY_AFTER_SECONDS_MAX:
        # Who is asked to wait that long is told, rather than left hanging.
        return None
    return asked + random.uniform(0, WAIT_FIRST_SECONDS / 2)  # noqa: S311
