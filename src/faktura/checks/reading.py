"""Reading JSON as a shape: what is wrong becomes findings, all of it at once, each with its pointer and its term."""

import json
from collections.abc import Iterator
from typing import Any

import pydantic

from faktura.checks.findings import Finding, Severity
from faktura.model import Invoice
from faktura.model.json import adapter
from faktura.model.terms import term_at

# The names that tagged unions put into pydantic's places; they are not part of the JSON.
_TAGS = frozenset({("customer", "id"), ("customer", "record")})
_SENTENCES = {
    "unexpected_keyword_argument": ("field_unknown", "There is no such field here; see /docs for those there are."),
    "extra_forbidden": ("field_unknown", "There is no such field here; see /docs for those there are."),
    "missing": ("field_missing", "This field is needed."),
    "missing_argument": ("field_missing", "This field is needed."),
    "string_type": ("string_expected", "Send a string."),
    "string_too_short": ("text_empty", "An empty text says nothing: leave the field out, or send text."),
    "bool_type": ("boolean_expected", "Send true or false."),
    "bool_parsing": ("boolean_expected", "Send true or false."),
    "int_type": ("integer_expected", "Send a whole number."),
    "int_from_float": ("integer_expected", "Send a whole number."),
    "int_parsing": ("integer_expected", "Send a whole number."),
    "dataclass_type": ("object_expected", "Send an object."),
    "dict_type": ("object_expected", "Send an object."),
    "tuple_type": ("list_expected", "Send a list."),
    "list_type": ("list_expected", "Send a list."),
}


class ShapeUnreadable(Exception):  # noqa: N818 - what is wrong with the data, not with the program
    """It is no JSON at all; the message says where."""


class ShapeWrong(Exception):  # noqa: N818 - as ShapeUnreadable
    """The data has not the shape; `findings` hold everything at once."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(f"{len(findings)} things are wrong.")
        self.findings = findings

    def __reduce__(self) -> tuple[type["ShapeWrong"], tuple[list[Finding]]]:
        # It also travels between processes.
        return ShapeWrong, (self.findings,)


class Fraction(float):
    """A JSON number that also knows how it was written."""

    __slots__ = ("literal",)

    def __init__(self, literal: str) -> None:
        self.literal = literal


class _Literal(str):
    """A JSON number as it was written."""

    __slots__ = ()


def read_json(shape: Any, raw: bytes, within: str | None = None) -> Any:
    """JSON text as a shape. `within` is where the shape's fields stand in a document, for their terms (None: nowhere).

    Raises:
        ShapeUnreadable, ShapeWrong.
    """
    try:
        read = adapter(shape).validate_json(raw)
    except pydantic.ValidationError as error:
        raise _wrong(error, within, raw, None) from None
    refuse_nul(raw)
    return read


def read_plain(shape: Any, plain: Any, within: str | None = None) -> Any:
    """Data that was read from JSON as a shape.

    Raises:
        ShapeWrong.
    """
    try:
        return adapter(shape).validate_python(plain)
    except pydantic.ValidationError as error:
        raise _wrong(error, within, None, plain) from None


def refuse_nul(raw: bytes) -> None:
    """Refuse what PostgreSQL can't hold, also where a shape takes any text.

    Raises:
        ShapeWrong.
    """
    # Only this escape can bring a NUL into JSON, so most bodies are not read a second time.
    if b"\\u0000" not in raw:
        return
    message = "This text has a NUL character, which can't be kept; remove it."
    wrong = [
        Finding(rule="text_unwritable", severity=Severity.FATAL, message=message, pointer=pointer_of(place))
        for place in _nuls(json.loads(raw), [])
    ]
    if wrong:
        raise ShapeWrong(wrong)


def pointer_of(location: list[str | int]) -> str:
    """A JSON pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in location)


def _nuls(plain: Any, place: list[str | int]) -> Iterator[list[str | int]]:
    """The places of texts with a NUL; a key with one is told at its object."""
    if isinstance(plain, str):
        if "\x00" in plain:
            yield place
    elif isinstance(plain, dict):
        if any("\x00" in name for name in plain):
            yield place
        for name, value in plain.items():
            yield from _nuls(value, [*place, name])
    elif isinstance(plain, list):
        for index, value in enumerate(plain):
            yield from _nuls(value, [*place, index])


def _literal(value: Any) -> str | None:
    """A number as it was written; None for what is no number."""
    if isinstance(value, Fraction):
        return value.literal
    if isinstance(value, _Literal):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _term(within: str | None, pointer: str) -> str:
    """The business term at a place of a shape."""
    if within is None:
        return ""
    place = within + pointer
    # The customer of a request is the buyer of the document.
    return term_at(Invoice, "/buyer" + place.removeprefix("/customer") if place.startswith("/customer") else place)


def _at(plain: Any, location: list[str | int]) -> Any:
    for step in location:
        try:
            plain = plain[step]
        except (KeyError, IndexError, TypeError):
            return None
    return plain


def _location(parts: tuple[str | int, ...]) -> list[str | int]:
    kept: list[str | int] = []
    for part in parts:
        if kept and (kept[-1], part) in _TAGS:
            continue
        kept.append(part)
    # A wrong key of an object is told at its own place.
    return kept[:-1] if len(kept) > 1 and kept[-1] == "[key]" else kept


def _wrong(error: pydantic.ValidationError, within: str | None, raw: bytes | None, plain: Any) -> Exception:
    details = error.errors(include_url=False)
    if details[0]["type"] == "json_invalid":
        return ShapeUnreadable(str(details[0]["ctx"]["error"]))
    if raw is not None and any(detail["type"] == "number_not_string" for detail in details):
        plain = json.loads(raw, parse_float=_Literal, parse_int=_Literal)
    findings = []
    for detail in details:
        location = _location(detail["loc"])
        code, message = _SENTENCES.get(detail["type"], (detail["type"], detail["msg"]))
        if code == "number_not_string" and (literal := _literal(_at(plain, location))) is not None:
            message = f'Send this as a decimal string: "{literal}". Amounts never travel as JSON numbers.'
        pointer = pointer_of(location)
        findings.append(
            Finding(
                rule=code,
                severity=Severity.FATAL,
                message=message,
                pointer=pointer,
                term=_term(within, pointer),
            )
        )
    return ShapeWrong(findings)
