"""UNTDID 5305: VAT categories, BT-95, BT-102, BT-118 and BT-151 (rules BR-CL-17, BR-CL-18)."""

from faktura.codes.code_list import CodeList

VAT_CATEGORY_NAMES = {
    "S": "standard rated",
    "Z": "zero rated",
    "E": "exempt from VAT",
    "AE": "reverse charge",
    "K": "intra-community supply",
    "G": "export outside the EU",
    "O": "not subject to VAT",
    "L": "Canary Islands general indirect tax (IGIC)",
    "M": "tax in Ceuta and Melilla (IPSI)",
    "B": "split payment",
}
VAT_CATEGORIES = CodeList("UNTDID 5305 VAT categories", VAT_CATEGORY_NAMES)
