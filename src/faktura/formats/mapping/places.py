"""Where an element of a foreign document stands in our model, by the table that also reads and writes it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

from faktura.formats.mapping.reading import Entry, Reading, Table


def _read_nothing(element: etree._Element, values: dict[Any, Any], pointer: str, reading: Reading) -> None:
    """What the entry of an element reads that has no place of its own."""


_NOTHING = Entry("", _read_nothing)


class Places:
    """Called with an element, gives its JSON pointer; empty for one that the model has no place for.

    Only the elements beside the way to it are looked at, each once, however many are asked for. A group without a
    place of its own has that of the part around it; one with a single term has that term's.
    """

    def __init__(self, root: etree._Element, table: Table, reading: Reading) -> None:
        self._reading = reading
        # Element -> its pointer, and the entry that knows it; the root has one of its own.
        self._known: dict[etree._Element, tuple[str, Entry]] = {root: ("", Entry("", _read_nothing, below=table))}

    def __call__(self, element: etree._Element) -> str:
        """The pointer."""
        pointer, entry = self._find(element)
        return pointer + _only_term(entry)

    def _find(self, element: etree._Element) -> tuple[str, Entry]:
        if element not in self._known:
            parent = element.getparent()
            if parent is None:
                return "", _NOTHING
            self._look_below(parent)
        return self._known[element]

    def _look_below(self, parent: etree._Element) -> None:
        around, above = self._find(parent)
        counts: dict[str, int] = {}
        tags = Counter(child.tag for child in parent)
        for child in parent:
            entry = self._entry(child, above.below)
            if entry is None:
                self._known[child] = ("", _NOTHING)
            elif entry.may_join and tags[child.tag] > 1:
                self._known[child] = (entry.pointer.removesuffix("/-"), _NOTHING)
            else:
                self._known[child] = (self._numbered(entry, around, counts), entry)

    def _entry(self, child: etree._Element, table: Table) -> Entry | None:
        for _, entry in table.get(child.tag, ()):
            if entry.accepts is None or entry.accepts(child, self._reading):
                return entry
        return None

    @staticmethod
    def _numbered(entry: Entry, around: str, counts: dict[str, int]) -> str:
        before, dash, behind = entry.pointer.partition("/-")
        if not dash:
            return entry.pointer if entry.is_apart else around + entry.pointer
        if entry.is_apart:
            # Which item it belongs to is only known when the whole document is read.
            return before
        number = counts.get(before, 0)
        counts[before] = number + 1
        return f"{around}{before}/{number}{behind}"


def _only_term(entry: Entry) -> str:
    """What a group adds that holds a single term and has no place of its own."""
    if entry.pointer:
        return ""
    found = ""
    for term in _terms(entry.below):
        if found and term != found:
            return ""
        found = term
    return found


def _terms(table: Table) -> Iterator[str]:
    """The pointers of all terms that a table reads."""
    for rows in table.values():
        for _, entry in rows:
            if entry.below:
                yield from (entry.pointer + inside for inside in _terms(entry.below))
            elif entry.pointer and not entry.is_apart:
                yield entry.pointer
