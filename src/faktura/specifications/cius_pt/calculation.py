"""Sums and products, which may be one unit off: DT-CIUS-PT-157 to 177; and BR-17, BR-27, BR-28, BR-CO-04, BR-CO-25."""

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import Any

from faktura.checks import Breaches
from faktura.checks.places import Places, PlaceTest
from faktura.money import ZERO
from faktura.source import Document, Group, Repeated, amount, cents, decimal, rounded, spaced, value
from faktura.source.doubles import is_not_negative, is_positive, sign
from faktura.specifications.cius_pt.edition import EXEMPT, EXEMPTION_CODE
from faktura.specifications.en16931.ubl.steps import LINES, below, says, several, texts

_NONE: Sequence[Any] = ()
_ONE, _HUNDRED = Decimal(1), Decimal(100)
_LINE_NET = "cbc:LineExtensionAmount"
_INDICATOR = "cbc:ChargeIndicator"
_DUE = ("/cbc:DueDate", "/cac:PaymentMeans/cbc:PaymentDueDate", "/cac:PaymentTerms/cbc:Note")


def near(one: Decimal | None, other: Decimal | None) -> bool:
    """Whether both are there and at most one apart."""
    return one is not None and other is not None and abs(one - other) <= _ONE


def only(nodes: Sequence[Any]) -> Decimal | None:
    """The number in the only one of these leaves; None when there is none.

    Raises:
        Unevaluable: there are several, or it is no number.
    """
    if len(nodes) > 1:
        raise several(nodes)
    return decimal(nodes[0]) if nodes else None


def total(groups: Iterable[Group], name: str) -> Decimal:
    """The sum of an amount in groups.

    Raises:
        Unevaluable: one of them is no number or stands twice.
    """
    return sum((amount(group, name) or ZERO for group in groups), ZERO)


def net_charges(groups: Sequence[Group]) -> Decimal:
    """Charges less allowances; what says that it is both counts as both.

    Raises:
        Unevaluable: an amount is no number or stands twice.
    """
    charges = total((each for each in groups if says(each, _INDICATOR, "true")), "cbc:Amount")
    return charges - total((each for each in groups if says(each, _INDICATOR, "false")), "cbc:Amount")


