"""PEPPOL-EN16931-R001 to R007, R010, R020, R053 to R055, R061 and R080: the document, its parties, its VAT totals."""

import re
from collections.abc import Sequence

from faktura.checks import Breaches
from faktura.source import Document, Group, Leaf, Unreadable, spaced, value
from faktura.source.logic import all_of, any_of
from faktura.source.sequences import any_is, at, below, number, only, only_text
from faktura.specifications.peppol_bis_3.cii.parties import SETTLEMENT, TRADE
from faktura.specifications.peppol_bis_3.document import IDENTIFIER

_PROCESS = re.compile(r"urn:fdc:peppol\.eu:2017:poacc:billing:[0-9]{2}:1.0")
_DIRECT_DEBITS = frozenset(("49", "59"))
_PROCESS_ID = "/rsm:ExchangedDocumentContext/ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID"


def contexts(document: Document, found: Breaches) -> None:
    """R001, R004 and R007: what the document says of itself."""
    for group in document.named["rsm:ExchangedDocumentContext"]:
        if not below((group,), "ram:BusinessProcessSpecifiedDocumentContextParameter", "ram:ID"):
            found("PEPPOL-EN16931-R001", group)
        if not _PROCESS.search(spaced(only(at(document, _PROCESS_ID)))):
            found("PEPPOL-EN16931-R007", group)
        identifiers = below((group,), "ram:GuidelineSpecifiedDocumentContextParameter", "ram:ID")
        if not spaced(only_text(identifiers)).startswith(IDENTIFIER):
            found("PEPPOL-EN16931-R004", group)


def headings(document: Document, found: Breaches) -> None:
    """R002, R003, R006, R010, R020, R061 and R080: notes, references, parties, direct debits."""
    named = document.named
    for group in named["rsm:ExchangedDocument"]:
        notes = group.get("ram:IncludedNote", ())
        if len(notes) > 1 or below(notes, "ram:SubjectCode"):
            found("PEPPOL-EN16931-R002", group)
    for group in named["ram:ApplicableHeaderTradeAgreement"]:
        orders = below((group,), "ram:BuyerOrderReferencedDocument", "ram:IssuerAssignedID")
        if "ram:BuyerReference" not in group and not orders:
            found("PEPPOL-EN16931-R003", group)
        for rule, code in (("PEPPOL-EN16931-R006", "130"), ("PEPPOL-EN16931-R080", "50")):
            references = group.get("ram:AdditionalReferencedDocument", ())
            if sum(any_is(reference.get("ram:TypeCode", ()), code) for reference in references) > 1:
                found(rule, group)
    for name, rule in (
        ("ram:BuyerTradeParty", "PEPPOL-EN16931-R010"),
        ("ram:SellerTradeParty", "PEPPOL-EN16931-R020"),
    ):
        for party in named[name]:
            if not below((party,), "ram:URIUniversalCommunication", "ram:URIID"):
                found(rule, party)
    for means in named["ram:SpecifiedTradeSettlementPaymentMeans"]:
        codes = means.get("ram:TypeCode", ())
        debit = len(codes) == 1 and spaced(value(codes[0])) in _DIRECT_DEBITS
        if debit and not below((means.parent,), "ram:SpecifiedTradePaymentTerms", "ram:DirectDebitMandateID"):
            found("PEPPOL-EN16931-R061", means)


def settlements(document: Document, found: Breaches) -> None:
    """R005 and R053 to R055: currencies and VAT totals."""
    own = {value(leaf) for leaf in at(document, f"{SETTLEMENT}/ram:InvoiceCurrencyCode")}
    accounting = {value(leaf) for leaf in at(document, f"{SETTLEMENT}/ram:TaxCurrencyCode")}
    for group in document.named["ram:ApplicableHeaderTradeSettlement"]:
        second = "ram:TaxCurrencyCode" in group
        if second:
            currencies = (group["ram:TaxCurrencyCode"], group.get("ram:InvoiceCurrencyCode", ()))
            if len({spaced(only_text(leaves)) for leaves in currencies}) == 1:
                found("PEPPOL-EN16931-R005", group)
        totals = below((group,), "ram:SpecifiedTradeSettlementHeaderMonetarySummation", "ram:TaxTotalAmount")
        in_own = [leaf for leaf in totals if leaf.get("currencyID") in own]
        if len(in_own) != 1:
            found("PEPPOL-EN16931-R053", group)
        in_another = [leaf for leaf in totals if leaf.get("currencyID") is not None and own - {leaf.get("currencyID")}]
        if len(in_another) != second:
            found("PEPPOL-EN16931-R054", group)
        in_accounting = [leaf for leaf in totals if leaf.get("currencyID") in accounting]
        if accounting and not _same_sign(in_accounting, in_own):
            found("PEPPOL-EN16931-R055", group)


def _same_sign(one: Sequence[Leaf], other: Sequence[Leaf]) -> bool:
    def both(*, negative: bool) -> bool:
        return all_of(
            lambda: any(_is_negative(leaf) is negative for leaf in one),
            lambda: any(_is_negative(leaf) is negative for leaf in other),
        )

    return any_of(lambda: both(negative=True), lambda: both(negative=False))


def _is_negative(leaf: Leaf) -> bool | None:
    """None for what is called a number and is none (NaN)."""
    text = spaced(value(leaf))
    if text == "NaN":
        return None
    given = number(text)
    if given is None:
        raise Unreadable("A VAT total is a number such as 12.50.", leaf)
    return given < 0


def line_periods(document: Document, found: Breaches) -> None:
    """R110 and R111: a line's period lies within the document's; days are compared as texts."""
    for rule, name in (("PEPPOL-EN16931-R110", "ram:StartDateTime"), ("PEPPOL-EN16931-R111", "ram:EndDateTime")):
        path = f"{SETTLEMENT}/ram:BillingSpecifiedPeriod/{name}"
        if not at(document, path):
            continue
        bounds = [value(leaf) for leaf in at(document, f"{path}/udt:DateTimeString")]
        lines = f"{TRADE}/ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedLineTradeSettlement"
        for group in at(document, f"{lines}/ram:BillingSpecifiedPeriod/{name}"):
            if not _is_within(group, bounds, name):
                found(rule, group)


def _is_within(group: Group, bounds: Sequence[str], name: str) -> bool:
    days = [value(leaf) for leaf in group.get("udt:DateTimeString", ())]
    if not days or not bounds:
        return False
    return max(days) >= min(bounds) if name == "ram:StartDateTime" else min(days) <= max(bounds)
