"""Reading a body: unreadable is 400, wrong is 422 with every finding at once."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pydantic_core import from_json
from starlette.requests import Request

from faktura.api.answers import Problem
from faktura.checks import reading
from faktura.customers.schemas import CustomerRequest
from faktura.drafts.schemas import InvoiceRequest
from faktura.invoices.schemas import CreditRequest
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
# Shapes that carry business terms, and where their fields stand in a document.
_WITHIN: dict[Any, str] = {
    InvoiceRequest: "",
    CreditRequest: "",
    CustomerRequest: "/buyer",
    OrganizationRequest: "/seller",
    OrganizationPatch: "/seller",
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
    with _told():
        return reading.read_json(shape, raw, _WITHIN.get(shape))


def read_plain_shape(shape: Any, plain: Any) -> Any:
    """Data of `read_object()` as a shape.

    Raises:
        Problem: 422 with everything that is wrong.
    """
    with _told():
        return reading.read_plain(shape, plain, _WITHIN.get(shape))


def read_object(raw: bytes) -> dict[str, Any]:
    """The body as an object of JSON-ready data.

    Raises:
        Problem: 400 not JSON; 422 not an object.
    """
    with _told():
        try:
            # The reader of all other bodies decides what is JSON: UTF-8, no lone surrogates, not too deep. The second
            # one keeps the letters of the numbers.
            from_json(raw, allow_inf_nan=False)
            plain = json.loads(raw, parse_float=reading.Fraction)
        except ValueError as error:
            raise reading.ShapeUnreadable(str(error)) from None
        reading.refuse_nul(raw)
    if not isinstance(plain, dict):
        raise Problem(422, "invalid", "What was sent is not right.", "Send an object.")
    return plain


def read_names(raw: bytes) -> list[str]:
    """The names of the fields of a body that was read before; none when it is no object."""
    plain = from_json(raw) if raw.strip() else None
    return list(plain) if isinstance(plain, dict) else []


def problem_of(wrong: reading.ShapeUnreadable | reading.ShapeWrong) -> Problem:
    """What could not be read, as the answer."""
    if isinstance(wrong, reading.ShapeWrong):
        return Problem(422, "invalid", "What was sent is not right.", str(wrong), findings=wrong.findings)
    return Problem(400, "body_unreadable", "The body can't be read.", f"The body can't be read as JSON: {wrong}.")


@contextmanager
def _told() -> Iterator[None]:
    """What can't be read becomes the answer that says so."""
    try:
        yield
    except (reading.ShapeUnreadable, reading.ShapeWrong) as wrong:
        raise problem_of(wrong) from None
