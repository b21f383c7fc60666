"""The core's rules that the Romanian artefact, which holds an older copy of them, words otherwise."""

from collections.abc import Sequence
from typing import Any

from faktura.checks import Breaches
from faktura.checks.places import Places, PlaceTest
from faktura.source import Document, Group, decimals, string, value
from faktura.specifications.en16931.ubl.steps import LINES, below, is_vat, kinds, sign
from faktura.specifications.en16931.ubl.totals import DECIMALS

_NONE: Sequence[Any] = ()
_SELLER, _BUYER = "/cac:AccountingSupplierParty/cac:Party", "/cac:AccountingCustomerParty/cac:Party"
_REPRESENTATIVE = "cac:TaxRepresentativeParty"
_CARD_SIGNS_MAX = 10

REQUIRED = (
    ("BR-01", "/cbc:CustomizationID"),
    ("BR-02", "/cbc:ID"),
    ("BR-03", "/cbc:IssueDate"),
    ("BR-05", "/cbc:DocumentCurrencyCode"),
    ("BR-06", f"{_SELLER}/cac:PartyLegalEntity/cbc:RegistrationName"),
    ("BR-07", f"{_BUYER}/cac:PartyLegalEntity/cbc:RegistrationName"),
)
"""Rule, element that is there and not empty; here, white space is enough."""

NAMED = (
    ("BR-52", "cac:AdditionalDocumentReference", "cbc:ID"),
    ("BR-09", "cac:AccountingSupplierParty/cac:Party/cac:PostalAddress", "cac:Country/cbc:IdentificationCode"),
    ("BR-11", "cac:AccountingCustomerParty/cac:Party/cac:PostalAddress", "cac:Country/cbc:IdentificationCode"),
    ("BR-18", _REPRESENTATIVE, "cac:PartyName/cbc:Name"),
    ("BR-20", f"{_REPRESENTATIVE}/cac:PostalAddress", "cac:Country/cbc:IdentificationCode"),
    *(("BR-21", line, "cbc:ID") for line in LINES),
    *(("BR-25", line, "cac:Item/cbc:Name") for line in LINES),
)
"""Rule, context, element below that is there and not empty."""

REPEATED_DECIMALS = (
    *(("cac:LegalMonetaryTotal", rule.replace("BR-DEC-", "BR-DEC-RO-"), name) for rule, name in DECIMALS),
    ("cac:TaxTotal/cac:TaxSubtotal", "BR-DEC-RO-1009", "cbc:TaxableAmount"),
    ("cac:TaxTotal/cac:TaxSubtotal", "BR-DEC-RO-1010", "cbc:TaxAmount"),
)
"""Context, rule, amount of two decimals at most: what the core says already, told once more."""

ALLOWANCE_DECIMALS = (
    (("BR-DEC-RO-01", "BR-DEC-RO-02"), ("BR-DEC-RO-05", "BR-DEC-RO-06")),
    (("BR-DEC-RO-24", "BR-DEC-RO-25"), ("BR-DEC-RO-27", "BR-DEC-RO-28")),
)
"""Of the document and of lines: rules for allowances, for charges; each for the amount and for its base."""

TOLD_TWICE = (
    *((rule, rule.replace("-RO-", "-")) for _, rule, _ in REPEATED_DECIMALS[:-2]),
    ("BR-DEC-RO-1009", "BR-DEC-19"),
    ("BR-DEC-RO-1010", "BR-DEC-20"),
    *((rule, rule.replace("-RO-", "-")) for rules in ALLOWANCE_DECIMALS for pair in rules for rule in pair),
)
"""Rule, rule of the core that says the same."""

WORDED_OTHERWISE = frozenset(
    ("BR-04", "BR-27", "BR-50", "BR-51", "BR-B-02", "BR-CO-26", "UBL-SR-22", "UBL-SR-23", "UBL-SR-43")
) | {rule for rule, *_ in (*REQUIRED, *NAMED)}
"""Rules of the core that are tested here instead."""


def _said(leaves: Sequence[Any]) -> bool:
    """Whether any of these leaves has a text, be it white space only (``x != ''``)."""
    return any(value(leaf) for leaf in leaves)


def heading(document: Document, found: Breaches) -> None:
    """BR-01 to BR-07 and BR-B-02."""
    paths, root = document.paths, document.root
    for rule, path in REQUIRED:
        if not _said(paths.get(path, _NONE)):
            found(rule, root)
    if not _said((*root.get("cbc:InvoiceTypeCode", ()), *root.get("cbc:CreditNoteTypeCode", ()))):
        found("BR-04", root)
    categories = {
        value(leaf)
        for name in ("cac:TaxCategory", "cac:ClassifiedTaxCategory")
        for group in document.named[name]
        for leaf in group.get("cbc:ID", _NONE)
    }
    if {"B", "S"} <= categories:
        found("BR-B-02", root)


