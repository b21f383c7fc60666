"""Filters as data, and as SQL: names and operators from fixed tables, every value a parameter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

COMPARISONS = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


@dataclass(frozen=True, slots=True)
class Condition:
    """One filter: ``issue_date[gte]=2026-01-01``. `operator` is ``=`` or a value of `COMPARISONS`."""

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
        if condition.operator not in ("=", *COMPARISONS.values()):
            raise KeyError(condition.operator)
        parts.append(f"and {columns[condition.field]} {condition.operator} ${place} ")
        values.append(condition.value)
    return "".join(parts), values
