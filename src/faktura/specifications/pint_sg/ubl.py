"""What Singapore adds to PINT Billing in UBL 2.1: goods and services tax (GST), its categories and accounting."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from faktura import codes
from faktura.checks import Book, Breaches, RuleText, catalogue_of
from faktura.checks.places import Places
from faktura.money import ZERO
from faktura.source import Document, Group, amount, cents, decimals, spaced, string, value
from faktura.source.sequences import any_is, at, below, only, only_text
from faktura.specifications.en16931.ubl.steps import LINES, says
from faktura.specifications.pint.amounts import matches_sum, sum_of_lines
from faktura.specifications.pint.codes import of_list
from faktura.specifications.pint.messages import texts_of_families
from faktura.specifications.pint.rows import product_of_rows
from faktura.specifications.pint.shapes import add_shapes, under
from faktura.specifications.pint.taxes import Family, families, numbered
from faktura.specifications.pint.terms import (
    code_of,
    indicates,
    is_charge,
    is_of_scheme,
    is_only_of_scheme,
    one_decimal,
    readable,
)
from faktura.specifications.pint_sg.edition import IDENTIFIER, SOURCE, VERSION

GST = "GST"
CATEGORIES = frozenset(
    ("SR", "SRCA-S", "SRCA-C", "ZR", "ES33", "ESN33", "DS", "OS", "NG", "SRRC", "SROVR-RS", "SROVR-LVG", "SRLVG", "NA")
)
_REGISTERED = " SR SRCA-S SRCA-C ZR SRRC SROVR-RS SROVR-LVG SRLVG NA"
_PAYMENT_MEANS = (codes.PAYMENT_MEANS.codes - {"69", "98"}) | {"Z01", "Z02"}
_TAX_POINTS = frozenset(("3", "35", "432"))
_WITH_TAX, _WITHOUT_TAX = "sgdtotal-incl-gst", "sgdtotal-excl-gst"
_TOTALS: tuple[tuple[str, str, str], ...] = (
    ("BR-100-GST-SG", "BR-103-GST-SG", _WITH_TAX),
    ("BR-101-GST-SG", "BR-104-GST-SG", _WITHOUT_TAX),
)
_UUID = re.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_TOLERANCE = Decimal(2)

FAMILIES = (
    Family(
        code="NG",
        scheme=GST,
        ids=numbered("BR-NG-{}-GST-SG", "01 08 09 11 12 13 14"),
        everywhere=True,
        tax_is_double=True,
    ),
)
"""Sellers who are not registered for GST."""

DECIMALS = (
    ("BR-DEC-09-SG", "cbc:LineExtensionAmount"),
    ("BR-DEC-10-SG", "cbc:AllowanceTotalAmount"),
    ("BR-DEC-11-SG", "cbc:ChargeTotalAmount"),
    ("BR-DEC-12-SG", "cbc:TaxExclusiveAmount"),
    ("BR-DEC-14-SG", "cbc:TaxInclusiveAmount"),
    ("BR-DEC-16-SG", "cbc:PrepaidAmount"),
    ("BR-DEC-17-SG", "cbc:PayableRoundingAmount"),
)
_OF_REGISTERED: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "BR-106-GST-SG",
        tuple(
            f"/cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cbc:{name}"
            for name in ("StreetName", "PostalZone")
        ),
    ),
    (
        "BR-107-GST-SG",
        tuple(
            f"/cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cbc:{name}"
            for name in ("StreetName", "PostalZone")
        ),
    ),
    ("BR-108-GST-SG", ("/cbc:UUID",)),
    ("BR-112-GST-SG", ("/cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:CompanyID",)),
)


def whole(document: Document, found: Breaches) -> None:
    """The document: its identifier, the totals in Singapore dollars, its breakdown, who is not registered."""
    root = document.root
    if not spaced(only_text(root.get("cbc:CustomizationID", ()))).startswith(IDENTIFIER):
        found("PEPPOL-EN16931-R004-SG", root)
    references = root.get("cac:AdditionalDocumentReference", ())
    kinds = {value(leaf) for leaf in below(references, "cbc:DocumentTypeCode")}
    currencies = root.get("cbc:TaxCurrencyCode", ())
    if currencies:
        given_in = {leaf.get("currencyID") for leaf in below(document.named["cac:TaxTotal"], "cbc:TaxAmount")}
        if not {_WITH_TAX, _WITHOUT_TAX} <= kinds or any(value(leaf) not in given_in for leaf in currencies):
            found("BR-53-GST-SG", root)
    elif kinds & {_WITH_TAX, _WITHOUT_TAX}:
        found("BR-110-GST-SG", root)
    if not at(document, "/cac:TaxTotal/cac:TaxSubtotal"):
        found("BR-CO-18-GST-SG", root)
    if any(text and text != "NA" for text in map(value, at(document, "/cac:OrderReference/cbc:ID"))) and any(
        at(document, f"/{line}/cac:OrderLineReference/cac:OrderReference/cbc:ID") for line in LINES
    ):
        found("BR-110-SG", root)
    if not all(_gross_fits(document, value(leaf)) for leaf in at(document, "/cbc:DocumentCurrencyCode")):
        found("BR-CO-15-GST-SG", root)


def _gross_fits(document: Document, currency: str) -> bool:
    def in_currency(total: Group) -> Decimal | None:
        return one_decimal([leaf for leaf in total.get("cbc:TaxAmount", ()) if leaf.get("currencyID") == currency])

    if sum(in_currency(total) is not None for total in document.named["cac:TaxTotal"]) != 1:
        return False
    totals = document.root.get("cac:LegalMonetaryTotal", ())
    net = one_decimal(below(totals, "cbc:TaxExclusiveAmount"))
    taxes = [tax for total in document.root.get("cac:TaxTotal", ()) if (tax := in_currency(total)) is not None]
    if net is None or not taxes:
        return False
    expected = cents(net + taxes[0])
    return any(amount(total, "cbc:TaxInclusiveAmount") == expected for total in totals)


def _taxed_parties(document: Document) -> bool:
    """Whether the seller, the buyer or the tax representative has a GST number."""
    for scheme in document.named["cac:PartyTaxScheme"]:
        around = scheme.parent
        if around is not None and around.name == "cac:Party":
            around = around.parent
            named = around is not None and around.name in ("cac:AccountingSupplierParty", "cac:AccountingCustomerParty")
        else:
            named = around is not None and around.name == "cac:TaxRepresentativeParty"
        if named and is_only_of_scheme(scheme, GST) and "cbc:CompanyID" in scheme:
            return True
    return False


def not_registered(document: Document, found: Breaches) -> None:
    """BR-NG-02 to BR-NG-04: who is not registered has no GST number."""

    def has(categories: Sequence[Group]) -> bool:
        return any(code_of(each) == "NG" and is_of_scheme(each, GST) for each in categories)

    def of_document(charge: bool) -> list[Group]:
        charges = document.root.get("cac:AllowanceCharge", ())
        return below([each for each in charges if is_charge(each, charge)], "cac:TaxCategory")

    for rule, used in (
        ("BR-NG-02-GST-SG", has(document.named["cac:ClassifiedTaxCategory"])),
        ("BR-NG-03-GST-SG", has(of_document(charge=False))),
        ("BR-NG-04-GST-SG", has(of_document(charge=True))),
    ):
        if used and _taxed_parties(document):
            found(rule, document.root)


def totals(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """The document's totals, rounded to cents before they are compared."""
    for group in nodes:
        for rule, name in DECIMALS:
            if name in group and decimals(string(group, name)) > 2:
                found(rule, group[name][0])
        lines, net = amount(group, "cbc:LineExtensionAmount"), amount(group, "cbc:TaxExclusiveAmount")
        gross = amount(group, "cbc:TaxInclusiveAmount")
        if net is None:
            found("BR-13-GST-SG", group)
        if gross is None:
            found("BR-14-GST-SG", group)
        if lines is None or cents(lines) != sum_of_lines(document):
            found("BR-CO-10-SG", group)
        allowances, charges = amount(group, "cbc:AllowanceTotalAmount"), amount(group, "cbc:ChargeTotalAmount")
        if not matches_sum(group, None if allowances is None else cents(allowances), charge=False):
            found("BR-CO-11-SG", group)
        if not matches_sum(group, None if charges is None else cents(charges), charge=True):
            found("BR-CO-12-SG", group)
        if not _net_fits(net, lines, allowances, charges):
            found("BR-CO-13-GST-SG", group)
        if not _due(group, gross):
            found("BR-CO-16-GST-SG", group)


