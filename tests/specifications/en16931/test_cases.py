"""Every rule has a good and a bad case, and does on each what the case says."""

import pytest

from faktura.checks import check
from faktura.model.json import from_plain
from faktura.specifications.en16931 import RULES

from .bases import BASES
from .case_files import Case, as_parameters, read_cases

CASES = read_cases()
RULE_IDS = [rule.id for rule in RULES.rules]


@pytest.mark.parametrize("base", BASES)
def test_a_base_has_no_finding(base: str) -> None:
    assert check(from_plain(BASES[base]), RULES) == []


@pytest.mark.parametrize("case", as_parameters(CASES))
def test_the_rule_does_what_the_case_says(case: Case) -> None:
    findings = check(case.invoice(), RULES)
    told = "\n".join(f"  {finding.rule} at {finding.pointer}: {finding.message}" for finding in findings)
    fired = {finding.rule for finding in findings}
    expected = set(case.also) | (set() if case.good else {case.rule})
    assert fired == expected, (
        f"{case.file}, {case.name}\nexpected {sorted(expected) or 'no finding'}, but there is:\n{told}\n"
        "Correct the rule, or the case; list under `also` what else is broken by intention."
    )
    if not case.good:
        own = [finding for finding in findings if finding.rule == case.rule]
        assert [finding.pointer for finding in own] == list(case.at), f"{case.file}, {case.name}\n{told}"
        assert case.says in own[0].message, f"{case.file}, {case.name}\n{told}"


@pytest.mark.parametrize("rule_id", RULE_IDS)
@pytest.mark.parametrize("kind", ["good", "bad"])
def test_each_rule_has_cases(rule_id: str, kind: str) -> None:
    found = [case for case in CASES if case.rule == rule_id and case.good == (kind == "good")]
    assert found, (
        f"{rule_id} has no {kind} case: add [[{rule_id}.{kind}]] with why and change (a bad one also with at) to a "
        "file in tests/specifications/en16931/cases."
    )


def test_every_case_is_of_a_rule() -> None:
    unknown = {f"{case.file}: {case.rule}" for case in CASES} - {
        f"{c.file}: {c.rule}" for c in CASES if c.rule in RULE_IDS
    }
    assert not unknown, f"no such rules: {sorted(unknown)}"
