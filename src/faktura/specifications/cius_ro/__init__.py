"""CIUS-RO: EN 16931 as Romania's RO e-Factura takes it, bound to UBL."""

from datetime import date

from faktura.sockets import Specification
from faktura.specifications.cius_ro.edition import IDENTIFIER, RECOGNISED_BY, SOURCE, VERSION
from faktura.specifications.cius_ro.own import OWN_RULES
from faktura.specifications.cius_ro.ubl import BOOK, CORE, MISSPELT
from faktura.specifications.en16931 import RULES
from faktura.specifications.en16931.ubl import NOT_CHECKED as NOT_IN_CORE

NOT_CHECKED = {
    **NOT_IN_CORE,
    **dict.fromkeys(MISSPELT, "the artefact spells an element otherwise than UBL, and so never reports it"),
    "BR-DEC-RO-13": "the artefact never reaches it: other rules take the document before",
    "BR-DEC-RO-15": "the artefact never reaches it: other rules take the document before",
    "BR-DEC-RO-23": "the artefact never reaches it: other rules take the line before; BR-DEC-23 says the same",
    "BR-RO-A051": "the artefact counts each supporting document on its own, and so never reports it",
    "BR-RO-A052": "the artefact counts each item attribute on its own, and so never reports it",
    "BR-RO-L1019": "the artefact never reaches it: other rules take the breakdown before",
}
"""Official rules that are not in the books, each with the reason."""

SPECIFICATIONS = (
    Specification(
        name="cius-ro",
        title="CIUS-RO (RO e-Factura)",
        version=VERSION,
        identifier=IDENTIFIER,
        rules=RULES.extended("cius-ro", VERSION, SOURCE, OWN_RULES),
        # Since this day invoices to public buyers go through RO e-Factura.
        since=date(2022, 7, 1),
        unverified=("since",),
        source=SOURCE,
        builds_on="en16931",
        recognised_by=RECOGNISED_BY,
        books={"ubl": (CORE, BOOK)},
    ),
)
