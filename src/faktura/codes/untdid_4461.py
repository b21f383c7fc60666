"""UNTDID 4461: means of payment, BT-81 (rule BR-CL-16)."""

from faktura.codes.code_list import CodeList

PAYMENT_MEANS = CodeList(
    "UNTDID 4461 payment means", (*map(str, (*range(1, 71), *range(74, 79), *range(91, 99))), "ZZZ")
)

CREDIT_TRANSFERS = frozenset({"30", "58"})
"""Credit transfer, and SEPA credit transfer: the means that need an account to pay into (rules BR-50, BR-61)."""
