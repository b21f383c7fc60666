"""XRechnung 3: EN 16931 as public buyers in Germany want it, with its Extension and its CVD.

The files beside this one hold the rules on the model; `ubl` and `cii` those on the elements of the two syntaxes.
"""

from datetime import date

from faktura.sockets import Specification
from faktura.specifications.en16931 import RULES as EN16931_RULES
from faktura.specifications.en16931.cii import BOOK as EN16931_CII
from faktura.specifications.en16931.ubl import BOOK as EN16931_UBL
from faktura.specifications.peppol_bis_3.document import BUSINESS_PROCESS
from faktura.specifications.xrechnung_3.cii import BOOK as CII_BOOK
from faktura.specifications.xrechnung_3.edition import IDENTIFIER, RECOGNISED_BY, SEVERITIES, SOURCE, VARIANTS, VERSION
from faktura.specifications.xrechnung_3.own import OWN_RULES
from faktura.specifications.xrechnung_3.ubl import BOOK as UBL_BOOK

RULES = EN16931_RULES.with_severity(SEVERITIES).extended("xrechnung-3", VERSION, SOURCE, OWN_RULES)

NOT_IN_THE_MODEL = {
    **dict.fromkeys(
        (f"BR-DEX-{number:02}" for number in range(1, 16)),
        "the Extension is checked and not issued: the model has neither its sub-lines nor its third-party payments",
    ),
    "BR-TMP-3": "binds CII only: the model has one quantity for both prices",
    "PEPPOL-EN16931-R008": "empty elements are of XML; the model has absent fields",
    "PEPPOL-EN16931-R043": "the indicator of UBL that tells charges from allowances; the model has two lists",
    "PEPPOL-EN16931-R043-1": "the indicator of CII that tells charges from allowances; the model has two lists",
    "PEPPOL-EN16931-R043-2": "the indicator of CII at a price; the model has a discount only",
    "PEPPOL-EN16931-R044": "the indicator at a price; the model has a discount only",
    "PEPPOL-EN16931-R101": "the model has no other document reference at a line",
}
"""Official rules that are not in `RULES`, each with the reason; all of them are in the books."""

SPECIFICATIONS = (
    Specification(
        name="xrechnung-3",
        title="XRechnung 3",
        version=VERSION,
        identifier=IDENTIFIER,
        business_process=BUSINESS_PROCESS,
        rules=RULES,
        # 3.0 is in force since this day; 3.0.1 and 3.0.2 have kept its identifier.
        since=date(2024, 2, 1),
        source=SOURCE,
        builds_on="en16931",
        borrows_from=("peppol-bis-3",),
        recognised_by=RECOGNISED_BY,
        books={"ubl": (EN16931_UBL, UBL_BOOK), "cii": (EN16931_CII, CII_BOOK)},
        severities=SEVERITIES,
        variants=VARIANTS,
    ),
)
