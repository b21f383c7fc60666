"""Filters as data, and as SQL: names and operators from fixed tables, every value a parameter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

COMPARISONS = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
IN = "in"


Place = tuple[Any, UUID]
"""Where a page of a list ended: the value that the list is ordered by, and the id."""


@dataclass(frozen=True, slots=True)
class Order:
    """The order of a list: by a field that is never empty, then by the id."""

    field: str = "created_at"
    descending: bool = True

    def as_sql(self, columns: Mapping[str, str]) -> str:
        """``order by …``, with the columns of the fields.

        Raises:
            KeyError: the field has no column: a fault of the caller.
        """
        way = "desc" if self.descending else "asc"
        return f"order by {columns[self.field]} {way}, id {way}"

    def after(self, columns: Mapping[str, str], first: int) -> str:
        """The condition, beginning with ``and``, for what comes behind a place with parameters from ``$first`` on."""
        sign = "<" if self.descending else ">"
        return f"and ({columns[self.field]}, id) {sign} (${first}, ${first + 1}::uuid) "


NEWEST_FIRST = Order()


@dataclass(frozen=True, slots=True)
class Condition:
    """One filter: ``issue_date[gte]=2026-01-01``. `operator` is ``=``, ``in`` or a value of `COMPARISONS`."""

    field: str
    operator: str
    value: Any


def as_sql(conditions: Iterable[Condition], columns: Mapping[str, str], first: int) -> tuple[str, list[Any]]:
    """The conditions as SQL that begins with ``and``, with parameters from ``$first`` on.

    Raises:
        KeyError: a field has no column, or an operator is not in the table: a fault of the caller, never of input.
    """
    parts = []
    values = []
    for place, condition in enumerate(conditions, first):
        if condition.operator == IN:
            parts.append(f"and {columns[condition.field]} = any(${place}) ")
        elif condition.operator in ("=", *COMPARISONS.values()):
            parts.append(f"and {columns[condition.field]} {condition.operator} ${place} ")
        else:
            raise KeyError(condition.operator)
        values.append(condition.value)
    return "".join(parts), values
