"""IT-R-001 to IT-R-004: sellers with an Italian VAT number or in Italy."""

import re

from faktura.checks import Breaches
from faktura.source import Document, Group, spaced
from faktura.source.logic import applies
from faktura.source.sequences import below, only
from faktura.specifications.peppol_bis_3.ubl.parties import (
    SELLER,
    TAX_REPRESENTATIVE,
    parties,
    tax_scheme,
    vat_country,
)

_FISCAL_CODE = re.compile(r"[A-Z0-9]{11,16}")
_ADDRESS = (("IT-R-002", "cbc:StreetName"), ("IT-R-003", "cbc:CityName"), ("IT-R-004", "cbc:PostalZone"))


def italy(document: Document, found: Breaches) -> None:
    """All rules of Italy."""
    if not applies(_is_italian, document):
        return
    for party in parties(document, "cac:AccountingSupplierParty"):
        for scheme in party.get("cac:PartyTaxScheme", ()):
            if not applies(_is_of_other_tax, scheme):
                continue
            if not _FISCAL_CODE.fullmatch(spaced(only(scheme.get("cbc:CompanyID", ())))):
                found("IT-R-001", scheme)
        for rule, name in _ADDRESS:
            if not below((party,), "cac:PostalAddress", name):
                found(rule, party)


def _is_italian(document: Document) -> bool:
    return vat_country(document, SELLER, TAX_REPRESENTATIVE) == "IT"


def _is_of_other_tax(scheme: Group) -> bool:
    return tax_scheme(scheme) != "VAT"
