from dataclasses import replace
from typing import Any

import pytest

from faktura.model import Address, CreditTransfer
from faktura.organizations.checks import LANGUAGES, check_profile, colour_is_valid
from faktura.organizations.profile import Profile
from faktura.organizations.sample import sample_profile
from faktura.registry import countries

GERMANY = countries()["DE"]


def sample() -> Profile:
    return sample_profile("Example", GERMANY)


def wrong(profile: Profile) -> list[tuple[str, str]]:
    return [(found.rule, found.pointer) for found in check_profile(profile, countries()[profile.country])]


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"vat_id": "DE123456789"}, "identifier_invalid", "/vat_id"),
        ({"vat_id": "de123456789"}, "identifier_invalid", "/vat_id"),
        ({"currency": "EURO"}, "currency_unknown", "/currency"),
        ({"currency": "eur"}, "currency_unknown", "/currency"),
        ({"language": "xx"}, "language_unknown", "/language"),
        ({"timezone": "Europe/Vindobona"}, "timezone_unknown", "/timezone"),
        ({"timezone": "../../etc/passwd"}, "timezone_unknown", "/timezone"),
        ({"timezone": "/etc/passwd"}, "timezone_unknown", "/timezone"),
        ({"timezone": "Europe"}, "timezone_unknown", "/timezone"),
        ({"timezone": "a" * 200 + "/b"}, "timezone_unknown", "/timezone"),
        ({"timezone": "é" * 200}, "timezone_unknown", "/timezone"),
        ({"address": Address(country="XX")}, "country_unknown", "/address/country"),
        ({"payment_days": -1}, "payment_days_invalid", "/payment_days"),
        ({"payment_days": 366}, "payment_days_invalid", "/payment_days"),
        (
            {"bank_accounts": (CreditTransfer(account="DE89370400440532013001"),)},
            "iban_invalid",
            "/bank_accounts/0/account",
        ),
        (
            {"bank_accounts": (CreditTransfer(account="1234"), CreditTransfer(account="1", bic="NOPE"))},
            "bic_invalid",
            "/bank_accounts/1/bic",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_place(changes: dict[str, Any], code: str, pointer: str) -> None:
    assert wrong(replace(sample(), **changes)) == [(code, pointer)]


@pytest.mark.parametrize(
    "changes",
    [
        {"vat_id": None},
        {"vat_id": "DE123456788"},
        # Another country's identifier is left to the rules.
        {"vat_id": "ATU12345675"},
        {"payment_days": 0},
        {"payment_days": 365},
        {"address": None},
        {"bank_accounts": (CreditTransfer(account="000123456"),)},
    ],
)
def test_what_is_right_passes(changes: dict[str, Any]) -> None:
    assert wrong(replace(sample(), **changes)) == []


def test_everything_is_told_at_once() -> None:
    profile = replace(sample(), vat_id="DE1", currency="", language="", timezone="", payment_days=-5)
    assert len(wrong(profile)) == 5


@pytest.mark.parametrize("code", sorted(countries()))
def test_each_countrys_own_example_is_accepted_and_a_changed_digit_is_not(code: str) -> None:
    country = countries()[code]
    profile = sample_profile("Example", country)
    assert profile.vat_id is not None
    digit = next(place for place, letter in enumerate(profile.vat_id) if place > 2 and letter.isdigit())
    other = str((int(profile.vat_id[digit]) + 1) % 10)
    changed = replace(profile, vat_id=profile.vat_id[:digit] + other + profile.vat_id[digit + 1 :])
    found = list(check_profile(changed, country))
    assert [each.rule for each in found] == ["identifier_invalid"]
    assert f"is not valid in {country.name}" in found[0].message
    assert found[0].severity == "fatal"


def test_every_countrys_language_is_known() -> None:
    assert {language for country in countries().values() for language in country.languages} <= set(LANGUAGES)


@pytest.mark.parametrize(
    ("colour", "valid"),
    [
        ("#1f3a5f", True),
        ("#FFFFFF", False),
        ("#fff", False),
        ("1f3a5f", False),
        ("#1f3a5g", False),
        ("#1f3a5f\n", False),
    ],
)
def test_a_colour_is_written_with_six_small_hexadecimal_digits(colour: str, valid: bool) -> None:
    assert colour_is_valid(colour) is valid
