"""Questions that many rules of PINT ask: numbers, days, codes and tax schemes, as the official engine computes them."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from faktura.source import Group, Repeated, Unreadable, decimal, spaced, value
from faktura.source.sequences import minutes, number
from faktura.source.tree import Leaf

_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


def indicates(group: Group, charge: bool) -> bool:
    """Whether cac:AllowanceCharge is a charge (or an allowance), where a rule's context asks for it.

    An indicator that is neither true nor false makes a context match nothing.
    """
    for leaf in group.get("cbc:ChargeIndicator", ()):
        says = _BOOLEANS.get(spaced(leaf.text or ""))
        if says is None:
            return False
        if says is charge:
            return True
    return False


def is_charge(group: Group, charge: bool) -> bool:
    """`indicates` where a rule itself asks.

    Raises:
        Unreadable: the indicator is neither true nor false.
    """
    return any_true(group.get("cbc:ChargeIndicator", ()), charge)


def any_true(leaves: Iterable[Leaf], wanted: bool = True) -> bool:
    """Whether one of the leaves says true (or false).

    Raises:
        Unreadable: one before it says neither.
    """
    for leaf in leaves:
        says = _BOOLEANS.get(spaced(leaf.text or ""))
        if says is None:
            raise Unreadable("This is neither true nor false.", leaf)
        if says is wanted:
            return True
    return False


def is_of_scheme(group: Group, scheme: str) -> bool:
    """Whether a tax scheme of a category or registration has this code, in small or capital letters.

    Raises:
        Repeated: a tax scheme has several codes.
    """
    return any(code_of(each).upper() == scheme for each in group.get("cac:TaxScheme", ()))


def is_only_of_scheme(group: Group, scheme: str) -> bool:
    """`is_of_scheme` where the artefact can't go on when there are several tax schemes.

    Raises:
        Repeated: there are several tax schemes, or it has several codes.
    """
    schemes = group.get("cac:TaxScheme", ())
    if len(schemes) > 1:
        raise Repeated("One cac:TaxScheme may stand here; take out the others.", schemes[1])
    return is_of_scheme(group, scheme)


def code_of(group: Group) -> str:
    """The text of cbc:ID, its white space normalized; empty when there is none.

    Raises:
        Repeated: there are several.
    """
    leaves = group.get("cbc:ID", ())
    if not leaves:
        return ""
    if len(leaves) > 1:
        raise Repeated("One cbc:ID may stand here; take out the others.", leaves[1])
    return spaced(leaves[0].text or "")


def one_decimal(leaves: Sequence[Any]) -> Decimal | None:
    """The number in the only leaf; None when there is none.

    Raises:
        Repeated: there are several. Unreadable: it is no number.
    """
    if not leaves:
        return None
    if len(leaves) > 1:
        raise Repeated("One element of this name may stand here; take out the others.", leaves[1])
    return decimal(leaves[0])


def readable(leaves: Sequence[Any]) -> Decimal | None:
    """The number in the only leaf; None where it can't be had: no leaf, several, or no number."""
    if len(leaves) != 1:
        return None
    try:
        return decimal(leaves[0])
    except Unreadable:
        return None


def double(leaf: Leaf) -> Decimal:
    """The number in a leaf where it is compared with one (xs:double).

    Raises:
        Unreadable: it is no number.
    """
    found = number(value(leaf))
    if found is None:
        if spaced(value(leaf)) == "NaN":
            return Decimal("NaN")
        raise Unreadable("This is not a number such as 12.50.", leaf)
    return found


def any_equal(leaves: Iterable[Leaf], wanted: int) -> bool:
    """Whether one of the leaves holds this number (``x = 0``).

    Raises:
        Unreadable: one before it holds no number.
    """
    return any(double(leaf) == wanted for leaf in leaves)


def day(leaf: Leaf) -> int:
    """When the day in a leaf begins, in minutes.

    Raises:
        Unreadable: it is no date.
    """
    found = minutes(value(leaf))
    if found is None:
        raise Unreadable("A date is written as 2026-01-31.", leaf)
    return found


def only_leaf(leaves: Sequence[Any]) -> Any:
    """The only leaf of some.

    Raises:
        Repeated: there are several.
    """
    if len(leaves) > 1:
        raise Repeated("One element of this name may stand here; take out the others.", leaves[1])
    return leaves[0]
