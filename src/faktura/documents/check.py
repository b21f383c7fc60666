"""Check a document as its sender wrote it against a specification."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from faktura.checks import Finding, Severity, hold
from faktura.checks import check as check_invoice
from faktura.documents.choice import AUTO, Claim, choose, claim_of, claim_of_invoice
from faktura.documents.json_document import read_json
from faktura.documents.known import CHECKED
from faktura.documents.places import with_places
from faktura.documents.recognise import Recognised, UnsupportedDocument, recognise
from faktura.model import Invoice
from faktura.registry import editions
from faktura.sockets import Specification
from faktura.source import UnreadableDocument, document


@dataclass(frozen=True, slots=True)
class Report:
    """What a check says: the document's format, the specification it was held against, and the findings.

    `version` and `source` are those of the specification; all three are empty where it did not come to a check.
    `claim` is what the document says of itself.
    """

    format: str
    specification: str
    findings: tuple[Finding, ...]
    version: str = ""
    source: str = ""
    claim: Claim = field(default_factory=Claim)

    @property
    def valid(self) -> bool:
        """Whether no finding is fatal."""
        return all(finding.severity is not Severity.FATAL for finding in self.findings)

    def to_plain(self) -> dict[str, Any]:
        """The report as JSON-ready data, as the command line and the API answer it."""
        return {
            "format": self.format,
            "specification": self.specification,
            "valid": self.valid,
            "findings": [
                {
                    "rule": finding.rule,
                    "severity": finding.severity.value,
                    "message": finding.message,
                    "pointer": finding.pointer,
                    "term": finding.term,
                    "location": finding.location,
                }
                for finding in self.findings
            ],
        }


def check(content: bytes, specification: str = AUTO, on: date | None = None) -> Report:
    """Check a document: UBL, CII, the invoice inside a hybrid PDF, our own JSON.

    `on`: the day whose versions count, that of issue when it is not given. Never raises for what is in `content`:
    what can't be read is a finding ``document_unreadable``, what is not checked one ``document_unsupported``.

    Raises:
        LookupError: no specification has this name.
    """
    if specification != AUTO:
        must_exist(specification)
    try:
        recognised = recognise(content)
        if recognised.root is None:
            return _check_json(recognised, specification, on)
        return _check_xml(recognised, specification, on)
    except UnreadableDocument as error:
        return unreadable(str(error))
    except UnsupportedDocument as error:
        return Report(error.format, "", (_fatal("document_unsupported", str(error)),))


def unreadable(sentence: str) -> Report:
    """The report on what could not be read; the sentence says why."""
    return Report("", "", (_fatal("document_unreadable", sentence),))


def must_exist(specification: str) -> None:
    """Nothing, where a specification has this name, or it is ``auto``.

    Raises:
        LookupError: none has; its text names those that there are.
    """
    if specification != AUTO and specification not in editions():
        known = ", ".join((AUTO, *sorted(editions())))
        raise LookupError(f"There is no specification {specification[:80]!r}; there are {known}.")


def _check_xml(recognised: Recognised, specification: str, on: date | None) -> Report:
    root, syntax = recognised.root, recognised.syntax
    assert root is not None
    written = document(root, CHECKED[root.tag].names)
    claim = claim_of(written, syntax)
    chosen, notes = choose(specification, claim, recognised.format, syntax, on)
    books = chosen.books.get(syntax)
    if books is None:
        return _without_rules(recognised.format, chosen, syntax, claim)
    found = hold(written, books, chosen.severities_for(claim.identifier))
    written.release()
    if found:
        found = with_places(found, root, syntax)
    return _report(recognised.format, chosen, claim, (*recognised.notes, *notes, *found))


def _check_json(recognised: Recognised, specification: str, on: date | None) -> Report:
    invoice, wrong = read_json(recognised.content)
    if invoice is None:
        return Report(recognised.format, "", tuple(wrong))
    return check_model(invoice, specification, on, recognised.format)


def check_model(invoice: Invoice, specification: str = AUTO, on: date | None = None, form: str = "json") -> Report:
    """Hold an invoice of our own against a specification's rules on the model.

    Raises:
        LookupError: no specification has this name.
    """
    claim = claim_of_invoice(invoice)
    chosen, notes = choose(specification, claim, form, "json", on)
    if not chosen.rules.rules:
        return _without_rules(form, chosen, "json", claim)
    found = check_invoice(invoice, chosen.rules)
    return _report(form, chosen, claim, (*notes, *_regraded(found, chosen.severities_for(claim.identifier))))


def _regraded(findings: list[Finding], severities: Mapping[str, Severity]) -> list[Finding]:
    if not severities:
        return findings
    return [
        Finding(
            rule=each.rule,
            severity=severities.get(each.rule, each.severity),
            message=each.message,
            pointer=each.pointer,
            term=each.term,
        )
        for each in findings
    ]


def _report(form: str, chosen: Specification, claim: Claim, findings: tuple[Finding, ...]) -> Report:
    return Report(form, chosen.name, findings, chosen.version, chosen.source, claim)


def _without_rules(form: str, chosen: Specification, syntax: str, claim: Claim) -> Report:
    message = f"{chosen.title} has no rules for {syntax.upper()}, so this document can't be checked by it."
    return _report(form, chosen, claim, (_fatal("specification_not_for_syntax", message),))


def _fatal(rule: str, message: str) -> Finding:
    return Finding(rule=rule, severity=Severity.FATAL, message=message)
