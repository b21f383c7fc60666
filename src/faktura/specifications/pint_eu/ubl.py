"""What the European Union adds to PINT Billing in UBL 2.1: the rules of Peppol BIS Billing, of an older edition."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from faktura.checks import Book, Breaches, RuleText, catalogue_of
from faktura.checks.places import Places
from faktura.source import Document, spaced
from faktura.source.sequences import only_text
from faktura.specifications.peppol_bis_3.codes import ELECTRONIC_ADDRESS_SCHEMES
from faktura.specifications.peppol_bis_3.ubl import BILLING, tests_of
from faktura.specifications.peppol_bis_3.ubl import texts as peppol_texts
from faktura.specifications.peppol_bis_3.ubl.national import national
from faktura.specifications.pint.amounts import IN_DOCUMENT_CURRENCY
from faktura.specifications.pint.codes import WORLD
from faktura.specifications.pint_eu.edition import IDENTIFIER, SOURCE, VERSION

_KIND = replace(
    BILLING,
    identifier=IDENTIFIER,
    # The artefact reads a part of the process that is not there; so all numbered processes count.
    typed_processes=frozenset(f"urn:peppol:bis:billing:{number:02}:1.0" for number in range(100)),
)
CHANGED = ("PEPPOL-EN16931-CL007", "PEPPOL-EN16931-CL008")
"""Rules with lists of an older edition."""
GONE = (
    *("PEPPOL-EN16931-R004", "PEPPOL-EN16931-R007", "DK-R-017", "DE-R-T02"),
    *(f"PEPPOL-COMMON-R{number}" for number in ("052", "053", "054", "055", "056-1", "056-2", "057")),
)
"""Rules of Peppol BIS Billing that are not in PINT."""
_ADDRESSES = (ELECTRONIC_ADDRESS_SCHEMES.codes - frozenset(("0242", "0245", "0246", "0248"))) | frozenset(
    (
        "0037",
        "0147",
        "0154",
        "0158",
        "0170",
        "0177",
        "0193",
        "0194",
        "0202",
        "0203",
        "0205",
        "0212",
        "0213",
        "0215",
        "0217",
    )
)
_AMOUNTS = (*IN_DOCUMENT_CURRENCY, "cbc:TaxAmount", "cbc:TaxableAmount")

PEPPOL = Book("pint-eu-peppol-ubl", VERSION, SOURCE, (*tests_of(_KIND), national), peppol_texts).without(
    (*CHANGED, *GONE)
)
"""The rules of Peppol BIS Billing that PINT takes over as they are."""


def identifier(document: Document, found: Breaches) -> None:
    """ALIGNED-IBRP-004-EU: the specification identifier."""
    if not spaced(only_text(document.root.get("cbc:CustomizationID", ()))).startswith(IDENTIFIER):
        found("ALIGNED-IBRP-004-EU", document.root)


def texts() -> dict[str, RuleText]:
    """The texts of the rules that are other than Peppol's, or new."""
    peppol = peppol_texts()
    own = catalogue_of("faktura.specifications.pint_eu", "rules.toml")
    return {rule: peppol[rule] for rule in CHANGED} | {"ALIGNED-IBRP-004-EU": own["ALIGNED-IBRP-004-EU"]}


def _addresses(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    for leaf in nodes:
        if leaf.get("schemeID", "0088") not in _ADDRESSES:
            found("PEPPOL-EN16931-CL008", leaf)


def _currencies(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    for leaf in nodes:
        if leaf.get("currencyID") not in WORLD.currencies:
            found("PEPPOL-EN16931-CL007", leaf)


def _places() -> Places:
    places = Places()
    places.add("cbc:EndpointID", _addresses)
    for name in _AMOUNTS:
        places.add(name, _currencies)
    return places


BOOK = Book("pint-eu-ubl", VERSION, SOURCE, (identifier, _places()), texts)
"""The rules of the jurisdiction that are not Peppol BIS Billing's."""
