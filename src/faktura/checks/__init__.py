"""What a rule, a finding and a severity are, and how a document is held against rules. Pure."""

from faktura.checks.findings import Finding, Severity, fatal
from faktura.checks.parts import DOCUMENT, Parts, along
from faktura.checks.rules import Breach, Rule, Ruleset, check

__all__ = ["DOCUMENT", "Breach", "Finding", "Parts", "Rule", "Ruleset", "Severity", "along", "check", "fatal"]
