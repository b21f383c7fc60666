"""UNTDID 7143: the schemes of item classifications, BT-158-1 (rule BR-CL-13)."""

from faktura.codes.code_list import CodeList

CLASSIFICATION_SCHEMES = CodeList("UNTDID 7143 item type identification codes", file="untdid-7143.txt")
