"""Peppol BIS Billing 3 in UBL 2.1, by its validation artefacts 3.0.21, with the rules of single countries."""

from collections.abc import Mapping

from faktura.checks import Book, RuleText, catalogue_of, texts_of
from faktura.checks.books import Test
from faktura.specifications.peppol_bis_3.document import (
    BUSINESS_PROCESSES,
    CREDIT_NOTE_TYPES,
    GERMAN_TYPES,
    IDENTIFIER,
    INVOICE_TYPES,
)
from faktura.specifications.peppol_bis_3.edition import SOURCE, VERSION
from faktura.specifications.peppol_bis_3.ubl import codes, document, identifiers, lines
from faktura.specifications.peppol_bis_3.ubl.kinds import Kind
from faktura.specifications.peppol_bis_3.ubl.national import national

BILLING = Kind(
    identifier=IDENTIFIER,
    processes=BUSINESS_PROCESSES,
    typed_processes=BUSINESS_PROCESSES,
    invoice_types=INVOICE_TYPES.codes,
    credit_note_types=CREDIT_NOTE_TYPES.codes,
    german_types=GERMAN_TYPES,
)

NOT_CHECKED: Mapping[str, str] = {}
"""Rules of the artefact that are not held against documents, each with the reason: none."""


def tests_of(kind: Kind) -> tuple[Test, ...]:
    """The tests that all specifications of the family share."""
    return (
        document.whole(kind),
        document.vat_currency,
        document.parties,
        document.direct_debits,
        document.projects,
        document.empty_elements,
        lines.allowances,
        lines.lines,
        lines.units,
        lines.periods,
        codes.currencies(kind),
        codes.dates,
        codes.attachments,
        codes.reasons,
        codes.exemptions,
        codes.types(kind),
        identifiers.identifiers,
    )


def texts() -> dict[str, RuleText]:
    """The texts of all rules."""
    from faktura.specifications.peppol_bis_3 import OWN_RULES

    return {**texts_of(OWN_RULES), **catalogue_of(__name__, "rules.toml")}


BOOK = Book("peppol-bis-3-ubl", VERSION, SOURCE, (*tests_of(BILLING), national), texts)
"""All rules of the artefact for UBL."""
