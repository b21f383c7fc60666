"""SE-R-001 to SE-R-013: sellers in Sweden."""

from faktura.checks import Breaches
from faktura.source import Document, Group, spaced, value
from faktura.source.logic import applies
from faktura.source.sequences import any_is, below, number, only
from faktura.specifications.peppol_bis_3.check_digits import swedish
from faktura.specifications.peppol_bis_3.ubl.parties import parties, vat_numbers

_RATES = frozenset((25, 12, 6))
_GIROS = frozenset(("50", "56"))


def sweden(document: Document, found: Breaches) -> None:
    """All rules of Sweden."""
    sellers = [party for party in parties(document, "cac:AccountingSupplierParty") if _is_swedish(party)]
    if not sellers:
        return
    with_vat = [party for party in sellers if applies(_has_vat_number, party)]
    for party in with_vat:
        _vat_number(party, found)
    for party in sellers:
        _registration(party, found)
    if with_vat:
        for name in ("cac:TaxCategory", "cac:ClassifiedTaxCategory"):
            for group in document.named[name]:
                standard = any_is(group.get("cbc:ID", ()), "S")
                if standard and number(only(group.get("cbc:Percent", ()))) not in _RATES:
                    found("SE-R-006", group)
    at_home = any(_is_swedish(party) for party in parties(document, "cac:AccountingCustomerParty"))
    for means in document.named["cac:PaymentMeans"]:
        _means(means, at_home, found)


def _is_swedish(party: Group) -> bool:
    return any_is(below((party,), "cac:PostalAddress", "cac:Country", "cbc:IdentificationCode"), "SE")


def _has_vat_number(party: Group) -> bool:
    return any(number.startswith("SE") for number in vat_numbers(party.get("cac:PartyTaxScheme", ())))


def _vat_number(party: Group, found: Breaches) -> None:
    schemes = [
        scheme
        for scheme in party.get("cac:PartyTaxScheme", ())
        if any_is(below((scheme,), "cac:TaxScheme", "cbc:ID"), "VAT")
    ]
    text = only(below(schemes, "cbc:CompanyID"))
    if len(spaced(text)) != 14:
        found("SE-R-001", party)
    if number(text[2:14]) is None:
        found("SE-R-002", party)


def _registration(party: Group, found: Breaches) -> None:
    """SE-R-003 to SE-R-005 and SE-R-013: the organization number, and the approval for F-tax."""
    registered = False
    for entity in party.get("cac:PartyLegalEntity", ()):
        if "cbc:CompanyID" in entity:
            registered = True
            leaf = entity["cbc:CompanyID"][0]
            text = only(entity["cbc:CompanyID"])
            if number(text) is None:
                found("SE-R-003", leaf)
            if len(spaced(text)) != 10:
                found("SE-R-004", leaf)
            if not swedish(spaced(text), leaf):
                found("SE-R-013", leaf)
    if not registered:
        return
    for scheme in party.get("cac:PartyTaxScheme", ()):
        if applies(_names_other_tax, scheme):
            for leaf in scheme.get("cbc:CompanyID", ()):
                if spaced(value(leaf).upper()) != "GODKÄND FÖR F-SKATT":
                    found("SE-R-005", leaf)


def _names_other_tax(scheme: Group) -> bool:
    return spaced(only(below((scheme,), "cac:TaxScheme", "cbc:ID")).upper()) != "VAT"


def _means(means: Group, at_home: bool, found: Breaches) -> None:
    """SE-R-007 to SE-R-012: payments by giro."""
    for name, numeric, length, lengths in (
        ("SE:PLUSGIRO", "SE-R-007", "SE-R-010", range(2, 9)),
        ("SE:BANKGIRO", "SE-R-008", "SE-R-009", range(7, 9)),
    ):
        if applies(_is_giro, means, name):
            for leaf in below((means,), "cac:PayeeFinancialAccount", "cbc:ID"):
                text = spaced(value(leaf))
                if number(text) is None:
                    found(numeric, leaf)
                if len(text) not in lengths:
                    found(length, leaf)
    codes = {value(leaf) for leaf in means.get("cbc:PaymentMeansCode", ())}
    if codes & _GIROS:
        found("SE-R-011", means)
    elif at_home and "31" in codes:
        found("SE-R-012", means)


def _is_giro(means: Group, name: str) -> bool:
    branch = below((means,), "cac:PayeeFinancialAccount", "cac:FinancialInstitutionBranch", "cbc:ID")
    return spaced(only(means.get("cbc:PaymentMeansCode", ()))) == "30" and spaced(only(branch)) == name
