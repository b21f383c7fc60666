"""Other documents, dates and payment: what a reference may hold, how a day is written, what an account needs."""

import re
from typing import Any

from faktura.checks import Breaches
from faktura.source import Document, Group, Leaf, value
from faktura.specifications.en16931.cii.contexts import Checks, LeafChecks
from faktura.specifications.en16931.cii.places import AGREEMENT, SETTLEMENT
from faktura.specifications.en16931.cii.reading import only, part

_DAY = re.compile(r"[ \t\r\n]*\d{4}(?:1[0-2]|0[1-9])(?:3[01]|[12][0-9]|0[1-9])[ \t\r\n]*")
_DAYS_OF_ANY_MONTH = frozenset(f"{month:02}{day:02}" for month in range(1, 13) for day in range(1, 32))
_MEANS = "ram:SpecifiedTradeSettlementPaymentMeans"
_ACCOUNT = "ram:PayeePartyCreditorFinancialAccount"

# A supporting document is of type 916, an invoiced object of 130, a tender or lot of 50.
_ONLY_SUPPORTING = (
    ("CII-DT-015", "ram:URIID", "916"),
    ("CII-DT-021", "ram:Name", "916"),
    ("CII-DT-022", "ram:AttachmentBinaryObject", "916"),
    ("CII-DT-024", "ram:ReferenceTypeCode", "130"),
)


def _references(nodes: list[Any], document: Document, found: Breaches) -> None:
    """CII-DT-015 to CII-DT-027, where it matters what kind of reference it is."""
    additional = nodes[0].name == "ram:AdditionalReferencedDocument"
    for reference in nodes:
        types = [value(leaf) for leaf in reference["ram:TypeCode"]] if "ram:TypeCode" in reference else ()
        for rule, name, wanted in _ONLY_SUPPORTING:
            if name in reference and not (additional and wanted in types):
                found(rule, reference[name][0])
        if types and not (additional and ("916" in types or "130" in types or "50" in types)):
            found("CII-DT-018", reference["ram:TypeCode"][0])
        if "ram:FormattedIssueDateTime" in reference and reference.name != "ram:InvoiceReferencedDocument":
            found("CII-DT-027", reference["ram:FormattedIssueDateTime"][0])


def _supporting(nodes: list[Any], document: Document, found: Breaches) -> None:
    for reference in nodes:
        if not only(reference.get("ram:IssuerAssignedID", ())):
            found("BR-52", reference)


def _preceding(nodes: list[Any], document: Document, found: Breaches) -> None:
    for reference in nodes:
        if not only(reference.get("ram:IssuerAssignedID", ())):
            found("BR-55", reference)


def _agreement(nodes: list[Any], document: Document, found: Breaches) -> None:
    """CII-SR-457, CII-SR-458, CII-SR-475, CII-SR-476: one reference of a kind."""
    for agreement in nodes:
        references: list[Group] = agreement.get("ram:AdditionalReferencedDocument", [])
        if not references:
            continue
        for rule, wanted in (("CII-SR-457", "50"), ("CII-SR-458", "130")):
            of_kind = [
                each for each in references if any(value(leaf) == wanted for leaf in each.get("ram:TypeCode", ()))
            ]
            if len(of_kind) > 1:
                found(rule, of_kind[1])
        supporting = [each for each in references if only(each.get("ram:TypeCode", ())) == "916"]
        for rule, name in (("CII-SR-475", "ram:Name"), ("CII-SR-476", "ram:AttachmentBinaryObject")):
            leaves = [leaf for each in supporting for leaf in each.get(name, ())]
            if len(leaves) > 1:
                found(rule, leaves[1])


def _day(leaf: Leaf, document: Document, found: Breaches) -> None:
    if leaf.get("format") == "102":
        text = leaf.text or ""
        plain = len(text) == 8 and text[:4].isdecimal() and text[4:] in _DAYS_OF_ANY_MONTH
        if not plain and not _DAY.fullmatch(value(leaf)):
            found("CII-DT-097", leaf)


def _means(nodes: list[Any], document: Document, found: Breaches) -> None:
    """BR-49, BR-50, BR-61: the kind of payment, and the account for a transfer."""
    for means in nodes:
        types = means.get("ram:TypeCode")
        if types is None:
            found("BR-49", means)
        elif _ACCOUNT in means and any(value(leaf) in {"30", "58"} for leaf in types):
            for account in means[_ACCOUNT]:
                if "ram:IBANID" not in account and "ram:ProprietaryID" not in account:
                    found("BR-50", account)
                    found("BR-61", account)
                elif not only(account.get("ram:IBANID", ())) and not only(account.get("ram:ProprietaryID", ())):
                    found("BR-50", account)


def _transfers(nodes: list[Any], document: Document, found: Breaches) -> None:
    """CII-SR-470: a transfer says to which account."""
    for means in nodes:
        account = part(means, _ACCOUNT)
        # The artefact's engine asks the cheaper question first: with an account several types do no harm.
        if "ram:IBANID" in account or "ram:ProprietaryID" in account:
            continue
        if only(means.get("ram:TypeCode", ())) in {"30", "58"}:
            found("CII-SR-470", means)


def _cards(nodes: list[Any], document: Document, found: Breaches) -> None:
    for card in nodes:
        if len(only(card.get("ram:ID", ()))) > 10:
            found("BR-51", card["ram:ID"][0])


CHECKS: Checks = (
    ("//ram:*ReferencedDocument", _references),
    ("//ram:AdditionalReferencedDocument", _supporting),
    (f"{SETTLEMENT}/ram:InvoiceReferencedDocument", _preceding),
    (AGREEMENT, _agreement),
    (f"//{_MEANS}", _means),
    (f"{SETTLEMENT}/{_MEANS}", _transfers),
    ("//ram:ApplicableTradeSettlementFinancialCard", _cards),
)

LEAF_CHECKS: LeafChecks = (("//udt:DateTimeString", _day),)
