"""Seller, buyer, payee and tax representative, their identifiers and contacts, and where the goods go."""

from typing import Any

from faktura.checks import Breaches
from faktura.source import Document, value
from faktura.specifications.en16931.cii.contexts import Check, Checks
from faktura.specifications.en16931.cii.places import AGREEMENT, DELIVERY, SETTLEMENT
from faktura.specifications.en16931.cii.reading import Part, only, part

_REGISTRATION = "ram:SpecifiedTaxRegistration"
_ORGANIZATION = "ram:SpecifiedLegalOrganization"


def _sellers(nodes: list[Any], document: Document, found: Breaches) -> None:
    for seller in nodes:
        if (
            "ram:ID" not in seller
            and "ram:GlobalID" not in seller
            and "ram:ID" not in part(seller, _ORGANIZATION)
            and not any(leaf.get("schemeID") == "VA" for leaf in part(seller, _REGISTRATION).get("ram:ID", ()))
        ):
            found("BR-CO-26", seller)


def _payees(nodes: list[Any], document: Document, found: Breaches) -> None:
    """BR-17: the payee has a name, and is somebody else than the seller."""
    for payee in nodes:
        settlement = payee.parent
        around: Part = settlement.parent if settlement is not None and settlement.parent is not None else {}
        seller = part(part(around, "ram:ApplicableHeaderTradeAgreement"), "ram:SellerTradeParty")
        if (
            "ram:Name" not in payee
            or _same(payee, seller, "ram:Name")
            or _same(payee, seller, "ram:ID")
            or _same(part(payee, _ORGANIZATION), part(seller, _ORGANIZATION), "ram:ID")
        ):
            found("BR-17", payee)


def _same(one: Part, other: Part, name: str) -> bool:
    """Whether any two of the texts are the same."""
    texts = {value(leaf) for leaf in one.get(name, ())}
    return any(value(leaf) in texts for leaf in other.get(name, ()))


def _representatives(nodes: list[Any], document: Document, found: Breaches) -> None:
    """BR-18, BR-19, BR-20, BR-56: the seller's tax representative."""
    for party in nodes:
        if not only(party.get("ram:Name", ())):
            found("BR-18", party)
        if "ram:PostalTradeAddress" not in party:
            found("BR-19", party)
        if not only(part(party, "ram:PostalTradeAddress").get("ram:CountryID", ())):
            found("BR-20", party)
        identifiers = part(party, _REGISTRATION).get("ram:ID", ())
        if not only(leaf for leaf in identifiers if leaf.get("schemeID") == "VA"):
            found("BR-56", party)


def _delivery(nodes: list[Any], document: Document, found: Breaches) -> None:
    """BR-57: an address for the delivery says its country."""
    for delivery in nodes:
        party = part(delivery, "ram:ShipToTradeParty")
        if "ram:PostalTradeAddress" in party and not only(
            part(party, "ram:PostalTradeAddress").get("ram:CountryID", ())
        ):
            found("BR-57", party["ram:PostalTradeAddress"][0])


def _one_identifier(rule: str, name: str) -> Check:
    """Either an identifier or a global one."""

    def check(nodes: list[Any], document: Document, found: Breaches) -> None:
        for group in nodes:
            if name in group:
                party = part(group, name)
                if "ram:ID" in party and "ram:GlobalID" in party:
                    found(rule, group[name][0])

    return check


def _one_contact(rule: str, name: str) -> Check:
    """Either a person or a department."""

    def check(nodes: list[Any], document: Document, found: Breaches) -> None:
        for group in nodes:
            party = part(group, name)
            if "ram:DefinedTradeContact" in party:
                contact = part(party, "ram:DefinedTradeContact")
                if "ram:PersonName" in contact and "ram:DepartmentName" in contact:
                    found(rule, party["ram:DefinedTradeContact"][0])

    return check


CHECKS: Checks = (
    ("//ram:SellerTradeParty", _sellers),
    ("//ram:PayeeTradeParty", _payees),
    ("//ram:SellerTaxRepresentativeTradeParty", _representatives),
    (DELIVERY, _delivery),
    (DELIVERY, _one_identifier("CII-SR-449", "ram:ShipToTradeParty")),
    (AGREEMENT, _one_identifier("CII-SR-450", "ram:BuyerTradeParty")),
    (SETTLEMENT, _one_identifier("CII-SR-451", "ram:PayeeTradeParty")),
    (AGREEMENT, _one_contact("CII-SR-465", "ram:SellerTradeParty")),
    (AGREEMENT, _one_contact("CII-SR-466", "ram:BuyerTradeParty")),
)
