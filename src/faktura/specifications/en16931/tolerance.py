"""How far a VAT amount may be from taxable amount x rate.

EN 16931-1 asks for the product rounded to two decimals. The official artefacts forgive less than one unit of the
currency, because many systems compute VAT line by line and add it up; so do we.
"""

from decimal import Decimal

from faktura.money import ZERO
from faktura.specifications.en16931.edition import HUNDRED, ONE, rounded


def tax_of(taxable: Decimal, rate: Decimal | None) -> Decimal:
    """Taxable amount x rate in percent, rounded to two decimals; no rate is a rate of zero."""
    return rounded(taxable * (rate or ZERO) / HUNDRED)


def near(one: Decimal, other: Decimal) -> bool:
    """Whether two amounts are less than one unit of the currency apart."""
    return abs(one - other) < ONE


def near_tax(taxable: Decimal, tax: Decimal, rate: Decimal | None) -> bool:
    """Whether a VAT amount is near enough to taxable amount x rate; signs do not count.

    A rate below half a percent counts as zero, and then the VAT must be less than half a unit.
    """
    if rate is None or not _whole(rate):
        return not _whole(tax)
    return near(abs(tax), tax_of(abs(taxable), rate))


def _whole(number: Decimal) -> Decimal:
    """A number rounded to a whole one as XPath's ``fn:round`` does it."""
    return rounded(number / HUNDRED) * HUNDRED
