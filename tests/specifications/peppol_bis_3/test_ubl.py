"""Every rule on UBL has a bad and a good case, a text of its own, and a place in the code."""

import re
from importlib import resources
from pathlib import Path

import pytest

from checks.case_files import assert_case, cases
from faktura.checks import Severity
from faktura.specifications.peppol_bis_3 import ubl

CASES = cases(Path(__file__).parent / "cases")
CATALOGUE = ubl.BOOK.catalogue()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case(case):
    assert_case(case)


def test_each_rule_has_a_case():
    assert {case.rule for case in CASES} == CATALOGUE.keys() - ubl.NOT_CHECKED.keys()


def test_the_catalogue_holds_the_rules_that_the_code_names():
    rooms = ("faktura.specifications.peppol_bis_3.ubl", "faktura.specifications.peppol_bis_3")
    files = [file for room in rooms for file in resources.files(room).iterdir() if file.name.endswith(".py")]
    codes = [file.read_text("utf-8") for file in files if "ubl" in str(file) or file.name in {"codes.py", "forms.py"}]
    named = {rule for code in codes for rule in re.findall(r'"((?:PEPPOL-[A-Z0-9]+|[A-Z]{2}-[RS])-[A-Z0-9-]+)"', code)}
    assert named == CATALOGUE.keys() - ubl.NOT_CHECKED.keys()


def test_the_catalogue_is_as_long_as_the_artefact():
    # The assertions of PEPPOL-EN16931-UBL in 3.0.21, counted in its XSLT.
    assert len(CATALOGUE) == 165
    warnings = [rule for rule, text in CATALOGUE.items() if text.severity is Severity.WARNING]
    assert len(warnings) == 26


def test_each_text_says_something_of_its_own():
    messages = [text.message for text in CATALOGUE.values()]
    assert len(set(messages)) >= len(messages) - 1  # the same fiscal code stands under two schemes
    assert all(message.endswith((".", "?")) and len(message) > 30 for message in messages)
