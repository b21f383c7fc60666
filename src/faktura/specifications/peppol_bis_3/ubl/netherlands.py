"""NL-R-001 to NL-R-009: sellers in the Netherlands."""

from collections.abc import Sequence

from faktura.checks import Breaches
from faktura.source import Document, Group, amount, normalized, spaced, value
from faktura.source.logic import applies
from faktura.source.sequences import at, below
from faktura.specifications.peppol_bis_3.ubl.parties import (
    BUYER,
    SELLER,
    TAX_REPRESENTATIVE,
    country,
    parties,
)

_MEANS = frozenset(("30", "48", "49", "57", "58", "59"))
_SCHEMES = frozenset(("0106", "0190"))
_ADDRESS = ("cbc:StreetName", "cbc:CityName", "cbc:PostalZone")


def netherlands(document: Document, found: Breaches) -> None:
    """All rules of the Netherlands."""
    if not applies(_is_dutch, document, SELLER):
        return
    _seller(document, found)
    if applies(_is_dutch, document, BUYER):
        _side(parties(document, "cac:AccountingCustomerParty"), "NL-R-004", "NL-R-005", found)
        for means in document.named["cac:PaymentMeans"]:
            if normalized(means, "cbc:PaymentMeansCode") not in _MEANS:
                found("NL-R-008", means)
    if applies(_is_dutch, document, TAX_REPRESENTATIVE):
        _addresses(document.named["cac:TaxRepresentativeParty"], "NL-R-006", found)


def _is_dutch(document: Document, party: str) -> bool:
    return country(document, party) == "NL"


def _seller(document: Document, found: Breaches) -> None:
    if not at(document, "/cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"):
        for leaf in document.named["cbc:CreditNoteTypeCode"]:
            found("NL-R-001", leaf)
    _side(parties(document, "cac:AccountingSupplierParty"), "NL-R-002", "NL-R-003", found)
    # Where a way to pay is given, the amount is not looked at.
    for totals in () if document.named["cac:PaymentMeans"] else document.named["cac:LegalMonetaryTotal"]:
        payable = amount(totals, "cbc:PayableAmount")
        to_pay = payable if document.root.name == "ubl:Invoice" or payable is None else -payable
        if to_pay is None or to_pay > 0:
            found("NL-R-007", totals)
    if not at(document, "/cac:OrderReference/cbc:ID"):
        for leaf in below(document.named["cac:OrderLineReference"], "cbc:LineID"):
            found("NL-R-009", leaf)


def _side(side: Sequence[Group], address_rule: str, number_rule: str, found: Breaches) -> None:
    _addresses(side, address_rule, found)
    for leaf in below(side, "cac:PartyLegalEntity", "cbc:CompanyID"):
        if _SCHEMES.isdisjoint(leaf.get("schemeID", "").split(" ")) or not spaced(value(leaf)):
            found(number_rule, leaf)


def _addresses(groups: Sequence[Group], rule: str, found: Breaches) -> None:
    for address in below(groups, "cac:PostalAddress"):
        if not all(name in address for name in _ADDRESS):
            found(rule, address)
