"""Every rule of the artefact is named in the code, has its text, and has a case; or says why it is not checked."""

import re
from importlib import resources
from pathlib import Path

import pytest

from checks.case_files import Case, assert_case, cases
from faktura.checks import Severity
from faktura.specifications.en16931.cii import BOOK, NOT_CHECKED
from faktura.specifications.en16931.cii.attributes import texts
from faktura.specifications.en16931.cii.unused import TABLE
from faktura.specifications.en16931.cii.vat_families import FAMILIES

from .documents import rules_after

CASES = cases(Path(__file__).parent / "cases")
ID = re.compile(r'"((?:BR|CII)-(?:[A-Z]+-)?[0-9]{2,3})"')
TABLES = {each.rule for each in TABLE} | {text.id for text in texts()}
# CEN's EN16931-CII-validation.xslt 1.3.16: 806 assertions, of which 471 only warn.
OFFICIAL, WARNINGS = 806, 471
# Families whose rows are never compared with the rate, in the artefact's own words.
NEVER = {"BR-AF-09", "BR-AG-09"}
# The artefact's own expressions break off on these documents, so that no case of them can be proven.
_TOTALS = "//ram:SpecifiedTradeSettlementHeaderMonetarySummation"
BREAKS_OFF = {
    "CII-SR-477": f"double {_TOTALS}/ram:LineTotalAmount",
    "CII-SR-478": f"double {_TOTALS}/ram:ChargeTotalAmount",
    "CII-SR-479": f"double {_TOTALS}/ram:AllowanceTotalAmount",
    "CII-SR-480": f"double {_TOTALS}/ram:TaxBasisTotalAmount",
    "CII-SR-481": f"double {_TOTALS}/ram:RoundingAmount",
    "CII-SR-482": f"double {_TOTALS}/ram:GrandTotalAmount",
    "CII-SR-484": f"double {_TOTALS}/ram:TotalPrepaidAmount",
    "CII-SR-487": f"double {_TOTALS}/ram:DuePayableAmount",
}


def named() -> set[str]:
    """The ids that the code names, in words or in tables."""
    folder = resources.files("faktura.specifications.en16931.cii")
    files = [file for file in folder.iterdir() if file.name.endswith(".py") and file.name != "__init__.py"]
    found = {rule for file in files for rule in ID.findall(file.read_text("utf-8"))}
    families = {family.rule(number) for family in FAMILIES.values() for number in range(1, 11)} - NEVER
    return found.union(families, (each.rule for each in TABLE))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_fires_where_it_must(case: Case) -> None:
    assert_case(case)


@pytest.mark.parametrize("rule", BREAKS_OFF)
def test_the_rule_fires_where_the_artefact_breaks_off(rule: str) -> None:
    assert {rule, "element_repeated"} <= rules_after(BREAKS_OFF[rule])


def test_the_catalogue_has_every_official_rule() -> None:
    catalogue = BOOK.catalogue()
    assert len(catalogue.keys() | NOT_CHECKED.keys()) == OFFICIAL
    assert sum(text.severity is Severity.WARNING for text in catalogue.values()) == WARNINGS


def test_the_code_names_every_rule_of_the_catalogue() -> None:
    assert named() == BOOK.catalogue().keys() - NOT_CHECKED.keys()


def test_every_rule_has_a_case() -> None:
    assert {case.rule for case in CASES} | BREAKS_OFF.keys() == named() - TABLES


def test_every_text_says_something() -> None:
    assert [text.id for text in BOOK.catalogue().values() if not text.message.endswith(".")] == []
