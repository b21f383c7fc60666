"""Who charges which VAT when a request does not say it: Directive 2006/112/EC, art. 44, 138, 146, 196."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from faktura.codes.european_union import MEMBERS
from faktura.drafts.vat import derive_vat, tax_point
from faktura.model import Seller, Vat
from faktura.registry import countries

from .around import TODAY, around, buyer, completed, line, read, refused, steps

BUSINESS = {"DE": "DE123456788", "FR": "FR40303265045", "CH": "CHE-116.281.710 MWST", "US": "12-3456789"}


def goods_to(country: str | None) -> dict[str, Any] | None:
    return {"date": "2026-06-10", "address": {"country": country}} if country else None


def derived(buyer_country: str | None, business: bool, goods: str | None, seller: str = "AT", **profile: Any) -> Any:
    fields: dict[str, Any] = {"vat_id": BUSINESS[buyer_country or "DE"]} if business else {}
    who = buyer(buyer_country, **fields) if buyer_country else {"name": "Buyer", **fields}
    return completed(around(seller, **profile), buyer=who, delivery=goods_to(goods))


# Seller in Austria. Columns: the buyer's country, whether it gave a VAT identifier, where goods go.
TABLE = [
    ("AT", False, None, "S", "20", "standard rate of Austria"),
    ("AT", False, "AT", "S", "20", "standard rate of Austria"),
    ("DE", True, None, "AE", "0", "reverse charge (art. 44, 196)"),
    ("DE", True, "DE", "K", "0", "another member state (art. 138)"),
    ("DE", True, "FR", "K", "0", "another member state (art. 138)"),
    ("DE", True, "US", "G", "0", "exported outside the Union (art. 146)"),
    ("DE", False, "US", "G", "0", "exported outside the Union (art. 146)"),
    ("US", False, "US", "G", "0", "exported outside the Union (art. 146)"),
    ("US", True, "US", "G", "0", "exported outside the Union (art. 146)"),
    ("CH", True, None, "O", None, "taxed where it is (art. 44)"),
]
UNCERTAIN = [
    (None, False, None, "the buyer's country"),
    ("DE", False, None, "one-stop-shop"),
    ("DE", False, "DE", "one-stop-shop"),
    ("DE", True, "AT", "taxed here when it is goods"),
    ("US", True, "AT", "taxed here when it is goods"),
    ("AT", False, "DE", "may be taxed here or there"),
    ("AT", False, "US", "may be taxed here or there"),
    ("US", False, None, "depends on what is sold"),
    ("US", True, "DE", "depends on the buyer's VAT identifier there"),
    ("CH", False, "FR", "depends on the buyer's VAT identifier there"),
]


@pytest.mark.parametrize(("country", "business", "goods", "category", "rate", "why"), TABLE)
def test_what_is_certain_is_derived_and_says_why(
    country: str, business: bool, goods: str | None, category: str, rate: str | None, why: str
) -> None:
    done = derived(country, business, goods)
    vat = done.invoice.lines[0].vat
    assert vat is not None
    assert (vat.category, vat.rate) == (category, Decimal(rate) if rate else None)
    value, reason = steps(done)["/lines/0/vat"]
    assert value.split() == [part for part in (category, rate) if part]
    assert why in reason
    assert "vat_not_derivable" not in [rule for rule, _ in refused(done)]


@pytest.mark.parametrize(("country", "business", "goods", "sentence"), UNCERTAIN)
def test_what_is_not_certain_is_refused_with_what_to_send(
    country: str | None, business: bool, goods: str | None, sentence: str
) -> None:
    done = derived(country, business, goods)
    assert done.invoice.lines[0].vat is None
    assert ("vat_not_derivable", "/lines/0/vat") in refused(done)
    (told,) = [found for found in done.findings if found.rule == "vat_not_derivable"]
    assert told.message.startswith("Send vat")
    assert sentence in told.message
    assert told.term == "BG-30"


@pytest.mark.parametrize(("country", "business", "goods"), [row[:3] for row in (*TABLE, *UNCERTAIN)])
def test_what_is_given_is_never_changed(country: str | None, business: bool, goods: str | None) -> None:
    given = {"category": "S", "rate": "10"}
    who = buyer(country) if country else {"name": "Buyer"}
    done = completed(buyer=who, delivery=goods_to(goods), lines=[line(vat=given)])
    assert done.invoice.lines[0].vat == Vat(category="S", rate=Decimal(10))
    assert "/lines/0/vat" not in steps(done)


@pytest.mark.parametrize("code", sorted(countries()))
def test_every_country_charges_its_standard_rate_at_home_by_its_law(code: str) -> None:
    done = completed(around(code), buyer=buyer(code))
    rate = countries()[code].rate_on("standard", date(2026, 6, 15))
    assert rate is not None
    assert done.invoice.lines[0].vat == Vat(category="S", rate=rate.rate)
    assert rate.law in steps(done)["/lines/0/vat"][1]


@pytest.mark.parametrize("code", sorted(countries()))
def test_every_country_does_the_same_across_borders(code: str) -> None:
    other = "DE" if code != "DE" else "FR"
    assert code in MEMBERS
    done = completed(around(code), buyer=buyer(other, vat_id=BUSINESS[other]))
    assert done.invoice.lines[0].vat == Vat(category="AE", rate=Decimal(0))


@pytest.mark.parametrize(("country", "business"), [("AT", False), ("DE", True), ("US", False), (None, False)])
def test_a_small_business_charges_no_vat_whoever_buys(country: str | None, business: bool) -> None:
    done = derived(country, business, None, small_business=True)
    vat = done.invoice.lines[0].vat
    assert vat is not None
    assert (vat.category, vat.rate) == ("E", Decimal(0))
    law = [text.text for text in countries()["AT"].printed_texts if text.id == "small_business"]
    assert done.invoice.vat_breakdown[0].exemption_reason in law
    assert steps(done)["/lines/0/vat"] == ("E 0", "small business scheme of Austria")


@pytest.mark.parametrize("code", sorted(countries()))
def test_a_small_business_of_every_country_gives_a_reason(code: str) -> None:
    done = completed(around(code, small_business=True), buyer=buyer(code))
    assert refused(done) == []
    assert done.invoice.vat_breakdown[0].exemption_reason


@pytest.mark.parametrize(
    ("given", "becomes", "why"),
    [
        ({"rate": "10"}, Vat(category="S", rate=Decimal(10)), "a rate above zero is the standard category S"),
        ({"category": "S"}, Vat(category="S", rate=Decimal(20)), "standard rate of Austria on 2026-06-15"),
        ({"category": "Z"}, Vat(category="Z", rate=Decimal(0)), "category Z has rate 0"),
        ({"category": "E"}, Vat(category="E", rate=Decimal(0)), "category E has rate 0"),
        (
            {"category": "E", "exemption_reason": "§ 6", "exemption_reason_code": "VATEX-EU-132"},
            Vat(category="E", rate=Decimal(0), exemption_reason="§ 6", exemption_reason_code="VATEX-EU-132"),
            "category E has rate 0",
        ),
        ({"category": "AE"}, Vat(category="AE", rate=Decimal(0)), "category AE has rate 0"),
        ({"category": "K"}, Vat(category="K", rate=Decimal(0)), "category K has rate 0"),
        ({"category": "G"}, Vat(category="G", rate=Decimal(0)), "category G has rate 0"),
        ({}, Vat(category="S", rate=Decimal(20)), "standard rate of Austria on 2026-06-15"),
        (
            {"exemption_reason": "said by the seller"},
            Vat(category="S", rate=Decimal(20), exemption_reason="said by the seller"),
            "standard rate of Austria on 2026-06-15",
        ),
    ],
)
def test_half_of_a_vat_is_completed(given: dict[str, Any], becomes: Vat, why: str) -> None:
    request, place = read(lines=[line(vat=given)]), around()
    situation = derive_vat(request, Seller(), request.buyer, TODAY, place.profile, place.country)
    vat, reason = situation.complete(request.lines[0].vat)
    assert vat == becomes
    assert reason.startswith(why)


@pytest.mark.parametrize("given", [{"category": "O"}, {"category": "L"}, {"category": "M"}, {"category": "??"}])
def test_a_category_whose_rate_can_not_be_known_stays_as_it_is(given: dict[str, Any]) -> None:
    done = completed(lines=[line(vat=given)])
    assert done.invoice.lines[0].vat == Vat(**given)
    assert "/lines/0/vat" not in steps(done)


def test_a_rate_of_zero_needs_its_category() -> None:
    done = completed(lines=[line(vat={"rate": "0"})])
    assert ("vat_not_derivable", "/lines/0/vat") in refused(done)


def test_the_reverse_charge_of_services_can_be_issued_once_the_reason_is_given() -> None:
    """BR-AE-10 asks for a reason; it comes with the derivation or from the country's texts."""
    done = derived("DE", True, None)
    assert refused(done) == []
    assert done.invoice.vat_breakdown[0].exemption_reason or done.invoice.vat_breakdown[0].exemption_reason_code


