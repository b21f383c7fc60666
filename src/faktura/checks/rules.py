"""Rules: one sentence of a standard each, with its official id, and a function that yields what breaks it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import localcontext
from typing import Any, TypeVar

from faktura.checks.findings import Finding, Severity
from faktura.checks.parts import DOCUMENT, Parts, along
from faktura.model import Invoice
from faktura.model.terms import term_at
from faktura.money.rounding import EXACT

Breach = str | tuple[str, str]
"""A JSON pointer to what breaks the rule, or (pointer, sentence) when the sentence depends on the values."""
Test = Callable[[Invoice], Iterable[Breach]]
PartTest = Callable[[Any], Iterable[Breach]]
"""As `Test`, for one part; its pointers start at the part (``/net_amount``).

A test may be a generator. One that is asked for each of ten thousand lines better returns ``()`` when all is well,
which costs half as much.
"""
T = TypeVar("T", bound=PartTest)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule on the semantic model.

    `id`: the official id. `message`: what must hold and how to mend it, in our own words. `test` yields a breach for
    each place that breaks it. `terms`: the business terms it speaks of. `parts`: what `test` is given, one after the
    other; the document itself unless the rule says otherwise.
    """

    id: str
    message: str
    test: PartTest
    severity: Severity = Severity.FATAL
    terms: tuple[str, ...] = ()
    parts: Parts = DOCUMENT

    def findings(self, invoice: Invoice) -> Iterator[Finding]:
        """What this rule says of the invoice; nothing when it holds."""
        with localcontext(EXACT):
            found = [
                self.finding(breach, at)
                for part, at in zip(self.parts.select(invoice), self.parts.pointers(invoice), strict=True)
                for breach in self.test(part)
            ]
        yield from found

    def finding(self, breach: Breach, at: str = "") -> Finding:
        """The finding for a breach in the part at the pointer `at`."""
        inside, message = (breach, self.message) if isinstance(breach, str) else breach
        pointer = at + inside
        return Finding(
            rule=self.id,
            severity=self.severity,
            message=message,
            pointer=pointer,
            term=_term_at(pointer) or ", ".join(self.terms),
        )


def _term_at(pointer: str) -> str:
    """The term at a pointer; the scheme of an identifier has none of its own and takes the identifier's."""
    return term_at(Invoice, pointer) or term_at(Invoice, pointer.rpartition("/")[0])


Pass = tuple[Parts, list[tuple[PartTest, int, Rule]]]
"""One walk over parts, with the tests to run on each: test, place of the rule in its set, rule."""


class Ruleset:
    """Rules in order, each id once. A room of rules declares its own with `rule` and `each`, and exports it."""

    def __init__(self, name: str, version: str, source: str) -> None:
        self.name = name
        self.version = version
        self.source = source
        self.rules: list[Rule] = []
        self._passes: list[Pass] = []
        self._passes_of: list[Rule] = []

    def rule(
        self, rule_id: str, message: str, *terms: str, severity: Severity = Severity.FATAL
    ) -> Callable[[Test], Test]:
        """Declare the decorated function as the test of a rule on the whole document.

        Raises:
            ValueError: the id is already taken.
        """
        return self.each(DOCUMENT, rule_id, message, *terms, severity=severity)

    def each(
        self,
        parts: Parts | str,
        rule_id: str,
        message: str,
        *terms: str,
        severity: Severity = Severity.FATAL,
    ) -> Callable[[T], T]:
        """Declare the decorated function as the test of a rule on each of these parts (``lines/allowances``).

        Raises:
            ValueError: the id is already taken.
            LookupError: the model has no such parts.
        """
        if any(rule.id == rule_id for rule in self.rules):
            raise ValueError(f"rule {rule_id} is declared twice in {self.name}")
        chosen = along(parts) if isinstance(parts, str) else parts

        def declare(test: T) -> T:
            self.rules.append(Rule(rule_id, message, test, severity, terms, chosen))
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
        result.rules = [replace(rule, severity=changes[rule.id]) if rule.id in changes else rule for rule in self.rules]
        return result

    def passes(self) -> list[Pass]:
        """The rules gathered by the parts they speak of, so that each part is visited once."""
        if self._passes_of != self.rules:
            gathered: dict[Parts, list[tuple[PartTest, int, Rule]]] = {}
            for place, rule in enumerate(self.rules):
                gathered.setdefault(rule.parts, []).append((rule.test, place, rule))
            # The rules are remembered last: another thread must never see them with the old passes.
            self._passes = list(gathered.items())
            self._passes_of = list(self.rules)
        return self._passes


def check(invoice: Invoice, rules: Ruleset) -> list[Finding]:
    """Hold a document against rules: everything that is wrong, at once, in the rules' order.

    Tests compute in the wide decimal context of `faktura.money`, so that no sum is rounded in silence.
    """
    found: list[tuple[int, Finding]] = []
    with localcontext(EXACT):
        for parts, tests in rules.passes():
            broken = [
                (place, position, rule, breach)
                for position, part in enumerate(parts.select(invoice))
                for test, place, rule in tests
                for breach in test(part)
            ]
            if broken:
                pointers = list(parts.pointers(invoice))
                found += [(place, rule.finding(breach, pointers[at])) for place, at, rule, breach in broken]
    found.sort(key=lambda pair: pair[0])
    return [finding for _, finding in found]
