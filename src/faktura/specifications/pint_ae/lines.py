"""Lines, items, prices, allowances, charges and rows of the breakdown in the United Arab Emirates."""

import re
from collections.abc import Sequence
from typing import Any

from faktura.checks import Breaches
from faktura.checks.places import Places
from faktura.source import Document, Group, value
from faktura.source.logic import applies
from faktura.source.sequences import any_is, attributes, below, number
from faktura.specifications.en16931.ubl.steps import LINES, says, sign
from faktura.specifications.pint.binary import binary, product_of_line
from faktura.specifications.pint.shapes import add_shapes, under
from faktura.specifications.pint.taxes import is_of_line
from faktura.specifications.pint.terms import any_equal, code_of, indicates, is_of_scheme, only_leaf, readable
from faktura.specifications.pint_ae.kinds import types

_RATE = re.compile(r"[0-9]+(?:\.[0-9]{1,6})?")
_OUTSIDE = ("81", "480")
_EXTENDED_TAX = ("cac:ItemPriceExtension", "cac:TaxTotal", "cbc:TaxAmount")
_WITHOUT_RATE = frozenset(("O", "E"))


def lines(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """What each line has."""
    outside = any(value(leaf) in _OUTSIDE for leaf in types(document))
    for line in nodes:
        categories = under(line, "cac:Item", "cac:ClassifiedTaxCategory")
        extended = under(line, "cac:ItemPriceExtension", "cbc:Amount")
        if not extended:
            found("ibr-194-ae", line)
        if any(code_of(each) != "E" for each in categories) and not (extended and under(line, *_EXTENDED_TAX)):
            found("ibr-104-ae", line)
        given = {value(leaf) for leaf in below(categories, "cbc:ID")}
        if "N" in given and not any(sign(leaf) > 0 for leaf in below(categories, "cbc:Percent")):
            found("ibr-111-ae", line)
        if not categories:
            found("ibr-145-ae", line)
        if "E" in given and not below(categories, "cbc:TaxExemptionReasonCode"):
            found("ibr-167-ae", line)
        if outside and len(categories) != 1:
            found("ibr-123-ae", line)
        if not _adds_up(document, line):
            found("ibr-147-ae", line)


def _adds_up(document: Document, line: Group) -> bool:
    bases, nets = under(line, "cac:Price", "cbc:BaseQuantity"), line.get("cbc:LineExtensionAmount", ())
    if not bases or not nets:
        return False
    product = product_of_line(document, line, bases)
    return product is not None and _hundredths(binary(only_leaf(nets))) == _hundredths(product)


def _hundredths(number: float) -> int:
    over, below_it = (number * 100).as_integer_ratio()
    return (2 * over + below_it) // (2 * below_it)


def charges(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """Allowances and charges; aligned-ibrp-004 at prices."""
    for group in nodes:
        around = group.parent
        if around is not None and around.name == "cac:Price":
            if "cbc:BaseAmount" in group and not _is_net(around, group):
                found("aligned-ibrp-004", group)
            continue
        if indicates(group, charge=False):
            rules = ("aligned-ibrp-032", "aligned-ibrp-057", "ibr-131-ae", "ibr-115-ae", "ibr-168-ae")
        elif indicates(group, charge=True):
            rules = ("aligned-ibrp-037", "aligned-ibrp-058", "ibr-146-ae", "ibr-114-ae", "ibr-169-ae")
        else:
            continue
        categories = group.get("cac:TaxCategory", ())
        if around is document.root and not any("cbc:ID" in each and is_of_scheme(each, "VAT") for each in categories):
            found(rules[0], group)
        percent, base = "cbc:MultiplierFactorNumeric" in group, "cbc:BaseAmount" in group
        if percent is not base:
            found(rules[1], group)
        if percent and base and not _is_part(group):
            found(rules[2], group)
        given = below(categories, "cbc:ID")
        if any_is(given, "N"):
            found(rules[3], group)
        if any_is(given, "E") and "cbc:AllowanceChargeReasonCode" not in group:
            found(rules[4], group)


def _is_net(price: Group, group: Group) -> bool:
    net, gross, discount = (
        readable(each)
        for each in (price.get("cbc:PriceAmount", ()), group.get("cbc:BaseAmount", ()), group.get("cbc:Amount", ()))
    )
    return net is not None and gross is not None and discount is not None and net == gross - discount


def _is_part(group: Group) -> bool:
    """Whether an amount is a part of its base, exactly or in cents; the artefact computes in binary numbers."""
    names = ("cbc:Amount", "cbc:BaseAmount", "cbc:MultiplierFactorNumeric")
    leaves = [only_leaf(group[name]) if name in group else None for name in names]
    if any(leaf is None or number(value(leaf)) is None for leaf in leaves):
        return False
    net, base, percent = (binary(leaf) for leaf in leaves)
    product = base * percent / 100
    return net in (product, _hundredths(product) / 100)


def rates(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """ibr-002: the rate of an exchange has six decimals at most."""
    for leaf in nodes:
        if not _RATE.fullmatch(value(leaf)):
            found("ibr-002-ae", leaf)


def prices(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """ibr-126: a price has its base quantity and its gross price."""
    for price in nodes:
        if "cbc:BaseQuantity" not in price or not under(price, "cac:AllowanceCharge", "cbc:BaseAmount"):
            found("ibr-126-ae", price)


def items(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """What an item has: a description, and the classification of goods and services."""
    for item in nodes:
        if "cbc:Description" not in item:
            found("ibr-125-ae", item)
        classified = item.get("cac:CommodityClassification", ())
        goods = below(classified, "cbc:ItemClassificationCode")
        services = under(item, "cac:AdditionalItemIdentification", "cbc:ID")
        kinds = {value(leaf) for leaf in below(classified, "cbc:CommodityCode")}
        reverse_charge = any_is(under(item, "cac:ClassifiedTaxCategory", "cbc:ID"), "AE")
        for rule, broken in (
            ("ibr-166-ae", reverse_charge and not below(classified, "cbc:NatureCode")),
            ("ibr-184-ae", "G" in kinds and not goods),
            ("ibr-185-ae", "S" in kinds and not services),
            ("ibr-186-ae", "B" in kinds and not (goods and services)),
            ("ibr-188-ae", goods and "HS" not in attributes(goods, "listID")),
            ("ibr-189-ae", services and "SAC" not in attributes(services, "schemeID")),
        ):
            if broken:
                found(rule, item)


def line_categories(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """What a tax category asks of its line: 162, 163 and 165 on its tax, 103 and 174 on reverse charge."""
    for category in nodes:
        leaves = category.get("cbc:ID", ())
        if len(leaves) != 1 or not is_of_line(category) or not applies(is_of_scheme, category, "VAT"):
            continue
        code = code_of(category)
        item: Group | None = category.parent
        line = item.parent if item is not None else None
        if item is None or line is None:
            continue
        taxes = under(line, *_EXTENDED_TAX)
        if code == "E" and taxes:
            found("ibr-163-ae", category)
        elif code == "Z" and not any_equal(taxes, 0):
            found("ibr-165-ae", category)
        elif code == "AE":
            if not any_equal(taxes, 0):
                found("ibr-162-ae", category)
            buyer = ("cac:AccountingCustomerParty", "cac:Party", "cac:PartyTaxScheme", "cbc:CompanyID")
            if line.parent is None or not under(line.parent, *buyer):
                found("ibr-103-ae", category)
            numbers = under(item, "cac:StandardItemIdentification", "cbc:ID")
            schemes = attributes(numbers, "schemeID")
            if not numbers or any(scheme != "0160" for scheme in schemes):
                found("ibr-174-ae", category)


def rows(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """ibr-119: a row has a rate, except of what is exempt or outside the scope of VAT."""
    for row in nodes:
        exempt = any(value(leaf) in _WITHOUT_RATE for leaf in under(row, "cac:TaxCategory", "cbc:ID"))
        if exempt is bool(under(row, "cac:TaxCategory", "cbc:Percent")):
            found("ibr-119-ae", row)


def row_categories(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """ibr-120, ibr-121 and aligned-ibrp-o-11: the rate in a row of the document's breakdown."""
    for category in nodes:
        if len(category.get("cbc:ID", ())) != 1 or not applies(is_of_scheme, category, "VAT"):
            continue
        code, percents = code_of(category), category.get("cbc:Percent", ())
        if code == "Z" and not any_equal(percents, 0):
            found("ibr-120-ae", category)
        elif code == "E" and percents:
            found("ibr-121-ae", category)
        elif code == "O" and percents:
            found("aligned-ibrp-o-11-ae", category)


def payments(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """ibr-192: a transfer has its account."""
    for means in nodes:
        if says(means, "cbc:PaymentMeansCode", "30") and not under(means, "cac:PayeeFinancialAccount", "cbc:ID"):
            found("ibr-192-ae", means)


def add_to(places: Places) -> None:
    """Have lines, prices, allowances, charges, rows and payment tested."""
    for line in LINES:
        places.add(line, lines)
    places.add("cac:AllowanceCharge", charges)
    places.add("cbc:CalculationRate", rates)
    places.add("cac:Price", prices)
    places.add("cac:Item", items)
    places.add("cac:Item/cac:ClassifiedTaxCategory", line_categories)
    places.add("cac:TaxSubtotal", rows)
    places.add("/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory", row_categories)
    places.add("cac:PaymentMeans", payments)
    add_shapes(places, "cac:DeliveryTerms", needs=(("ibr-196-ae", "cbc:ID"),))
