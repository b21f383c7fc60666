"""Which edition of the standard these rules follow, and the tests that many of them share."""

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation
from operator import attrgetter
from typing import Any

from faktura.checks import Breach, Ruleset

VERSION = "1.3.16"
SOURCE = (
    "EN 16931-1:2017+A1:2019, sections 6.4 and 6.5, as bound by the CEN/TC 434 validation artefacts 1.3.16 "
    "(2026-03-30, https://github.com/ConnectingEurope/eInvoicing-EN16931)"
)

CENT = Decimal("0.01")
HUNDRED = Decimal(100)
ONE = Decimal(1)


def family(name: str) -> Ruleset:
    """An empty set of rules for one family of the standard's rules."""
    return Ruleset(f"en16931 {name}", VERSION, SOURCE)


def required(pointer: str) -> Callable[[Any], Iterable[Breach]]:
    """A test: something is given at the pointer, and it is not blank when it is text."""
    *way, last = [attrgetter(name) for name in pointer.strip("/").split("/")]
    absent = (pointer,)

    def here(part: Any) -> Iterable[Breach]:
        value = last(part)
        return absent if value is None or (value.__class__ is str and not value.strip()) else ()

    def below(part: Any) -> Iterable[Breach]:
        for step in way:
            part = step(part)
            if part is None:
                return absent
        return here(part)

    return below if way else here


def blank(text: str | None) -> bool:
    """Whether a text is absent or only white space."""
    return text is None or not text.strip()


def rounded(amount: Decimal) -> Decimal:
    """An amount rounded to two decimals as XPath's ``fn:round`` does it: halves go up, towards plus infinity.

    The artefacts compute with it, so that -0.005 becomes 0.00. An amount of more digits than any decimal context
    holds is returned as it is; no such amount can be right.
    """
    try:
        return amount.quantize(CENT, ROUND_HALF_DOWN if amount < 0 else ROUND_HALF_UP)
    except InvalidOperation:
        return amount


def shown(amount: Decimal) -> str:
    """An amount in a sentence: plain digits, at least two decimals."""
    exponent = amount.as_tuple().exponent
    return format(amount if isinstance(exponent, int) and exponent < -2 else rounded(amount), "f")
