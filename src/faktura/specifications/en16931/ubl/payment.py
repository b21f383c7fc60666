"""Payment instructions (BG-16): cac:PaymentMeans."""

from collections.abc import Sequence
from typing import Any

from faktura.checks import Breaches
from faktura.checks.places import Places
from faktura.codes import CREDIT_TRANSFERS
from faktura.source import Document, Group, normalized, spaced
from faktura.specifications.en16931.ubl.steps import below, given, says

_NONE: Sequence[Any] = ()
_CARD_SIGNS_MAX = 10


def payment_means(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-49, BR-50, BR-61, UBL-SR-26 to UBL-SR-28."""
    for group in nodes:
        means = group.get("cbc:PaymentMeansCode", _NONE)
        if not means:
            found("BR-49", group)
        elif len(means) > 1:
            found("UBL-SR-27", means[1])
        if len(group.get("cbc:PaymentID", _NONE)) > 1:
            found("UBL-SR-26", group["cbc:PaymentID"][1])
        if "cac:PaymentMandate" in group and len(below(group, "cac:PaymentMandate", "cbc:ID")) > 1:
            found("UBL-SR-28", group)
        if says(group, "cbc:PaymentMeansCode", *CREDIT_TRANSFERS):
            for account in group.get("cac:PayeeFinancialAccount", _NONE):
                if not given(account.get("cbc:ID", _NONE)):
                    found("BR-50", account)
        is_transfer = normalized(group, "cbc:PaymentMeansCode") in CREDIT_TRANSFERS
        if is_transfer and not below(group, "cac:PayeeFinancialAccount", "cbc:ID"):
            found("BR-61", group)


def card_numbers(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """BR-51: not the whole number of a card."""
    for leaf in nodes:
        if len(spaced(leaf.text or "")) > _CARD_SIGNS_MAX:
            found("BR-51", leaf)


def add_to(places: Places) -> None:
    """Have payment instructions tested."""
    places.add("cac:PaymentMeans", payment_means)
    places.add("cac:PaymentMeans/cac:CardAccount/cbc:PrimaryAccountNumberID", card_numbers)
