"""Invoice lines (BG-25): what each needs, its product, price, period and references."""

from typing import Any

from faktura.checks import Breaches
from faktura.source import Document, Group, Leaf, value
from faktura.source.doubles import is_not_negative
from faktura.specifications.en16931.cii.contexts import Check, Checks, LeafCheck, LeafChecks
from faktura.specifications.en16931.cii.places import LINE, LINE_SETTLEMENT
from faktura.specifications.en16931.cii.reading import (
    attribute,
    blank,
    is_vat,
    only,
    part,
    says,
    too_precise,
)

_AGREEMENT = "ram:SpecifiedLineTradeAgreement"
_SETTLEMENT = "ram:SpecifiedLineTradeSettlement"
_PRODUCT = f"{LINE}/ram:SpecifiedTradeProduct"


def _lines(nodes: list[Any], document: Document, found: Breaches) -> None:
    """BR-21 to BR-28, BR-64, BR-CO-04, BR-CO-18, BR-DEC-23."""
    for line in nodes:
        if blank(part(line, "ram:AssociatedDocumentLineDocument").get("ram:LineID", ())):
            found("BR-21", line)
        for leaf in part(line, "ram:SpecifiedLineTradeDelivery").get("ram:BilledQuantity", ()):
            if leaf.get("unitCode") is not None:
                break
        else:
            found("BR-23", line)
            if "ram:BilledQuantity" not in part(line, "ram:SpecifiedLineTradeDelivery"):
                found("BR-22", line)
        product = part(line, "ram:SpecifiedTradeProduct")
        if blank(product.get("ram:Name", ())):
            found("BR-25", line)
        if "ram:GlobalID" in product and not attribute(product["ram:GlobalID"], "schemeID"):
            found("BR-64", line)
        _prices(line, found)
        settlement = part(line, _SETTLEMENT)
        totals = part(settlement, "ram:SpecifiedTradeSettlementLineMonetarySummation").get("ram:LineTotalAmount")
        if totals is None:
            found("BR-24", line)
        elif too_precise(totals):
            found("BR-DEC-23", totals[0])
        for tax in settlement.get("ram:ApplicableTradeTax", ()):
            if is_vat(tax) and "ram:CategoryCode" in tax:
                break
        else:
            found("BR-CO-04", line)
    if not any(map(_in_transaction, document.named["ram:ApplicableTradeTax"])):
        found("BR-CO-18", nodes[0])


def _in_transaction(tax: Group) -> bool:
    settlement = tax.parent
    return (
        settlement is not None
        and settlement.name == "ram:ApplicableHeaderTradeSettlement"
        and settlement.parent is not None
        and settlement.parent.name == "rsm:SupplyChainTradeTransaction"
    )


def _prices(line: Group, found: Breaches) -> None:
    agreement = part(line, _AGREEMENT)
    net = part(agreement, "ram:NetPriceProductTradePrice").get("ram:ChargeAmount", ())
    if not net:
        found("BR-26", line)
        found("BR-27", line)
    elif not is_not_negative(net):
        found("BR-27", net[0])
    if "ram:GrossPriceProductTradePrice" in agreement:
        gross = part(agreement, "ram:GrossPriceProductTradePrice").get("ram:ChargeAmount", ())
        if gross and not is_not_negative(gross):
            found("BR-28", gross[0])


def _one_price(nodes: list[Any], document: Document, found: Breaches) -> None:
    """CII-SR-439, CII-SR-441, CII-SR-119: one net price; on the gross price allowances only."""
    for agreement in nodes:
        prices = len(part(agreement, "ram:NetPriceProductTradePrice").get("ram:ChargeAmount", ()))
        if prices != 1:
            found("CII-SR-439", agreement)
            if prices:
                found("CII-SR-441", agreement)
        if "ram:GrossPriceProductTradePrice" in agreement:
            charges = part(agreement, "ram:GrossPriceProductTradePrice").get("ram:AppliedTradeAllowanceCharge", ())
            amounts = any("ram:ActualAmount" in charge for charge in charges)
            if any(says(charge, False) for charge in charges):
                if not amounts:
                    found("CII-SR-119", agreement)
            elif amounts or any("ram:ChargeIndicator" in charge for charge in charges):
                found("CII-SR-119", agreement)


