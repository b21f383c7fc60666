"""PEPPOL-EN16931-R001 to R061 and R080: the document as a whole, its parties, its VAT totals; R008: empty elements."""

from collections.abc import Sequence
from typing import cast

from lxml import etree

from faktura.checks import Breaches
from faktura.checks.books import Test
from faktura.source import UBL, Document, Group, Unreadable, spaced, value
from faktura.source.logic import all_of, any_of
from faktura.source.sequences import any_is, at, below, number, only, only_text
from faktura.source.tree import Leaf
from faktura.specifications.peppol_bis_3.ubl.kinds import Kind
from faktura.specifications.peppol_bis_3.ubl.parties import both_german

_DIRECT_DEBITS = frozenset(("49", "59"))
_PROJECT = "50"
_DOCUMENT_CURRENCY = UBL.tag("cbc:DocumentCurrencyCode")

_empty = etree.XPath("descendant::*[not(*) and not(normalize-space())]")


def whole(kind: Kind) -> Test:
    """R001 to R004, R007 and R053 to R055, for a specification of the family."""

    def test(document: Document, found: Breaches) -> None:
        root = document.root
        if "cbc:ProfileID" not in root:
            found("PEPPOL-EN16931-R001", root)
        if spaced(only(root.get("cbc:ProfileID", ()))) not in kind.processes:
            found("PEPPOL-EN16931-R007", root)
        if len(root.get("cbc:Note", ())) > 1 and not both_german(document):
            found("PEPPOL-EN16931-R002", root["cbc:Note"][1])
        if "cbc:BuyerReference" not in root and not at(document, "/cac:OrderReference/cbc:ID"):
            found("PEPPOL-EN16931-R003", root)
        identifier = spaced(only_text(root.get("cbc:CustomizationID", ())))
        if not identifier.startswith(kind.identifier) or "::" in identifier:
            found("PEPPOL-EN16931-R004", root)
        _vat_totals(root, found)

    return test


def _vat_totals(root: Group, found: Breaches) -> None:
    totals = root.get("cac:TaxTotal", ())
    with_breakdown = 0
    for total in totals:
        if "cac:TaxSubtotal" in total:
            with_breakdown += 1
    if with_breakdown != 1:
        found("PEPPOL-EN16931-R053", root)
    accounting = "cbc:TaxCurrencyCode" in root
    if len(totals) - with_breakdown != accounting:
        found("PEPPOL-EN16931-R054", root)
    if accounting and not _same_sign(root, below(totals, "cbc:TaxAmount")):
        found("PEPPOL-EN16931-R055", root)


def _same_sign(root: Group, amounts: Sequence[Leaf]) -> bool:
    """Whether a VAT total in either currency is not above zero, or one in either is not below."""

    def given(name: str, wrong: int) -> bool:
        return any(
            leaf.get("currencyID") == spaced(only(root.get(name, ()))) and _sign(leaf) not in {wrong, None}
            for leaf in amounts
        )

    def both(wrong: int) -> bool:
        return all_of(lambda: given("cbc:TaxCurrencyCode", wrong), lambda: given("cbc:DocumentCurrencyCode", wrong))

    return any_of(lambda: both(1), lambda: both(-1))


def _sign(leaf: Leaf) -> int | None:
    """-1, 0 or 1; None for what is called a number and is none (NaN)."""
    text = spaced(value(leaf))
    if text == "NaN":
        return None
    given = number(text)
    if given is None:
        raise Unreadable("A VAT total is a number such as 12.50.", leaf)
    return (given > 0) - (given < 0)


def vat_currency(document: Document, found: Breaches) -> None:
    """R005: the currency of VAT accounting is another than the document's."""
    beside: dict[Leaf | None, str] = {}
    for leaf in document.named["cbc:TaxCurrencyCode"]:
        parent = leaf.getparent()
        if parent not in beside:
            siblings = parent.findall(_DOCUMENT_CURRENCY) if parent is not None else []
            beside[parent] = spaced(only_text(siblings))
        if spaced(leaf.text or "") == beside[parent]:
            found("PEPPOL-EN16931-R005", leaf)


def parties(document: Document, found: Breaches) -> None:
    """R010 and R020: electronic addresses."""
    for name, rule in (
        ("cac:AccountingCustomerParty", "PEPPOL-EN16931-R010"),
        ("cac:AccountingSupplierParty", "PEPPOL-EN16931-R020"),
    ):
        for side in document.named[name]:
            for party in side.get("cac:Party", ()):
                if "cbc:EndpointID" not in party:
                    found(rule, party)


def direct_debits(document: Document, found: Breaches) -> None:
    """R061: a direct debit names its mandate."""
    for means in document.named["cac:PaymentMeans"]:
        codes = means.get("cbc:PaymentMeansCode", ())
        # Of several codes the rule can't tell which counts, and lets the element be.
        debit = len(codes) == 1 and spaced(value(codes[0])) in _DIRECT_DEBITS
        if debit and not below((means,), "cac:PaymentMandate", "cbc:ID"):
            found("PEPPOL-EN16931-R061", means)


def projects(document: Document, found: Breaches) -> None:
    """R080: a credit note names one project at most."""
    if document.root.name != "cn:CreditNote":
        return
    given = [
        reference
        for reference in document.root.get("cac:AdditionalDocumentReference", ())
        if any_is(reference.get("cbc:DocumentTypeCode", ()), _PROJECT)
    ]
    if len(given) > 1:
        found("PEPPOL-EN16931-R080", given[1])


def empty_elements(document: Document, found: Breaches) -> None:
    """R008: no element is empty."""
    if not document.root and not spaced(document.root.element.text or ""):
        found("PEPPOL-EN16931-R008", document.root)
    for nodes in document.paths.values():
        for node in nodes:
            if type(node) is Group:
                if not node and not spaced(node.element.text or ""):
                    found("PEPPOL-EN16931-R008", node)
                continue
            text = node.text
            if len(node):
                # Nothing may stand inside a text; what does is not in the tree.
                for element in cast("list[etree._Element]", _empty(node)):
                    found("PEPPOL-EN16931-R008", element)
            elif not text or (text.isspace() and not spaced(text)):
                found("PEPPOL-EN16931-R008", node)
