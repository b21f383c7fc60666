"""Allowances and charges, on the document (BG-20, BG-21) and on lines (BG-27, BG-28)."""

from faktura.formats.mapping.table import Each, Fixed, Group, Inside, Leaf, Marker, Node
from faktura.formats.mapping.values import AMOUNT, DECIMAL


def vat_category(tag: str) -> Node:
    """The VAT category and rate of a line, an allowance or a charge."""
    return Inside(
        "vat",
        Group(
            tag,
            Leaf("cbc:ID", "category"),
            Leaf("cbc:Percent", "rate", DECIMAL),
            Group("cac:TaxScheme", Fixed("cbc:ID", "VAT")),
        ),
    )


def _rows(field: str, indicator: Marker, *vat: Node) -> Node:
    return Each(
        field,
        Group(
            "cac:AllowanceCharge",
            indicator,
            Leaf("cbc:AllowanceChargeReasonCode", "reason_code"),
            Leaf("cbc:AllowanceChargeReason", "reason"),
            Leaf("cbc:MultiplierFactorNumeric", "percent", DECIMAL),
            Leaf("cbc:Amount", "amount", AMOUNT),
            Leaf("cbc:BaseAmount", "base_amount", AMOUNT),
            *vat,
        ),
    )


# The two other spellings of xs:boolean are read as well.
ALLOWANCE = Marker("cbc:ChargeIndicator", "false", also=("0",))
CHARGE = Marker("cbc:ChargeIndicator", "true", also=("1",))

DOCUMENT_ALLOWANCES = _rows("allowances", ALLOWANCE, vat_category("cac:TaxCategory"))
DOCUMENT_CHARGES = _rows("charges", CHARGE, vat_category("cac:TaxCategory"))
LINE_ALLOWANCES = _rows("allowances", ALLOWANCE)
LINE_CHARGES = _rows("charges", CHARGE)
