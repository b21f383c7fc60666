"""Every rule of the artefact is named in the code, has its text, and has a case; or says why it is not checked."""

import re
from importlib import resources
from pathlib import Path

import pytest

from checks.case_files import Case, assert_case, cases
from faktura.checks import Severity
from faktura.specifications.en16931.ubl import BOOK, NOT_CHECKED
from faktura.specifications.en16931.ubl.families import FAMILIES
from faktura.specifications.en16931.ubl.unused import UNUSED

from .documents import rules_after

CASES = cases(Path(__file__).parent / "cases")
ID = re.compile(r'"((?:BR|UBL)-(?:[A-Z]+-)?[0-9]{2,3})"')
# CEN's EN16931-UBL-validation.xslt 1.3.16: 979 assertions, of which 698 only warn.
OFFICIAL, WARNINGS = 979, 698
# The artefact's own expressions break off on these documents, so that no case of them can be proven.
BREAKS_OFF = {
    "UBL-SR-09": "double /*/cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName",
    "UBL-SR-15": "double /*/cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName",
    "UBL-SR-22": "double /*/cac:TaxRepresentativeParty/cac:PartyName",
    "UBL-SR-27": "double /*/cac:PaymentMeans[1]/cbc:PaymentMeansCode",
}


def named() -> set[str]:
    """The ids that the code names, in words or in tables."""
    folder = resources.files("faktura.specifications.en16931.ubl")
    files = [file for file in folder.iterdir() if file.name.endswith(".py") and file.name != "__init__.py"]
    found = {rule for file in files for rule in ID.findall(file.read_text("utf-8"))}
    return found.union(UNUSED, *(ids[1:] for ids in FAMILIES.values()))


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
    assert {case.rule for case in CASES} | BREAKS_OFF.keys() == named() - UNUSED.keys()


def test_every_text_says_something() -> None:
    assert [text.id for text in BOOK.catalogue().values() if not text.message.endswith(".")] == []
