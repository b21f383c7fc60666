"""Why a document is rejected or put in question: the codes that its sender can be told. Pure.

Source: the code list OPStatusReason of Peppol BIS 63 (Invoice Response 3), in our own words,
https://docs.peppol.eu/poacc/upgrade-3/codelist/OPStatusReason/
"""

from collections.abc import Mapping

SOURCE = "https://docs.peppol.eu/poacc/upgrade-3/codelist/OPStatusReason/"

REASONS: Mapping[str, str] = {
    "NON": "There is no issue.",
    "REF": "References are missing or wrong.",
    "LEG": "What the law asks for is missing or wrong.",
    "REC": "The receiver is not the right one.",
    "QUA": "The quality of the items is not as agreed.",
    "DEL": "Something is wrong with the delivery.",
    "PRI": "Prices are not as agreed.",
    "QTY": "Quantities are not as agreed or delivered.",
    "ITM": "The items are not those that were ordered.",
    "PAY": "The payment terms are not as agreed.",
    "UNR": "The buyer knows nothing of this purchase.",
    "FIN": "Something is wrong with the finance.",
    "PPD": "The invoice is paid in part.",
    "OTH": "Another reason, which is told in words.",
}
IN_WORDS = ("OTH", "PPD")
"""Codes that say nothing without a comment."""
