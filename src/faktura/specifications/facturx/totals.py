"""The document's totals (BG-22): ram:SpecifiedTradeSettlementHeaderMonetarySummation."""

from decimal import Decimal

from faktura.checks import Breaches
from faktura.money import ZERO
from faktura.source import Document, Group, amount, cents, decimal, decimals, doubles, string, value
from faktura.source.tree import Leaf
from faktura.specifications.facturx.doubles import number, total_in_cents
from faktura.specifications.facturx.paths import (
    ALLOWANCES_AND_CHARGES,
    INVOICE_CURRENCY,
    LOGISTICS,
    SETTLEMENT,
    SUMMATION,
    TAX_CURRENCY,
)
from faktura.specifications.facturx.walk import below, indicators, only

_NAME = "ram:SpecifiedTradeSettlementHeaderMonetarySummation"
_DECIMALS = (
    ("BR-DEC-12", "ram:TaxBasisTotalAmount"),
    ("BR-DEC-14", "ram:GrandTotalAmount"),
    ("BR-DEC-18", "ram:DuePayableAmount"),
)
_MORE_DECIMALS = (
    ("BR-DEC-09", "ram:LineTotalAmount"),
    ("BR-DEC-10", "ram:AllowanceTotalAmount"),
    ("BR-DEC-11", "ram:ChargeTotalAmount"),
    ("BR-DEC-16", "ram:TotalPrepaidAmount"),
    ("BR-DEC-17", "ram:RoundingAmount"),
)
_GIVEN = (
    ("BR-13", "ram:TaxBasisTotalAmount"),
    ("BR-14", "ram:GrandTotalAmount"),
    ("BR-15", "ram:DuePayableAmount"),
)


def given(document: Document, found: Breaches) -> None:
    """BR-13 to BR-15, BR-DEC-12 to BR-DEC-14, BR-DEC-18: the totals that every invoice has."""
    for group in document.named[_NAME]:
        for rule, name in _GIVEN:
            if name not in group:
                found(rule, group)
        for rule, name in _DECIMALS:
            if decimals(string(group, name)) > 2:
                found(rule, group[name][0])
        taxes = group.get("ram:TaxTotalAmount")
        if taxes is not None:
            currencies = codes_at(document, INVOICE_CURRENCY)
            if not any(leaf.get("currencyID") not in currencies or in_cents(leaf) for leaf in taxes):
                found("BR-DEC-13", taxes[0])


def more(document: Document, found: Breaches) -> None:
    """BR-12, BR-53, BR-DEC-09 to BR-DEC-17: totals of lines, allowances and charges, VAT in a second currency."""
    for group in document.named[_NAME]:
        if "ram:LineTotalAmount" not in group:
            found("BR-12", group)
        for rule, name in _MORE_DECIMALS:
            if decimals(string(group, name)) > 2:
                found(rule, group[name][0])
        second = codes_at(document, TAX_CURRENCY)
        if second:
            taxes = group.get("ram:TaxTotalAmount", ())
            if taxes and not any(leaf.get("currencyID") in second and in_cents(leaf) for leaf in taxes):
                found("BR-DEC-15", taxes[0])
            beside = any(leaf.get("currencyID") in second for leaf in taxes)
            if not beside or second & codes_at(document, INVOICE_CURRENCY):
                found("BR-53", group)


def vat_total(document: Document, found: Breaches) -> None:
    """BR-CO-14: the VAT total is the sum of the VAT breakdown."""
    currencies: set[str | None] = set()
    expected: float | None = None
    for group in document.named[_NAME]:
        for leaf in group.get("ram:TaxTotalAmount", ()):
            if not currencies:
                currencies = codes_at(document, INVOICE_CURRENCY)
            if leaf.get("currencyID") in currencies:
                if expected is None:
                    path = f"{SETTLEMENT}/ram:ApplicableTradeTax/ram:CalculatedAmount"
                    expected = doubles.cents(doubles.total(document.paths.get(path, ())))
                if not doubles.same(doubles.double(leaf), expected):
                    found("BR-CO-14", leaf)


