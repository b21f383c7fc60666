"""In which country seller and buyer are, as the rules of single countries ask it: by address or by VAT number."""

from collections.abc import Iterator, Sequence
from typing import Any

from faktura.source import Document, Group, Repeated, spaced, value
from faktura.source.logic import all_of
from faktura.source.sequences import any_is, at, below, only

SELLER = "/cac:AccountingSupplierParty/cac:Party"
BUYER = "/cac:AccountingCustomerParty/cac:Party"
TAX_REPRESENTATIVE = "/cac:TaxRepresentativeParty"
_COUNTRY = "/cac:PostalAddress/cac:Country/cbc:IdentificationCode"


def written_country(document: Document, party: str) -> str:
    """The country of a party's address as it is written.

    Raises:
        Repeated: several are given.
    """
    return only(at(document, party + _COUNTRY))


def country(document: Document, party: str) -> str:
    """The country of a party's address, in capitals and without white space.

    Raises:
        Repeated: several are given.
    """
    return spaced(written_country(document, party)).upper()


def both_german(document: Document) -> bool:
    """Whether seller and buyer have their addresses in Germany.

    Raises:
        Repeated: a party has several countries, and the other may be German.
    """
    return all_of(lambda: country(document, SELLER) == "DE", lambda: country(document, BUYER) == "DE")


def vat_country(document: Document, *parties: str) -> str:
    """The country of the first of `parties` that has a VAT number, by its prefix; else of the first one's address.

    Raises:
        Repeated: a party has several VAT numbers or countries.
    """
    for party in parties:
        prefix = _vat_prefix(at(document, f"{party}/cac:PartyTaxScheme"))
        if prefix:
            return spaced(prefix).upper()
    return country(document, parties[0]) if at(document, parties[0] + _COUNTRY) else "XX"


def _vat_prefix(schemes: Sequence[Group]) -> str:
    found = list(vat_numbers(schemes))
    if len(found) > 1:
        raise Repeated("A party has one VAT number; take out the others.", schemes[1])
    return found[0][:2] if found else ""


def vat_numbers(schemes: Sequence[Group]) -> Iterator[str]:
    """The number in each cac:PartyTaxScheme whose scheme is written as VAT; empty where it has none.

    Raises:
        Repeated: one of them has several numbers.
    """
    for scheme in schemes:
        if any_is(below((scheme,), "cac:TaxScheme", "cbc:ID"), "VAT"):
            yield only(scheme.get("cbc:CompanyID", ()))


def tax_scheme(scheme: Group) -> str:
    """The scheme that a cac:PartyTaxScheme names (VAT, TAX), its white space normalized.

    Raises:
        Repeated: it names several.
    """
    return spaced(only(below((scheme,), "cac:TaxScheme", "cbc:ID")))


def is_of_tax(scheme: Group, name: str) -> bool:
    """Whether a cac:PartyTaxScheme names this tax (VAT).

    Raises:
        Repeated: it names several.
    """
    return tax_scheme(scheme) == name


def is_of_country(document: Document, party: str, code: str) -> bool:
    """Whether a party's address has exactly this country.

    Raises:
        Repeated: several are given.
    """
    return written_country(document, party) == code


def numbers_of_scheme(party: Group, name: str) -> list[Any]:
    """The elements with a party's numbers for a tax (VAT, TAX).

    Raises:
        Repeated: a cac:PartyTaxScheme names several.
    """
    schemes = [scheme for scheme in party.get("cac:PartyTaxScheme", ()) if tax_scheme(scheme) == name]
    return below(schemes, "cbc:CompanyID")


def parties(document: Document, name: str) -> list[Group]:
    """The cac:Party in each element of this name, wherever it stands."""
    return below(document.named[name], "cac:Party")


def countries(document: Document) -> set[str]:
    """Every country that the document names in an address or as the prefix of a tax number."""
    found = {spaced(value(leaf)).upper() for leaf in document.named["cbc:IdentificationCode"]}
    found.update(
        spaced(value(leaf)[:2]).upper()
        for scheme in document.named["cac:PartyTaxScheme"]
        for leaf in scheme.get("cbc:CompanyID", ())
    )
    return found
