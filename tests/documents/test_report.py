"""The report on a check, for people who keep the books."""

import io
from datetime import date

import pypdf
import pytest

from faktura.checks import Finding, Severity
from faktura.documents import Report, check
from faktura.documents.report import FORMATS, write_report
from faktura.documents.report.content import PLACES_MAX, describe_report

from . import samples

DAY = date(2026, 11, 24)
HOSTILE = "<img src=x onerror=alert(1)> #panic() \x1b[31m $x$ *b* @a"


def text_of(report: Report, form: str, name: str = "invoice.xml") -> str:
    made = write_report(report, name, form, DAY)
    if form == "html":
        return made.decode()
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_says_what_was_checked_by_which_rules_and_what_came_of_it(form: str) -> None:
    report = check(samples.WRONG_TOTAL)
    text = text_of(report, form)
    for said in ("invoice.xml", "Not valid", "EN 16931", report.version, "2026-11-24", "BR-CO-16", "UBL 2.1"):
        assert said in text
    assert "BT-115 Amount due for payment" in " ".join(text.split())
    assert "Valid: the document keeps" in text_of(check(samples.UBL), form)
    assert "Not checked" in text_of(check(b""), form)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_report_gives_the_same_bytes(form: str) -> None:
    report = check(samples.WRONG_TOTAL)
    assert write_report(report, "a", form, DAY) == write_report(report, "a", form, DAY)


def test_nothing_in_a_report_is_read_as_code() -> None:
    finding = Finding(rule="R", severity=Severity.FATAL, message=HOSTILE, location=HOSTILE)
    report = Report("cii", "en16931", (finding,))
    page = text_of(report, "html", HOSTILE)
    assert "<img" not in page
    assert "<script" not in page
    assert "\x1b" not in page
    assert "#panic()" in text_of(report, "pdf", HOSTILE).replace("\u200b", "")


def test_the_same_rule_at_many_places_is_one_chapter() -> None:
    findings = tuple(
        Finding(rule="BR-25", severity=Severity.FATAL, message="A name.", term="BT-153", location=f"/line {number}")
        for number in range(PLACES_MAX + 5)
    )
    (chapter,) = describe_report(Report("cii", "en16931", findings), "a", None).chapters
    (broken,) = chapter.broken
    assert (len(broken.places), broken.more) == (PLACES_MAX, 5)
    assert broken.terms == ("BT-153 Item name",)


def test_severities_stand_in_their_order() -> None:
    findings = tuple(Finding(rule=grave, severity=grave, message="x.") for grave in reversed(Severity))
    content = describe_report(Report("cii", "en16931", findings), "a", None)
    assert [chapter.broken[0].rule for chapter in content.chapters] == ["fatal", "warning", "information"]
    assert "1 rule is broken" in content.verdict
