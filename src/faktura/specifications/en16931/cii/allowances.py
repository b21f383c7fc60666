"""Allowances and charges, on the document (BG-20, BG-21) and on lines (BG-27, BG-28)."""

from typing import Any

from faktura.checks import Breaches
from faktura.source import Document, Group, decimals, value
from faktura.specifications.en16931.cii.contexts import Checks
from faktura.specifications.en16931.cii.places import LINE_SETTLEMENT_NAME, SETTLEMENT_NAME
from faktura.specifications.en16931.cii.reading import is_vat, too_precise

# For each indicator: no amount, no VAT category, no reason (twice), too precise an amount, too precise a base.
_OF_DOCUMENT = {
    "false": ("BR-31", "BR-32", ("BR-33", "BR-CO-21"), "BR-DEC-01", "BR-DEC-02"),
    "true": ("BR-36", "BR-37", ("BR-38", "BR-CO-22"), "BR-DEC-05", "BR-DEC-06"),
}
_OF_LINE = {
    "false": ("BR-41", "", ("BR-42", "BR-CO-23"), "BR-DEC-24", "BR-DEC-25"),
    "true": ("BR-43", "", ("BR-44", "BR-CO-24"), "BR-DEC-27", "BR-DEC-28"),
}
_RULES = {SETTLEMENT_NAME: _OF_DOCUMENT, LINE_SETTLEMENT_NAME: _OF_LINE}


def _charges(nodes: list[Any], document: Document, found: Breaches) -> None:
    """What an allowance or a charge needs, and CII-SR-463, CII-SR-471 to CII-SR-473."""
    parent = nodes[0].parent
    by_indicator = _RULES.get(parent.name if parent is not None else "")
    for charge in nodes:
        if "ram:ChargeIndicator" not in charge:
            found("CII-SR-463", charge)
        elif by_indicator:
            for indicator in charge["ram:ChargeIndicator"]:
                texts = [value(leaf) for leaf in indicator.get("udt:Indicator", ())]
                said = "false" if "false" in texts else "true" if "true" in texts else ""
                if said:
                    _charge(charge, *by_indicator[said], found)
        for rule, name in _ONCE:
            if len(charge.get(name, ())) > 1:
                found(rule, charge[name][1])


_ONCE = (
    ("CII-SR-471", "ram:RateApplicablePercent"),
    ("CII-SR-472", "ram:CategoryTradeTax"),
    ("CII-SR-473", "ram:ActualAmount"),
)


def _charge(
    charge: Group, no_amount: str, no_category: str, no_reason: tuple[str, str], amount: str, base: str, found: Breaches
) -> None:
    amounts = charge.get("ram:ActualAmount")
    if amounts is None:
        found(no_amount, charge)
    elif decimals(value(amounts[0])) > 2:
        found(amount, amounts[0])
    if no_category and not any(
        "ram:CategoryCode" in tax for tax in charge.get("ram:CategoryTradeTax", ()) if is_vat(tax)
    ):
        found(no_category, charge)
    if "ram:Reason" not in charge and "ram:ReasonCode" not in charge:
        for rule in no_reason:
            found(rule, charge)
    if too_precise(charge.get("ram:BasisAmount", ())):
        found(base, charge["ram:BasisAmount"][0])


CHECKS: Checks = (("//ram:SpecifiedTradeAllowanceCharge", _charges),)
