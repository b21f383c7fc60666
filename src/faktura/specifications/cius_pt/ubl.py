"""CIUS-PT's rules on UBL: the artefact holds an old and much changed copy of the core, so this is a book of its own."""

from dataclasses import replace

from faktura.checks import Book, RuleText, Severity, catalogue_of
from faktura.checks.places import Places
from faktura.specifications.cius_pt import calculation, codes, formats, notes, presence, unused, vat
from faktura.specifications.cius_pt.edition import SOURCE, VERSION
from faktura.specifications.en16931.ubl import BOOK as EN16931

_PLACES = Places()
for _part in (presence, formats, codes, notes, calculation, vat, unused):
    _part.add_to(_PLACES)


def _catalogue() -> dict[str, RuleText]:
    core = {
        rule: replace(text, severity=Severity.WARNING) if rule.startswith("UBL-SR-") else text
        for rule, text in EN16931.catalogue().items()
    }
    # What the core knows by the same id, it says better than a formula.
    own = {**presence.texts(), **unused.texts()}
    return {
        **own,
        **core,
        **{rule: text for rule, text in own.items() if rule in unused.OWN or rule.startswith("UBL-SR-")},
        **formats.texts(),
        **notes.texts(),
        **catalogue_of("faktura.specifications.cius_pt", "rules.toml"),
    }


BOOK = Book(
    "cius-pt-ubl",
    VERSION,
    SOURCE,
    (presence.heading, vat.used, calculation.gross_total, calculation.exemption_codes, _PLACES, unused.attributes),
    _catalogue,
    # The core's test for attributes knows three that the copy does not.
    silent=frozenset(("UBL-CR-663", "UBL-DT-27", "UBL-DT-28")),
)
"""All rules of the artefact."""
