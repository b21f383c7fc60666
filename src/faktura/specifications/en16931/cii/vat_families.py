"""The VAT categories: what each asks of lines, allowances, charges, parties and of the VAT breakdown's rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from faktura.source import Document, Group
from faktura.source.doubles import is_not_negative, is_positive, is_zero
from faktura.source.tree import Leaf
from faktura.specifications.en16931.cii.places import AGREEMENT, SELLER
from faktura.specifications.en16931.cii.reading import below

_REPRESENTATIVE = f"{AGREEMENT}/ram:SellerTaxRepresentativeTradeParty"


class Parties:
    """How the parties are registered for tax: those in their places, and those anywhere."""

    def __init__(self, document: Document) -> None:
        self._named = document.named
        self._paths = document.paths

    def seller(self, *schemes: str) -> bool:
        """Whether the seller in its place is registered in one of the schemes, or its representative for VAT."""
        return _registered(self._paths.get(SELLER, ()), schemes) or _registered(
            self._paths.get(_REPRESENTATIVE, ()), ("VA",)
        )

    def seller_anywhere(self, *schemes: str) -> bool:
        """Whether any seller is registered in one of the schemes, or any representative for VAT."""
        return _registered(self._named["ram:SellerTradeParty"], schemes) or _registered(
            self._named["ram:SellerTaxRepresentativeTradeParty"], ("VA",)
        )

    def buyer(self) -> bool:
        """Whether any buyer is registered for VAT."""
        return _registered(self._named["ram:BuyerTradeParty"], ("VA",))

    def buyer_organization(self) -> bool:
        """Whether any buyer has a legal registration."""
        return bool(below(self._named["ram:BuyerTradeParty"], "ram:SpecifiedLegalOrganization", "ram:ID"))


def _registered(parties: Iterable[Group], schemes: tuple[str, ...]) -> bool:
    return any(
        leaf.get("schemeID") in schemes
        for party in parties
        for registration in party.get("ram:SpecifiedTaxRegistration", ())
        for leaf in registration.get("ram:ID", ())
    )


def _seller(parties: Parties) -> bool:
    return parties.seller("VA", "FC")


def _reverse_charge(parties: Parties) -> bool:
    return parties.seller_anywhere("VA", "FC") and (parties.buyer() or parties.buyer_organization())


def _export(parties: Parties) -> bool:
    return parties.seller_anywhere("VA")


def _intra_community(parties: Parties) -> bool:
    return parties.seller_anywhere("VA") and parties.buyer()


def _outside_scope(parties: Parties) -> bool:
    return not parties.seller("VA") and not parties.buyer()


def _absent(rates: Sequence[Leaf]) -> bool:
    return not rates


@dataclass(frozen=True, slots=True)
class Family:
    """The rules of one VAT category: ``BR-<name>-01`` and so on.

    `parties` and `rate` say what lines, allowances and charges of the category ask of the parties and of their rate.
    """

    code: str
    name: str
    parties: Callable[[Parties], bool]
    rate: Callable[[Sequence[Leaf]], bool]

    def rule(self, number: int) -> str:
        """The id of a rule of the family."""
        return f"BR-{self.name}-{number:02}"


FAMILIES = {
    family.code: family
    for family in (
        Family("AE", "AE", _reverse_charge, is_zero),
        Family("L", "AF", _seller, is_positive),
        Family("M", "AG", _seller, is_not_negative),
        Family("E", "E", _seller, is_zero),
        Family("G", "G", _export, is_zero),
        Family("K", "IC", _intra_community, is_zero),
        Family("O", "O", _outside_scope, _absent),
        Family("S", "S", _seller, is_positive),
        Family("Z", "Z", _seller, is_zero),
    )
}
"""In the order in which the artefact asks: where a group has several codes, the first of these counts."""
