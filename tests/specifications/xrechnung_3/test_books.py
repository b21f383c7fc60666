"""XRechnung's rules on the elements of UBL and CII: each with a case, each named in the code and in the catalogue."""

import re
from importlib import resources
from pathlib import Path

import pytest

from checks.case_files import Case, assert_case, cases
from faktura.checks import Severity
from faktura.specifications.xrechnung_3.catalogue import catalogue
from faktura.specifications.xrechnung_3.cii import BOOK as CII_BOOK
from faktura.specifications.xrechnung_3.ubl import BOOK as UBL_BOOK

CASES = cases(Path(__file__).parent / "cases")
ID = re.compile(r'"((?:BR-(?:DE|DEX|TMP)|PEPPOL-EN16931)-[A-Z0-9a-z-]+)"')
# KoSIT's Schematron 2.5.1-SNAPSHOT: 76 assertions for UBL, 71 for CII, 80 different ones together.
OFFICIAL = {"ubl": 76, "cii": 71}
FLAGS = {Severity.FATAL: 68, Severity.WARNING: 11, Severity.INFORMATION: 1}


def named(syntax: str) -> set[str]:
    """The ids that the code of a syntax names."""
    folder = resources.files("faktura.specifications.xrechnung_3").joinpath(syntax)
    return {rule for file in folder.iterdir() if file.name.endswith(".py") for rule in ID.findall(file.read_text())}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_fires_where_it_must(case: Case) -> None:
    assert_case(case)


@pytest.mark.parametrize("syntax", OFFICIAL)
def test_every_rule_of_the_artefact_is_in_the_code_and_has_a_case(syntax: str) -> None:
    rules = named(syntax)
    assert len(rules) == OFFICIAL[syntax]
    assert {case.rule for case in CASES if case.base.startswith(syntax)} == rules


def test_the_catalogue_holds_the_rules_of_both_syntaxes_and_no_others() -> None:
    texts = catalogue()
    assert set(texts) == named("ubl") | named("cii")
    assert {level: sum(text.severity is level for text in texts.values()) for level in Severity} == FLAGS
    assert all(text.id == rule and text.message for rule, text in texts.items())
    assert UBL_BOOK.catalogue() == CII_BOOK.catalogue() == texts
