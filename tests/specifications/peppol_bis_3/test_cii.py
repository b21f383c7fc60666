"""Every rule on CII has a bad and a good case, a text, and a place in the code.

The cases do not lie with those of UBL: no official stylesheet is published that could confirm them.
"""

import re
from importlib import resources
from pathlib import Path

import pytest

from checks.case_files import assert_case, cases
from faktura.checks import Severity
from faktura.specifications.peppol_bis_3 import cii

CASES = cases(Path(__file__).parent / "cases_cii")
CATALOGUE = cii.BOOK.catalogue()
CHECKED = CATALOGUE.keys() - cii.NOT_CHECKED.keys()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case(case):
    assert_case(case)


def test_each_rule_has_a_case():
    assert {case.rule for case in CASES} == CHECKED


def test_the_catalogue_holds_the_rules_that_the_code_names():
    files = list(resources.files("faktura.specifications.peppol_bis_3.cii").iterdir())
    files.append(resources.files("faktura.specifications.peppol_bis_3").joinpath("forms.py"))
    codes = [file.read_text("utf-8") for file in files if file.name.endswith(".py") and file.name != "__init__.py"]
    named = {rule for code in codes for rule in re.findall(r'"((?:PEPPOL-[A-Z0-9]+|[A-Z]{2}-[RS])-[A-Z0-9-]+)"', code)}
    # The forms of schemes that only the artefact for UBL looks at.
    of_ubl = {f"PEPPOL-COMMON-R0{rule}" for rule in ("52", "53", "54", "55", "56-1", "57")}
    assert named - of_ubl == CHECKED


def test_the_catalogue_is_as_long_as_the_artefact():
    # The rules of Peppol BIS Billing that bind CII in 3.0.19.
    assert len(CATALOGUE) == 84
    assert sum(text.severity is Severity.WARNING for text in CATALOGUE.values()) == 13


def test_no_text_names_an_element_of_ubl():
    assert not [rule for rule, text in CATALOGUE.items() if "cbc:" in text.message or "cac:" in text.message]
