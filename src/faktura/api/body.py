"""Reading a body: unreadable is 400, wrong is 422 with every finding at once."""

import json
from typing import Any

import pydantic
from starlette.requests import Request

from faktura.api.answers import Problem
from faktura.checks import Finding, Severity
from faktura.model import Invoice
from faktura.model.json import adapter
from faktura.model.terms import term_at

_JSON_TYPES = ("application/json", "application/merge-patch+json")
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


async def read_bytes(request: Request, bytes_max: int) -> bytes:
    """The body, refused as soon as it is longer than `bytes_max`.

    Raises:
        Problem: 413 too long; 400 when the client went away in the middle.
    """
    too_long = Problem(
        413, "body_too_large", "The body is too long.", f"A body may have at most {bytes_max} bytes here."
    )
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > bytes_max:
        raise too_long
    chunks = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > bytes_max:
            raise too_long
        chunks.append(chunk)
    return b"".join(chunks)


def check_content_type(request: Request) -> None:
    """Only JSON is read.

    Raises:
        Problem: 415.
    """
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given not in _JSON_TYPES:
        raise Problem(
            415,
            "media_type_unsupported",
            "The body is not JSON.",
            "Send the body as JSON, with the header Content-Type: application/json.",
        )


def read_shape(shape: Any, raw: bytes) -> Any:
    """The body as a shape.

    Raises:
        Problem: 400 not JSON; 422 with everything that is wrong.
    """
    try:
        return adapter(shape).validate_json(raw)
    except pydantic.ValidationError as error:
        raise _problem(error, raw) from None


def read_plain_shape(shape: Any, plain: Any) -> Any:
    """JSON-ready data as a shape.

    Raises:
        Problem: 422 with everything that is wrong.
    """
    try:
        return adapter(shape).validate_python(plain)
    except pydantic.ValidationError as error:
        raise _problem(error, None) from None


def read_object(raw: bytes) -> dict[str, Any]:
    """The body as an object of JSON-ready data.

    Raises:
        Problem: 400 not JSON; 422 not an object.
    """
    try:
        plain = json.loads(raw)
        # What JSON can say and UTF-8 can't (a lone surrogate) is unreadable too.
        json.dumps(plain, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise _unreadable("The body can't be read as JSON.") from None
    if not isinstance(plain, dict):
        raise Problem(422, "invalid", "What was sent is not right.", "Send an object.")
    return plain


def _unreadable(detail: str) -> Problem:
    return Problem(400, "body_unreadable", "The body can't be read.", detail)


class _Literal(str):
    """A JSON number as it was written."""

    __slots__ = ()


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
    return kept


def pointer_of(location: list[str | int]) -> str:
    """A JSON pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in location)


def _problem(error: pydantic.ValidationError, raw: bytes | None) -> Problem:
    details = error.errors(include_url=False)
    if details[0]["type"] == "json_invalid":
        return _unreadable(f"The body can't be read as JSON: {details[0]['ctx']['error']}.")
    plain: Any = None
    if raw is not None and any(detail["type"] == "number_not_string" for detail in details):
        plain = json.loads(raw, parse_float=_Literal, parse_int=_Literal)
    findings = []
    for detail in details:
        location = _location(detail["loc"])
        code, message = _SENTENCES.get(detail["type"], (detail["type"], detail["msg"]))
        if code == "number_not_string" and isinstance(literal := _at(plain, location), _Literal):
            message = f'Send this as a decimal string: "{literal}". Amounts never travel as JSON numbers.'
        pointer = pointer_of(location)
        findings.append(
            Finding(
                rule=code,
                severity=Severity.FATAL,
                message=message,
                pointer=pointer,
                term=term_at(Invoice, pointer),
            )
        )
    return Problem(
        422, "invalid", "What was sent is not right.", f"{len(findings)} things are wrong.", findings=findings
    )
