"""Peppol BIS Billing 3: EN 16931 as it travels on the Peppol network.

One file for each family of rules. The specification's rules for single countries (DE-R-*, NO-R-*, ...) are families
like the others, each a file with its own `RULES` that joins `RULES` below.
"""

import re
from datetime import date

from faktura.sockets import Specification
from faktura.specifications.en16931 import RULES as EN16931_RULES
from faktura.specifications.en16931.cii import BOOK as EN16931_CII_BOOK
from faktura.specifications.en16931.ubl import BOOK as EN16931_UBL_BOOK
from faktura.specifications.peppol_bis_3 import amounts, codes, document, identifiers
from faktura.specifications.peppol_bis_3.cii import BOOK as CII_BOOK
from faktura.specifications.peppol_bis_3.document import BUSINESS_PROCESS, IDENTIFIER
from faktura.specifications.peppol_bis_3.edition import SOURCE, VERSION, family
from faktura.specifications.peppol_bis_3.ubl import BOOK as UBL_BOOK

OWN_RULES = family("all").extended(
    "peppol-bis-3 own", VERSION, SOURCE, document.RULES, amounts.RULES, codes.RULES, identifiers.RULES
)
"""What Peppol asks beyond EN 16931."""

RULES = EN16931_RULES.extended("peppol-bis-3", VERSION, SOURCE, OWN_RULES)

NOT_IN_THE_MODEL = {
    "PEPPOL-EN16931-R006": "binds CII only: one invoiced object; the model has one",
    "PEPPOL-EN16931-R008": "empty elements are of XML; the model has absent fields",
    "PEPPOL-EN16931-R043": "the indicator of UBL that tells charges from allowances; the model has two lists",
    "PEPPOL-EN16931-R044": "the indicator of UBL at a price; the model has a discount only",
    "PEPPOL-EN16931-R051": "the currency beside each amount; the model has one currency for all amounts",
    "PEPPOL-EN16931-R080": "the model has one project reference",
    "PEPPOL-EN16931-R100": "the model has one object for each line",
    "PEPPOL-EN16931-R101": "the model has no other document reference at a line",
    "PEPPOL-EN16931-F001": "how a date is written is of XML; the model has calendar days",
    "PEPPOL-COMMON-R048": "binds CII only: the form of an Italian VAT number",
}
"""Official rules for every country that are not in `RULES`, each with the reason."""

SPECIFICATIONS = (
    Specification(
        name="peppol-bis-3",
        title="Peppol BIS Billing 3",
        version=VERSION,
        identifier=IDENTIFIER,
        business_process=BUSINESS_PROCESS,
        rules=RULES,
        # Announced on 2026-05-20, in force from this day (release notes of 3.0.21).
        since=date(2026, 8, 17),
        source=SOURCE,
        builds_on="en16931",
        recognised_by=f"{re.escape(IDENTIFIER)}.*",
        books={"ubl": (EN16931_UBL_BOOK, UBL_BOOK), "cii": (EN16931_CII_BOOK, CII_BOOK)},
    ),
)
