"""Which checks belong to which elements: patterns on paths, looked up once for each path and remembered.

Nearly every context of the artefact depends on nothing but an element's path, so a document is walked over by its
distinct paths, of which even a long one has few; only paths that some check wants cost more than a look.

A pattern is an absolute path below the root (``/rsm:ExchangedDocument/ram:ID``), or the last steps of one
(``//ram:OriginTradeCountry/ram:ID``). A step may leave the beginning of a name open: ``*TradeTax``.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from faktura.checks import Breaches
from faktura.checks.books import Test
from faktura.source import Document, Unevaluable

Check = Callable[[list[Any], Document, Breaches], None]
"""Looks at all elements of one path."""
Checks = tuple[tuple[str, Check], ...]
"""Patterns and what to do with the elements that they match."""

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


def walk(checks: Iterable[tuple[str, Check]]) -> Test:
    """A test that brings every element to the checks whose pattern matches its path, in the order of `checks`.

    Where a check can't go on because of what the document says, the others still run.
    """
    by_name: defaultdict[str, list[tuple[int, str, Check]]] = defaultdict(list)
    for position, (pattern, check) in enumerate(checks):
        last = pattern.split()[0].rpartition("/")[2]
        by_name["*" if "*" in last else last].append((position, pattern, check))

    plans: dict[str, tuple[Check, ...]] = {}

    def plan(path: str) -> tuple[Check, ...]:
        steps = steps_of(path)
        known = [each for each in (*by_name.get(steps[-1], ()), *by_name["*"]) if matches(each[1], steps)]
        wanted = tuple(check for _, _, check in sorted(known, key=lambda each: each[0]))
        if len(plans) < _PATHS_MAX:
            plans[path] = wanted
        return wanted

    def test(document: Document, found: Breaches) -> None:
        stopped: Unevaluable | None = None
        for path, nodes in document.paths.items():
            wanted = plans.get(path)
            for check in plan(path) if wanted is None else wanted:
                try:
                    check(nodes, document, found)
                except Unevaluable as error:
                    stopped = stopped or error
        if stopped is not None:
            raise stopped

    return test
