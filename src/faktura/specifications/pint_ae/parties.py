"""Parties of the United Arab Emirates: registrations, addresses, identifiers."""

import re
from collections.abc import Sequence
from typing import Any

from faktura import codes
from faktura.checks import Breaches
from faktura.checks.places import Places, PlaceTest
from faktura.source import Document, Group, spaced, value
from faktura.source.logic import applies
from faktura.source.sequences import any_is, attributes, only
from faktura.specifications.en16931.ubl.codes import not_in
from faktura.specifications.en16931.ubl.steps import says
from faktura.specifications.pint.shapes import under
from faktura.specifications.pint.terms import is_of_scheme
from faktura.specifications.pint_ae.kinds import AGENT, EXPORT, Kind

EMIRATES = frozenset(("AUH", "DXB", "SHJ", "UAQ", "FUJ", "AJM", "RAK"))
_SELLER = "cac:AccountingSupplierParty"
_NETWORK = "0235"
_ISSUERS = frozenset(("TL", "EID", "PAS", "CD"))
# The artefact has two lists of countries; the one of passports lacks what is no country by ISO 3166.
_OF_PASSPORTS = codes.COUNTRIES.codes - {"1A", "XI"}
_TAX_NUMBER = re.compile("1[0-9]{9}")
_VAT_NUMBER_LENGTH = 15
_ADDRESS = ("cbc:StreetName", "cbc:CityName", "cbc:CountrySubentity")


def _numbers(party: Group) -> Sequence[Any]:
    return under(party, "cac:PartyLegalEntity", "cbc:CompanyID")


def _issued(party: Group, rule_passport: str, rule_licence: str, found: Breaches) -> list[str]:
    """Who issued the legal numbers; and what the number of a passport or a trade licence says besides."""
    numbers = _numbers(party)
    issuers = attributes(numbers, "schemeAgencyID")
    names = attributes(numbers, "schemeAgencyName")
    if "PAS" in issuers and not any(name in _OF_PASSPORTS for name in names):
        found(rule_passport, party)
    if "TL" in issuers and not names:
        found(rule_licence, party)
    return issuers


