"""How texts are written: identifiers by their scheme, dates, times, attachments; ibr-079: nothing is empty."""

import re
from collections.abc import Sequence
from typing import Any, cast

from lxml import etree

from faktura.checks import Breaches
from faktura.checks.places import Places
from faktura.source import UBL, Document, Group, spaced, value
from faktura.source.sequences import minutes, number, only_text
from faktura.specifications.peppol_bis_3.forms import FORMS, Form, danish_vat
from faktura.specifications.pint.amounts import IN_BREAKDOWN, IN_DOCUMENT_CURRENCY, in_document_currency
from faktura.specifications.pint.shapes import with_attribute

_TIME = re.compile(
    r"(?:([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_ZONE_MAX = 14 * 60
_SWEDISH_LENGTH = 10
_DATE_LENGTH = 10
_DOCUMENT_CURRENCY = UBL.tag("cbc:DocumentCurrencyCode")
_DATES = ("IssueDate", "DueDate", "TaxPointDate", "StartDate", "EndDate", "ActualDeliveryDate")


def _swedish(text: str, leaf: Any) -> bool:
    text = spaced(text)
    return len(text) == _SWEDISH_LENGTH and number(text) is not None


SCHEMES: dict[str, tuple[str, Form]] = {
    "0088": ("ibr-068", FORMS["0088"][1]),
    "0007": ("ibr-127", _swedish),
    "0192": ("ibr-069", FORMS["0192"][1]),
    "0184": ("ibr-070", danish_vat),
    "0208": ("ibr-113", FORMS["0208"][1]),
    "0201": ("ibr-114", FORMS["0201"][1]),
    "0210": ("ibr-115", FORMS["0210"][1]),
    "9907": ("ibr-115", FORMS["0210"][1]),
    "0211": ("ibr-116", FORMS["0211"][1]),
    "9906": ("ibr-116", FORMS["0211"][1]),
    "0151": ("ibr-120", FORMS["0151"][1]),
}
"""Scheme -> the rule of its form, and the form."""
IDENTIFIERS = ("cbc:EndpointID", "cac:PartyIdentification/cbc:ID", "cbc:CompanyID")
"""Where identifiers with a scheme stand."""

OTHER_RULES = tuple(
    f"/{place}"
    for place in (
        "cac:AllowanceCharge",
        "cac:AllowanceCharge/cac:TaxCategory",
        "cac:AdditionalDocumentReference",
        "cac:AccountingCustomerParty/cac:Party",
        "cac:AccountingCustomerParty/cac:Party/cbc:EndpointID",
        "cac:AccountingCustomerParty/cac:Party/cac:PostalAddress",
        "cac:Delivery/cac:DeliveryLocation/cac:Address",
        "cac:LegalMonetaryTotal",
        "cac:InvoiceLine",
        "cac:CreditNoteLine",
        "cac:InvoicePeriod",
        "cac:AdditionalItemProperty",
        "cac:InvoiceLine/cac:Item/cac:CommodityClassification/cbc:ItemClassificationCode",
        "cac:CreditNoteLine/cac:Item/cac:CommodityClassification/cbc:ItemClassificationCode",
        "cac:InvoiceLine/cac:Item/cac:StandardItemIdentification/cbc:ID",
        "cac:CreditNoteLine/cac:Item/cac:StandardItemIdentification/cbc:ID",
        "cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory",
        "cac:PayeeParty",
        "cac:PaymentMeans/cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cac:Address",
        "cac:PaymentMeans",
        *IN_DOCUMENT_CURRENCY,
        "cac:PaymentTerms",
        "cac:BillingReference",
        "cac:AccountingSupplierParty/cac:Party",
        "cac:AccountingSupplierParty/cac:Party/cbc:EndpointID",
        "cac:AccountingSupplierParty/cac:Party/cac:PostalAddress",
        "cac:TaxRepresentativeParty",
        "cac:TaxRepresentativeParty/cac:PostalAddress",
        "cac:TaxSubtotal",
        "cac:PartyTaxScheme",
        *(f"cbc:{name}" for name in _DATES),
        "cbc:TaxCurrencyCode",
    )
)
"""Ends of the paths of elements that other rules take, so that the one on empty elements does not reach them."""

_empty = etree.XPath("descendant::*[not(*) and not(normalize-space())]")


def identifiers(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """Identifiers have the form of their scheme."""
    for leaf in nodes:
        rule_and_form = SCHEMES.get(leaf.get("schemeID"))
        if rule_and_form is not None and not rule_and_form[1](value(leaf), leaf):
            found(rule_and_form[0], leaf)


def dates(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """ibr-073: a date is written YYYY-MM-DD."""
    for leaf in nodes:
        text = leaf.text or ""
        if len(text) != _DATE_LENGTH or minutes(text) is None:
            found("ibr-073", leaf)


def times(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """ibr-119: a time is written hh:mm:ss."""
    for leaf in nodes:
        if type(leaf) is not Group and not _is_time(value(leaf)):
            found("ibr-119", leaf)


def _is_time(text: str) -> bool:
    match = _TIME.fullmatch(text.strip(" \t\r\n"))
    if match is None:
        return False
    zone = match[2]
    if zone is None or zone == "Z":
        return True
    minute = int(zone[4:])
    return minute < 60 and int(zone[1:3]) * 60 + minute <= _ZONE_MAX


def tax_currency(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """ibr-077: the currency of tax accounting is another than the document's."""
    around: dict[Any, str] = {}
    for leaf in nodes:
        parent = leaf.getparent()
        if parent not in around:
            around[parent] = spaced(only_text(list(parent.iterchildren(_DOCUMENT_CURRENCY))))
        if spaced(leaf.text or "") == around[parent]:
            found("ibr-077", leaf)


def empty_elements(document: Document, found: Breaches) -> None:
    """ibr-079: no element is empty, as far as no other rule of PINT takes it."""
    for path, nodes in document.paths.items():
        for node in nodes:
            if type(node) is Group:
                if not node and not spaced(node.element.text or "") and not _is_taken(document, path, node):
                    found("ibr-079", node)
                continue
            text = node.text
            if len(node):
                for element in cast("list[etree._Element]", _empty(node)):
                    found("ibr-079", element)
            elif (not text or (text.isspace() and not spaced(text))) and not _is_taken(document, path, node):
                found("ibr-079", node)


def _is_taken(document: Document, path: str, node: Any) -> bool:
    if path.endswith((*OTHER_RULES, "BinaryObject")):
        return True
    if path == "/cac:TaxTotal":
        return document.root.name == "ubl:Invoice"
    if type(node) is Group:
        return False
    if path.endswith("Time"):
        return True
    if path.endswith(tuple(f"/{place}" for place in IN_BREAKDOWN)):
        return in_document_currency(document, node, {})
    return node.get("schemeID") in SCHEMES and path.endswith(tuple(f"/{place}" for place in IDENTIFIERS))


def add_to(places: Places) -> None:
    """Have texts tested."""
    for place in IDENTIFIERS:
        places.add(place, identifiers)
    for name in _DATES:
        places.add(f"cbc:{name}", dates)
    places.add("*Time", times)
    places.add("*BinaryObject", with_attribute("ibr-074", "mimeCode"))
    places.add("*BinaryObject", with_attribute("ibr-075", "filename"))
    places.add("cbc:TaxCurrencyCode", tax_currency)
