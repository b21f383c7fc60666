"""Lines (BG-25), their items, prices and periods: cac:InvoiceLine and cac:CreditNoteLine."""

from collections.abc import Sequence
from typing import Any

from faktura.checks import Breaches
from faktura.checks.places import Places
from faktura.source import Document, Group, decimals, string
from faktura.specifications.en16931.ubl.steps import LINES, below, given, is_only_vat, minutes, sign

_NONE: Sequence[Any] = ()


def lines(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-21 to BR-28, BR-CO-04, BR-DEC-23, UBL-SR-34 to UBL-SR-37, UBL-SR-48, UBL-SR-50, UBL-SR-52."""
    for line in nodes:
        get = line.get
        if not given(get("cbc:ID", _NONE)):
            found("BR-21", line)
        quantities = get("cbc:InvoicedQuantity") or get("cbc:CreditedQuantity")
        if not quantities:
            found("BR-22", line)
            found("BR-23", line)
        elif quantities[0].get("unitCode") is None and not _has_unit(line):
            found("BR-23", quantities[0])
        if "cbc:LineExtensionAmount" not in line:
            found("BR-24", line)
        elif decimals(string(line, "cbc:LineExtensionAmount")) > 2:
            found("BR-DEC-23", line["cbc:LineExtensionAmount"][0])
        if not given(below(line, "cac:Item", "cbc:Name")):
            found("BR-25", line)
        _price(line, found)
        if len(get("cbc:Note", _NONE)) > 1:
            found("UBL-SR-34", line["cbc:Note"][1])
        if "cac:OrderLineReference" in line and len(below(line, "cac:OrderLineReference", "cbc:LineID")) > 1:
            found("UBL-SR-35", line)
        if len(get("cac:InvoicePeriod", _NONE)) > 1:
            found("UBL-SR-36", line["cac:InvoicePeriod"][1])
        categories = below(line, "cac:Item", "cac:ClassifiedTaxCategory")
        if len(categories) != 1:
            found("UBL-SR-48", line)
        if not any(is_only_vat(category) and "cbc:ID" in category for category in categories):
            found("BR-CO-04", line)
        if len(below(line, "cac:Item", "cbc:Description")) > 1:
            found("UBL-SR-50", line)
        if len(get("cac:DocumentReference", _NONE)) > 1:
            found("UBL-SR-52", line["cac:DocumentReference"][1])


def _has_unit(line: Group) -> bool:
    return any(
        leaf.get("unitCode") is not None
        for name in ("cbc:InvoicedQuantity", "cbc:CreditedQuantity")
        for leaf in line.get(name, ())
    )


def _price(line: Group, found: Breaches) -> None:
    """BR-26, BR-27, BR-28 and UBL-SR-37."""
    prices = below(line, "cac:Price", "cbc:PriceAmount")
    if not prices:
        found("BR-26", line)
    if not any(sign(price) >= 0 for price in prices):
        found("BR-27", prices[0] if prices else line)
    discounts = below(line, "cac:Price", "cac:AllowanceCharge")
    if discounts:
        gross = [leaf for discount in discounts for leaf in discount.get("cbc:BaseAmount", ())]
        if gross and not any(sign(price) >= 0 for price in gross):
            found("BR-28", gross[0])
        if sum(len(discount.get("cbc:Amount", ())) for discount in discounts) > 1:
            found("UBL-SR-37", discounts[-1])


def item_properties(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-54: an attribute of an item has a name and a value."""
    for each in nodes:
        if "cbc:Name" not in each or "cbc:Value" not in each:
            found("BR-54", each)


def periods(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-29, BR-30, BR-CO-19, BR-CO-20: a period has a start or an end, and does not end before it starts."""
    for period in nodes:
        starts, ends = period.get("cbc:StartDate"), period.get("cbc:EndDate")
        of_line = period.parent is not None and period.parent.name in LINES
        if starts and ends:
            if minutes(ends) < minutes(starts):
                found("BR-30" if of_line else "BR-29", period)
        elif not starts and not ends:
            if of_line:
                found("BR-CO-20", period)
            elif "cbc:DescriptionCode" not in period:
                found("BR-CO-19", period)


def add_to(places: Places) -> None:
    """Have lines tested."""
    for name in LINES:
        places.add(name, lines)
    places.add("cac:AdditionalItemProperty", item_properties)
    places.add("cac:InvoicePeriod", periods)