@pytest.mark.parametrize(("country", "business", "goods"), [("DE", True, "DE"), ("US", False, "US")])
def test_derived_supplies_of_goods_across_borders_can_be_issued(country: str, business: bool, goods: str) -> None:
    assert refused(derived(country, business, goods)) == []


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({}, date(2026, 6, 15)),
        ({"issue_date": "2020-07-02"}, date(2020, 7, 2)),
        ({"period": {"start_date": "2026-01-01", "end_date": "2026-01-31"}}, date(2026, 1, 31)),
        ({"period": {"start_date": "2026-01-01"}}, date(2026, 6, 15)),
        (
            {"delivery": {"date": "2026-02-02"}, "period": {"start_date": "2026-01-01", "end_date": "2026-01-31"}},
            date(2026, 2, 2),
        ),
        ({"tax_point_date": "2026-03-03", "delivery": {"date": "2026-02-02"}}, date(2026, 3, 3)),
    ],
)
def test_the_day_of_supply_decides_the_rate(fields: dict[str, Any], day: date) -> None:
    request = read(**fields)
    assert tax_point(request, request.issue_date or date(2026, 6, 15)) == day


@pytest.mark.parametrize(
    ("delivered", "rate"), [("2020-06-30", "19"), ("2020-07-01", "16"), ("2020-12-31", "16"), ("2021-01-01", "19")]
)
def test_an_invoice_of_today_over_an_older_supply_has_the_older_rate(delivered: str, rate: str) -> None:
    done = completed(around("DE"), buyer=buyer("DE"), delivery={"date": delivered})
    assert done.invoice.lines[0].vat == Vat(category="S", rate=Decimal(rate))
