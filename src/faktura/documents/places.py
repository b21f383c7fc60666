"""Where a finding on a foreign document stands in our model: its JSON pointer and its business term."""

from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from faktura.checks import Finding
from faktura.documents.content import number_of
from faktura.documents.known import CHECKED
from faktura.registry import formats
from faktura.source import Names


def with_places(findings: Sequence[Finding], root: etree._Element, syntax: str) -> list[Finding]:
    """The findings with `pointer`, and with `term` where the rule names none, as far as the model has the place."""
    places = formats()[syntax].places
    if places is None:
        return list(findings)
    pointer_at = places(root)
    elements = _Elements(root, CHECKED[root.tag].names)
    placed = []
    for finding in findings:
        element = elements.at(finding.location) if finding.location and not finding.pointer else None
        pointer = pointer_at(element) if element is not None else ""
        term = finding.term or number_of(pointer)
        placed.append(replace(finding, pointer=pointer, term=term) if pointer else finding)
    return placed


class _Elements:
    """The elements that locations name (``/ubl:Invoice/cac:InvoiceLine[2]/cbc:ID (line 7)``), each found once."""

    def __init__(self, root: etree._Element, names: Names) -> None:
        self._names = names
        # The first step is the root itself.
        self._known: dict[str, etree._Element | None] = {"": None, f"/{names.name(str(root.tag))}": root}
        self._children: dict[tuple[etree._Element, str], list[etree._Element]] = {}

    def at(self, location: str) -> etree._Element | None:
        """The element; None for one of a foreign namespace, which has no place in the model."""
        return None if "{" in location else self._find(location.rpartition(" (line ")[0])

    def _find(self, path: str) -> etree._Element | None:
        if path in self._known:
            return self._known[path]
        above, _, step = path.rpartition("/")
        parent = self._find(above)
        found = None
        if parent is not None:
            name, _, position = step.partition("[")
            siblings = self._named(parent, name)
            index = int(position[:-1]) - 1 if position else 0
            found = siblings[index] if index < len(siblings) else None
        self._known[path] = found
        return found

    def _named(self, parent: etree._Element, name: str) -> list[etree._Element]:
        key = (parent, name)
        if key not in self._children:
            self._children[key] = parent.findall(self._names.tag(name)) if ":" in name else []
        return self._children[key]
