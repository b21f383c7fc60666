"""IS-R-001 to IS-R-010: sellers in Iceland."""

from collections.abc import Sequence
from typing import Any

from faktura.checks import Breaches
from faktura.source import Document, Group, normalized, spaced, value
from faktura.source.logic import any_of, applies
from faktura.source.sequences import any_is, at, attributes, below, minutes, only
from faktura.specifications.peppol_bis_3.ubl.parties import BUYER, SELLER, is_of_country

_TYPES = frozenset(("380", "381"))
_KENNITALA = "0196"
_FINAL_DUE_DATE = "EINDAGI"


def iceland(document: Document, found: Breaches) -> None:
    """All rules of Iceland."""
    if not applies(is_of_country, document, SELLER, "IS"):
        return
    root = document.root
    if not any_of(
        lambda: normalized(root, "cbc:InvoiceTypeCode") in _TYPES,
        lambda: normalized(root, "cbc:CreditNoteTypeCode") in _TYPES,
    ):
        found("IS-R-001", root)
    if _KENNITALA not in attributes(at(document, f"{SELLER}/cac:PartyLegalEntity/cbc:CompanyID"), "schemeID"):
        found("IS-R-002", root)
    if not _has_address(at(document, f"{SELLER}/cac:PostalAddress")):
        found("IS-R-003", root)
    for rule, code in (("IS-R-006", "9"), ("IS-R-007", "42")):
        means = [
            group for group in root.get("cac:PaymentMeans", ()) if any_is(group.get("cbc:PaymentMeansCode", ()), code)
        ]
        if means and len(spaced(only(below(means, "cac:PayeeFinancialAccount", "cbc:ID")))) != 12:
            found(rule, means[0])
    _final_due_date(root, found)
    if applies(is_of_country, document, BUYER, "IS"):
        for buyer in root.get("cac:AccountingCustomerParty", ()):
            numbers = below((buyer,), "cac:Party", "cac:PartyLegalEntity", "cbc:CompanyID")
            if _KENNITALA not in attributes(numbers, "schemeID"):
                found("IS-R-004", buyer)
            if not _has_address(below((buyer,), "cac:Party", "cac:PostalAddress")):
                found("IS-R-005", buyer)


def _has_address(addresses: Sequence[Any]) -> bool:
    return bool(below(addresses, "cbc:StreetName")) and bool(below(addresses, "cbc:PostalZone"))


def _final_due_date(root: Group, found: Breaches) -> None:
    """IS-R-008 to IS-R-010: after the eindagi interest runs."""
    references = [
        group
        for group in root.get("cac:AdditionalDocumentReference", ())
        if any_is(group.get("cbc:DocumentDescription", ()), _FINAL_DUE_DATE)
    ]
    if not references:
        return
    days = below(references, "cbc:ID")
    text = only(days)
    if len(text) != 10 or minutes(text) is None:
        found("IS-R-008", references[0])
    due = [value(leaf) for leaf in root.get("cbc:DueDate", ())]
    if not due:
        found("IS-R-009", references[0])
    if not days or not any(day <= text for day in due):
        found("IS-R-010", references[0])
