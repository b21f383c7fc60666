"""Elements and attributes that are not used: one document for each row of the table."""

import pytest

from checks.case_files import base
from checks.edits import edit
from faktura.specifications.en16931.ubl import BOOK
from faktura.specifications.en16931.ubl.unused import UNUSED

from .documents import rules, rules_after


def with_place(place: str) -> list[str]:
    """An edit of the base that puts something at a place of the table."""
    path, _, attribute = place.partition("@")
    path = path.removesuffix("/").removeprefix("//").removeprefix("/").replace("*/", "cac:InvoiceLine/")
    steps = path.split("/") if path else ["cbc:Note"]
    given = f' {attribute}="x"' if attribute else ""
    inside = f"<{steps[-1]}{given}/>"
    for step in reversed(steps[:-1]):
        inside = f"<{step}>{inside}</{step}>"
    return [f"append /* {inside}"]


@pytest.mark.parametrize(("rule", "place"), UNUSED.items())
def test_what_is_not_used_is_found(rule: str, place: str) -> None:
    assert rule in rules_after(*with_place(place))


@pytest.mark.parametrize("rule", [rule for rule, place in UNUSED.items() if place.startswith("*/")])
def test_what_is_not_used_is_found_in_credit_notes(rule: str) -> None:
    edits = [edit.replace("cac:InvoiceLine", "cac:CreditNoteLine") for edit in with_place(UNUSED[rule])]
    assert rule in rules_after(*edits, name="ubl-credit-note")


@pytest.mark.parametrize("name", ["ubl-invoice", "ubl-credit-note"])
def test_bases_use_what_is_used(name: str) -> None:
    assert not rules(edit(base(name), []))


def test_attributes_of_the_root_are_seen() -> None:
    assert "UBL-DT-19" in rules_after("attribute /* @languageID = de")


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("UBL-CR-001", "EN 16931 does not use ext:UBLExtensions; leave it out."),
        ("UBL-CR-515", "EN 16931 does not use a line's cbc:UUID; leave it out."),
        ("UBL-CR-652", "EN 16931 uses no attribute schemeID at cac:PartyTaxScheme/cbc:CompanyID; leave it out."),
        ("UBL-DT-08", "EN 16931 uses no attribute schemeName; leave it out."),
    ],
)
def test_the_sentence_says_what_and_where(rule: str, sentence: str) -> None:
    assert BOOK.catalogue()[rule].message == sentence
