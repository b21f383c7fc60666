"""Which specification a document is held against: the one that it names, or that was asked for, in force on its day."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from faktura.checks import Finding, Severity
from faktura.model import Invoice
from faktura.registry import editions
from faktura.sockets import Specification
from faktura.source import Document, spaced

AUTO = "auto"
DEFAULT = "en16931"
"""What every document is held against that names no specification known here."""

_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})")
_UBL = ("/cbc:CustomizationID", "/cbc:ProfileID", "/cbc:IssueDate")
_CONTEXT = "/rsm:ExchangedDocumentContext"
_CII = (
    f"{_CONTEXT}/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID",
    f"{_CONTEXT}/ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID",
    "/rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString",
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a document says of itself: BT-24, BT-23, BT-2 (None when it is no day)."""

    identifier: str = ""
    business_process: str = ""
    issue_date: date | None = None


def claim_of(document: Document, syntax: str) -> Claim:
    """What a document in UBL or CII says of itself."""
    leaves = [document.paths.get(path) for path in (_UBL if syntax == "ubl" else _CII)]
    identifier, process, day = [spaced(found[0].text or "") if found else "" for found in leaves]
    return Claim(identifier, process, _day(day))


def claim_of_invoice(invoice: Invoice) -> Claim:
    """What an invoice of our own says of itself."""
    return Claim(invoice.specification or "", invoice.business_process or "", invoice.issue_date)


def _day(text: str) -> date | None:
    found = _DAY.match(text)
    try:
        return date.fromisoformat("-".join(found.groups())) if found else None
    except ValueError:
        return None


def choose(name: str, claim: Claim, form: str, syntax: str, on: date | None) -> tuple[Specification, list[Finding]]:
    """The specification for a document, in the version in force on the day `on`, or on its own day of issue.

    Findings, as information: the document names no specification that is known; it is older than the first version.

    Raises:
        LookupError: there is no specification of this name.
    """
    findings = []
    if name == AUTO:
        found = _recognised(claim.identifier, claim.business_process, form, syntax)
        if found is None:
            findings.append(_unknown(claim.identifier))
        name = found or DEFAULT
    versions = editions()[name]
    day = on or claim.issue_date
    chosen = in_force(versions, day)
    if day is not None and day < chosen.since:
        findings.append(
            _information(
                "specification_version",
                f"{chosen.title} {chosen.version} is in force since {chosen.since}, and the document is held against "
                f"it for {day}; older versions are not known here.",
            )
        )
    return chosen, findings


def in_force(versions: Sequence[Specification], day: date | None) -> Specification:
    """The version in force on a day: the newest that had begun and not ended; the newest of all without a day.

    Before the first version it is the first; between two, the one before the gap.
    """
    if day is None:
        return versions[-1]
    begun = [version for version in versions if version.since <= day]
    current = [version for version in begun if version.until is None or day <= version.until]
    return (current or begun or versions[:1])[-1]


def names_specification(identifier: str, specification: Specification) -> bool:
    """Whether BT-24 names this specification."""
    return bool(re.fullmatch(specification.recognised_by or re.escape(specification.identifier), identifier))


@functools.lru_cache(maxsize=1024)
def _recognised(identifier: str, business_process: str, form: str, syntax: str) -> str | None:
    """The name of the specification that BT-24 names, BT-23 deciding between several; None when there is none."""
    if not identifier:
        return None
    found = [
        version
        for versions in editions().values()
        for version in reversed(versions)
        if (version.books or syntax == "json") and names_specification(identifier, version)
    ]
    if not found:
        return None
    # Several may share an identifier: Factur-X has a profile with that of EN 16931, which is meant inside its PDF.
    is_hybrid = form == "hybrid-pdf"
    best = max(
        found,
        key=lambda version: (
            syntax in version.books,
            version.name.startswith("facturx-") == is_hybrid,
            bool(version.business_process) and version.business_process == business_process,
            version.identifier == identifier,
            version.name == DEFAULT,
        ),
    )
    return best.name


def _unknown(identifier: str) -> Finding:
    said = (
        f"The document names “{identifier[:200]}” (BT-24), which is no specification known here"
        if identifier
        else "The document names no specification (BT-24)"
    )
    return _information("specification_unknown", f"{said}; it was held against EN 16931 alone.", "/specification")


def _information(rule: str, message: str, pointer: str = "") -> Finding:
    term = "BT-24" if pointer else ""
    return Finding(rule=rule, severity=Severity.INFORMATION, message=message, pointer=pointer, term=term)
