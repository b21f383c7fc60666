"""Currencies: ISO 4217 alpha-3, as EN 16931 uses them for BT-5 and BT-6 (rules BR-CL-03 to BR-CL-05)."""

from faktura.codes.code_list import CodeList

CURRENCIES = CodeList("ISO 4217 currencies", file="iso-4217.txt")
