"""Rules that only the Extended profile has: groups of lines, totals with a tolerance, dates with a time."""

import re
from collections.abc import Iterable
from decimal import Decimal

from faktura.checks import Breaches
from faktura.money import ZERO
from faktura.source import Document, Group, Unevaluable, amount, cents, decimal, spaced, value
from faktura.source.tree import Leaf
from faktura.specifications.facturx.breakdown import breakdowns
from faktura.specifications.facturx.doubles import doubled, number, total_in_cents
from faktura.specifications.facturx.lines import detail, totals_of
from faktura.specifications.facturx.lists import lists
from faktura.specifications.facturx.paths import LOGISTICS
from faktura.specifications.facturx.totals import charges_of
from faktura.specifications.facturx.walk import (
    CATEGORIES,
    below,
    codes_of,
    counts,
    indicators,
    is_vat,
    only,
    only_text,
    texts,
)

_CENT = Decimal("0.01")
_MONTH_AND_DAY = "(?:1[0-2]|0[1-9])(?:3[01]|[12][0-9]|0[1-9])"
_DAY = re.compile(rf"[ \t\r\n]*\d{{4}}{_MONTH_AND_DAY}[ \t\r\n]*")
_MINUTE = re.compile(rf"[ \t\r\n]*\d{{4}}{_MONTH_AND_DAY}(?:[01][0-9]|2[0-3])[0-5][0-9][ \t\r\n]*")
_FORMS = {"102": ("CII-DT-097", _DAY), "205": ("BR-FXEXT-CII-DT-097a", _MINUTE)}
_NUMBERING = "ram:AssociatedDocumentLineDocument"


def categories_used(document: Document, found: Breaches) -> None:
    """BR-FXEXT-xx-01: the VAT categories of the breakdown are those of lines, allowances and charges."""
    heads = _codes(breakdowns(document))
    parts = _codes(document.named["ram:CategoryTradeTax"]) | _codes(document.named["ram:AppliedTradeTax"])
    for tax in document.named["ram:ApplicableTradeTax"]:
        settlement = tax.parent
        if settlement.name == "ram:SpecifiedLineTradeSettlement" and counts(settlement.parent):
            parts |= codes_of(tax)
    for code in (heads ^ parts) & CATEGORIES.keys():
        found(f"BR-FXEXT-{CATEGORIES[code]}-01", document.root)


def _codes(taxes: Iterable[Group]) -> set[str]:
    return {code for tax in taxes for code in codes_of(tax)}


def terms(document: Document, found: Breaches) -> None:
    """BR-CO-25: where something is due, it says when or on which terms."""
    due = only(document.named["ram:DuePayableAmount"])
    if due is None or not _positive(due):
        return
    terms = document.named["ram:SpecifiedTradePaymentTerms"]
    if not any("ram:DueDateDateTime" in each or "ram:Description" in each for each in terms):
        found("BR-CO-25", document.root)


def _positive(leaf: Leaf) -> bool:
    plain = _number_or_none(leaf)
    return plain is not None and plain > ZERO


def _number_or_none(leaf: Leaf) -> Decimal | None:
    """XPath's number(): what can't be read is no number."""
    try:
        return number(leaf)
    except Unevaluable:
        return None


def notes(document: Document, found: Breaches) -> None:
    """BR-FXEXT-01, BR-FXEXT-02: a note with a subject says something."""
    for note in document.paths.get("/rsm:ExchangedDocument/ram:IncludedNote", ()):
        if _says_nothing(note):
            found("BR-FXEXT-01", note)
    for numbering in document.named[_NUMBERING]:
        for note in numbering.get("ram:IncludedNote", ()):
            if _says_nothing(note):
                found("BR-FXEXT-02", note)


def _says_nothing(note: Group) -> bool:
    return "ram:SubjectCode" in note and "ram:ContentCode" not in note and "ram:Content" not in note


def identifiers(document: Document, found: Breaches) -> None:
    """BR-FXEXT-03: who does not sell has a VAT identifier, no other tax number."""
    for registration in document.named["ram:SpecifiedTaxRegistration"]:
        leaves = [leaf for leaf in registration.get("ram:ID", ()) if leaf.get("schemeID") != "VA"]
        if leaves and not _sells(registration):
            found("BR-FXEXT-03", leaves[0])


