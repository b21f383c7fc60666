"""Historical facts, one line each: what a careful person would look up."""

from datetime import date
from decimal import Decimal

import pytest

from faktura.registry import countries

RATES = [
    ("DE", "standard", "2007-01-01", "19"),
    ("DE", "standard", "2020-06-30", "19"),
    ("DE", "standard", "2020-07-01", "16"),
    ("DE", "standard", "2020-12-31", "16"),
    ("DE", "standard", "2021-01-01", "19"),
    ("DE", "reduced", "2020-06-30", "7"),
    ("DE", "reduced", "2020-07-01", "5"),
    ("DE", "reduced", "2020-12-31", "5"),
    ("DE", "reduced", "2021-01-01", "7"),
    ("DE", "zero", "2022-12-31", None),
    ("DE", "zero", "2023-01-01", "0"),
    ("DE", "super_reduced", "2026-11-23", None),
    ("AT", "standard", "2010-01-01", "20"),
    ("AT", "second_reduced", "2015-12-31", None),
    ("AT", "second_reduced", "2016-01-01", "13"),
    ("AT", "parking", "2015-12-31", "12"),
    ("AT", "parking", "2016-01-01", "13"),
    ("AT", "temporary", "2020-06-30", None),
    ("AT", "temporary", "2020-07-01", "5"),
    ("AT", "temporary", "2021-12-31", "5"),
    ("AT", "temporary", "2022-01-01", None),
    ("AT", "super_reduced", "2026-06-30", None),
    ("AT", "super_reduced", "2026-07-01", "4.9"),
    ("BE", "standard", "2010-01-01", "21"),
    ("BE", "second_reduced", "2010-01-01", "12"),
    ("BE", "reduced", "2026-11-23", "6"),
    ("ES", "standard", "2010-06-30", "16"),
    ("ES", "standard", "2010-07-01", "18"),
    ("ES", "standard", "2012-08-31", "18"),
    ("ES", "standard", "2012-09-01", "21"),
    ("ES", "reduced", "2010-06-30", "7"),
    ("ES", "reduced", "2012-08-31", "8"),
    ("ES", "reduced", "2012-09-01", "10"),
    ("ES", "super_reduced", "2010-01-01", "4"),
    ("ES", "zero", "2024-09-30", "0"),
    ("ES", "zero", "2024-10-01", None),
    ("ES", "temporary", "2024-12-31", "2"),
    ("ES", "second_reduced", "2024-12-31", "7.5"),
    ("ES", "second_reduced", "2025-01-01", None),
    ("FR", "standard", "2013-12-31", "19.6"),
    ("FR", "standard", "2014-01-01", "20"),
    ("FR", "second_reduced", "2011-12-31", None),
    ("FR", "second_reduced", "2012-01-01", "7"),
    ("FR", "second_reduced", "2013-12-31", "7"),
    ("FR", "second_reduced", "2014-01-01", "10"),
    ("FR", "reduced", "2010-01-01", "5.5"),
    ("FR", "super_reduced", "2026-11-23", "2.1"),
    ("HR", "standard", "2009-07-31", "22"),
    ("HR", "standard", "2009-08-01", "23"),
    ("HR", "standard", "2012-02-29", "23"),
    ("HR", "standard", "2012-03-01", "25"),
    ("HR", "reduced", "2013-12-31", "10"),
    ("HR", "reduced", "2014-01-01", "13"),
    ("HR", "second_reduced", "2012-12-31", None),
    ("HR", "second_reduced", "2013-01-01", "5"),
    ("IT", "standard", "2011-09-16", "20"),
    ("IT", "standard", "2011-09-17", "21"),
    ("IT", "standard", "2013-09-30", "21"),
    ("IT", "standard", "2013-10-01", "22"),
    ("IT", "second_reduced", "2015-12-31", None),
    ("IT", "second_reduced", "2016-01-01", "5"),
    ("IT", "super_reduced", "2010-01-01", "4"),
    ("NL", "standard", "2012-09-30", "19"),
    ("NL", "standard", "2012-10-01", "21"),
    ("NL", "reduced", "2018-12-31", "6"),
    ("NL", "reduced", "2019-01-01", "9"),
    ("PL", "standard", "2010-12-31", "22"),
    ("PL", "standard", "2011-01-01", "23"),
    ("PL", "reduced", "2010-12-31", "7"),
    ("PL", "reduced", "2011-01-01", "8"),
    ("PL", "second_reduced", "2010-12-31", "3"),
    ("PL", "second_reduced", "2011-01-01", "5"),
    ("SI", "standard", "2013-06-30", "20"),
    ("SI", "standard", "2013-07-01", "22"),
    ("SI", "reduced", "2013-06-30", "8.5"),
    ("SI", "reduced", "2013-07-01", "9.5"),
    ("SI", "second_reduced", "2019-12-31", None),
    ("SI", "second_reduced", "2020-01-01", "5"),
]


