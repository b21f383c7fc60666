"""Attributes that EN 16931 does not use: on identifiers, codes, amounts and quantities."""

from collections.abc import Iterator

from faktura.checks import Breaches, RuleText, Severity
from faktura.source import Document, Leaf
from faktura.specifications.en16931.cii.contexts import LeafCheck, LeafChecks
from faktura.specifications.en16931.cii.places import BILLED_QUANTITY, CONTEXT, DOCUMENT, LINE, LINE_SETTLEMENT

Barred = tuple[tuple[str, str], ...]
"""Rules and the attribute that each bars."""

_PLAIN_IDENTIFIER: Barred = (
    ("CII-DT-001", "schemeName"),
    ("CII-DT-002", "schemeAgencyName"),
    ("CII-DT-003", "schemeDataURI"),
    ("CII-DT-004", "schemeURI"),
    ("CII-DT-005", "schemeID"),
    ("CII-DT-006", "schemeAgencyID"),
    ("CII-DT-007", "schemeVersionID"),
)
_IDENTIFIER: Barred = (
    ("CII-DT-101", "schemeName"),
    ("CII-DT-102", "schemeAgencyName"),
    ("CII-DT-103", "schemeDataURI"),
    ("CII-DT-104", "schemeURI"),
)
_TYPE: Barred = (("CII-DT-008", "name"), ("CII-DT-009", "listURI"))
_CATEGORY: Barred = (
    ("CII-DT-045", "listID"),
    ("CII-DT-046", "listAgencyID"),
    ("CII-DT-047", "listVersionID"),
    ("CII-DT-048", "listURI"),
)
_AMOUNT: Barred = (("CII-DT-031", "currencyID"), ("CII-DT-032", "currencyCodeListVersionID"))
_QUANTITY: Barred = (
    ("CII-DT-034", "unitCodeListID"),
    ("CII-DT-035", "unitCodeListAgencyID"),
    ("CII-DT-036", "unitCodeListAgencyName"),
)

_PLAIN = (
    f"{CONTEXT}/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID",
    f"{DOCUMENT}/ram:ID",
    f"{LINE}/ram:AssociatedDocumentLineDocument/ram:LineID",
    f"{LINE}/ram:SpecifiedTradeProduct/ram:SellerAssignedID",
)


def _without(barred: Barred) -> LeafCheck:
    def check(leaf: Leaf, document: Document, found: Breaches) -> None:
        for rule, name in barred:
            if leaf.get(name) is not None:
                found(rule, leaf)

    return check


def _unit(leaf: Leaf, document: Document, found: Breaches) -> None:
    """CII-DT-033: a unit is for documents whose invoiced quantities have one, too."""
    if leaf.get("unitCode") is not None:
        billed = document.paths.get(BILLED_QUANTITY, ())
        if not any(quantity.get("unitCode") is not None for quantity in billed):
            found("CII-DT-033", leaf)


def texts() -> Iterator[RuleText]:
    """What is said of the rules, by one formula."""
    for barred, severity, what in (
        (_PLAIN_IDENTIFIER, Severity.FATAL, "this identifier"),
        (_IDENTIFIER, Severity.FATAL, "an identifier"),
        (_TYPE, Severity.FATAL, "ram:TypeCode"),
        (_CATEGORY, Severity.WARNING, "a line's ram:CategoryCode"),
        (_AMOUNT, Severity.FATAL, "an amount other than ram:TaxTotalAmount"),
        (_QUANTITY, Severity.FATAL, "a quantity"),
    ):
        for rule, name in barred:
            yield RuleText(rule, severity, f"EN 16931 does not use the attribute {name} on {what}: take it out.")


BARRED: tuple[tuple[str, Barred], ...] = (
    *((path, _PLAIN_IDENTIFIER) for path in _PLAIN),
    (" ^".join(("//ram:*ID", *_PLAIN)), _IDENTIFIER),
    ("//ram:TypeCode", _TYPE),
    (f"{LINE_SETTLEMENT}/ram:ApplicableTradeTax/ram:CategoryCode", _CATEGORY),
    ("//ram:*Amount ^//ram:TaxTotalAmount", _AMOUNT),
    ("//ram:*Quantity", _QUANTITY),
)
"""Patterns of elements, and what is barred on them."""

LEAF_CHECKS: LeafChecks = (*((pattern, _without(barred)) for pattern, barred in BARRED), ("//ram:*Quantity", _unit))
