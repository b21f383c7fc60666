"""The words in which a syntax is declared once, for reading and for writing: rows in the order of the schema.

A table is a tree of nodes. `Leaf` is an element with a value, `Group` an element around others, `Inside` and `Each`
step into a part of the model (once, or for each item of a list) without an element of their own. `Fixed` and `Marker`
are elements whose text is always the same; a `Marker` also decides on reading whether the group around it is the one
that is meant (a charge or an allowance, the VAT number or another tax number).

Absent values write nothing, and a group without any value is not written at all: no empty element ever appears.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from lxml import etree

from faktura.checks import Severity
from faktura.formats.mapping.reading import Entry, Reading, Table, attributes_of, table_of
from faktura.formats.mapping.syntax import Syntax
from faktura.formats.mapping.values import TEXT, Kind
from faktura.model import Invoice
from faktura.source.safe_xml import SPACE, serialize

_sub_element = etree.SubElement


@dataclass(slots=True)
class Writing:
    """What a row may need to know beyond its own part while a document is written."""

    invoice: Invoice

    def currency_of(self, which: str) -> str:
        """The currency for a kind of amount: ``document`` or ``accounting``."""
        return (self.invoice.vat_currency if which == "accounting" else self.invoice.currency) or ""


Write = Callable[[etree._Element, Any, Writing], bool]
"""Write a part's rows below an element; whether any value of the model was written."""


class Mark(NamedTuple):
    """A path below an element, and the texts (in capitals) one of which must stand there, or in its `attribute`."""

    path: str
    attribute: str
    texts: frozenset[str]

    def stands_in(self, element: etree._Element) -> bool:
        """Whether one of the texts stands there; an element that is not there says nothing."""
        found = element.find(self.path)
        text = None if found is None else found.get(self.attribute) if self.attribute else found.text
        return (text or "").strip(SPACE).upper() in self.texts


class Node:
    """A row of the declaration."""

    needs_context = False
    """Whether the row may write something that its part's own fields don't show."""

    def writer(self, syntax: Syntax) -> Write:
        """The row as a function that writes."""
        raise NotImplementedError

    def entries(self, syntax: Syntax) -> Iterator[Entry]:
        """The row as elements to recognise, each with a function that reads it."""
        raise NotImplementedError

    def pointers(self) -> Iterator[str]:
        """The places of the model that the row carries, as JSON pointers; a list shows as ``-``."""
        raise NotImplementedError

    def marks(self, syntax: Syntax) -> Iterator[Mark]:
        """What must stand below the element around the row, so that this element is meant."""
        return iter(())


@dataclass(frozen=True, eq=False, slots=True)
class Leaf(Node):
    """An element whose text is a field of the part; `attributes` are further fields (XML attribute, field).

    `filler`: what to write when the field is absent while the group around it has other values, because the schema
    demands the element; a function gets the part. On reading, a text filler with siblings means "absent".
    `constants` are attributes that always say the same; by those in `marked_by` the group around the element is told
    from others. `only` says for which parts the element is written, `when` for which elements it is read.
    """

    tag: str
    field: str
    kind: Kind = TEXT
    attributes: tuple[tuple[str, str], ...] = ()
    filler: str | Callable[[Any], str] = ""
    constants: tuple[tuple[str, str], ...] = ()
    marked_by: tuple[tuple[str, str], ...] = ()
    only: Callable[[Any], bool] | None = None
    when: Callable[[etree._Element, Reading], bool] | None = None

    def writer(self, syntax: Syntax) -> Write:
        """Write the element with its attributes, unless the field is absent."""
        tag, name, kind, attributes, filler = (
            syntax.clark(self.tag),
            self.field,
            self.kind,
            self.attributes,
            self.filler,
        )
        to_text, currency, only = kind.write, kind.currency if kind.writes_currency else "", self.only
        constants = (*self.constants, *self.marked_by)

        def write_text(parent: etree._Element, part: Any, writing: Writing) -> bool:
            value = getattr(part, name)
            if not value or not value.strip(SPACE):
                return False
            _sub_element(parent, tag).text = value
            return True

        def write_any(parent: etree._Element, part: Any, writing: Writing) -> bool:
            if only and not only(part):
                return False
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
            for attribute, constant in constants:
                element.set(attribute, constant)
            for attribute, source in attributes:
                if attribute_value := getattr(part, source):
                    element.set(attribute, attribute_value)
            return value is not None

        plain = kind is TEXT and not (attributes or filler or constants or only)
        return write_text if plain else write_any

    def entries(self, syntax: Syntax) -> Iterator[Entry]:
        """Recognise the element by its name, and `when`."""
        known, constants = dict(self.attributes), dict((*self.constants, *self.marked_by))
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
                elif expected := constants.get(attribute):
                    if value.strip(SPACE).upper() != expected.upper():
                        reading.unexpected_attribute(element, attribute, value, expected)
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

        yield Entry(syntax.clark(self.tag), read, self.when, f"/{name}")

    def marks(self, syntax: Syntax) -> Iterator[Mark]:
        """Its attributes that tell groups apart."""
        for attribute, text in self.marked_by:
            yield Mark(syntax.clark(self.tag), attribute, frozenset({text.upper()}))

    def pointers(self) -> Iterator[str]:
        """The field and those of the attributes."""
        yield f"/{self.field}"
        for _, source in self.attributes:
            yield f"/{source}"


