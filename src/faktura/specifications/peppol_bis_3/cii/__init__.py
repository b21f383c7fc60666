"""Peppol BIS Billing 3 in CII, by its Schematron 3.0.19.

There is no rule of Germany, Greece and Iceland for CII. No stylesheet of this edition is published: where its own
examples leave open whether a rule for CII is as wide as the same rule for UBL, it is held as for UBL, so that nothing
valid is refused. The lists of codes are those of `peppol_bis_3.codes`.
"""

from collections.abc import Mapping

from faktura.checks import Book, RuleText, catalogue_of
from faktura.specifications.peppol_bis_3 import ubl
from faktura.specifications.peppol_bis_3.cii import codes, document, lines
from faktura.specifications.peppol_bis_3.cii.national import national
from faktura.specifications.peppol_bis_3.edition import SOURCE

VERSION = "3.0.19"

NOT_CHECKED: Mapping[str, str] = {
    "PEPPOL-EN16931-P0100": "the artefact looks for the type in a namespace where no document has it",
}
"""Rules of the artefact that are not held against documents, each with the reason."""


def _catalogue() -> dict[str, RuleText]:
    """Texts of UBL where they name no element of UBL, else those of CII."""
    own = catalogue_of(__name__, "rules.toml")
    shared = ubl.texts()
    return own | {rule: shared[rule] for rule in _SHARED}


_SHARED = (
    *(f"PEPPOL-EN16931-{rule}" for rule in ("CL001", "CL002", "CL003", "CL007", "CL008", "P0100")),
    *(f"PEPPOL-EN16931-R{number:03}" for number in (1, 3, 4, 5, 7, 10, 20, 40, 41, 42, 53, 54, 55, 61)),
    *(f"PEPPOL-EN16931-R{number}" for number in (110, 111, 120, 121, 130)),
    *(f"PEPPOL-COMMON-R0{number}" for number in (40, 41, 43, 44, 45, 46, 47, 49, 50)),
)

BOOK = Book(
    "peppol-bis-3-cii",
    VERSION,
    SOURCE,
    (
        document.contexts,
        document.headings,
        document.settlements,
        document.line_periods,
        lines.allowances,
        lines.lines,
        lines.prices,
        codes.identifiers,
        codes.coded,
        national,
    ),
    _catalogue,
)
"""The rules of the artefact for CII."""
