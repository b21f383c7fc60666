"""The rules of single countries: which of them a document asks for."""

from collections.abc import Mapping

from faktura.checks import Breaches
from faktura.checks.books import Test
from faktura.source import Document
from faktura.specifications.peppol_bis_3.ubl.denmark import denmark
from faktura.specifications.peppol_bis_3.ubl.germany import germany
from faktura.specifications.peppol_bis_3.ubl.greece import greece
from faktura.specifications.peppol_bis_3.ubl.iceland import iceland
from faktura.specifications.peppol_bis_3.ubl.italy import italy
from faktura.specifications.peppol_bis_3.ubl.netherlands import netherlands
from faktura.specifications.peppol_bis_3.ubl.norway import norway
from faktura.specifications.peppol_bis_3.ubl.parties import countries
from faktura.specifications.peppol_bis_3.ubl.sweden import sweden

_OF: Mapping[str, Test] = {
    "DE": germany,
    "DK": denmark,
    "EL": greece,
    "GR": greece,
    "IS": iceland,
    "IT": italy,
    "NL": netherlands,
    "NO": norway,
    "SE": sweden,
}


def national(document: Document, found: Breaches) -> None:
    """The rules of each country that the document names anywhere; the country's own test looks closer."""
    named = countries(document)
    if not named.isdisjoint(_OF):
        # Greece has two codes, and its rules are held once.
        for rules in dict.fromkeys(_OF[code] for code in sorted(named) if code in _OF):
            rules(document, found)
