"""Walking over a foreign document with a table: what is known is read, everything else is reported."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from faktura.checks import Finding, Severity
from faktura.formats.mapping.syntax import Syntax
from faktura.model import Invoice
from faktura.model.terms import fields_of, term_at
from faktura.source.safe_xml import SPACE, XSI

FINDINGS_MAX = 500

Read = Callable[[etree._Element, dict[Any, Any], str, "Reading"], None]
"""Read an element into the values of its part, whose JSON pointer is given."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An element that a table knows; `accepts` tells it from others of the same name.

    `pointer` is where it stands in the model, behind the pointer of the element around it, or by itself when it
    `is_apart`; a list shows as ``-``. `below` is the table of what stands in it. An element that `may_join` may become
    one item together with its neighbours.
    """

    tag: str
    read: Read
    accepts: Callable[[etree._Element, "Reading"], bool] | None = None
    pointer: str = ""
    below: "Table" = field(default_factory=dict)
    is_apart: bool = False
    may_join: bool = False


Table = dict[str, tuple[tuple[int, Entry], ...]]
"""Tag -> the entries that may be meant, each with its place in the schema's order."""


def table_of(entries: Iterable[Entry]) -> Table:
    """Entries in the schema's order, found by tag; those of the same name share a place."""
    table: Table = {}
    for place, entry in enumerate(entries):
        others = table.get(entry.tag, ())
        table[entry.tag] = (*others, (others[0][0] if others else place, entry))
    return table


def attributes_of(element: etree._Element) -> list[tuple[str, str]]:
    """The element's attributes, each with its name in Clark notation."""
    return [(str(name), str(value)) for name, value in element.items()]


@dataclass(slots=True)
class Reading:
    """One document being read: what rows may need to know, and what is reported.

    `document` are the values of the whole invoice. `aside` (term -> texts) holds what stands far from its place in
    the model and finds it when the whole document is known.
    """

    syntax: Syntax
    currency: str = ""
    vat_currency: str = ""
    document: dict[Any, Any] = field(default_factory=dict)
    aside: dict[str, list[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def children(
        self,
        element: etree._Element,
        table: Table,
        values: dict[Any, Any],
        pointer: str,
        *,
        may_be_empty: bool = False,
    ) -> None:
        """Read what stands below an element; report attributes, texts and elements that the table does not know."""
        self.unknown_attributes(element)
        if element.text and element.text.strip(SPACE):
            self.report("unknown_text", element, "Text stands between elements here; it was not read.")
        if not len(element) and not may_be_empty:
            self.empty(element)
        last = 0
        for child in element:
            for place, entry in table.get(child.tag, ()):
                if entry.accepts is None or entry.accepts(child, self):
                    if place < last:
                        self.misplaced(child)
                    last = max(last, place)
                    entry.read(child, values, pointer, self)
                    break
            else:
                self.unknown(child)

    def report(
        self,
        rule: str,
        element: etree._Element,
        message: str,
        pointer: str = "",
        severity: Severity = Severity.WARNING,
    ) -> None:
        """Add a finding, its code behind the syntax's name; after `FINDINGS_MAX` of them one more, which says so."""
        count = len(self.findings)
        if count < FINDINGS_MAX:
            self.findings.append(
                Finding(
                    rule=f"{self.syntax.name}_{rule}",
                    severity=severity,
                    message=message,
                    pointer=pointer,
                    term=term_at(Invoice, pointer) if pointer else "",
                    location=self.syntax.location(element),
                )
            )
        elif count == FINDINGS_MAX:
            self.findings.append(
                Finding(
                    rule=f"{self.syntax.name}_findings_cut",
                    severity=Severity.WARNING,
                    message=f"More than {FINDINGS_MAX} things in the document were not read; the rest is not listed.",
                )
            )

    def unknown(self, element: etree._Element) -> None:
        """The element has no place in the model."""
        self.report(
            "unknown_element",
            element,
            f"EN 16931 has no place for {self.syntax.shown(element)} here; its content was not read.",
        )

    def unknown_attributes(self, element: etree._Element) -> None:
        """None of the element's attributes has a place in the model."""
        for attribute, _ in attributes_of(element):
            self.unknown_attribute(element, attribute)

    def unknown_attribute(self, element: etree._Element, attribute: str) -> None:
        """The attribute has no place in the model; hints for schema validators are no content."""
        if not attribute.startswith(XSI):
            self.report(
                "unknown_attribute",
                element,
                f"EN 16931 has no place for the attribute {attribute} of {self.syntax.shown(element)}; "
                "it was not read.",
                severity=Severity.INFORMATION,
            )

    def repeated(self, element: etree._Element) -> None:
        """What the element says was said before; the first one counts."""
        self.report(
            "repeated_element",
            element,
            f"{self.syntax.shown(element)} says again what has one place only; only the first one was read.",
        )

    def empty(self, element: etree._Element) -> None:
        """The element says nothing."""
        self.report("empty_element", element, f"{self.syntax.shown(element)} is empty; leave it out or fill it.")

    def misplaced(self, element: etree._Element) -> None:
        """The element is known, but stands after one that the schema wants later."""
        self.report(
            "element_order",
            element,
            f"{self.syntax.shown(element)} stands later than the schema of {self.syntax.title} allows; "
            "it was read all the same.",
        )

    def unexpected(self, element: etree._Element, expected: str, severity: Severity) -> None:
        """The element has a text that the model can't keep."""
        text = (element.text or "").strip(SPACE)[:60]
        self.report(
            "unexpected_value",
            element,
            f"{self.syntax.shown(element)} says “{text}” where only “{expected}” can be kept.",
            severity=severity,
        )

    def unexpected_attribute(self, element: etree._Element, attribute: str, value: str, expected: str) -> None:
        """An attribute whose value is always the same has another one."""
        self.report(
            "unexpected_value",
            element,
            f"{attribute} of {self.syntax.shown(element)} is “{value[:60]}” where only “{expected}” is known.",
        )

    def differs(self, element: etree._Element, pointer: str) -> None:
        """Two elements give different values to one term; this one counts."""
        self.report(
            "values_differ",
            element,
            f"{self.syntax.shown(element)} differs from what was said before of the same term; this one was kept.",
            pointer,
        )

    def unreadable(self, element: etree._Element, pointer: str, sentence: str) -> None:
        """The element's text is not of the kind that belongs there."""
        message = f"{self.syntax.shown(element)}: {sentence}."
        self.report("value_unreadable", element, message, pointer, Severity.FATAL)

    def compare_currency(self, element: etree._Element, code: str, which: str, pointer: str) -> None:
        """All amounts are in the document's currency, but for BT-111."""
        expected = self.vat_currency if which == "accounting" else self.currency
        if code != expected:
            self.report(
                "currency_differs",
                element,
                f"{self.syntax.shown(element)} is in {code or 'no currency'}, "
                f"the document in {expected or 'no currency'}.",
                pointer,
            )

    @staticmethod
    def has_siblings(element: etree._Element) -> bool:
        """Whether other elements stand beside this one."""
        return element.getnext() is not None or element.getprevious() is not None


def build(cls: type, values: dict[Any, Any]) -> Any:
    """A part of the model from the values that were read, with the parts below it."""
    arguments: dict[str, Any] = {}
    for info in fields_of(cls):
        value = values.get(info.name)
        if value is None:
            continue
        if info.part is None:
            arguments[info.name] = value
        elif info.many:
            arguments[info.name] = tuple(build(info.part, item) for item in value)
        else:
            arguments[info.name] = build(info.part, value)
    return cls(**arguments)
