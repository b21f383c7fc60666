"""UNTDID 2005: which date is the tax point, BT-8 (rule BR-CL-06)."""

from faktura.codes.code_list import CodeList

TAX_POINT_DATES = CodeList("UNTDID 2005 tax point dates", ("3", "35", "432"))

TAX_POINT_DATES_2475 = {"3": "5", "35": "29", "432": "72"}
"""The same three in UNTDID 2475, as the CII syntax writes them: date of issue, of delivery, of payment."""
