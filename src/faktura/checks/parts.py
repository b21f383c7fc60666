"""Parts of a document that rules are held against: every line, every allowance of every line, the totals.

A rule on a part sees that part alone, so that one pass over ten thousand lines serves all rules on lines.
"""

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from faktura.model import Invoice
from faktura.model.terms import fields_of


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """How to take parts out of a document.

    `select` gives the parts in order. `pointers` gives the JSON pointer of each, in the same order; it is only asked
    when a rule is broken.
    """

    name: str
    select: Callable[[Invoice], Sequence[Any]]
    pointers: Callable[[Invoice], Iterable[str]]


DOCUMENT = Parts("document", lambda invoice: (invoice,), lambda invoice: ("",))
"""The whole document, as the one part."""


@functools.cache
def along(*paths: str) -> Parts:
    """The parts at paths of fields below the document: ``lines``, ``lines/allowances``, ``seller/identifiers``.

    Lists on the way are walked; what is absent is left out. With several paths, the parts of the first come first.

    Raises:
        LookupError: the model has no such field, or the field does not hold parts.
    """
    if len(paths) > 1:
        each = [along(path) for path in paths]
        return Parts(
            " ".join(paths),
            lambda invoice: [part for parts in each for part in parts.select(invoice)],
            lambda invoice: [pointer for parts in each for pointer in parts.pointers(invoice)],
        )
    steps = _steps(paths[0])

    def select(invoice: Invoice) -> Sequence[Any]:
        parts: Sequence[Any] = (invoice,)
        for get, _, many in steps:
            if many:
                parts = get(parts[0]) if len(parts) == 1 else [inner for part in parts for inner in get(part)]
            else:
                parts = [inner for part in parts if (inner := get(part)) is not None]
            if not parts:
                break
        return parts

    def pointers(invoice: Invoice) -> Iterable[str]:
        found: list[tuple[str, Any]] = [("", invoice)]
        for get, name, many in steps:
            if many:
                found = [(f"{at}/{name}/{i}", inner) for at, part in found for i, inner in enumerate(get(part))]
            else:
                found = [(f"{at}/{name}", inner) for at, part in found if (inner := get(part)) is not None]
        return [at for at, _ in found]

    return Parts(paths[0], select, pointers)


def _steps(path: str) -> list[tuple[Callable[[Any], Any], str, bool]]:
    """The way along a path: for each field how to read it, its name, and whether it holds a list."""
    steps: list[tuple[Callable[[Any], Any], str, bool]] = []
    inside: type | None = Invoice
    for name in path.split("/"):
        info = next((field for field in fields_of(inside) if field.name == name), None) if inside else None
        if info is None or info.part is None:
            raise LookupError(f"the model has no parts at {path!r}: {name!r} is not a field that holds any")
        steps.append((attrgetter(name), name, info.many))
        inside = info.part
    return steps
