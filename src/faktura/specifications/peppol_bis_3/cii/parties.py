"""Where seller and buyer stand in CII, and in which country they are."""

from collections.abc import Iterator, Sequence

from faktura.source import Document, Group, Leaf, Repeated, spaced, value
from faktura.source.sequences import at, attributes, only

TRADE = "/rsm:SupplyChainTradeTransaction"
AGREEMENT = f"{TRADE}/ram:ApplicableHeaderTradeAgreement"
SETTLEMENT = f"{TRADE}/ram:ApplicableHeaderTradeSettlement"
SELLER = f"{AGREEMENT}/ram:SellerTradeParty"
BUYER = f"{AGREEMENT}/ram:BuyerTradeParty"
TAX_REPRESENTATIVE = f"{AGREEMENT}/ram:SellerTaxRepresentativeTradeParty"
MEANS = f"{SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans"
ADDRESS = "/ram:PostalTradeAddress"
COUNTRY = f"{ADDRESS}/ram:CountryID"


def country(document: Document, party: str) -> str:
    """The country of a party's address, in capitals and without white space.

    Raises:
        Repeated: several are given.
    """
    return spaced(only(at(document, party + COUNTRY))).upper()


def vat_registrations(registrations: Sequence[Group]) -> list[Group]:
    """The registrations whose number has the scheme VAT; for CII the code VA is usual, and those are not meant."""
    return [group for group in registrations if "VAT" in attributes(group.get("ram:ID", ()), "schemeID")]


def vat_country(document: Document) -> str:
    """The country of the seller's VAT number, else of its tax representative's, else of its address.

    Raises:
        Repeated: one of them is given several times.
    """
    for party in (SELLER, TAX_REPRESENTATIVE):
        registrations = vat_registrations(at(document, f"{party}/ram:SpecifiedTaxRegistration"))
        numbers = [only(group.get("ram:ID", ())) for group in registrations]
        if len(numbers) > 1:
            raise Repeated("A party has one VAT number; take out the others.", registrations[1])
        if numbers and numbers[0][:2]:
            return spaced(numbers[0][:2]).upper()
    return country(document, SELLER) if at(document, SELLER + COUNTRY) else "XX"


def is_seller_of(document: Document, code: str) -> bool:
    """Whether `vat_country` is this one.

    Raises:
        Repeated: it can't be told.
    """
    return vat_country(document) == code


def numbers_under(groups: Sequence[Group], scheme: str) -> Iterator[Leaf]:
    """The tax numbers that have this scheme."""
    for group in groups:
        for leaf in group.get("ram:ID", ()):
            if leaf.get("schemeID") == scheme:
                yield leaf


def countries(document: Document) -> set[str]:
    """Every country that the document names in an address or as the prefix of a tax number."""
    found = {spaced(value(leaf)).upper() for leaf in document.named["ram:CountryID"]}
    found.update(
        spaced(value(leaf)[:2]).upper()
        for group in document.named["ram:SpecifiedTaxRegistration"]
        for leaf in group.get("ram:ID", ())
    )
    return found
