"""Texts, codes and values as XRechnung wants them."""

import pytest
from lxml import etree

from faktura.source import Unreadable
from faktura.source.doubles import double
from faktura.specifications.xrechnung_3.codes import EXTENSION_ADDRESS_SCHEMES, EXTENSION_SCHEMES
from faktura.specifications.xrechnung_3.texts import discounts_hold, is_email, is_iban, is_telephone, is_url
from faktura.specifications.xrechnung_3.values import moment


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("", True),
        ("30 days #net", True),
        ("#SKONTO#TAGE=14#PROZENT=2.00#\n", True),
        ("#SKONTO#TAGE=14#PROZENT=2.00#\r\n", True),
        ("  #SKONTO#TAGE=14#PROZENT=2.00#  \n#SKONTO#TAGE=28#PROZENT=0.50#BASISBETRAG=-1.00#\n thanks", True),
        ("#SKONTO#TAGE=14#PROZENT=2.00#", False),
        ("#SKONTO#TAGE=14#PROZENT=2.00# thanks\n", False),
        ("#SKONTO#TAGE=14#PROZENT=2,00#\n", False),
        ("#VERZUG#TAGE=14#PROZENT=2.00#\n", False),
        ("#", False),
    ],
)
def test_a_discount_has_the_agreed_form(text: str, holds: bool) -> None:
    assert discounts_hold(text) is holds


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("DE02120300000000202051", True),
        ("DE02 1203 0000\n0000 2020 51", True),
        ("DE02120300000000202052", False),
        ("de02120300000000202051", False),
        ("DE02120300000000202051\u00a0", False),
        ("", False),
    ],
)
def test_an_iban_has_the_right_check_digits(text: str, right: bool) -> None:
    assert is_iban(text) is right


def test_telephones_emails_and_urls() -> None:
    assert is_telephone("+1 (2) 3")
    assert not is_telephone("12")
    assert is_email("a@b.c")
    assert not is_email("a@b..c")
    assert not is_email("a b@c.d")
    assert is_url("https://example.com")
    assert not is_url("h:example")


def test_the_extension_knows_the_codes_of_its_own_edition() -> None:
    # 238 of ISO 6523 that can be found, 100 of EAS, three of its own and the empty one.
    assert len(EXTENSION_SCHEMES) == 242
    assert len(EXTENSION_ADDRESS_SCHEMES) == 104
    assert EXTENSION_ADDRESS_SCHEMES.isdisjoint(("0242", "0245"))


def leaf(text: str) -> etree._Element:
    element = etree.Element("leaf")
    element.text = text
    return element


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2026-11-22", "2026-11-23"),
        ("2026-11-23", "2026-11-23Z"),
        ("2026-11-23+01:00", "2026-11-23"),
        ("-2026-11-23", "0001-01-01"),
        ("9999-12-31", "10000-01-01"),
    ],
)
def test_days_have_their_order(earlier: str, later: str) -> None:
    assert moment(leaf(earlier)) <= moment(leaf(f" {later}\n"))
    assert moment(leaf(earlier)) < moment(leaf(later)) or later.endswith("Z")


@pytest.mark.parametrize("text", ["", "20261123", "2026-02-30", "23.11.2026"])
def test_no_day_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        moment(leaf(text))


def test_numbers_may_have_an_exponent() -> None:
    assert double(leaf(" -1.5e3 ")) == -1500
    with pytest.raises(Unreadable):
        double(leaf("1,5"))
