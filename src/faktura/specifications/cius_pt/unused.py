"""UBL-CR, UBL-SR and UBL-DT: what invoices do not use and what they may have once. Warnings, all but two.

The artefact looks at invoices only, not at credit notes, where it does not say otherwise.
"""

from collections.abc import Sequence
from importlib import resources
from typing import Any

from faktura.checks import Breaches, RuleText, Severity
from faktura.checks.places import Places, PlaceTest
from faktura.source import Document, Group, value
from faktura.specifications.cius_pt.places import only_invoices
from faktura.specifications.cius_pt.presence import has, is_vat
from faktura.specifications.en16931.ubl import unused
from faktura.specifications.en16931.ubl.steps import below, says

_NONE: Sequence[Any] = ()
_PARTY = "cac:Party"
_LEGAL = "cac:Party/cac:PartyLegalEntity"
_SELLER, _BUYER = "cac:AccountingSupplierParty", "cac:AccountingCustomerParty"
_LAST = "UBL-CR-647"

LATER = frozenset(
    rule
    for rule in unused.UNUSED
    if (rule.startswith("UBL-CR-") and rule > _LAST) or rule in {"UBL-DT-27", "UBL-DT-28"}
)
"""Rules that the core got after the artefact's copy was made."""

_TABLE = resources.files("faktura.specifications.cius_pt").joinpath("unused.txt").read_text("ascii")
OWN: dict[str, str] = dict(line.split() for line in _TABLE.splitlines() if not line.startswith("#"))
"""Rule -> place that is not used, where it is not as the core says."""

UNUSED = {
    **{
        rule: place
        for rule, place in unused.UNUSED.items()
        if rule not in LATER and rule not in OWN and not place.startswith("//@")
    },
    **OWN,
}

ONCE = (
    ("UBL-SR-01", "", "cac:ContractDocumentReference/cbc:ID"),
    ("UBL-SR-02", "", "cac:ReceiptDocumentReference/cbc:ID"),
    ("UBL-SR-03", "", "cac:DespatchDocumentReference/cbc:ID"),
    ("UBL-SR-05", "", "cac:PaymentTerms/cbc:Note"),
    ("UBL-SR-06", "", "cac:InvoiceDocumentReference"),
    ("UBL-SR-08", "", "cac:InvoicePeriod"),
    ("UBL-SR-09", "", f"{_SELLER}/{_LEGAL}/cbc:RegistrationName"),
    ("UBL-SR-10", "", f"{_SELLER}/{_PARTY}/cac:PartyName/cbc:Name"),
    ("UBL-SR-11", "", f"{_SELLER}/{_LEGAL}/cbc:CompanyID"),
    ("UBL-SR-14", "", f"{_SELLER}/{_LEGAL}/cbc:CompanyLegalForm"),
    ("UBL-SR-15", "", f"{_BUYER}/{_LEGAL}/cbc:RegistrationName"),
    ("UBL-SR-16", "", f"{_BUYER}/{_PARTY}/cac:PartyIdentification/cbc:ID"),
    ("UBL-SR-17", "", f"{_BUYER}/{_LEGAL}/cbc:CompanyID"),
    ("UBL-SR-18", "", f"{_BUYER}/{_PARTY}/cac:PartyTaxScheme/cbc:CompanyID"),
    ("UBL-SR-24", "", "cac:Delivery"),
    ("UBL-SR-29", "", "cac:PayeeParty/cac:PartyIdentification/cbc:ID"),
    ("UBL-SR-39", "", "cac:ProjectReference/cbc:ID"),
    ("UBL-SR-40", "", f"{_BUYER}/{_PARTY}/cac:PartyName/cbc:Name"),
    ("UBL-SR-22", "cac:TaxRepresentativeParty", "cac:Party/cac:PartyName/cbc:Name"),
    ("UBL-SR-23", "cac:TaxRepresentativeParty", "cac:Party/cac:PartyTaxScheme/cbc:CompanyID"),
    ("UBL-SR-25", "cac:Delivery", "cac:DeliveryParty/cac:PartyName/cbc:Name"),
    ("UBL-SR-26", "cac:PaymentMeans", "cbc:PaymentID"),
    ("UBL-SR-27", "cac:PaymentMeans", "cbc:InstructionNote"),
    ("UBL-SR-28", "cac:PaymentMeans", "cac:PaymentMandate/cbc:ID"),
    ("UBL-SR-32", "cac:TaxSubtotal", "cac:TaxCategory/cbc:TaxExemptionReason"),
    ("UBL-SR-33", "cac:AdditionalDocumentReference", "cbc:DocumentType"),
    ("UBL-SR-34", "cac:InvoiceLine", "cbc:Note"),
    ("UBL-SR-35", "cac:InvoiceLine", "cac:OrderLineReference/cbc:LineID"),
    ("UBL-SR-36", "cac:InvoiceLine", "cac:InvoicePeriod"),
    ("UBL-SR-37", "cac:InvoiceLine", "cac:Price/cac:AllowanceCharge/cbc:Amount"),
    ("UBL-SR-38", "cac:InvoiceLine", "cac:Item/cac:ClassifiedTaxCategory/cbc:TaxExemptionReason"),
)
"""Rule, context (empty: the invoice), place of which there is one at most."""


