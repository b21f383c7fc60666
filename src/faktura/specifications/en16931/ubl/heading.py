"""What the document must have, and what it may have once only: rules on Invoice and CreditNote as a whole."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from faktura.checks import Breaches
from faktura.checks.places import Places, PlaceTest
from faktura.codes import SEPA_SCHEME
from faktura.source import Document, Group, Repeated, amount, cents, decimal, string
from faktura.specifications.en16931.ubl.steps import both, either, given

_NONE: Sequence[Any] = ()
_SELLER = "/cac:AccountingSupplierParty/cac:Party"
_BUYER = "/cac:AccountingCustomerParty/cac:Party"

REQUIRED = (
    ("BR-01", "/cbc:CustomizationID"),
    ("BR-02", "/cbc:ID"),
    ("BR-03", "/cbc:IssueDate"),
    ("BR-05", "/cbc:DocumentCurrencyCode"),
    ("BR-06", f"{_SELLER}/cac:PartyLegalEntity/cbc:RegistrationName"),
    ("BR-07", f"{_BUYER}/cac:PartyLegalEntity/cbc:RegistrationName"),
)
"""Rule, element that is there, once, and not blank."""

PRESENT = (
    ("BR-08", f"{_SELLER}/cac:PostalAddress"),
    ("BR-10", f"{_BUYER}/cac:PostalAddress"),
    ("BR-CO-18", "/cac:TaxTotal/cac:TaxSubtotal"),
)
"""Rule, element that is there."""

ONCE = (
    ("UBL-SR-01", "/cac:ContractDocumentReference/cbc:ID"),
    ("UBL-SR-02", "/cac:ReceiptDocumentReference/cbc:ID"),
    ("UBL-SR-03", "/cac:DespatchDocumentReference/cbc:ID"),
    ("UBL-SR-05", "/cac:PaymentTerms/cbc:Note"),
    ("UBL-SR-08", "/cac:InvoicePeriod"),
    ("UBL-SR-09", f"{_SELLER}/cac:PartyLegalEntity/cbc:RegistrationName"),
    ("UBL-SR-10", f"{_SELLER}/cac:PartyName/cbc:Name"),
    ("UBL-SR-11", f"{_SELLER}/cac:PartyLegalEntity/cbc:CompanyID"),
    ("UBL-SR-14", f"{_SELLER}/cac:PartyLegalEntity/cbc:CompanyLegalForm"),
    ("UBL-SR-15", f"{_BUYER}/cac:PartyLegalEntity/cbc:RegistrationName"),
    ("UBL-SR-16", f"{_BUYER}/cac:PartyIdentification/cbc:ID"),
    ("UBL-SR-17", f"{_BUYER}/cac:PartyLegalEntity/cbc:CompanyID"),
    ("UBL-SR-24", "/cac:Delivery"),
    ("UBL-SR-39", "/cac:ProjectReference/cbc:ID"),
    ("UBL-SR-40", f"{_BUYER}/cac:PartyName/cbc:Name"),
    ("UBL-SR-45", "/cac:PaymentMeans/cbc:PaymentDueDate"),
    ("UBL-SR-49", "/cac:InvoicePeriod/cbc:DescriptionCode"),
    ("UBL-SR-54", "/cac:PaymentMeans/cac:CardAccount"),
    ("UBL-SR-55", "/cac:PaymentMeans/cac:PaymentMandate"),
    ("UBL-SR-56", "/cac:OriginatorDocumentReference/cbc:ID"),
)
"""Rule, element that stands once at most in the whole document."""


def heading(document: Document, found: Breaches) -> None:
    """BR-01 to BR-08, BR-10, BR-16, BR-53, BR-CO-03, BR-CO-18, UBL-SR-29, UBL-SR-44, UBL-SR-47."""
    paths, root = document.paths, document.root
    get = paths.get
    for rule, path in PRESENT:
        if path not in paths:
            found(rule, root)
    if "cac:InvoiceLine" not in root and "cac:CreditNoteLine" not in root:
        found("BR-16", root)
    if "cbc:TaxPointDate" in root and "/cac:InvoicePeriod/cbc:DescriptionCode" in paths:
        found("BR-CO-03", root)
    if "cbc:TaxCurrencyCode" in root:
        _accounting_currency(document, found)
    for rule, name in (("UBL-SR-44", "cbc:PaymentID"), ("UBL-SR-47", "cbc:PaymentMeansCode")):
        leaves = document.named[name]
        if len(leaves) > 1 and len({leaf.text or "" for leaf in leaves}) > 1:
            found(rule, leaves[-1])
    for rule, path in REQUIRED:
        if not given(get(path, _NONE)):
            found(rule, root)
    if not either(
        lambda: given(get("/cbc:InvoiceTypeCode", _NONE)), lambda: given(get("/cbc:CreditNoteTypeCode", _NONE))
    ):
        found("BR-04", root)


def _accounting_currency(document: Document, found: Breaches) -> None:
    """BR-53: the VAT total is given in the accounting currency."""
    totals = document.named["cac:TaxTotal"]
    given_in = {leaf.get("currencyID") for total in totals for leaf in total.get("cbc:TaxAmount", ())}
    for leaf in document.root["cbc:TaxCurrencyCode"]:
        if (leaf.text or "") not in given_in:
            found("BR-53", leaf)


def gross_total(document: Document, found: Breaches) -> None:
    """BR-CO-15: the gross total is the net total and the VAT, which is given once in the document's currency."""
    root = document.root
    for leaf in root.get("cbc:DocumentCurrencyCode", _NONE):
        if not _gross_follows(root, leaf.text or ""):
            found("BR-CO-15", root)


