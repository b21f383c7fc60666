"""Rounding as EN 16931 wants it: half up (away from zero), on results only, never in between."""

from decimal import MAX_PREC, ROUND_HALF_UP, Context, Decimal

ZERO = Decimal(0)

# The model's inputs have at most 15 + 10 digits. Products of two need 50, so 60 keep every sum and product exact.
# A quotient of such a product by a third input is never nearer to a rounding boundary (without lying on it) than its
# last of 60 digits, so rounding it afterwards gives what rounding the exact fraction would give.
EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_WIDE = Context(prec=min(MAX_PREC, 200), rounding=ROUND_HALF_UP)


def quantum(digits: int) -> Decimal:
    """The smallest step of an amount with `digits` decimals: 2 -> ``0.01``, 0 -> ``1``."""
    return Decimal(1).scaleb(-digits)


def round_amount(value: Decimal, digits: int = 2) -> Decimal:
    """Round half away from zero to `digits` decimals; the result always shows exactly that many, never ``-0``."""
    rounded = value.quantize(quantum(digits), context=_WIDE)
    return rounded if rounded else abs(rounded)


def trimmed(value: Decimal) -> Decimal:
    """The same number without trailing zeros or exponent, so that equal numbers look equal: ``19.00`` -> ``19``."""
    short = value.normalize(_WIDE)
    exponent = short.as_tuple().exponent
    short = short.quantize(Decimal(1), context=_WIDE) if isinstance(exponent, int) and exponent > 0 else short
    return short if short else ZERO


def plain(value: Decimal) -> str:
    """The decimal as a plain string without exponent: ``Decimal("1E+3")`` -> ``"1000"``."""
    return format(value, "f")
