"""NO-R-001 and NO-R-002 on CII: sellers with a Norwegian VAT number or in Norway."""

import re

from faktura.checks import Breaches
from faktura.source import Document, spaced
from faktura.source.logic import applies
from faktura.source.sequences import below, only
from faktura.specifications.peppol_bis_3.check_digits import norwegian
from faktura.specifications.peppol_bis_3.cii.parties import is_seller_of, numbers_under, vat_registrations

_VAT = re.compile(r"([0-9]{9})MVA")


def norway(document: Document, found: Breaches) -> None:
    """All rules of Norway."""
    if not applies(is_seller_of, document, "NO"):
        return
    for party in document.named["ram:SellerTradeParty"]:
        registrations = party.get("ram:SpecifiedTaxRegistration", ())
        if all(spaced(leaf.text or "") != "Foretaksregisteret" for leaf in numbers_under(registrations, "FC")):
            found("NO-R-002", party)
        schemes = vat_registrations(registrations)
        if any(only(group.get("ram:ID", ())).startswith("NO") for group in schemes):
            match = _VAT.fullmatch(only(below(schemes, "ram:ID"))[2:])
            if match is None or not norwegian(match[1]):
                found("NO-R-001", party)
