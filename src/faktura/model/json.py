"""The model's JSON: decimal strings, ISO dates, absent fields left out, and the canonical form that is hashed."""

import functools
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import orjson
from pydantic import TypeAdapter

from faktura.model.invoice import Invoice


def _plain(value: Any) -> Any:
    if value.__class__ is str:
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return to_plain(value)
    return value


@functools.cache
def _names(cls: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(cls))


def to_plain(part: Any) -> dict[str, Any]:
    """A part as JSON-ready data: what is absent (None, empty list) is left out."""
    plain = {}
    for name in _names(part.__class__):
        value = getattr(part, name)
        if value is not None and value != ():
            plain[name] = _plain(value)
    return plain


def canonical(plain: Any) -> bytes:
    """The canonical JSON (RFC 8785) of plain data made of objects, lists, strings, booleans, null and integers.

    Floats are not part of our data, so sorted keys without white space are the whole of it; the keys must be ASCII.
    """
    return orjson.dumps(plain, option=orjson.OPT_SORT_KEYS)


@functools.cache
def adapter(cls: type) -> TypeAdapter[Any]:
    """The validator of a part's JSON form; it reports everything that is wrong at once."""
    return TypeAdapter(cls)


def from_plain(plain: Any) -> Invoice:
    """Read an invoice from JSON-ready data.

    Raises:
        pydantic.ValidationError: with every field that is wrong.
    """
    read: Callable[[Any], Invoice] = adapter(Invoice).validate_python
    return read(plain)
