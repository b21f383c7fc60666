"""Tests by where elements stand, as an artefact's contexts say it: ``cac:Delivery/cac:DeliveryLocation``.

Which tests an element's path calls for is found out once and remembered, so that a document costs one look-up for
each of its paths, however many rules there are.
"""

from collections.abc import Callable, Sequence
from typing import Any

from faktura.checks.books import Breaches
from faktura.source import Document, Unevaluable

PlaceTest = Callable[[Document, Sequence[Any], Breaches], None]
"""Holds all elements at one path against rules; it must not ask `Document.paths` for a path in square brackets, which
would add that path while all are walked over."""

PLACES_MAX = 20_000
"""At most so many paths are remembered, so that no sender can fill the memory."""


class Places:
    """Tests for elements at places; called with a document, they are run on all elements of it.

    A place is written ``/cbc:Note`` for exactly this path below the root, ``cac:Item/cbc:Name`` for every path that
    ends with these steps, ``*Amount`` for every path that ends with these letters.
    """

    def __init__(self) -> None:
        self._exact: dict[str, list[PlaceTest]] = {}
        self._ends: list[tuple[str, PlaceTest]] = []
        self._known: dict[str, tuple[PlaceTest, ...]] = {}

    def add(self, place: str, test: PlaceTest) -> None:
        """Let elements at a place be tested."""
        if place.startswith("/"):
            self._exact.setdefault(place, []).append(test)
        else:
            self._ends.append((place[1:] if place.startswith("*") else f"/{place}", test))

    def __call__(self, document: Document, found: Breaches) -> None:
        """Run the tests on all elements of a document.

        Raises:
            Unevaluable: the first test that could not go on; the others were run.
        """
        known = self._known
        stopped: Unevaluable | None = None
        for path, nodes in document.paths.items():
            tests = known.get(path)
            if tests is None:
                tests = self._tests_at(path)
            for test in tests:
                try:
                    test(document, nodes, found)
                except Unevaluable as error:
                    stopped = stopped or error
        if stopped is not None:
            raise stopped

    def _tests_at(self, path: str) -> tuple[PlaceTest, ...]:
        tests = (*self._exact.get(path, ()), *(test for end, test in self._ends if path.endswith(end)))
        if len(self._known) < PLACES_MAX:
            self._known[path] = tests
        return tests
