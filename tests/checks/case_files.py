"""Cases of rules on documents: TOML files with edits of a base that make a rule fire, and edits that do not.

::

    base = "ubl-invoice"               # tests/specifications/bases/ubl-invoice.xml
    specification = "xrechnung-3"      # default: the name of the room
    prepare = ["..."]                  # edits of the base that every case begins with

    [[case]]
    rule = "BR-DE-15"
    why = "there is no buyer reference"      # optional
    edits = ["delete //cbc:BuyerReference"]  # the rule must fire
    good = []                                # it must not; default: the base as it is prepared

A case may have a `base` and a `prepare` of its own; its edits come after those of the file. A base with a colon is
one of our own invoices as our writer writes it: ``ubl: reverse charge``. The edits' language is in `checks.edits`.
The conformance tests prove every case with the official stylesheets.
"""

import functools
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from faktura.checks import Finding
from faktura.formats import cii, ubl
from faktura.sockets import RenderOptions

from .edits import edit

SPECIFICATIONS = Path(__file__).parents[1] / "specifications"
BASES = SPECIFICATIONS / "bases"


@dataclass(frozen=True)
class Case:
    """A rule with edits that make it fire (`edits`) and edits that do not (`good`)."""

    rule: str
    specification: str
    base: str
    prepare: tuple[str, ...]
    edits: tuple[str, ...]
    good: tuple[str, ...]
    why: str
    file: str

    def __str__(self) -> str:
        return f"{self.rule} in {self.file}" + (f": {self.why}" if self.why else "")

    @property
    def bad_document(self) -> bytes:
        """The document on which the rule fires."""
        return edit(base(self.base), (*self.prepare, *self.edits))

    @property
    def good_document(self) -> bytes:
        """The document on which it does not."""
        return edit(base(self.base), (*self.prepare, *self.good))


@functools.cache
def base(name: str) -> bytes:
    """A base document, by its name.

    Raises `LookupError` when there is none.
    """
    syntax, colon, invoice = name.partition(":")
    if colon:
        from conformance.invoices import INVOICES

        write = {"ubl": ubl.write, "cii": cii.write}[syntax]
        return write(INVOICES[invoice.strip()], RenderOptions()).content
    path = BASES / f"{name}.xml"
    if not path.is_file():
        raise LookupError(f"there is no base {name!r} in {BASES}")
    return path.read_bytes()


def cases(folder: Path) -> list[Case]:
    """The cases of a room: `folder` holds its TOML files. Files of another shape are left to their own tests."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        with path.open("rb") as file:
            plain = tomllib.load(file)
        if not isinstance(plain.get("case"), list):
            continue
        specification = plain.get("specification", folder.parent.name.replace("_", "-"))
        found += [
            Case(
                rule=case["rule"],
                specification=case.get("specification", specification),
                base=case.get("base") or plain["base"],
                prepare=(*plain.get("prepare", ()), *case.get("prepare", ())),
                edits=tuple(case["edits"]),
                good=tuple(case.get("good", ())),
                why=case.get("why", ""),
                file=f"{folder.parent.name}/{path.name}",
            )
            for case in plain["case"]
        ]
    return found


def every_case() -> list[Case]:
    """The cases of all rooms."""
    return [case for folder in sorted(SPECIFICATIONS.glob("**/cases")) for case in cases(folder)]


def fired(content: bytes, specification: str) -> Sequence[Finding]:
    """What our check says of a document."""
    from faktura.documents import check

    return check(content, specification=specification).findings


def assert_case(case: Case, specification: str = "") -> None:
    """Our check names the rule on the bad document, with a message, and not on the good one."""
    name = specification or case.specification
    bad = [finding for finding in fired(case.bad_document, name) if finding.rule == case.rule]
    assert bad, f"{case}: the rule did not fire"
    assert all(finding.message for finding in bad), f"{case}: a finding without a message"
    good = [finding for finding in fired(case.good_document, name) if finding.rule == case.rule]
    assert not good, f"{case}: the rule fired on the good document: {good}"