def lines(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-27, BR-28, BR-CO-04, DT-CIUS-PT-157 and 177."""
    for line in nodes:
        gross = [
            leaf
            for price in line.get("cac:Price", _NONE)
            for leaf in below(price, "cac:AllowanceCharge", "cbc:BaseAmount")
        ]
        if gross and not is_not_negative(gross):
            found("BR-28", line)
        if not is_not_negative(below(line, "cac:Price", "cbc:PriceAmount")):
            found("BR-27", line)
        if not any("cbc:ID" in each for each in below(line, "cac:Item", "cac:ClassifiedTaxCategory")):
            found("BR-CO-04", line)
        if not _net_follows(line):
            found("DT-CIUS-PT-157", line)
        bases = below(line, "cac:Price", "cbc:BaseQuantity")
        if bases and not is_positive(bases):
            found("DT-CIUS-PT-177", line)


def _net_follows(line: Group) -> bool:
    base = only(below(line, "cac:Price", "cbc:BaseQuantity"))
    if base is not None and base < 0:
        return False
    price = only(below(line, "cac:Price", "cbc:PriceAmount"))
    quantity = only((*line.get("cbc:InvoicedQuantity", _NONE), *line.get("cbc:CreditedQuantity", _NONE)))
    net = amount(line, _LINE_NET)
    charges = line.get("cac:AllowanceCharge", _NONE)
    added = cents(total((each for each in charges if says(each, _INDICATOR, "true")), "cbc:Amount"))
    taken = cents(total((each for each in charges if says(each, _INDICATOR, "false")), "cbc:Amount"))
    if price is None or quantity is None:
        return False
    product = quantity * price
    return near(cents(product / base if base else product) + added - taken, net)


def _factor(of_charges: str, of_allowances: str) -> PlaceTest:
    """An allowance or a charge is its base times its percentage."""

    def test(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
        for group in nodes:
            if says(group, _INDICATOR, "true"):
                rule = of_charges
            elif says(group, _INDICATOR, "false"):
                rule = of_allowances
            else:
                continue
            factor, base = amount(group, "cbc:MultiplierFactorNumeric"), amount(group, "cbc:BaseAmount")
            if factor is None and base is None:
                continue
            product = base * factor / _HUNDRED if base is not None and factor is not None else None
            if not near(product, amount(group, "cbc:Amount")):
                found(rule, group)

    return test


def prices(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """DT-CIUS-PT-170: a price is the gross price less its discount."""
    for price in nodes:
        discounts = price.get("cac:AllowanceCharge", _NONE)
        gross = [leaf for each in discounts for leaf in each.get("cbc:BaseAmount", _NONE)]
        discount = [leaf for each in discounts for leaf in each.get("cbc:Amount", _NONE)]
        if not gross and not discount:
            continue
        before, less = only(gross), only(discount)
        net = before - less if before is not None and less is not None else None
        if not near(net, amount(price, "cbc:PriceAmount")):
            found("DT-CIUS-PT-170", price)


def totals(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """DT-CIUS-PT-160 to 163 and 166."""
    for group in nodes:
        net = amount(group, _LINE_NET)
        if not any(near(cents(total(document.named[name], _LINE_NET)), net) for name in LINES):
            found("DT-CIUS-PT-160", group)
        beside = group.parent if group.parent is not None else Group()
        charges = beside.get("cac:AllowanceCharge", _NONE)
        for rule, kind, name in (
            ("DT-CIUS-PT-161", "false", "cbc:AllowanceTotalAmount"),
            ("DT-CIUS-PT-162", "true", "cbc:ChargeTotalAmount"),
        ):
            given = amount(group, name)
            if given is None:
                continue
            of_kind = [each for each in charges if says(each, _INDICATOR, kind)]
            if not (near(cents(total(of_kind, "cbc:Amount")), given) if of_kind else given == ZERO):
                found(rule, group)
        if not any(_net_total_follows(group, beside, name) for name in LINES):
            found("DT-CIUS-PT-163", group)
        if not _due_follows(group):
            found("DT-CIUS-PT-166", group)


def _net_total_follows(group: Group, beside: Group, name: str) -> bool:
    charges, allowances = amount(group, "cbc:ChargeTotalAmount"), amount(group, "cbc:AllowanceTotalAmount")
    if charges is not None and allowances is not None and name not in beside:
        return False
    expected = total(beside.get(name, _NONE), _LINE_NET)
    if charges is not None or allowances is not None:
        expected = cents(expected + (charges or ZERO) - (allowances or ZERO))
    return near(expected, amount(group, "cbc:TaxExclusiveAmount"))


def _due_follows(group: Group) -> bool:
    gross, due = amount(group, "cbc:TaxInclusiveAmount"), amount(group, "cbc:PayableAmount")
    paid, rounding = amount(group, "cbc:PrepaidAmount"), amount(group, "cbc:PayableRoundingAmount")
    if gross is None or due is None:
        return False
    return near(cents(due - rounding) if rounding else due, cents(gross - paid) if paid else gross)


def gross_total(document: Document, found: Breaches) -> None:
    """DT-CIUS-PT-165: the gross total is the net total and the VAT in the document's currency."""
    root = document.root
    for leaf in root.get("cbc:DocumentCurrencyCode", _NONE):
        currency = value(leaf)
        taxes = [
            only([each for each in group.get("cbc:TaxAmount", _NONE) if each.get("currencyID") == currency])
            for group in root.get("cac:TaxTotal", _NONE)
        ]
        given = [tax for tax in taxes if tax is not None]
        if len(given) > 1:
            raise Repeated("There may be one total of VAT in the document's currency only.", root["cac:TaxTotal"][1])
        nets, grosses = (
            [
                number
                for number in (amount(each, name) for each in root.get("cac:LegalMonetaryTotal", _NONE))
                if number is not None
            ]
            for name in ("cbc:TaxExclusiveAmount", "cbc:TaxInclusiveAmount")
        )
        if len(nets) > 1 or len(grosses) > 1:
            raise Repeated("There may be one cac:LegalMonetaryTotal only.", root["cac:LegalMonetaryTotal"][1])
        if not (given and nets and grosses and near(cents(nets[0] + given[0]), grosses[0])):
            found("DT-CIUS-PT-165", root)


def tax_totals(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """DT-CIUS-PT-164 and 175."""
    for group in nodes:
        rows = group.get("cac:TaxSubtotal", _NONE)
        if rows and not near(cents(total(rows, "cbc:TaxAmount")), amount(group, "cbc:TaxAmount")):
            found("DT-CIUS-PT-164", group)
    if not _exempt_follows(document):
        for group in nodes:
            found("DT-CIUS-PT-175", group)


def _exempt_follows(document: Document) -> bool:
    named = document.named
    rows = [row for each in named["cac:TaxTotal"] for row in each.get("cac:TaxSubtotal", _NONE)]
    base = total((row for row in rows if _code(below(row, "cac:TaxCategory", "cbc:ID")) in EXEMPT), "cbc:TaxableAmount")
    charges = net_charges([each for each in named["cac:AllowanceCharge"] if is_of(each, EXEMPT)])
    return any(
        near(cents(total((line for line in named[name] if is_of(line, EXEMPT)), _LINE_NET) + charges), base)
        for name in LINES
        if named[name]
    )


def _code(leaves: Sequence[Any]) -> str:
    if len(leaves) > 1:
        raise several(leaves)
    return spaced(value(leaves[0])) if leaves else ""


def is_of(group: Group, categories: Collection[str]) -> bool:
    """Whether a line, an allowance or a charge is in one of these VAT categories.

    Raises:
        Repeated: it has several codes.
    """
    return _code([leaf for each in _categories(group) for leaf in each.get("cbc:ID", _NONE)]) in categories


def _categories(group: Group) -> Sequence[Group]:
    if group.name in LINES:
        return below(group, "cac:Item", "cac:ClassifiedTaxCategory")
    return group.get("cac:TaxCategory", _NONE)


def tax_subtotals(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """DT-CIUS-PT-167: the tax is the base times the rate."""
    for row in nodes:
        rate, tax = only(below(row, "cac:TaxCategory", "cbc:Percent")), amount(row, "cbc:TaxAmount")
        if rate is None or rounded(rate) == 0:
            follows = tax is not None and rounded(tax) == 0
        else:
            base = amount(row, "cbc:TaxableAmount")
            follows = near(cents(base * rate / _HUNDRED) if base is not None else None, tax)
        if not follows:
            found("DT-CIUS-PT-167", row)


def exemption_codes(document: Document, found: Breaches) -> None:
    """DT-CIUS-PT-176: each reason that lines give why they are exempt has one row in the VAT breakdown."""
    rows: dict[str, int] = {}
    for group in document.named["cac:TaxTotal"]:
        for row in group.get("cac:TaxSubtotal", _NONE):
            if texts(below(row, "cac:TaxCategory", "cbc:ID")) & EXEMPT:
                for reason in texts(below(row, "cac:TaxCategory", "cbc:TaxExemptionReasonCode")):
                    rows[reason] = rows.get(reason, 0) + 1
    for name in LINES:
        for line in document.named[name]:
            if not any(says(each, "cbc:ID", *EXEMPT) for each in _categories(line)):
                continue
            for each in below(line, "cac:Item", "cac:AdditionalItemProperty"):
                if says(each, "cbc:Name", EXEMPTION_CODE):
                    for leaf in each.get("cbc:Value", _NONE):
                        if rows.get(value(leaf)) != 1:
                            found("DT-CIUS-PT-176", leaf)


def due(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """BR-CO-25: what is to be paid, is due at some time."""
    for leaf in nodes:
        if sign(leaf) > 0 and not any(path.endswith(_DUE) for path in document.paths):
            found("BR-CO-25", leaf)


def payees(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-17 and UBL-SR-19 to UBL-SR-21: a payee has one name, and is not the seller."""
    for payee in nodes:
        sellers = below(payee.parent, "cac:AccountingSupplierParty", "cac:Party") if payee.parent is not None else ()
        places = (
            ("cac:PartyName", "cbc:Name"),
            ("cac:PartyIdentification", "cbc:ID"),
            ("cac:PartyLegalEntity", "cbc:CompanyID"),
        )
        names = texts(below(payee, *places[0]))
        if not names or any(
            texts(below(payee, *place)) & texts([leaf for seller in sellers for leaf in below(seller, *place)])
            for place in places
        ):
            found("BR-17", payee)
        registered = texts(
            [leaf for seller in sellers for leaf in below(seller, "cac:PartyLegalEntity", "cbc:RegistrationName")]
        )
        is_other = any(name != other for name in names for other in registered)
        for rule, place in zip(("UBL-SR-19", "UBL-SR-20", "UBL-SR-21"), places, strict=True):
            if not is_other or len(below(payee, *place)) > 1:
                found(rule, payee)


def add_to(places: Places) -> None:
    """Have amounts tested that stand in one place."""
    for line in LINES:
        places.add(line, lines)
        places.add(f"{line}/cac:AllowanceCharge", _factor("DT-CIUS-PT-169", "DT-CIUS-PT-168"))
        places.add(f"{line}/cac:Price", prices)
    places.add("/cac:AllowanceCharge", _factor("DT-CIUS-PT-159", "DT-CIUS-PT-158"))
    places.add("cac:LegalMonetaryTotal", totals)
    places.add("cac:LegalMonetaryTotal/cbc:PayableAmount", due)
    places.add("/cac:TaxTotal", tax_totals)
    places.add("cac:TaxTotal/cac:TaxSubtotal", tax_subtotals)
    places.add("cac:PayeeParty", payees)
