"""Document totals (BG-22), but for the VAT amounts."""

from faktura.formats.mapping.table import Group, Inside, Leaf
from faktura.formats.mapping.values import AMOUNT

TOTALS = Inside(
    "totals",
    Group(
        "cac:LegalMonetaryTotal",
        Leaf("cbc:LineExtensionAmount", "sum_of_lines", AMOUNT),
        Leaf("cbc:TaxExclusiveAmount", "total_without_vat", AMOUNT),
        Leaf("cbc:TaxInclusiveAmount", "total_with_vat", AMOUNT),
        Leaf("cbc:AllowanceTotalAmount", "sum_of_allowances", AMOUNT),
        Leaf("cbc:ChargeTotalAmount", "sum_of_charges", AMOUNT),
        Leaf("cbc:PrepaidAmount", "prepaid_amount", AMOUNT),
        Leaf("cbc:PayableRoundingAmount", "rounding_amount", AMOUNT),
        Leaf("cbc:PayableAmount", "amount_due", AMOUNT),
    ),
)
