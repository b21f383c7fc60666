"""Query parameters as OpenAPI describes them."""

from collections.abc import Iterable
from typing import Any

Parameter = dict[str, Any]


def query(name: str, schema: dict[str, Any], description: str = "") -> Parameter:
    """One query parameter."""
    parameter: Parameter = {"name": name, "in": "query", "required": False, "schema": schema}
    if description:
        parameter["description"] = description
    return parameter


def texts(*names: str) -> tuple[Parameter, ...]:
    """Text parameters."""
    return tuple(query(name, {"type": "string", "maxLength": 500, "pattern": "^[^\\u0000]*$"}) for name in names)


def ids(*names: str) -> tuple[Parameter, ...]:
    """Filters by id; one that can't be read finds nothing, as one that does not exist."""
    return tuple(query(name, {"type": "string"}) for name in names)


def words(name: str, *choices: str) -> Parameter:
    """A parameter that is one of some words."""
    return query(name, {"type": "string", "enum": list(choices)})


DATE = {"type": "string", "format": "date"}
AMOUNT = {"type": "string", "pattern": r"^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,10})?$"}


def _comparable(names: Iterable[str], schema: dict[str, Any]) -> tuple[Parameter, ...]:
    return tuple(
        query(f"{name}{comparison}", schema) for name in names for comparison in ("", "[gte]", "[gt]", "[lte]", "[lt]")
    )


def dates(*names: str) -> tuple[Parameter, ...]:
    """Date filters, each with its comparisons."""
    return _comparable(names, DATE)


def times(*names: str) -> tuple[Parameter, ...]:
    """Time filters, each with its comparisons."""
    return _comparable(names, {"type": "string", "format": "date-time"})


def wholes(*names: str) -> tuple[Parameter, ...]:
    """Filters on whole numbers, each with its comparisons."""
    return _comparable(names, {"type": "integer", "minimum": 0, "maximum": 999_999_999})


def amounts(*names: str) -> tuple[Parameter, ...]:
    """Filters on decimals, each with its comparisons."""
    return _comparable(names, AMOUNT)


PAGING = (
    query("limit", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}),
    query("cursor", {"type": "string"}, "The next_cursor of the page before."),
)
