"""UNTDID 1153: the schemes of invoiced objects, BT-18-1 and BT-128-1 (rule BR-CL-07)."""

from faktura.codes.code_list import CodeList

OBJECT_SCHEMES = CodeList("UNTDID 1153 reference code qualifiers", file="untdid-1153.txt")
