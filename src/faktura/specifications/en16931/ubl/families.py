"""The families of VAT rules, one for each VAT category: what is the same in all, and how they differ."""

from enum import Enum
from typing import NamedTuple


class Rate(Enum):
    """What the VAT rate of a category may be."""

    ZERO = "zero"
    NOT_NEGATIVE = "not negative"
    POSITIVE = "positive"
    NONE = "none"


class Identified(Enum):
    """Whose identifiers a category asks for."""

    SELLER_TAX = "any tax identifier of the seller, or the VAT identifier of its tax representative"
    SELLER_VAT = "the VAT identifier of the seller or of its tax representative"
    BOTH_TAX = "SELLER_TAX, and the VAT identifier or legal registration of the buyer"
    BOTH_VAT = "SELLER_VAT, and the VAT identifier of the buyer"
    NO_VAT = "no VAT identifier at all"


class Family(NamedTuple):
    """The rules of a category: `name` is what they begin with (``BR-AE``).

    `one_row`: it has one row in the VAT breakdown (BG-23); else one for each rate. `reason`: whether its row says why
    there is no VAT, or must not.
    """

    name: str
    rate: Rate
    identified: Identified
    one_row: bool
    reason: bool

    def rule(self, number: int) -> str:
        """The id of a rule of this family."""
        return f"{self.name}-{number:02}"


class Rules(NamedTuple):
    """The ids of a family's rules, made once."""

    family: Family
    rows: str
    lines_identified: str
    allowances_identified: str
    charges_identified: str
    line_rate: str
    allowance_rate: str
    charge_rate: str
    base: str
    tax: str
    reason: str


def _rules(family: Family) -> Rules:
    return Rules(family, *(family.rule(number) for number in range(1, 11)))


FAMILIES = {
    "S": _rules(Family("BR-S", Rate.POSITIVE, Identified.SELLER_TAX, one_row=False, reason=False)),
    "Z": _rules(Family("BR-Z", Rate.ZERO, Identified.SELLER_TAX, one_row=True, reason=False)),
    "E": _rules(Family("BR-E", Rate.ZERO, Identified.SELLER_TAX, one_row=True, reason=True)),
    "AE": _rules(Family("BR-AE", Rate.ZERO, Identified.BOTH_TAX, one_row=True, reason=True)),
    "K": _rules(Family("BR-IC", Rate.ZERO, Identified.BOTH_VAT, one_row=True, reason=True)),
    "G": _rules(Family("BR-G", Rate.ZERO, Identified.SELLER_VAT, one_row=True, reason=True)),
    "O": _rules(Family("BR-O", Rate.NONE, Identified.NO_VAT, one_row=True, reason=True)),
    "L": _rules(Family("BR-AF", Rate.NOT_NEGATIVE, Identified.SELLER_TAX, one_row=False, reason=False)),
    "M": _rules(Family("BR-AG", Rate.NOT_NEGATIVE, Identified.SELLER_TAX, one_row=False, reason=False)),
}
"""VAT category code (UNTDID 5305) -> the ids of its rules. Split payment (B) has two rules of its own."""
