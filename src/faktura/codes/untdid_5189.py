"""UNTDID 5189: coded reasons of allowances, BT-98 and BT-140 (rule BR-CL-19)."""

from faktura.codes.code_list import CodeList

ALLOWANCE_REASONS = CodeList(
    "UNTDID 5189 allowance reasons", "41 42 60 62 63 64 65 66 67 68 70 71 88 95 100 102 103 104 105"
)
