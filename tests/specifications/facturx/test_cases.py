"""Every rule beside the structure: a document that breaks it, and one that does not, in every profile that has it."""

import tomllib
from pathlib import Path

import pytest

from checks.case_files import Case, assert_case, cases, fired
from faktura.checks import Severity
from faktura.registry import specifications
from faktura.specifications.facturx import NOT_CHECKED

CASES = cases(Path(__file__).parent / "cases")
OFFICIAL = tomllib.loads((Path(__file__).parent / "official.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_fires_where_it_must(case: Case) -> None:
    assert_case(case)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_fires_in_the_profiles_that_have_it_and_in_no_other(case: Case) -> None:
    firing = {
        profile
        for profile in OFFICIAL
        if case.rule in {finding.rule for finding in fired(_as(case, profile), f"facturx-{profile}")}
    }
    assert firing == {profile for profile in OFFICIAL if case.rule in OFFICIAL[profile]["rules"]}


def _as(case: Case, profile: str) -> bytes:
    """The bad document with another profile's identifier."""
    old, new = (specifications()[name].identifier for name in (case.specification, f"facturx-{profile}"))
    return case.bad_document.replace(f">{old}<".encode(), f">{new}<".encode())


def test_every_official_rule_has_a_case_or_a_reason() -> None:
    official = {rule for profile in OFFICIAL.values() for rule in profile["rules"]}
    covered = {case.rule for case in CASES}
    assert covered | NOT_CHECKED.keys() == official
    assert not covered & NOT_CHECKED.keys()


@pytest.mark.parametrize("profile", OFFICIAL)
def test_the_catalogue_knows_every_rule_of_the_profile_with_its_severity(profile: str) -> None:
    (book,) = specifications()[f"facturx-{profile}"].books["cii"]
    texts = book.catalogue()
    rules = set(OFFICIAL[profile]["rules"]) - NOT_CHECKED.keys()
    assert all(texts[rule].id == rule and texts[rule].message for rule in rules)
    warnings = {rule for rule in rules if texts[rule].severity is not Severity.FATAL}
    assert warnings == set(OFFICIAL[profile]["warnings"])
