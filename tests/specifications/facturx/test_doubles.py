"""Sums as binary numbers make them."""

from decimal import Decimal

import pytest
from lxml import etree

from faktura.source import Unreadable
from faktura.specifications.facturx.doubles import (
    doubled,
    is_not_negative,
    is_positive,
    is_zero,
    number,
    total_in_cents,
)


def leaves(*texts: str) -> list[etree._Element]:
    found = []
    for text in texts:
        leaf = etree.Element("amount")
        leaf.text = text
        found.append(leaf)
    return found


@pytest.mark.parametrize(
    ("texts", "total"),
    [
        ((), "0"),
        (("1.10", "2.20"), "3.30"),
        (("1.005",), "1.00"),
        (("0.125",), "0.13"),
        (("-0.125",), "-0.12"),
        (("1e2", "0.005"), "100.01"),
    ],
)
def test_half_a_cent_falls_where_binary_numbers_let_it(texts: tuple[str, ...], total: str) -> None:
    assert total_in_cents(leaves(*texts)) == Decimal(total)


def test_a_sum_that_becomes_a_decimal_is_multiplied_exactly() -> None:
    assert total_in_cents(leaves("0.015"), exact_product=True) == Decimal("0.01")
    assert total_in_cents(leaves("0.015")) == Decimal("0.02")


def test_a_binary_number_has_more_digits() -> None:
    assert doubled(Decimal("0.5")) == Decimal("0.5")
    assert doubled(Decimal("0.1")) != Decimal("0.1")


@pytest.mark.parametrize("text", ["", "abc", "1,5", "INF", "1e9999"])
def test_what_is_no_number_cannot_be_read(text: str) -> None:
    with pytest.raises(Unreadable):
        number(leaves(text)[0])


@pytest.mark.parametrize(
    ("text", "zero", "positive", "not_negative"),
    [
        ("0.0", True, False, True),
        ("1e-3", False, True, True),
        ("-1", False, False, False),
        ("NaN", False, True, True),
        ("INF", False, True, True),
        ("-INF", False, False, False),
    ],
)
def test_a_number_is_compared_with_zero_as_the_artefacts_engine_does(
    text: str, zero: bool, positive: bool, not_negative: bool
) -> None:
    found = leaves(text)
    assert (is_zero(found), is_positive(found), is_not_negative(found)) == (zero, positive, not_negative)
