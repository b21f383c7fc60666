"""A bounded hunt in every run: mutated documents, on which our check must say what the official rules say.

``FAKTURA_HUNT`` is the number of mutants for each specification and syntax, ``FAKTURA_HUNT_SEED`` the seed.
"""

import os

import pytest

from . import official, oracles
from .hunt import Order, chase, grouped, hunt, mutant
from .minimising import smaller

pytestmark = pytest.mark.conformance

COUNT = int(os.environ.get("FAKTURA_HUNT", "300"))
SEED = int(os.environ.get("FAKTURA_HUNT_SEED", "0"))

SAME_RULES_MIN = {
    "en16931": 1.0,
    "peppol-bis-3": 1.0,
    "xrechnung-3": 0.99,
    "facturx-minimum": 1.0,
    "facturx-basic-wl": 0.99,
    "facturx-basic": 1.0,
    "facturx-en16931": 1.0,
    "facturx-extended": 1.0,
    "nlcius": 0.98,
}
"""The share of mutants on which we name exactly the official fatal rules. A floor only rises; the aim is 1.0."""


@pytest.mark.timeout(max(300, COUNT))
@pytest.mark.parametrize("specification", oracles.SPECIFICATIONS)
def test_mutants_get_the_official_verdict(specification):
    try:
        tally = hunt(Order(specification, seed=SEED, count=COUNT, warnings=True))
        rules = oracles.all_rules(specification)
    except oracles.NoOracleError as why:
        official.note(f"{specification} was NOT hunted: {why}.")
        return
    official.report(f"hunt {specification}", {**tally.to_plain(), "seed": SEED, "rules": len(rules)})
    official.note(f"{tally.row(f'{specification}, mutants')}  rules fired {len(tally.fired & rules)}/{len(rules)}")
    for rule, direction in list(grouped(tally.catches))[:8]:
        official.note(f"    {direction} {rule}")
    assert tally.exact >= SAME_RULES_MIN.get(specification, 0.0) * tally.documents


def test_a_seed_makes_the_same_mutants_again():
    order = Order("en16931", own=True, seed=7)
    first = [mutant(order, syntax, number) for syntax in ("ubl", "cii") for number in range(60)]
    assert first == [mutant(order, syntax, number) for syntax in ("ubl", "cii") for number in range(60)]
    changed = [content for base, _, content, _ in first if content != base.content]
    assert len(set(changed)) > 100


def test_the_hunt_sees_the_same_in_parts():
    order = Order("en16931", own=True, seed=7)
    whole = chase((order, "ubl", 0, 20))
    parts = chase((order, "ubl", 0, 9))
    parts.join(chase((order, "ubl", 9, 20)))
    assert whole == parts


def test_an_example_shrinks_to_what_it_needs():
    content = b"<a><b><c/><d>1</d></b><e><f/><g/></e></a>"
    assert b"".join(smaller(content, lambda one: b"<d>1</d>" in one).split()).endswith(b"<a><b><d>1</d></b></a>")
