"""Every national rule against its cases in cases/<cc>.toml: at least one good and one bad each.

A case changes the country's sample invoice: `change` is merged into it, `remove` takes JSON pointers out. A bad case
may say `at`, the pointers of the findings; a good one is silent for its rule.
"""

import tomllib
from pathlib import Path

import pytest

from faktura.model.json import from_plain
from faktura.registry import countries

from .sample import changed, sample_invoice

CASES = Path(__file__).parent / "cases"


def _cases():
    for path in sorted(CASES.glob("*.toml")):
        for verdict, cases in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for case in cases:
                name = f"{case['rule']}-{verdict}-{case['why'].replace(' ', '_')}"
                yield pytest.param(path.stem.upper(), verdict, case, id=name)


@pytest.mark.parametrize(("code", "verdict", "case"), list(_cases()))
def test_case(code, verdict, case):
    assert verdict in ("good", "bad")
    assert set(case) <= {"rule", "why", "change", "remove", "at"}
    found = countries()[code]
    assert found.rules is not None
    rule = next((rule for rule in found.rules.rules if rule.id == case["rule"]), None)
    assert rule is not None, f"{code} has no rule {case['rule']}"
    invoice = from_plain(changed(sample_invoice(found), case.get("change", {}), case.get("remove")))
    findings = list(rule.findings(invoice))
    if verdict == "good":
        assert findings == [], case["why"]
    else:
        assert findings, case["why"]
        assert [finding.pointer for finding in findings] == case["at"]
        assert all(finding.term for finding in findings)


def test_every_rule_has_a_good_and_a_bad_case(country):
    if country.rules is None:
        return
    path = CASES / f"{country.code.lower()}.toml"
    assert path.exists(), f"write the cases of {country.name}'s rules to tests/countries/cases/{path.name}"
    cases = tomllib.loads(path.read_text(encoding="utf-8"))
    for rule in country.rules.rules:
        for verdict in ("good", "bad"):
            known = [case for case in cases.get(verdict, ()) if case["rule"] == rule.id]
            assert known, f"{rule.id} has no {verdict} case in tests/countries/cases/{path.name}"
