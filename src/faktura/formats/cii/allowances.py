"""Allowances and charges, on the document (BG-20, BG-21) and on lines (BG-27, BG-28), and VAT information."""

from faktura.formats.mapping.table import Each, Fixed, Group, Inside, Leaf, Marker, Node
from faktura.formats.mapping.values import BARE_AMOUNT, DECIMAL


def vat_category(tag: str) -> Node:
    """The VAT category and rate of a line, an allowance or a charge."""
    return Inside(
        "vat",
        Group(
            tag,
            Fixed("ram:TypeCode", "VAT"),
            Leaf("ram:CategoryCode", "category"),
            Leaf("ram:RateApplicablePercent", "rate", DECIMAL),
        ),
    )


def _indicator(text: str, other_spelling: str) -> Node:
    return Group("ram:ChargeIndicator", Marker("udt:Indicator", text, also=(other_spelling,)))


# The two other spellings of xs:boolean are read as well.
ALLOWANCE = _indicator("false", "0")
CHARGE = _indicator("true", "1")


def _rows(field: str, indicator: Node, *vat: Node) -> Node:
    return Each(
        field,
        Group(
            "ram:SpecifiedTradeAllowanceCharge",
            indicator,
            Leaf("ram:CalculationPercent", "percent", DECIMAL),
            Leaf("ram:BasisAmount", "base_amount", BARE_AMOUNT),
            Leaf("ram:ActualAmount", "amount", BARE_AMOUNT),
            Leaf("ram:ReasonCode", "reason_code"),
            Leaf("ram:Reason", "reason"),
            *vat,
        ),
    )


DOCUMENT_ALLOWANCES = _rows("allowances", ALLOWANCE, vat_category("ram:CategoryTradeTax"))
DOCUMENT_CHARGES = _rows("charges", CHARGE, vat_category("ram:CategoryTradeTax"))
LINE_ALLOWANCES = _rows("allowances", ALLOWANCE)
LINE_CHARGES = _rows("charges", CHARGE)
