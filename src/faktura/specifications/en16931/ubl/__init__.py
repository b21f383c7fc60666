"""EN 16931 as bound to UBL 2.1 (EN 16931-3-2), by CEN's validation artefacts 1.3.16."""

from faktura.checks import Book, RuleText, catalogue_of, texts_of
from faktura.checks.places import Places
from faktura.specifications.en16931.edition import SOURCE, VERSION
from faktura.specifications.en16931.ubl import (
    allowances,
    amounts,
    codes,
    heading,
    lines,
    parties,
    payment,
    references,
    tax_totals,
    totals,
    unused,
    vat,
)

_PLACES = Places()
for _part in (heading, totals, parties, references, payment, tax_totals, allowances, lines, amounts, codes, unused):
    _part.add_to(_PLACES)


def _catalogue() -> dict[str, RuleText]:
    from faktura.specifications.en16931 import RULES

    return {**texts_of(RULES), **unused.texts(), **catalogue_of(__name__, "rules.toml")}


BOOK = Book(
    "en16931-ubl",
    VERSION,
    SOURCE,
    (
        heading.heading,
        heading.gross_total,
        heading.tax_registrations,
        heading.creditor_identifiers,
        _PLACES,
        vat.vat,
        unused.attributes,
    ),
    _catalogue,
)
"""All rules of the artefact for UBL."""

NOT_CHECKED = {
    "BR-CO-05": "whether a reason and its code mean the same cannot be computed; the artefact never reports it",
    "BR-CO-06": "whether a reason and its code mean the same cannot be computed; the artefact never reports it",
    "BR-CO-07": "whether a reason and its code mean the same cannot be computed; the artefact never reports it",
    "BR-CO-08": "whether a reason and its code mean the same cannot be computed; the artefact never reports it",
    "BR-DEC-13": "the artefact looks for the currency inside the amount and so never reports it; UBL-DT-01 does",
    "BR-DEC-15": "the artefact looks for the currency inside the amount and so never reports it; UBL-DT-01 does",
}
"""Official rules that are not in `BOOK`, each with the reason."""
