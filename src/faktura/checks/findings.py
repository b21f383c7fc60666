"""Findings: what a rule says of a document. They are data; they are never raised inside the pure rooms."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How grave a finding is; `FATAL` stops issuing."""

    FATAL = "fatal"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a rule says.

    `rule` is the official id (``BR-CO-10``), or a code of ours (``date_invalid``) for what is wrong before any
    rule applies. `pointer` is a JSON pointer (RFC 6901) into our JSON; `term` the BT or BG; `location` the place in
    a foreign source (XPath, line). `message` says what is wrong and how to mend it, in our own words.
    """

    rule: str
    severity: Severity
    message: str
    pointer: str = ""
    term: str = ""
    location: str = ""

    def to_plain(self) -> dict[str, Any]:
        """The finding as JSON-ready data, in the shape of the `errors` of an answer."""
        return {
            "pointer": self.pointer,
            "code": self.rule,
            "rule": self.rule,
            "term": self.term,
            "severity": self.severity.value,
            "message": self.message,
            "location": self.location,
        }


def fatal(findings: Iterable[Finding]) -> list[Finding]:
    """Only the fatal ones, in their order."""
    return [finding for finding in findings if finding.severity is Severity.FATAL]
