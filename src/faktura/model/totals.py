"""Document totals (BG-22) and the VAT breakdown (BG-23)."""

from typing import Annotated

from faktura.model.terms import Term, part
from faktura.model.values import Code, Decimals, Text


@part
class Totals:
    """BG-22 DOCUMENT TOTALS, in the document's currency (`total_vat_accounting` in BT-6's)."""

    sum_of_lines: Annotated[Decimals | None, Term("BT-106", "Sum of Invoice line net amount")] = None
    sum_of_allowances: Annotated[Decimals | None, Term("BT-107", "Sum of allowances on document level")] = None
    sum_of_charges: Annotated[Decimals | None, Term("BT-108", "Sum of charges on document level")] = None
    total_without_vat: Annotated[Decimals | None, Term("BT-109", "Invoice total amount without VAT")] = None
    total_vat: Annotated[Decimals | None, Term("BT-110", "Invoice total VAT amount")] = None
    total_vat_accounting: Annotated[
        Decimals | None, Term("BT-111", "Invoice total VAT amount in accounting currency")
    ] = None
    total_with_vat: Annotated[Decimals | None, Term("BT-112", "Invoice total amount with VAT")] = None
    prepaid_amount: Annotated[Decimals | None, Term("BT-113", "Paid amount")] = None
    rounding_amount: Annotated[Decimals | None, Term("BT-114", "Rounding amount")] = None
    amount_due: Annotated[Decimals | None, Term("BT-115", "Amount due for payment")] = None


@part
class VatBreakdown:
    """BG-23 VAT BREAKDOWN: one row for each VAT category and rate."""

    taxable_amount: Annotated[Decimals | None, Term("BT-116", "VAT category taxable amount")] = None
    tax_amount: Annotated[Decimals | None, Term("BT-117", "VAT category tax amount")] = None
    category: Annotated[Code | None, Term("BT-118", "VAT category code")] = None
    rate: Annotated[Decimals | None, Term("BT-119", "VAT category rate")] = None
    exemption_reason: Annotated[Text | None, Term("BT-120", "VAT exemption reason text")] = None
    exemption_reason_code: Annotated[Code | None, Term("BT-121", "VAT exemption reason code")] = None
