"""What every country folder must hold."""

import importlib
import re
from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from babel.languages import get_official_languages
from babel.numbers import get_territory_currencies
from stdnum import iban
from stdnum.eu import vat as eu_vat

from faktura.checks import check
from faktura.model import Invoice
from faktura.model.json import from_plain
from faktura.registry import countries
from faktura.sockets import Country

from .conftest import FOLDERS
from .sample import ISSUED, render_pattern, sample_invoice

EU_MEMBERS = {
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
    *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
}
MAIN_LANGUAGES = {"en", "de", "fr", "it", "es", "sl", "hr", "pl", "nl", "pt"}
RATE_KINDS = {"standard", "reduced", "super_reduced", "second_reduced", "parking", "zero", "temporary"}
FIELDS = {"vat_id", "legal_registration", "tax_registration_id", "identifiers", "buyer_reference"}
A_DAY = timedelta(days=1)


def test_the_registry_finds_every_folder():
    assert {code.lower() for code in countries()} == set(FOLDERS)


def test_code_is_the_folder_name(country: Country, folder: str):
    assert country.code.lower() == folder
    assert re.fullmatch("[A-Z]{2}", country.code)


def test_membership_currency_and_languages(country: Country):
    assert country.eu_member == (country.code in EU_MEMBERS)
    assert country.currency in get_territory_currencies(country.code, ISSUED, ISSUED)
    assert country.languages
    assert set(country.languages) <= set(get_official_languages(country.code, regional=True, de_facto=True))
    assert country.languages[0] in MAIN_LANGUAGES
    ZoneInfo(country.timezone)


def test_rates_are_sorted_dated_and_have_a_law(country: Country):
    assert "standard" in country.vat_rates
    assert set(country.vat_rates) <= RATE_KINDS
    for kind, rates in country.vat_rates.items():
        assert rates, f"{kind} has no rate"
        for rate in rates:
            assert 0 <= rate.rate < 50
            assert rate.law
            assert (rate.rate == 0) == (kind == "zero")
            assert rate.until is None or rate.until > rate.since
        for older, newer in pairwise(rates):
            assert older.since < newer.since, f"{kind}: oldest first"
            assert older.until is None or older.until < newer.since
            assert older.rate != newer.rate or older.until is not None, f"{kind}: nothing changes on {newer.since}"


def test_standard_and_reduced_rates_reach_back_to_2010(country: Country):
    assert country.rate_on("standard", date(2010, 1, 1)) is not None
    assert country.rate_on("reduced", date(2010, 1, 1)) is not None


def test_the_right_rate_on_the_days_around_every_change(country: Country):
    for kind, rates in country.vat_rates.items():
        before = None
        for index, rate in enumerate(rates):
            following = rates[index + 1] if index + 1 < len(rates) else None
            ended_before = before is not None and before.until is not None and before.until < rate.since - A_DAY
            assert country.rate_on(kind, rate.since - A_DAY) == (None if ended_before else before)
            assert country.rate_on(kind, rate.since) == rate
            if rate.until is not None:
                assert country.rate_on(kind, rate.until) == rate
                after = following if following and following.since == rate.until + A_DAY else None
                assert country.rate_on(kind, rate.until + A_DAY) == after
            elif following is not None:
                assert country.rate_on(kind, following.since - A_DAY) == rate
                assert country.rate_on(kind, following.since) == following
            before = rate


def test_rates_on_gives_what_is_in_force(country: Country):
    today = country.rates_on(ISSUED)
    assert "standard" in today
    assert all(country.rate_on(kind, ISSUED) == rate for kind, rate in today.items())
    assert country.rates_on(date(1900, 1, 1)) == {}


def test_identifiers_are_checked_by_stdnum_and_their_examples_are_valid(country: Country):
    assert any(kind.field == "vat_id" for kind in country.identifiers)
    for kind in country.identifiers:
        assert kind.name
        assert kind.native_name
        assert kind.field in FIELDS
        assert kind.example
        assert bool(kind.stdnum) != bool(kind.pattern), "a module of python-stdnum, or a pattern where it has none"
        if kind.stdnum:
            assert importlib.import_module(kind.stdnum).is_valid(kind.example), kind.example
        else:
            assert re.fullmatch(kind.pattern, kind.example)
        for scheme in (kind.scheme, kind.electronic_scheme):
            assert scheme == "" or re.fullmatch("[0-9]{4}", scheme)