def texts() -> dict[str, RuleText]:
    """What is said of the rules, by formula."""
    found = {
        rule: RuleText(
            rule, Severity.WARNING, f"CIUS-PT does not use {place.replace('*/', 'a line’s ')}; leave it out."
        )
        for rule, place in OWN.items()
    }
    for rule, context, place in ONCE:
        sentence = f"There may be one {place} in {context or 'the invoice'} at most; take out the others."
        found[rule] = RuleText(rule, Severity.WARNING, sentence)
    return found


def _count(group: Group, steps: Sequence[str]) -> int:
    nodes: list[Any] = [group]
    for step in steps:
        nodes = [child for each in nodes if isinstance(each, Group) for child in each.get(step, _NONE)]
    return len(nodes)


def _once(rule: str, steps: Sequence[str]) -> PlaceTest:
    def test(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
        for group in nodes:
            if steps[0] in group and _count(group, steps) > 1:
                found(rule, group)

    return test


def _once_in_document(rule: str) -> PlaceTest:
    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        if len(nodes) > 1:
            found(rule, nodes[1])

    return test


def _unused(rule: str, attribute: str) -> PlaceTest:
    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        if not attribute:
            found(rule, nodes[0])
            return
        for node in nodes:
            if has(node, f"@{attribute}"):
                found(rule, node)
                return

    return test


def attributes(document: Document, found: Breaches) -> None:
    """UBL-DT-08 to UBL-DT-26."""
    if document.root.name == "ubl:Invoice":
        unused.attributes(document, found)


def preceding_invoices(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """UBL-SR-07: a reference to a preceding invoice has its number."""
    for group in nodes:
        if not below(group, "cac:InvoiceDocumentReference", "cbc:ID"):
            found("UBL-SR-07", group)


def one_object(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """UBL-SR-04: one invoiced object at most."""
    if sum(len(group.get("cbc:ID", _NONE)) for group in nodes if says(group, "cbc:DocumentTypeCode", "130")) > 1:
        found("UBL-SR-04", nodes[-1])


def tax_schemes(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """UBL-SR-12 and UBL-SR-13: one VAT identifier of the seller at most, and one that is not for VAT."""
    if sum(len(scheme.get("cbc:CompanyID", _NONE)) for scheme in nodes if is_vat(scheme)) > 1:
        found("UBL-SR-12", nodes[-1])
    others = [
        scheme for scheme in nodes if any(value(leaf) != "VAT" for leaf in below(scheme, "cac:TaxScheme", "cbc:ID"))
    ]
    if sum(len(scheme.get("cbc:ID", _NONE)) for scheme in others) > 1:
        found("UBL-SR-13", nodes[-1])


def reasons(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """UBL-SR-30 and UBL-SR-31: one reason of an allowance or a charge at most."""
    for group in nodes:
        if len(group.get("cbc:AllowanceChargeReason", _NONE)) > 1:
            if says(group, "cbc:ChargeIndicator", "false"):
                found("UBL-SR-30", group)
            elif says(group, "cbc:ChargeIndicator", "true"):
                found("UBL-SR-31", group)


def _with_attribute(rule: str, name: str) -> PlaceTest:
    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        for node in nodes:
            if not has(node, f"@{name}"):
                found(rule, node)

    return test


def add_to(places: Places) -> None:
    """Have elements tested."""
    for rule, place in UNUSED.items():
        element, _, attribute = place.partition("/@")
        test = only_invoices(_unused(rule, attribute))
        if element.startswith("//"):
            places.add(element[2:], test)
        else:
            places.add(f"/{element.replace('*/', 'cac:InvoiceLine/')}", test)
    for rule, context, place in ONCE:
        if context:
            places.add(context, _once(rule, place.split("/")))
        else:
            places.add(f"/{place}", only_invoices(_once_in_document(rule)))
    places.add("cac:BillingReference", preceding_invoices)
    places.add("/cac:AdditionalDocumentReference", only_invoices(one_object))
    places.add(f"/{_SELLER}/cac:Party/cac:PartyTaxScheme", only_invoices(tax_schemes))
    places.add("cac:AllowanceCharge", reasons)
    places.add("*BinaryObject", _with_attribute("UBL-DT-06", "mimeCode"))
    places.add("*BinaryObject", _with_attribute("UBL-DT-07", "filename"))
