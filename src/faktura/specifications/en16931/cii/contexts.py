"""Which checks belong to which elements: patterns on paths, looked up once for each path and remembered.

Nearly every context of the artefact depends on nothing but an element's path, so a document is walked over by its
distinct paths, of which even a long one has few; only paths that some check wants cost more than a look.

A pattern is an absolute path below the root (``/rsm:ExchangedDocument/ram:ID``), or the last steps of one
(``//ram:OriginTradeCountry/ram:ID``). A step may leave the beginning of a name open: ``*TradeTax``.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Any

from faktura.checks import Breaches
from faktura.checks.books import Test
from faktura.source import Document, Leaf, Unevaluable

Check = Callable[[list[Any], Document, Breaches], None]
"""Looks at all elements of one path."""
Checks = tuple[tuple[str, Check], ...]
"""Patterns and what to do with the elements that they match."""
LeafCheck = Callable[[Leaf, Document, Breaches], None]
"""Looks at one leaf that has attributes."""
LeafChecks = tuple[tuple[str, LeafCheck], ...]
"""Patterns and what to do with leaves that they match and that have attributes; most have none."""

# A foreign namespace may hold slashes.
_STEPS = re.compile(r"/((?:\{[^}]*\})?[^/{]*)")
_PATHS_MAX = 20_000


def steps_of(path: str) -> tuple[str, ...]:
    """The names on a path."""
    return tuple(_STEPS.findall(path)) if "{" in path else tuple(path[1:].split("/"))


def matches(pattern: str, steps: tuple[str, ...]) -> bool:
    """Whether a pattern matches a path, given by its steps."""
    path, *conditions = pattern.split()
    anywhere = path.startswith("//")
    wanted = path.lstrip("/").split("/")
    if len(wanted) > len(steps) or (len(wanted) < len(steps) and not anywhere):
        return False
    if not all(_fits(want, name) for want, name in zip(reversed(wanted), reversed(steps), strict=False)):
        return False
    above = steps[:-1]
    return not any(matches(each[1:], steps) if each.startswith("^") else each[1:] in above for each in conditions)


def _fits(want: str, name: str) -> bool:
    start, star, end = want.partition("*")
    return name.startswith(start) and name.endswith(end) if star else want == name


class _Index:
    """Patterns by the last name that they want, so that a path is held against few of them."""

    def __init__(self, checks: Iterable[tuple[str, Any]]) -> None:
        self._by_name: defaultdict[str, list[tuple[int, str, Any]]] = defaultdict(list)
        for position, (pattern, check) in enumerate(checks):
            last = pattern.split()[0].rpartition("/")[2]
            self._by_name["*" if "*" in last else last].append((position, pattern, check))

    def of(self, steps: tuple[str, ...]) -> tuple[Any, ...]:
        """The checks for a path, in their order."""
        near = (*self._by_name.get(steps[-1], ()), *self._by_name["*"])
        return tuple(check for _, pattern, check in sorted(near, key=itemgetter(0)) if matches(pattern, steps))


class _Plans(dict[str, tuple[tuple[LeafCheck, ...], tuple[Check, ...]]]):
    """What is wanted at each path, for leaves with attributes and for all elements; at most `_PATHS_MAX` are kept."""

    def __init__(self, checks: Checks, leaf_checks: LeafChecks) -> None:
        super().__init__()
        self._checks, self._leaf_checks = _Index(checks), _Index(leaf_checks)

    def __missing__(self, path: str) -> tuple[tuple[LeafCheck, ...], tuple[Check, ...]]:
        steps = steps_of(path)
        plan = self._leaf_checks.of(steps), self._checks.of(steps)
        if len(self) < _PATHS_MAX:
            self[path] = plan
        return plan


def walk(checks: Checks, leaf_checks: LeafChecks = ()) -> Test:
    """A test that brings every element to the checks whose pattern matches its path, in their order.

    Where a check can't go on because of what the document says, the others still run.
    """
    plans = _Plans(checks, leaf_checks)

    def test(document: Document, found: Breaches) -> None:
        stopped: Unevaluable | None = None
        for path, nodes in document.paths.items():
            of_leaves, of_all = plans[path]
            if of_leaves:
                for leaf in nodes:
                    if leaf.keys():
                        for leaf_check in of_leaves:
                            leaf_check(leaf, document, found)
            for check in of_all:
                try:
                    check(nodes, document, found)
                except Unevaluable as error:
                    stopped = stopped or error
        if stopped is not None:
            raise stopped

    return test
