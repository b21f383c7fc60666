"""Documents that nobody here wrote, and how far our verdict on them agrees with the official one."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from faktura.checks import Ruleset, check, fatal
from faktura.formats.ubl import read
from faktura.model import Invoice
from faktura.specifications import en16931, peppol_bis_3

from . import official

FORMATS = ("ubl-invoice", "ubl-creditnote")
RULES: dict[str, Ruleset] = {"en16931": en16931.RULES, "peppol": peppol_bis_3.RULES}
OFFICIAL = {"en16931": official.en16931, "peppol": official.peppol}


@dataclass(frozen=True)
class Document:
    """A row of the manifest. `profile`: under whose rules it is judged here (``en16931`` or ``peppol``)."""

    path: Path
    name: str
    profile: str
    expect_fire: frozenset[str]
    expect_not_fire: frozenset[str]

    @property
    def content(self) -> bytes:
        return self.path.read_bytes()

    def official(self) -> official.Verdict:
        """The official verdict, of the rules that run here."""
        return _official(self.path, self.profile)

    def read(self) -> tuple[Invoice, set[str]]:
        """The invoice, and the fatal rules that we say it breaks."""
        invoice, findings = read(self.content)
        return invoice, {finding.rule for finding in fatal([*findings, *check(invoice, RULES[self.profile])])}


@cache
def _official(path: Path, profile: str) -> official.Verdict:
    return OFFICIAL[profile](path.read_bytes())


def documents(kind: str, *oracle_profiles: str, judged_as: str = "") -> Iterator[Document]:
    """The manifest's UBL documents of a kind on whose verdict source and official rules agree."""
    folder = official.corpora()
    if folder is None:
        return
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as manifest:
        for row in csv.DictReader(manifest):
            wanted = row["format"] in FORMATS and row["kind"] == kind and row["agrees"] == "yes"
            if wanted and row["oracle_profile"] in oracle_profiles:
                yield Document(
                    path=folder / row["path"],
                    name=row["path"],
                    profile=judged_as or row["oracle_profile"],
                    expect_fire=frozenset(row["expect_fire"].split()),
                    expect_not_fire=frozenset(row["expect_not_fire"].split()),
                )


@dataclass
class Agreement:
    """How often the two verdicts are the same, and which rules make them differ."""

    documents: int = 0
    agreeing: int = 0
    false_accepts: list[str] = field(default_factory=list)
    false_refusals: list[str] = field(default_factory=list)
    only_official: Counter[str] = field(default_factory=Counter)
    only_ours: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, theirs: set[str], ours: set[str]) -> None:
        """One document: the fatal rules that the official validators name, and those that we name."""
        self.documents += 1
        if bool(theirs) == bool(ours):
            self.agreeing += 1
        else:
            (self.false_refusals if ours else self.false_accepts).append(name)
        self.only_official.update(theirs - ours)
        self.only_ours.update(ours - theirs)

    def to_plain(self) -> dict[str, object]:
        """For the report."""
        return {
            "documents": self.documents,
            "agreeing": self.agreeing,
            "false_accepts": sorted(self.false_accepts),
            "false_refusals": sorted(self.false_refusals),
            "rules_only_official": dict(self.only_official.most_common()),
            "rules_only_ours": dict(self.only_ours.most_common()),
        }
