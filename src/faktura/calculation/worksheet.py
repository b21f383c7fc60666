"""The sheet of paper beside a calculation: how it rounds, the steps it took, what it found."""

from collections.abc import Iterable
from decimal import Decimal

from faktura.calculation.explanation import Step
from faktura.checks import Finding, Severity
from faktura.model.values import INTEGER_DIGITS_MAX
from faktura.money import amount_digits, plain, quantum

AMOUNT_DIGITS_MAX = 2
"""Decimals of an amount that EN 16931 allows at most (BR-DEC-*)."""
TERMS_SHOWN_MAX = 12
"""A formula names so many numbers one by one; of more it says how many there are."""

PERCENT = Decimal("0.01")
_LIMIT = Decimal(1).scaleb(INTEGER_DIGITS_MAX)
_LOWER_LIMIT = -_LIMIT
_CENT = quantum(AMOUNT_DIGITS_MAX)


class Worksheet:
    """Rounds, and collects steps and findings. Its arithmetic expects `EXACT` to be the decimal context in force.

    `digits` are the decimals of a calculated amount: those of the document's currency, but at most two; two when the
    currency is absent. Texts for steps may only be built when `explaining` is true, because they cost most of the
    time.
    """

    __slots__ = ("digits", "explaining", "findings", "quantum", "steps")

    def __init__(self, currency: str | None, *, explaining: bool) -> None:
        self.digits = AMOUNT_DIGITS_MAX if currency is None else amount_digits(currency)
        self.quantum = quantum(self.digits)
        self.explaining = explaining
        self.steps: list[Step] = []
        self.findings: list[Finding] = []

    def rounded(self, value: Decimal) -> Decimal:
        """An amount from an exact value, rounded half away from zero, never ``-0``.

        Raises:
            ArithmeticError: the amount would have more digits than the model carries, or is not a number.
        """
        return _within_limit(value.quantize(self.quantum))

    def summed(self, total: Decimal) -> Decimal:
        """A sum of amounts, with the currency's decimals.

        Summing never rounds. Only a given amount can have more decimals than its currency; then the sum shows two,
        so that BR-CO-10 to BR-CO-13 hold and the one rule that speaks is the one about the given amount.

        Raises:
            ArithmeticError: as for `rounded`.
        """
        padded = total.quantize(self.quantum)
        return _within_limit(padded if padded == total else total.quantize(_CENT))

    def agrees(self, given: Decimal, exact: Decimal) -> bool:
        """Whether a given amount is the exact value rounded to nearest, in either direction on a tie.

        The given amount's own decimals count when it has more than the currency: too many decimals are the matter of
        BR-DEC rules, not of the arithmetic.

        Raises:
            ArithmeticError: one of them is not a number.
        """
        twice_off = 2 * abs(given - exact)
        if twice_off > self.quantum:
            return False
        exponent = given.as_tuple().exponent
        return not isinstance(exponent, int) or twice_off <= quantum(max(self.digits, -exponent))

    def step(self, pointer: str, term: str, value: Decimal | str, formula: str, why: str) -> None:
        """Note a derived value."""
        shown = value if isinstance(value, str) else plain(value)
        self.steps.append(Step(pointer=pointer, term=term, value=shown, formula=formula, why=why))

    def fault(self, rule: str, pointer: str, term: str, message: str) -> None:
        """Note a fatal finding."""
        self.findings.append(Finding(rule=rule, severity=Severity.FATAL, pointer=pointer, term=term, message=message))

    def out_of_range(self, pointer: str, term: str, steps_before: int) -> None:
        """Note that an amount is too large to be carried; the steps from `steps_before` on came to nothing."""
        del self.steps[steps_before:]
        self.fault(
            "amount_out_of_range",
            pointer,
            term,
            f"The amounts here can't be calculated: a result has more than {INTEGER_DIGITS_MAX} digits before the "
            "point. Check quantity and price.",
        )

    def checked(self, value: Decimal) -> Decimal:
        """A price as it is, when the model can carry it.

        Raises:
            ArithmeticError: as for `rounded`.
        """
        return _within_limit(value)


def _within_limit(amount: Decimal) -> Decimal:
    # A comparison with NaN raises InvalidOperation, which is an ArithmeticError, too.
    if not _LOWER_LIMIT < amount < _LIMIT:
        raise OverflowError("the amount has more digits than the model carries")
    return amount if amount else abs(amount)


def factor(value: Decimal) -> str:
    """A number inside a formula; a negative one stands in brackets."""
    return plain(value) if value >= 0 else f"({plain(value)})"


def signed_terms(added: Iterable[Decimal], subtracted: Iterable[Decimal] = ()) -> str:
    """The left side of a sum: ``100.00 + 20.00 - 5.00``; of many numbers, how many there are."""
    plus, minus = list(added), list(subtracted)
    if len(plus) + len(minus) > TERMS_SHOWN_MAX:
        parts = [f"the sum of {len(plus)} amounts"] if plus else []
        return " - ".join([*parts, f"the sum of {len(minus)} amounts"] if minus else parts)
    left = " + ".join(map(factor, plus))
    return " - ".join(filter(None, [left or "0", *map(factor, minus)]))


def all_known(amounts: Iterable[Decimal | None]) -> list[Decimal] | None:
    """The amounts, or None when one of them is absent."""
    known = []
    for amount in amounts:
        if amount is None:
            return None
        known.append(amount)
    return known


def equals(exact: Decimal, shown: Decimal) -> str:
    """The right side of a formula: ``= 10.00``, or ``≈ 10.00`` when the shown value is rounded."""
    return f"{'=' if exact == shown else '≈'} {plain(shown)}"
