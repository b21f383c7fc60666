"""Numbers as XPath compares and adds them without a cast."""

import math
from decimal import Decimal

import pytest
from lxml import etree

from faktura.source import Unreadable
from faktura.source.doubles import (
    cents,
    double,
    equals,
    exact,
    is_in_cents,
    is_not_negative,
    is_positive,
    is_zero,
    same,
    total,
    within_one,
)


def leaves(*texts: str) -> list[etree._Element]:
    found = []
    for text in texts:
        leaf = etree.Element("Amount")
        leaf.text = text
        found.append(leaf)
    return found


@pytest.mark.parametrize(
    ("text", "number"),
    [("1", 1), (" 2.50\n", 2.5), ("-.5", -0.5), ("+3.", 3), ("1e2", 100), ("INF", math.inf), ("-INF", -math.inf)],
)
def test_texts_that_are_numbers(text: str, number: float) -> None:
    assert double(*leaves(text)) == number


@pytest.mark.parametrize("text", ["", " ", "abc", "1,5", "1 EUR", "inf", "nan", "1e", "0x1", "\u0661", "1_000"])
def test_texts_that_are_none(text: str) -> None:
    with pytest.raises(Unreadable, match="is not a number"):
        double(*leaves(text))


def test_the_order_of_the_engine() -> None:
    assert same(0.0, 0.0)
    assert same(math.nan, math.nan)
    assert not same(-0.0, 0.0)
    assert is_zero(leaves("5", "0.00"))
    assert not is_zero(leaves("-0.00"))
    assert not is_zero([])
    assert is_positive(leaves("0.01"))
    assert is_positive(leaves("NaN"))
    assert not is_positive(leaves("0", "-1"))
    assert is_not_negative(leaves("-1", "0"))
    assert is_not_negative(leaves("NaN"))
    assert not is_not_negative(leaves("-0.0", "-1"))
    assert is_not_negative(leaves("-0"))
    assert is_zero(leaves("-0"))


def test_one_of_several_is_enough() -> None:
    assert equals(leaves("1", "2.50"), Decimal("2.5"))
    assert not equals(leaves("1", "2.51"), Decimal("2.5"))
    assert not equals(leaves("-0"), Decimal(0))
    assert not equals([], Decimal(0))


def test_one_unit_off_is_too_far() -> None:
    assert within_one(*leaves("10.99"), Decimal(10))
    assert within_one(*leaves("9.01"), Decimal(10))
    assert not within_one(*leaves("11"), Decimal(10))
    assert not within_one(*leaves("9"), Decimal(10))
    assert not within_one(*leaves("NaN"), Decimal(10))


def test_sums_are_rounded_by_their_last_bit() -> None:
    assert same(total([]), 0.0)
    assert same(cents(total(leaves("1", "0.005"))), 1.0)
    assert same(cents(total(leaves("0.12", "0.005"))), 0.13)
    assert same(cents(0.125), 0.13)
    assert same(cents(-0.125), -0.12)
    assert same(cents(math.inf), math.inf)
    assert same(cents(-0.001), -0.0)
    assert same(total(leaves("-0.00")), -0.0)


@pytest.mark.parametrize(("text", "fits"), [("12.5", True), ("12.345", False), ("-0.01", True), ("1e-3", False)])
def test_whole_cents(text: str, fits: bool) -> None:
    assert is_in_cents(*leaves(text)) is fits


def test_every_bit_is_kept() -> None:
    assert exact(0.5) == Decimal("0.5")
    assert exact(0.1) != Decimal("0.1")
    assert exact(math.nan) is None
