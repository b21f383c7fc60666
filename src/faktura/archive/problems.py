"""What verification tells: problems as data, each naming what does not fit, and the report. Pure."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

PROBLEMS_MAX = 1000


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not fit.

    `kind` is a stable code (``document_changed``), `subject` names the thing (a number with its id, a series, an
    entry), `detail` is a sentence that says what was found and what was expected.
    """

    kind: str
    subject: str
    detail: str

    def to_plain(self) -> dict[str, str]:
        """The problem as JSON-ready data."""
        return {"kind": self.kind, "subject": self.subject, "detail": self.detail}


@dataclass(slots=True)
class VerifyReport:
    """What was looked at in one tenant, and what does not fit.

    `waiting` counts what was written so recently that the archive's jobs may not have come to it yet. The first
    `PROBLEMS_MAX` problems are named; `problems_more` counts the rest.
    """

    tenant: UUID
    series: int = 0
    documents: int = 0
    entries: int = 0
    bytes: int = 0
    waiting: int = 0
    problems: list[Problem] = field(default_factory=list)
    problems_more: int = 0

    @property
    def ok(self) -> bool:
        """Whether everything fits."""
        return not self.problems

    def tell(self, problem: Problem) -> None:
        """Add a problem."""
        if len(self.problems) < PROBLEMS_MAX:
            self.problems.append(problem)
        else:
            self.problems_more += 1

    def to_plain(self) -> dict[str, Any]:
        """The report as JSON-ready data."""
        return {
            "object": "verification",
            "ok": self.ok,
            "series": self.series,
            "documents": self.documents,
            "entries": self.entries,
            "bytes": self.bytes,
            "waiting": self.waiting,
            "problems": [problem.to_plain() for problem in self.problems],
            "problems_more": self.problems_more,
        }
