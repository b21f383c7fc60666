"""Every rule of Peppol has a good and a bad case, and does on each what the case says."""

import pytest

from faktura.checks import check
from faktura.model.json import from_plain
from faktura.specifications.peppol_bis_3 import NOT_IN_THE_MODEL, OWN_RULES, RULES

from .cases import BASE, Case, read_cases

CASES = read_cases()


def test_the_base_has_no_finding():
    assert check(from_plain(BASE), RULES) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule} {'good' if case.good else 'bad'}")
def test_the_rule_does_what_the_case_says(case: Case):
    findings = check(case.invoice(), OWN_RULES)
    expected = set(case.also) | (set() if case.good else {case.rule})
    assert {finding.rule for finding in findings} == expected, findings
    if not case.good:
        assert [finding.pointer for finding in findings if finding.rule == case.rule] == case.at


@pytest.mark.parametrize("rule", [rule.id for rule in OWN_RULES.rules])
def test_each_rule_has_a_good_and_a_bad_case(rule):
    kinds = {case.good for case in CASES if case.rule == rule}
    assert kinds == {True, False}, f"add [[{rule}.good]] and [[{rule}.bad]] to cases.toml"


def test_no_case_is_of_an_unknown_rule():
    assert {case.rule for case in CASES} == {rule.id for rule in OWN_RULES.rules}


def test_a_rule_is_either_here_or_excused():
    assert not {rule.id for rule in RULES.rules} & NOT_IN_THE_MODEL.keys()
