"""Rules on the rows of the tax breakdown that jurisdictions have in like form: 45 to 48, and the tax of each row."""

from collections.abc import Sequence
from decimal import Decimal

from faktura.checks import Breaches
from faktura.checks.places import PlaceTest
from faktura.source import Document, Group, Repeated, amount, cents, rounded
from faktura.specifications.pint.taxes import near, needed
from faktura.specifications.pint.terms import code_of, is_of_scheme, one_decimal

_HUNDRED = Decimal(100)


def identified_rows(code_rule: str, rate_rule: str, scheme: str, without_rate: frozenset[str]) -> PlaceTest:
    """A test: each row has a category of the scheme with a code (47), and a rate unless its code has none (48)."""

    def test(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
        for row in nodes:
            categories = [each for each in row.get("cac:TaxCategory", ()) if is_of_scheme(each, scheme)]
            if not any("cbc:ID" in each for each in categories):
                found(code_rule, row)
            if not any("cbc:Percent" in each for each in categories) and not any(
                code_of(each) in without_rate for each in categories
            ):
                found(rate_rule, row)

    return test


def product_of_rows(rule: str, scheme: str, tolerance: Decimal, inclusive: bool) -> PlaceTest:
    """A test: the tax of a row is base times rate, within a tolerance (or less than it), and 0 without a rate."""

    def test(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
        for row in nodes:
            if not _fits(row, scheme, tolerance, inclusive):
                found(rule, row)

    return test


def _fits(row: Group, scheme: str, tolerance: Decimal, inclusive: bool) -> bool:
    rated = [
        rate
        for each in row.get("cac:TaxCategory", ())
        if is_of_scheme(each, scheme) and (rate := one_decimal(each.get("cbc:Percent", ()))) is not None
    ]
    if len(rated) > 1:
        raise Repeated("One tax category may stand here; take out the others.", row["cac:TaxCategory"][1])
    tax = amount(row, "cbc:TaxAmount")
    if not rated or rounded(rated[0]) == 0:
        return tax is not None and rounded(tax) == 0
    base = amount(row, "cbc:TaxableAmount")
    if inclusive:
        product = cents(abs(needed(row, "cbc:TaxableAmount")) * rated[0] / _HUNDRED)
        return near(abs(needed(row, "cbc:TaxAmount")), product, tolerance)
    if tax is None or base is None:
        return False
    return abs(abs(tax) - cents(abs(base) * rated[0] / _HUNDRED)) < tolerance
