"""Books of rules on a syntax: what official artefacts say of the elements of a UBL or CII document.

A rule on the model (`Ruleset`) speaks of terms; a rule in a book speaks of elements, as the official artefact does,
and so gives its verdict on any document, however broken. A test walks over a part of the document once and names
every rule that it breaks there; the book's catalogue knows what each rule is called, how grave it is and what to say.
"""

import functools
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import localcontext
from importlib import resources

from faktura.checks.findings import Finding, Severity
from faktura.checks.rules import Ruleset
from faktura.money.rounding import EXACT
from faktura.source import Document, Node, Places, Unevaluable

FINDINGS_MAX = 1_000


@dataclass(frozen=True, slots=True)
class RuleText:
    """What is said of a rule: its official id, how grave a breach is, how to mend it in our own words, its terms."""

    id: str
    severity: Severity
    message: str
    terms: tuple[str, ...] = ()


Catalogue = Mapping[str, RuleText]
Test = Callable[[Document, "Breaches"], None]


class Breaches:
    """What tests found, in their order; called with the rule's id, the element, and perhaps a sentence of its own."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        self.found: list[tuple[str, Node, str]] = []

    def __call__(self, rule: str, node: Node, sentence: str = "") -> None:
        """The rule is broken at the element."""
        self.found.append((rule, node, sentence))


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """The rules of one artefact for one syntax.

    `name` (``en16931-ubl``), `version` and `source` say whose rules in which edition; `tests` are run in order;
    `catalogue` gives the texts, read when first asked for. `silent` are rules that the tests know and that are not
    told, because whoever builds on the book has taken them out or has a test of its own for them; `renamed` are rules
    that another artefact knows by another id (own -> other).
    """

    name: str
    version: str
    source: str
    tests: tuple[Test, ...]
    catalogue: Callable[[], Catalogue]
    silent: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)

    def without(self, rules: Iterable[str]) -> "Book":
        """The same book without these rules."""
        return replace(self, silent=self.silent | frozenset(rules))

    def with_ids(self, ids: Mapping[str, str]) -> "Book":
        """The same book, some of its rules under other ids (own -> other)."""
        return replace(self, renamed={**self.renamed, **ids})


def catalogue_of(room: str, file: str) -> dict[str, RuleText]:
    """The texts in a TOML file beside the code of the package `room`.

    One table for each rule: ``["BR-DE-1"]`` with ``message``, and where they are not empty or fatal ``severity`` and
    ``terms``.
    """
    plain = tomllib.loads(resources.files(room).joinpath(file).read_text("utf-8"))
    return {
        rule: RuleText(rule, Severity(given.get("severity", "fatal")), given["message"], tuple(given.get("terms", ())))
        for rule, given in plain.items()
    }


def texts_of(rules: Ruleset) -> dict[str, RuleText]:
    """The texts of rules on the model, for the same rules on a syntax."""
    return {rule.id: RuleText(rule.id, rule.severity, rule.message, rule.terms) for rule in rules.rules}


def hold(document: Document, books: Iterable[Book], severities: Mapping[str, Severity] | None = None) -> list[Finding]:
    """Hold a document against books: everything that is wrong, at once, in the books' order.

    `severities` are changes that a specification makes. Where a text is no number or an element is doubled so that
    a test can't go on, there is one finding ``value_unreadable`` or ``element_repeated`` for it, fatal, and the other
    tests still run. Of more than `FINDINGS_MAX` findings, only the first of each further rule is kept, and a finding
    ``findings_cut`` says so.
    """
    listing = _Listing(document, severities or {})
    with localcontext(EXACT):
        for book in books:
            breaches = Breaches()
            stopped: list[Unevaluable] = []
            for test in book.tests:
                try:
                    test(document, breaches)
                except Unevaluable as error:
                    stopped.append(error)
            if breaches.found:
                listing.add(book, breaches.found)
            for stop in stopped:
                listing.add_stop(stop)
    return listing.findings


@functools.cache
def _texts(catalogue: Callable[[], Catalogue]) -> Catalogue:
    return catalogue()


class _Listing:
    """Breaches turned into findings."""

    def __init__(self, document: Document, severities: Mapping[str, Severity]) -> None:
        self.findings: list[Finding] = []
        self._places = Places(document.names)
        self._severities = severities
        self._seen: set[str] = set()
        self._cut = False

    def add(self, book: Book, found: Iterable[tuple[str, Node, str]]) -> None:
        """The breaches of one book."""
        texts = _texts(book.catalogue)
        for rule, node, sentence in found:
            if rule in book.silent or not self._takes(rule):
                continue
            text = texts[rule]
            told = book.renamed.get(rule, rule)
            self.findings.append(
                Finding(
                    rule=told,
                    severity=self._severities.get(told, text.severity),
                    message=sentence or text.message,
                    term=", ".join(text.terms),
                    location=self._places.of(node),
                )
            )

    def add_stop(self, error: Unevaluable) -> None:
        """What a test could not go on with; several tests may have met the same."""
        finding = Finding(
            rule=error.code, severity=Severity.FATAL, message=str(error), location=self._places.of(error.node)
        )
        if finding not in self.findings:
            self.findings.append(finding)

    def _takes(self, rule: str) -> bool:
        if len(self.findings) >= FINDINGS_MAX and rule in self._seen:
            if not self._cut:
                self._cut = True
                message = f"More than {FINDINGS_MAX} findings; of the rest, only the first of each rule is listed."
                self.findings.append(Finding(rule="findings_cut", severity=Severity.INFORMATION, message=message))
            return False
        self._seen.add(rule)
        return True
