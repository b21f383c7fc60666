"""What is sent, as JSON: amounts as decimal strings, days and times as the API writes them."""

import datetime as _dt
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any

from faktura_client._model import Model


def plain(value: Any) -> Any:
    """A value as JSON-ready data.

    Raises:
        TypeError: it has no form in JSON; a float has none on purpose.
    """
    if value is None or isinstance(value, bool | int | str):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, float):
        raise TypeError(f'floats change amounts in silence: send Decimal("{value}") or the string "{value}"')
    if isinstance(value, _dt.datetime):
        if value.tzinfo is None:
            raise TypeError("a time needs its zone: datetime.now(UTC), for instance")
        return value.astimezone(_dt.UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, _dt.date):
        return value.isoformat()
    if isinstance(value, Model):
        return plain(value.to_dict())
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [plain(each) for each in value]
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def to_json(value: Any) -> bytes:
    """JSON bytes."""
    return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":")).encode()


def query_text(value: Any) -> str:
    """One value of a query parameter."""
    found = plain(value)
    return str(found).lower() if isinstance(found, bool) else str(found)