def _gross_follows(root: Group, currency: str) -> bool:
    totals = root.get("cac:LegalMonetaryTotal", _NONE)

    def follows() -> bool:
        nets = _amounts(totals, "cbc:TaxExclusiveAmount")
        if len(nets) > 1:
            raise Repeated("There may be one cac:LegalMonetaryTotal only; take out the others.", totals[1])
        if not nets:
            return False
        taxes = _taxes(root, currency)
        return bool(taxes) and cents(nets[0] + taxes[0]) in _amounts(totals, "cbc:TaxInclusiveAmount")

    return both(lambda: len(_taxes(root, currency)) == 1, follows)


def _taxes(root: Group, currency: str) -> list[Decimal]:
    taxes: list[Decimal] = []
    for total in root.get("cac:TaxTotal", _NONE):
        leaves = [leaf for leaf in total.get("cbc:TaxAmount", _NONE) if leaf.get("currencyID") == currency]
        if len(leaves) > 1:
            raise Repeated("This amount may stand here once only in the document's currency.", leaves[1])
        if leaves:
            taxes.append(decimal(leaves[0]))
    return taxes


def _amounts(totals: Sequence[Group], name: str) -> list[Decimal]:
    return [number for number in (amount(total, name) for total in totals) if number is not None]


def tax_registrations(document: Document, found: Breaches) -> None:
    """UBL-SR-12, UBL-SR-13, UBL-SR-18: one tax identifier of each kind."""
    get = document.paths.get
    for vat_rule, other_rule, path in (
        ("UBL-SR-12", "UBL-SR-13", f"{_SELLER}/cac:PartyTaxScheme"),
        ("UBL-SR-18", "", f"{_BUYER}/cac:PartyTaxScheme"),
    ):
        schemes = get(path, _NONE)
        for_vat = others = 0
        for scheme in schemes:
            # Here white space matters.
            names = {string(each, "cbc:ID").upper() for each in scheme.get("cac:TaxScheme", _NONE)}
            identifiers = len(scheme.get("cbc:CompanyID", _NONE))
            for_vat += identifiers if "VAT" in names else 0
            others += identifiers if names - {"VAT"} else 0
        if for_vat > 1:
            found(vat_rule, schemes[-1])
        if others > 1 and other_rule:
            found(other_rule, schemes[-1])


def creditor_identifiers(document: Document, found: Breaches) -> None:
    """UBL-SR-29: one creditor identifier at most."""
    creditors = [
        leaf
        for group in document.named["cac:PartyIdentification"]
        for leaf in group.get("cbc:ID", _NONE)
        if (leaf.get("schemeID") or "").upper() == SEPA_SCHEME
    ]
    if len(creditors) > 1:
        found("UBL-SR-29", creditors[1])


def means_names(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """UBL-SR-46: one text at most that describes the means of payment."""
    if len(nodes) > 1 and sum(leaf.get("name") is not None for leaf in nodes) > 1:
        found("UBL-SR-46", nodes[1])


def _once(rule: str) -> PlaceTest:
    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        if len(nodes) > 1:
            found(rule, nodes[1])

    return test


def add_to(places: Places) -> None:
    """Have what may stand once only, tested."""
    for rule, path in ONCE:
        places.add(path, _once(rule))
    places.add("/cac:PaymentMeans/cbc:PaymentMeansCode", means_names)
