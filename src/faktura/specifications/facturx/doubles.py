"""Numbers as XPath compares them when a text meets a number without being told to be a decimal."""

import math
import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from faktura.money import ZERO
from faktura.source import Group, Unreadable, cents, one, value
from faktura.source.tree import Leaf

_DOUBLE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_BEYOND = {"NaN": True, "INF": True, "+INF": True, "-INF": False}
_BITS = 53
_CENTS = -2
_HALF = Fraction(1, 2)


def number(leaf: Leaf) -> Decimal:
    """The number in a leaf; unlike `faktura.source.decimal` it may have an exponent.

    Raises:
        Unreadable: it holds no number.
    """
    text = value(leaf).strip(" \t\r\n")
    if not _DOUBLE.fullmatch(text):
        raise Unreadable(f"“{text[:40]}” is not a number such as 12.50.", leaf)
    return Decimal(text)


def only_number(group: Group, name: str) -> Decimal | None:
    """The number in the only child of this name; None when there is none.

    Raises:
        Repeated: there are several. Unreadable: it is no number.
    """
    leaf = one(group, name)
    return None if leaf is None else number(leaf)


def is_zero(leaves: Iterable[Leaf]) -> bool:
    """Whether one of the leaves is zero."""
    return any(_beyond(leaf) is None and number(leaf) == ZERO for leaf in leaves)


def is_positive(leaves: Iterable[Leaf]) -> bool:
    """Whether one of the leaves is more than zero."""
    return any(number(leaf) > ZERO if (beyond := _beyond(leaf)) is None else beyond for leaf in leaves)


def is_not_negative(leaves: Iterable[Leaf]) -> bool:
    """Whether one of the leaves is zero or more."""
    return any(number(leaf) >= ZERO if (beyond := _beyond(leaf)) is None else beyond for leaf in leaves)


def _beyond(leaf: Leaf) -> bool | None:
    """Whether infinity or no number passes for more than zero, as the engine behind the artefact has it; else None."""
    return _BEYOND.get(value(leaf).strip(" \t\r\n"))


def total_in_cents(leaves: Iterable[Leaf], *, exact_product: bool = False) -> Decimal:
    """The sum of all leaves, rounded to two decimals.

    XPath adds them up as binary numbers of 53 bits (xs:double), which only shows where a sum may end on half a cent;
    then it is computed that way. `exact_product`: the artefact turns the sum into a decimal before it rounds.

    Raises:
        Unreadable: one holds no number.
    """
    numbers = [number(leaf) for leaf in leaves]
    if all(exponent >= _CENTS for each in numbers if isinstance(exponent := each.as_tuple().exponent, int)):
        return cents(sum(numbers, ZERO))
    added = Fraction(0)
    for each in numbers:
        added = _binary(added + _binary(Fraction(each)))
    hundredfold = added * 100 if exact_product else _binary(_binary(added * 10) * 10)
    return Decimal(math.floor(hundredfold + _HALF)).scaleb(_CENTS)


def doubled(amount: Decimal) -> Decimal:
    """An amount as a binary number of 53 bits holds it, to its last digit."""
    binary = _binary(Fraction(amount))
    return Decimal(binary.numerator) / Decimal(binary.denominator)


def _binary(exact: Fraction) -> Fraction:
    """The nearest number of 53 bits; of two that are as near, the even one."""
    if not exact:
        return exact
    numerator, denominator = abs(exact.numerator), exact.denominator
    shift = numerator.bit_length() - denominator.bit_length() - _BITS
    step = Fraction(2) ** shift
    # The quotient has 53 or 54 bits; with 54 the last is rounded away, too.
    if abs(exact) / step >= 2**_BITS:
        step *= 2
    return round(exact / step) * step
