"""Codes: every coded text and attribute is on its list (BR-CL-01 to BR-CL-26), and prefixes of VAT identifiers."""

from collections.abc import Container
from typing import Any

from faktura.checks import Breaches
from faktura.codes import (
    ALLOWANCE_REASONS,
    ATTACHMENT_MEDIA_TYPES,
    CHARGE_REASONS,
    CLASSIFICATION_SCHEMES,
    COUNTRIES,
    CURRENCIES,
    DOCUMENT_TYPES,
    ELECTRONIC_ADDRESS_SCHEMES,
    IDENTIFIER_SCHEMES,
    NOTE_SUBJECTS,
    OBJECT_SCHEMES,
    PAYMENT_MEANS,
    TAX_POINT_DATES_2475,
    UNITS,
    VAT_CATEGORIES,
    VAT_EXEMPTION_REASONS,
    VAT_PREFIXES,
)
from faktura.source import Document, Leaf, spaced, value
from faktura.specifications.en16931.cii.contexts import Check, Checks, LeafCheck, LeafChecks
from faktura.specifications.en16931.cii.reading import seems

# The artefact still knows the Netherlands Antilles, dissolved in 2010, and not yet South Sudan.
_COUNTRIES = COUNTRIES.codes - {"SS"} | {"AN"}
_VAT_PREFIXES = VAT_PREFIXES.codes - {"SS"} | {"AN"}


def _text(rule: str, codes: Container[str]) -> Check:
    """The texts are codes."""

    def check(nodes: list[Any], document: Document, found: Breaches) -> None:
        for leaf in nodes:
            if leaf.text not in codes and spaced(value(leaf)) not in codes:
                found(rule, leaf)

    return check


def _attribute(rule: str, name: str, codes: Container[str]) -> LeafCheck:
    """The attribute is a code, where it is given."""

    def check(leaf: Leaf, document: Document, found: Breaches) -> None:
        code = leaf.get(name)
        if code is not None and code not in codes and spaced(code) not in codes:
            found(rule, leaf)

    return check


def _media_type(leaf: Leaf, document: Document, found: Breaches) -> None:
    code = leaf.get("mimeCode")
    if code is not None and code not in ATTACHMENT_MEDIA_TYPES.codes:
        found("BR-CL-24", leaf)


def _exemption_reason(nodes: list[Any], document: Document, found: Breaches) -> None:
    for leaf in nodes:
        if spaced(value(leaf).upper()) not in VAT_EXEMPTION_REASONS.codes:
            found("BR-CL-22", leaf)


def _reason(nodes: list[Any], document: Document, found: Breaches) -> None:
    """An allowance's reason is on one list, a charge's on another; the indicator says which it is."""
    for charge in nodes:
        if "ram:ReasonCode" not in charge:
            continue
        allowance = seems(charge, False)
        if not allowance and not seems(charge, True):
            continue
        codes = (ALLOWANCE_REASONS if allowance else CHARGE_REASONS).codes
        for leaf in charge["ram:ReasonCode"]:
            if spaced(value(leaf)) not in codes:
                found("BR-CL-19" if allowance else "BR-CL-20", leaf)


def _origin(nodes: list[Any], document: Document, found: Breaches) -> None:
    """A country of origin; with a scheme it counts as an identifier like any other."""
    for leaf in nodes:
        if leaf.get("schemeID") is None and spaced(value(leaf)) not in _COUNTRIES:
            found("BR-CL-15", leaf)


def _vat_prefix(leaf: Leaf, document: Document, found: Breaches) -> None:
    if leaf.get("schemeID") == "VA" and value(leaf)[:2] not in _VAT_PREFIXES:
        found("BR-CO-09", leaf)


CHECKS: Checks = (
    ("//rsm:ExchangedDocument/ram:TypeCode", _text("BR-CL-01", DOCUMENT_TYPES.codes)),
    ("//ram:InvoiceCurrencyCode", _text("BR-CL-04", CURRENCIES.codes)),
    ("//ram:TaxCurrencyCode", _text("BR-CL-05", CURRENCIES.codes)),
    ("//ram:DueDateTypeCode", _text("BR-CL-06", frozenset(TAX_POINT_DATES_2475.values()))),
    ("//ram:ReferenceTypeCode", _text("BR-CL-07", OBJECT_SCHEMES.codes)),
    ("//ram:SubjectCode", _text("BR-CL-08", NOTE_SUBJECTS.codes)),
    ("//ram:CountryID", _text("BR-CL-14", _COUNTRIES)),
    ("//ram:OriginTradeCountry/ram:ID", _origin),
    ("//ram:SpecifiedTradeSettlementPaymentMeans/ram:TypeCode", _text("BR-CL-16", PAYMENT_MEANS.codes)),
    ("//ram:CategoryTradeTax/ram:CategoryCode", _text("BR-CL-17", VAT_CATEGORIES.codes)),
    ("//ram:ApplicableTradeTax/ram:CategoryCode", _text("BR-CL-18", VAT_CATEGORIES.codes)),
    ("//ram:SpecifiedTradeAllowanceCharge", _reason),
    ("//ram:ExemptionReasonCode", _exemption_reason),
)

LEAF_CHECKS: LeafChecks = (
    ("//ram:TaxTotalAmount", _attribute("BR-CL-03", "currencyID", CURRENCIES.codes)),
    (
        "//ram:GlobalID -ram:SpecifiedTradeProduct -ram:ShipToTradeParty",
        _attribute("BR-CL-10", "schemeID", IDENTIFIER_SCHEMES.codes),
    ),
    ("//ram:ID -ram:SpecifiedTaxRegistration", _attribute("BR-CL-11", "schemeID", IDENTIFIER_SCHEMES.codes)),
    ("//ram:ClassCode", _attribute("BR-CL-13", "listID", CLASSIFICATION_SCHEMES.codes)),
    ("//ram:SpecifiedTradeProduct/ram:GlobalID", _attribute("BR-CL-21", "schemeID", IDENTIFIER_SCHEMES.codes)),
    ("//ram:BasisQuantity", _attribute("BR-CL-23", "unitCode", UNITS.codes)),
    ("//ram:BilledQuantity", _attribute("BR-CL-23", "unitCode", UNITS.codes)),
    ("//ram:AttachmentBinaryObject", _media_type),
    ("//ram:URIUniversalCommunication/ram:URIID", _attribute("BR-CL-25", "schemeID", ELECTRONIC_ADDRESS_SCHEMES.codes)),
    (
        "//ram:ApplicableHeaderTradeDelivery/ram:ShipToTradeParty/ram:GlobalID",
        _attribute("BR-CL-26", "schemeID", IDENTIFIER_SCHEMES.codes),
    ),
    ("//ram:SpecifiedTaxRegistration/ram:ID", _vat_prefix),
)
