"""VATEX: the coded reasons why VAT is not charged, BT-121 (rule BR-CL-22); written in capitals."""

from faktura.codes.code_list import CodeList

VAT_EXEMPTION_REASONS = CodeList("VATEX VAT exemption reasons", file="vatex.txt")
