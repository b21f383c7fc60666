"""Allowances and charges, on lines (BG-27, BG-28) and on the document (BG-20, BG-21), and VAT information."""

from typing import Annotated

from faktura.model.terms import Term, by_group, part
from faktura.model.values import Code, Decimals, Name, Text


@part
class Vat:
    """VAT category (UNTDID 5305) and rate in percent, of a line (BG-30), an allowance or a charge.

    The exemption reason belongs to the VAT breakdown (BT-120, BT-121); it may be given here and the
    calculation carries it there.
    """

    category: Annotated[Code | None, by_group("VAT category code", BG_30="BT-151", BG_20="BT-95", BG_21="BT-102")] = (
        None
    )
    rate: Annotated[Decimals | None, by_group("VAT rate", BG_30="BT-152", BG_20="BT-96", BG_21="BT-103")] = None
    exemption_reason: Annotated[Text | None, Term("BT-120", "VAT exemption reason text")] = None
    exemption_reason_code: Annotated[Code | None, Term("BT-121", "VAT exemption reason code")] = None


@part
class LineAllowance:
    """BG-27 INVOICE LINE ALLOWANCES, or BG-28 INVOICE LINE CHARGES where it stands among the charges."""

    amount: Annotated[Decimals | None, by_group("Amount", BG_27="BT-136", BG_28="BT-141")] = None
    base_amount: Annotated[Decimals | None, by_group("Base amount", BG_27="BT-137", BG_28="BT-142")] = None
    percent: Annotated[Decimals | None, by_group("Percentage", BG_27="BT-138", BG_28="BT-143")] = None
    reason: Annotated[Name | None, by_group("Reason", BG_27="BT-139", BG_28="BT-144")] = None
    reason_code: Annotated[Code | None, by_group("Reason code", BG_27="BT-140", BG_28="BT-145")] = None


@part
class DocumentAllowance:
    """BG-20 DOCUMENT LEVEL ALLOWANCES, or BG-21 DOCUMENT LEVEL CHARGES where it stands among the charges."""

    amount: Annotated[Decimals | None, by_group("Amount", BG_20="BT-92", BG_21="BT-99")] = None
    base_amount: Annotated[Decimals | None, by_group("Base amount", BG_20="BT-93", BG_21="BT-100")] = None
    percent: Annotated[Decimals | None, by_group("Percentage", BG_20="BT-94", BG_21="BT-101")] = None
    vat: Annotated[Vat | None, Term("", "VAT of the allowance or charge")] = None
    reason: Annotated[Name | None, by_group("Reason", BG_20="BT-97", BG_21="BT-104")] = None
    reason_code: Annotated[Code | None, by_group("Reason code", BG_20="BT-98", BG_21="BT-105")] = None
