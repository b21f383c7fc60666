"""Numbers as XPath compares and adds them where nobody told it that a text is a decimal: xs:double, as validators do.

The official artefacts compare most amounts with a number without a cast, and add some up, so that texts become binary
floating point. Whether 1 + 0.005 is rounded up or down is then a matter of its last bit, and the same verdict needs
the same bits. Nothing that is computed here becomes an amount: only whether a rule is broken.

Numbers are ordered as the engine orders them that the artefacts are run with: -0 comes before 0, NaN after all others.
"""

import math
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from faktura.source.tree import Leaf
from faktura.source.values import Unreadable, value

_DOUBLE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN")

_INTEGER = re.compile(r"-?[0-9]{1,15}")


def double(leaf: Leaf) -> float:
    """The number in a leaf (xs:double); it may have an exponent, be INF or NaN.

    Raises:
        Unreadable: it holds no number.
    """
    text = leaf.text or ""
    # Most texts are digits around a point; only what is not is looked at sign by sign.
    if not (text.isascii() and text.replace(".", "", 1).isdigit()):
        text = value(leaf).strip(" \t\r\n")
        if not _DOUBLE.fullmatch(text):
            raise Unreadable(f"“{text[:40]}” is not a number such as 12.50.", leaf)
    return float(text)


def same(one: float, other: float) -> bool:
    """Whether the engine takes two numbers as equal."""
    if one == other:
        return one != 0 or math.copysign(1, one) == math.copysign(1, other)
    return one != one and other != other


def sign(leaf: Leaf) -> int:
    """How the engine orders the number and the integer 0: -1 below, 0 equal, 1 above.

    A text without a point is taken as an integer then, so that ``-0`` equals 0 and ``-0.0`` does not.

    Raises:
        Unreadable: it is no number.
    """
    number = double(leaf)
    if number != 0:
        return -1 if number < 0 else 1
    return -1 if math.copysign(1, number) < 0 and not _INTEGER.fullmatch(value(leaf)) else 0


def is_zero(leaves: Sequence[Leaf]) -> bool:
    """Whether one of the numbers is 0 (``leaves = 0``).

    Raises:
        Unreadable: one before it is no number.
    """
    return any(sign(leaf) == 0 for leaf in leaves) if len(leaves) != 1 else sign(leaves[0]) == 0


def is_positive(leaves: Sequence[Leaf]) -> bool:
    """Whether one of the numbers is above 0 (``leaves > 0``).

    Raises:
        Unreadable: one before it is no number.
    """
    return any(sign(leaf) > 0 for leaf in leaves) if len(leaves) != 1 else sign(leaves[0]) > 0


def is_not_negative(leaves: Sequence[Leaf]) -> bool:
    """Whether one of the numbers is 0 or above (``leaves >= 0``).

    Raises:
        Unreadable: one before it is no number.
    """
    return any(sign(leaf) >= 0 for leaf in leaves) if len(leaves) != 1 else sign(leaves[0]) >= 0


def equals(leaves: Sequence[Leaf], expected: Decimal | float) -> bool:
    """Whether one of the numbers is the expected one (``leaves = expected``).

    Raises:
        Unreadable: one before it is no number.
    """
    wanted = float(expected)
    if len(leaves) == 1:
        return same(double(leaves[0]), wanted)
    return any(same(double(leaf), wanted) for leaf in leaves)


def is_in_cents(leaf: Leaf) -> bool:
    """Whether the number has no more than two decimals (``leaf = round(leaf * 100) div 100``).

    Raises:
        Unreadable: it is no number.
    """
    text = leaf.text or ""
    if text[-3:-2] == "." and text[-2:].isdigit() and text[:-3].isdigit() and text.isascii():
        return True
    number = double(leaf)
    return same(number, _rounded(number * 100) / 100)


def within_one(leaf: Leaf, expected: Decimal) -> bool:
    """Whether the number is less than one unit off (``leaf - 1 < expected and leaf + 1 > expected``).

    Raises:
        Unreadable: it is no number.
    """
    number, wanted = double(leaf), float(expected)
    # Without an equality no zero's sign matters; NaN is above everything, and so never below what is expected.
    return number - 1 < wanted < number + 1


def total(leaves: Iterable[Leaf]) -> float:
    """``sum(leaves)``.

    Raises:
        Unreadable: one is no number.
    """
    found = None
    for leaf in leaves:
        found = double(leaf) if found is None else found + double(leaf)
    return 0.0 if found is None else found


def cents(number: float) -> float:
    """``round(number * 10 * 10) div 100``."""
    return _rounded(number * 10 * 10) / 100


def _rounded(number: float) -> float:
    """XPath's round: halves go up; what becomes 0 from below is -0."""
    if number == 0 or not math.isfinite(number):
        return number
    whole = math.floor(number)
    up = number - whole >= 0.5
    return -0.0 if up and whole == -1 else float(whole + up)


def exact(number: float) -> Decimal | None:
    """``xs:decimal(number)``, every bit of it; None for what is not finite."""
    return Decimal(number) if math.isfinite(number) else None
