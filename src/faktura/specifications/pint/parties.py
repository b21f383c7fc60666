"""Parties, their addresses, delivery and payment, as tables; ibr-017, ibr-105, ibr-106 and ibr-sr-19 on the payee."""

from collections.abc import Sequence

from faktura.checks import Breaches
from faktura.checks.places import Places
from faktura.source import Document, Group, spaced, value
from faktura.specifications.pint.shapes import add_shapes, under, with_attribute

_COUNTRY = "cac:Country/cbc:IdentificationCode"
_LINE = "cac:AddressLine/cbc:Line"
_SELLER, _BUYER = "cac:AccountingSupplierParty/cac:Party", "cac:AccountingCustomerParty/cac:Party"
_SEPA = "SEPA"

ADDRESSES = (
    ("ibr-009", "ibr-sr-53", f"{_SELLER}/cac:PostalAddress"),
    ("ibr-011", "ibr-sr-54", f"{_BUYER}/cac:PostalAddress"),
    ("ibr-020", "ibr-sr-55", "cac:TaxRepresentativeParty/cac:PostalAddress"),
)
"""The rule that an address has a country, the rule that it has one additional line, and where it stands."""


def payees(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """A payee has one name and one identifier of a kind, and is not the seller."""
    for payee in nodes:
        around: Group = payee if payee.parent is None else payee.parent
        names = under(payee, "cac:PartyName", "cbc:Name")
        identifiers = under(payee, "cac:PartyIdentification", "cbc:ID")
        registrations = under(payee, "cac:PartyLegalEntity", "cbc:CompanyID")
        name_texts = {value(leaf) for leaf in names}
        identifier_texts = {value(leaf) for leaf in identifiers}
        alike = name_texts & _of_seller(around, "cac:PartyName", "cbc:Name")
        if not names or alike or identifier_texts & _of_seller(around, "cac:PartyIdentification", "cbc:ID"):
            found("ibr-017", payee)
        if name_texts & _of_seller(around, "cac:PartyLegalEntity", "cbc:RegistrationName"):
            continue
        if sum((leaf.get("schemeID") or "").upper() != _SEPA for leaf in identifiers) > 1:
            found("ibr-105", payee)
        if len(registrations) > 1:
            found("ibr-106", registrations[1])
        if len(names) > 1:
            found("ibr-sr-19", names[1])


def _of_seller(around: Group, *steps: str) -> set[str]:
    return {value(leaf) for leaf in under(around, "cac:AccountingSupplierParty", "cac:Party", *steps)}


def sellers(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """ibr-081, ibr-co-26 and ibr-sr-42: an electronic address, an identifier, two tax registrations at most."""
    for party in nodes:
        if "cbc:EndpointID" not in party:
            found("ibr-081", party)
        if not (
            under(party, "cac:PartyTaxScheme", "cbc:CompanyID")
            or under(party, "cac:PartyIdentification", "cbc:ID")
            or under(party, "cac:PartyLegalEntity", "cbc:CompanyID")
        ):
            found("ibr-co-26", party)
        if len(party.get("cac:PartyTaxScheme", ())) > 2:
            found("ibr-sr-42", party["cac:PartyTaxScheme"][2])


def prepaid(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """ibr-093: where there are payments, the total paid is given."""
    for group in nodes:
        around = group.parent
        if around is None or around["cac:PrepaidPayment"][0] is not group:
            continue
        empty = not group and not spaced(group.element.text or "")
        if not empty and not under(around, "cac:LegalMonetaryTotal", "cbc:PrepaidAmount"):
            found("ibr-093", group)


def payment_texts(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """ibr-sr-46: one text that says how to pay."""
    for means in nodes:
        named = [leaf for leaf in means.get("cbc:PaymentMeansCode", ()) if leaf.get("name") is not None]
        if len(named) > 1:
            found("ibr-sr-46", named[1])


def add_to(places: Places, one_due_date: bool) -> None:
    """Have parties, delivery and payment tested; `one_due_date`: whether means of payment have one due date."""
    for country_rule, line_rule, place in ADDRESSES:
        add_shapes(places, place, filled=((country_rule, _COUNTRY),), once=((line_rule, _LINE),))
    add_shapes(
        places,
        "cac:Delivery/cac:DeliveryLocation/cac:Address",
        needs=(("ibr-057", _COUNTRY),),
        once=(("ibr-sr-56", _LINE),),
    )
    places.add(_SELLER, sellers)
    add_shapes(places, _BUYER, needs=(("ibr-080", "cbc:EndpointID"),))
    places.add(f"{_SELLER}/cbc:EndpointID", with_attribute("ibr-062", "schemeID"))
    places.add(f"{_BUYER}/cbc:EndpointID", with_attribute("ibr-063", "schemeID"))
    add_shapes(places, "cac:PartyTaxScheme", needs=(("ibr-sr-57", "cbc:CompanyID"),))
    places.add("cac:PayeeParty", payees)
    add_shapes(
        places,
        "cac:TaxRepresentativeParty",
        needs=(("ibr-019", "cac:PostalAddress"), ("ibr-056", "cac:PartyTaxScheme/cbc:CompanyID")),
        filled=(("ibr-018", "cac:PartyName/cbc:Name"),),
        once=(
            ("ibr-sr-22", "cac:PartyName/cbc:Name"),
            ("ibr-sr-23", "cac:Party/cac:PartyTaxScheme/cbc:CompanyID"),
        ),
    )
    add_shapes(places, "cac:Delivery", once=(("ibr-108", "cac:DeliveryParty/cac:PartyName/cbc:Name"),))
    once = [("ibr-sr-27", "cbc:PaymentMeansCode"), ("ibr-sr-28", "cac:PaymentMandate/cbc:ID")]
    if one_due_date:
        once.append(("ibr-sr-45", "cbc:PaymentDueDate"))
    add_shapes(places, "cac:PaymentMeans", needs=(("ibr-049", "cbc:PaymentMeansCode"),), once=once)
    places.add("cac:PaymentMeans", payment_texts)
    account = "cac:PaymentMeans/cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch"
    add_shapes(places, f"{account}/cac:Address", once=(("ibr-sr-59", _LINE),))
    add_shapes(places, "cac:PaymentTerms", once=(("ibr-sr-05", "cbc:Note"), ("ibr-sr-60", "cbc:PaymentMeansID")))
    places.add("cac:PrepaidPayment", prepaid)
