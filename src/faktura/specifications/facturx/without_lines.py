"""The rules on the model for the profiles without lines: those of EN 16931 that their artefacts have, too."""

from faktura.checks import Ruleset
from faktura.specifications.en16931 import RULES as EN16931_RULES
from faktura.specifications.facturx.edition import SOURCE, VERSION
from faktura.specifications.facturx.walk import CATEGORIES


def _numbered(prefix: str, *numbers: int) -> set[str]:
    return {f"{prefix}-{number:02}" for number in numbers}


_BREAKDOWN = {f"BR-{name}-{number}" for name in CATEGORIES.values() for number in ("09", "10")}
_CHARGES = {f"BR-{name}-{number}" for name in CATEGORIES.values() for number in ("03", "04", "06", "07")}

_MINIMUM = _numbered("BR", *range(1, 10), 13, 14, 15) | _numbered("BR-CO", 9, 26) | _numbered("BR-DEC", 12, 13, 14, 18)
_BASIC_WL = (
    _MINIMUM
    | _numbered("BR", 10, 11, 12, 17, 18, 19, 20, 29, 31, 32, 33, 36, 37, 38, 45, 46, 47, 48, 49, 50)
    | _numbered("BR", 53, 55, 56, 57, 61, 62, 63)
    | _numbered("BR-CO", 3, 11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 22)
    | _numbered("BR-DEC", 1, 2, 5, 6, 9, 10, 11, 15, 16, 17, 19, 20)
    | _numbered("BR-IC", 11, 12)
    | _numbered("BR-O", 11, 13, 14)
    | _BREAKDOWN
    | _CHARGES
)


def _of(name: str, rules: set[str]) -> Ruleset:
    result = Ruleset(name, VERSION, SOURCE)
    result.rules = [rule for rule in EN16931_RULES.rules if rule.id in rules]
    return result


MINIMUM_RULES = _of("facturx-minimum", _MINIMUM)
BASIC_WL_RULES = _of("facturx-basic-wl", _BASIC_WL)
