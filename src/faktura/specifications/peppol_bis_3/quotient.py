"""How the official engine divides, and how far a line may be off."""

from decimal import MAX_PREC, ROUND_HALF_DOWN, Context, Decimal

TOLERANCE = Decimal("0.02")
_ONE = Decimal(1)
_WIDE = Context(prec=MAX_PREC)


def quotient(price: Decimal, base: Decimal) -> Decimal:
    """To eighteen decimals, or as many as the numbers have; halves down."""
    if base == _ONE:
        return price
    places = max(18, *(-int(number.as_tuple().exponent) for number in (price, base)))
    return (price / base).quantize(_ONE.scaleb(-places), ROUND_HALF_DOWN, _WIDE)
