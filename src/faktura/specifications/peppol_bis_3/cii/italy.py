"""IT-R-001 to IT-R-004 on CII: sellers with an Italian VAT number or in Italy."""

import re

from faktura.checks import Breaches
from faktura.source import Document, spaced
from faktura.source.logic import applies
from faktura.source.sequences import below, only
from faktura.specifications.peppol_bis_3.cii.parties import is_seller_of

_FISCAL_CODE = re.compile(r"[A-Z0-9]{11,16}")
_ADDRESS = (("IT-R-002", "ram:LineOne"), ("IT-R-003", "ram:CityName"), ("IT-R-004", "ram:PostcodeCode"))


def italy(document: Document, found: Breaches) -> None:
    """All rules of Italy."""
    if not applies(is_seller_of, document, "IT"):
        return
    for party in document.named["ram:SellerTradeParty"]:
        for registration in party.get("ram:SpecifiedTaxRegistration", ()):
            # A number without any scheme counts as one of another tax.
            schemes = {leaf: spaced(leaf.get("schemeID", "")) for leaf in registration.get("ram:ID", ())}
            fiscal = [leaf for leaf, scheme in schemes.items() if scheme == "FC"]
            if len(fiscal) == len(schemes) and not _FISCAL_CODE.fullmatch(spaced(only(fiscal))):
                found("IT-R-001", registration)
        for rule, name in _ADDRESS:
            if not below((party,), "ram:PostalTradeAddress", name):
                found(rule, party)
