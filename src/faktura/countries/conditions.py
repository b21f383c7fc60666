"""What the laws of several countries ask of an invoice in the same way: when a text must stand, what a rule looks at.

A country folder builds on these; none of them knows a country. Pure. Each condition's first docstring line is what
the generated page of countries prints under "when".
"""

import functools
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from faktura.model import Buyer, Invoice, Seller, Vat, VatBreakdown
from faktura.model.invoice import SELF_BILLED_TYPE_CODES
from faktura.sockets.country import DatedRate, in_force

Condition = Callable[[Invoice], bool]

PAID_DATE_CODE = "432"
"""UNTDID 2005 as restricted by EN 16931 for BT-8: VAT falls due when the invoice is paid."""


def vat_details(invoice: Invoice) -> Iterator[tuple[str, Vat | VatBreakdown]]:
    """Every (JSON pointer, VAT information) of the lines, allowances, charges and the VAT breakdown."""
    for index, line in enumerate(invoice.lines):
        if line.vat is not None:
            yield f"/lines/{index}/vat", line.vat
    for place, owners in (("allowances", invoice.allowances), ("charges", invoice.charges)):
        for index, owner in enumerate(owners):
            if owner.vat is not None:
                yield f"/{place}/{index}/vat", owner.vat
    for index, row in enumerate(invoice.vat_breakdown):
        yield f"/vat_breakdown/{index}", row


def categories(invoice: Invoice) -> frozenset[str]:
    """The VAT categories (UNTDID 5305) that the document uses."""
    return frozenset(vat.category for _, vat in vat_details(invoice) if vat.category)


def reverse_charge(invoice: Invoice) -> bool:
    """VAT category AE (reverse charge) is used"""
    return "AE" in categories(invoice)


def intra_community_supply(invoice: Invoice) -> bool:
    """VAT category K (intra-community supply) is used"""
    return "K" in categories(invoice)


def export(invoice: Invoice) -> bool:
    """VAT category G (export outside the EU) is used"""
    return "G" in categories(invoice)


def split_payment(invoice: Invoice) -> bool:
    """VAT category B (the buyer pays the VAT to the state) is used"""
    return "B" in categories(invoice)


def exempt(invoice: Invoice) -> bool:
    """VAT category E (exempt) is used"""
    return "E" in categories(invoice)


def only_exempt(invoice: Invoice) -> bool:
    """Nothing but VAT categories E and O is used: the seller charges no VAT and need not be registered for it"""
    return categories(invoice) <= {"E", "O"}


def self_billed(invoice: Invoice) -> bool:
    """The buyer issues the document (types 389, 261 and 527)"""
    return invoice.type_code in SELF_BILLED_TYPE_CODES


def cash_accounting(invoice: Invoice) -> bool:
    """VAT falls due on payment (BT-8 is 432)"""
    return invoice.tax_point_date_code == PAID_DATE_CODE


def business_buyer(invoice: Invoice) -> bool:
    """The buyer is a business: it has a VAT identifier or a legal registration"""
    buyer = invoice.buyer
    return buyer is not None and bool(buyer.vat_id or (buyer.legal_registration and buyer.legal_registration.value))


@functools.lru_cache(maxsize=1024)
def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def exemption_names(*marks: str, codes: tuple[str, ...] = ()) -> Condition:
    """A condition: an exemption reason (BT-120) contains one of the marks, or its code (BT-121) is one of `codes`.

    Case and white space do not matter: ``§19`` finds ``§ 19 UStG``.
    """
    wanted = tuple(_squeezed(mark) for mark in marks)

    def names(invoice: Invoice) -> bool:
        for _, vat in vat_details(invoice):
            if vat.exemption_reason_code in codes:
                return True
            if vat.exemption_reason and any(mark in _squeezed(vat.exemption_reason) for mark in wanted):
                return True
        return False

    by_mark = f"exemption reason names {' or '.join(marks)}" if marks else ""
    by_code = f"exemption code is {' or '.join(codes)}" if codes else ""
    names.__doc__ = "The " + ", or the ".join(said for said in (by_mark, by_code) if said)
    return names


def says(text: str | None, *words: str) -> bool:
    """Whether a free text contains one of the words; case and white space do not matter."""
    found = _squeezed(text or "")
    return any(_squeezed(word) in found for word in words)


