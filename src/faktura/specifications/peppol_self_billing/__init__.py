"""Peppol BIS Self-Billing 3: invoices that the buyer writes in the seller's name.

Its rules are those of Peppol BIS Billing 3 for all countries, with identifiers and types of its own.
"""

import re
from datetime import date

from faktura.checks import Ruleset
from faktura.sockets import Specification
from faktura.specifications import peppol_bis_3
from faktura.specifications.en16931 import RULES as EN16931_RULES
from faktura.specifications.en16931.ubl import BOOK as EN16931_UBL_BOOK
from faktura.specifications.peppol_self_billing import document
from faktura.specifications.peppol_self_billing.document import BUSINESS_PROCESS, IDENTIFIER
from faktura.specifications.peppol_self_billing.edition import SOURCE, VERSION
from faktura.specifications.peppol_self_billing.ubl import BILLING_ONLY
from faktura.specifications.peppol_self_billing.ubl import BOOK as UBL_BOOK


def _shared() -> Ruleset:
    """What billing asks beyond EN 16931, without what self-billing has otherwise or not at all."""
    left_out = BILLING_ONLY | {rule.id for rule in document.RULES.rules}
    shared = Ruleset("peppol-bis-3-selfbilling shared", VERSION, SOURCE)
    shared.rules = [rule for rule in peppol_bis_3.OWN_RULES.rules if rule.id not in left_out]
    return shared


RULES = EN16931_RULES.extended("peppol-bis-3-selfbilling", VERSION, SOURCE, _shared(), document.RULES)

SPECIFICATIONS = (
    Specification(
        name="peppol-bis-3-selfbilling",
        title="Peppol BIS Self-Billing 3",
        version=VERSION,
        identifier=IDENTIFIER,
        business_process=BUSINESS_PROCESS,
        rules=RULES,
        # The same release as billing 3.0.21.
        since=date(2026, 8, 17),
        unverified=("since",),
        source=SOURCE,
        builds_on="en16931",
        borrows_from=("peppol-bis-3",),
        recognised_by=f"{re.escape(IDENTIFIER)}.*",
        books={"ubl": (EN16931_UBL_BOOK, UBL_BOOK)},
    ),
)
