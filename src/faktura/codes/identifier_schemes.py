"""ISO/IEC 6523 ICD: the schemes of party, location and item identifiers (rules BR-CL-10, 11, 21 and 26)."""

from faktura.codes.code_list import CodeList

IDENTIFIER_SCHEMES = CodeList("ISO/IEC 6523 identifier schemes (ICD)", file="iso-6523-icd.txt")

SEPA_SCHEME = "SEPA"
"""Not a code of ISO 6523: UBL marks the bank assigned creditor identifier (BT-90) with it, among the identifiers."""
