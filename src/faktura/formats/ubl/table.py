"""The words in which UBL is declared once, for reading and for writing: rows in the order of the schema.

A table is a tree of nodes. `Leaf` is an element with a value, `Group` an element around others, `Inside` and `Each`
step into a part of the model (once, or for each item of a list) without an element of their own. `Fixed` and `Marker`
are elements whose text is always the same; a `Marker` also decides on reading whether the group around it is the one
that is meant (a charge or an allowance, the VAT number or another tax number).

Absent values write nothing, and a group without any value is not written at all: no empty element ever appears.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from faktura.checks import Severity
from faktura.formats.ubl.reading import Entry, Reading, Table, attributes_of, table_of
from faktura.formats.ubl.values import TEXT, Kind
from faktura.formats.ubl.xml import SPACE, clark

_sub_element = etree.SubElement


@dataclass(slots=True)
class Writing:
    """What a row may need to know beyond its own part while a document is written."""

    currency: str = ""
    vat_currency: str = ""
    creditor_identifiers: tuple[str, ...] = ()
    creditor_bearer: str = ""

    def currency_of(self, which: str) -> str:
        """The currency for a kind of amount: ``document`` or ``accounting``."""
        return self.vat_currency if which == "accounting" else self.currency


Write = Callable[[etree._Element, Any, Writing], bool]
"""Write a part's rows below an element; whether any value of the model was written."""


