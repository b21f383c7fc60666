"""Who is identified for tax purposes: seller, tax representative, buyer."""

from faktura.source import Document
from faktura.specifications.en16931.ubl.families import Identified
from faktura.specifications.en16931.ubl.steps import both, either, is_only_vat

_SELLER, _BUYER = "cac:AccountingSupplierParty", "cac:AccountingCustomerParty"
_REPRESENTATIVE = "cac:TaxRepresentativeParty"
_BUYERS_REGISTRATION = f"/{_BUYER}/cac:Party/cac:PartyLegalEntity/cbc:CompanyID"


def identified(document: Document, wanted: Identified) -> bool:
    """Whether the document gives the identifiers that a VAT category asks for.

    Raises:
        Repeated: a party's tax registration has several tax schemes, or one of several identifiers.
    """

    def seller_is() -> bool:
        any_scheme = wanted in (Identified.SELLER_TAX, Identified.BOTH_TAX)
        return either(
            lambda: _has_tax_id(document, _SELLER, any_scheme), lambda: _has_tax_id(document, _REPRESENTATIVE)
        )

    def buyer_is() -> bool:
        return _has_tax_id(document, _BUYER)

    def buyer_is_registered() -> bool:
        return any(path.endswith(_BUYERS_REGISTRATION) for path in document.paths)

    if wanted is Identified.NO_VAT:
        return not either(seller_is, buyer_is)
    if wanted is Identified.BOTH_VAT:
        return both(seller_is, buyer_is)
    if wanted is Identified.BOTH_TAX:
        return both(seller_is, lambda: either(buyer_is, buyer_is_registered))
    return seller_is()


def _has_tax_id(document: Document, party: str, any_scheme: bool = False) -> bool:
    for scheme in document.named["cac:PartyTaxScheme"]:
        around = scheme.parent
        if party != _REPRESENTATIVE:
            around = around.parent if around is not None and around.name == "cac:Party" else None
        is_its = around is not None and around.name == party
        if is_its and (any_scheme or is_only_vat(scheme)) and "cbc:CompanyID" in scheme:
            return True
    return False
