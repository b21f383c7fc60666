"""Peppol BIS Self-Billing 3 in UBL 2.1, by its validation artefacts: billing's rules for all countries."""

from collections.abc import Mapping

from faktura.checks import Book, RuleText, texts_of
from faktura.specifications.peppol_bis_3 import ubl
from faktura.specifications.peppol_bis_3.ubl.kinds import Kind
from faktura.specifications.peppol_self_billing.document import (
    BUSINESS_PROCESSES,
    CREDIT_NOTE_TYPES,
    IDENTIFIER,
    INVOICE_TYPES,
    RULES,
    TYPED_PROCESSES,
)
from faktura.specifications.peppol_self_billing.edition import SOURCE, VERSION

SELF_BILLING = Kind(
    identifier=IDENTIFIER,
    processes=BUSINESS_PROCESSES,
    typed_processes=TYPED_PROCESSES,
    invoice_types=INVOICE_TYPES.codes,
    credit_note_types=CREDIT_NOTE_TYPES.codes,
    # The artefact of self-billing does not look at the currency of the tax in a row of the VAT breakdown.
    subtotals=False,
)
BILLING_ONLY = frozenset(("PEPPOL-EN16931-P0112",))
"""Rules for all countries that billing has and self-billing has not."""

NOT_CHECKED: Mapping[str, str] = {}
"""Rules of the artefact that are not held against documents, each with the reason: none."""


def _texts() -> dict[str, RuleText]:
    shared = {
        rule: text for rule, text in ubl.texts().items() if rule.startswith("PEPPOL-") and rule not in BILLING_ONLY
    }
    return {**shared, **texts_of(RULES)}


BOOK = Book("peppol-bis-3-selfbilling-ubl", VERSION, SOURCE, ubl.tests_of(SELF_BILLING), _texts)
"""All rules of the artefact for UBL."""
