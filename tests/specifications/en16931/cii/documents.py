"""Which rules a CII document breaks."""

from collections.abc import Sequence

from checks.case_files import base
from checks.edits import edit
from faktura.checks import hold
from faktura.source import CII, document, parse
from faktura.specifications.en16931.cii import BOOK


def rules(content: bytes) -> set[str]:
    """The rules of the book that a document breaks."""
    return {finding.rule for finding in hold(document(parse(content), CII), (BOOK,))}


def rules_after(*edits: str, name: str = "cii-invoice") -> set[str]:
    """The rules that a base breaks after some edits."""
    return rules(edit(base(name), edits))


def broken_by(edits: Sequence[str], name: str = "cii-invoice") -> set[str]:
    """The rules that a base breaks after some edits and did not break before."""
    return rules_after(*edits, name=name) - rules(base(name))
