"""Rounding as EN 16931 wants it: half up (away from zero), on results only, never in between."""

from decimal import MAX_PREC, ROUND_HALF_UP, Context, Decimal

ZERO = Decimal(0)

# Products of two 25-digit inputs need 50 digits; a generous precision keeps every intermediate result exact
# but for divisions (price / base quantity), whose 60 significant digits are far below a cent's half.
EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_WIDE = Context(prec=min(MAX_PREC, 200), rounding=ROUND_HALF_UP)


def round_amount(value: Decimal, digits: int = 2) -> Decimal:
    """Round half away from zero to `digits` decimals; the result always shows exactly that many, never ``-0``."""
    rounded = value.quantize(Decimal(1).scaleb(-digits), context=_WIDE)
    return rounded if rounded else abs(rounded)


def plain(value: Decimal) -> str:
    """The decimal as a plain string without exponent: ``Decimal("1E+3")`` -> ``"1000"``."""
    return format(value, "f")
