"""Small edits of an XML document, written as one line each, so that a rule's case reads like a sentence.

====================================  =========================================================
``delete XPATH``                      take the elements away
``set XPATH = text``                  another text; in double quotes where blanks at its ends matter
``attribute XPATH @name = text``      another attribute, or a new one
``drop XPATH @name``                  take the attribute away
``double XPATH``                      once more, right behind itself
``rename XPATH = cbc:Other``          another name; what is inside stays
``append XPATH <snippet/>``           as the last child
``prepend XPATH <snippet/>``          as the first child
``insert-before XPATH <snippet/>``    as a sibling before
``insert-after XPATH <snippet/>``     as a sibling behind
====================================  =========================================================

An edit applies to every element that its XPath finds. The prefixes are those of `PREFIXES`, in snippets, too.
"""

import re
from collections.abc import Callable, Iterable
from copy import deepcopy

from lxml import etree

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_CII = "urn:un:unece:uncefact:data:standard:"
PREFIXES = {
    "ubl": f"{_UBL}Invoice-2",
    "cn": f"{_UBL}CreditNote-2",
    "cac": f"{_UBL}CommonAggregateComponents-2",
    "cbc": f"{_UBL}CommonBasicComponents-2",
    "ext": f"{_UBL}CommonExtensionComponents-2",
    "rsm": f"{_CII}CrossIndustryInvoice:100",
    "ram": f"{_CII}ReusableAggregateBusinessInformationEntity:100",
    "udt": f"{_CII}UnqualifiedDataType:100",
    "qdt": f"{_CII}QualifiedDataType:100",
}

Element = etree._Element


class EditError(ValueError):
    """An edit that can't be read, or that finds nothing to change."""


def edit(content: bytes, edits: Iterable[str]) -> bytes:
    """The document after the edits, one after the other.

    Raises `EditError` when an edit can't be read or finds no element: a case must not rot in silence.
    """
    root = etree.fromstring(content)
    for line in edits:
        verb, _, rest = line.strip().partition(" ")
        if verb not in _VERBS:
            raise EditError(f"{line!r}: there is no verb {verb!r}")
        path, argument = _split(rest.strip(), _VERBS[verb][0], line)
        try:
            found = root.xpath(path, namespaces=PREFIXES)
        except etree.XPathError as why:
            raise EditError(f"{line!r}: {why}") from why
        if not isinstance(found, list) or not found:
            raise EditError(f"{line!r}: the document has nothing there")
        for element in found:
            _VERBS[verb][1](element, argument)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _split(rest: str, mark: str, line: str) -> tuple[str, str]:
    """XPath and argument; `mark` begins the argument where no bracket or quote is open."""
    if not mark:
        return rest, ""
    depth, quote = 0, ""
    for position, sign in enumerate(rest):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"" and depth:
            quote = sign
        elif sign in "[(":
            depth += 1
        elif sign in "])":
            depth -= 1
        elif depth == 0 and f"{rest} ".startswith(mark, position):
            return rest[:position].strip(), rest[position + len(mark) :].strip()
    raise EditError(f"{line!r}: there is no {mark.strip()!r}")


def _text(argument: str) -> str:
    return argument[1:-1] if len(argument) > 1 and argument[0] == argument[-1] == '"' else argument


def _snippets(text: str) -> list[Element]:
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in PREFIXES.items())
    try:
        wrapped = etree.fromstring(f"<snippet {spaces}>{text}</snippet>")
    except etree.XMLSyntaxError as why:
        raise EditError(f"{text!r}: {why}") from why
    found = list(wrapped)
    for one in found:
        one.tail = None
    if not found:
        raise EditError(f"{text!r}: there is no element")
    return found


def _parent(element: Element) -> Element:
    parent = element.getparent()
    if parent is None:
        raise EditError("the root element has no parent")
    return parent


def _delete(element: Element, _: str) -> None:
    _parent(element).remove(element)


def _set(element: Element, argument: str) -> None:
    element.text = _text(argument)


def _attribute(element: Element, argument: str) -> None:
    name, equals, value = (part.strip() for part in argument.partition("="))
    if not equals:
        raise EditError(f"{argument!r}: there is no '='")
    element.set(name, _text(value))


def _drop(element: Element, argument: str) -> None:
    if argument not in element.attrib:
        raise EditError(f"@{argument}: the element has no such attribute")
    del element.attrib[argument]


def _double(element: Element, _: str) -> None:
    copy = deepcopy(element)
    _parent(element).insert(_parent(element).index(element) + 1, copy)


def _rename(element: Element, argument: str) -> None:
    prefix, colon, name = argument.partition(":")
    if not colon or prefix not in PREFIXES or not re.fullmatch(r"\w+", name):
        raise EditError(f"{argument!r} is no name with one of our prefixes")
    element.tag = f"{{{PREFIXES[prefix]}}}{name}"


def _append(element: Element, argument: str) -> None:
    element.extend(_snippets(argument))


def _prepend(element: Element, argument: str) -> None:
    for position, one in enumerate(_snippets(argument)):
        element.insert(position, one)


def _before(element: Element, argument: str) -> None:
    parent = _parent(element)
    for one in _snippets(argument):
        parent.insert(parent.index(element), one)


def _after(element: Element, argument: str) -> None:
    parent = _parent(element)
    for one in reversed(_snippets(argument)):
        parent.insert(parent.index(element) + 1, one)


_VERBS: dict[str, tuple[str, Callable[[Element, str], None]]] = {
    "delete": ("", _delete),
    "set": (" = ", _set),
    "attribute": (" @", _attribute),
    "drop": (" @", _drop),
    "double": ("", _double),
    "rename": (" = ", _rename),
    "append": (" <", lambda element, rest: _append(element, f"<{rest}")),
    "prepend": (" <", lambda element, rest: _prepend(element, f"<{rest}")),
    "insert-before": (" <", lambda element, rest: _before(element, f"<{rest}")),
    "insert-after": (" <", lambda element, rest: _after(element, f"<{rest}")),
}
"""Each with what begins its argument."""
