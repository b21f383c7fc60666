"""The manifest of the corpora: which foreign document is judged under which specification, and what is expected."""

import csv
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import official

SPECIFICATION = {
    "en16931": "en16931",
    "peppol": "peppol-bis-3",
    "peppol-sb": "peppol-bis-3-selfbilling",
    "xrechnung": "xrechnung-3",
    "facturx-minimum": "facturx-minimum",
    "facturx-basicwl": "facturx-basic-wl",
    "facturx-basic": "facturx-basic",
    "facturx-en16931": "facturx-en16931",
    "facturx-extended": "facturx-extended",
    "nlcius": "nlcius",
    "cius-ro": "cius-ro",
    "cius-pt": "cius-pt",
    "pint-eu": "pint-eu",
    "pint-sg": "pint-sg",
    "pint-jp": "pint-jp",
    "pint-aunz": "pint-aunz",
    "pint-my": "pint-my",
    "pint-ae": "pint-ae",
}
"""What the manifest calls a profile, and our name of the specification."""

SYNTAX = {"ubl-invoice": "ubl", "ubl-creditnote": "ubl", "cii": "cii"}


@dataclass(frozen=True)
class Row:
    """A foreign document. `verdict` is ``valid``, ``invalid``, ``error`` or ``fragment``; `agrees` is ``yes`` or ``no``
    where the source says what it expects, else empty."""

    path: Path
    name: str
    specification: str
    syntax: str
    kind: str
    verdict: str
    agrees: str
    fatal: frozenset[str]
    warning: frozenset[str]
    expect_fire: frozenset[str]
    expect_not_fire: frozenset[str]

    @property
    def content(self) -> bytes:
        return self.path.read_bytes()


@functools.cache
def _all() -> tuple[Row, ...]:
    folder = official.corpora()
    if folder is None:
        return ()
    found = []
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as manifest:
        for row in csv.DictReader(manifest):
            specification, syntax = SPECIFICATION.get(row["oracle_profile"]), SYNTAX.get(row["format"])
            if specification and syntax:
                found.append(
                    Row(
                        path=folder / row["path"],
                        name=row["path"].removeprefix("instances/"),
                        specification=specification,
                        syntax=syntax,
                        kind=row["kind"],
                        verdict=row["oracle_verdict"],
                        agrees=row["agrees"],
                        fatal=frozenset(row["oracle_fatal"].split()),
                        warning=frozenset(row["oracle_warning"].split()),
                        expect_fire=frozenset(row["expect_fire"].split()),
                        expect_not_fire=frozenset(row["expect_not_fire"].split()),
                    )
                )
    return tuple(found)


def rows(specification: str, syntax: str = "", kind: str = "full") -> Iterator[Row]:
    """The documents of a specification, in the manifest's order."""
    for row in _all():
        if row.specification == specification and row.kind == kind and syntax in {"", row.syntax}:
            yield row
