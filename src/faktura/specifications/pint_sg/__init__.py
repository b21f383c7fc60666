"""Peppol PINT Billing for Singapore."""

import re
from datetime import date

from faktura.checks import Ruleset
from faktura.sockets import Specification
from faktura.specifications.pint.book import BOOK as SHARED
from faktura.specifications.pint_sg.edition import IDENTIFIER, SOURCE, VERSION
from faktura.specifications.pint_sg.ubl import BOOK

SPECIFICATIONS = (
    Specification(
        name="pint-sg",
        title="Peppol PINT Billing for Singapore",
        version=VERSION,
        identifier=IDENTIFIER,
        # The rules on our model are those of the European Union; they do not apply here.
        rules=Ruleset("pint-sg", VERSION, SOURCE),
        since=date(2025, 1, 1),
        borrows_from=("en16931",),
        unverified=("since",),
        source=SOURCE,
        recognised_by=f"{re.escape(IDENTIFIER)}.*",
        books={"ubl": (SHARED, BOOK)},
    ),
)
