"""NLCIUS: EN 16931 as Dutch senders use it, bound to UBL (SI-UBL 2.0) and to CII."""

from datetime import date

from faktura.sockets import Specification
from faktura.specifications.en16931 import RULES
from faktura.specifications.nlcius.cii import BOOK as CII_BOOK
from faktura.specifications.nlcius.cii import CORE as CII_CORE
from faktura.specifications.nlcius.ubl import BOOK, CORE, IDENTIFIER, SOURCE, VERSION

NOT_CHECKED = {
    "SI-INV-R000": "a document that is neither Invoice nor CreditNote is not held against UBL rules at all",
    "BR-NL-32-2": "the artefact never reaches it: BR-NL-32-1 takes every reason code",
    "BR-NL-32-3": "the artefact never reaches it: BR-NL-32-1 takes every reason code",
}
"""Official rules that are not in the book for UBL, each with the reason; those for CII are in `cii`."""

SPECIFICATIONS = (
    Specification(
        name="nlcius",
        title="NLCIUS (SI-UBL 2.0, NLCIUS-CII 1.0)",
        version=VERSION,
        identifier=IDENTIFIER,
        rules=RULES.extended("nlcius", VERSION, SOURCE),
        since=date(2019, 1, 1),
        unverified=("since",),
        source=SOURCE,
        builds_on="en16931",
        books={"ubl": (CORE, BOOK), "cii": (CII_CORE, CII_BOOK)},
    ),
)
