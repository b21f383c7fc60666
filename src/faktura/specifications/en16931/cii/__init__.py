"""EN 16931 as bound to the Cross Industry Invoice (EN 16931-3-3), by CEN's validation artefacts 1.3.16.

Most rules hang on where an element stands (`contexts`); those on VAT and on the document as a whole are tests of
their own.
"""

from faktura.checks import Book, RuleText, catalogue_of, texts_of
from faktura.specifications.en16931.cii import (
    allowances,
    attributes,
    breakdown,
    code_lists,
    counts,
    document,
    lines,
    parties,
    references,
    taxes,
    totals,
    unused,
    vat,
)
from faktura.specifications.en16931.cii.contexts import Checks, LeafChecks, walk
from faktura.specifications.en16931.edition import SOURCE, VERSION

CHECKS: Checks = (
    *parties.CHECKS,
    *lines.CHECKS,
    *allowances.CHECKS,
    *totals.CHECKS,
    *references.CHECKS,
    *taxes.CHECKS,
    *vat.CHECKS,
    *counts.CHECKS,
    *code_lists.CHECKS,
    *unused.CHECKS,
)
"""What is asked of elements because of where they stand."""

LEAF_CHECKS: LeafChecks = (
    *code_lists.LEAF_CHECKS,
    *attributes.LEAF_CHECKS,
    *references.LEAF_CHECKS,
    *lines.LEAF_CHECKS,
)
"""The same of leaves that have attributes."""

NOT_CHECKED = {
    "BR-CO-05": "the artefact's own test is always true: whether code and reason mean the same can't be computed",
    "BR-CO-06": "the artefact's own test is always true: whether code and reason mean the same can't be computed",
    "BR-CO-07": "the artefact's own test is always true: whether code and reason mean the same can't be computed",
    "BR-CO-08": "the artefact's own test is always true: whether code and reason mean the same can't be computed",
    "BR-AF-09": "the artefact's own test is always true",
    "BR-AG-09": "the artefact's own test is always true",
    "CII-DT-010": "never asked: CII-DT-008 and CII-DT-009 come first for every ram:TypeCode",
    "CII-DT-011": "never asked: CII-DT-008 and CII-DT-009 come first for every ram:TypeCode",
    "CII-DT-012": "never asked: CII-DT-008 and CII-DT-009 come first for every ram:TypeCode",
}
"""Rules of the artefact that never fire, each with the reason."""


def _catalogue() -> dict[str, RuleText]:
    from faktura.specifications.en16931 import RULES

    formulas = (*(each.text for each in unused.TABLE), *attributes.texts(), *counts.texts())
    return {**texts_of(RULES), **{text.id: text for text in formulas}, **catalogue_of(__name__, "rules.toml")}


BOOK = Book(
    "en16931-cii",
    VERSION,
    SOURCE,
    (
        document.needed,
        document.root_attributes,
        walk(CHECKS, LEAF_CHECKS),
        document.gross,
        document.payment,
        vat.vat,
        breakdown.due_dates,
    ),
    _catalogue,
)
"""All rules of the artefact for CII."""
