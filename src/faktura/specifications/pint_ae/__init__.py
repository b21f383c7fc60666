"""Peppol PINT Billing for the United Arab Emirates."""

import re
from datetime import date

from faktura.checks import Ruleset
from faktura.sockets import Specification
from faktura.specifications.pint.book import EMIRATES_BOOK as SHARED
from faktura.specifications.pint_ae.edition import IDENTIFIER, SOURCE, VERSION
from faktura.specifications.pint_ae.ubl import BOOK

SPECIFICATIONS = (
    Specification(
        name="pint-ae",
        title="Peppol PINT Billing for the United Arab Emirates",
        version=VERSION,
        identifier=IDENTIFIER,
        # The rules on our model are those of the European Union; they do not apply here.
        rules=Ruleset("pint-ae", VERSION, SOURCE),
        since=date(2025, 1, 1),
        borrows_from=("en16931",),
        unverified=("since",),
        source=SOURCE,
        recognised_by=f"{re.escape(IDENTIFIER)}.*",
        books={"ubl": (SHARED, BOOK)},
    ),
)
