"""Totals, taxes, the currency of amounts: ibr-012 to ibr-015, ibr-091, ibr-121 to ibr-126, ibr-co-10 to ibr-co-16."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from faktura.checks import Breaches
from faktura.checks.places import Places, PlaceTest
from faktura.money import ZERO
from faktura.source import UBL, Document, Group, amount, cents, decimals, string, value
from faktura.source.sequences import at, below
from faktura.specifications.pint.shapes import add_shapes, anywhere
from faktura.specifications.pint.terms import any_true, is_charge

DECIMALS = (
    ("ibr-091", "cbc:PayableAmount"),
    ("ibr-121", "cbc:AllowanceTotalAmount"),
    ("ibr-122", "cbc:ChargeTotalAmount"),
    ("ibr-123", "cbc:TaxExclusiveAmount"),
    ("ibr-125", "cbc:TaxInclusiveAmount"),
)
"""Totals that have two decimals at most."""
NEEDED = (
    ("ibr-012", "cbc:LineExtensionAmount"),
    ("ibr-013", "cbc:TaxExclusiveAmount"),
    ("ibr-014", "cbc:TaxInclusiveAmount"),
    ("ibr-015", "cbc:PayableAmount"),
)
"""Totals that every document has."""

IN_DOCUMENT_CURRENCY = (
    "cbc:Amount",
    "cbc:BaseAmount",
    "cbc:PriceAmount",
    "cbc:LineExtensionAmount",
    "cbc:TaxExclusiveAmount",
    "cbc:TaxInclusiveAmount",
    "cbc:AllowanceTotalAmount",
    "cbc:ChargeTotalAmount",
    "cbc:PrepaidAmount",
    "cbc:PayableRoundingAmount",
    "cbc:PayableAmount",
)
"""Amounts that are never in the currency of tax accounting."""
IN_BREAKDOWN = ("cac:TaxTotal/cbc:TaxAmount", "cac:TaxSubtotal/cbc:TaxableAmount", "cac:TaxSubtotal/cbc:TaxAmount")
"""Amounts that may be in the currency of tax accounting, with all of their tax total."""
_TAX_TOTAL, _SUBTOTAL = UBL.tag("cac:TaxTotal"), UBL.tag("cac:TaxSubtotal")
_TAX_AMOUNT = UBL.tag("cbc:TaxAmount")
_OF_TAX = (_TAX_AMOUNT, UBL.tag("cbc:TaxableAmount"))
_PRICE_EXTENSION = UBL.tag("cac:ItemPriceExtension")


def totals(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """The document's totals."""
    for group in nodes:
        for rule, name in NEEDED:
            if name not in group:
                found(rule, group)
        for rule, name in DECIMALS:
            if name in group and decimals(string(group, name)) > 2:
                found(rule, group[name][0])
        lines = amount(group, "cbc:LineExtensionAmount")
        if lines is None or lines != sum_of_lines(document):
            found("ibr-co-10", group)
        allowances = amount(group, "cbc:AllowanceTotalAmount")
        charges = amount(group, "cbc:ChargeTotalAmount")
        if not matches_sum(group, allowances, charge=False):
            found("ibr-co-11", group)
        if not matches_sum(group, charges, charge=True):
            found("ibr-co-12", group)
        expected = lines
        if expected is not None and (allowances is not None or charges is not None):
            expected = cents(expected + (charges or ZERO) - (allowances or ZERO))
        net = amount(group, "cbc:TaxExclusiveAmount")
        if (net is None or net != expected) and not _taxes_included(group):
            found("ibr-co-13", group)
        if not _due(group):
            found("ibr-co-16", group)


def sum_of_lines(document: Document) -> Decimal:
    """The sum of the net amounts of all lines, in cents.

    Raises:
        Unevaluable: a line has several net amounts, or one that is no number.
    """
    named = document.named
    total = ZERO
    for line in (*named["cac:InvoiceLine"], *named["cac:CreditNoteLine"]):
        total += amount(line, "cbc:LineExtensionAmount") or ZERO
    return cents(total)


