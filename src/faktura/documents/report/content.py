"""What a report says: the document, the rules and their version, the verdict, and each broken rule with its places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from faktura.checks import Finding, Severity
from faktura.documents.check import Report
from faktura.documents.terminal import harmless
from faktura.model import Invoice
from faktura.model.terms import all_terms
from faktura.registry import editions

PLACES_MAX = 20
"""So many places of one rule are listed; the others are counted."""

_FORMATS = {
    "ubl-invoice": "UBL 2.1, Invoice",
    "ubl-creditnote": "UBL 2.1, CreditNote",
    "cii": "UN/CEFACT Cross Industry Invoice",
    "hybrid-pdf": "PDF with an invoice as XML inside (Factur-X, ZUGFeRD)",
    "json": "JSON of Faktura",
}
_TITLES = {
    Severity.FATAL: ("What must be mended", "Receivers may refuse the document because of these."),
    Severity.WARNING: ("What should be looked at", "The document is valid all the same."),
    Severity.INFORMATION: ("Good to know", "Nothing needs to be done."),
}
_TERM_NAMES = {number: name for number, _, name in reversed(list(all_terms(Invoice)))}


@dataclass(frozen=True, slots=True)
class Broken:
    """One rule that is broken: what it says, the business terms by name, and where; `more` places are not listed."""

    rule: str
    message: str
    terms: tuple[str, ...]
    places: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """The findings of one severity."""

    title: str
    remark: str
    broken: tuple[Broken, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """All that is printed."""

    title: str
    verdict: str
    valid: bool
    facts: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...]


def describe_report(report: Report, name: str, day: date | None) -> Content:
    """The report on the document `name`, made on `day`."""
    counts = {grave: sum(each.severity is grave for each in report.findings) for grave in Severity}
    if report.valid:
        verdict = "Valid: the document keeps all rules that it was checked by."
    elif not report.specification:
        verdict = "Not checked: the document could not be read as an invoice."
    else:
        rules = len({each.rule for each in report.findings if each.severity is Severity.FATAL})
        verdict = f"Not valid: {_counted(rules, 'rule is', 'rules are')} broken that must hold."
    chapters = tuple(
        Chapter(*_TITLES[grave], _broken(each for each in report.findings if each.severity is grave))
        for grave in Severity
        if counts[grave]
    )
    facts = tuple((label, harmless(value)) for label, value in _facts(report, name, day) if value)
    return Content(f"Check of {harmless(name)}", verdict, report.valid, facts, chapters)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _facts(report: Report, name: str, day: date | None) -> Iterable[tuple[str, str]]:
    versions = editions().get(report.specification, ())
    title = next((each.title for each in versions if each.version == report.version), "")
    yield "Document", name
    yield "Format", _FORMATS.get(report.format, report.format)
    yield "Names as its rules (BT-24)", report.claim.identifier
    yield "Issued on (BT-2)", report.claim.issue_date.isoformat() if report.claim.issue_date else ""
    yield "Checked by", f"{title}, version {report.version}" if title else ""
    yield "Source of the rules", report.source
    yield "Checked on", day.isoformat() if day else ""


def _broken(findings: Iterable[Finding]) -> tuple[Broken, ...]:
    """The findings gathered by rule and sentence, in the order in which each came up first."""
    gathered: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        gathered.setdefault((finding.rule, finding.message), []).append(finding)
    return tuple(_rule(rule, message, same) for (rule, message), same in gathered.items())


def _rule(rule: str, message: str, findings: Sequence[Finding]) -> Broken:
    numbers = dict.fromkeys(
        number for finding in findings for number in finding.term.replace(",", " ").split() if number
    )
    terms = tuple(f"{number} {_TERM_NAMES[number]}" if number in _TERM_NAMES else number for number in numbers)
    places = tuple(dict.fromkeys(text for finding in findings if (text := _place(finding))))
    shown = tuple(harmless(place) for place in places[:PLACES_MAX])
    return Broken(rule, harmless(message), terms, shown, len(places) - len(shown))


def _place(finding: Finding) -> str:
    return " = ".join(text for text in (finding.location, finding.pointer) if text)
