"""The conditions that countries share."""

from datetime import date
from decimal import Decimal

import pytest

from faktura.countries import conditions
from faktura.model import Invoice
from faktura.model.json import from_plain
from faktura.sockets import DatedRate

EMPTY = Invoice()


def test_an_empty_document_has_nothing():
    assert conditions.categories(EMPTY) == frozenset()
    assert conditions.only_exempt(EMPTY)
    assert conditions.seller_country(EMPTY) == conditions.buyer_country(EMPTY) == ""
    assert conditions.destination_country(EMPTY) == ""
    assert conditions.gross(EMPTY) == 0
    assert conditions.last_supply_day(EMPTY) is None
    assert conditions.tax_days(EMPTY) == set()
    assert list(conditions.identifiers_of(None)) == []


def test_categories_come_from_lines_allowances_charges_and_breakdown():
    invoice = from_plain(
        {
            "lines": [{"vat": {"category": "S"}}, {"name": "without VAT information"}],
            "allowances": [{"vat": {"category": "E"}}],
            "charges": [{"vat": {"category": "AE"}}, {"amount": "1"}],
            "vat_breakdown": [{"category": "K"}],
        }
    )
    assert conditions.categories(invoice) == {"S", "E", "AE", "K"}
    assert [pointer for pointer, _ in conditions.vat_details(invoice)] == [
        "/lines/0/vat",
        "/allowances/0/vat",
        "/charges/0/vat",
        "/vat_breakdown/0",
    ]


@pytest.mark.parametrize(
    ("category", "holds"),
    [
        ("AE", conditions.reverse_charge),
        ("K", conditions.intra_community_supply),
        ("G", conditions.export),
        ("B", conditions.split_payment),
        ("E", conditions.exempt),
    ],
)
def test_each_category_has_its_condition(category, holds):
    assert holds(from_plain({"vat_breakdown": [{"category": category}]}))
    assert not holds(from_plain({"vat_breakdown": [{"category": "S"}]}))


def test_only_exempt():
    assert conditions.only_exempt(from_plain({"vat_breakdown": [{"category": "E"}, {"category": "O"}]}))
    assert not conditions.only_exempt(from_plain({"vat_breakdown": [{"category": "E"}, {"category": "S"}]}))


@pytest.mark.parametrize("type_code", ["389", "261", "527"])
def test_self_billed(type_code):
    assert conditions.self_billed(from_plain({"type_code": type_code}))
    assert not conditions.self_billed(from_plain({"type_code": "380"}))


def test_a_business_has_a_vat_identifier_or_a_registration():
    assert conditions.business_buyer(from_plain({"buyer": {"vat_id": "X"}}))
    assert conditions.business_buyer(from_plain({"buyer": {"legal_registration": {"value": "1"}}}))
    assert not conditions.business_buyer(from_plain({"buyer": {"name": "A person"}}))


def test_exemption_names_reads_through_case_space_and_code():
    by_mark = conditions.exemption_names("§ 19")
    assert by_mark(from_plain({"vat_breakdown": [{"exemption_reason": "Nach §19 UStG"}]}))
    assert not by_mark(from_plain({"vat_breakdown": [{"exemption_reason": "§ 4"}]}))
    by_code = conditions.exemption_names(codes=("VATEX-EU-F",))
    assert by_code(from_plain({"lines": [{"vat": {"exemption_reason_code": "VATEX-EU-F"}}]}))
    assert by_code.__doc__ == "The exemption code is VATEX-EU-F"
    both = conditions.exemption_names("a", "b", codes=("C", "D"))
    assert both.__doc__ == "The exemption reason names a or b, or the exemption code is C or D"


def test_says():
    assert conditions.says("2 % d'Escompte", "escompte")
    assert not conditions.says(None, "escompte")
    assert not conditions.says("30 jours", "escompte", "skonto")


def test_the_destination_is_the_delivery_address_before_the_buyer():
    plain = {"buyer": {"address": {"country": "DE"}}}
    assert conditions.destination_country(from_plain(plain)) == "DE"
    plain["delivery"] = {"address": {"country": "AT"}}
    assert conditions.destination_country(from_plain(plain)) == "AT"


def test_identifiers_of_a_party():
    invoice = from_plain(
        {
            "seller": {
                "vat_id": "V",
                "tax_registration_id": "T",
                "legal_registration": {"value": "L", "scheme": "0002"},
                "identifiers": [{"value": "I"}, {"scheme": "0009"}],
            },
            "buyer": {"vat_id": "B"},
        }
    )
    assert list(conditions.identifiers_of(invoice.seller)) == [("V", ""), ("T", ""), ("L", "0002"), ("I", "")]
    assert list(conditions.identifiers_of(invoice.buyer)) == [("B", "")]


def test_the_last_day_of_supply():
    lines = [{"period": {"end_date": "2026-03-31"}}, {"period": {"end_date": "2026-04-30"}}]
    assert conditions.last_supply_day(from_plain({"lines": lines})) == date(2026, 4, 30)
    assert conditions.last_supply_day(from_plain({"lines": lines, "delivery": {"date": "2026-02-01"}})) == date(
        2026, 2, 1
    )


def test_tax_days_fall_back_to_the_issue_date():
    assert conditions.tax_days(from_plain({"issue_date": "2026-01-05"})) == {date(2026, 1, 5)}
    named = {"issue_date": "2026-01-05", "tax_point_date": "2025-12-31"}
    assert conditions.tax_days(from_plain(named)) == {date(2025, 12, 31)}


RATES = {
    "standard": (
        DatedRate(Decimal(19), date(2007, 1, 1), "A"),
        DatedRate(Decimal(16), date(2020, 7, 1), "B"),
    ),
    "temporary": (DatedRate(Decimal(5), date(2020, 7, 1), "C", until=date(2020, 12, 31)),),
}


def _supply(rate, day, **more):
    address = {"address": {"country": "XA"}}
    lines = [{"vat": {"category": "S", "rate": rate}}]
    return from_plain({"seller": address, "buyer": address, "lines": lines, "delivery": {"date": day}, **more})


@pytest.mark.parametrize(
    ("rate", "day", "lawful"),
    [
        ("19", "2006-12-31", False),
        ("19", "2007-01-01", True),
        ("19", "2020-06-30", True),
        ("19", "2020-07-01", False),
        ("16.00", "2020-07-01", True),
        ("5", "2020-06-30", False),
        ("5", "2020-07-01", True),
        ("5", "2020-12-31", True),
        ("5", "2021-01-01", False),
    ],
)
def test_rates_out_of_force_at_the_edges(rate, day, lawful):
    breaches = list(conditions.rates_out_of_force("XA", RATES)(_supply(rate, day)))
    assert [pointer for pointer, _ in breaches] == ([] if lawful else ["/lines/0/vat/rate"])


def test_rates_out_of_force_says_what_was_in_force():
    ((_, sentence),) = conditions.rates_out_of_force("XA", RATES)(_supply("20", "2020-08-01"))
    assert "20 % was no general VAT rate on 2020-08-01" in sentence
    assert "16, 5 %" in sentence


def test_rates_out_of_force_is_silent_without_a_day_and_abroad():
    test = conditions.rates_out_of_force("XA", RATES)
    assert list(test(_supply("20", None))) == []
    assert list(test(_supply("20", "2020-08-01", buyer={"address": {"country": "XB"}}))) == []
    assert list(conditions.rates_out_of_force("XB", RATES)(_supply("20", "2020-08-01"))) == []
