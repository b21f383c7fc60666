"""Amounts wherever they stand: their currency and their decimals."""

from collections.abc import Sequence
from typing import Any

from faktura import codes
from faktura.checks import Breaches
from faktura.checks.places import Places
from faktura.source import UBL, Document, Group, value
from faktura.specifications.en16931.ubl.codes import not_in

WITH_CURRENCY = (
    "cbc:Amount",
    "cbc:BaseAmount",
    "cbc:PriceAmount",
    "cbc:TaxAmount",
    "cbc:TaxableAmount",
    "cbc:LineExtensionAmount",
    "cbc:TaxExclusiveAmount",
    "cbc:TaxInclusiveAmount",
    "cbc:AllowanceTotalAmount",
    "cbc:ChargeTotalAmount",
    "cbc:PrepaidAmount",
    "cbc:PayableRoundingAmount",
    "cbc:PayableAmount",
)
"""The amounts whose currency BR-CL-03 looks at."""
_WITH_CURRENCY = frozenset(map(UBL.tag, WITH_CURRENCY))
_DECIMALS_MAX = 2


def amounts(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """UBL-DT-01: amounts have two decimals at most; prices may have more. BR-CL-03: they have a currency."""
    known = codes.CURRENCIES.codes
    first = nodes[0]
    have_currency = not isinstance(first, Group) and first.tag in _WITH_CURRENCY
    for node in nodes:
        element = node.element if isinstance(node, Group) else node
        text = value(element) if len(element) else element.text or ""
        if -1 < text.find(".") < len(text) - _DECIMALS_MAX - 1 and not _is_of_price(document, node):
            found("UBL-DT-01", node)
        if have_currency:
            code = node.get("currencyID")
            if code not in known and not_in(known, code):
                found("BR-CL-03", node)


def _is_of_price(document: Document, node: Any) -> bool:
    """Whether it does not matter here: a price, or a part of a price that has a discount."""
    price, discount = document.names.tag("cac:Price"), document.names.tag("cac:AllowanceCharge")
    element = node.element if isinstance(node, Group) else node
    return element.tag.endswith("PriceAmount") or any(
        above.find(discount) is not None for above in element.iterancestors(price)
    )


def add_to(places: Places) -> None:
    """Have amounts tested."""
    places.add("*Amount", amounts)
