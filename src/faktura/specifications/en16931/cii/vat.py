"""VAT on lines, allowances and charges, by category: BR-<family>-01 to BR-<family>-07, BR-B-01, BR-B-02."""

from collections.abc import Iterable
from typing import Any

from faktura.checks import Breaches
from faktura.source import Document, Group, value
from faktura.specifications.en16931.cii.breakdown import Sums, rows
from faktura.specifications.en16931.cii.contexts import Checks
from faktura.specifications.en16931.cii.places import LINE_SETTLEMENT_NAME, SETTLEMENT_NAME
from faktura.specifications.en16931.cii.reading import seems, seems_vat
from faktura.specifications.en16931.cii.vat_families import FAMILIES, Parties

_LINE, _ALLOWANCE, _CHARGE = 2, 3, 4
"""The number of a family's rule for the parties; the rule for the rate comes three later."""


class _Holders:
    """Groups with a VAT category, one kind of them after another, and which rules they break.

    Many lines say the same, so an answer is kept by category, type and rate.
    """

    def __init__(self, document: Document, found: Breaches) -> None:
        self._found = found
        self._parties = Parties(document)
        self._fitting: dict[str, bool] = {}
        self._known: dict[tuple[str, str, str], tuple[str, ...]] = {}

    def count(self, taxes: Iterable[Group]) -> dict[str, int]:
        """How many of the groups have each category."""
        counts: dict[str, int] = {}
        for tax in taxes:
            codes = tax.get("ram:CategoryCode")
            if codes is None:
                continue
            for code in (value(codes[0]),) if len(codes) == 1 else {value(leaf) for leaf in codes}:
                counts[code] = counts.get(code, 0) + 1
        return counts

    def hold(self, taxes: Iterable[Group], number: int) -> None:
        """Name the rules `number` (parties) and `number` + 3 (rate) that the groups break."""
        self._known.clear()
        for tax in taxes:
            codes = tax.get("ram:CategoryCode", ())
            kinds, rates = tax.get("ram:TypeCode", ()), tax.get("ram:RateApplicablePercent", ())
            if len(codes) == len(kinds) == len(rates) == 1:
                key = (value(codes[0]), value(kinds[0]), value(rates[0]))
                broken = self._known.get(key)
                if broken is None:
                    broken = self._known[key] = self._broken(tax, number)
            else:
                broken = self._broken(tax, number)
            for rule in broken:
                self._found(rule, tax)

    def _broken(self, tax: Group, number: int) -> tuple[str, ...]:
        codes = [value(leaf) for leaf in tax.get("ram:CategoryCode", ())]
        if len(codes) > 1:
            codes = [code for code in FAMILIES if code in codes]
        family = FAMILIES.get(codes[0]) if codes else None
        if family is None or not seems_vat(tax):
            return ()
        fitting = self._fitting.get(family.code)
        if fitting is None:
            fitting = self._fitting[family.code] = family.parties(self._parties)
        broken = () if fitting else (family.rule(number),)
        return broken if family.rate(tax.get("ram:RateApplicablePercent", ())) else (*broken, family.rule(number + 3))


def vat(document: Document, found: Breaches) -> None:
    """All rules of the VAT families."""
    lines: list[Group] = []
    header: list[Group] = []
    for tax in document.named["ram:ApplicableTradeTax"]:
        place = tax.parent.name
        if place == LINE_SETTLEMENT_NAME:
            lines.append(tax)
        elif place == SETTLEMENT_NAME:
            header.append(tax)
    categories: list[Group] = document.named["ram:CategoryTradeTax"]
    holders = _Holders(document, found)
    _present(holders.count(lines), holders.count(header), holders.count(categories), document, found)
    holders.hold([tax for tax in lines if _on_a_line(tax)], _LINE)
    if categories:
        allowances, charges = _by_indicator(categories)
        holders.hold(allowances, _ALLOWANCE)
        holders.hold(charges, _CHARGE)
    rows(header, Sums(document), document, found)


def _on_a_line(tax: Group) -> bool:
    line = tax.parent.parent if tax.parent is not None else None
    return (
        line is not None
        and line.name == "ram:IncludedSupplyChainTradeLineItem"
        and line.parent is not None
        and line.parent.name == "rsm:SupplyChainTradeTransaction"
    )


def _by_indicator(categories: Iterable[Group]) -> tuple[list[Group], list[Group]]:
    """The taxes of allowances, and those of charges."""
    allowances, charges = [], []
    for tax in categories:
        charge = tax.parent
        if charge is None or charge.name != "ram:SpecifiedTradeAllowanceCharge":
            continue
        if seems(charge, False):
            allowances.append(tax)
        elif seems(charge, True):
            charges.append(tax)
    return allowances, charges


def _present(
    lines: dict[str, int], header: dict[str, int], categories: dict[str, int], document: Document, found: Breaches
) -> None:
    """BR-<family>-01: a category that is used has its row in the breakdown, and a row is of a category in use."""
    for code in lines.keys() | header.keys() | categories.keys():
        family = FAMILIES.get(code)
        if family is None:
            continue
        on_lines, rows_of_it, on_charges = lines.get(code, 0), header.get(code, 0), categories.get(code, 0)
        if code in {"S", "L", "M"}:
            broken = (on_lines and on_lines + rows_of_it < 2) or (on_charges and on_charges + rows_of_it < 2)
        elif code == "O" and not rows_of_it:
            broken = False
        else:
            broken = rows_of_it != 1 or not (on_lines or on_charges)
        if broken:
            found(family.rule(1), document.root)


def _split_payment(nodes: list[Any], document: Document, found: Breaches) -> None:
    """BR-B-01, BR-B-02: split payment is for invoices within Italy, and not beside the standard rate."""
    for leaf in nodes:
        if value(leaf) != "B":
            continue
        paths = document.paths
        if any(
            value(country) != "IT"
            for path, countries in paths.items()
            if path.endswith("/ram:CountryID")
            for country in countries
        ):
            found("BR-B-01", leaf)
        if any(
            value(code) == "S" for path, codes in paths.items() if path.endswith("/ram:CategoryCode") for code in codes
        ):
            found("BR-B-02", leaf)
        return


CHECKS: Checks = (("//ram:CategoryCode", _split_payment),)
