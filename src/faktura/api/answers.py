"""Answers: JSON bodies and problems (RFC 9457)."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
from starlette.responses import Response

from faktura.checks import Finding

PROBLEM = "application/problem+json"
_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NAIVE_UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an operation answers. `body` is JSON-ready data, or bytes with a `media_type` of their own; `file` is a
    file to send instead, in pieces.

    `wait_for`: the document whose files and deliveries ``Prefer: wait`` waits for. `later` gives the answer once the
    request's transaction is closed: whoever waits, or opens transactions of its own, must not keep a connection
    meanwhile, or a pool full of them would wait for each other. What writes by that road writes its
    rows of the audit trail itself.
    """

    body: Any = None
    file: Path | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "application/json"
    wait_for: UUID | None = None
    later: "Callable[[], Awaitable[Answer]] | None" = None


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"{type(value).__name__} has no JSON form")


def to_json(body: Any) -> bytes:
    """JSON bytes; times in UTC with Z, decimals as strings."""
    return orjson.dumps(body, default=_plain, option=_OPTIONS)


class Problem(Exception):  # noqa: N818 - an answer, not a failure of the program
    """A refusal of the door itself: before any station was asked."""

    def __init__(
        self, status: int, code: str, title: str, detail: str, *,
        findings: Iterable[Finding] = (), headers: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(detail)
        self.status = status
        self.code = code
        self.title = title
        self.detail = detail
        self.findings = list(findings)
        self.headers = dict(headers or {})


def problem_body(
    status: int, code: str, title: str, detail: str, request_id: str, findings: Iterable[Finding] = ()
) -> dict[str, Any]:
    """The body of a problem; `errors` hold every finding at once."""
    return {
        "type": f"urn:faktura:problem:{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
        "request_id": request_id,
        "errors": [finding.to_plain() for finding in findings],
    }


def problem_response(
    status: int, code: str, title: str, detail: str, request_id: str,
    findings: Iterable[Finding] = (), headers: Mapping[str, str] | None = None,
) -> Response:  # fmt: skip
    """A problem as a response."""
    body = problem_body(status, code, title, detail, request_id, findings)
    return Response(to_json(body), status, dict(headers or {}), media_type=PROBLEM)