class Node:
    """A row of the declaration."""

    needs_context = False
    """Whether the row may write something that its part's own fields don't show."""

    def writer(self) -> Write:
        """The row as a function that writes."""
        raise NotImplementedError

    def entries(self) -> Iterator[Entry]:
        """The row as elements to recognise, each with a function that reads it."""
        raise NotImplementedError

    def pointers(self) -> Iterator[str]:
        """The places of the model that the row carries, as JSON pointers; a list shows as ``-``."""
        raise NotImplementedError

    def markers(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Paths below the element around the row, with the texts that must stand there."""
        return iter(())


@dataclass(frozen=True, eq=False, slots=True)
class Leaf(Node):
    """An element whose text is a field of the part; `attributes` are further fields (XML attribute, field).

    `filler`: what to write when the field is absent while the group around it has other values, because the schema
    demands the element; a function gets the part. On reading, a text filler with siblings means "absent".
    """

    tag: str
    field: str
    kind: Kind = TEXT
    attributes: tuple[tuple[str, str], ...] = ()
    filler: str | Callable[[Any], str] = ""

    def writer(self) -> Write:
        """Write the element with its attributes, unless the field is absent."""
        tag, name, kind, attributes, filler = clark(self.tag), self.field, self.kind, self.attributes, self.filler
        to_text, currency = kind.write, kind.currency

        def write_text(parent: etree._Element, part: Any, writing: Writing) -> bool:
            value = getattr(part, name)
            if not value or not value.strip(SPACE):
                return False
            _sub_element(parent, tag).text = value
            return True

        def write_any(parent: etree._Element, part: Any, writing: Writing) -> bool:
            value = getattr(part, name)
            if value is None:
                if not filler:
                    return False
                text = filler if isinstance(filler, str) else filler(part)
            else:
                text = to_text(value)
                if not text.strip(SPACE):
                    return False
            element = _sub_element(parent, tag)
            element.text = text
            if currency and (code := writing.currency_of(currency)):
                element.set("currencyID", code)
            for attribute, source in attributes:
                if attribute_value := getattr(part, source):
                    element.set(attribute, attribute_value)
            return value is not None

        return write_text if kind is TEXT and not attributes and not filler else write_any

    def entries(self) -> Iterator[Entry]:
        """Recognise the element by its name alone."""
        known = dict(self.attributes)
        name, kind, filler = self.field, self.kind, self.filler

        def read(element: etree._Element, values: dict[Any, Any], pointer: str, reading: Reading) -> None:
            if name in values:
                reading.repeated(element)
                return
            values[name] = None
            for child in element:
                reading.unknown(child)
            for attribute, value in attributes_of(element):
                if source := known.get(attribute):
                    values[source] = value.strip(SPACE) or None
                elif kind.currency and attribute == "currencyID":
                    reading.compare_currency(element, value.strip(SPACE), kind.currency, f"{pointer}/{name}")
                else:
                    reading.unknown_attribute(element, attribute)
            text = (element.text or "").strip(SPACE)
            if not text:
                reading.empty(element)
                return
            if filler and text == filler and reading.has_siblings(element):
                return
            try:
                values[name] = kind.read(text)
            except ValueError as error:
                reading.unreadable(element, f"{pointer}/{name}", str(error))

        yield Entry(clark(self.tag), read)

    def pointers(self) -> Iterator[str]:
        """The field and those of the attributes."""
        yield f"/{self.field}"
        for _, source in self.attributes:
            yield f"/{source}"


@dataclass(frozen=True, eq=False, slots=True)
class Fixed(Node):
    """An element that always says the same; on reading, another text is reported.

    With `written` false it is only read. `free`: UBL lets any text stand there, so another one is no reason to warn.
    """

    tag: str
    text: str
    written: bool = True
    free: bool = False

    def writer(self) -> Write:
        """Write the text, which is no value of the model."""
        tag, text = clark(self.tag), self.text

        def write(parent: etree._Element, part: Any, writing: Writing) -> bool:
            _sub_element(parent, tag).text = text
            return False

        return write if self.written else lambda parent, part, writing: False

    def entries(self) -> Iterator[Entry]:
        """Compare the text with what is expected."""
        expected, severity = self.text, Severity.INFORMATION if self.free else Severity.WARNING

        def read(element: etree._Element, values: dict[Any, Any], pointer: str, reading: Reading) -> None:
            if (element.text or "").strip(SPACE).upper() != expected.upper():
                reading.unexpected(element, expected, severity)
            reading.unknown_attributes(element)

        yield Entry(clark(self.tag), read)

    def pointers(self) -> Iterator[str]:
        """None: nothing of the model stands here."""
        return iter(())


@dataclass(frozen=True, eq=False, slots=True)
class Marker(Fixed):
    """A fixed element that tells groups of the same name apart; `also` are other texts that mean the same."""

    also: tuple[str, ...] = ()

    def entries(self) -> Iterator[Entry]:
        """Read nothing: the group around it has looked at the text already."""

        def read(element: etree._Element, values: dict[Any, Any], pointer: str, reading: Reading) -> None:
            reading.unknown_attributes(element)

        yield Entry(clark(self.tag), read)

    def markers(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Its own text."""
        yield clark(self.tag), frozenset(text.upper() for text in (self.text, *self.also))


class Group(Node):
    """An element around rows of the same part. `when` decides on reading, besides the markers inside."""

    def __init__(
        self, tag: str, *children: Node, when: Callable[[etree._Element, Reading], bool] | None = None
    ) -> None:
        self.tag = tag
        self.children = children
        self.when = when
        self.needs_context = any(child.needs_context for child in children)

    def writer(self) -> Write:
        """Write the element and take it back when no value stands in it."""
        tag = clark(self.tag)
        writes = tuple(child.writer() for child in self.children)
        fields = tuple(dict.fromkeys(pointer.split("/")[1] for pointer in self.pointers()))
        only_fixed = not fields and not self.needs_context
        may_skip = bool(fields) and not self.needs_context

        def write(parent: etree._Element, part: Any, writing: Writing) -> bool:
            if may_skip:
                for name in fields:
                    value = getattr(part, name)
                    if value is not None and value != ():
                        break
                else:
                    return False
            element = _sub_element(parent, tag)
            written = False
            for write_child in writes:
                if write_child(element, part, writing):
                    written = True
            if not written and not only_fixed:
                parent.remove(element)
            return written

        return write

    def entries(self) -> Iterator[Entry]:
        """Recognise the element by its name, its markers and `when`."""
        table = table_of(entry for child in self.children for entry in child.entries())
        yield Entry(clark(self.tag), self._reader(table), self._accepts())

    def _reader(self, table: Table) -> Callable[[etree._Element, dict[Any, Any], str, Reading], None]:
        def read(element: etree._Element, values: dict[Any, Any], pointer: str, reading: Reading) -> None:
            if self in values:
                reading.repeated(element)
                return
            values[self] = True
            reading.children(element, table, values, pointer)

        return read

    def _accepts(self) -> Callable[[etree._Element, Reading], bool] | None:
        wanted = tuple(marker for child in self.children for marker in child.markers())
        when = self.when
        if not wanted:
            return when

        def accepts(element: etree._Element, reading: Reading) -> bool:
            return all((element.findtext(path) or "").strip(SPACE).upper() in texts for path, texts in wanted) and (
                when is None or when(element, reading)
            )

        return accepts

    def pointers(self) -> Iterator[str]:
        """What its rows carry."""
        for child in self.children:
            yield from child.pointers()

    def markers(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Those of a group that holds nothing else (``cac:TaxScheme``); deeper ones mark other groups."""
        if any(True for _ in self.pointers()):
            return
        for child in self.children:
            for path, texts in child.markers():
                yield f"{clark(self.tag)}/{path}", texts


class Inside(Node):
    """Rows of the part in `field`; the same field may be entered at several places of a table."""

    def __init__(self, field: str, *children: Node) -> None:
        self.field = field
        self.children = children
        self.needs_context = any(child.needs_context for child in children)

    def writer(self) -> Write:
        """Write the rows of the nested part, when there is one."""
        name = self.field
        writes = tuple(child.writer() for child in self.children)

        def write(parent: etree._Element, part: Any, writing: Writing) -> bool:
            nested = getattr(part, name)
            if nested is None:
                return False
            written = False
            for write_child in writes:
                if write_child(parent, nested, writing):
                    written = True
            return written

        return write

    def entries(self) -> Iterator[Entry]:
        """Its rows' elements, read into the nested part."""
        for child in self.children:
            for entry in child.entries():
                yield Entry(entry.tag, self._enter(entry), entry.accepts)

    def _enter(self, entry: Entry) -> Callable[[etree._Element, dict[Any, Any], str, Reading], None]:
        name, read_child = self.field, entry.read

        def read(element: etree._Element, values: dict[Any, Any], pointer: str, reading: Reading) -> None:
            read_child(element, values.setdefault(name, {}), f"{pointer}/{name}", reading)

        return read

    def pointers(self) -> Iterator[str]:
        """What its rows carry, below the field."""
        for child in self.children:
            for pointer in child.pointers():
                yield f"/{self.field}{pointer}"


class Each(Node):
    """The row for each item of the list in `field`."""

    def __init__(self, field: str, child: Node) -> None:
        self.field = field
        self.child = child
        self.needs_context = child.needs_context

    def writer(self) -> Write:
        """Write the row for each item."""
        name, write_child = self.field, self.child.writer()

        def write(parent: etree._Element, part: Any, writing: Writing) -> bool:
            written = False
            for item in getattr(part, name):
                if write_child(parent, item, writing):
                    written = True
            return written

        return write

    def entries(self) -> Iterator[Entry]:
        """The row's elements, each a new item."""
        for entry in self.child.entries():
            yield Entry(entry.tag, self._append(entry), entry.accepts)

    def _append(self, entry: Entry) -> Callable[[etree._Element, dict[Any, Any], str, Reading], None]:
        name, read_child = self.field, entry.read

        def read(element: etree._Element, values: dict[Any, Any], pointer: str, reading: Reading) -> None:
            items = values.setdefault(name, [])
            items.append({})
            read_child(element, items[-1], f"{pointer}/{name}/{len(items) - 1}", reading)

        return read

    def pointers(self) -> Iterator[str]:
        """What the row carries, in every item."""
        for pointer in self.child.pointers():
            yield f"/{self.field}/-{pointer}"


@dataclass(frozen=True, slots=True)
class Document:
    """A whole kind of document: its root and the rows below it, compiled for both directions."""

    root: str
    namespace: str
    rows: Sequence[Node]
    writes: tuple[Write, ...] = field(init=False)
    table: Table = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "writes", tuple(row.writer() for row in self.rows))
        object.__setattr__(self, "table", table_of(entry for row in self.rows for entry in row.entries()))

    def pointers(self) -> set[str]:
        """Every place of the model that the document carries."""
        return {pointer for row in self.rows for pointer in row.pointers()}
