"""The VAT breakdown (BG-23) with the total VAT amounts in both currencies (BT-110, BT-111)."""

from lxml import etree

from faktura.formats.mapping.reading import Reading
from faktura.formats.mapping.table import Each, Fixed, Group, Inside, Leaf
from faktura.formats.mapping.values import ACCOUNTING_AMOUNT, AMOUNT, DECIMAL
from faktura.formats.ubl.syntax import UBL
from faktura.source.safe_xml import SPACE

_AMOUNT = UBL.clark("cbc:TaxAmount")


def _in_accounting_currency(element: etree._Element, reading: Reading) -> bool:
    amount = element.find(_AMOUNT)
    code = "" if amount is None else amount.get("currencyID", "").strip(SPACE)
    return bool(code) and code == reading.vat_currency != reading.currency


TAX_TOTAL = Group(
    "cac:TaxTotal",
    Inside("totals", Leaf("cbc:TaxAmount", "total_vat", AMOUNT)),
    Each(
        "vat_breakdown",
        Group(
            "cac:TaxSubtotal",
            Leaf("cbc:TaxableAmount", "taxable_amount", AMOUNT),
            Leaf("cbc:TaxAmount", "tax_amount", AMOUNT),
            Group(
                "cac:TaxCategory",
                Leaf("cbc:ID", "category"),
                Leaf("cbc:Percent", "rate", DECIMAL),
                Leaf("cbc:TaxExemptionReasonCode", "exemption_reason_code"),
                Leaf("cbc:TaxExemptionReason", "exemption_reason"),
                Group("cac:TaxScheme", Fixed("cbc:ID", "VAT")),
            ),
        ),
    ),
    when=lambda element, reading: not _in_accounting_currency(element, reading),
)
ACCOUNTING_TAX_TOTAL = Group(
    "cac:TaxTotal",
    Inside("totals", Leaf("cbc:TaxAmount", "total_vat_accounting", ACCOUNTING_AMOUNT)),
    when=_in_accounting_currency,
)
