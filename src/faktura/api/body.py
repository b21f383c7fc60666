"""Reading a body: unreadable is 400, wrong is 422 with every finding at once."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pydantic
from pydantic_core import from_json
from starlette.requests import Request

from faktura.api.answers import Problem
from faktura.checks import Finding, Severity
from faktura.customers.schemas import CustomerRequest
from faktura.drafts.schemas import InvoiceRequest
from faktura.invoices.schemas import CreditRequest
from faktura.model import Invoice
from faktura.model.json import adapter
from faktura.model.terms import term_at
from faktura.organizations.schemas import OrganizationPatch, OrganizationRequest

DOCUMENT_TYPES = (
    "application/xml",
    "application/pdf",
    "application/json",
    "application/octet-stream",
    "text/xml",
)
"""What a document may be sent as; what it is, its content says."""
_JSON_TYPES = ("application/json", "application/merge-patch+json")
# The names that tagged unions put into pydantic's places; they are not part of the JSON.
_TAGS = frozenset({("customer", "id"), ("customer", "record")})
# Shapes that carry business terms, and where their fields stand in a document.
_WITHIN: dict[Any, str] = {
    InvoiceRequest: "",
    CreditRequest: "",
    CustomerRequest: "/buyer",
    OrganizationRequest: "/seller",
    OrganizationPatch: "/seller",
}
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
    if declared.isascii() and declared.isdigit() and int(declared[:18]) > bytes_max:
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


def check_media_type(request: Request, known: Sequence[str]) -> None:
    """Only these are read.

    Raises:
        Problem: 415.
    """
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given not in known:
        raise Problem(
            415,
            "media_type_unsupported",
            "The body is of a kind that is not read here.",
            f"Send the document's bytes with a Content-Type of {', '.join(known)}.",
        )


def read_shape(shape: Any, raw: bytes) -> Any:
    """The body as a shape.

    Raises:
        Problem: 400 not JSON; 422 with everything that is wrong.
    """
    try:
        read = adapter(shape).validate_json(raw)
    except pydantic.ValidationError as error:
        raise _problem(error, shape, raw) from None
    _refuse_nul(raw)
    return read


def read_plain_shape(shape: Any, plain: Any) -> Any:
    """Data of `read_object()` as a shape.

    Raises:
        Problem: 422 with everything that is wrong.
    """
    try:
        return adapter(shape).validate_python(plain)
    except pydantic.ValidationError as error:
        raise _problem(error, shape, None, plain) from None


def read_object(raw: bytes) -> dict[str, Any]:
    """The body as an object of JSON-ready data.

    Raises:
        Problem: 400 not JSON; 422 not an object.
    """
    try:
        # The reader of all other bodies decides what is JSON: UTF-8, no lone surrogates, not too deep. The second
        # one keeps the letters of the numbers.
        from_json(raw, allow_inf_nan=False)
        plain = json.loads(raw, parse_float=_Fraction)
    except ValueError as error:
        raise _unreadable(f"The body can't be read as JSON: {error}.") from None
    _refuse_nul(raw)
    if not isinstance(plain, dict):
        raise Problem(422, "invalid", "What was sent is not right.", "Send an object.")
    return plain


def read_names(raw: bytes) -> list[str]:
    """The names of the fields of a body that was read before; none when it is no object."""
    plain = from_json(raw) if raw.strip() else None
    return list(plain) if isinstance(plain, dict) else []


def _refuse_nul(raw: bytes) -> None:
    """Refuse what PostgreSQL can't hold, also where a shape takes any text.

    Raises:
        Problem: 422.
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
        raise Problem(422, "invalid", "What was sent is not right.", f"{len(wrong)} things are wrong.", findings=wrong)


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


def _unreadable(detail: str) -> Problem:
    return Problem(400, "body_unreadable", "The body can't be read.", detail)


class _Literal(str):
    """A JSON number as it was written."""

    __slots__ = ()


class _Fraction(float):
    """A JSON number that also knows how it was written."""

    __slots__ = ("literal",)

    def __init__(self, literal: str) -> None:
        self.literal = literal


def _literal(value: Any) -> str | None:
    """A number as it was written; None for what is no number."""
    if isinstance(value, _Fraction):
        return value.literal
    if isinstance(value, _Literal):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _term(shape: Any, pointer: str) -> str:
    """The business term at a place of a shape."""
    within = _WITHIN.get(shape)
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


def pointer_of(location: list[str | int]) -> str:
    """A JSON pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in location)


def _problem(error: pydantic.ValidationError, shape: Any, raw: bytes | None, plain: Any = None) -> Problem:
    details = error.errors(include_url=False)
    if details[0]["type"] == "json_invalid":
        return _unreadable(f"The body can't be read as JSON: {details[0]['ctx']['error']}.")
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
                term=_term(shape, pointer),
            )
        )
    return Problem(
        422, "invalid", "What was sent is not right.", f"{len(findings)} things are wrong.", findings=findings
    )
