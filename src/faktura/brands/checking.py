"""When a domain is looked at again, and what follows from what was found. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from faktura.brands.dns_records import Record, all_required_found, any_required_lost

DOMAINS_MAX = 20
"""Domains of a kind that an organization may have."""

CHECK_AGAIN = timedelta(hours=1)
CHECK_VERIFIED_AGAIN = timedelta(days=1)
PENDING_CHECKED = timedelta(days=7)
"""How long a domain that was never verified is looked at by itself."""

_EARLY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state that follows, since when it is verified, and when it is looked at again (None: only when asked)."""

    state: str
    verified_at: datetime | None
    next_check_at: datetime | None


def verdict_of(
    records: Sequence[Record], *, state: str, created_at: datetime, verified_at: datetime | None, now: datetime
) -> Verdict:
    """What follows from a look. An answer that did not come changes no state."""
    if all_required_found(records):
        state, verified_at = "verified", now if state != "verified" or verified_at is None else verified_at
    elif any_required_lost(records):
        state = "failing" if verified_at is not None else "pending"
    if state == "verified":
        return Verdict(state, verified_at, now + CHECK_VERIFIED_AGAIN)
    since = verified_at or created_at
    wait = CHECK_AGAIN if now - since < PENDING_CHECKED else CHECK_VERIFIED_AGAIN
    is_given_up = state == "pending" and now - created_at >= PENDING_CHECKED
    return Verdict(state, verified_at, None if is_given_up else now + wait)


def is_due(next_check_at: datetime | None, now: datetime) -> bool:
    """Whether a planned check is due; the queue's clock may be a little early."""
    return next_check_at is None or next_check_at <= now + _EARLY