def seller_country(invoice: Invoice) -> str:
    """BT-40, or empty."""
    address = invoice.seller.address if invoice.seller else None
    return (address.country if address else None) or ""


def buyer_country(invoice: Invoice) -> str:
    """BT-55, or empty."""
    address = invoice.buyer.address if invoice.buyer else None
    return (address.country if address else None) or ""


def destination_country(invoice: Invoice) -> str:
    """Where the supply goes: BT-80, else BT-55, else empty."""
    address = invoice.delivery.address if invoice.delivery else None
    return (address.country if address else None) or buyer_country(invoice)


def gross(invoice: Invoice) -> Decimal:
    """BT-112, or zero where it is absent."""
    return (invoice.totals.total_with_vat if invoice.totals else None) or Decimal(0)


def identifiers_of(party: Seller | Buyer | None) -> Iterator[tuple[str, str]]:
    """Every (value, scheme) by which a party is identified: VAT, tax and legal registration, identifiers."""
    if party is None:
        return
    if party.vat_id:
        yield party.vat_id, ""
    if isinstance(party, Seller) and party.tax_registration_id:
        yield party.tax_registration_id, ""
    for identifier in (party.legal_registration, *party.identifiers):
        if identifier is not None and identifier.value:
            yield identifier.value, identifier.scheme or ""


def last_supply_day(invoice: Invoice) -> date | None:
    """The day on which the supply was complete, as far as the document says: BT-72, else the end of its periods."""
    if invoice.delivery and invoice.delivery.date:
        return invoice.delivery.date
    periods = [invoice.period, *(line.period for line in invoice.lines)]
    ends = [period.end_date for period in periods if period is not None and period.end_date is not None]
    return max(ends, default=None)


def tax_days(invoice: Invoice) -> set[date]:
    """The days whose VAT rate may apply: tax point, delivery and periods; preceding invoices; else the issue date."""
    periods = [invoice.period, *(line.period for line in invoice.lines)]
    named = {
        invoice.tax_point_date,
        invoice.delivery.date if invoice.delivery else None,
        *(period.start_date for period in periods if period),
        *(period.end_date for period in periods if period),
        *(preceding.issue_date for preceding in invoice.preceding_invoices),
    } - {None}
    return {day for day in (named or {invoice.issue_date}) if day is not None}


def rates_out_of_force(
    country: str, vat_rates: Mapping[str, tuple[DatedRate, ...]]
) -> Callable[[Invoice], Iterator[tuple[str, str]]]:
    """The test of a rule: a domestic supply at a rate (category S) that was in force on none of its `tax_days`.

    Silent for supplies to other countries, where the rates of the destination may apply (one-stop shop).
    """

    def test(invoice: Invoice) -> Iterator[tuple[str, str]]:
        if seller_country(invoice) != country or destination_country(invoice) != country:
            return
        days = tax_days(invoice)
        if not days:
            return
        found = (in_force(rates, day) for rates in vat_rates.values() for day in days)
        lawful = {rate.rate for rate in found if rate is not None}
        shown = ", ".join(f"{rate.normalize():f}" for rate in sorted(lawful, reverse=True))
        when = " or ".join(day.isoformat() for day in sorted(days)[:2])
        for pointer, vat in vat_details(invoice):
            if isinstance(vat, Vat) and vat.category == "S" and vat.rate is not None and vat.rate not in lawful:
                yield (
                    f"{pointer}/rate",
                    f"{vat.rate.normalize():f} % was no general VAT rate on {when} (in force: {shown} %). "
                    "Check the rate and the date of supply; rates of special territories are not in the list.",
                )

    return test


def vat_not_in(currency: str, country: str) -> Callable[[Invoice], Iterator[str]]:
    """The test of a rule: an invoice in a foreign currency charges VAT but does not state it in the national one.

    Directive 2006/112/EC art. 230; EN 16931 states it as BT-6 and BT-111.
    """

    def test(invoice: Invoice) -> Iterator[str]:
        totals = invoice.totals
        charges_vat = totals is not None and bool(totals.total_vat)
        if not charges_vat or seller_country(invoice) != country or invoice.currency in (None, currency):
            return
        if invoice.vat_currency != currency:
            yield "/vat_currency"
        elif totals is not None and totals.total_vat_accounting is None:
            yield "/totals/total_vat_accounting"

    return test
