"""Elements that EN 16931 does not use: a table of rules, of which each says the same of another element."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

from faktura.checks import Breaches, RuleText, Severity
from faktura.source import Document
from faktura.specifications.en16931.cii.contexts import Check


@dataclass(frozen=True, slots=True)
class Unused:
    """A rule of the table: below elements that match `context` nothing may stand at `path`."""

    rule: str
    severity: Severity
    context: str
    path: str

    @property
    def pattern(self) -> str:
        """The pattern of the unused element's path."""
        return f"{self.context.rstrip('/')}/{self.path}"

    @property
    def text(self) -> RuleText:
        """What is said of the rule."""
        parent = self.context.rstrip("/").rpartition("/")[2] or "rsm:CrossIndustryInvoice"
        where = f"any {parent.rpartition('*')[2]}" if "*" in parent else parent
        return RuleText(self.rule, self.severity, f"EN 16931 does not use {self.path} in {where}: take it out.")


def _read(room: str, file: str) -> Iterator[Unused]:
    context = ""
    for line in resources.files(room).joinpath(file).read_text("ascii").splitlines():
        if line.endswith(":"):
            context = line[:-1]
        elif line and not line.startswith("#"):
            rule, severity, path = line.split()
            yield Unused(rule, Severity(severity), context, path)


TABLE = tuple(_read(__package__, "unused.txt"))
"""All rules of this kind, in the artefact's order."""


def _unused(rule: str) -> Check:
    def check(nodes: list[Any], document: Document, found: Breaches) -> None:
        found(rule, nodes[0])

    return check


CHECKS = tuple((each.pattern, _unused(each.rule)) for each in TABLE)
