"""What a rule, a finding and a severity are, and how a document is held against rules. Pure."""

from faktura.checks.findings import Finding, Severity, fatal
from faktura.checks.rules import Rule, Ruleset, check

__all__ = ["Finding", "Rule", "Ruleset", "Severity", "check", "fatal"]