def sum_of_lines(document: Document, found: Breaches) -> None:
    """BR-CO-10: the sum of the lines."""
    for group in document.named[_NAME]:
        given = amount(group, "ram:LineTotalAmount")
        transaction = group.parent.parent
        leaves = below(
            (transaction,) if transaction is not None else (),
            "ram:IncludedSupplyChainTradeLineItem",
            "ram:SpecifiedLineTradeSettlement",
            "ram:SpecifiedTradeSettlementLineMonetarySummation",
            "ram:LineTotalAmount",
        )
        if given is None or given != total_in_cents(leaves, exact_product=True):
            found("BR-CO-10", group)


def sums(document: Document, found: Breaches) -> None:
    """BR-CO-11 to BR-CO-13, BR-CO-15, BR-CO-16: how the totals follow from each other."""
    for group in document.named[_NAME]:
        allowances = charges_of(document, "false")
        if allowances or "ram:AllowanceTotalAmount" in group:
            expected = total_in_cents(below(allowances, "ram:ActualAmount"))
            if not any(number(leaf) == expected for leaf in group.get("ram:AllowanceTotalAmount", ())):
                found("BR-CO-11", group)
        charges = charges_of(document, "true")
        if charges or "ram:ChargeTotalAmount" in group:
            _charges(document, group, charges, found)
        _net(group, found)
        _gross(document, group, found)
        _due(group, found)


def charges_of(document: Document, indicator: str) -> list[Group]:
    """The document's allowances (``false``) or charges (``true``)."""
    return [group for group in document.paths.get(ALLOWANCES_AND_CHARGES, ()) if indicator in indicators(group)]


def _charges(document: Document, group: Group, charges: list[Group], found: Breaches) -> None:
    leaf = only(below(document.paths.get(SUMMATION, ()), "ram:ChargeTotalAmount"))
    given = None if leaf is None else number(leaf)
    amounts = total_in_cents(below(charges, "ram:ActualAmount"))
    logistics = total_in_cents(below(document.paths.get(LOGISTICS, ()), "ram:AppliedAmount"))
    if given is None or cents(given) != amounts + logistics:
        found("BR-CO-12", group)


def first(group: Group, name: str) -> Decimal | None:
    """The number in the first child of this name; None when there is none.

    Raises:
        Unreadable: it is no number.
    """
    nodes = group.get(name)
    return decimal(nodes[0]) if nodes else None


def _net(group: Group, found: Breaches) -> None:
    net, lines = first(group, "ram:TaxBasisTotalAmount"), first(group, "ram:LineTotalAmount")
    allowances, charges = first(group, "ram:AllowanceTotalAmount"), first(group, "ram:ChargeTotalAmount")
    if net is None or lines is None or net != cents(lines - (allowances or ZERO) + (charges or ZERO)):
        found("BR-CO-13", group)


def _gross(document: Document, group: Group, found: Breaches) -> None:
    currencies = codes_at(document, INVOICE_CURRENCY)
    if not currencies:
        return
    summations = document.paths.get(SUMMATION, ())
    all_gross, all_net = below(summations, "ram:GrandTotalAmount"), below(summations, "ram:TaxBasisTotalAmount")
    gross = decimal(all_gross[0]) if all_gross else None
    net = decimal(all_net[0]) if all_net else None
    if gross is not None and gross == net:
        return
    taxes = below(summations, "ram:TaxTotalAmount")
    for currency in currencies:
        in_currency = [leaf for leaf in taxes if leaf.get("currencyID") == currency]
        if len(in_currency) != 1 or gross is None or net is None or gross != cents(net + decimal(in_currency[0])):
            found("BR-CO-15", group)
            return


def _due(group: Group, found: Breaches) -> None:
    due, gross = first(group, "ram:DuePayableAmount"), first(group, "ram:GrandTotalAmount")
    paid, rounding = first(group, "ram:TotalPrepaidAmount"), first(group, "ram:RoundingAmount")
    if due is None or gross is None or due != gross - (paid or ZERO) + (rounding or ZERO):
        found("BR-CO-16", group)


def codes_at(document: Document, path: str) -> set[str | None]:
    """The texts of all elements at a path."""
    return {value(leaf) for leaf in document.paths.get(path, ())}


def in_cents(leaf: Leaf) -> bool:
    """Whether an amount has no more than two decimals that count.

    Raises:
        Unreadable: it is no number.
    """
    plain = number(leaf)
    return plain == cents(plain)
