"""What is noted of a request on its way, for the request log: names and codes, never secrets or values."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from starlette.requests import Request
from starlette.types import Scope

from faktura.checks import Finding

FINDINGS_LOGGED_MAX = 50
TEXT_LENGTH_LOGGED_MAX = 200
_MASK = "*"
_PUBLIC_ID = re.compile(r"[a-z]{2,5}_[0-9a-z]{26}")
_WORD = re.compile(r"[a-z][a-z0-9_-]{0,15}")
_NAME = re.compile(r"[a-z_]{1,40}(\[[a-z_]{0,20}\])?")
# Ids, dates, small numbers: nobody is named by them. Everything else may be a name, an address, or a key.
_HARMLESS = re.compile(rf"{_PUBLIC_ID.pattern}|\d{{4}}-\d\d-\d\d|\d{{1,4}}|true|false")
_SEGMENT = re.compile(r"[a-z0-9_]{1,40}")
# Fields whose own keys are the integrator's.
_OWN_KEYS = ("metadata",)


@dataclass(slots=True)
class Trace:
    """What is known of a request so far.

    `tenant`: whose log it belongs into; it is only set once the caller has shown a secret of that tenant, so that
    nobody writes into the log of another. `origin`: the page that may read the answer.
    """

    tenant: UUID | None = None
    actor: str = ""
    address: str = ""
    origin: str = ""
    api_version: str = ""
    code: str = ""
    findings: list[dict[str, str]] = field(default_factory=list)

    def tell(self, code: str, findings: Iterable[Finding]) -> None:
        """Note how it was refused."""
        self.code = code
        self.findings = [{"pointer": masked_pointer(found.pointer), "code": found.rule} for found in findings][
            :FINDINGS_LOGGED_MAX
        ]

    def tell_of(self, body: Any) -> None:
        """Note the findings of a document that is answered."""
        found = body.get("findings") if isinstance(body, dict) else None
        if isinstance(found, list) and not self.findings:
            self.findings = [
                {"pointer": masked_pointer(each["pointer"]), "code": each["rule"]}
                for each in found[:FINDINGS_LOGGED_MAX]
                if isinstance(each, dict) and "pointer" in each and "rule" in each
            ]


def trace_of(request: Request) -> Trace:
    """The trace of a request."""
    # Whoever runs an operation without the middleware has no log, and needs none.
    trace: Trace = request.scope.setdefault("faktura.trace", Trace())
    return trace


def masked_pointer(pointer: str) -> str:
    """A JSON pointer without names that somebody made up."""
    parts = pointer.split("/")[:12]
    shown = []
    for place, part in enumerate(parts):
        is_own = place > 0 and parts[place - 1] in _OWN_KEYS
        shown.append(part if not part or (_SEGMENT.fullmatch(part) and not is_own) else _MASK)
    return "/".join(shown)


def masked_path(route: str, values: Mapping[str, Any]) -> str:
    """A route with the ids and words of its path; what is neither is masked."""
    for name, value in values.items():
        text = str(value)
        shown = text if _PUBLIC_ID.fullmatch(text) or _WORD.fullmatch(text) else _MASK
        route = route.replace("{" + name + "}", shown)
    return route


def masked_query(query: bytes) -> str:
    """The names of query parameters; of their values only ids, dates and small numbers."""
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)[:30]
    return "&".join(
        f"{name if _NAME.fullmatch(name) else _MASK}={value if _HARMLESS.fullmatch(value) else _MASK}"
        for name, value in pairs
    )


def printable(scope: Scope, name: bytes) -> str:
    """A header as text that can't harm a log; cut where it is long."""
    value = next((value for held, value in scope["headers"] if held == name), b"")
    text = value[:TEXT_LENGTH_LOGGED_MAX].decode("latin-1")
    return "".join(letter if letter.isprintable() else "?" for letter in text)
