"""The document's totals (BG-22): cac:LegalMonetaryTotal."""

from collections.abc import Sequence
from decimal import Decimal

from faktura.checks import Breaches
from faktura.checks.places import Places
from faktura.money import ZERO
from faktura.source import Document, Group, amount, cents, decimals, string
from faktura.specifications.en16931.ubl.steps import kinds

DECIMALS = (
    ("BR-DEC-09", "cbc:LineExtensionAmount"),
    ("BR-DEC-10", "cbc:AllowanceTotalAmount"),
    ("BR-DEC-11", "cbc:ChargeTotalAmount"),
    ("BR-DEC-12", "cbc:TaxExclusiveAmount"),
    ("BR-DEC-14", "cbc:TaxInclusiveAmount"),
    ("BR-DEC-16", "cbc:PrepaidAmount"),
    ("BR-DEC-17", "cbc:PayableRoundingAmount"),
    ("BR-DEC-18", "cbc:PayableAmount"),
)


def totals(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-12 to BR-15, BR-CO-10 to BR-CO-13, BR-CO-16, BR-DEC-09 to BR-DEC-18."""
    for group in nodes:
        for rule, name in DECIMALS:
            if name in group and decimals(string(group, name)) > 2:
                found(rule, group[name][0])
        lines = amount(group, "cbc:LineExtensionAmount")
        net = amount(group, "cbc:TaxExclusiveAmount")
        if lines is None:
            found("BR-12", group)
        if net is None:
            found("BR-13", group)
        if "cbc:TaxInclusiveAmount" not in group:
            found("BR-14", group)
        if "cbc:PayableAmount" not in group:
            found("BR-15", group)
        if lines is None or lines != _sum_of_lines(document):
            found("BR-CO-10", group)
        allowances = amount(group, "cbc:AllowanceTotalAmount")
        charges = amount(group, "cbc:ChargeTotalAmount")
        _sums(group, allowances, charges, found)
        expected = lines
        if expected is not None and (allowances is not None or charges is not None):
            expected = cents(expected + (charges or ZERO) - (allowances or ZERO))
        if net is None or net != expected:
            found("BR-CO-13", group)
        if not _due(group):
            found("BR-CO-16", group)


def _sum_of_lines(document: Document) -> Decimal:
    named = document.named
    total = ZERO
    for line in (*named["cac:InvoiceLine"], *named["cac:CreditNoteLine"]):
        net = amount(line, "cbc:LineExtensionAmount")
        if net is not None:
            total += net
    return cents(total)


def _sums(group: Group, allowances: Decimal | None, charges: Decimal | None, found: Breaches) -> None:
    """BR-CO-11, BR-CO-12: the totals of allowances and of charges are the sums of what stands beside."""
    allowed = charged = ZERO
    any_allowance = any_charge = False
    for each in group.parent.get("cac:AllowanceCharge", ()) if group.parent is not None else ():
        is_allowance, is_charge = kinds(each)
        net = amount(each, "cbc:Amount") or ZERO if is_allowance or is_charge else ZERO
        if is_allowance:
            any_allowance = True
            allowed += net
        if is_charge:
            any_charge = True
            charged += net
    if any_allowance if allowances is None else allowances != cents(allowed):
        found("BR-CO-11", group)
    if any_charge if charges is None else charges != cents(charged):
        found("BR-CO-12", group)


def _due(group: Group) -> bool:
    """BR-CO-16: what is due is the gross total less what was paid, plus the rounding."""
    due = amount(group, "cbc:PayableAmount")
    if due is None:
        return False
    rounding = amount(group, "cbc:PayableRoundingAmount")
    if rounding is not None:
        due = cents(due - rounding)
    gross = amount(group, "cbc:TaxInclusiveAmount")
    if gross is None:
        return False
    paid = amount(group, "cbc:PrepaidAmount")
    return due == (gross if paid is None else cents(gross - paid))


def add_to(places: Places) -> None:
    """Have totals tested."""
    places.add("cac:LegalMonetaryTotal", totals)
