"""What answers in UBL's ApplicationResponse 2.1 share: names, building, reading, and rules that name what is broken.

Pure.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from faktura.channels.peppol.identifiers import ParticipantId
from faktura.source import UnreadableDocument, parse, serialize

UBL = "urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2"
CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
PREFIXES = {"ubl": UBL, "cac": CAC, "cbc": CBC}
_NSMAP: Any = {None: UBL, "cac": CAC, "cbc": CBC}


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule that a document breaks: its official id, and a sentence."""

    rule: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Unfit:
    """A document that can't be taken for what it should be, with every rule that it breaks."""

    problems: tuple[BrokenRule, ...]


Test = Callable[[etree._Element], bool]


@dataclass(frozen=True, slots=True)
class ElementRule:
    """A rule of a Schematron: `test` must hold for every element that `context` finds from the root (XPath)."""

    id: str
    context: str
    test: Test
    sentence: str


def broken(root: etree._Element, rules: Iterable[ElementRule]) -> Iterator[BrokenRule]:
    """The rules that a document breaks, each once."""
    for rule in rules:
        if any(not rule.test(element) for element in found(root, rule.context)):
            yield BrokenRule(rule.id, rule.sentence)


def read_root(content: bytes, name: str) -> etree._Element | Unfit:
    """The root of an ApplicationResponse that a stranger wrote; `name` is what it should be, for the sentence."""
    try:
        root = parse(content)
    except UnreadableDocument as error:
        return Unfit((BrokenRule("xml", str(error)),))
    if root.tag != f"{{{UBL}}}ApplicationResponse":
        return Unfit((BrokenRule("root", f"The document is no ApplicationResponse of UBL, so it is no {name}."),))
    return root


def found(element: etree._Element, path: str) -> Sequence[etree._Element]:
    """The elements below another one, by a path such as ``cac:DocumentResponse/cac:Response``."""
    return [element] if path == "." else element.findall(path, PREFIXES)


def text(element: etree._Element, path: str = ".") -> str:
    """The text at a path, with white space normalized; empty when there is none."""
    first = element if path == "." else element.find(path, PREFIXES)
    return " ".join((first.text or "").split()) if first is not None else ""


def attribute(element: etree._Element, path: str, name: str) -> str:
    """An attribute at a path; empty when there is none."""
    first = element.find(path, PREFIXES)
    return (first.get(name) or "").strip() if first is not None else ""


def has(path: str) -> Test:
    """A test: there is such an element, and it is not empty."""
    return lambda element: any(text(each) or len(each) for each in found(element, path))


def once(path: str) -> Test:
    """A test: there is exactly one such element."""
    return lambda element: len(found(element, path)) == 1


def like(path: str, pattern: str) -> Test:
    """A test: the text at a path is of a form."""
    compiled = re.compile(pattern)
    return lambda element: compiled.fullmatch(text(element, path)) is not None


def endpoint(party: etree._Element) -> ParticipantId:
    """The electronic address of a party, as Peppol addresses it."""
    return ParticipantId(f"{attribute(party, 'cbc:EndpointID', 'schemeID')}:{text(party, 'cbc:EndpointID')}")


def new_response(customization: str, profile: str) -> etree._Element:
    """The root of a document, with what it says of itself."""
    root = etree.Element(f"{{{UBL}}}ApplicationResponse", nsmap=_NSMAP)
    add(root, "CustomizationID", customization)
    add(root, "ProfileID", profile)
    return root


def group(parent: etree._Element, name: str) -> etree._Element:
    """Add an aggregate (cac)."""
    return etree.SubElement(parent, f"{{{CAC}}}{name}")


def add(parent: etree._Element, name: str, value: str, **attributes: str) -> None:
    """Add a basic component (cbc) that holds a text; nothing when the text is empty."""
    if value:
        etree.SubElement(parent, f"{{{CBC}}}{name}", attributes).text = value


def written(root: etree._Element, rules: Iterable[ElementRule]) -> bytes:
    """The document's bytes.

    Raises:
        ValueError: it would break one of its rules; the text holds their sentences.
    """
    if problems := list(broken(root, rules)):
        raise ValueError(" ".join(f"{problem.sentence} ({problem.rule})" for problem in problems))
    return serialize(root)
