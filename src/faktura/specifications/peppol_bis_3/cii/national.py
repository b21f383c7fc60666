"""The rules of single countries on CII: which of them a document asks for."""

from collections.abc import Mapping

from faktura.checks import Breaches
from faktura.checks.books import Test
from faktura.source import Document
from faktura.specifications.peppol_bis_3.cii.denmark import denmark
from faktura.specifications.peppol_bis_3.cii.italy import italy
from faktura.specifications.peppol_bis_3.cii.netherlands import netherlands
from faktura.specifications.peppol_bis_3.cii.norway import norway
from faktura.specifications.peppol_bis_3.cii.parties import countries
from faktura.specifications.peppol_bis_3.cii.sweden import sweden

_OF: Mapping[str, Test] = {"DK": denmark, "IT": italy, "NL": netherlands, "NO": norway, "SE": sweden}


def national(document: Document, found: Breaches) -> None:
    """The rules of each country that the document names anywhere; the country's own test looks closer."""
    named = countries(document)
    for code, rules in _OF.items():
        if code in named:
            rules(document, found)