def _price_allowances(nodes: list[Any], document: Document, found: Breaches) -> None:
    for charge in nodes:
        if len(charge.get("ram:ActualAmount", ())) > 1:
            found("CII-SR-440", charge)


def _products(nodes: list[Any], document: Document, found: Breaches) -> None:
    """CII-SR-046, CII-SR-090."""
    for product in nodes:
        identifiers = product.get("ram:GlobalID")
        if identifiers is not None and not any(leaf.get("schemeID") is not None for leaf in identifiers):
            found("CII-SR-046", identifiers[0])
        if "ram:OriginTradeCountry" in product and len(part(product, "ram:OriginTradeCountry").get("ram:ID", ())) != 1:
            found("CII-SR-090", product["ram:OriginTradeCountry"][0])


def _characteristics(nodes: list[Any], document: Document, found: Breaches) -> None:
    for group in nodes:
        if "ram:Description" not in group or "ram:Value" not in group:
            found("BR-54", group)


def _one_characteristic(nodes: list[Any], document: Document, found: Breaches) -> None:
    for group in nodes:
        if len(group.get("ram:Description", ())) != 1:
            found("CII-SR-069", group)
        if len(group.get("ram:Value", ())) != 1:
            found("CII-SR-072", group)


def _classifications(nodes: list[Any], document: Document, found: Breaches) -> None:
    for group in nodes:
        if "ram:ClassCode" in group and not attribute(group["ram:ClassCode"], "listID"):
            found("BR-65", group["ram:ClassCode"][0])


def _settlements(nodes: list[Any], document: Document, found: Breaches) -> None:
    """CII-SR-454, CII-SR-474, CII-SR-186."""
    for settlement in nodes:
        if len(settlement.get("ram:ApplicableTradeTax", ())) != 1:
            found("CII-SR-454", settlement)
        if "ram:AdditionalReferencedDocument" in settlement:
            objects = [
                reference
                for reference in settlement["ram:AdditionalReferencedDocument"]
                if only(reference.get("ram:TypeCode", ())) == "130"
            ]
            if len(objects) > 1:
                found("CII-SR-474", objects[1])


def _no_format(rule: str) -> LeafCheck:
    def check(leaf: Leaf, document: Document, found: Breaches) -> None:
        if leaf.get("format") is not None:
            found(rule, leaf)

    return check


def _period(rule_of_order: str, rule_of_dates: str) -> Check:
    """A period has a day, and does not end before it begins."""

    def check(nodes: list[Any], document: Document, found: Breaches) -> None:
        for period in nodes:
            starts, ends = period.get("ram:StartDateTime"), period.get("ram:EndDateTime")
            if starts is None and ends is None:
                found(rule_of_dates, period)
            elif starts is not None and ends is not None:
                first = [value(leaf) for leaf in _days(starts)]
                last = [value(leaf) for leaf in _days(ends)]
                if not first or not last or max(last) < min(first):
                    found(rule_of_order, period)

    return check


def _days(moments: list[Group]) -> list[Any]:
    return [leaf for moment in moments for leaf in moment.get("udt:DateTimeString", ()) if leaf.get("format") == "102"]


CHECKS: Checks = (
    ("//ram:IncludedSupplyChainTradeLineItem", _lines),
    ("//ram:ApplicableProductCharacteristic", _characteristics),
    ("//ram:DesignatedProductClassification", _classifications),
    ("//ram:SpecifiedLineTradeSettlement/ram:BillingSpecifiedPeriod", _period("BR-30", "BR-CO-20")),
    ("//ram:ApplicableHeaderTradeSettlement/ram:BillingSpecifiedPeriod", _period("BR-29", "BR-CO-19")),
    (f"{LINE}/{_AGREEMENT}", _one_price),
    ("//ram:GrossPriceProductTradePrice/ram:AppliedTradeAllowanceCharge", _price_allowances),
    (_PRODUCT, _products),
    (f"{_PRODUCT}/ram:ApplicableProductCharacteristic", _one_characteristic),
    (LINE_SETTLEMENT, _settlements),
)

LEAF_CHECKS: LeafChecks = (
    (f"{LINE_SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge/ram:CalculationPercent", _no_format("CII-SR-186")),
    ("//ram:*TradeTax/ram:RateApplicablePercent", _no_format("CII-DT-059")),
)
