"""BR-RO on UBL: identification, types, currency, tax identifiers, addresses, dates."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from faktura import codes
from faktura.checks import Breaches
from faktura.checks.places import Places, PlaceTest
from faktura.source import Document, Group, normalized, spaced, value
from faktura.specifications.cius_ro.edition import (
    BUCHAREST,
    COUNTIES,
    CREDIT_NOTE_TYPES,
    IDENTIFIER,
    INVOICE_TYPES,
    LEU,
    NOTES_MAX,
    REFERENCES_MAX,
    SECTORS,
    TAXED,
)
from faktura.specifications.en16931.ubl.steps import says, several

_NONE: Sequence[Any] = ()
_ROMANIA = "RO"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIGIT = re.compile("[0-9]")
_ADDRESS = "/cac:Party/cac:PostalAddress"
_SELLER, _BUYER = "/cac:AccountingSupplierParty", "/cac:AccountingCustomerParty"
_COUNTRY, _COUNTY, _CITY, _STREET = (
    "/cac:Country/cbc:IdentificationCode",
    "/cbc:CountrySubentity",
    "/cbc:CityName",
    "/cbc:StreetName",
)

DATES = (
    ("BR-RO-DT001", "cbc:IssueDate"),
    ("BR-RO-DT002", "cbc:TaxPointDate"),
    ("BR-RO-DT003", "cbc:DueDate"),
    ("BR-RO-DT003_CN", "cbc:PaymentDueDate"),
    ("BR-RO-DT004", "cbc:ActualDeliveryDate"),
    ("BR-RO-DT005", "cbc:StartDate"),
    ("BR-RO-DT006", "cbc:EndDate"),
)
"""Rule, date that is written as 2026-11-23, without a time zone."""

PARTIES = (
    (f"{_SELLER}{_ADDRESS}", "BR-RO-081", "BR-RO-091", "BR-RO-100", "BR-RO-110"),
    (f"{_BUYER}{_ADDRESS}", "BR-RO-082", "BR-RO-092", "BR-RO-101", "BR-RO-111"),
)
"""Address that there must be; its rules for street, city, sector of Bucharest, county."""

ADDRESSES = (
    ("/cac:TaxRepresentativeParty/cac:PostalAddress", "BR-RO-140", "BR-RO-150", "BR-RO-160", "BR-RO-170", ""),
    (
        "/cac:Delivery/cac:DeliveryLocation/cac:Address",
        "BR-RO-180",
        "BR-RO-201",
        "BR-RO-202",
        "BR-RO-212",
        "BR-RO-211",
    ),
)
"""Address that there may be, in invoices; its rules as above, and the one for a county in any country."""


def _filled(leaves: Iterable[Any]) -> bool:
    return any(spaced(value(leaf)) for leaf in leaves)


def _text(leaves: Sequence[Any]) -> str:
    """The normalized text of the only one of these leaves; raises Repeated when there are several."""
    if len(leaves) > 1:
        raise several(leaves)
    return spaced(value(leaves[0])) if leaves else ""


def document_wide(document: Document, found: Breaches) -> None:
    """BR-RO-001, 010, 030, 065, 120, A020."""
    root, paths = document.root, document.paths
    if not says(root, "cbc:CustomizationID", IDENTIFIER):
        found("BR-RO-001", root)
    if len(root.get("cbc:Note", _NONE)) > NOTES_MAX:
        found("BR-RO-A020", root)
    if not _DIGIT.search(normalized(root, "cbc:ID")):
        found("BR-RO-010", root)
    # Both are read, so that one that stands twice is found whatever the other says.
    if LEU not in (normalized(root, "cbc:TaxCurrencyCode"), normalized(root, "cbc:DocumentCurrencyCode")):
        found("BR-RO-030", root)
    if _is_taxed(document):
        seller = paths.get(f"{_SELLER}/cac:Party/cac:PartyTaxScheme/cbc:CompanyID", _NONE)
        if "/cac:TaxRepresentativeParty/cac:PartyTaxScheme/cbc:CompanyID" not in paths and not _filled(seller):
            found("BR-RO-065", root)
        buyer = paths.get(f"{_BUYER}/cac:Party/cac:PartyTaxScheme/cbc:CompanyID", _NONE)
        if f"{_BUYER}/cac:Party/cac:PartyLegalEntity/cbc:CompanyID" not in paths and not _filled(buyer):
            found("BR-RO-120", root)


def _is_taxed(document: Document) -> bool:
    """Whether anything is in a category of `TAXED`: an invoice line, an allowance, a charge."""
    items = document.paths.get("/cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory/cbc:ID", _NONE)
    if any(value(leaf) in TAXED for leaf in items):
        return True
    scheme = document.names.tag("cac:TaxScheme")
    for group in document.root.get("cac:AllowanceCharge", _NONE):
        is_charge, is_allowance = (says(group, "cbc:ChargeIndicator", text) for text in ("true", "false"))
        for category in group.get("cac:TaxCategory", _NONE):
            taxed = [leaf for leaf in category.get("cbc:ID", _NONE) if value(leaf) in TAXED]
            if taxed and is_charge:
                return True
            vat = [each.element for each in category.get("cac:TaxScheme", _NONE) if says(each, "cbc:ID", "VAT")]
            if is_allowance and any(each in vat for leaf in taxed for each in leaf.itersiblings(scheme)):
                return True
    return False


def parties(document: Document, found: Breaches) -> None:
    """Street, city, county and sector of seller and buyer."""
    get, root = document.paths.get, document.root
    for address, street, city, sector, county in PARTIES:
        cities = get(f"{address}{_CITY}", _NONE)
        if not _filled(get(f"{address}{_STREET}", _NONE)):
            found(street, root)
        if not _filled(cities):
            found(city, root)
        for rule in _wrong(
            get(f"{address}{_COUNTRY}", _NONE), get(f"{address}{_COUNTY}", _NONE), cities, county, sector
        ):
            found(rule, root)


def _wrong(
    countries: Sequence[Any], regions: Sequence[Any], cities: Sequence[Any], county: str, sector: str
) -> Iterable[str]:
    """The rule for the county or for the sector, where an address in Romania breaks it.

    Raises:
        Repeated: there are several of what decides. Several countries don't decide where the rest is right.
    """
    if len(countries) < 2 and _text(countries) != _ROMANIA:
        return
    region = _text(regions)
    if region not in COUNTIES:
        broken = county
    elif region == BUCHAREST and _text(cities) not in SECTORS:
        broken = sector
    else:
        return
    if len(countries) > 1:
        raise several(countries)
    yield broken


def _address(street: str, city: str, sector: str, county: str, region_rule: str) -> PlaceTest:
    def test(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
        if document.root.name != "ubl:Invoice":
            return
        for address in nodes:
            cities = address.get("cbc:CityName", _NONE)
            regions = address.get("cbc:CountrySubentity", _NONE)
            if not _filled(address.get("cbc:StreetName", _NONE)):
                found(street, address)
            if not _filled(cities):
                found(city, address)
            if region_rule and not _filled(regions):
                found(region_rule, address)
            countries = [
                leaf for each in address.get("cac:Country", _NONE) for leaf in each.get("cbc:IdentificationCode", _NONE)
            ]
            for rule in _wrong(countries, regions, cities, county, sector):
                found(rule, address)

    return test


def _date(rule: str) -> PlaceTest:
    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        for leaf in nodes:
            if not _is_date(value(leaf)):
                found(rule, leaf)

    return test


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _type(rule: str, known: frozenset[str]) -> PlaceTest:
    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        for leaf in nodes:
            if spaced(value(leaf)) not in known:
                found(rule, leaf)

    return test


def references(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-RO-A500: so many preceding invoices at most."""
    for group in nodes:
        if len(group.get("cac:InvoiceDocumentReference", _NONE)) > REFERENCES_MAX:
            found("BR-RO-A500", group)


def add_to(places: Places) -> None:
    """Have what has a place of its own tested."""
    for rule, name in DATES:
        places.add(name, _date(rule))
    places.add("cbc:InvoiceTypeCode", _type("BR-RO-020_1", INVOICE_TYPES))
    places.add("cbc:CreditNoteTypeCode", _type("BR-RO-020_2", CREDIT_NOTE_TYPES))
    places.add("cac:InvoicePeriod/cbc:DescriptionCode", _type("BR-RO-040", codes.TAX_POINT_DATES.codes))
    for address, *rules in ADDRESSES:
        places.add(address, _address(*rules))
    places.add("cac:BillingReference", references)
