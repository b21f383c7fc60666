"""DK-R-002 to DK-R-017: sellers in Denmark, most of the rules for buyers in Denmark only."""

from collections.abc import Sequence

from faktura.checks import Breaches
from faktura.source import Document, Group, spaced
from faktura.source.logic import all_of, applies
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
from faktura.source.tree import Leaf
from faktura.specifications.peppol_bis_3.check_digits import all_digits
from faktura.specifications.peppol_bis_3.ubl.parties import BUYER, SELLER, is_of_country, written_country

_MEANS = " 1 10 31 42 48 49 50 58 59 93 97 "
_UNSPSC_VERSIONS = frozenset(("19.05.01", "19.0501", "26.08.01", "26.0801"))
_CVR = "0184"


def denmark(document: Document, found: Breaches) -> None:
    """All rules of Denmark."""
    if not applies(is_of_country, document, SELLER, "DK"):
        return
    _seller(document, found)
    if applies(is_of_country, document, BUYER, "DK"):
        _between_danes(document, found)


def _seller(document: Document, found: Breaches) -> None:
    root = document.root
    numbers = at(document, f"{SELLER}/cac:PartyLegalEntity/cbc:CompanyID")
    if not spaced(only_text(numbers)):
        found("DK-R-002", root)
    if numbers and only_attribute(numbers, "schemeID") != _CVR:
        found("DK-R-014", root)
    if root.name == "cn:CreditNote" and all_of(
        lambda: written_country(document, BUYER) == "DK",
        lambda: _is_negative(only_text(at(document, "/cac:LegalMonetaryTotal/cbc:PayableAmount"))),
    ):
        found("DK-R-016", root)


def _is_negative(text: str) -> bool:
    given = number(text)
    return given is not None and given < 0


def _between_danes(document: Document, found: Breaches) -> None:
    for party in (SELLER, BUYER):
        for group in at(document, f"{party}/cac:PartyIdentification"):
            identifiers = group.get("cbc:ID", ())
            if identifiers and not only_attribute(identifiers, "schemeID"):
                found("DK-R-013", group)
    for party in at(document, BUYER):
        numbers = below((party,), "cac:PartyLegalEntity", "cbc:CompanyID")
        if numbers and only_attribute(numbers, "schemeID") != _CVR:
            found("DK-R-017", party)
    if document.root.name == "ubl:Invoice":
        for means in document.root.get("cac:PaymentMeans", ()):
            _means(means, found)
    line_name = "cac:InvoiceLine" if document.root.name == "ubl:Invoice" else "cac:CreditNoteLine"
    for line in document.root.get(line_name, ()):
        codes = below((line,), "cac:Item", "cac:CommodityClassification", "cbc:ItemClassificationCode")
        if "TST" in attributes(codes, "listID") and _UNSPSC_VERSIONS.isdisjoint(attributes(codes, "listVersionID")):
            found("DK-R-003", line)
    for group in document.named["cac:AllowanceCharge"]:
        if any_is(group.get("cbc:AllowanceChargeReasonCode", ()), "ZZZ") and not _has_danish_reason(group):
            found("DK-R-004", group)


def _has_danish_reason(group: Group) -> bool:
    """Four digits, or a code and a text around a number sign."""
    reasons = group.get("cbc:AllowanceChargeReason", ())
    if len(spaced(only_text(reasons))) == 4:
        given = number(only(reasons))
        if given is not None and 0 <= given <= 9999:
            return True
    reason = only(reasons)
    return "#" in reason and not reason.startswith("#") and not reason.endswith("#")


def _means(means: Group, found: Breaches) -> None:
    """DK-R-005 to DK-R-011: what each way to pay asks for."""
    code = only(means.get("cbc:PaymentMeansCode", ()))
    if f" {code} " not in _MEANS:
        found("DK-R-005", means)
    if code in {"31", "42"}:
        account = below((means,), "cac:PayeeFinancialAccount", "cbc:ID")
        branch = below((means,), "cac:PayeeFinancialAccount", "cac:FinancialInstitutionBranch", "cbc:ID")
        if not _both_filled(account, branch):
            found("DK-R-006", means)
    elif code == "49":
        mandate = below((means,), "cac:PaymentMandate", "cbc:ID")
        payer = below((means,), "cac:PaymentMandate", "cac:PayerFinancialAccount", "cbc:ID")
        if not _both_filled(mandate, payer):
            found("DK-R-007", means)
    elif code in {"50", "93"}:
        _slip(means, code, found)


def _both_filled(one: Sequence[Leaf], other: Sequence[Leaf]) -> bool:
    return all_of(lambda: bool(spaced(only_text(one))), lambda: bool(spaced(only_text(other))))


def _slip(means: Group, code: str, found: Breaches) -> None:
    """DK-R-008 to DK-R-011: payment slips, Giro (50) and FIK (93): card type, payment number, creditor."""
    payments = means.get("cbc:PaymentID", ())
    accounts = below((means,), "cac:PayeeFinancialAccount", "cbc:ID")
    if code == "50":
        if not all_of(lambda: only(payments)[:3] in {"01#", "04#", "15#"}, lambda: _is_giro(only(accounts))):
            found("DK-R-008", means)
        payment = only(payments)
        if payment.startswith(("04#", "15#")) and len(payment) != 19:
            found("DK-R-009", means)
    else:
        if not all_of(lambda: only(payments)[:3] in {"71#", "73#", "75#"}, lambda: len(only_text(accounts)) == 8):
            found("DK-R-010", means)
        payment = only(payments)
        if payment.startswith(("71#", "75#")) and len(payment) not in {18, 19}:
            found("DK-R-011", means)


def _is_giro(account: str) -> bool:
    return len(account) in {7, 8} and all_digits(account)