def _sells(group: Group | None) -> bool:
    while group is not None:
        if group.name == "ram:SellerTradeParty":
            return True
        group = group.parent
    return False


def characteristics(document: Document, found: Breaches) -> None:
    """BR-FXEXT-04, BR-FXEXT-BR-54-1, -2: properties of goods."""
    codes = lists()["characteristics"]
    for group in document.named["ram:ApplicableProductCharacteristic"]:
        for leaf in group.get("ram:TypeCode", ()):
            if spaced(value(leaf)) not in codes:
                found("BR-FXEXT-04", leaf)
        if "ram:Description" not in group and "ram:TypeCode" not in group:
            found("BR-FXEXT-BR-54-1", group)
        measured = "ram:ValueMeasure" in group
        if "ram:Value" in group:
            fine = not measured
        else:
            fine = any(leaf.get("unitCode") for leaf in group.get("ram:ValueMeasure", ()))
        if not fine:
            found("BR-FXEXT-BR-54-2", group)


def details(document: Document, found: Breaches) -> None:
    """BR-FXEXT-BR-22 to -26, BR-FXEXT-CO-04: quantity, price, amount and VAT of a line that counts."""
    rules = ("BR-FXEXT-BR-22", "BR-FXEXT-BR-23", "BR-FXEXT-BR-24", "BR-FXEXT-BR-26")
    for numbering in document.named[_NUMBERING]:
        line = numbering.parent
        kinds = texts(numbering, "ram:LineStatusReasonCode")
        if line.name != "ram:IncludedSupplyChainTradeLineItem" or (kinds and "DETAIL" not in kinds):
            continue
        detail(line, numbering, rules, found)
        taxes = below((line,), "ram:SpecifiedLineTradeSettlement", "ram:ApplicableTradeTax")
        if not any("VAT" in texts(tax, "ram:TypeCode") for tax in taxes) or not any(
            is_vat(tax) and "ram:CategoryCode" in tax for tax in taxes
        ):
            found("BR-FXEXT-CO-04", numbering)


def hierarchy(document: Document, found: Breaches) -> None:
    """BR-FXEXT-06, BR-FXEXT-11: a line inside another says of which kind it is, and the other exists."""
    numbers: set[str] | None = None
    for line in document.named["ram:IncludedSupplyChainTradeLineItem"]:
        numberings = line.get(_NUMBERING, ())
        parents = below(numberings, "ram:ParentLineID")
        if parents:
            parent = only_text(parents)
            if parent:
                kinds = below(numberings, "ram:LineStatusReasonCode")
                if not any(value(kind) for kind in kinds):
                    found("BR-FXEXT-06", line)
                if numbers is None:
                    numbers = _numbers(document)
                if parent not in numbers:
                    found("BR-FXEXT-11", line)


def _numbers(document: Document) -> set[str]:
    lines = document.named["ram:IncludedSupplyChainTradeLineItem"]
    return {spaced(value(leaf)) for leaf in below(lines, _NUMBERING, "ram:LineID")}


def groups(document: Document, found: Breaches) -> None:
    """BR-FXEXT-08: the net amount of a group of lines is the sum of the lines and groups directly in it."""
    lines = document.named["ram:IncludedSupplyChainTradeLineItem"]
    grouping = []
    for line in lines:
        if "GROUP" in _kinds(line):
            leaf = only(totals_of(line))
            if leaf is not None and spaced(value(leaf)):
                grouping.append((line, leaf))
    if not grouping:
        return
    sums: dict[str, Decimal | None] = {}
    for line in lines:
        parent = only_text(below((line,), _NUMBERING, "ram:ParentLineID"))
        if not _kinds(line).isdisjoint(("DETAIL", "GROUP")):
            leaf = only(totals_of(line))
            given = _number_or_none(leaf) if leaf is not None else None
            so_far = sums.get(parent, ZERO)
            sums[parent] = None if given is None or so_far is None else so_far + given
    for line, leaf in grouping:
        expected = sums.get(only_text(below((line,), _NUMBERING, "ram:LineID")), ZERO)
        given = _number_or_none(leaf)
        if expected is None or given is None or given != cents(expected):
            found("BR-FXEXT-08", line)
            return


def _kinds(line: Group) -> set[str]:
    return {value(leaf) for leaf in below((line,), _NUMBERING, "ram:LineStatusReasonCode")}


