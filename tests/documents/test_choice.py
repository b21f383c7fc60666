"""Which specification a document is held against, and in which version."""

from dataclasses import replace
from datetime import date

import pytest

from faktura import registry
from faktura.documents import check, must_exist
from faktura.documents.choice import in_force
from faktura.registry import editions, specifications

from . import samples

CORE = specifications()["en16931"]


def rules_of(content: bytes, specification: str = "auto", on: date | None = None) -> list[str]:
    return [finding.rule for finding in check(content, specification, on).findings]


@pytest.mark.parametrize("form", samples.FORMS)
def test_the_document_names_its_specification(form: str) -> None:
    report = check(samples.FORMS[form])
    assert report.specification in ("en16931", "facturx-en16931")
    assert report.claim.identifier == samples.CORE
    assert report.valid, report.findings


@pytest.mark.parametrize("named", ["urn:example:unknown", ""])
def test_an_unknown_one_is_held_against_the_core_and_told(named: str) -> None:
    content = samples.changed(samples.UBL, (f">{samples.CORE}<", f">{named}<"))
    report = check(content)
    assert report.specification == "en16931"
    told = report.findings[0]
    assert (told.rule, told.severity, told.pointer, told.term) == (
        "specification_unknown",
        "information",
        "/specification",
        "BT-24",
    )
    assert named in told.message


def test_a_specification_may_be_asked_for() -> None:
    assert check(samples.UBL, "peppol-bis-3").specification == "peppol-bis-3"
    assert "PEPPOL-EN16931-R004" in rules_of(samples.UBL, "peppol-bis-3")


def test_an_unknown_name_is_refused_with_those_that_there_are() -> None:
    for call in (lambda: must_exist("nothing"), lambda: check(samples.UBL, "nothing"), lambda: check(b"", "nothing")):
        with pytest.raises(LookupError, match="en16931"):
            call()


def test_a_document_older_than_the_first_version_is_told() -> None:
    (told,) = check(samples.UBL, on=date(2010, 1, 1)).findings
    assert (told.rule, told.severity) == ("specification_version", "information")
    assert str(CORE.since) in told.message
    assert not rules_of(samples.UBL, on=date(2026, 11, 23))


@pytest.mark.parametrize("form", ["ubl-invoice", "cii", "json"])
def test_the_day_is_that_of_issue_unless_given(form: str) -> None:
    old = samples.FORMS[form].replace(b"2026-11-23", b"2001-11-23").replace(b"20261123", b"20011123")
    assert "specification_version" in rules_of(old)
    assert "specification_version" not in rules_of(old, on=date(2026, 11, 23))
    assert "specification_version" not in rules_of(samples.FORMS[form])


def test_the_version_in_force() -> None:
    first = replace(CORE, version="1", since=date(2020, 1, 1), until=date(2021, 6, 30))
    second = replace(CORE, version="2", since=date(2022, 1, 1))
    third = replace(CORE, version="3", since=date(2024, 1, 1))
    versions = (first, second, third)
    for day, version in (
        (date(2019, 1, 1), "1"),
        (date(2020, 1, 1), "1"),
        (date(2021, 6, 30), "1"),
        (date(2021, 7, 1), "1"),
        (date(2022, 1, 1), "2"),
        (date(2030, 1, 1), "3"),
        (None, "3"),
    ):
        assert in_force(versions, day).version == version


@pytest.fixture
def without_cii(monkeypatch: pytest.MonkeyPatch) -> None:
    only_ubl = replace(CORE, name="only-ubl", books={"ubl": CORE.books["ubl"]}, identifier="urn:only", recognised_by="")
    monkeypatch.setitem(registry.editions(), "only-ubl", (only_ubl,))


@pytest.mark.usefixtures("without_cii")
def test_a_specification_without_rules_for_the_syntax_is_fatal() -> None:
    report = check(samples.CII, "only-ubl")
    assert [finding.rule for finding in report.findings] == ["specification_not_for_syntax"]
    assert not report.valid
    assert check(samples.UBL, "only-ubl").valid


def test_every_specification_has_its_versions_in_order() -> None:
    for name, versions in editions().items():
        assert [each.since for each in versions] == sorted(each.since for each in versions)
        assert specifications()[name] is versions[-1]