def _net_fits(net: Decimal | None, lines: Decimal | None, allowances: Decimal | None, charges: Decimal | None) -> bool:
    if net is None or lines is None:
        return False
    if allowances is None and charges is None:
        return net == lines
    return cents(net) == cents(lines + (charges or ZERO) - (allowances or ZERO))


def _due(group: Group, gross: Decimal | None) -> bool:
    due = amount(group, "cbc:PayableAmount")
    paid, rounding = amount(group, "cbc:PrepaidAmount"), amount(group, "cbc:PayableRoundingAmount")
    if due is None or gross is None:
        return False
    if paid is None and rounding is None:
        return due == gross
    return cents(due - (rounding or ZERO)) == cents(gross - (paid or ZERO))


def tax_totals(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-CO-14: the tax is the sum of its breakdown."""
    for total in nodes:
        rows = total.get("cac:TaxSubtotal", ())
        if rows:
            tax, parts = amount(total, "cbc:TaxAmount"), ZERO
            for row in rows:
                parts += amount(row, "cbc:TaxAmount") or ZERO
            if tax is None or cents(tax) != cents(parts):
                found("BR-CO-14-GST-SG", total)


def rows(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-45 to BR-48."""
    for row in nodes:
        for rule, name in (("BR-45-GST-SG", "cbc:TaxableAmount"), ("BR-46-GST-SG", "cbc:TaxAmount")):
            if name not in row:
                found(rule, row)
        categories = [
            each for each in row.get("cac:TaxCategory", ()) if any_is(under(each, "cac:TaxScheme", "cbc:ID"), GST)
        ]
        if not any("cbc:ID" in each for each in categories):
            found("BR-47-GST-SG", row)
        # What is compared in BR-48 always exists, so that a rate is never missed; several codes stop the engine.
        if not any("cbc:Percent" in each for each in categories):
            only(below(categories, "cbc:ID"))


def of_registered(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-105 to BR-113: what a supply of somebody registered for GST asks of the document."""
    paths = document.paths
    for category in nodes:
        leaves = category.get("cbc:ID", ())
        if len(leaves) > 1 or f" {spaced(value(leaves[0])) if leaves else ''} " not in _REGISTERED:
            continue
        if not _seller_has_number(document):
            found("BR-105-GST-SG", category)
        for rule, needed in _OF_REGISTERED:
            if not all(path in paths for path in needed):
                found(rule, category)
        if not _accounts_in_dollars(document):
            found("BR-113-GST-SG", category)


def _seller_has_number(document: Document) -> bool:
    for scheme in document.named["cac:PartyTaxScheme"]:
        around = scheme.parent
        if around is None:
            continue
        is_seller = around.name == "cac:Party" and getattr(around.parent, "name", "") == "cac:AccountingSupplierParty"
        is_its = is_seller or around.name == "cac:TaxRepresentativeParty"
        if is_its and is_only_of_scheme(scheme, GST) and "cbc:CompanyID" in scheme:
            return True
    return False


def _accounts_in_dollars(document: Document) -> bool:
    accounting = at(document, "/cbc:TaxCurrencyCode")
    if spaced(only(at(document, "/cbc:DocumentCurrencyCode"))) == "SGD":
        return not accounting
    return spaced(only(accounting)) == "SGD"


def charges(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-DEC-01 to BR-DEC-06: allowances and charges of the document have two decimals at most."""
    for group in nodes:
        if indicates(group, charge=False):
            rules = ("BR-DEC-01-SG", "BR-DEC-02-SG")
        elif indicates(group, charge=True):
            rules = ("BR-DEC-05-SG", "BR-DEC-06-SG")
        else:
            continue
        for rule, name in zip(rules, ("cbc:Amount", "cbc:BaseAmount"), strict=True):
            if name in group and decimals(string(group, name)) > 2:
                found(rule, group[name][0])


def lines(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-CO-04: each line has its tax category."""
    for line in nodes:
        if not any(
            "cbc:ID" in each and any_is(under(each, "cac:TaxScheme", "cbc:ID"), GST)
            for each in under(line, "cac:Item", "cac:ClassifiedTaxCategory")
        ):
            found("BR-CO-04-GST-SG", line)


def representatives(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-56: a tax representative has a GST number."""
    for party in nodes:
        if not any(
            "cbc:CompanyID" in each and any_is(under(each, "cac:TaxScheme", "cbc:ID"), GST)
            for each in party.get("cac:PartyTaxScheme", ())
        ):
            found("BR-56-GST-SG", party)


def sellers(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-CO-26: the seller can be told."""
    for seller in nodes:
        if not any(
            under(seller, "cac:Party", first, second)
            for first, second in (
                ("cac:PartyTaxScheme", "cbc:CompanyID"),
                ("cac:PartyIdentification", "cbc:ID"),
                ("cac:PartyLegalEntity", "cbc:CompanyID"),
            )
        ):
            found("BR-CO-26-GST-SG", seller)


def registrations(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """UBL-SR-12 and UBL-SR-13: one GST number, one other tax number."""
    for rule, name, wanted in (("UBL-SR-12-GST-SG", "cbc:CompanyID", True), ("UBL-SR-13-GST-SG", "cbc:ID", False)):
        numbers = [
            leaf
            for each in nodes
            if any((value(code) == GST) is wanted for code in under(each, "cac:TaxScheme", "cbc:ID"))
            for leaf in each.get(name, ())
        ]
        if len(numbers) > 1:
            found(rule, numbers[1])


def references(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-100 to BR-104 and UBL-SR-43: what a reference with a type is."""
    credit_note = document.root.name == "cn:CreditNote"
    for group in nodes:
        if "cbc:DocumentTypeCode" not in group:
            continue
        kinds = [value(leaf) for leaf in group["cbc:DocumentTypeCode"]]
        known = says(group, "cbc:DocumentTypeCode", "130", _WITH_TAX, _WITHOUT_TAX)
        known = known or (credit_note and says(group, "cbc:DocumentTypeCode", "50"))
        if not known:
            found("UBL-SR-43-GST-SG", group)
        if not known or "cac:Attachment" in group:
            found("BR-102-GST-SG", group)
        for rules in _TOTALS:
            amount_rule, currency_rule, kind = rules
            if any(each != kind for each in kinds):
                continue
            descriptions = list(group.get("cbc:DocumentDescription", ()))
            if readable(descriptions) is None or decimals(value(descriptions[0])) > 2:
                found(amount_rule, group)
            if not any_is(group.get("cbc:ID", ()), "SGD"):
                found(currency_rule, group)


def identifiers(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """BR-109: the form of the document's UUID."""
    for leaf in nodes:
        if not _UUID.fullmatch(spaced(value(leaf))):
            found("BR-109-GST-SG", leaf)


def texts() -> dict[str, RuleText]:
    """The texts of all rules."""
    return {**texts_of_families(FAMILIES), **catalogue_of("faktura.specifications.pint_sg", "rules.toml")}


def _places() -> Places:
    places = Places()
    for place, test in (
        ("cac:LegalMonetaryTotal", totals),
        ("/cac:TaxTotal", tax_totals),
        ("cac:TaxTotal/cac:TaxSubtotal", rows),
        ("cac:TaxTotal/cac:TaxSubtotal", product_of_rows("BR-CO-17-GST-SG", GST, _TOLERANCE, inclusive=False)),
        ("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory", of_registered),
        ("/cac:AllowanceCharge", charges),
        ("cac:TaxRepresentativeParty", representatives),
        ("cac:AccountingSupplierParty", sellers),
        ("/cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme", registrations),
        ("cac:AdditionalDocumentReference", references),
        ("/cbc:UUID", identifiers),
        ("cac:PaymentMeans/cbc:PaymentMeansCode", of_list("BR-CL-16-SG", _PAYMENT_MEANS)),
        ("cac:TaxCategory/cbc:ID", of_list("BR-CL-17-GST-SG", CATEGORIES)),
        ("cac:ClassifiedTaxCategory/cbc:ID", of_list("BR-CL-18-GST-SG", CATEGORIES)),
        ("cac:InvoicePeriod/cbc:DescriptionCode", of_list("BR-CL-06-GST-SG", _TAX_POINTS)),
    ):
        places.add(place, test)
    reason = "cac:ClassifiedTaxCategory/cbc:TaxExemptionReason"
    for line in LINES:
        places.add(line, lines)
        add_shapes(places, line, once=(("UBL-SR-38-GST-SG", f"cac:Item/{reason}"),))
    add_shapes(places, "cac:TaxSubtotal", once=(("UBL-SR-32-SG", "cac:TaxCategory/cbc:TaxExemptionReason"),))
    number = "cac:Party/cac:PartyTaxScheme/cbc:CompanyID"
    add_shapes(places, "cac:TaxRepresentativeParty", once=(("UBL-SR-23-GST-SG", number),))
    add_shapes(places, "/cac:AccountingCustomerParty", once=(("UBL-SR-18-SG", number),))
    return places


NOT_CHECKED = {
    "BR-48-GST-SG": "the artefact asks whether the answer of a comparison exists; it always does",
    "BR-111-GST-SG": "the artefact looks for a credit note inside a tax category and so never reports it",
    "BR-DEC-19-SG": "the artefact never reaches it: UBL-SR-32-SG takes every row of the breakdown",
    "BR-DEC-20-SG": "the artefact never reaches it: UBL-SR-32-SG takes every row of the breakdown",
    "BR-DEC-15-SG": "the artefact looks for the currency inside the amount and so never reports it",
}
"""Official rules that are not in `BOOK`, each with the reason."""

BOOK = Book("pint-sg-ubl", VERSION, SOURCE, (whole, not_registered, families(FAMILIES), _places()), texts)
"""All rules that Singapore adds."""
