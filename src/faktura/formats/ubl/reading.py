"""Walking over a foreign document with a table: what is known is read, everything else is reported."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from faktura.checks import Finding, Severity
from faktura.formats.ubl.xml import SPACE, XSI, local_name, location
from faktura.model import Invoice
from faktura.model.terms import fields_of, term_at

FINDINGS_MAX = 500

Read = Callable[[etree._Element, dict[Any, Any], str, "Reading"], None]
"""Read an element into the values of its part, whose JSON pointer is given."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An element that a table knows; `accepts` tells it from others of the same name."""

    tag: str
    read: Read
    accepts: Callable[[etree._Element, "Reading"], bool] | None = None


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
    """One document being read: what rows may need to know, and what is reported."""

    currency: str = ""
    vat_currency: str = ""
    creditor_identifiers: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def children(self, element: etree._Element, table: Table, values: dict[Any, Any], pointer: str) -> None:
        """Read what stands below an element; report attributes, texts and elements that the table does not know."""
        self.unknown_attributes(element)
        if element.text and element.text.strip(SPACE):
            self.report("ubl_unknown_text", element, "Text stands between elements here; it was not read.")
        if not len(element):
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
        """Add a finding; after `FINDINGS_MAX` of them only one more, which says so."""
        count = len(self.findings)
        if count < FINDINGS_MAX:
            self.findings.append(
                Finding(
                    rule=rule,
                    severity=severity,
                    message=message,
                    pointer=pointer,
                    term=term_at(Invoice, pointer) if pointer else "",
                    location=location(element),
                )
            )
        elif count == FINDINGS_MAX:
            self.findings.append(
                Finding(
                    rule="ubl_findings_cut",
                    severity=Severity.WARNING,
                    message=f"More than {FINDINGS_MAX} things in the document were not read; the rest is not listed.",
                )
            )

    def unknown(self, element: etree._Element) -> None:
        """The element has no place in the model."""
        self.report(
            "ubl_unknown_element",
            element,
            f"EN 16931 has no place for {local_name(element)} here; its content was not read.",
        )

    def unknown_attributes(self, element: etree._Element) -> None:
        """None of the element's attributes has a place in the model."""
        for attribute, _ in attributes_of(element):
            self.unknown_attribute(element, attribute)

    def unknown_attribute(self, element: etree._Element, attribute: str) -> None:
        """The attribute has no place in the model; hints for schema validators are no content."""
        if not attribute.startswith(XSI):
            self.report(
                "ubl_unknown_attribute",
                element,
                f"EN 16931 has no place for the attribute {attribute} of {local_name(element)}; it was not read.",
                severity=Severity.INFORMATION,
            )

    def repeated(self, element: etree._Element) -> None:
        """The element stands there more than once; the first one counts."""
        self.report(
            "ubl_repeated_element",
            element,
            f"{local_name(element)} may stand here only once; only the first one was read.",
        )

    def empty(self, element: etree._Element) -> None:
        """The element says nothing."""
        self.report("ubl_empty_element", element, f"{local_name(element)} is empty; leave it out or fill it.")

    def misplaced(self, element: etree._Element) -> None:
        """The element is known, but stands after one that the schema wants later."""
        self.report(
            "ubl_element_order",
            element,
            f"{local_name(element)} stands later than the schema of UBL 2.1 allows; it was read all the same.",
        )

    def unexpected(self, element: etree._Element, expected: str, severity: Severity) -> None:
        """The element has a text that the model can't keep."""
        text = (element.text or "").strip(SPACE)[:60]
        self.report(
            "ubl_unexpected_value",
            element,
            f"{local_name(element)} says “{text}” where only “{expected}” can be kept.",
            severity=severity,
        )

    def unreadable(self, element: etree._Element, pointer: str, sentence: str) -> None:
        """The element's text is not of the kind that belongs there."""
        self.report("ubl_value_unreadable", element, f"{local_name(element)}: {sentence}.", pointer, Severity.FATAL)

    def compare_currency(self, element: etree._Element, code: str, which: str, pointer: str) -> None:
        """All amounts are in the document's currency, but for BT-111."""
        expected = self.vat_currency if which == "accounting" else self.currency
        if code != expected:
            self.report(
                "ubl_currency_differs",
                element,
                f"{local_name(element)} is in {code or 'no currency'}, the document in {expected or 'no currency'}.",
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
