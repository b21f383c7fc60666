"""JSON shapes of webhook endpoints."""

from datetime import datetime
from typing import Annotated, Literal

from annotated_types import Ge, Le, Len, MaxLen

from faktura.customers.schemas import Metadata
from faktura.model.terms import part
from faktura.model.values import Code, Text
from faktura.outgoing.url import URL_LENGTH_MAX
from faktura.webhooks.patterns import PATTERN_LENGTH_MAX, PATTERNS_MAX

DESCRIPTION_LENGTH_MAX = 500
OVERLAP_HOURS = 24
OVERLAP_HOURS_MAX = 168

Url = Annotated[str, MaxLen(URL_LENGTH_MAX)]
Patterns = Annotated[tuple[Annotated[Code, MaxLen(PATTERN_LENGTH_MAX)], ...], Len(1, PATTERNS_MAX)]
Description = Annotated[Text, MaxLen(DESCRIPTION_LENGTH_MAX)]


@part
class EndpointRequest:
    """A new endpoint. `events`: patterns such as ``*``, ``invoice.*`` or ``invoice.issued``."""

    url: Url
    events: Patterns = ("*",)
    description: Description | None = None
    payload: Literal["thin", "full"] = "full"
    metadata: Metadata | None = None


@part
class EndpointPatch:
    """A change of an endpoint (JSON Merge Patch): what is absent stays."""

    url: Url | None = None
    events: Patterns | None = None
    description: Description | None = None
    payload: Literal["thin", "full"] | None = None
    state: Literal["enabled", "disabled"] | None = None
    metadata: Metadata | None = None


@part
class RotateRequest:
    """A new secret; the one before it signs as well for so many hours."""

    overlap_hours: Annotated[int, Ge(0), Le(OVERLAP_HOURS_MAX)] = OVERLAP_HOURS


@part
class ReplayRequest:
    """Which events are sent again: from a time, or behind an event; up to a time or an event, or to the end.

    `events` narrows it to some types; an endpoint's own patterns hold in any case.
    """

    since: datetime | None = None
    after: Code | None = None
    until: datetime | None = None
    last: Code | None = None
    events: Patterns | None = None
