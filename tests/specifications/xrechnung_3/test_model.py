"""XRechnung's rules on our model: each with a bad case that names the field to mend, and a good one."""

import copy
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from checks.case_files import base
from faktura.checks import Severity, check
from faktura.documents.check import check_model
from faktura.formats import ubl
from faktura.model import Invoice
from faktura.model.json import from_plain, to_plain
from faktura.specifications.en16931 import RULES as EN16931_RULES
from faktura.specifications.xrechnung_3 import NOT_IN_THE_MODEL, RULES, SPECIFICATIONS
from faktura.specifications.xrechnung_3.catalogue import catalogue
from faktura.specifications.xrechnung_3.own import OWN_RULES

Plain = dict[str, Any]
TABLES = tomllib.loads((Path(__file__).parent / "model.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Case:
    """`bad` and `good`: JSON pointer -> value, or "absent", to change in the base; `at`: where the rule is broken."""

    rule: str
    base: str
    bad: Plain
    good: Plain
    at: tuple[str, ...]

    def __str__(self) -> str:
        return self.rule


CASES = [
    Case(rule, case.get("base", "ubl-xrechnung"), case["bad"], case.get("good", {}), tuple(case["at"]))
    for rule, many in TABLES.items()
    for case in many
]


@cache
def plain(name: str) -> Plain:
    invoice, findings = ubl.read(base(name))
    assert invoice is not None
    assert not findings
    return to_plain(invoice)


def changed(name: str, changes: Plain) -> Invoice:
    document = copy.deepcopy(plain(name))
    for pointer, value in changes.items():
        *way, last = pointer.strip("/").split("/")
        place: Any = document
        for step in way:
            place = place[int(step)] if isinstance(place, list) else place.setdefault(step, {})
        if value == "absent":
            del place[int(last) if isinstance(place, list) else last]
        else:
            place[int(last) if isinstance(place, list) else last] = value
    return from_plain(document)


def test_the_base_has_no_finding() -> None:
    assert check(changed("ubl-xrechnung", {}), RULES) == []


def test_an_invoice_for_vehicles_is_valid_by_its_own_code_list() -> None:
    report = check_model(changed("ubl-xrechnung-vehicles", {}))
    assert report.specification == "xrechnung-3"
    assert [(finding.rule, finding.severity) for finding in report.findings] == [("BR-CL-13", Severity.INFORMATION)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_names_the_field(case: Case) -> None:
    bad = [finding for finding in check(changed(case.base, case.bad), OWN_RULES) if finding.rule == case.rule]
    assert tuple(finding.pointer for finding in bad) == case.at
    assert all(finding.message and finding.term for finding in bad)
    good = check(changed(case.base, case.good), OWN_RULES)
    assert case.rule not in {finding.rule for finding in good}


def test_every_own_rule_has_a_case() -> None:
    # Those from Peppol have theirs in Peppol's room.
    assert {case.rule for case in CASES} == {rule.id for rule in OWN_RULES.rules if rule.id.startswith("BR-")}


def test_a_rule_of_the_artefact_is_on_the_model_or_excused() -> None:
    own = [rule.id for rule in OWN_RULES.rules]
    assert len(own) == len(set(own))
    assert not set(own) & NOT_IN_THE_MODEL.keys()
    assert set(own) | NOT_IN_THE_MODEL.keys() == set(catalogue())


def test_what_it_builds_on_comes_first_with_severities_of_its_own() -> None:
    (specification,) = SPECIFICATIONS
    core = [rule.id for rule in EN16931_RULES.rules]
    assert [rule.id for rule in specification.rules.rules[: len(core)]] == core
    severities = {rule.id: rule.severity for rule in specification.rules.rules}
    assert severities["BR-CL-23"] is Severity.WARNING
    assert severities["PEPPOL-EN16931-R120"] is Severity.WARNING
