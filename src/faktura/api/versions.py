"""Versions of the API: a date, and what changed on it. Requests of an older version are brought up to the newest before
they are read, answers are brought back before they are written; the operations themselves know the newest only."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from faktura.api.answers import Problem, to_json
from faktura.checks import Finding

Conversion = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change that a client could notice to its harm.

    `since`: the version that brought it. `requests`: operation -> what makes a new body of an old one. `answers`: kind
    of object (its field `object`) -> what makes an old one of a new one, wherever in an answer it stands. `pointers`:
    operation -> where the findings' places begin now -> where they began before.
    """

    since: str
    summary: str
    requests: Mapping[str, Conversion] = field(default_factory=dict)
    answers: Mapping[str, Conversion] = field(default_factory=dict)
    pointers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class History:
    """All versions, from the first to the newest, with the changes between them."""

    def __init__(self, first: str, changes: Sequence[Change] = ()) -> None:
        self.changes = tuple(sorted(changes, key=lambda change: change.since))
        if any(change.since <= first for change in self.changes):
            raise ValueError("nothing changed before the first version")
        self.versions = tuple(dict.fromkeys([first, *(change.since for change in self.changes)]))

    @property
    def newest(self) -> str:
        """The newest version."""
        return self.versions[-1]

    def read(self, text: str) -> str:
        """The version that a header names.

        Raises:
            Problem: 400, it is none of ours.
        """
        if text not in self.versions:
            known = ", ".join(self.versions)
            raise Problem(
                400, "version_unknown", "There is no such version of the API.",
                f"Send one of these with Faktura-Version, or leave it out: {known}.",
            )  # fmt: skip
        return text

    def remembered(self, version: str) -> str:
        """The version of a key: its own, or the nearest one before it that is known here."""
        return next((each for each in reversed(self.versions) if each <= version), self.versions[0])

    def _later(self, version: str) -> list[Change]:
        return [change for change in self.changes if change.since > version]

    def upgrade(self, operation: str, version: str, raw: bytes) -> bytes:
        """A body of a version as one of the newest; what is no object stays, and is refused where it is read."""
        steps = [change.requests[operation] for change in self._later(version) if operation in change.requests]
        if not steps:
            return raw
        try:
            plain = orjson.loads(raw)
        except ValueError:
            return raw
        if not isinstance(plain, dict):
            return raw
        for step in steps:
            plain = step(plain)
        return to_json(plain)

    def downgrade(self, version: str, body: Any) -> Any:
        """An answer of the newest version as one of a version."""
        for change in reversed(self._later(version)):
            if change.answers:
                body = _converted(body, change.answers)
        return body

    def place_back(self, operation: str, version: str, findings: Sequence[Finding]) -> list[Finding]:
        """Findings at the places that the client knows."""
        found = list(findings)
        for change in reversed(self._later(version)):
            for now, before in change.pointers.get(operation, {}).items():
                found = [
                    replace(each, pointer=before + each.pointer.removeprefix(now))
                    if each.pointer == now or each.pointer.startswith(f"{now}/")
                    else each
                    for each in found
                ]
        return found


def _converted(value: Any, answers: Mapping[str, Conversion]) -> Any:
    if isinstance(value, dict):
        inner = {name: _converted(each, answers) for name, each in value.items()}
        kind = value.get("object")
        step = answers.get(kind) if isinstance(kind, str) else None
        return step(inner) if step is not None else inner
    if isinstance(value, list | tuple):
        return [_converted(each, answers) for each in value]
    return value


HISTORY = History("2026-11-30")
"""What is in force. A new `Change` goes here, `API_VERSION` of `organizations/keys.py` follows, and a test says so."""
