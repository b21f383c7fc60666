"""Rules that only warn: empty elements, and when a delivery took place."""

from lxml import etree

from faktura.checks import Breaches
from faktura.source import Document, Group, spaced, string, value
from faktura.specifications.facturx.paths import LINE_SETTLEMENT, TRANSACTION
from faktura.specifications.facturx.walk import below

_EMPTY = etree.XPath("descendant-or-self::*[not(*)][not(normalize-space())]")
_GERMANY = "DE"


def empty(document: Document, found: Breaches) -> None:
    """PEPPOL-EN16931-R008: no element is empty."""
    elements = _EMPTY(document.root.element)
    assert isinstance(elements, list)
    for element in elements:
        if isinstance(element, etree._Element):
            found("PEPPOL-EN16931-R008", element)


def delivered_when(document: Document, found: Breaches) -> None:
    """BR-FX-EN-04: between Germans an invoice says when it was delivered, unless it asks for a down payment."""
    types = document.paths.get("/rsm:ExchangedDocument/ram:TypeCode", ())
    if all(value(leaf) == "386" for leaf in types):
        return
    for transaction in document.paths.get(TRANSACTION, ()):
        agreements = transaction.get("ram:ApplicableHeaderTradeAgreement", ())
        settlements = transaction.get("ram:ApplicableHeaderTradeSettlement", ())
        if (_german(agreements, "ram:SellerTradeParty") or _german(settlements, "ram:InvoicerTradeParty")) and (
            _german(agreements, "ram:BuyerTradeParty") or _german(settlements, "ram:InvoiceeTradeParty")
        ):
            deliveries = transaction.get("ram:ApplicableHeaderTradeDelivery", ())
            if below(deliveries, "ram:ActualDeliverySupplyChainEvent", "ram:OccurrenceDateTime"):
                continue
            lines = transaction.get("ram:IncludedSupplyChainTradeLineItem", ())
            periods = below(settlements, "ram:BillingSpecifiedPeriod") or all(
                below((line,), "ram:SpecifiedLineTradeSettlement", "ram:BillingSpecifiedPeriod") for line in lines
            )
            said = any("".join(delivery.element.itertext()).strip(" \t\r\n") for delivery in deliveries)
            if not periods or not said:
                found("BR-FX-EN-04", transaction)


def _german(groups: list[Group], party: str) -> bool:
    countries = below(groups, party, "ram:PostalTradeAddress", "ram:CountryID")
    return any(spaced(value(leaf)).upper() == _GERMANY for leaf in countries)


def invoiced_objects(document: Document, found: Breaches) -> None:
    """CII-SR-474: a line has one object that it is about."""
    for settlement in document.paths.get(LINE_SETTLEMENT, ()):
        objects = [
            reference
            for reference in settlement.get("ram:AdditionalReferencedDocument", ())
            if spaced(string(reference, "ram:TypeCode")) == "130"
        ]
        if len(objects) > 1:
            found("CII-SR-474", objects[1])
