"""Every simple mistake once: each kind of element and attribute of a document deleted, doubled, emptied, misspelt.

What chance finds late, a sweep finds at once; it says nothing of mistakes that come together.
"""

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from .mutations import elements

Element = etree._Element

TEXTS = ("", " ", "x", "-1", "0", "1.234", "99999.999", "2026-13-01")
VALUES = ("", "XX", "eur")


def _kinds(root: Element) -> list[int]:
    """The positions of the first element of each kind: its name and those above it."""
    found: dict[tuple[str, ...], int] = {}
    for position, element in enumerate(elements(root)):
        chain = (str(element.tag), *(str(above.tag) for above in element.iterancestors()))
        found.setdefault(chain, position)
    return list(found.values())


def sweep(content: bytes) -> Iterator[tuple[bytes, str]]:
    """Documents with one mistake each, and what it is."""
    root = etree.fromstring(content)
    for position in _kinds(root):
        for said, copy in _mistakes(root, position):
            yield etree.tostring(copy, xml_declaration=True, encoding="UTF-8"), said


def _mistakes(root: Element, position: int) -> Iterator[tuple[str, Element]]:
    original = elements(root)[position]
    place = "/".join(etree.QName(one).localname for one in (*reversed(list(original.iterancestors())), original))

    def again() -> tuple[Element, Element]:
        copy = deepcopy(root)
        return copy, elements(copy)[position]

    if original.getparent() is not None:
        copy, element = again()
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)
        yield f"delete {place}", copy
        copy, element = again()
        element.addnext(deepcopy(element))
        yield f"double {place}", copy
    if len(original):
        copy, element = again()
        for child in list(element):
            element.remove(child)
        yield f"empty {place}", copy
    else:
        for text in TEXTS:
            copy, element = again()
            element.text = text
            yield f"set {place} = {text!r}", copy
    for name in map(str, original.attrib):
        copy, element = again()
        del element.attrib[name]
        yield f"drop {place}/@{name}", copy
        for value in VALUES:
            copy, element = again()
            element.set(name, value)
            yield f"set {place}/@{name} = {value!r}", copy
