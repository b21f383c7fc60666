"""CIUS-PT: EN 16931 as public buyers in Portugal want it (FE-AP), bound to UBL."""

from datetime import date

from faktura.sockets import Specification
from faktura.specifications.cius_pt.edition import IDENTIFIER, RECOGNISED_BY, SOURCE, VERSION
from faktura.specifications.cius_pt.ubl import BOOK
from faktura.specifications.en16931 import RULES

NOT_CHECKED = {
    "BR-CO-07": "whether a reason and its code mean the same cannot be computed; the artefact never reports it",
    "BR-CO-08": "whether a reason and its code mean the same cannot be computed; the artefact never reports it",
}
"""Official rules that are not in the book, each with the reason."""

SPECIFICATIONS = (
    Specification(
        name="cius-pt",
        title="CIUS-PT (FE-AP)",
        version=VERSION,
        identifier=IDENTIFIER,
        rules=RULES.extended("cius-pt", VERSION, SOURCE),
        # Since this day large suppliers to the public sector must send such invoices.
        since=date(2021, 1, 1),
        unverified=("since",),
        source=SOURCE,
        builds_on="en16931",
        recognised_by=RECOGNISED_BY,
        books={"ubl": (BOOK,)},
    ),
)
