"""Rules on what stands in an element: what must, what must not be blank, what may stand there once only.

Most of PINT's rules are of this kind; so they are tables, and one test walks over the elements of a place for all.
"""

from collections.abc import Sequence
from typing import Any

from faktura.checks import Breaches
from faktura.checks.places import Places, PlaceTest
from faktura.source import Document, Group
from faktura.source.sequences import below
from faktura.specifications.en16931.ubl.steps import given

Paths = Sequence[tuple[str, str]]
"""Rule, and the path below the element that it speaks of: ``cac:PartyName/cbc:Name``."""


def under(group: Group, *steps: str) -> Sequence[Any]:
    """All elements below a group at a path, in order."""
    if len(steps) == 1:
        return group.get(steps[0], ())
    first = group.get(steps[0])
    return below(first, *steps[1:]) if first is not None else ()


def shape(needs: Paths = (), filled: Paths = (), once: Paths = ()) -> PlaceTest:
    """A test: `needs` must exist, `filled` must exist and not be blank, `once` must not stand there twice.

    The test raises `Repeated` where an element that must be filled stands there twice.
    """
    all_needs, all_filled, all_once = (
        [(rule, path.split("/")) for rule, path in paths] for paths in (needs, filled, once)
    )

    def test(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
        for group in nodes:
            for rule, steps in all_needs:
                if not under(group, *steps):
                    found(rule, group)
            for rule, steps in all_filled:
                if not given(under(group, *steps)):
                    found(rule, group)
            for rule, steps in all_once:
                if steps[0] in group:
                    given_twice = under(group, *steps)
                    if len(given_twice) > 1:
                        found(rule, given_twice[1])

    return test


def single(rule: str) -> PlaceTest:
    """A test for an exact path: at most one element may stand there."""

    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        if len(nodes) > 1:
            found(rule, nodes[1])

    return test


def with_attribute(rule: str, name: str) -> PlaceTest:
    """A test: elements have an attribute of this name."""

    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        for node in nodes:
            element = node.element if isinstance(node, Group) else node
            if element.get(name) is None:
                found(rule, node)

    return test


def add_shapes(places: Places, place: str, needs: Paths = (), filled: Paths = (), once: Paths = ()) -> None:
    """Have the elements of a place tested for what stands in them."""
    places.add(place, shape(needs, filled, once))


def anywhere(document: Document, name: str) -> list[Any]:
    """All elements of a name, wherever they stand; for names that the syntax does not watch."""
    end = f"/{name}"
    return [node for path, nodes in document.paths.items() if path.endswith(end) for node in nodes]
