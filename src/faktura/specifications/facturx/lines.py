"""Rules of invoice lines, of the periods in them and of the goods."""

from collections.abc import Callable

from faktura.checks import Breaches
from faktura.source import Document, Group, decimals, value
from faktura.source.tree import Leaf
from faktura.specifications.facturx.doubles import is_not_negative
from faktura.specifications.facturx.paths import LINE
from faktura.specifications.facturx.walk import below, filled, is_vat, only

_PERIODS = {
    "ram:ApplicableHeaderTradeSettlement": ("BR-29", "BR-CO-19"),
    "ram:SpecifiedLineTradeSettlement": ("BR-30", "BR-CO-20"),
}


def lines(document: Document, found: Breaches) -> None:
    """BR-22 to BR-28, BR-CO-04: quantity, prices, net amount and VAT of a line."""
    for line in document.named["ram:IncludedSupplyChainTradeLineItem"]:
        detail(line, line, ("BR-22", "BR-23", "BR-24", "BR-26"), found)
        agreements = line.get("ram:SpecifiedLineTradeAgreement", ())
        net = below(agreements, "ram:NetPriceProductTradePrice", "ram:ChargeAmount")
        if not is_not_negative(net):
            found("BR-27", line)
        gross = below(agreements, "ram:GrossPriceProductTradePrice", "ram:ChargeAmount")
        if gross and not is_not_negative(gross):
            found("BR-28", line)
        taxes = below((line,), "ram:SpecifiedLineTradeSettlement", "ram:ApplicableTradeTax")
        if not any(is_vat(tax) and "ram:CategoryCode" in tax for tax in taxes):
            found("BR-CO-04", line)


def detail(line: Group, at: Group, rules: tuple[str, str, str, str], found: Breaches) -> None:
    """Quantity, its unit, net amount and net price of a line; the rules are broken at `at`."""
    quantity_rule, unit_rule, total_rule, price_rule = rules
    quantities = below((line,), "ram:SpecifiedLineTradeDelivery", "ram:BilledQuantity")
    if not quantities:
        found(quantity_rule, at)
    if all(leaf.get("unitCode") is None for leaf in quantities):
        found(unit_rule, at)
    if not totals_of(line):
        found(total_rule, at)
    if not below((line,), "ram:SpecifiedLineTradeAgreement", "ram:NetPriceProductTradePrice", "ram:ChargeAmount"):
        found(price_rule, at)


def totals_of(line: Group) -> list[Leaf]:
    """The net amounts of a line; there should be one."""
    return below(
        (line,),
        "ram:SpecifiedLineTradeSettlement",
        "ram:SpecifiedTradeSettlementLineMonetarySummation",
        "ram:LineTotalAmount",
    )


def goods(document: Document, found: Breaches) -> None:
    """BR-21, BR-25, BR-64, BR-65, BR-DEC-23: number, name and codes of what a line sells."""
    for line in document.named["ram:IncludedSupplyChainTradeLineItem"]:
        if not filled(below((line,), "ram:AssociatedDocumentLineDocument", "ram:LineID")):
            found("BR-21", line)
        products = line.get("ram:SpecifiedTradeProduct", ())
        if not filled(below(products, "ram:Name")):
            found("BR-25", line)
        identifiers = below(products, "ram:GlobalID")
        if identifiers and not any(leaf.get("schemeID") for leaf in identifiers):
            found("BR-64", identifiers[0])
        classes = below(products, "ram:DesignatedProductClassification")
        if classes and not any(leaf.get("listID") for leaf in below(classes, "ram:ClassCode")):
            found("BR-65", classes[0])
        total = only(totals_of(line))
        if total is not None and decimals(value(total)) > 2:
            found("BR-DEC-23", total)


def characteristics(document: Document, found: Breaches) -> None:
    """BR-54: a property has a name and a value."""
    for group in document.named["ram:ApplicableProductCharacteristic"]:
        if "ram:Description" not in group or "ram:Value" not in group:
            found("BR-54", group)


def periods(*parents: str) -> Callable[[Document, Breaches], None]:
    """BR-29, BR-30, BR-CO-19, BR-CO-20: a period begins or ends, and does not end before it begins."""
    rules = {parent: _PERIODS[parent] for parent in parents}

    def periods(document: Document, found: Breaches) -> None:
        for period in document.named["ram:BillingSpecifiedPeriod"]:
            if period.parent.name in rules:
                order, given = rules[period.parent.name]
                if "ram:StartDateTime" not in period and "ram:EndDateTime" not in period:
                    found(given, period)
                elif "ram:StartDateTime" in period and "ram:EndDateTime" in period:
                    starts, ends = _days(period, "ram:StartDateTime"), _days(period, "ram:EndDateTime")
                    if not starts or not ends or max(ends) < min(starts):
                        found(order, period)

    return periods


def _days(period: Group, name: str) -> list[str]:
    """The days, as they are written; only those that say they are days."""
    return [value(leaf) for leaf in below((period,), name, "udt:DateTimeString") if leaf.get("format") == "102"]


def groups_have_totals(document: Document, found: Breaches) -> None:
    """BR-FXEXT-12: where a group of lines has a net amount, so have the groups directly in it."""
    children: dict[str, tuple[int, int]] | None = None
    for line in document.named["ram:IncludedSupplyChainTradeLineItem"]:
        numbering = line.get("ram:AssociatedDocumentLineDocument", ())
        if not any(value(kind) == "GROUP" for kind in below(numbering, "ram:LineStatusReasonCode")):
            continue
        if not totals_of(line):
            continue
        if children is None:
            children = _groups_by_parent(document)
        own = only(below(numbering, "ram:LineID"))
        groups, amounts = children.get(value(own), (0, 0)) if own is not None else (0, 1)
        if groups != amounts:
            found("BR-FXEXT-12", line)


def _groups_by_parent(document: Document) -> dict[str, tuple[int, int]]:
    """Number of a line -> how many groups of lines name it as their parent, and how many net amounts these have."""
    children: dict[str, tuple[int, int]] = {}
    for line in document.paths.get(LINE, ()):
        numbering = line.get("ram:AssociatedDocumentLineDocument", ())
        if any(value(kind) == "GROUP" for kind in below(numbering, "ram:LineStatusReasonCode")):
            for parent in {value(leaf) for leaf in below(numbering, "ram:ParentLineID")}:
                groups, amounts = children.get(parent, (0, 0))
                children[parent] = groups + 1, amounts + len(totals_of(line))
    return children
