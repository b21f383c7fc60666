"""Peppol PINT Billing for the European Union."""

import re
from datetime import date

from faktura.checks import Severity
from faktura.sockets import Specification
from faktura.specifications.en16931 import RULES
from faktura.specifications.pint.book import BOOK as SHARED
from faktura.specifications.pint_eu import core, ubl
from faktura.specifications.pint_eu.edition import IDENTIFIER, SOURCE, VERSION

SPECIFICATIONS = (
    Specification(
        name="pint-eu",
        title="Peppol PINT Billing for the European Union",
        version=VERSION,
        identifier=IDENTIFIER,
        rules=RULES.extended("pint-eu", VERSION, SOURCE),
        since=date(2025, 1, 1),
        unverified=("since",),
        borrows_from=("en16931", "peppol-bis-3"),
        source=SOURCE,
        builds_on="en16931",
        recognised_by=f"{re.escape(IDENTIFIER)}.*",
        books={"ubl": (SHARED, core.CORE, core.BOOK, ubl.PEPPOL, ubl.BOOK)},
        severities={"DK-R-003": Severity.WARNING},
    ),
)
