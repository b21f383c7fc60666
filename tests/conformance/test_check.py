"""Our check beside the official verdicts: every foreign document of the corpora, every specification, rule for rule."""

import pytest

from . import comparison, official, oracles
from .hunt import KEPT, Order, corpus, grouped

pytestmark = pytest.mark.conformance

FLOORS = {
    "en16931": (1.0, 1.0),
    "peppol-bis-3": (0.82, 0.82),
    "xrechnung-3": (1.0, 1.0),
    "facturx-minimum": (1.0, 1.0),
    "facturx-basic-wl": (1.0, 1.0),
    "facturx-basic": (1.0, 1.0),
    "facturx-extended": (1.0, 1.0),
    "nlcius": (1.0, 0.98),
}
"""The share of documents with the official verdict, and the share on which we name exactly the official fatal rules.

A floor only rises; the aim is 1.0."""


@pytest.mark.parametrize("specification", oracles.SPECIFICATIONS)
def test_foreign_documents_get_the_official_verdict(specification):
    tally = corpus(Order(specification, warnings=True))
    if not tally.documents:
        return
    official.report(f"check {specification}", tally.to_plain())
    official.note(tally.row(f"{specification}, corpus"))
    for rule, direction in list(grouped(tally.catches))[:8]:
        official.note(f"    {direction} {rule}")
    verdict, rules = FLOORS.get(specification, (0.0, 0.0))
    assert tally.agreeing >= verdict * tally.documents
    assert tally.exact >= rules * tally.documents


def test_what_once_went_wrong_stays_right():
    wrong = {}
    for path in sorted(KEPT.glob("*/*.xml")):
        specification, content = path.parent.name, path.read_bytes()
        try:
            theirs = oracles.ask(specification, oracles.syntax_of(content), content)
        except oracles.NoOracleError:
            continue
        found = list(comparison.differences(comparison.ours(specification, content), theirs, comparison.ALL_LEVELS))
        if found:
            wrong[f"{specification}/{path.name}"] = found
    assert wrong == {}