@dataclass(frozen=True, eq=False, slots=True)
class Fixed(Node):
    """An element that always says the same; on reading, another text is reported.

    With `written` false it is only read. `free`: the syntax lets any text stand there, so that another one is no reason
    to warn.
    """

    tag: str
    text: str
    written: bool = True
    free: bool = False

    def writer(self, syntax: Syntax) -> Write:
        """Write the text, which is no value of the model."""
        tag, text = syntax.clark(self.tag), self.text

        def write(parent: etree._Element, part: Any, writing: Writing) -> bool:
            _sub_element(parent, tag).text = text
            return False

        return write if self.written else lambda parent, part, writing: False

    def entries(self, syntax: Syntax) -> Iterator[Entry]:
        """Compare the text with what is expected."""
        expected, severity = self.text, Severity.INFORMATION if self.free else Severity.WARNING

        def read(element: etree._Element, values: dict[Any, Any], pointer: str, reading: Reading) -> None:
            if (element.text or "").strip(SPACE).upper() != expected.upper():
                reading.unexpected(element, expected, severity)
            reading.unknown_attributes(element)

        yield Entry(syntax.clark(self.tag), read)

    def pointers(self) -> Iterator[str]:
        """None: nothing of the model stands here."""
        return iter(())


@dataclass(frozen=True, eq=False, slots=True)
class Marker(Fixed):
    """A fixed element that tells groups of the same name apart; `also` are other texts that mean the same."""

    also: tuple[str, ...] = ()

    def entries(self, syntax: Syntax) -> Iterator[Entry]:
        """Read nothing: the group around it has looked at the text already."""

        def read(element: etree._Element, values: dict[Any, Any], pointer: str, reading: Reading) -> None:
            reading.unknown_attributes(element)

        yield Entry(syntax.clark(self.tag), read)

    def marks(self, syntax: Syntax) -> Iterator[Mark]:
        """Its own text."""
        yield Mark(syntax.clark(self.tag), "", frozenset(text.upper() for text in (self.text, *self.also)))


