"""Steps from groups to what stands below them, and what VAT texts say."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from faktura.source import CII, Group, Repeated, Unreadable, shown, spaced, string, value
from faktura.source.tree import Leaf

CATEGORIES = {
    "AE": "AE",
    "E": "E",
    "G": "G",
    "K": "IC",
    "L": "AF",
    "M": "AG",
    "O": "O",
    "S": "S",
    "Z": "Z",
}
"""Code of a VAT category -> the family of its rules."""

_TRUE = frozenset({"true", "1"})
_FALSE = frozenset({"false", "0"})


def below(groups: Iterable[Any], *names: str) -> list[Any]:
    """Everything that the path of `names` leads to from the groups, in order."""
    for name in names:
        groups = [child for group in groups for child in group.get(name, ())]
    return list(groups)


def only(nodes: Sequence[Any]) -> Any:
    """The only node; None when there is none.

    Raises:
        Repeated: there are several.
    """
    if not nodes:
        return None
    if len(nodes) > 1:
        raise Repeated(f"{shown(nodes[1], CII)} may stand here once only; take out the others.", nodes[1])
    return nodes[0]


def only_text(nodes: Sequence[Leaf]) -> str:
    """The text of the only leaf, its white space normalized; empty when there is none.

    Raises:
        Repeated: there are several.
    """
    leaf = only(nodes)
    return "" if leaf is None else spaced(value(leaf))


def filled(leaves: Iterable[Leaf]) -> bool:
    """Whether one of the leaves has a text, be it blank."""
    return any(leaf.text or value(leaf) for leaf in leaves)


def texts(group: Group, name: str) -> set[str]:
    """The texts of the children of this name."""
    nodes = group.get(name)
    return {value(node) for node in nodes} if nodes is not None else set()


def codes_of(tax: Group) -> set[str]:
    """The VAT categories of a tax; there should be one."""
    return texts(tax, "ram:CategoryCode")


def is_vat(tax: Group) -> bool:
    """Whether a tax is VAT, in small or capital letters.

    Raises:
        Repeated: it has several types.
    """
    return string(tax, "ram:TypeCode").upper() == "VAT"


def indicators(charge: Group) -> set[str]:
    """What an allowance or a charge says of itself, as it is written: ``true`` for a charge."""
    return {value(leaf) for leaf in below((charge,), "ram:ChargeIndicator", "udt:Indicator")}


def truths(charge: Group) -> Iterator[bool]:
    """What an allowance or a charge says of itself: True for a charge.

    Raises:
        Unreadable: it is no truth value.
    """
    for leaf in below((charge,), "ram:ChargeIndicator", "udt:Indicator"):
        text = value(leaf).strip(" \t\r\n")
        if text in _TRUE:
            yield True
        elif text in _FALSE:
            yield False
        else:
            raise Unreadable(f"“{text[:40]}” is neither true nor false.", leaf)


def counts(line: Group) -> bool:
    """Whether a line counts into the totals: it has no kind, or the kind DETAIL."""
    kinds = below((line,), "ram:AssociatedDocumentLineDocument", "ram:LineStatusReasonCode")
    return not kinds or any(value(kind) == "DETAIL" for kind in kinds)
