"""EAS: the schemes of electronic addresses, BT-34-1 and BT-49-1 (rule BR-CL-25)."""

from faktura.codes.code_list import CodeList

ELECTRONIC_ADDRESS_SCHEMES = CodeList("EAS electronic address schemes", file="eas.txt")
