"""Refusals: what a verb raises when a request can't be done. Each is a sentence with a stable code and a way out."""

import traceback
from collections.abc import Iterable
from typing import ClassVar

from faktura.checks import Finding


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a failure of the program
    """A request that is refused.

    `code` never changes its meaning; `status` is the HTTP status that a door answers; `findings` say what is wrong.
    """

    status: ClassVar[int] = 409
    code: ClassVar[str] = "refused"
    title: ClassVar[str] = "The request is refused."

    def __init__(self, detail: str, findings: Iterable[Finding] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.findings = list(findings)


class NotFound(Refusal):
    """There is no such thing, or it is another tenant's: the answer is the same."""

    status = 404
    code = "not_found"
    title = "There is no such thing."


class Invalid(Refusal):
    """What was sent is readable, but wrong; `findings` hold everything at once."""

    status = 422
    code = "invalid"
    title = "What was sent is not right."


def without_values(error: BaseException) -> str:
    """Where an error came from and what it is, for a log. The words of a library may quote what somebody sent (a row,
    a field), so only those of our own errors are told."""
    kind = type(error)
    own = f": {error}" if kind.__module__.startswith("faktura.") else ""
    return f"{''.join(traceback.format_tb(error.__traceback__))}{kind.__module__}.{kind.__qualname__}{own}"
