"""Peppol PINT Billing for Malaysia."""

import re
from datetime import date

from faktura.checks import Ruleset
from faktura.sockets import Specification
from faktura.specifications.pint.book import BOOK as SHARED
from faktura.specifications.pint_my.edition import IDENTIFIER, SOURCE, VERSION
from faktura.specifications.pint_my.ubl import BOOK

SPECIFICATIONS = (
    Specification(
        name="pint-my",
        title="Peppol PINT Billing for Malaysia",
        version=VERSION,
        identifier=IDENTIFIER,
        # The rules on our model are those of the European Union; they do not apply here.
        rules=Ruleset("pint-my", VERSION, SOURCE),
        since=date(2025, 1, 1),
        borrows_from=("en16931",),
        unverified=("since",),
        source=SOURCE,
        recognised_by=f"{re.escape(IDENTIFIER)}.*",
        books={"ubl": (SHARED, BOOK)},
    ),
)