def buyers(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """The buyer."""
    kind = Kind(document)
    for party in nodes:
        issuers = _issued(party, "ibr-010-ae", "ibr-101-ae", found)
        endpoints = party.get("cbc:EndpointID", ())
        on_network = any(leaf.get("schemeID") == _NETWORK for leaf in endpoints)
        registered = under(party, "cac:PartyTaxScheme", "cbc:CompanyID")
        if len(registered) > 1:
            found("ibr-179-ae", registered[1])
        identified = registered or under(party, "cac:PartyIdentification", "cbc:ID")
        other_scheme = any(leaf.get("schemeID", _NETWORK) != _NETWORK for leaf in endpoints)
        if not (other_scheme or registered or _is_local(endpoints)):
            found("ibr-149-ae", party)
        if not on_network:
            continue
        if not (kind.has(EXPORT) or identified or _TAX_NUMBER.fullmatch(only(endpoints))):
            found("ibr-135-ae", party)
        if _numbers(party):
            if not issuers:
                found("ibr-180-ae", party)
            if (_ISSUERS | {"CL"}).isdisjoint(issuers) and not _is_local(endpoints):
                found("ibr-183-ae", party)


def _is_local(endpoints: Sequence[Any]) -> bool:
    return spaced(only(endpoints)).startswith(("1", "9"))


def sellers(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """The seller."""
    for party in nodes:
        issuers = _issued(party, "ibr-012-ae", "ibr-172-ae", found)
        on_network = any(leaf.get("schemeID") == _NETWORK for leaf in party.get("cbc:EndpointID", ()))
        schemes = party.get("cac:PartyTaxScheme", ())
        if not under(party, "cac:PartyTaxScheme", "cbc:CompanyID") and Kind(document).has(AGENT):
            found("ibr-177-ae", party)
        of_vat = sum(any_is(under(each, "cac:TaxScheme", "cbc:ID"), "VAT") for each in schemes)
        if len(schemes) > 2 or (len(schemes) == 2 and of_vat != 1):
            found("ibr-178-ae", party)
        if not on_network:
            continue
        if not _numbers(party):
            found("ibr-150-ae", party)
            continue
        if not issuers:
            found("ibr-181-ae", party)
        if _lives_there(party) and _ISSUERS.isdisjoint(issuers):
            found("ibr-173-ae", party)


def _lives_there(party: Group) -> bool:
    return any_is(under(party, "cac:PostalAddress", "cac:Country", "cbc:IdentificationCode"), "AE")


def _address(rule: str, nodes: Sequence[Group], found: Breaches) -> None:
    for address in nodes:
        if not all(name in address for name in _ADDRESS):
            found(rule, address)


def addresses(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """ibr-143 of sellers, ibr-144 of buyers, ibr-128 of others."""
    for address in nodes:
        around = address.parent
        side = getattr(around.parent, "name", "") if around is not None and around.name == "cac:Party" else ""
        if side == "cac:AccountingCustomerParty":
            _address("ibr-144-ae", (address,), found)
        elif side == "cac:AccountingSupplierParty":
            _address("ibr-143-ae", (address,), found)
        elif any_is(under(address, "cac:Country", "cbc:IdentificationCode"), "AE") and not says(
            address, "cbc:CountrySubentity", *EMIRATES
        ):
            found("ibr-128-ae", address)


def registrations(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """ibr-132: the form of VAT numbers; ibr-148: that of the seller's other tax numbers."""
    for scheme in nodes:
        party = scheme.parent
        if party is None or party.name != "cac:Party":
            continue
        if _lives_there(party) and applies(is_of_scheme, scheme, "VAT"):
            for leaf in scheme.get("cbc:CompanyID", ()):
                number = value(leaf)
                digits = number.isascii() and number.isdigit() and len(number) == _VAT_NUMBER_LENGTH
                if not (digits and number.startswith("1") and number.endswith("03")):
                    found("ibr-132-ae", leaf)
        elif getattr(party.parent, "name", "") == "cac:AccountingSupplierParty" and applies(_is_other, scheme):
            for leaf in scheme.get("cbc:CompanyID", ()):
                if not _TAX_NUMBER.fullmatch(value(leaf)):
                    found("ibr-148-ae", leaf)


def _is_other(scheme: Group) -> bool:
    return any(spaced(only(each.get("cbc:ID", ())).upper()) != "VAT" for each in scheme.get("cac:TaxScheme", ()))


def tax_schemes(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """ibr-133: another tax than VAT only where the seller has a number for corporate tax."""
    others = [leaf for leaf in nodes if value(leaf) != "VAT"]
    if not others:
        return
    for scheme in document.named["cac:PartyTaxScheme"]:
        party = scheme.parent
        if party is None or party.name != "cac:Party" or getattr(party.parent, "name", "") != _SELLER:
            continue
        if any(_TAX_NUMBER.fullmatch(spaced(value(leaf))) for leaf in scheme.get("cbc:CompanyID", ())):
            return
    for leaf in others:
        found("ibr-133-ae", leaf)


def _issuing_countries(rule: str) -> PlaceTest:
    known = codes.COUNTRIES.codes

    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        for leaf in nodes:
            name = leaf.get("schemeAgencyName")
            if name is not None and leaf.get("schemeAgencyID") == "PAS" and not_in(known, name):
                found(rule, leaf)

    return test


def add_to(places: Places) -> None:
    """Have parties tested."""
    places.add("cac:AccountingCustomerParty/cac:Party", buyers)
    places.add(f"{_SELLER}/cac:Party", sellers)
    places.add("cac:PostalAddress", addresses)
    places.add("cac:PartyTaxScheme", registrations)
    places.add("cac:TaxScheme/cbc:ID", tax_schemes)
    number = "cac:Party/cac:PartyLegalEntity/cbc:CompanyID"
    places.add(f"cac:AccountingCustomerParty/{number}", _issuing_countries("ibr-011-ae"))
    places.add(f"{_SELLER}/{number}", _issuing_countries("ibr-013-ae"))
