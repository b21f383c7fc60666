"""Peppol PINT Billing for Japan."""

import re
from datetime import date

from faktura.checks import Ruleset
from faktura.sockets import Specification
from faktura.specifications.pint.book import BOOK as SHARED
from faktura.specifications.pint_jp.edition import FORMER_IDENTIFIER, IDENTIFIER, SOURCE, VERSION
from faktura.specifications.pint_jp.ubl import BOOK

SPECIFICATIONS = (
    Specification(
        name="pint-jp",
        title="Peppol PINT Billing for Japan",
        version=VERSION,
        identifier=IDENTIFIER,
        # The rules on our model are those of the European Union; they do not apply here.
        rules=Ruleset("pint-jp", VERSION, SOURCE),
        since=date(2025, 1, 1),
        borrows_from=("en16931",),
        unverified=("since",),
        source=SOURCE,
        recognised_by=f"(?:{re.escape(IDENTIFIER)}|{re.escape(FORMER_IDENTIFIER)}).*",
        books={"ubl": (SHARED, BOOK)},
    ),
)