@pytest.mark.parametrize(("code", "kind", "day", "rate"), RATES)
def test_rate(code, kind, day, rate):
    found = countries()[code].rate_on(kind, date.fromisoformat(day))
    assert (found and found.rate) == (Decimal(rate) if rate else None)


# Rates in percent on 13 January 2014, as the European Commission listed them (taxud.c.1(2014)48867).
EU_LIST_2014 = {
    "AT": {"20", "10", "12"},
    "BE": {"21", "6", "12"},
    "DE": {"19", "7"},
    "ES": {"21", "10", "4"},
    "FR": {"20", "10", "5.5", "2.1"},
    "HR": {"25", "13", "5"},
    "IT": {"22", "10", "4"},
    "NL": {"21", "6"},
    "PL": {"23", "8", "5"},
    "SI": {"22", "9.5"},
}
# The same on 14 January 2013; Croatia had not joined.
EU_LIST_2013 = {
    "AT": {"20", "10", "12"},
    "BE": {"21", "6", "12"},
    "DE": {"19", "7"},
    "ES": {"21", "10", "4"},
    "FR": {"19.6", "7", "5.5", "2.1"},
    "IT": {"21", "10", "4"},
    "NL": {"21", "6"},
    "PL": {"23", "8", "5"},
    "SI": {"20", "8.5"},
}


@pytest.mark.parametrize(("day", "listed"), [(date(2014, 1, 13), EU_LIST_2014), (date(2013, 1, 14), EU_LIST_2013)])
def test_the_lists_of_the_european_commission(day, listed):
    for code, rates in listed.items():
        ours = {rate.rate for rate in countries()[code].rates_on(day).values() if rate.rate}
        assert ours == {Decimal(rate) for rate in rates}, code


@pytest.mark.parametrize(
    ("code", "issued", "kept_until"),
    [
        ("AT", "2026-03-01", "2033-12-31"),
        ("BE", "2022-12-31", "2029-12-31"),
        ("BE", "2023-01-01", "2033-12-31"),
        ("DE", "2024-12-31", "2034-12-31"),
        ("DE", "2025-01-01", "2033-12-31"),
        ("ES", "2026-03-01", "2032-12-31"),
        ("FR", "2026-03-01", "2036-12-31"),
        ("HR", "2026-03-01", "2037-12-31"),
        ("IT", "2026-03-01", "2036-12-31"),
        ("NL", "2026-03-01", "2033-12-31"),
        # The tax of December 2026 falls due in January 2027; five years from the end of 2027.
        ("PL", "2026-12-31", "2032-12-31"),
        ("SI", "2026-03-01", "2036-12-31"),
    ],
)
def test_retention(code, issued, kept_until):
    day = date.fromisoformat(issued)
    assert countries()[code].retention_on(day).until(day) == date.fromisoformat(kept_until)


@pytest.mark.parametrize(
    ("code", "scheme", "electronic_scheme"),
    [
        ("AT", "", "9914"),
        ("BE", "0208", "0208"),
        ("BE", "", "9925"),
        ("DE", "", "9930"),
        ("DE", "0204", "0204"),
        ("ES", "", "9920"),
        ("FR", "0002", "0002"),
        ("FR", "0009", "0009"),
        ("FR", "", "9957"),
        ("HR", "", "9934"),
        ("IT", "0210", "0210"),
        ("IT", "0211", "0211"),
        ("NL", "0106", "0106"),
        ("NL", "0190", "0190"),
        ("NL", "", "9944"),
        ("PL", "", "9945"),
        ("SI", "", "9949"),
    ],
)
def test_schemes_of_the_peppol_lists(code, scheme, electronic_scheme):
    known = {(kind.scheme, kind.electronic_scheme) for kind in countries()[code].identifiers}
    assert (scheme, electronic_scheme) in known


def test_numbers():
    found = countries()
    assert found["ES"].numbering.separate_credit_notes
    assert not found["DE"].numbering.separate_credit_notes
    assert found["HR"].numbering.default_pattern == "{n}/1/1"
    assert found["IT"].numbering.length_max == 20


def test_only_poland_of_the_ten_has_no_euro():
    first_ten = ("AT", "BE", "DE", "ES", "FR", "HR", "IT", "NL", "PL", "SI")
    assert {code for code in first_ten if countries()[code].currency != "EUR"} == {"PL"}
