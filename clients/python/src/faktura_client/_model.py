"""Answers as typed views of their JSON: amounts become Decimal, days and times what they are, and nothing is lost."""

import datetime as _dt
import json
import keyword
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NoReturn

_Read = Callable[[Any], Any]


class Model:
    """An answer, or a part of one.

    Fields are attributes, read from the JSON when they are asked for. A field that this version of the client does not
    know is still there in `to_dict()`; one that the answer leaves out is None, or empty. An answer never changes.
    """

    _plain: Mapping[str, Any]

    def __init__(self, plain: Mapping[str, Any]) -> None:
        self.__dict__["_plain"] = plain

    if not typing.TYPE_CHECKING:
        # Unseen by type checkers, so that they find a wrong name.
        def __getattr__(self, name: str) -> Any:
            known = _fields(type(self)).get(name)
            if known is None:
                raise AttributeError(f"{type(self).__name__} has no field {name}; what was answered is in to_dict()")
            wire, read, absent = known
            if wire in self._plain:
                value = read(self._plain[wire])
            elif absent is _NEEDED:
                raise AttributeError(f"this answer leaves {wire} out")
            else:
                value = absent
            self.__dict__[name] = value
            return value

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("an answer never changes")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("an answer never changes")

    def __dir__(self) -> Iterator[str]:
        yield from super().__dir__()
        yield from _fields(type(self))

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.to_dict() == self._plain if isinstance(other, Model) else False

    def __hash__(self) -> int:
        return hash((type(self), json.dumps(self._plain, sort_keys=True, default=str)))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self._plain.items())
        return f"{type(self).__name__}({shown})"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._plain,)

    def to_dict(self) -> dict[str, Any]:
        """The JSON as it was answered: amounts as strings, and every field that there is."""
        return dict(self._plain)


_NEEDED = object()
_KNOWN: dict[type[Model], dict[str, tuple[str, _Read, Any]]] = {}


def _fields(cls: type[Model]) -> dict[str, tuple[str, _Read, Any]]:
    """Attribute -> the name in JSON, how it is read, and what its absence means."""
    if cls in _KNOWN:
        return _KNOWN[cls]
    found: dict[str, tuple[str, _Read, Any]] = {}
    for name, hint in typing.get_type_hints(cls).items():
        if not name.startswith("_"):
            word = name.removesuffix("_")
            found[name] = (word if keyword.iskeyword(word) else name, reader_of(hint), _absent(hint))
    _KNOWN[cls] = found
    return found


def _absent(hint: Any) -> Any:
    origin = typing.get_origin(hint)
    if hint is Any or (origin in (typing.Union, types.UnionType) and type(None) in typing.get_args(hint)):
        return None
    if origin is tuple:
        return ()
    return {} if origin is Mapping or origin is typing.get_origin(Mapping[str, Any]) else _NEEDED


def _as_is(value: Any) -> Any:
    return value


def _date(value: Any) -> Any:
    return _dt.date.fromisoformat(value) if isinstance(value, str) else value


def _time(value: Any) -> Any:
    # What a client of today can't read stays a text rather than making the whole answer unreadable.
    return _dt.datetime.fromisoformat(value) if isinstance(value, str) else value


def _decimal(value: Any) -> Any:
    return Decimal(value) if isinstance(value, str) else value


_SCALARS: dict[Any, _Read] = {Decimal: _decimal, _dt.date: _date, _dt.datetime: _time}


def reader_of(hint: Any) -> _Read:
    """How a value of JSON becomes a value of a type."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if isinstance(hint, type) and issubclass(hint, Model):
        return lambda value: hint(value) if isinstance(value, Mapping) else value
    if origin in (typing.Union, types.UnionType):
        return _union(tuple(each for each in inner if each is not type(None)))
    if origin is tuple:
        read = reader_of(inner[0])
        return lambda value: tuple(map(read, value)) if isinstance(value, list) else value
    if origin is typing.get_origin(Mapping[str, Any]):
        read_value = reader_of(inner[1])
        if read_value is _as_is:
            return _as_is
        return lambda value: {name: read_value(each) for name, each in value.items()}
    return _SCALARS.get(hint, _as_is)


def _union(kinds: tuple[Any, ...]) -> _Read:
    models = [each for each in kinds if isinstance(each, type) and issubclass(each, Model)]
    others = [reader_of(each) for each in kinds if each not in models]

    def read(value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, Mapping) and models:
            # Of several shapes the one that knows most of what is there.
            best = max(models, key=lambda model: len(set(value) & {wire for wire, _, _ in _fields(model).values()}))
            return best(value)
        return others[0](value) if others else value

    return read
