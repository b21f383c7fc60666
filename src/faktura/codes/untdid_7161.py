"""UNTDID 7161: coded reasons of charges, BT-105 and BT-145 (rule BR-CL-20)."""

from faktura.codes.code_list import CodeList

CHARGE_REASONS = CodeList("UNTDID 7161 special service description codes", file="untdid-7161.txt")
