"""SE-R-001 to SE-R-013 on CII: sellers in Sweden."""

from faktura.checks import Breaches
from faktura.source import Document, Group, spaced, value
from faktura.source.logic import applies
from faktura.source.sequences import any_is, at, below, number, only
from faktura.specifications.peppol_bis_3.check_digits import swedish
from faktura.specifications.peppol_bis_3.cii.parties import BUYER, MEANS, SELLER, numbers_under

_RATES = frozenset((25, 12, 6))
_GIROS = frozenset(("50", "56"))


def sweden(document: Document, found: Breaches) -> None:
    """All rules of Sweden."""
    sellers = [party for party in at(document, SELLER) if _is_swedish(party)]
    if not sellers:
        return
    with_vat = [party for party in sellers if _has_vat_number(party)]
    for party in with_vat:
        text = only(list(numbers_under(party.get("ram:SpecifiedTaxRegistration", ()), "VAT")))
        if len(spaced(text)) != 14:
            found("SE-R-001", party)
        if number(text[2:14]) is None:
            found("SE-R-002", party)
    for party in sellers:
        _registration(party, found)
    if with_vat:
        for name in ("ram:ApplicableTradeTax", "ram:CategoryTradeTax"):
            for group in document.named[name]:
                standard = any_is(group.get("ram:CategoryCode", ()), "S")
                if standard and number(only(group.get("ram:RateApplicablePercent", ()))) not in _RATES:
                    found("SE-R-006", group)
    at_home = any(_is_swedish(party) for party in at(document, BUYER))
    for means in at(document, MEANS):
        _means(means, at_home, found)


def _is_swedish(party: Group) -> bool:
    return any_is(below((party,), "ram:PostalTradeAddress", "ram:CountryID"), "SE")


def _has_vat_number(party: Group) -> bool:
    numbers = numbers_under(party.get("ram:SpecifiedTaxRegistration", ()), "VAT")
    return any(value(leaf).startswith("SE") for leaf in numbers)


def _registration(party: Group, found: Breaches) -> None:
    registered = False
    for organization in party.get("ram:SpecifiedLegalOrganization", ()):
        if "ram:ID" in organization:
            registered = True
            leaf, text = organization["ram:ID"][0], only(organization["ram:ID"])
            if number(text) is None:
                found("SE-R-003", leaf)
            if len(spaced(text)) != 10:
                found("SE-R-004", leaf)
            if not swedish(spaced(text), leaf):
                found("SE-R-013", leaf)
    if registered:
        for leaf in numbers_under(party.get("ram:SpecifiedTaxRegistration", ()), "FC"):
            if spaced(value(leaf).upper()) != "GODKÄND FÖR F-SKATT":
                found("SE-R-005", leaf)


def _means(means: Group, at_home: bool, found: Breaches) -> None:
    """SE-R-007 to SE-R-012: payments by giro."""
    for name, numeric, length, lengths in (
        ("SE:PLUSGIRO", "SE-R-007", "SE-R-010", range(2, 9)),
        ("SE:BANKGIRO", "SE-R-008", "SE-R-009", range(7, 9)),
    ):
        if applies(_is_giro, means, name):
            for leaf in below((means,), "ram:PayeePartyCreditorFinancialAccount", "ram:ProprietaryID"):
                text = spaced(value(leaf))
                if number(text) is None:
                    found(numeric, leaf)
                if len(text) not in lengths:
                    found(length, leaf)
    codes = means.get("ram:TypeCode", ())
    code = spaced(value(codes[0])) if len(codes) == 1 else ""
    if code in _GIROS:
        found("SE-R-011", means)
    elif at_home and code == "31":
        found("SE-R-012", means)


def _is_giro(means: Group, name: str) -> bool:
    bank = below((means,), "ram:PayeeSpecifiedCreditorFinancialInstitution", "ram:BICID")
    return spaced(only(means.get("ram:TypeCode", ()))) == "30" and spaced(only(bank)) == name
