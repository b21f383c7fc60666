"""NO-R-001 and NO-R-002: sellers with a Norwegian VAT number or in Norway."""

import re

from faktura.checks import Breaches
from faktura.source import Document, spaced
from faktura.source.logic import applies
from faktura.source.sequences import only
from faktura.specifications.peppol_bis_3.check_digits import norwegian
from faktura.specifications.peppol_bis_3.ubl.parties import (
    SELLER,
    TAX_REPRESENTATIVE,
    numbers_of_scheme,
    parties,
    tax_scheme,
    vat_country,
)

_VAT = re.compile(r"([0-9]{9})MVA")


def norway(document: Document, found: Breaches) -> None:
    """All rules of Norway."""
    if not applies(_is_norwegian, document):
        return
    for party in parties(document, "cac:AccountingSupplierParty"):
        if spaced(only(numbers_of_scheme(party, "TAX"))) != "Foretaksregisteret":
            found("NO-R-002", party)
        schemes = [scheme for scheme in party.get("cac:PartyTaxScheme", ()) if tax_scheme(scheme) == "VAT"]
        numbers = [only(scheme.get("cbc:CompanyID", ())) for scheme in schemes]
        if any(number.startswith("NO") for number in numbers):
            # That there is one number only is asked of the elements, which tell where the second is.
            match = _VAT.fullmatch(only(numbers_of_scheme(party, "VAT"))[2:])
            if match is None or not norwegian(match[1]):
                found("NO-R-001", party)


def _is_norwegian(document: Document) -> bool:
    return vat_country(document, SELLER, TAX_REPRESENTATIVE) == "NO"
