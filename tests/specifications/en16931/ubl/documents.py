"""Documents for the tests of rules on UBL, and what the book says of them."""

from checks.case_files import base
from checks.edits import edit
from faktura.checks import Finding, hold
from faktura.source import UBL, document, parse
from faktura.specifications.en16931.ubl import BOOK


def findings(content: bytes) -> list[Finding]:
    """What the book says of a document."""
    return hold(document(parse(content), UBL), [BOOK])


def rules(content: bytes) -> set[str]:
    """The ids of the rules that the book finds broken."""
    return {finding.rule for finding in findings(content)}


def rules_after(*edits: str, name: str = "ubl-invoice") -> set[str]:
    """The ids of the rules that a base breaks after the edits."""
    return rules(edit(base(name), edits))
