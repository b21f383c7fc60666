"""The document as a whole: ibr-001 to ibr-016, ibr-053, ibr-071, ibr-072, ibr-084, ibr-co-15 and what occurs once."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from faktura.checks import Breaches
from faktura.checks.places import Places
from faktura.source import Document, Group, amount, cents, spaced, value
from faktura.source.logic import all_of, any_of
from faktura.source.sequences import at, below, only
from faktura.specifications.en16931.ubl.steps import either, given, says
from faktura.specifications.pint.shapes import add_shapes, single
from faktura.specifications.pint.terms import any_true, double, one_decimal

_OBJECT, _PROJECT = "130", "50"
_LEGAL_NAME = "cac:Party/cac:PartyLegalEntity/cbc:RegistrationName"

FILLED = (
    ("ibr-001", "/cbc:CustomizationID"),
    ("ibr-002", "/cbc:ID"),
    ("ibr-003", "/cbc:IssueDate"),
    ("ibr-005", "/cbc:DocumentCurrencyCode"),
    ("ibr-006", f"/cac:AccountingSupplierParty/{_LEGAL_NAME}"),
    ("ibr-007", f"/cac:AccountingCustomerParty/{_LEGAL_NAME}"),
)
"""What a document has and is not blank."""

NEEDED = (
    ("ibr-008", "/cac:AccountingSupplierParty/cac:Party/cac:PostalAddress"),
    ("ibr-010", "/cac:AccountingCustomerParty/cac:Party/cac:PostalAddress"),
    ("ibr-076", "/cbc:ProfileID"),
)
"""What a document has."""

ONCE = (
    ("ibr-066", "/cac:PaymentMeans/cac:CardAccount"),
    ("ibr-067", "/cac:PaymentMeans/cac:PaymentMandate"),
    ("ibr-094", "/cac:ContractDocumentReference/cbc:ID"),
    ("ibr-095", "/cac:ReceiptDocumentReference/cbc:ID"),
    ("ibr-096", "/cac:DespatchDocumentReference/cbc:ID"),
    ("ibr-097", "/cac:InvoicePeriod"),
    ("ibr-098", f"/cac:AccountingSupplierParty/{_LEGAL_NAME}"),
    ("ibr-099", "/cac:AccountingSupplierParty/cac:Party/cac:PartyName/cbc:Name"),
    ("ibr-100", "/cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:CompanyID"),
    ("ibr-101", "/cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:CompanyLegalForm"),
    ("ibr-102", f"/cac:AccountingCustomerParty/{_LEGAL_NAME}"),
    ("ibr-103", "/cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:CompanyID"),
    ("ibr-104", "/cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID"),
    ("ibr-107", "/cac:Delivery"),
    ("ibr-112", "/cac:AccountingCustomerParty/cac:Party/cac:PartyName/cbc:Name"),
    ("ibr-sr-16", "/cac:AccountingCustomerParty/cac:Party/cac:PartyIdentification/cbc:ID"),
    ("ibr-sr-39", "/cac:ProjectReference/cbc:ID"),
    ("ibr-sr-49", "/cac:InvoicePeriod/cbc:DescriptionCode"),
    ("ibr-sr-51", "/cbc:Note"),
    ("ibr-sr-52", "/cac:OriginatorDocumentReference/cbc:ID"),
)
"""What may stand in a document once."""


def whole(document: Document, found: Breaches) -> None:
    """What every document has; the project."""
    root = document.root
    for rule, path in FILLED:
        if not given(at(document, path)):
            found(rule, root)
    for rule, path in NEEDED:
        if not at(document, path):
            found(rule, root)
    if "*" in only(root.get("cbc:CustomizationID", ())):
        found("ibr-sr-63", root["cbc:CustomizationID"][0])
    if not either(
        lambda: given(root.get("cbc:InvoiceTypeCode", ())), lambda: given(root.get("cbc:CreditNoteTypeCode", ()))
    ):
        found("ibr-004", root)
    if "cac:InvoiceLine" not in root and "cac:CreditNoteLine" not in root:
        found("ibr-016", root)
    if len(root.get("cac:ProjectReference", ())) > 1:
        found("ibr-090", root["cac:ProjectReference"][1])


def documents_referred_to(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """ibr-078 and ibr-090: one invoiced object, one project."""
    objects = projects = 0
    for group in nodes:
        if says(group, "cbc:DocumentTypeCode", _OBJECT):
            objects += 1
            if objects == 2:
                found("ibr-078", group)
        if says(group, "cbc:DocumentTypeCode", _PROJECT):
            projects += 1
            if projects == 2:
                found("ibr-090", group)


def invoiced_objects(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """ibr-071 and ibr-072: a reference to an invoiced object is nothing else."""
    for group in nodes:
        if says(group, "cbc:DocumentTypeCode", _OBJECT):
            if "cac:Attachment" in group:
                found("ibr-071", group)
            if "cbc:DocumentDescription" in group:
                found("ibr-072", group)


def accounting_currency(document: Document, found: Breaches) -> None:
    """ibr-053 and ibr-084: tax in the currency of tax accounting."""
    root = document.root
    currencies = root.get("cbc:TaxCurrencyCode", ())
    if not currencies:
        return
    given_in = {leaf.get("currencyID") for leaf in below(document.named["cac:TaxTotal"], "cbc:TaxAmount")}
    for leaf in currencies:
        if value(leaf) not in given_in:
            found("ibr-053", leaf)
    amounts = at(document, "/cac:TaxTotal/cbc:TaxAmount")

    def some(name: str, wrong: int) -> bool:
        return any(
            leaf.get("currencyID") == spaced(only(root.get(name, ()))) and _sign(leaf) not in {wrong, None}
            for leaf in amounts
        )

    def both(wrong: int) -> bool:
        return all_of(lambda: some("cbc:TaxCurrencyCode", wrong), lambda: some("cbc:DocumentCurrencyCode", wrong))

    if not any_of(lambda: both(1), lambda: both(-1)):
        found("ibr-084", root)


def _sign(leaf: Any) -> int | None:
    number = double(leaf)
    return None if number.is_nan() else (number > 0) - (number < 0)


def gross_total(document: Document, found: Breaches) -> None:
    """ibr-co-15: the gross total is the net total and the tax."""
    root = document.root

    def adds_up() -> bool:
        totals = root.get("cac:LegalMonetaryTotal", ())
        net = one_decimal(below(totals, "cbc:TaxExclusiveAmount"))
        tax = one_decimal(_in_document_currency(document))
        if net is None or tax is None:
            return False
        expected = cents(net + tax)
        return any(_gross(total) == expected for total in totals)

    def included() -> bool:
        return any_true(at(document, "/cac:TaxTotal/cbc:TaxIncludedIndicator"))

    if not either(included, adds_up):
        found("ibr-co-15", root)


def _gross(total: Group) -> Decimal | None:
    return amount(total, "cbc:TaxInclusiveAmount")


def _in_document_currency(document: Document) -> list[Any]:
    totals = document.root.get("cac:TaxTotal", ())
    if not totals:
        return []
    currencies = {value(leaf) for leaf in at(document, "/cbc:DocumentCurrencyCode")}
    return [leaf for leaf in totals[0].get("cbc:TaxAmount", ()) if leaf.get("currencyID") in currencies]


def supporting_documents(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """ibr-092: despatch advices stand at the lines or at the document, not at both."""
    if not any(path.endswith("/cac:DespatchDocumentReference") for path in document.paths):
        return
    for leaf in nodes:
        if spaced(value(leaf)):
            found("ibr-092", leaf)


def add_to(places: Places) -> None:
    """Have the document tested."""
    for rule, path in ONCE:
        places.add(path, single(rule))
    places.add("/cac:AdditionalDocumentReference", documents_referred_to)
    places.add("cac:AdditionalDocumentReference", invoiced_objects)
    add_shapes(
        places,
        "cac:AdditionalDocumentReference",
        filled=(("ibr-052", "cbc:ID"),),
        once=(("ibr-sr-33", "cbc:DocumentDescription"),),
    )
    reference = "cac:InvoiceDocumentReference"
    add_shapes(
        places,
        "cac:BillingReference",
        needs=(("ibr-055", f"{reference}/cbc:ID"), ("ibr-sr-07", f"{reference}/cbc:ID")),
        once=(("ibr-sr-06", reference),),
    )
    for line in ("cac:InvoiceLine", "cac:CreditNoteLine"):
        advice = f"{line}/cac:DespatchLineReference"
        places.add(f"{advice}/cac:DocumentReference/cbc:ID", supporting_documents)
        add_shapes(places, advice, once=(("ibr-sr-62", "cac:DocumentReference"),))
