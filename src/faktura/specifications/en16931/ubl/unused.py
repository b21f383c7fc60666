"""UBL-CR and UBL-DT: elements and attributes of UBL that EN 16931 does not use, so that nobody need read them."""

from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Any

from lxml import etree

from faktura.checks import Breaches, RuleText, Severity
from faktura.checks.places import Places, PlaceTest
from faktura.source import Document
from faktura.specifications.en16931.ubl.steps import LINES

_NAME_RULE = "UBL-DT-18"
_NAMED = "cbc:PaymentMeansCode"

# Nearly all attributes are one of these; one look tells whether there is any other.
_USUAL = ("currencyID", "schemeID", "unitCode", "listID", "listVersionID", "mimeCode", "filename")
_is_usual = " or ".join(f"name()='{name}'" for name in _USUAL)
_is_usual += " or (name()='name' and local-name(..)='PaymentMeansCode')"
_has_unusual = etree.XPath(f"boolean(descendant::*/@*[not({_is_usual})])")


def _table() -> Iterator[tuple[str, str]]:
    text = resources.files("faktura.specifications.en16931.ubl").joinpath("unused.txt").read_text("ascii")
    for line in text.splitlines():
        if not line.startswith("#"):
            rule, _, place = line.partition(" ")
            yield rule, place


UNUSED = dict(_table())
"""Rule -> place that is not used."""
_ATTRIBUTE_RULES = {place[3:]: rule for rule, place in UNUSED.items() if place.startswith("//@")}
_BAD_ATTRIBUTES = {"name", *_ATTRIBUTE_RULES}


def texts() -> dict[str, RuleText]:
    """What is said of the rules of the table, by formula."""
    return {rule: RuleText(rule, Severity.WARNING, _sentence(place)) for rule, place in UNUSED.items()}


def _sentence(place: str) -> str:
    element, _, attribute = place.rpartition("@")
    where = element.rstrip("/").removeprefix("//").replace("*/", "a line's ")
    if element == "//":
        return f"EN 16931 uses no attribute {attribute}; leave it out."
    if element:
        return f"EN 16931 uses no attribute {attribute} at {where}; leave it out."
    what = place.removeprefix("//").replace("*/", "a line's ")
    return f"EN 16931 does not use {what}; leave it out."


def _element(rule: str) -> PlaceTest:
    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        found(rule, nodes[0])

    return test


def _attribute(rule: str, name: str) -> PlaceTest:
    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        for leaf in nodes:
            if leaf.get(name) is not None:
                found(rule, leaf)
                return

    return test


def ubl_version(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """UBL-CR-002: the version of UBL is 2.1 or not given."""
    if all(leaf.text != "2.1" for leaf in nodes):
        found("UBL-CR-002", nodes[0])


def due_date_of_means(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """UBL-CR-412: only credit notes have their due date beside the means of payment."""
    if document.root.name != "cn:CreditNote":
        found("UBL-CR-412", nodes[0])


def attributes(document: Document, found: Breaches) -> None:
    """UBL-CR-663 and UBL-DT-08 to UBL-DT-28: attributes that are used nowhere."""
    root = document.root.element
    if not _has_unusual(root) and _BAD_ATTRIBUTES.isdisjoint(map(str, root.attrib)):
        return
    seen: set[str] = set()
    for element in root.iter():
        for name in map(str, element.attrib):
            if name == "name" and element.tag != document.names.tag(_NAMED):
                rule = _NAME_RULE
            else:
                rule = _ATTRIBUTE_RULES.get(name, "")
            if rule and rule not in seen:
                seen.add(rule)
                found(rule, element)


def add_to(places: Places) -> None:
    """Have elements tested."""
    places.add("/cbc:UBLVersionID", ubl_version)
    places.add("/cac:PaymentMeans/cbc:PaymentDueDate", due_date_of_means)
    for rule, place in UNUSED.items():
        element, at, attribute = place.partition("/@")
        if at and element == "/":
            continue
        test = _attribute(rule, attribute) if at else _element(rule)
        if element.startswith("//"):
            places.add(element[2:], test)
        elif element.startswith("*/"):
            for line in LINES:
                places.add(f"/{line}/{element[2:]}", test)
        else:
            places.add(f"/{element}", test)
