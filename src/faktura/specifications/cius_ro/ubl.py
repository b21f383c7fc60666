"""CIUS-RO's rules on UBL."""

from dataclasses import replace

from faktura.checks import Book, RuleText, catalogue_of, texts_of
from faktura.checks.places import Places
from faktura.specifications.cius_ro import codes, copied, core, lengths, romanian
from faktura.specifications.cius_ro.edition import SOURCE, VERSION
from faktura.specifications.cius_ro.own import OWN_RULES
from faktura.specifications.en16931 import RULES
from faktura.specifications.en16931.ubl import BOOK as EN16931

_LATER = ("UBL-SR-51", "UBL-SR-52", "UBL-SR-53", "UBL-SR-56")
"""Rules that the core got after the artefact's copy was made."""

MISSPELT = {
    "UBL-CR-487": "/cac:AllowanceCharge/cac:TaxCategory/cac:TaxScheme/cac:JurisdiccionRegionAddress",
    "UBL-CR-572": "cac:Item/cac:BuyersItemIdentification/cbc:BarecodeSymbologyID",
    "UBL-CR-577": "cac:Item/cac:SellersItemIdentification/cbc:BarecodeSymbologyID",
    "UBL-CR-583": "cac:Item/cac:StandardItemIdentification/cbc:BarecodeSymbologyID",
    "UBL-CR-674": "cbc:PrimaryAccountNumber/@schemeID",
}
"""Rules for what is not used whose elements are spelt otherwise than UBL's, so that they never find anything."""

CORE = (
    replace(EN16931, tests=copied.TESTS)
    .without((*_LATER, *MISSPELT, *core.WORDED_OTHERWISE, *codes.REPLACED))
    .with_ids(
        {
            "UBL-SR-54": "BR-66",
            "UBL-SR-55": "BR-67",
            **{f"BR-AF-{number:02}": f"BR-IG-{number:02}" for number in range(1, 11)},
            **{f"BR-AG-{number:02}": f"BR-IP-{number:02}" for number in range(1, 11)},
        }
    )
)
"""The core as the Romanian artefact's copy has it."""

_PLACES = Places()
for _part in (core, codes, lengths, romanian):
    _part.add_to(_PLACES)


def _catalogue() -> dict[str, RuleText]:
    own = catalogue_of("faktura.specifications.cius_ro", "rules.toml")
    core_texts = {**texts_of(RULES), **EN16931.catalogue()}
    repeated = {
        rule: replace(core_texts[known], id=rule) for rule, known in (*core.TOLD_TWICE, ("UBL-CR-631", "UBL-CR-628"))
    }
    return {**core_texts, **lengths.texts(), **repeated, **texts_of(OWN_RULES), **own}


BOOK = Book(
    "cius-ro-ubl",
    VERSION,
    SOURCE,
    (core.heading, codes.attributes, romanian.document_wide, romanian.parties, _PLACES),
    _catalogue,
)
"""What the Romanian artefact has beyond the core, or in other words."""
