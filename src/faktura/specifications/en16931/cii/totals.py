"""The document's totals (BG-22): ram:SpecifiedTradeSettlementHeaderMonetarySummation."""

from collections.abc import Sequence, Set
from decimal import Decimal
from typing import Any

from faktura.checks import Breaches
from faktura.money import ZERO
from faktura.source import Document, Group, Unreadable, cents, decimal, doubles, one, value
from faktura.source.tree import Leaf
from faktura.specifications.en16931.cii.contexts import Checks
from faktura.specifications.en16931.cii.places import SETTLEMENT, TRANSACTION
from faktura.specifications.en16931.cii.reading import below, says, too_precise

_TOTALS = "ram:SpecifiedTradeSettlementHeaderMonetarySummation"
_TAX = "ram:CalculatedAmount"
_NEEDED = (
    ("BR-12", "ram:LineTotalAmount"),
    ("BR-13", "ram:TaxBasisTotalAmount"),
    ("BR-14", "ram:GrandTotalAmount"),
    ("BR-15", "ram:DuePayableAmount"),
)
_DECIMALS = {
    "ram:LineTotalAmount": "BR-DEC-09",
    "ram:AllowanceTotalAmount": "BR-DEC-10",
    "ram:ChargeTotalAmount": "BR-DEC-11",
    "ram:TaxBasisTotalAmount": "BR-DEC-12",
    "ram:GrandTotalAmount": "BR-DEC-14",
    "ram:TotalPrepaidAmount": "BR-DEC-16",
    "ram:RoundingAmount": "BR-DEC-17",
    "ram:DuePayableAmount": "BR-DEC-18",
}
_LINES = (
    "ram:IncludedSupplyChainTradeLineItem",
    "ram:SpecifiedLineTradeSettlement",
    "ram:SpecifiedTradeSettlementLineMonetarySummation",
    "ram:LineTotalAmount",
)
_LINE_TOTAL = "/".join((TRANSACTION, *_LINES))


def _totals(nodes: list[Any], document: Document, found: Breaches) -> None:
    """BR-12 to BR-15, BR-53, BR-CO-10 to BR-CO-14, BR-CO-16, BR-DEC-09 to BR-DEC-18."""
    for totals in nodes:
        for rule, name in _NEEDED:
            if name not in totals:
                found(rule, totals)
        for name, leaves in totals.items():
            if name in _DECIMALS and too_precise(leaves):
                found(_DECIMALS[name], leaves[0])
        _lines(totals, document, found)
        _allowances_and_charges(totals, document, found)
        _net(totals, found)
        _due(totals, found)
        _vat(totals, document, found)


def _texts(document: Document, name: str) -> Set[str]:
    leaves = document.paths.get(f"{SETTLEMENT}/{name}")
    return {value(leaf) for leaf in leaves} if leaves else frozenset()


def _lines(totals: Group, document: Document, found: Breaches) -> None:
    """BR-CO-10: the sum of the lines."""
    transaction = totals.parent.parent if totals.parent is not None else None
    leaves: list[Leaf] = []
    if [transaction] == document.paths.get(TRANSACTION):
        leaves = document.paths.get(_LINE_TOTAL, [])
    elif transaction is not None:
        leaves = below((transaction,), *_LINES)
    net = doubles.exact(doubles.total(leaves))
    if net is None:
        raise Unreadable("A line's amount is not a number such as 12.50.", leaves[0])
    leaf = one(totals, "ram:LineTotalAmount")
    if leaf is None or decimal(leaf) != cents(net):
        found("BR-CO-10", totals if leaf is None else leaf)


def _allowances_and_charges(totals: Group, document: Document, found: Breaches) -> None:
    """BR-CO-11, BR-CO-12: the sums of allowances and of charges."""
    groups = document.paths.get(f"{SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge", ())
    for rule, name, wanted in (
        ("BR-CO-11", "ram:AllowanceTotalAmount", False),
        ("BR-CO-12", "ram:ChargeTotalAmount", True),
    ):
        charges = [charge for charge in groups if says(charge, wanted)] if groups else ()
        given = totals.get(name, ())
        if charges or given:
            amounts = [charge["ram:ActualAmount"][0] for charge in charges if "ram:ActualAmount" in charge]
            right = doubles.equals(given, doubles.cents(doubles.total(amounts))) if amounts else doubles.is_zero(given)
            if not right:
                found(rule, totals)


def _first(totals: Group, name: str) -> Decimal | None:
    return decimal(totals[name][0]) if name in totals else None


def _net(totals: Group, found: Breaches) -> None:
    """BR-CO-13: the total without VAT follows from lines, allowances and charges, whichever of the two are given."""
    lines, net = _first(totals, "ram:LineTotalAmount"), _first(totals, "ram:TaxBasisTotalAmount")
    allowances, charges = _first(totals, "ram:AllowanceTotalAmount"), _first(totals, "ram:ChargeTotalAmount")
    if lines is None or net is None or net != cents(lines - (allowances or ZERO) + (charges or ZERO)):
        found("BR-CO-13", totals)


def _due(totals: Group, found: Breaches) -> None:
    """BR-CO-16: what is due follows from the total with VAT, what is paid and the rounding."""
    due, gross = _first(totals, "ram:DuePayableAmount"), _first(totals, "ram:GrandTotalAmount")
    paid, rounding = _first(totals, "ram:TotalPrepaidAmount"), _first(totals, "ram:RoundingAmount")
    if due is None or gross is None or due != gross - (paid or ZERO) + (rounding or ZERO):
        found("BR-CO-16", totals)


def _vat(totals: Group, document: Document, found: Breaches) -> None:
    """BR-53, BR-CO-14, BR-DEC-13, BR-DEC-15: the VAT totals in the invoice's and in the accounting currency."""
    taxes: Sequence[Leaf] = totals.get("ram:TaxTotalAmount", ())
    invoice_currencies = _texts(document, "ram:InvoiceCurrencyCode")
    own = [leaf for leaf in taxes if leaf.get("currencyID") in invoice_currencies]
    vat_currencies = _texts(document, "ram:TaxCurrencyCode")
    if vat_currencies:
        in_vat_currency = [leaf for leaf in taxes if leaf.get("currencyID") in vat_currencies]
        if not in_vat_currency or not vat_currencies.isdisjoint(invoice_currencies):
            found("BR-53", totals)
        if taxes and not any(map(doubles.is_in_cents, in_vat_currency)):
            found("BR-DEC-15", taxes[0])
    if not own:
        return
    if len(own) == len(taxes) and not any(map(doubles.is_in_cents, own)):
        found("BR-DEC-13", taxes[0])
    expected = doubles.cents(doubles.total(document.paths.get(f"{SETTLEMENT}/ram:ApplicableTradeTax/{_TAX}", ())))
    for leaf in own:
        if not doubles.equals((leaf,), expected):
            found("BR-CO-14", leaf)


CHECKS: Checks = ((f"//{_TOTALS}", _totals),)
