"""The profiles of Factur-X: which rules each of them has."""

from collections.abc import Callable
from dataclasses import dataclass

from faktura.checks import Book, RuleText, Severity, Test, catalogue_of, texts_of
from faktura.specifications.facturx import (
    advice,
    breakdown,
    charges,
    extended,
    header,
    lines,
    outline,
    parties,
    tolerance,
    totals,
)
from faktura.specifications.facturx.edition import SOURCE, VERSION
from faktura.specifications.facturx.walk import CATEGORIES

_DOCUMENT, _LINE = "ram:ApplicableHeaderTradeSettlement", "ram:SpecifiedLineTradeSettlement"

NOT_CHECKED = {
    "BR-CO-05": "whether a reason and its code mean the same cannot be computed; the artefacts never report it",
    "BR-CO-06": "whether a reason and its code mean the same cannot be computed; the artefacts never report it",
    "BR-CO-07": "whether a reason and its code mean the same cannot be computed; the artefacts never report it",
    "BR-CO-08": "whether a reason and its code mean the same cannot be computed; the artefacts never report it",
    "BR-AF-09": "the artefacts have a test that is always true",
    "BR-AG-09": "the artefacts have a test that is always true",
    "CII-SR-464": "the artefacts' test says that something is so or is not so",
}
"""Official rules that nothing can break, each with the reason."""


def _family(numbers: str, codes: str = "AE E G K L M O S Z") -> set[str]:
    """``BR-S-02`` and so on: rules that each VAT category has."""
    return {f"BR-{CATEGORIES[code]}-{number}" for code in codes.split() for number in numbers.split()}


