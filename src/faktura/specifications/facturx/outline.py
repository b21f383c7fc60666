"""What may stand where in a profile: an outline of elements, and the test that holds a document against it.

An outline (``structure/<profile>.txt``) has a line for each element of the profile that something is said of, indented
below the one it stands in, with what must hold there:

- ``ram:ID=1/19``: exactly one child of this name, or the rule FX-SCH-A-000019 is broken; ``<=1`` at most, ``>=1`` at
  least one;
- ``.:countries/36``: the text is empty or in the list of this name (`lists`); ``.:=VAT/5`` is this very text;
  ``@schemeID:identifiers/31`` the same for an attribute;
- ``@format/21``: the attribute is there;
- ``-@schemeID``: the attribute is not used in the profile; ``unused``: the element is not.

A name with brackets (``ram:SpecifiedTaxRegistration[VA]``) is a variant of the element (`variants`). As in the official
artefact an element is held against one line only: the first that describes it.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from faktura.checks import Breaches, Test
from faktura.source import CII, Document, Group, Node, shown, value
from faktura.specifications.facturx.lists import lists
from faktura.specifications.facturx.variants import VARIANTS, Variant

UNUSED = "FX-NOT-USED"
"""The rule that an element or an attribute does not belong to the profile; it has no number of its own."""

_COUNT = re.compile(r"(?P<name>[\w:]+)(?:\[(?P<variant>[\w-]+)\])?(?P<sign>=|<=|>=)(?P<number>\d+)/(?P<rule>\d+)")
_ELEMENT = re.compile(r"(?P<name>[\w:]+)(?:\[(?P<variant>[\w-]+)\])?")
_TIMES = {"=": "exactly", "<=": "at most", ">=": "at least"}


@dataclass(frozen=True, slots=True)
class _Count:
    name: str
    variant: Variant | None
    least: int
    most: int | None
    rule: str
    sentence: str


@dataclass(eq=False, slots=True)
class Shape:
    """What is said of an element: of itself when it `speaks`, of its children by name in `below`."""

    speaks: bool = False
    counts: tuple[_Count, ...] = ()
    required: tuple[tuple[str, str], ...] = ()
    codes: tuple[tuple[str, frozenset[str], str], ...] = ()
    unused: bool = False
    unused_attributes: tuple[str, ...] = ()
    below: dict[str, list[tuple[Variant | None, "Shape"]]] = field(default_factory=dict)
    only: dict[str, "Shape"] = field(default_factory=dict)
    together: dict[tuple["Shape", ...], "Shape"] = field(default_factory=dict)

    def settle(self) -> None:
        """Note the children that have no variants: their shape needs no search."""
        self.only = {name: ways[0][1] for name, ways in self.below.items() if len(ways) == 1 and ways[0][0] is None}


def rule_id(number: str) -> str:
    """``FX-SCH-A-000019`` for ``19``."""
    return f"FX-SCH-A-{int(number):06}"


def lines_of(profile: str) -> Iterator[tuple[int, str, list[str]]]:
    """The lines of a profile's outline: depth, the element's name with its variant, what must hold there."""
    text = resources.files(__package__).joinpath("structure", f"{profile}.txt").read_text("ascii")
    for line in text.splitlines():
        if not line.startswith("#"):
            name, *signs = line.split()
            yield len(line) - len(line.lstrip(" ")), name, signs


@functools.cache
def outline(profile: str, identifiers: frozenset[str]) -> Shape:
    """The shape of a profile's root element. `identifiers` are the texts that BT-24 may have (the list ``profile``)."""
    root = Shape()
    way = [root]
    for depth, name, signs in lines_of(profile):
        found = _ELEMENT.fullmatch(name)
        assert found, name
        shape = _shape(signs, identifiers)
        del way[depth + 1 :]
        variant = VARIANTS[found["variant"]] if found["variant"] else None
        way[-1].below.setdefault(found["name"], []).append((variant, shape))
        way.append(shape)
    _settle(root)
    return root


def _settle(shape: Shape) -> None:
    shape.settle()
    for ways in shape.below.values():
        for _, child in ways:
            _settle(child)


def _shape(signs: list[str], identifiers: frozenset[str]) -> Shape:
    shape = Shape(speaks=bool(signs))
    for sign_of in signs:
        count = _COUNT.fullmatch(sign_of)
        subject, _, rule = sign_of.rpartition("/")
        if sign_of == "unused":
            shape.unused = True
        elif sign_of.startswith("-@"):
            shape.unused_attributes += (sign_of[2:],)
        elif count:
            shape.counts += (_counted(count),)
        elif ":" in subject:
            what, _, codes = subject.partition(":")
            allowed = identifiers if codes == "profile" else _codes(codes)
            shape.codes += ((what.removeprefix("@"), allowed, rule_id(rule)),)
        else:
            shape.required += ((subject.removeprefix("@"), rule_id(rule)),)
    return shape