def matches_sum(group: Group, given: Decimal | None, charge: bool) -> bool:
    """Whether the total of charges (or allowances) beside them is their sum, and absent where there are none.

    Raises:
        Unevaluable: what is beside can't be read.
    """
    total, some = ZERO, False
    for each in group.parent.get("cac:AllowanceCharge", ()) if group.parent is not None else ():
        if is_charge(each, charge):
            some = True
            total += amount(each, "cbc:Amount") or ZERO
    return not some if given is None else given == cents(total)


def _taxes_included(group: Group) -> bool:
    around = group.parent
    return around is not None and any_true(below(around.get("cac:TaxTotal", ()), "cbc:TaxIncludedIndicator"))


def _due(group: Group) -> bool:
    due, gross = amount(group, "cbc:PayableAmount"), amount(group, "cbc:TaxInclusiveAmount")
    # What is paid, and the rounding, count as absent where they are zero.
    paid, rounding = amount(group, "cbc:PrepaidAmount"), amount(group, "cbc:PayableRoundingAmount")
    if due is None or gross is None:
        return False
    return (cents(due - rounding) if rounding else due) == (cents(gross - paid) if paid else gross)


def tax_totals(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """ibr-124 and ibr-co-14, for invoices; the artefact does not reach credit notes."""
    if document.root.name != "ubl:Invoice":
        return
    for total in nodes:
        if "cbc:TaxAmount" in total and decimals(string(total, "cbc:TaxAmount")) > 2:
            found("ibr-124", total["cbc:TaxAmount"][0])
        rows = total.get("cac:TaxSubtotal", ())
        if rows:
            tax, parts = amount(total, "cbc:TaxAmount"), ZERO
            for row in rows:
                parts += amount(row, "cbc:TaxAmount") or ZERO
            if tax is None or tax != cents(parts):
                found("ibr-co-14", total)


def in_document_currency(document: Document, leaf: Any, known: dict[Any, bool]) -> bool:
    """Whether an amount of tax or a taxable amount stands in a tax total in the document's currency.

    `known` keeps the answer for each tax total, so that one with many rows is looked through once.
    """
    total = leaf.getparent()
    if total is not None and total.tag == _SUBTOTAL:
        total = total.getparent()
    if total is None or total.tag != _TAX_TOTAL:
        return False
    if total not in known:
        currencies = {value(each) for each in at(document, "/cbc:DocumentCurrencyCode")}
        known[total] = any(each.get("currencyID") in currencies for each in total.iterchildren(_TAX_AMOUNT))
    return known[total]


def currency(extensions_free: bool) -> PlaceTest:
    """ibr-126: amounts are in the document's currency; of all, or of all but extended prices."""

    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        given = {value(leaf) for leaf in document.root.get("cbc:DocumentCurrencyCode", ())}
        everywhere: set[str] | None = None
        known: dict[Any, bool] = {}
        for leaf in nodes:
            code = leaf.get("currencyID")
            if code in given:
                continue
            if everywhere is None:
                everywhere = {value(each) for each in anywhere(document, "cbc:DocumentCurrencyCode")}
            if code in everywhere or (leaf.tag in _OF_TAX and not in_document_currency(document, leaf, known)):
                continue
            if extensions_free and any(above.tag == _PRICE_EXTENSION for above in leaf.iterancestors()):
                continue
            found("ibr-126", leaf)

    return test


def add_to(places: Places, extensions_free: bool) -> None:
    """Have totals and amounts tested; with or without the currency of extended prices."""
    places.add("cac:LegalMonetaryTotal", totals)
    places.add("/cac:TaxTotal", tax_totals)
    add_shapes(places, "cac:TaxSubtotal", once=(("ibr-sr-32", "cac:TaxCategory/cbc:TaxExemptionReason"),))
    test = currency(extensions_free)
    for place in (*IN_DOCUMENT_CURRENCY, *IN_BREAKDOWN):
        places.add(place, test)
