"""What an invoice says, term by term: to compare two of them, and to name what got lost in between."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from faktura.model import Invoice
from faktura.model.terms import all_terms, term_at

Said = tuple[str, Any]
"""Where something stands, as a pointer with ``-`` for each list, and its value."""


def said_by(invoice: Invoice) -> Counter[Said]:
    """Everything that an invoice says, as often as it says it; the order of lists does not count."""
    return Counter(_said(invoice, ""))


def _said(part: Any, pointer: str) -> Iterator[Said]:
    for field in fields(part):
        value, here = getattr(part, field.name), f"{pointer}/{field.name}"
        if value is None:
            continue
        if is_dataclass(value):
            yield from _said(value, here)
        elif isinstance(value, tuple):
            for item in value:
                yield from _said(item, f"{here}/-") if is_dataclass(item) else ((f"{here}/-", item),)
        else:
            yield here, value


def name_of(pointer: str) -> tuple[str, str]:
    """Number and name of the term at a pointer with ``-`` for each list."""
    number = number_of(pointer)
    return number, _NAMES.get(number, "")


def number_of(pointer: str) -> str:
    """The number of the term at a pointer; an identifier's value and scheme have that of the identifier."""
    return term_at(Invoice, pointer) or term_at(Invoice, pointer.rpartition("/")[0])


_NAMES = {number: name for number, _, name in all_terms(Invoice)}