def _codes(name: str) -> frozenset[str]:
    return frozenset({name[1:]}) if name.startswith("=") else lists()[name]


def _counted(count: re.Match[str]) -> _Count:
    number, sign = int(count["number"]), count["sign"]
    which = f" of the kind “{count['variant']}”" if count["variant"] else ""
    return _Count(
        name=count["name"],
        variant=VARIANTS[count["variant"]] if count["variant"] else None,
        least=0 if sign == "<=" else number,
        most=None if sign == ">=" else number,
        rule=rule_id(count["rule"]),
        sentence=f"{count['name']}{which} stands here {_TIMES[sign]} {number} times in this profile; "
        + ("add it." if sign == ">=" else "take out the others." if sign == "<=" else "add it or take out the others."),
    )


def structure_test(profile: str, identifiers: frozenset[str]) -> Test:
    """The test of a profile's outline: every FX-SCH-A rule of its structure, and FX-NOT-USED."""

    def structure(document: Document, found: Breaches) -> None:
        _below(document.root, outline(profile, identifiers), found)

    return structure


def _below(group: Group, shape: Shape, found: Breaches) -> None:
    """Hold everything in a group against the group's shape."""
    only, below = shape.only, shape.below
    for name, children in group.items():
        known = only.get(name)
        if known is not None:
            for child in children:
                if known.speaks:
                    _hold(child, known, found)
                if known.below and child.__class__ is Group:
                    _below(child, known, found)
        elif name in below:
            for child in children:
                matching = _matching(shape, name, child, group)
                if matching is not None:
                    if matching.speaks:
                        _hold(child, matching, found)
                    if matching.below and child.__class__ is Group:
                        _below(child, matching, found)


def _matching(shape: Shape, name: str, child: Any, group: Group) -> Shape | None:
    """The shape of a child whose variants matter: what its first line says, and all that stands below its lines."""
    ways = tuple(way for variant, way in shape.below[name] if variant is None or variant(child, group))
    if len(ways) < 2:
        return ways[0] if ways else None
    if ways not in shape.together:
        shape.together[ways] = _merged(ways)
    return shape.together[ways]


def _merged(ways: tuple[Shape, ...]) -> Shape:
    first = next((way for way in ways if way.speaks), ways[0])
    merged = Shape(first.speaks, first.counts, first.required, first.codes, first.unused, first.unused_attributes)
    for way in ways:
        for name, more in way.below.items():
            merged.below[name] = merged.below.get(name, []) + more
    merged.settle()
    return merged


def _hold(node: Any, shape: Shape, found: Breaches) -> None:
    if shape.unused:
        found(UNUSED, node, f"{shown(node, CII)} does not belong to this profile here; take it out.")
    if node.__class__ is Group:
        element = node.element
        for count in shape.counts:
            _count(node, count, found)
    else:
        element = node
        for count in shape.counts:
            if count.least:
                found(count.rule, node, count.sentence)
    for attribute in shape.unused_attributes:
        if element.get(attribute) is not None:
            found(UNUSED, node, f"The attribute {attribute} of {shown(node, CII)} does not belong to this profile.")
    for attribute, rule in shape.required:
        if element.get(attribute) is None:
            found(rule, node, f"{shown(node, CII)} needs the attribute {attribute}; add it.")
    for what, allowed, rule in shape.codes:
        code = _text(node, element) if what == "." else element.get(what)
        if code and code not in allowed:
            found(rule, node, _not_allowed(node, what, code))


def _count(group: Group, count: _Count, found: Breaches) -> None:
    children = group.get(count.name, ())
    number = len(children)
    if count.variant is not None:
        number = sum(1 for child in children if count.variant(child, group))
    if number < count.least or (count.most is not None and number > count.most):
        found(count.rule, group, count.sentence)


def _text(node: Node, element: Any) -> str:
    return "".join(element.itertext()) if node.__class__ is Group else value(element)


def _not_allowed(node: Node, what: str, code: str) -> str:
    where = "" if what == "." else f"in the attribute {what} "
    return (
        f"“{code[:40]}” {where}of {shown(node, CII)} is not in the code list of this profile; use a code of the list."
    )


def texts(profile: str) -> dict[str, str]:
    """Rule of a profile's outline -> what it says in general; a finding says it of the element."""
    found = {UNUSED: "An element or attribute does not belong to this profile; take it out."}
    for _, name, signs in lines_of(profile):
        for sign_of in signs:
            subject, slash, rule = sign_of.rpartition("/")
            count = _COUNT.fullmatch(sign_of)
            if count:
                found.setdefault(rule_id(rule), _counted(count).sentence)
            elif slash and ":" in subject:
                found.setdefault(rule_id(rule), f"The code of {name} is in the code list of this profile.")
            elif slash:
                found.setdefault(rule_id(rule), f"{name} needs the attribute {subject.removeprefix('@')}; add it.")
    return found
