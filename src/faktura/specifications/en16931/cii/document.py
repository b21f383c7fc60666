"""The document as a whole: what every invoice says once (BR-01 to BR-11, BR-16, BR-62, BR-63, BR-CO-15, ...)."""

from typing import Any

from faktura.checks import Breaches
from faktura.source import Document, Repeated, Unevaluable, cents, decimal, spaced, value
from faktura.specifications.en16931.cii.places import (
    BUYER,
    CONTEXT,
    DOCUMENT,
    SELLER,
    SETTLEMENT,
    SETTLEMENT_NAME,
    TOTALS,
)
from faktura.specifications.en16931.cii.reading import attribute, only, together

_GUIDELINE = f"{CONTEXT}/ram:GuidelineSpecifiedDocumentContextParameter"
_ISSUE_DATE = f"{DOCUMENT}/ram:IssueDateTime/udt:DateTimeString"
_NEEDED = (
    ("BR-01", f"{_GUIDELINE}/ram:ID"),
    ("BR-02", f"{DOCUMENT}/ram:ID"),
    ("BR-04", f"{DOCUMENT}/ram:TypeCode"),
    ("BR-05", f"{SETTLEMENT}/ram:InvoiceCurrencyCode"),
    ("BR-06", f"{SELLER}/ram:Name"),
    ("BR-07", f"{BUYER}/ram:Name"),
    ("BR-09", f"{SELLER}/ram:PostalTradeAddress/ram:CountryID"),
    ("BR-11", f"{BUYER}/ram:PostalTradeAddress/ram:CountryID"),
)
_NEEDED_GROUPS = (
    ("BR-08", f"{SELLER}/ram:PostalTradeAddress"),
    ("BR-10", f"{BUYER}/ram:PostalTradeAddress"),
)
_ADDRESSES = (("BR-62", SELLER), ("BR-63", BUYER))
_PAYMENT_MEANS = "ram:SpecifiedTradeSettlementPaymentMeans"


def needed(document: Document, found: Breaches) -> None:
    """BR-01 to BR-11, BR-16, BR-62, BR-63: what every invoice says, once."""
    root, paths = document.root, document.paths
    stopped: Unevaluable | None = None
    for rule, path in _NEEDED:
        leaves = paths.get(path)
        if leaves is None:
            found(rule, root)
        elif len(leaves) > 1:
            name = path.rpartition("/")[2]
            stopped = Repeated(f"{name} may stand here once only; take out the others.", leaves[1])
        elif not (leaves[0].text or "").strip(" \t\r\n") and not spaced(value(leaves[0])):
            found(rule, leaves[0])
    if not only(leaf for leaf in paths.get(_ISSUE_DATE, ()) if leaf.get("format") == "102"):
        found("BR-03", root)
    for rule, path in _NEEDED_GROUPS:
        if path not in paths:
            found(rule, root)
    if not document.named["ram:IncludedSupplyChainTradeLineItem"]:
        found("BR-16", root)
    for rule, path in _ADDRESSES:
        if f"{path}/ram:URIUniversalCommunication" in paths:
            first = together(
                party["ram:URIUniversalCommunication"][0]
                for party in paths[path]
                if "ram:URIUniversalCommunication" in party
            )
            if not attribute(first.get("ram:URIID", ()), "schemeID"):
                found(rule, paths[f"{path}/ram:URIUniversalCommunication"][0])
    if stopped is not None:
        raise stopped


def gross(document: Document, found: Breaches) -> None:
    """BR-CO-15: the total with VAT is the total without and the VAT in the invoice's currency."""
    paths = document.paths
    currencies = paths.get(f"{SETTLEMENT}/ram:InvoiceCurrencyCode")
    if currencies is None:
        return
    totals = together(paths.get(TOTALS, ()))
    gross, net = totals.get("ram:GrandTotalAmount"), totals.get("ram:TaxBasisTotalAmount")
    for currency in currencies:
        code = value(currency)
        taxes = [leaf for leaf in totals.get("ram:TaxTotalAmount", ()) if leaf.get("currencyID") == code]
        if gross is None or net is None:
            found("BR-CO-15", document.root)
            return
        with_vat, without_vat = decimal(gross[0]), decimal(net[0])
        # The artefact's engine asks the cheaper question first, so that an unreadable tax may not matter.
        if with_vat == without_vat or (len(taxes) == 1 and with_vat == cents(without_vat + decimal(taxes[0]))):
            continue
        found("BR-CO-15", gross[0])
        return


def payment(document: Document, found: Breaches) -> None:
    """CII-SR-467 to CII-SR-469: every payment instruction says the same kind and text, and one reference serves all."""
    means = document.named[_PAYMENT_MEANS]
    if len(means) > 1 or (means and _repeats(means[0])):
        for rule, name in (("CII-SR-467", "ram:TypeCode"), ("CII-SR-468", "ram:Information")):
            leaves = [leaf for each in means for leaf in each.get(name, ())]
            if len({spaced(value(leaf)) for leaf in leaves}) > 1:
                found(rule, leaves[1])
    references = [leaf for group in document.named[SETTLEMENT_NAME] for leaf in group.get("ram:PaymentReference", ())]
    if len(references) > 1:
        found("CII-SR-469", references[1])


def _repeats(means: Any) -> bool:
    return len(means.get("ram:TypeCode", ())) > 1 or len(means.get("ram:Information", ())) > 1


def root_attributes(document: Document, found: Breaches) -> None:
    """CII-DT-013, CII-DT-014: the root says no language."""
    element = document.root.element
    if element.attrib:
        if element.get("languageID") is not None:
            found("CII-DT-013", document.root)
        if element.get("languageLocaleID") is not None:
            found("CII-DT-014", document.root)
