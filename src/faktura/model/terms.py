"""Business terms of EN 16931-1:2017 + A1:2019: how a field says which one it carries."""

import dataclasses
import functools
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Term:
    """A business term, or a business group for a field that holds parts.

    `id` is the number (``BT-131``, ``BG-25``), `name` the standard's own name. A part that several
    groups share (an address, an allowance) gives `by_group` instead: group number -> term number.
    `id` is empty for what EN 16931 does not know (a convenience of ours).
    """

    id: str
    name: str
    by_group: tuple[tuple[str, str], ...] = ()

    def within(self, group: str) -> str:
        """The term's number inside `group` (``BG-5``); falls back to `id`."""
        return dict(self.by_group).get(group, self.id)


def by_group(name: str, **numbers: str) -> Term:
    """A term whose number depends on the group around it: ``by_group("City", BG_5="BT-37")``."""
    pairs = tuple((group.replace("_", "-"), number) for group, number in numbers.items())
    return Term("", name, pairs)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def part(cls: type[T]) -> type[T]:
    """Declare a part of the semantic model: a frozen, slotted, keyword-only dataclass."""
    cls.__pydantic_config__ = {"extra": "forbid"}  # type: ignore[attr-defined]
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """What the model says of one field: its name, term, the part inside it (if any), whether it repeats."""

    name: str
    term: Term
    part: type | None
    many: bool


def _unwrap(annotation: Any) -> tuple[Any, bool]:
    """The innermost type of an annotation, and whether it stands in a tuple."""
    many = False
    while True:
        origin = typing.get_origin(annotation)
        if origin is typing.Annotated:
            annotation = typing.get_args(annotation)[0]
        elif origin in (types.UnionType, typing.Union):
            annotation = next(a for a in typing.get_args(annotation) if a is not type(None))
        elif origin is tuple:
            annotation, many = typing.get_args(annotation)[0], True
        else:
            return annotation, many


@functools.cache
def fields_of(cls: type) -> tuple[FieldInfo, ...]:
    """The fields of a part in order, with their terms.

    Raises:
        TypeError: a field carries no term (the architecture tests rely on this).
    """
    hints = typing.get_type_hints(cls, include_extras=True)
    found = []
    for field in dataclasses.fields(cls):
        hint = hints[field.name]
        term = next((m for m in getattr(hint, "__metadata__", ()) if isinstance(m, Term)), None)
        if term is None:
            raise TypeError(f"{cls.__name__}.{field.name} carries no business term")
        inner, many = _unwrap(hint)
        is_part = isinstance(inner, type) and dataclasses.is_dataclass(inner)
        found.append(FieldInfo(field.name, term, inner if is_part else None, many))
    return tuple(found)


@functools.lru_cache(maxsize=4096)
def term_at(root: type, pointer: str) -> str:
    """The term at a JSON pointer below `root`: ``/lines/0/vat/rate`` -> ``BT-152``; empty when unknown."""
    cls: type | None = root
    group = number = ""
    for step in pointer.strip("/").split("/"):
        if cls is None:
            break
        if step.isdigit() or step == "-":
            continue
        info = next((f for f in fields_of(cls) if f.name == step), None)
        if info is None:
            return number
        number = info.term.within(group)
        group = number if number.startswith("BG-") else group
        cls = info.part
    return number


def all_terms(root: type, group: str = "", path: str = "") -> Iterator[tuple[str, str, str]]:
    """Every (term number, pointer pattern, name) below `root`; a list shows as ``-`` in the pattern."""
    for info in fields_of(root):
        number = info.term.within(group)
        here = f"{path}/{info.name}" + ("/-" if info.many else "")
        if number:
            yield number, here, info.term.name
        if info.part is not None:
            yield from all_terms(info.part, number if number.startswith("BG-") else group, here)


FLATTENED_GROUPS = {
    "BG-2": ("business_process", "specification"),
    "BG-29": ("unit_price", "price_discount", "gross_price", "price_base_quantity", "price_base_unit"),
    "BG-31": ("name", "description", "seller_item_id", "buyer_item_id", "standard_item_id", "origin_country"),
}
"""Groups that occur exactly once in their parent and have no part of their own: their fields stand in the parent."""
