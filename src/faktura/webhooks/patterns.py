"""Patterns of event types: ``*``, ``invoice.*`` or ``invoice.issued``. Pure."""

import re
from collections.abc import Iterable

from faktura.events import EVENT_TYPES

PATTERNS_MAX = 50
PATTERN_LENGTH_MAX = 100

_PATTERN = re.compile(r"\*|[a-z][a-z_]*\.(\*|[a-z][a-z_]*)")


def what_is_wrong(pattern: str) -> str | None:
    """A sentence when a pattern is none, or meets no event that there is."""
    if len(pattern) > PATTERN_LENGTH_MAX or not _PATTERN.fullmatch(pattern):
        return "Send *, a group such as invoice.*, or a type such as invoice.issued."
    if not any(matches([pattern], event_type) for event_type in EVENT_TYPES):
        return f"There is no event {pattern}; see the list of events."
    return None


def like_of(pattern: str) -> str:
    """The pattern as LIKE of SQL understands it."""
    return pattern.replace("_", r"\_").replace("*", "%")


def matches(patterns: Iterable[str], event_type: str) -> bool:
    """Whether a type meets one of the patterns."""
    return any(
        pattern in ("*", event_type) or (pattern.endswith(".*") and event_type.startswith(pattern[:-1]))
        for pattern in patterns
    )
