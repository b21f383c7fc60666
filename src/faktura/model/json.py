"""The model's JSON: decimal strings, ISO dates, absent fields left out, and the canonical form that is hashed."""

import functools
import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import orjson
from pydantic import TypeAdapter

from faktura.model.invoice import Invoice


def _decimal(value: Decimal) -> str:
    return format(value, "f")


def _plain(value: Any) -> Any:
    if value.__class__ is str:
        return value
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return to_plain(value)
    return value


def _list(parts: Any) -> list[Any]:
    return [to_plain(part) for part in parts]


def _converter(hint: Any) -> Callable[[Any], Any] | None:
    """How a field's values become JSON-ready; None when they are already."""
    many = False
    while True:
        origin, inner = typing.get_origin(hint), typing.get_args(hint)
        if origin is typing.Annotated or (
            origin in (types.UnionType, typing.Union) and len(inner) == 2 and inner[1] is type(None)
        ):
            hint = inner[0]
        elif origin is tuple and inner[1:] == (...,) and not many:
            hint, many = inner[0], True
        else:
            break
    if is_dataclass(hint):
        return _list if many else to_plain
    if many:
        return _plain
    return {str: None, bool: None, int: None, Decimal: _decimal, date: date.isoformat}.get(hint, _plain)


@functools.cache
def _converters(cls: type) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    hints = typing.get_type_hints(cls, include_extras=True)
    return tuple((field.name, _converter(hints[field.name])) for field in fields(cls))


def to_plain(part: Any) -> dict[str, Any]:
    """A part as JSON-ready data: what is absent (None, empty list) is left out."""
    plain = {}
    for name, convert in _converters(part.__class__):
        value = getattr(part, name)
        if value is not None and value != ():
            plain[name] = value if convert is None else convert(value)
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