def dates(document: Document, found: Breaches) -> None:
    """CII-DT-097, BR-FXEXT-CII-DT-097a: a date has the form that it says it has."""
    for leaf in document.named["udt:DateTimeString"]:
        form = _FORMS.get(leaf.get("format"))
        if form is not None and not form[1].fullmatch(value(leaf)):
            found(form[0], leaf)


def totals(document: Document, found: Breaches) -> None:
    """BR-FXEXT-CO-10 to -16: the totals, give or take a cent for each part."""
    for group in document.named["ram:SpecifiedTradeSettlementHeaderMonetarySummation"]:
        _hold(document, group, found)


def _hold(document: Document, group: Group, found: Breaches) -> None:
    settlement = group.parent
    assert settlement is not None
    transaction = settlement.parent
    every = transaction.get("ram:IncludedSupplyChainTradeLineItem", ()) if transaction is not None else ()
    counted = [line for line in every if counts(line)]
    lines = cents(sum((decimal(leaf) for line in counted for leaf in totals_of(line)), ZERO))
    given = amount(group, "ram:LineTotalAmount")
    if given is None or abs(given - lines) > _CENT * len(every):
        found("BR-FXEXT-CO-10", group)
    beside = settlement.get("ram:SpecifiedTradeAllowanceCharge", ())
    number_of_allowances = sum(1 for each in beside if "false" in indicators(each))
    number_of_charges = sum(1 for each in beside if "true" in indicators(each))
    number_of_charges += len(settlement.get("ram:SpecifiedLogisticsServiceCharge", ()))
    allowances, charges = charges_of(document, "false"), charges_of(document, "true")
    deducted = cents(_exact(below(allowances, "ram:ActualAmount")))
    if allowances or "ram:AllowanceTotalAmount" in group:
        given = amount(group, "ram:AllowanceTotalAmount")
        # The artefact turns a binary number into a decimal here, with all its digits.
        in_doubles = doubled(total_in_cents(below(allowances, "ram:ActualAmount")))
        if given is None or abs(given - in_doubles) > _CENT * number_of_allowances:
            found("BR-FXEXT-CO-11", group)
    added = cents(_exact(below(charges, "ram:ActualAmount"))) + cents(
        _exact(below(document.paths.get(LOGISTICS, ()), "ram:AppliedAmount"))
    )
    if charges or "ram:ChargeTotalAmount" in group:
        given = amount(group, "ram:ChargeTotalAmount")
        if given is None or abs(given - added) > _CENT * number_of_charges:
            found("BR-FXEXT-CO-12", group)
    parts = len(counted) + number_of_allowances + number_of_charges
    net = amount(group, "ram:TaxBasisTotalAmount")
    if net is None or abs(net - lines + deducted - added) > _CENT * parts:
        found("BR-FXEXT-CO-13", group)
    _gross(group, settlement, net, parts, found)
    _due(group, settlement, found)


def _exact(leaves: Iterable[Leaf]) -> Decimal:
    return sum((decimal(leaf) for leaf in leaves), ZERO)


def _gross(group: Group, settlement: Group, net: Decimal | None, parts: int, found: Breaches) -> None:
    """BR-FXEXT-CO-15: net plus VAT, in the currency of the invoice."""
    answers = []
    gross = amount(group, "ram:GrandTotalAmount")
    for code in settlement.get("ram:InvoiceCurrencyCode", ()):
        currency = value(code)
        tax = only([leaf for leaf in group.get("ram:TaxTotalAmount", ()) if leaf.get("currencyID") == currency])
        if tax is not None and net is not None and gross is not None:
            answers.append((code, abs(gross - decimal(tax) - net) <= _CENT * parts))
    if len(answers) > 1:
        only([code for code, _ in answers])
    if not answers or not answers[0][1]:
        found("BR-FXEXT-CO-15", group)


def _due(group: Group, settlement: Group, found: Breaches) -> None:
    """BR-FXEXT-CO-16: what is due follows from total, payments, rounding and adjustments."""
    due = amount(group, "ram:DuePayableAmount")
    expected = (
        _exact(group.get("ram:GrandTotalAmount", []))
        - _exact(group.get("ram:TotalPrepaidAmount", []))
        + _exact(group.get("ram:RoundingAmount", []))
        + _exact(below((settlement,), "ram:SpecifiedFinancialAdjustment", "ram:ActualAmount"))
    )
    if due is None or due != expected:
        found("BR-FXEXT-CO-16", group)