_OF_LINES = _family("02 05")
_OF_CHARGES = _family("03 04 06 07")
_AMOUNTS = _family("09", "AE E G K O Z") | _family("10", "AE E G K O")
_REASONLESS = _family("10", "L M S Z")
_DELIVERED = {"BR-IC-11", "BR-IC-12"}
_ALONE = {"BR-O-11", "BR-O-13", "BR-O-14"}
_TOLERANT = {f"BR-FXEXT-{name}-08{kind}" for name in CATEGORIES.values() for kind in ("b", "ini", "rev")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A profile: `name` is that of its outline, `identifiers` the texts of BT-24 that it allows."""

    name: str
    identifiers: frozenset[str]
    tests: tuple[Test, ...]

    def book(self) -> Book:
        """The profile's rules on CII."""
        structure = outline.structure_test(self.name, self.identifiers)
        return Book(f"facturx-{self.name}", VERSION, SOURCE, (structure, *self.tests), _catalogue(self.name))


def _catalogue(profile: str) -> Callable[[], dict[str, RuleText]]:
    def catalogue() -> dict[str, RuleText]:
        from faktura.specifications.en16931 import RULES

        return {
            **texts_of(RULES),
            **catalogue_of(__package__, "rules.toml"),
            **tolerance.texts(),
            **{rule: RuleText(rule, Severity.FATAL, text) for rule, text in outline.texts(profile).items()},
        }

    return catalogue


_MINIMUM_RULES = (
    _family("02 05 03 06 04 07", "E G K")
    | {"BR-O-03", "BR-O-04", "BR-O-06", "BR-E-10"}
    | _family("08 09 10", "G K O")
    | _DELIVERED
    | _ALONE
    | {"BR-O-12"}
    | {f"BR-FXEXT-{name}-08{kind}" for name in ("G", "IC", "O", "Z") for kind in ("b", "ini", "rev")}
)
MINIMUM = Profile(
    name="minimum",
    identifiers=frozenset({"urn:factur-x.eu:1p0:minimum", "urn:zugferd.de:2p0:minimum"}),
    tests=(
        header.document,
        header.contacts,
        parties.seller,
        charges.with_indicator,
        charges.categories(_MINIMUM_RULES),
        totals.given,
        breakdown.categories(_MINIMUM_RULES),
        tolerance.exports,
        tolerance.bases(_MINIMUM_RULES, details_only=False),
    ),
)

# What every profile beyond the first has.
_MORE: tuple[Test, ...] = (
    header.document,
    header.buyer,
    header.contacts,
    header.references,
    header.means_of_payment,
    parties.seller,
    parties.payee_and_representative,
    charges.with_indicator,
    totals.given,
    totals.more,
    totals.vat_total,
    breakdown.complete,
)
# What those have that follow EN 16931's own arithmetic.
_ARITHMETIC: tuple[Test, ...] = (breakdown.amounts, totals.sums)

_BASIC_WL_RULES = _OF_CHARGES | _AMOUNTS | _REASONLESS | _DELIVERED | _ALONE
BASIC_WL = Profile(
    name="basic-wl",
    identifiers=frozenset({"urn:factur-x.eu:1p0:basicwl", "urn:zugferd.de:2p0:basicwl"}),
    tests=(
        *_MORE,
        *_ARITHMETIC,
        header.alike,
        header.account("CII-SR-470"),
        charges.once,
        charges.document_allowances_and_charges,
        charges.categories(_BASIC_WL_RULES),
        lines.periods(_DOCUMENT),
        breakdown.categories(_BASIC_WL_RULES),
    ),
)

_EN16931_RULES = _BASIC_WL_RULES | _OF_LINES | _family("08") | {"BR-O-12"}
# What those have that have lines and follow EN 16931's own arithmetic.
_LINES: tuple[Test, ...] = (
    *_ARITHMETIC,
    header.has_lines,
    header.split_payment,
    charges.allowances_and_charges(),
    charges.categories(_EN16931_RULES),
    lines.lines,
    lines.goods,
    lines.characteristics,
    lines.periods(_DOCUMENT, _LINE),
    totals.sum_of_lines,
    breakdown.categories(_EN16931_RULES),
    breakdown.once_each,
    advice.empty,
)
BASIC = Profile(
    name="basic",
    identifiers=frozenset(
        {
            "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic",
            "urn:cen.eu:en16931:2017#compliant#urn:zugferd.de:2p0:basic",
        }
    ),
    tests=(
        *_MORE,
        *_LINES,
        header.account("BR-CO-27"),
        lines.groups_have_totals,
        tolerance.bases({"BR-FXEXT-Z-08rev"}, details_only=False),
        advice.delivered_when,
    ),
)
EN16931 = Profile(
    name="en16931",
    identifiers=frozenset({"urn:cen.eu:en16931:2017"}),
    tests=(
        *_MORE,
        *_LINES,
        header.alike,
        header.account("CII-SR-470"),
        header.documents,
        header.attachments,
        charges.once,
        advice.invoiced_objects,
    ),
)

_EXTENDED_RULES = (
    _OF_LINES | _OF_CHARGES | _AMOUNTS | _DELIVERED | _TOLERANT | {"BR-FXEXT-S08b", "BR-FXEXT-S-09b"}
) - {"BR-O-02", "BR-O-03", "BR-O-04", "BR-FXEXT-S-08b"}
EXTENDED = Profile(
    name="extended",
    identifiers=frozenset(
        {
            "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended",
            "urn:cen.eu:en16931:2017#conformant#urn:zugferd.de:2p0:extended",
        }
    ),
    tests=(
        *_MORE,
        header.has_lines,
        header.alike,
        header.split_payment,
        header.documents,
        header.attachments,
        charges.once,
        charges.allowances_and_charges(("BR-FXEXT-BR-38",), ("BR-FXEXT-BR-44",)),
        charges.categories(_EXTENDED_RULES),
        lines.goods,
        lines.periods(_DOCUMENT, _LINE),
        lines.groups_have_totals,
        breakdown.categories(_EXTENDED_RULES),
        tolerance.bases(_EXTENDED_RULES, details_only=True),
        extended.categories_used,
        extended.terms,
        extended.notes,
        extended.identifiers,
        extended.characteristics,
        extended.details,
        extended.hierarchy,
        extended.groups,
        extended.dates,
        extended.totals,
        advice.empty,
    ),
)
