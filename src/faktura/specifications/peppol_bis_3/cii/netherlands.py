"""NL-R-001 to NL-R-009 on CII: sellers in the Netherlands."""

from collections.abc import Sequence

from faktura.checks import Breaches
from faktura.source import Document, Group, amount, normalized, spaced, value
from faktura.source.logic import applies
from faktura.source.sequences import at, only_text
from faktura.specifications.peppol_bis_3.cii.parties import (
    ADDRESS,
    AGREEMENT,
    BUYER,
    MEANS,
    SELLER,
    SETTLEMENT,
    TAX_REPRESENTATIVE,
    TRADE,
    country,
)
from faktura.specifications.peppol_bis_3.document import CREDIT_NOTE_TYPES

_MEANS = frozenset(("30", "48", "49", "57", "58", "59"))
_SCHEMES = frozenset(("0106", "0190"))
_ADDRESS = ("ram:LineOne", "ram:CityName", "ram:PostcodeCode")
_LINE = f"{TRADE}/ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedLineTradeAgreement/ram:BuyerOrderReferencedDocument"


def netherlands(document: Document, found: Breaches) -> None:
    """All rules of the Netherlands."""
    if not applies(_is_dutch, document, SELLER):
        return
    _seller(document, found)
    _side(document, SELLER, "NL-R-002", "NL-R-003", found)
    if applies(_is_dutch, document, BUYER):
        _side(document, BUYER, "NL-R-004", "NL-R-005", found)
        for group in at(document, MEANS):
            if normalized(group, "ram:TypeCode") not in _MEANS:
                found("NL-R-008", group)
    if applies(_is_dutch, document, TAX_REPRESENTATIVE):
        _addresses(at(document, TAX_REPRESENTATIVE + ADDRESS), "NL-R-006", found)


def _is_dutch(document: Document, party: str) -> bool:
    return country(document, party) == "NL"


def _seller(document: Document, found: Breaches) -> None:
    if not at(document, f"{SETTLEMENT}/ram:InvoiceReferencedDocument/ram:IssuerAssignedID"):
        for group in at(document, "/rsm:ExchangedDocument"):
            codes = group.get("ram:TypeCode", ())
            if len(codes) == 1 and spaced(value(codes[0])) in CREDIT_NOTE_TYPES:
                found("NL-R-001", group)
    if not at(document, MEANS):
        credit = spaced(only_text(at(document, "/rsm:ExchangedDocument/ram:TypeCode"))) == "381"
        for totals in at(document, f"{SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation"):
            payable = amount(totals, "ram:DuePayableAmount")
            if payable is None or (payable < 0 if credit else payable > 0):
                found("NL-R-007", totals)
    if not at(document, f"{AGREEMENT}/ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID"):
        for leaf in at(document, f"{_LINE}/ram:LineID"):
            found("NL-R-009", leaf)


def _side(document: Document, party: str, address_rule: str, number_rule: str, found: Breaches) -> None:
    _addresses(at(document, party + ADDRESS), address_rule, found)
    for leaf in at(document, f"{party}/ram:SpecifiedLegalOrganization/ram:ID"):
        if _SCHEMES.isdisjoint(leaf.get("schemeID", "").split(" ")) or not spaced(value(leaf)):
            found(number_rule, leaf)


def _addresses(addresses: Sequence[Group], rule: str, found: Breaches) -> None:
    for address in addresses:
        if not all(name in address for name in _ADDRESS):
            found(rule, address)
