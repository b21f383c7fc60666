"""The families of VAT rules: BR-S, BR-Z, BR-E, BR-AE, BR-IC, BR-G, BR-O, BR-AF (IGIC), BR-AG (IPSI), BR-B."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from faktura.checks import Breaches
from faktura.money import ZERO
from faktura.source import Document, Group, Unreadable, amount, decimal, one
from faktura.source.doubles import double, exact
from faktura.specifications.en16931.ubl.categories import (
    ALLOWANCE,
    LINE,
    NOT_USED,
    RateUse,
    Sums,
    Use,
    parent,
    rates,
    sums,
    uses,
)
from faktura.specifications.en16931.ubl.families import FAMILIES, Identified, Rate, Rules
from faktura.specifications.en16931.ubl.identified import identified
from faktura.specifications.en16931.ubl.steps import LINES, either, says, several, sign
from faktura.specifications.en16931.ubl.tax_totals import near_product

_ONE = Decimal(1)
_CLOSE = Decimal("0.001")
_DOUBLES_ARE_CLOSE_BELOW = Decimal(10) ** 9


def vat(document: Document, found: Breaches) -> None:
    """All rules of all families."""

    def visit(code: str, category: Group, kind: str) -> None:
        rules = FAMILIES.get(code)
        if rules is not None and not _rate_fits(rules.family.rate, category):
            if kind is LINE:
                found(rules.line_rate, category)
            else:
                found(rules.allowance_rate if kind is ALLOWANCE else rules.charge_rate, category)

    used = uses(document, visit)
    for code, use in used.items():
        rules = FAMILIES.get(code)
        if rules is not None:
            if not _has_rows(code, use, rules):
                found(rules.rows, use.first() or document.root)
            if use.items or use.vat_charges:
                _identifiers(document, code, use, rules, found)
            if use.vat_rows:
                _rows(document, use, rules, found)
    if "K" in used and used["K"].vat_rows:
        _delivered(document, found)
    if "O" in used and used["O"].vat_rows:
        _alone(used, found)
    if "B" in used:
        _split_payment(document, found)


def _rate_fits(rate: Rate, category: Group) -> bool:
    """Rules 05 to 07 of each family.

    Raises:
        Unevaluable: the rate is no number, or stands twice.
    """
    if rate is Rate.ZERO:
        return amount(category, "cbc:Percent") == ZERO
    percents = category.get("cbc:Percent", ())
    if rate is Rate.NONE:
        return not percents
    least = 1 if rate is Rate.POSITIVE else 0
    return any(sign(leaf) >= least for leaf in percents)


def _has_rows(code: str, use: Use, rules: Rules) -> bool:
    """Rule 01: the breakdown has a row for the category where it is used, and only there."""
    if rules.family.one_row:
        return len(use.vat_rows) == 1 or use.first() is None
    if code == "S":
        # Here the scheme does not matter.
        return bool(use.items or use.charges) == bool(use.rows)
    if use.vat_items or use.vat_charges:
        # Here white space matters, and for IGIC the scheme does not.
        return any(says(row, "cbc:ID", code) for row in (use.rows if code == "L" else use.vat_rows))
    return not use.vat_rows


def _identifiers(document: Document, code: str, use: Use, rules: Rules, found: Breaches) -> None:
    """Rules 02 to 04: identifiers are given or, outside the scope of VAT, are not."""
    if code == "S" and use.items and not use.vat_items:
        # Standard rated lines of another scheme than VAT never fit.
        found(rules.lines_identified, use.items[0])
    wanted = rules.family.identified
    if not (use.vat_items or use.vat_charges) or identified(document, wanted):
        return
    if use.vat_items:
        found(rules.lines_identified, use.vat_items[0])
    if not use.vat_charges:
        return
    allowances, charges = use.of(charge=False), use.of(charge=True)
    if wanted is Identified.NO_VAT:
        root = document.root
        allowances = [each for each in allowances if parent(each).parent is root]
        charges = [each for each in charges if parent(each).parent is root]
    elif code == "L":
        # For charges with IGIC white space matters.
        charges = [each for each in charges if says(each, "cbc:ID", code)]
    if allowances:
        found(rules.allowances_identified, allowances[0])
    if charges:
        found(rules.charges_identified, charges[0])


def _rows(document: Document, use: Use, rules: Rules, found: Breaches) -> None:
    """Rules 08 to 10: the rows of the breakdown."""
    of_category: Sums | None = None
    of_rates: dict[Decimal, RateUse] | None = None
    for category in use.vat_rows:
        row = parent(category)
        taxed = amount(row, "cbc:TaxAmount")
        if rules.family.one_row:
            of_category = of_category or sums(use, document.root)
            if not _is_sum(document, amount(row, "cbc:TaxableAmount"), of_category):
                found(rules.base, row)
            if taxed != ZERO:
                found(rules.tax, row)
        else:
            rate = amount(category, "cbc:Percent")
            if rate is not None:
                of_rates = rates(use, document.root) if of_rates is None else of_rates
                if not _is_near_sum(document, row, of_rates.get(rate, NOT_USED), rules):
                    found(rules.base, row)
            # Without a tax amount or a rate the artefact does not even look whether the base is a number.
            if taxed is None or rate is None or not near_product(taxed, amount(row, "cbc:TaxableAmount"), rate):
                found(rules.tax, row)
        if ("cbc:TaxExemptionReason" in category or "cbc:TaxExemptionReasonCode" in category) != rules.family.reason:
            found(rules.reason, category)


def _is_sum(document: Document, base: Decimal | None, expected: Sums) -> bool:
    """Rule 08 of categories with one row: the base is the sum of what has the category."""
    invoice_lines, credit_note_lines = (document.named[name] for name in LINES)
    return bool(
        (invoice_lines and base == expected.invoice_lines + expected.charges)
        or (credit_note_lines and base == expected.credit_note_lines + expected.charges)
    )


def _is_near_sum(document: Document, row: Group, expected: RateUse, rules: Rules) -> bool:
    """Rule 08 of categories with rates: the base is less than one from the sum of what has category and rate."""
    total = expected.sums
    if rules.family.rate is Rate.POSITIVE:
        of_invoice = expected.invoice_lines or expected.charges
        of_credit_note = expected.credit_note_lines or expected.charges
    else:
        of_invoice, of_credit_note = (bool(document.named[name]) for name in LINES)
    leaf = one(row, "cbc:TaxableAmount")
    if leaf is None:
        return False
    # The artefact adds to the text and takes from it, so that here, and only here, it may have an exponent.
    base = exact(double(leaf)) if "e" in (leaf.text or "").lower() else decimal(leaf)
    if base is None:
        raise Unreadable("This amount is too big.", leaf)
    return (of_invoice and _less_than_one_apart(base, total.invoice_lines + total.charges, row)) or (
        of_credit_note and _less_than_one_apart(base, total.credit_note_lines + total.charges, row)
    )


def _less_than_one_apart(base: Decimal, total: Decimal, row: Group) -> bool:
    apart = abs(base - total)
    if abs(apart - _ONE) > _CLOSE and abs(base) < _DOUBLES_ARE_CLOSE_BELOW:
        return apart < _ONE
    # The artefact adds and takes away one in binary numbers of 53 bits; where it comes to the last of them, so do we.
    over, under = base.as_integer_ratio()
    try:
        binary = over / under
    except OverflowError:
        raise Unreadable("This amount is too big.", row["cbc:TaxableAmount"][0]) from None
    return Decimal(binary - 1) < total < Decimal(binary + 1)


def _delivered(document: Document, found: Breaches) -> None:
    """BR-IC-11 and BR-IC-12: when and where the goods were delivered."""
    paths = document.paths
    if not either(
        lambda: _is_long(paths.get("/cac:Delivery/cbc:ActualDeliveryDate", ())),
        lambda: any(len(period) for period in paths.get("/cac:InvoicePeriod", ())),
    ):
        found("BR-IC-11", document.root)
    country = "/cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country/cbc:IdentificationCode"
    if not _is_long(paths.get(country, ())):
        found("BR-IC-12", document.root)


def _is_long(leaves: Sequence[Any]) -> bool:
    if len(leaves) > 1:
        raise several(leaves)
    return bool(leaves) and len(leaves[0].text or "") > 1


def _alone(used: Mapping[str, Use], found: Breaches) -> None:
    """BR-O-11 to BR-O-14: what is not subject to VAT stands alone."""
    others = [use for code, use in used.items() if code != "O"]
    for rule, places in (
        ("BR-O-11", [each for use in others for each in use.vat_rows]),
        ("BR-O-12", [each for use in others for each in use.vat_items]),
        ("BR-O-13", [each for use in others for each in use.of(charge=False)]),
        ("BR-O-14", [each for use in others for each in use.of(charge=True)]),
    ):
        if places:
            found(rule, places[0])


def _split_payment(document: Document, found: Breaches) -> None:
    """BR-B-01 and BR-B-02: split payment is Italian, and does not stand beside standard rated VAT."""
    named, paths = document.named, document.paths
    items = [leaf for each in named["cac:ClassifiedTaxCategory"] for leaf in each.get("cbc:ID", ())]
    anywhere = [leaf for each in named["cac:TaxCategory"] for leaf in each.get("cbc:ID", ())]
    if any(leaf.text == "B" for leaf in (*items, *anywhere)):
        for leaf in named["cbc:IdentificationCode"]:
            if leaf.text != "IT":
                found("BR-B-01", leaf)
                break
    of_document = {
        leaf.text
        for leaf in (
            *items,
            *paths.get("/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:ID", ()),
            *paths.get("/cac:AllowanceCharge/cac:TaxCategory/cbc:ID", ()),
        )
    }
    if {"B", "S"} <= of_document:
        found("BR-B-02", document.root)
