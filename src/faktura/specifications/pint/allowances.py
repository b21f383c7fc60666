"""Allowances and charges: ibr-031 to ibr-044, ibr-082, ibr-083, ibr-sr-30, ibr-sr-31, ibr-sr-61."""

from collections.abc import Sequence
from typing import NamedTuple

from faktura.checks import Breaches
from faktura.checks.places import Places
from faktura.source import Document, Group, spaced
from faktura.source.sequences import only_text
from faktura.specifications.en16931.ubl.steps import LINES
from faktura.specifications.pint.shapes import add_shapes
from faktura.specifications.pint.terms import indicates


class _Rules(NamedTuple):
    once: str
    amount: str
    reason: str
    line_amount: str
    line_reason: str


ALLOWANCE = _Rules("ibr-sr-30", "ibr-031", "ibr-033", "ibr-041", "ibr-042")
CHARGE = _Rules("ibr-sr-31", "ibr-036", "ibr-038", "ibr-043", "ibr-044")
_KNOWN = frozenset(("true", "false"))


def allowances_and_charges(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """The rules above. A discount at a price has a rule of its own, and no other."""
    for group in nodes:
        if group.parent is not None and group.parent.name == "cac:Price":
            if spaced(only_text(group.get("cbc:ChargeIndicator", ()))) != "false":
                found("ibr-083", group)
        elif indicates(group, charge=False):
            _complete(group, ALLOWANCE, found)
        elif indicates(group, charge=True):
            _complete(group, CHARGE, found)
        elif spaced(only_text(group.get("cbc:ChargeIndicator", ()))) not in _KNOWN:
            found("ibr-082", group)


def _complete(group: Group, rules: _Rules, found: Breaches) -> None:
    if len(group.get("cbc:AllowanceChargeReason", ())) > 1:
        found(rules.once, group["cbc:AllowanceChargeReason"][1])
    no_amount = "cbc:Amount" not in group
    no_reason = "cbc:AllowanceChargeReason" not in group and "cbc:AllowanceChargeReasonCode" not in group
    if not (no_amount or no_reason):
        return
    of_line = in_line(group)
    if no_amount:
        found(rules.line_amount if of_line else rules.amount, group)
    if no_reason:
        if not of_line:
            found(rules.reason, group)
        # The artefact asks for the reason of a line's charge at every charge.
        if of_line or rules is CHARGE:
            found(rules.line_reason, group)


def in_line(group: Group) -> bool:
    """Whether an element stands in a line, however deep."""
    above = group.parent
    while above is not None:
        if above.name in LINES:
            return True
        above = above.parent
    return False


def add_to(places: Places) -> None:
    """Have allowances and charges tested."""
    places.add("cac:AllowanceCharge", allowances_and_charges)
    add_shapes(places, "cac:AllowanceCharge/cac:TaxCategory", once=(("ibr-sr-61", "cbc:TaxExemptionReason"),))
