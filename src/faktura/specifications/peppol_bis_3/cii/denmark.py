"""DK-R-002 to DK-R-016 on CII: sellers in Denmark, most of the rules for buyers in Denmark only."""

from collections.abc import Sequence

from faktura.checks import Breaches
from faktura.source import Document, Group, Leaf, spaced
from faktura.source.logic import all_of
from faktura.source.sequences import (
    any_is,
    at,
    attributes,
    below,
    number,
    only,
    only_attribute,
    only_text,
)
from faktura.specifications.peppol_bis_3.cii.parties import BUYER, COUNTRY, MEANS, SELLER, SETTLEMENT, TRADE

_MEANS = " 1 10 31 42 48 49 50 58 59 93 97 "
_UNSPSC_VERSIONS = frozenset(("19.05.01", "19.0501", "26.08.01", "26.0801"))
_ALLOWANCES = f"{SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge"
_PAYABLE = f"{SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:DuePayableAmount"


def denmark(document: Document, found: Breaches) -> None:
    """All rules of Denmark."""
    if not any_is(at(document, SELLER + COUNTRY), "DK"):
        return
    root = document.root
    numbers = at(document, f"{SELLER}/ram:SpecifiedLegalOrganization/ram:ID")
    if not spaced(only_text(numbers)):
        found("DK-R-002", root)
    if numbers and only_attribute(numbers, "schemeID") != "0184":
        found("DK-R-014", root)
    if any_is(at(document, BUYER + COUNTRY), "DK"):
        _between_danes(document, root, found)


def _between_danes(document: Document, root: Group, found: Breaches) -> None:
    taxed = any_is(at(document, f"{_ALLOWANCES}/ram:ReasonCode"), "ZZZ")
    if taxed and not _is_tax_code(only(at(document, f"{_ALLOWANCES}/ram:Reason"))):
        found("DK-R-004", root)
    for party in (SELLER, BUYER):
        identifiers = at(document, f"{party}/ram:GlobalID")
        if identifiers and not only_attribute(identifiers, "schemeID"):
            found("DK-R-013", root)
    if spaced(only_text(at(document, "/rsm:ExchangedDocument/ram:TypeCode"))) == "381":
        payable = number(only_text(at(document, _PAYABLE)))
        if payable is not None and payable < 0:
            found("DK-R-016", root)
    for means in at(document, MEANS):
        _means(means, found)
    for line in at(document, f"{TRADE}/ram:IncludedSupplyChainTradeLineItem"):
        codes = below((line,), "ram:SpecifiedTradeProduct", "ram:DesignatedProductClassification", "ram:ClassCode")
        if "TST" in attributes(codes, "listID") and _UNSPSC_VERSIONS.isdisjoint(attributes(codes, "listVersionID")):
            found("DK-R-003", line)


def _is_tax_code(reason: str) -> bool:
    """Four digits, or a code and a text around a number sign."""
    given = number(reason)
    if len(spaced(reason)) == 4 and given is not None and 0 <= given <= 9999:
        return True
    return "#" in reason and not reason.startswith("#") and not reason.endswith("#")


def _means(means: Group, found: Breaches) -> None:
    """DK-R-005 to DK-R-011: what each way to pay asks for."""
    code = only(means.get("ram:TypeCode", ()))
    if f" {code} " not in _MEANS:
        found("DK-R-005", means)
    accounts = below((means,), "ram:PayeePartyCreditorFinancialAccount", "ram:IBANID")
    settlement = [means.parent] if means.parent is not None else []
    payments = below(settlement, "ram:PaymentReference")
    if code in {"31", "42"}:
        banks = below((means,), "ram:PayeeSpecifiedCreditorFinancialInstitution", "ram:BICID")
        if not all_of(lambda: bool(spaced(only_text(accounts))), lambda: bool(spaced(only_text(banks)))):
            found("DK-R-006", means)
    elif code == "49":
        creditors = below(settlement, "ram:CreditorReferenceID")
        mandates = below((means,), "ram:SpecifiedTradePaymentTerms", "ram:DirectDebitMandateID")
        if not all_of(lambda: bool(spaced(only_text(creditors))), lambda: bool(spaced(only_text(mandates)))):
            found("DK-R-007", means)
    elif code == "50":
        if not all_of(
            lambda: only(payments)[:3] in {"01#", "04#", "15#"},
            lambda: len(only_text(accounts)) in {7, 8},
        ):
            found("DK-R-008", means)
        if _card(payments) in {"04#", "15#"} and len(only(payments)) != 19:
            found("DK-R-009", means)
    elif code == "93":
        if not all_of(
            lambda: only(payments)[:3] in {"71#", "73#", "75#"},
            lambda: len(only_text(accounts)) == 8,
        ):
            found("DK-R-010", means)
        if _card(payments) in {"71#", "75#"} and len(only(payments)) not in {18, 19}:
            found("DK-R-011", means)


def _card(payments: Sequence[Leaf]) -> str:
    return only(payments)[:3]