def test_vat_identifier_carries_the_prefix(country: Country):
    example = next(kind.example for kind in country.identifiers if kind.field == "vat_id")
    assert country.vat_prefix
    assert example.startswith(country.vat_prefix)
    if country.eu_member:
        assert eu_vat.is_valid(example)


def test_texts_have_law_language_and_date(country: Country):
    seen = set()
    for text in country.printed_texts:
        assert text.law
        assert text.language in country.languages
        assert text.text == text.text.strip() != ""
        assert date(1950, 1, 1) < text.since <= ISSUED
        assert re.fullmatch("[a-z_]+", text.id)
        assert text.applies.__doc__, f"the condition of {text.id} has no sentence for the page of countries"
        assert text.applies(Invoice()) is False, f"{text.id} applies to an empty document"
        seen.add((text.id, text.language))
    assert len(seen) == len(country.printed_texts), "an id stands once in each language"


def test_texts_stand_in_every_language(country: Country):
    ids = {text.id for text in country.printed_texts}
    assert {(text.id, text.language) for text in country.printed_texts} == {
        (text_id, language) for text_id in ids for language in country.languages
    }


def test_members_of_the_eu_have_the_texts_of_the_vat_directive(country: Country):
    if country.eu_member:
        ids = {text.id for text in country.printed_texts}
        assert ids >= {"reverse_charge", "self_billing", "intra_community_supply", "export"}


def test_retention_is_sane(country: Country):
    assert country.retention
    for rule in country.retention:
        assert 4 <= rule.years <= 20
        assert rule.law
    assert [rule.since for rule in country.retention] == sorted({rule.since for rule in country.retention})
    kept_until = country.retention_on(ISSUED).until(ISSUED)
    assert kept_until.year == ISSUED.year + country.retention_on(ISSUED).years
    assert country.retention_on(date(1900, 1, 1)) == country.retention[0]


def test_number_rules(country: Country):
    rules = country.numbering
    assert rules.law
    assert rules.restart in ("yearly", "never")
    assert re.search(r"\{n(:[1-9])?\}", rules.default_pattern)
    assert re.fullmatch(r"[A-Za-z0-9/_-]*", re.sub(r"\{(yyyy|yy|mm|n(:[1-9])?)\}", "", rules.default_pattern))
    for number in (1, 42, 99_999, 1_000_000):
        made = render_pattern(rules.default_pattern, number)
        assert len(made) <= rules.length_max
        assert not rules.pattern or re.fullmatch(rules.pattern, made)


def test_sources_and_payment(country: Country):
    assert 0 < country.payment_days <= 60
    assert country.sources
    for address, gathered in country.sources:
        assert address.startswith("https://")
        assert date(2026, 1, 1) <= gathered
    assert all(note.endswith(".") for note in country.notes)


def test_the_sample_identity_is_usable(country: Country):
    assert country.sample is not None
    assert iban.is_valid(country.sample.iban)
    assert country.sample.iban.startswith(country.code)


def test_a_sample_invoice_breaks_no_national_rule(country: Country):
    invoice = from_plain(sample_invoice(country))
    assert country.rules is None or check(invoice, country.rules) == []


def test_national_rules_are_silent_abroad(country: Country):
    if country.rules is None:
        return
    assert check(Invoice(), country.rules) == []
    elsewhere = from_plain({"seller": {"name": "Seller", "address": {"country": "ZZ"}}, "type_code": "381"})
    assert check(elsewhere, country.rules) == []


def test_rule_ids_begin_with_the_country(country: Country):
    for rule in country.rules.rules if country.rules else ():
        assert rule.id.startswith(f"{country.code}-")
        assert rule.message.endswith(".")
        assert rule.terms
