"""Every case of a rule on documents is confirmed by the official stylesheets."""

import pytest

from checks.case_files import BASES, every_case

from . import official, official_cii, oracles
from .rule_cases import prove

pytestmark = pytest.mark.conformance

CASES = every_case()
NAMED = {"peppol": "peppol-bis-3", "xrechnung": "xrechnung-3"}
"""Bases that are of another specification than EN 16931 say so in their names."""


def test_every_case_is_of_a_specification_with_official_rules():
    assert {case.specification for case in CASES} <= set(oracles.SPECIFICATIONS)


def test_every_base_is_valid():
    broken = {}
    for path in sorted(BASES.glob("*.xml")):
        named = (name for word, name in NAMED.items() if word in path.stem)
        content = path.read_bytes()
        syntax = oracles.syntax_of(content)
        schema = official.schema_errors if syntax == "ubl" else official_cii.schema_errors
        try:
            answer = oracles.ask(next(named, "en16931"), syntax, content)
        except oracles.NoOracleError:
            continue
        if not answer.valid or schema(content):
            broken[path.name] = [*answer.fatal, answer.error, *schema(content)]
    assert broken == {}


@pytest.mark.parametrize("specification", oracles.SPECIFICATIONS)
def test_the_official_rules_say_the_same_of_our_cases(specification):
    cases = [case for case in CASES if case.specification == specification]
    try:
        proof = prove(cases)
    except oracles.NoOracleError as why:
        official.note(f"Cases of {specification} were NOT proven: {why}.")
        return
    if cases:
        official.report(f"rule cases of {specification}", {"cases": proof.cases, "rules": sorted(proof.proven)})
        official.note(
            f"{specification + ', rule cases':<33} cases {proof.cases:>5}  rules proven {len(proof.proven):>4}"
        )
    assert proof.denied == []
