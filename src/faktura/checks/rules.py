"""Rules: one sentence of a standard each, with its official id, and a function that yields what breaks it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from faktura.checks.findings import Finding, Severity
from faktura.model import Invoice
from faktura.model.terms import term_at

Breach = str | tuple[str, str]
"""A JSON pointer to what breaks the rule, or (pointer, sentence) when the sentence depends on the values."""
Test = Callable[[Invoice], Iterable[Breach]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule on the semantic model.

    `id`: the official id. `message`: what must hold and how to mend it, in our own words. `test` yields a breach for
    each place that breaks it. `terms`: the business terms it speaks of.
    """

    id: str
    message: str
    test: Test
    severity: Severity = Severity.FATAL
    terms: tuple[str, ...] = ()

    def findings(self, invoice: Invoice) -> Iterator[Finding]:
        """What this rule says of the invoice; nothing when it holds."""
        for breach in self.test(invoice):
            pointer, message = (breach, self.message) if isinstance(breach, str) else breach
            yield Finding(
                rule=self.id,
                severity=self.severity,
                message=message,
                pointer=pointer,
                term=term_at(Invoice, pointer) or ", ".join(self.terms),
            )


class Ruleset:
    """Rules in order, each id once. A room of rules declares its own with `rule` and exports it."""

    def __init__(self, name: str, version: str, source: str) -> None:
        self.name = name
        self.version = version
        self.source = source
        self.rules: list[Rule] = []

    def rule(
        self, rule_id: str, message: str, *terms: str, severity: Severity = Severity.FATAL
    ) -> Callable[[Test], Test]:
        """Declare the decorated function as the test of a rule.

        Raises:
            ValueError: the id is already taken.
        """
        if any(rule.id == rule_id for rule in self.rules):
            raise ValueError(f"rule {rule_id} is declared twice in {self.name}")

        def declare(test: Test) -> Test:
            self.rules.append(Rule(rule_id, message, test, severity, terms))
            return test

        return declare

    def extended(self, name: str, version: str, source: str, *others: "Ruleset") -> "Ruleset":
        """A new set: these rules, then those of `others`."""
        result = Ruleset(name, version, source)
        result.rules = [*self.rules, *(rule for other in others for rule in other.rules)]
        return result

    def with_severity(self, changes: dict[str, Severity]) -> "Ruleset":
        """The same rules with other severities for some ids (as KoSIT does for XRechnung)."""
        result = Ruleset(self.name, self.version, self.source)
        result.rules = [
            replace(rule, severity=changes[rule.id]) if rule.id in changes else rule for rule in self.rules
        ]
        return result


def check(invoice: Invoice, rules: Ruleset) -> list[Finding]:
    """Hold a document against rules: everything that is wrong, at once, in the rules' order."""
    return [finding for rule in rules.rules for finding in rule.findings(invoice)]
