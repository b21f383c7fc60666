"""Values as the artefact's XPath 2.0 reads them: xs:boolean, the only item of a sequence, paths of names."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from faktura.source import Group, Repeated, Unreadable, decimals, spaced, value
from faktura.source.tree import Leaf

_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


def below(groups: Iterable[Group], *names: str) -> list[Any]:
    """What stands below the groups on a path of names, in order: XPath's ``groups/a/b``."""
    found: list[Any] = list(groups)
    for name in names:
        found = [node for group in found for node in group.get(name, ())]
    return found


def only(nodes: Iterable[Leaf]) -> str:
    """``normalize-space`` of a sequence that may hold one item; empty when it holds none.

    Raises:
        Repeated: it holds several.
    """
    found = [*nodes]
    if len(found) > 1:
        raise Repeated("An element stands here several times where one may; take out the others.", found[1])
    return spaced(value(found[0])) if found else ""


def blank(nodes: Sequence[Leaf]) -> bool:
    """Whether ``normalize-space`` of a sequence that may hold one item is empty.

    Raises:
        Repeated: it holds several.
    """
    # What str.strip leaves is content for XPath, too; only what it takes away is looked at again.
    return not (len(nodes) == 1 and (nodes[0].text or "").strip()) and not only(nodes)


def attribute(nodes: Iterable[Leaf], name: str) -> str:
    """``normalize-space`` of an attribute that one of the elements may have; empty when none has it.

    Raises:
        Repeated: several have it.
    """
    found = [leaf for leaf in nodes if leaf.get(name) is not None]
    if len(found) > 1:
        raise Repeated(f"Only one of these elements may have the attribute {name}; take out the others.", found[1])
    return spaced(found[0].get(name, "")) if found else ""


def truth(leaf: Leaf) -> bool:
    """The xs:boolean in a leaf.

    Raises:
        Unreadable: it holds neither true nor false, neither 1 nor 0.
    """
    text = leaf.text or ""
    if text not in _BOOLEANS:
        text = value(leaf).strip(" \t\r\n")
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    raise Unreadable(f"“{text[:40]}” is neither true nor false.", leaf)


def says(charge: Group, wanted: bool) -> bool:
    """Whether an allowance or charge says by its indicator that it is a charge (`wanted` True) or an allowance.

    Raises:
        Unreadable: the indicator is no boolean.
    """
    return any(
        truth(leaf) is wanted
        for indicator in charge.get("ram:ChargeIndicator", ())
        for leaf in indicator.get("udt:Indicator", ())
    )


def seems(charge: Group, wanted: bool) -> bool:
    """`says` where an unreadable indicator means no, as in the artefact's contexts."""
    try:
        return says(charge, wanted)
    except Unreadable:
        return False


def is_vat(tax: Group) -> bool:
    """Whether the tax's type is VAT in any case of letters.

    Raises:
        Repeated: it has several types.
    """
    types = tax.get("ram:TypeCode")
    if types is None:
        return False
    if len(types) > 1:
        raise Repeated("ram:TypeCode may stand here once only; take out the others.", types[1])
    return types[0].text == "VAT" or value(types[0]).upper() == "VAT"


def seems_vat(tax: Group) -> bool:
    """`is_vat` where several types mean no, as in the artefact's contexts."""
    types = tax.get("ram:TypeCode", ())
    return len(types) == 1 and value(types[0]).upper() == "VAT"


Part = Mapping[str, list[Any]]
"""What stands in a group, or in all groups of one name together."""
_NOTHING: Part = {}


def part(groups: Part, name: str) -> Part:
    """What stands in the groups of this name: XPath's ``groups/name``, of which ``/x`` is then ``.get("x", ())``."""
    found = groups.get(name)
    if found is None:
        return _NOTHING
    return found[0] if len(found) == 1 else together(found)


def together(groups: Iterable[Group]) -> Part:
    """The children of several groups, name by name."""
    merged: dict[str, list[Any]] = {}
    for group in groups:
        for name, nodes in group.items():
            merged.setdefault(name, []).extend(nodes)
    return merged


def too_precise(leaves: Sequence[Leaf]) -> bool:
    """Whether the only amount has more than two signs behind its point.

    Raises:
        Repeated: there are several.
    """
    if len(leaves) != 1:
        if leaves:
            raise Repeated("An amount stands here several times where one may; take out the others.", leaves[1])
        return False
    text = leaves[0].text or ""
    return text[-3:-2] != "." and decimals(text) > 2
