from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faktura.money import EXACT, amount_digits, minor_units, plain, quantum, round_amount, trimmed

DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=10, min_value=-(10**15), max_value=10**15)


@pytest.mark.parametrize(
    ("value", "digits", "rounded"),
    [
        ("0.005", 2, "0.01"),
        ("-0.005", 2, "-0.01"),
        ("0.004999", 2, "0.00"),
        ("-0.004", 2, "0.00"),
        ("2.5", 0, "3"),
        ("3", 2, "3.00"),
        ("1E+3", 2, "1000.00"),
        ("1.2345", 3, "1.235"),
    ],
)
def test_amounts_are_rounded_half_away_from_zero(value, digits, rounded):
    assert str(round_amount(Decimal(value), digits)) == rounded


@pytest.mark.parametrize(
    ("value", "short"),
    [
        ("19.00", "19"),
        ("20", "20"),
        ("1E+2", "100"),
        ("5.50", "5.5"),
        ("0.00", "0"),
        ("-0.0", "0"),
        ("-7.10", "-7.1"),
    ],
)
def test_trimmed_numbers_look_equal_when_they_are(value, short):
    assert str(trimmed(Decimal(value))) == short


@given(DECIMALS)
@settings(max_examples=50, deadline=None, derandomize=True)
def test_trimming_and_plain_text_keep_the_number(value):
    assert trimmed(value) == value
    assert Decimal(plain(value)) == value
    assert "E" not in plain(trimmed(value))


@given(DECIMALS, DECIMALS, DECIMALS.filter(bool))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_a_rounded_quotient_is_the_rounded_exact_fraction(a, b, c):
    exact = Fraction(a) * Fraction(b) / Fraction(c)
    scaled = abs(exact) * 100
    cents = int(scaled + Fraction(1, 2))
    with localcontext(EXACT):
        rounded = round_amount(a * b / c)
        assert abs(rounded) == Decimal(cents).scaleb(-2)


def test_a_tie_in_a_quotient_is_still_a_tie():
    with localcontext(EXACT):
        assert round_amount(Decimal("0.1") * Decimal("0.15") / 3) == Decimal("0.01")


def test_the_smallest_step_of_an_amount():
    assert [str(quantum(digits)) for digits in (0, 2, 3)] == ["1", "0.01", "0.001"]


def test_round_amount_agrees_with_the_decimal_module():
    value = Decimal("123456789012345.6789")
    assert round_amount(value, 3) == value.quantize(Decimal("0.001"), rounding=ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("currency", "by_iso", "in_amounts"),
    [("EUR", 2, 2), ("JPY", 0, 0), ("ISK", 0, 0), ("KWD", 3, 2), ("CLF", 4, 2), ("XXX", 2, 2)],
)
def test_decimals_of_currencies(currency, by_iso, in_amounts):
    assert (minor_units(currency), amount_digits(currency)) == (by_iso, in_amounts)
