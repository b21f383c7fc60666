"""From the place of a finding in a document back to the line and the column of the file. Pure."""

from collections.abc import Sequence
from typing import Any

from faktura.checks import Finding, Severity
from faktura.invoices.prepare_many import Refused


class Places:
    """The columns of a file, by the paths that they were taken for."""

    def __init__(self, columns: Sequence[dict[str, Any]]) -> None:
        self._headings: dict[str, str] = {
            "/" + column["path"].replace(".", "/"): column["heading"] for column in columns if column["use"] == "taken"
        }

    def told(self, item: Any, refused: Refused) -> list[dict[str, Any]]:
        """Why an item was refused, each finding at its place in the file."""
        findings = refused.findings or [Finding(rule=refused.code, severity=Severity.FATAL, message=refused.detail)]
        return self.of_plain(item, [found.to_plain() for found in findings])

    def of_plain(self, item: Any, findings: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Findings with the line and the column (nothing where no column is meant) that each is about."""
        return [{**found, **self._place(item, found["pointer"])} for found in findings]

    def _place(self, item: Any, pointer: str) -> dict[str, Any]:
        lines, starts = list(item["lines"]), list(item["starts"])
        line = lines[0]
        steps = pointer.split("/")
        if len(steps) > 2 and steps[1] == "lines" and steps[2].isdigit():
            wanted = int(steps[2])
            place = max((each for each, start in enumerate(starts) if start <= wanted), default=0)
            line = lines[place]
            steps[2] = str(wanted - starts[place])
        return {"line": line, "column": self._heading("/".join(steps))}

    def _heading(self, pointer: str) -> str:
        """The column at a place, or around it, or the only one below it."""
        here = pointer
        while here:
            if here in self._headings:
                return self._headings[here]
            here = here.rpartition("/")[0]
        below = [heading for path, heading in self._headings.items() if pointer and path.startswith(f"{pointer}/")]
        return below[0] if len(below) == 1 else ""
