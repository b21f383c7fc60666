"""Moments as XML writes them (xs:dateTime, xs:date). Pure."""

import re
from datetime import datetime

_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:T([0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]{1,6})?[0-9]*)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?"
)


def read_moment(text: str) -> datetime | None:
    """A moment; without a timezone when none is written, and the beginning of the day when only a day is.

    None when it is not one. What goes beyond microseconds is dropped.
    """
    match = _MOMENT.fullmatch(text)
    if match is None:
        return None
    day, time, fraction, zone = match.groups()
    try:
        return datetime.fromisoformat(
            f"{day}T{time or '00:00:00'}{fraction or ''}{(zone or '').replace('Z', '+00:00')}"
        )
    except ValueError:
        return None


def write_moment(moment: datetime) -> str:
    """A moment with its timezone, to the second, or to the millisecond where there are some.

    Raises:
        ValueError: it has no timezone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs its timezone")
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds")
