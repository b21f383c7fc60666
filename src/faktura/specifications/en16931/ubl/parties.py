"""Parties: seller (BG-4), buyer (BG-7), payee (BG-10), tax representative (BG-11), and their addresses."""

from collections.abc import Sequence
from typing import Any

from faktura import codes
from faktura.checks import Breaches
from faktura.checks.places import Places, PlaceTest
from faktura.source import Document, Group, string
from faktura.specifications.en16931.ubl.steps import below, given, is_only_vat, is_vat, texts

_NONE: Sequence[Any] = ()
_SEPA = codes.SEPA_SCHEME
_PREFIXES = f" {' '.join(codes.VAT_PREFIXES)} "
_PREFIX_LENGTH = 2


def _with_country(rule: str) -> PlaceTest:
    """An address names its country (BR-09, BR-11, BR-20)."""

    def test(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
        for address in nodes:
            if not given(below(address, "cac:Country", "cbc:IdentificationCode")):
                found(rule, address)

    return test


def _with_scheme(rule: str) -> PlaceTest:
    """An electronic address says what kind it is (BR-62, BR-63)."""

    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        for leaf in nodes:
            if leaf.get("schemeID") is None:
                found(rule, leaf)

    return test


def delivery_addresses(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-57: the address of delivery names its country."""
    for address in nodes:
        if not below(address, "cac:Country", "cbc:IdentificationCode"):
            found("BR-57", address)


def addresses(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """UBL-SR-51: one additional line at most."""
    for address in nodes:
        if len(address.get("cac:AddressLine", _NONE)) > 1:
            found("UBL-SR-51", address["cac:AddressLine"][1])


def sellers(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-CO-26: the buyer can tell who the seller is."""
    for seller in nodes:
        if not any(_identified(party) for party in seller.get("cac:Party", _NONE)):
            found("BR-CO-26", seller)


def _identified(party: Group) -> bool:
    return (
        any("cbc:CompanyID" in scheme and is_vat(scheme) for scheme in party.get("cac:PartyTaxScheme", _NONE))
        or any(leaf.get("schemeID") != _SEPA for leaf in below(party, "cac:PartyIdentification", "cbc:ID"))
        or bool(below(party, "cac:PartyLegalEntity", "cbc:CompanyID"))
    )


def seller_parties(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """UBL-SR-42: two tax registrations at most."""
    for party in nodes:
        if len(party.get("cac:PartyTaxScheme", _NONE)) > 2:
            found("UBL-SR-42", party["cac:PartyTaxScheme"][2])


def tax_schemes(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-CO-09 and UBL-SR-53: tax identifiers have their scheme, and those for VAT begin with their country."""
    for scheme in nodes:
        if "cbc:CompanyID" not in scheme or not below(scheme, "cac:TaxScheme", "cbc:ID"):
            found("UBL-SR-53", scheme)
        # The artefact looks for the first two signs in the whole list, written with blanks between.
        if is_vat(scheme) and string(scheme, "cbc:CompanyID")[:_PREFIX_LENGTH] not in _PREFIXES:
            found("BR-CO-09", scheme["cbc:CompanyID"][0])


def payees(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-17, UBL-SR-19 to UBL-SR-21: a payee has one name, and is not the seller."""
    for payee in nodes:
        beside = payee.parent
        sellers_parties = below(beside, "cac:AccountingSupplierParty", "cac:Party") if beside is not None else ()
        names = texts(below(payee, "cac:PartyName", "cbc:Name"))
        identifiers = below(payee, "cac:PartyIdentification", "cbc:ID")
        sellers_names: set[str] = set()
        sellers_identifiers: set[str] = set()
        registered: set[str] = set()
        for party in sellers_parties:
            sellers_names |= texts(below(party, "cac:PartyName", "cbc:Name"))
            sellers_identifiers |= texts(below(party, "cac:PartyIdentification", "cbc:ID"))
            registered |= texts(below(party, "cac:PartyLegalEntity", "cbc:RegistrationName"))
        if not names or names & sellers_names or texts(identifiers) & sellers_identifiers:
            found("BR-17", payee)
        is_other = bool(names and registered) and (len(names) > 1 or len(registered) > 1 or names != registered)
        if not is_other or len(below(payee, "cac:PartyName", "cbc:Name")) > 1:
            found("UBL-SR-19", payee)
        if not is_other or sum((leaf.get("schemeID") or "").upper() != _SEPA for leaf in identifiers) > 1:
            found("UBL-SR-20", payee)
        if not is_other or len(below(payee, "cac:PartyLegalEntity", "cbc:CompanyID")) > 1:
            found("UBL-SR-21", payee)


def tax_representatives(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-18, BR-19, BR-56, UBL-SR-22 and UBL-SR-23."""
    for party in nodes:
        names = below(party, "cac:PartyName", "cbc:Name")
        if len(names) > 1:
            found("UBL-SR-22", names[1])
        if len(below(party, "cac:PartyTaxScheme", "cbc:CompanyID")) > 1:
            found("UBL-SR-23", party)
        if "cac:PostalAddress" not in party:
            found("BR-19", party)
        schemes = party.get("cac:PartyTaxScheme", _NONE)
        if not any(is_only_vat(scheme) and "cbc:CompanyID" in scheme for scheme in schemes):
            found("BR-56", party)
        if not given(names):
            found("BR-18", party)


def deliveries(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """UBL-SR-25: one name at most of who receives the goods."""
    for delivery in nodes:
        if sum(len(below(party, "cac:PartyName", "cbc:Name")) for party in delivery.get("cac:DeliveryParty", ())) > 1:
            found("UBL-SR-25", delivery)


def add_to(places: Places) -> None:
    """Have parties tested."""
    places.add("cac:AccountingSupplierParty/cac:Party/cac:PostalAddress", _with_country("BR-09"))
    places.add("cac:AccountingCustomerParty/cac:Party/cac:PostalAddress", _with_country("BR-11"))
    places.add("cac:TaxRepresentativeParty/cac:PostalAddress", _with_country("BR-20"))
    places.add("cac:AccountingSupplierParty/cac:Party/cbc:EndpointID", _with_scheme("BR-62"))
    places.add("cac:AccountingCustomerParty/cac:Party/cbc:EndpointID", _with_scheme("BR-63"))
    places.add("cac:Delivery/cac:DeliveryLocation/cac:Address", delivery_addresses)
    places.add("cac:PostalAddress", addresses)
    places.add("cac:Address", addresses)
    places.add("cac:AccountingSupplierParty", sellers)
    places.add("cac:AccountingSupplierParty/cac:Party", seller_parties)
    places.add("cac:PartyTaxScheme", tax_schemes)
    places.add("cac:PayeeParty", payees)
    places.add("cac:TaxRepresentativeParty", tax_representatives)
    places.add("cac:Delivery", deliveries)
