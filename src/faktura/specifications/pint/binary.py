"""Line amounts as rules compute them that take numbers as binary ones of 53 bits (xs:double)."""

from collections.abc import Sequence
from typing import Any

from faktura.source import Document, Group, Unreadable
from faktura.specifications.pint.shapes import under
from faktura.specifications.pint.terms import double, is_charge, only_leaf

_QUANTITIES = ("cbc:InvoicedQuantity", "cbc:CreditedQuantity")


def binary(leaf: Any) -> float:
    """The number in a leaf as the nearest binary one.

    Raises:
        Unreadable: it is no number, or a bigger one than any binary number.
    """
    number = double(leaf)
    if not number.is_finite():
        raise Unreadable("This is not a number such as 12.50.", leaf)
    over, below = number.as_integer_ratio()
    try:
        return over / below
    except OverflowError:
        raise Unreadable("This amount is too big.", leaf) from None


def quantities(line: Group) -> list[Any]:
    """What a line counts."""
    return [leaf for name in _QUANTITIES for leaf in line.get(name, ())]


def product_of_line(document: Document, line: Group, bases: Sequence[Any]) -> float | None:
    """Quantity times price (for one unit, by the base quantities), with charges, less allowances; None without them.

    Raises:
        Unevaluable: quantity, price or base quantity stand there twice, or something is no number.
    """
    counted, prices = quantities(line), under(line, "cac:Price", "cbc:PriceAmount")
    if not counted or not prices:
        return None
    price = binary(only_leaf(prices))
    if bases:
        base = binary(only_leaf(bases))
        if base == 0:
            raise Unreadable("A base quantity is above zero.", bases[0])
        price /= base
    charges = line.get("cac:AllowanceCharge", ())
    return (
        binary(only_leaf(counted)) * price
        + _sum([each for each in charges if is_charge(each, charge=True)])
        - _sum([each for each in charges if is_charge(each, charge=False)])
    )


def _sum(charges: Sequence[Group]) -> float:
    total = 0.0
    for each in charges:
        for leaf in each.get("cbc:Amount", ()):
            total += binary(leaf)
    return total
