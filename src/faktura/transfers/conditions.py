"""Filters of an export, as they are kept until its job runs. Pure."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from faktura.money import plain
from faktura.storage.conditions import Condition


def kept(conditions: Sequence[Condition]) -> dict[str, Any]:
    """Conditions as JSON-ready data."""
    return {
        "conditions": [
            {"field": each.field, "operator": each.operator, "value": _kept(each.value)} for each in conditions
        ]
    }


def restored(plain_conditions: dict[str, Any]) -> list[Condition]:
    """Conditions as they were before `kept()`."""
    return [
        Condition(each["field"], each["operator"], _restored(each["value"])) for each in plain_conditions["conditions"]
    ]


def _kept(value: Any) -> Any:
    if isinstance(value, list):
        return [_kept(each) for each in value]
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, Decimal):
        return {"decimal": plain(value)}
    return {"id": str(value)} if isinstance(value, UUID) else value


def _restored(value: Any) -> Any:
    if isinstance(value, list):
        return [_restored(each) for each in value]
    if not isinstance(value, dict):
        return value
    ((name, text),) = value.items()
    readers: dict[str, Any] = {
        "moment": datetime.fromisoformat, "day": date.fromisoformat, "decimal": Decimal, "id": UUID
    }  # fmt: skip
    return readers[name](text)
