"""The VAT breakdown (BG-23) and its totals, whatever the category: cac:TaxTotal."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from faktura.checks import Breaches
from faktura.checks.places import Places
from faktura.money import ZERO
from faktura.source import Document, Group, Repeated, amount, cents, decimals, normalized, rounded, string
from faktura.specifications.en16931.ubl.steps import below, is_vat

_NONE: Sequence[Any] = ()
_ONE, _HUNDRED = Decimal(1), Decimal(100)


def tax_totals(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-CO-14: the document's VAT is the sum of its breakdown."""
    for total in nodes:
        rows = total.get("cac:TaxSubtotal", _NONE)
        if not rows:
            continue
        tax, parts = amount(total, "cbc:TaxAmount"), ZERO
        for row in rows:
            parts += amount(row, "cbc:TaxAmount") or ZERO
        if tax is None or tax != cents(parts):
            found("BR-CO-14", total)


def tax_subtotals(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-45 to BR-48, BR-CO-17, BR-DEC-19, BR-DEC-20."""
    for row in nodes:
        if "cbc:TaxableAmount" not in row:
            found("BR-45", row)
        elif decimals(string(row, "cbc:TaxableAmount")) > 2:
            found("BR-DEC-19", row["cbc:TaxableAmount"][0])
        if "cbc:TaxAmount" not in row:
            found("BR-46", row)
        elif decimals(string(row, "cbc:TaxAmount")) > 2:
            found("BR-DEC-20", row["cbc:TaxAmount"][0])
        categories = [category for category in row.get("cac:TaxCategory", _NONE) if is_vat(category)]
        if not any("cbc:ID" in category for category in categories):
            found("BR-47", row)
        rated = [category for category in categories if "cbc:Percent" in category]
        if not rated and not any(normalized(category, "cbc:ID") == "O" for category in categories):
            found("BR-48", row)
        if not _tax_follows(row, rated):
            found("BR-CO-17", row)


def _tax_follows(row: Group, rated: Sequence[Group]) -> bool:
    """BR-CO-17: the tax is the taxable amount times the rate, give or take less than one."""
    tax = amount(row, "cbc:TaxAmount")
    if tax is None:
        return False
    if rounded(tax) != 0 and "cbc:TaxableAmount" not in row:
        return False
    if len(rated) > 1:
        raise Repeated("There may be one VAT category here only; take out the others.", rated[1])
    rate = amount(rated[0], "cbc:Percent") if rated else None
    if rate is None or rounded(rate) == 0:
        return rounded(tax) == 0
    return near_product(tax, amount(row, "cbc:TaxableAmount"), rate)


def near_product(tax: Decimal | None, base: Decimal | None, rate: Decimal | None) -> bool:
    """Whether tax and base times rate, without their signs, are less than one apart."""
    if tax is None or base is None or rate is None:
        return False
    return abs(abs(tax) - cents(abs(base) * rate / _HUNDRED)) < _ONE


def exemption_texts(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """UBL-SR-32: one text at most that says why there is no VAT."""
    for row in nodes:
        reasons = below(row, "cac:TaxCategory", "cbc:TaxExemptionReason")
        if len(reasons) > 1:
            found("UBL-SR-32", reasons[1])


def add_to(places: Places) -> None:
    """Have the VAT breakdown tested."""
    places.add("/cac:TaxTotal", tax_totals)
    places.add("cac:TaxTotal/cac:TaxSubtotal", tax_subtotals)
    places.add("cac:TaxSubtotal", exemption_texts)
