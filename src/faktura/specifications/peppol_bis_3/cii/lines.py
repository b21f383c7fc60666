"""PEPPOL-EN16931-R040 to R043, R100, R101, R120, R121 and R130: allowances and charges, lines and prices."""

from collections.abc import Sequence
from decimal import Decimal

from faktura.checks import Breaches
from faktura.money import ZERO
from faktura.source import Document, Group, Leaf, Repeated, amount, cents, decimal, spaced
from faktura.source.sequences import any_is, below, only, only_text
from faktura.specifications.peppol_bis_3.quotient import TOLERANCE, quotient

_HUNDRED = Decimal(100)
_INDICATORS = frozenset(("true", "false"))
_INVOICED_OBJECT = "130"
_PRICES = ("ram:NetPriceProductTradePrice", "ram:GrossPriceProductTradePrice")


def allowances(document: Document, found: Breaches) -> None:
    """R040 to R043."""
    for group in document.named["ram:SpecifiedTradeAllowanceCharge"]:
        based = "ram:BasisAmount" in group
        if ("ram:CalculationPercent" in group) != based:
            found("PEPPOL-EN16931-R042" if based else "PEPPOL-EN16931-R041", group)
            continue
        if based:
            given = amount(group, "ram:ActualAmount") or ZERO
            base, percent = amount(group, "ram:BasisAmount"), amount(group, "ram:CalculationPercent")
            if abs(given - (base or ZERO) * (percent or ZERO) / _HUNDRED) > TOLERANCE:
                found("PEPPOL-EN16931-R040", group)
        _indicator(group, found)
    for group in document.named["ram:AppliedTradeAllowanceCharge"]:
        _indicator(group, found)


def _indicator(group: Group, found: Breaches) -> None:
    if spaced(only_text(below((group,), "ram:ChargeIndicator", "udt:Indicator"))) not in _INDICATORS:
        found("PEPPOL-EN16931-R043", group)


def lines(document: Document, found: Breaches) -> None:
    """R100, R101 and R120."""
    for line in document.named["ram:IncludedSupplyChainTradeLineItem"]:
        settlements = line.get("ram:SpecifiedLineTradeSettlement", ())
        _adds_up(line, settlements, found)
        references = below(settlements, "ram:AdditionalReferencedDocument")
        if references:
            objects = [one for one in references if any_is(one.get("ram:TypeCode", ()), _INVOICED_OBJECT)]
            if len(objects) > 1:
                found("PEPPOL-EN16931-R100", line)
            if not objects:
                found("PEPPOL-EN16931-R101", line)


def _adds_up(line: Group, settlements: Sequence[Group], found: Breaches) -> None:
    totals = below(settlements, "ram:SpecifiedTradeSettlementLineMonetarySummation", "ram:LineTotalAmount")
    quantity = _number(below((line,), "ram:SpecifiedLineTradeDelivery", "ram:BilledQuantity"))
    price = below((line,), "ram:SpecifiedLineTradeAgreement", "ram:NetPriceProductTradePrice")
    base = _number(below(price, "ram:BasisQuantity"))
    if not base:
        base = _number(below((line,), "ram:SpecifiedLineTradeAgreement", _PRICES[1], "ram:BasisQuantity"))
    exact = _number(below(price, "ram:ChargeAmount")) or ZERO
    if base:
        exact = quotient(exact, base)
    if quantity is not None:
        exact *= quantity
    charged = below(settlements, "ram:SpecifiedTradeAllowanceCharge")
    if charged:
        exact += _sum_of(charged, "true") - _sum_of(charged, "false")
    if abs((_number(totals) or ZERO) - exact) > TOLERANCE:
        found("PEPPOL-EN16931-R120", line)


def _number(leaves: Sequence[Leaf]) -> Decimal | None:
    if len(leaves) > 1:
        raise Repeated("A line has one such element; take out the others.", leaves[1])
    return decimal(leaves[0]) if leaves else None


def _sum_of(groups: Sequence[Group], indicator: str) -> Decimal:
    chosen = [
        group for group in groups if spaced(only(below((group,), "ram:ChargeIndicator", "udt:Indicator"))) == indicator
    ]
    return cents(sum((decimal(leaf) for leaf in below(chosen, "ram:ActualAmount")), ZERO)) if chosen else ZERO


def prices(document: Document, found: Breaches) -> None:
    """R121 and R130: base quantities."""
    for name in _PRICES:
        for price in document.named[name]:
            base = amount(price, "ram:BasisQuantity")
            if base is not None and base <= 0:
                found("PEPPOL-EN16931-R121", price)
            for leaf in price.get("ram:BasisQuantity", ()):
                unit = leaf.get("unitCode")
                if unit is not None and unit not in _units(price):
                    found("PEPPOL-EN16931-R130", leaf)


def _units(price: Group) -> set[str | None]:
    line = price.parent.parent if price.parent is not None else None
    quantities = below((line,), "ram:SpecifiedLineTradeDelivery", "ram:BilledQuantity") if line is not None else ()
    return {leaf.get("unitCode") for leaf in quantities}
