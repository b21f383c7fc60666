"""Rules of the parties: who sells, who is paid, who stands in for the tax."""

from faktura.checks import Breaches
from faktura.source import Document, Group, value
from faktura.specifications.facturx.lists import PREFIXES
from faktura.specifications.facturx.walk import below, filled, only_text, texts


def seller(document: Document, found: Breaches) -> None:
    """BR-CO-09, BR-CO-26: a seller can be identified, and VAT identifiers begin with a country."""
    for party in document.named["ram:SellerTradeParty"]:
        if (
            "ram:ID" not in party
            and "ram:GlobalID" not in party
            and not below((party,), "ram:SpecifiedLegalOrganization", "ram:ID")
            and not any(
                leaf.get("schemeID") == "VA" for leaf in below((party,), "ram:SpecifiedTaxRegistration", "ram:ID")
            )
        ):
            found("BR-CO-26", party)
    for registration in document.named["ram:SpecifiedTaxRegistration"]:
        for leaf in registration.get("ram:ID", ()):
            if leaf.get("schemeID") == "VA" and value(leaf)[:2] not in PREFIXES:
                found("BR-CO-09", leaf)


def payee_and_representative(document: Document, found: Breaches) -> None:
    """BR-17 to BR-20, BR-56: the payee, and the seller's tax representative."""
    for payee in document.named["ram:PayeeTradeParty"]:
        if "ram:Name" not in payee or _is_a_seller(payee):
            found("BR-17", payee)
    for party in document.named["ram:SellerTaxRepresentativeTradeParty"]:
        if not only_text(party.get("ram:Name", ())):
            found("BR-18", party)
        addresses = party.get("ram:PostalTradeAddress", ())
        if not addresses:
            found("BR-19", party)
        if not only_text(below(addresses, "ram:CountryID")):
            found("BR-20", party)
        identifiers = below((party,), "ram:SpecifiedTaxRegistration", "ram:ID")
        if not filled(leaf for leaf in identifiers if leaf.get("schemeID") == "VA"):
            found("BR-56", party)


def _is_a_seller(payee: Group) -> bool:
    """Whether a seller beside the payee has its name or one of its identifiers."""
    sellers = payee.parent.get("ram:SellerTradeParty", ()) if payee.parent is not None else ()
    if not sellers:
        return False
    for name in ("ram:Name", "ram:ID"):
        own = texts(payee, name)
        if own and any(own & texts(seller, name) for seller in sellers):
            return True
    own = {value(leaf) for leaf in below((payee,), "ram:SpecifiedLegalOrganization", "ram:ID")}
    return any(value(leaf) in own for leaf in below(sellers, "ram:SpecifiedLegalOrganization", "ram:ID"))
