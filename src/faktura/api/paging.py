"""Query parameters of lists: filters by field, cursors, and refusing what is unknown."""

import base64
import binascii
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic_core import PydanticCustomError

from faktura.api.answers import Problem
from faktura.checks import Finding, Severity
from faktura.model.values import parse_date, parse_decimal
from faktura.storage.conditions import COMPARISONS, IN, Condition, Order
from faktura.storage.ids import read_id

LIMIT_DEFAULT = 20
LIMIT_MAX = 100
IN_VALUES_MAX = 50
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Reader = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Page:
    """What a list request asks for."""

    limit: int
    after: tuple[datetime, UUID] | None
    conditions: tuple[Condition, ...]
    options: Mapping[str, str]

    @property
    def order(self) -> Order:
        """The order that was asked for: ``-created_at`` unless said otherwise."""
        named = self.options.get("order", "-created_at")
        return Order(named.removeprefix("-"), named.startswith("-"))


def _refuse(pointer: str, code: str, message: str) -> Finding:
    return Finding(rule=code, severity=Severity.FATAL, message=message, pointer=pointer)


def problem(findings: list[Finding]) -> Problem:
    """The answer to wrong query parameters."""
    return Problem(422, "query_invalid", "The query is not right.", "See errors.", findings=findings)


def make_cursor(place: datetime | date, row: UUID) -> str:
    """An opaque place in a list: what the list is ordered by, and the id."""
    created_at = place if isinstance(place, datetime) else datetime(place.year, place.month, place.day, tzinfo=UTC)
    microseconds = (created_at - _EPOCH) // timedelta(microseconds=1)
    return base64.urlsafe_b64encode(microseconds.to_bytes(8, "big", signed=True) + row.bytes).decode()


def read_cursor(text: str) -> tuple[datetime, UUID] | None:
    """The place of a cursor; None when it is not one of ours."""
    try:
        raw = base64.b64decode(text.encode(), altchars=b"-_", validate=True)
        if len(raw) != 24:
            return None
        instant = _EPOCH + timedelta(microseconds=int.from_bytes(raw[:8], "big", signed=True))
    except (binascii.Error, ValueError, OverflowError):
        return None
    return instant, UUID(bytes=raw[8:])


def read_page(
    query: list[tuple[str, str]], *, filters: Mapping[str, Reader], comparable: frozenset[str] = frozenset(),
    several: Collection[str] = frozenset(), options: Mapping[str, Callable[[str], bool]] | None = None,
) -> Page:  # fmt: skip
    """Read the query of a list.

    `filters`: field -> reader of its value; those in `comparable` also take ``[gte]`` and its like, those in
    `several` ``[in]`` with several values between commas. `options`: other parameters, with what tells whether their
    value is right.

    Raises:
        Problem: 422 with everything that is unknown or wrong.
    """
    limit = LIMIT_DEFAULT
    after = None
    conditions = []
    kept: dict[str, str] = {}
    wrong: list[Finding] = []
    options = options or {}
    for name, value in query:
        field, _, rest = name.partition("[")
        comparison = rest.removesuffix("]") if rest.endswith("]") else ""
        if name == "limit":
            if value.isascii() and value.isdigit() and len(value) <= 3 and 1 <= int(value) <= LIMIT_MAX:
                limit = int(value)
            else:
                wrong.append(_refuse("/limit", "limit_invalid", f"Send a limit from 1 to {LIMIT_MAX}."))
        elif name == "cursor":
            after = read_cursor(value)
            if after is None:
                wrong.append(_refuse("/cursor", "cursor_invalid", "Send a next_cursor that a list answered."))
        elif name in options:
            if options[name](value):
                kept[name] = value
            else:
                wrong.append(_refuse(f"/{name}", "value_invalid", f"{name} can't be that."))
        elif name in filters or (
            rest
            and field in filters
            and ((field in several and comparison == IN) or (field in comparable and comparison in COMPARISONS))
        ):
            try:
                read = _several(filters[field], value) if comparison == IN else filters[field](value)
            except (ValueError, PydanticCustomError) as error:
                wrong.append(_refuse(f"/{name}", "value_invalid", str(error) or f"{value} can't be read."))
            else:
                conditions.append(Condition(field, {**COMPARISONS, IN: IN}.get(comparison, "="), read))
        else:
            known = ", ".join(sorted([*filters, *options, "limit", "cursor"]))
            wrong.append(_refuse(f"/{name}", "parameter_unknown", f"There is no such parameter; there are: {known}."))
    if wrong:
        raise problem(wrong)
    return Page(limit, after, tuple(conditions), kept)


def exact(page: Page) -> dict[str, Any]:
    """The value of each filter, for lists that take no comparisons and no several values."""
    return {each.field: each.value for each in page.conditions}


def _several(reader: Reader, value: str) -> list[Any]:
    parts = value.split(",")
    if len(parts) > IN_VALUES_MAX:
        raise ValueError(f"At most {IN_VALUES_MAX} values are taken.")
    return [reader(part) for part in parts]


def moment(value: str) -> datetime:
    """A time with its zone (RFC 3339), or a date, which means its first instant in UTC."""
    try:
        read = datetime.fromisoformat(value) if len(value) <= 40 else None
    except ValueError:
        read = None
    if read is None or not 1900 < read.year < 2999:
        raise ValueError("Send a time such as 2026-11-30T12:00:00Z.")
    return read if read.tzinfo is not None else read.replace(tzinfo=UTC)


def text(value: str) -> str:
    """Any text up to 500 characters that PostgreSQL can hold."""
    if len(value) > 500 or "\x00" in value:
        raise ValueError("This text is too long, or has a character that can't be.")
    return value


def day(value: str) -> date:
    """A date."""
    return parse_date(value)


def whole(value: str) -> int:
    """A whole number."""
    if not value.isascii() or not value.isdigit() or len(value) > 9:
        raise ValueError("Send a whole number.")
    return int(value)


def amount(value: str) -> Decimal:
    """A decimal."""
    return parse_decimal(value)


def one_of(*words: str) -> Reader:
    """One of some words."""

    def read(value: str) -> str:
        if value not in words:
            raise ValueError(f"Send one of: {', '.join(words)}.")
        return value

    return read


def public_id(prefix: str) -> Reader:
    """A public id of a kind; one that can't be read finds nothing, as one that does not exist."""
    return lambda value: read_id(prefix, value) or UUID(int=0)
