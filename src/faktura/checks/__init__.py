"""What a rule, a finding and a severity are, and how a document is held against rules. Pure."""

from faktura.checks.books import Book, Breaches, RuleText, Test, catalogue_of, hold, texts_of
from faktura.checks.findings import Finding, Severity, fatal
from faktura.checks.parts import DOCUMENT, Parts, along
from faktura.checks.rules import Breach, Rule, Ruleset, check

__all__ = [
    "DOCUMENT",
    "Book",
    "Breach",
    "Breaches",
    "Finding",
    "Parts",
    "Rule",
    "RuleText",
    "Ruleset",
    "Severity",
    "Test",
    "along",
    "catalogue_of",
    "check",
    "fatal",
    "hold",
    "texts_of",
]