class Group(Node):
    """An element around rows of the same part. `when` decides on reading, besides the marks inside.

    `required`: the schema demands the element, so that it is written and read without any value too. `repeats`: on
    reading, a further element of the kind goes on where the one before it ended.
    """

    def __init__(
        self,
        tag: str,
        *children: Node,
        when: Callable[[etree._Element, Reading], bool] | None = None,
        required: bool = False,
        repeats: bool = False,
    ) -> None:
        self.tag = tag
        self.children = children
        self.when = when
        self.required = required
        self.repeats = repeats
        self.needs_context = any(child.needs_context for child in children)

    def writer(self, syntax: Syntax) -> Write:
        """Write the element and take it back when no value stands in it."""
        tag = syntax.clark(self.tag)
        writes = tuple(child.writer(syntax) for child in self.children)
        fields = tuple(dict.fromkeys(pointer.split("/")[1] for pointer in self.pointers()))
        stays = self.required or (not fields and not self.needs_context)
        may_skip = bool(fields) and not self.needs_context and not self.required

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
            if not written and not stays:
                parent.remove(element)
            return written

        return write

    def entries(self, syntax: Syntax) -> Iterator[Entry]:
        """Recognise the element by its name, its marks and `when`."""
        table = table_of(entry for child in self.children for entry in child.entries(syntax))
        yield Entry(syntax.clark(self.tag), self._reader(table), self._accepts(syntax), below=table)

    def _reader(self, table: Table) -> Callable[[etree._Element, dict[Any, Any], str, Reading], None]:
        def read(element: etree._Element, values: dict[Any, Any], pointer: str, reading: Reading) -> None:
            if self in values and not self.repeats:
                reading.repeated(element)
                return
            values[self] = True
            reading.children(element, table, values, pointer, may_be_empty=self.required)

        return read

    def _accepts(self, syntax: Syntax) -> Callable[[etree._Element, Reading], bool] | None:
        wanted = tuple(mark for child in self.children for mark in child.marks(syntax))
        when = self.when
        if not wanted:
            return when

        def accepts(element: etree._Element, reading: Reading) -> bool:
            return all(mark.stands_in(element) for mark in wanted) and (when is None or when(element, reading))

        return accepts

    def pointers(self) -> Iterator[str]:
        """What its rows carry."""
        for child in self.children:
            yield from child.pointers()

    def marks(self, syntax: Syntax) -> Iterator[Mark]:
        """Those of a group that holds nothing else (``cac:TaxScheme``); deeper ones mark other groups."""
        if any(True for _ in self.pointers()):
            return
        for child in self.children:
            for mark in child.marks(syntax):
                yield mark._replace(path=f"{syntax.clark(self.tag)}/{mark.path}")


class Inside(Node):
    """Rows of the part in `field`; the same field may be entered at several places of a table."""

    def __init__(self, field: str, *children: Node) -> None:
        self.field = field
        self.children = children
        self.needs_context = any(child.needs_context for child in children)

    def writer(self, syntax: Syntax) -> Write:
        """Write the rows of the nested part, when there is one."""
        name = self.field
        writes = tuple(child.writer(syntax) for child in self.children)

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

    def entries(self, syntax: Syntax) -> Iterator[Entry]:
        """Its rows' elements, read into the nested part."""
        for child in self.children:
            for entry in child.entries(syntax):
                yield replace(entry, read=self._enter(entry), pointer=f"/{self.field}{entry.pointer}")

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

    def writer(self, syntax: Syntax) -> Write:
        """Write the row for each item."""
        name, write_child = self.field, self.child.writer(syntax)

        def write(parent: etree._Element, part: Any, writing: Writing) -> bool:
            written = False
            for item in getattr(part, name):
                if write_child(parent, item, writing):
                    written = True
            return written

        return write

    def entries(self, syntax: Syntax) -> Iterator[Entry]:
        """The row's elements, each a new item."""
        for entry in self.child.entries(syntax):
            yield replace(entry, read=self._append(entry), pointer=f"/{self.field}/-{entry.pointer}")

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
    """A whole kind of document: its root and the rows below it, compiled for both directions.

    `namespace` is that of the root; it is written without a prefix unless the syntax has one for it.
    """

    syntax: Syntax
    root: str
    namespace: str
    rows: Sequence[Node]
    writes: tuple[Write, ...] = field(init=False)
    table: Table = field(init=False)

    def __post_init__(self) -> None:
        rows, syntax = self.rows, self.syntax
        object.__setattr__(self, "writes", tuple(row.writer(syntax) for row in rows))
        object.__setattr__(self, "table", table_of(entry for row in rows for entry in row.entries(syntax)))

    @property
    def tag(self) -> str:
        """The root's name as lxml has it."""
        return f"{{{self.namespace}}}{self.root}"

    def write(self, invoice: Invoice) -> bytes:
        """The invoice in this syntax, the same bytes for the same invoice."""
        namespaces: dict[Any, str] = dict(self.syntax.prefixes)
        if self.namespace not in namespaces.values():
            namespaces = {None: self.namespace, **namespaces}
        root = etree.Element(self.tag, nsmap=namespaces)
        writing = Writing(invoice)
        for write_row in self.writes:
            write_row(root, invoice, writing)
        return serialize(root)

    def pointers(self) -> set[str]:
        """Every place of the model that the document carries."""
        return {pointer for row in self.rows for pointer in row.pointers()}