def _named(rule: str, steps: str) -> PlaceTest:
    first, _, second = steps.partition("/")

    def test(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
        for group in nodes:
            if not _said(below(group, first, second) if second else group.get(first, _NONE)):
                found(rule, group)

    return test


def due(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """BR-CO-25: an invoice with something to pay says when."""
    if document.root.name != "ubl:Invoice":
        return
    for leaf in nodes:
        if sign(leaf) > 0 and not any(
            path.endswith(("/cbc:DueDate", "/cac:PaymentTerms/cbc:Note")) for path in document.paths
        ):
            found("BR-CO-25", leaf)


def sellers(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-CO-26: the buyer can tell who the seller is."""
    for seller in nodes:
        if not any(_identified(party) for party in seller.get("cac:Party", _NONE)):
            found("BR-CO-26", seller)


def _identified(party: Group) -> bool:
    return (
        any("cbc:CompanyID" in scheme and is_vat(scheme) for scheme in party.get("cac:PartyTaxScheme", _NONE))
        or bool(below(party, "cac:PartyIdentification", "cbc:ID"))
        or bool(below(party, "cac:PartyLegalEntity", "cbc:CompanyID"))
    )


def accounts(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-50: a credit transfer says to which account."""
    for account in nodes:
        means = account.parent
        if (
            means is not None
            and any(value(leaf) in {"30", "58"} for leaf in means.get("cbc:PaymentMeansCode", _NONE))
            and not _said(account.get("cbc:ID", _NONE))
        ):
            found("BR-50", account)


def cards(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-51: not the whole number of a card."""
    for card in nodes:
        if len(string(card, "cbc:PrimaryAccountNumberID")) > _CARD_SIGNS_MAX:
            found("BR-51", card)


def representatives(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """UBL-SR-22 and UBL-SR-23, which look for a party that UBL does not have there."""
    for group in nodes:
        parties = group.get("cac:Party", _NONE)
        if sum(len(below(party, "cac:PartyName", "cbc:Name")) for party in parties) > 1:
            found("UBL-SR-22", group)
        if sum(len(below(party, "cac:PartyTaxScheme", "cbc:CompanyID")) for party in parties) > 1:
            found("UBL-SR-23", group)


def additional_documents(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """UBL-SR-43: the type code of a supporting document, if there is one, is 130, or 50 in a credit note."""
    known = {"130", "50"} if document.root.name == "cn:CreditNote" else {"130"}
    for group in nodes:
        kinds_given = {value(leaf) for leaf in group.get("cbc:DocumentTypeCode", _NONE)}
        with_scheme = any(leaf.get("scheme") is not None for leaf in group.get("cbc:ID", _NONE))
        if not (kinds_given & known if "cbc:DocumentTypeCode" in group else not with_scheme):
            found("UBL-SR-43", group)


def prices(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """BR-27: no price is negative, wherever it stands."""
    for leaf in nodes:
        if sign(leaf) < 0:
            found("BR-27", leaf)


def _two_decimals(rules: Sequence[tuple[str, str]]) -> PlaceTest:
    def test(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
        for group in nodes:
            for rule, name in rules:
                if name in group and decimals(string(group, name)) > 2:
                    found(rule, group[name][0])

    return test


def allowances(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """The decimals of allowances and charges, of invoices and of all lines."""
    for group in nodes:
        is_allowance, is_charge = kinds(group)
        parent = group.parent
        if parent is document.root and parent.name == "ubl:Invoice":
            rules = ALLOWANCE_DECIMALS[0]
        elif parent is not None and parent.name in LINES:
            rules = ALLOWANCE_DECIMALS[1]
        else:
            continue
        if is_allowance or is_charge:
            for rule, name in zip(rules[not is_allowance], ("cbc:Amount", "cbc:BaseAmount"), strict=True):
                if name in group and decimals(string(group, name)) > 2:
                    found(rule, group[name][0])


def orderable_units(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """UBL-CR-631, which says what UBL-CR-628 says."""
    found("UBL-CR-631", nodes[0])


def add_to(places: Places) -> None:
    """Have all but the heading tested."""
    for rule, context, steps in NAMED:
        places.add(context, _named(rule, steps))
    places.add("/cac:LegalMonetaryTotal/cbc:PayableAmount", due)
    places.add("cac:AccountingSupplierParty", sellers)
    places.add("cac:PaymentMeans/cac:PayeeFinancialAccount", accounts)
    places.add("cac:PaymentMeans/cac:CardAccount", cards)
    places.add(_REPRESENTATIVE, representatives)
    places.add("cac:AdditionalDocumentReference", additional_documents)
    places.add("cbc:PriceAmount", prices)
    places.add("cac:AllowanceCharge", allowances)
    contexts: dict[str, list[tuple[str, str]]] = {}
    for context, rule, name in REPEATED_DECIMALS:
        contexts.setdefault(context, []).append((rule, name))
    for context, rules in contexts.items():
        places.add(context, _two_decimals(rules))
    for line in LINES:
        places.add(f"/{line}/cac:Price/cbc:OrderableUnitFactorRate", orderable_units)
