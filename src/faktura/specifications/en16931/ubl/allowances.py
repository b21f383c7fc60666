"""Allowances and charges of the document (BG-20, BG-21), of lines (BG-27, BG-28) and of prices."""

from collections.abc import Sequence
from typing import NamedTuple

from faktura import codes
from faktura.checks import Breaches
from faktura.checks.places import Places
from faktura.codes import CodeList
from faktura.source import Document, Group, decimals, string
from faktura.specifications.en16931.ubl.codes import not_in
from faktura.specifications.en16931.ubl.steps import LINES, is_vat, kinds


class _Rules(NamedTuple):
    """The rules of one of the four groups of terms; those with the same test side by side."""

    amount: str
    reason: tuple[str, str]
    decimals: tuple[str, str]
    category: str = ""


ALLOWANCE = _Rules("BR-31", ("BR-33", "BR-CO-21"), ("BR-DEC-01", "BR-DEC-02"), "BR-32")
CHARGE = _Rules("BR-36", ("BR-38", "BR-CO-22"), ("BR-DEC-05", "BR-DEC-06"), "BR-37")
LINE_ALLOWANCE = _Rules("BR-41", ("BR-42", "BR-CO-23"), ("BR-DEC-24", "BR-DEC-25"))
LINE_CHARGE = _Rules("BR-43", ("BR-44", "BR-CO-24"), ("BR-DEC-27", "BR-DEC-28"))


def allowances_and_charges(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """The rules above, BR-CL-19 and BR-CL-20, UBL-SR-30 and UBL-SR-31."""
    for group in nodes:
        is_allowance, is_charge = kinds(group)
        if is_allowance:
            _reasons(group, "UBL-SR-30", "BR-CL-19", codes.ALLOWANCE_REASONS, found)
        elif is_charge:
            _reasons(group, "UBL-SR-31", "BR-CL-20", codes.CHARGE_REASONS, found)
        else:
            continue
        parent = group.parent
        if parent is document.root:
            _amounts(group, ALLOWANCE if is_allowance else CHARGE, found)
        elif parent is not None and parent.name in LINES:
            _amounts(group, LINE_ALLOWANCE if is_allowance else LINE_CHARGE, found)


def _reasons(group: Group, rule: str, code_rule: str, code_list: CodeList, found: Breaches) -> None:
    if len(group.get("cbc:AllowanceChargeReason", ())) > 1:
        found(rule, group["cbc:AllowanceChargeReason"][1])
    for leaf in group.get("cbc:AllowanceChargeReasonCode", ()):
        if not_in(code_list.codes, leaf.text):
            found(code_rule, leaf)


def _amounts(group: Group, rules: _Rules, found: Breaches) -> None:
    if "cbc:Amount" not in group:
        found(rules.amount, group)
    elif decimals(string(group, "cbc:Amount")) > 2:
        found(rules.decimals[0], group["cbc:Amount"][0])
    if "cbc:BaseAmount" in group and decimals(string(group, "cbc:BaseAmount")) > 2:
        found(rules.decimals[1], group["cbc:BaseAmount"][0])
    if "cbc:AllowanceChargeReason" not in group and "cbc:AllowanceChargeReasonCode" not in group:
        for rule in rules.reason:
            found(rule, group)
    if rules.category and not any(
        "cbc:ID" in category and is_vat(category) for category in group.get("cac:TaxCategory", ())
    ):
        found(rules.category, group)


def add_to(places: Places) -> None:
    """Have allowances and charges tested."""
    places.add("cac:AllowanceCharge", allowances_and_charges)
