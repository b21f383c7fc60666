"""PEPPOL-EN16931-R040 to R046 and R100 to R130: allowances and charges, lines and prices."""

from decimal import Decimal

from faktura.checks import Breaches
from faktura.money import ZERO
from faktura.source import Document, Group, Repeated, Unreadable, amount, cents, decimal, spaced, value
from faktura.source.sequences import any_is, at, below, minutes, only, only_text
from faktura.source.tree import Leaf
from faktura.specifications.peppol_bis_3.quotient import TOLERANCE, quotient

_HUNDRED = Decimal(100)
_INDICATORS = frozenset(("true", "false"))
_INVOICED_OBJECT = "130"


def allowances(document: Document, found: Breaches) -> None:
    """R040 to R043 on the document and its lines, R044 and R046 at prices."""
    root = document.root
    line = "cac:InvoiceLine" if root.name == "ubl:Invoice" else "cac:CreditNoteLine"
    for group in document.named["cac:AllowanceCharge"]:
        parent = group.parent
        if parent.name == "cac:Price":
            _discount(group, parent, found)
        elif parent is root or (parent.name == line and parent.parent is root):
            _allowance(group, found)


def _allowance(group: Group, found: Breaches) -> None:
    based = "cbc:BaseAmount" in group
    if ("cbc:MultiplierFactorNumeric" in group) != based:
        found("PEPPOL-EN16931-R042" if based else "PEPPOL-EN16931-R041", group)
        return
    if based:
        given = amount(group, "cbc:Amount") or ZERO
        base, percent = amount(group, "cbc:BaseAmount"), amount(group, "cbc:MultiplierFactorNumeric")
        if abs(given - (base or ZERO) * (percent or ZERO) / _HUNDRED) > TOLERANCE:
            found("PEPPOL-EN16931-R040", group)
    if spaced(only_text(group.get("cbc:ChargeIndicator", ()))) not in _INDICATORS:
        found("PEPPOL-EN16931-R043", group)


def _discount(group: Group, price: Group, found: Breaches) -> None:
    if spaced(only(group.get("cbc:ChargeIndicator", ()))) != "false":
        found("PEPPOL-EN16931-R044", group)
    if "cbc:BaseAmount" in group:
        net = amount(price, "cbc:PriceAmount")
        if net is None:
            found("PEPPOL-EN16931-R046", group)
            return
        gross, discount = amount(group, "cbc:BaseAmount"), amount(group, "cbc:Amount")
        if gross is None or discount is None or net != gross - discount:
            found("PEPPOL-EN16931-R046", group)


def lines(document: Document, found: Breaches) -> None:
    """R100, R101, R120 and R121."""
    named = document.named
    counted = "cbc:InvoicedQuantity" if document.root.name == "ubl:Invoice" else "cbc:CreditedQuantity"
    for name in ("cac:InvoiceLine", "cac:CreditNoteLine"):
        for line in named[name]:
            _adds_up(line, counted, found)
            if "cac:DocumentReference" in line:
                references = line["cac:DocumentReference"]
                if len(references) > 1:
                    found("PEPPOL-EN16931-R100", line)
                if not any_is(below(references, "cbc:DocumentTypeCode"), _INVOICED_OBJECT):
                    found("PEPPOL-EN16931-R101", line)


def _adds_up(line: Group, counted: str, found: Breaches) -> None:
    given, quantity = amount(line, "cbc:LineExtensionAmount"), amount(line, counted)
    prices = line.get("cac:Price", ())
    exact = ZERO
    if prices:
        base = _one_of(prices, "cbc:BaseQuantity")
        exact = _one_of(prices, "cbc:PriceAmount") or ZERO
        if base:
            exact = quotient(exact, base)
        if base is not None and base <= 0:
            found("PEPPOL-EN16931-R121", line)
    if quantity is not None:
        exact *= quantity
    if "cac:AllowanceCharge" in line:
        exact += _of_line(line, "true") - _of_line(line, "false")
    if abs((given or ZERO) - exact) > TOLERANCE:
        found("PEPPOL-EN16931-R120", line)


def _one_of(prices: list[Group], name: str) -> Decimal | None:
    if len(prices) == 1:
        return amount(prices[0], name)
    nodes = below(prices, name)
    if len(nodes) > 1:
        raise Repeated(f"A line has one price with one {name}; take out the others.", nodes[1])
    return decimal(nodes[0]) if nodes else None


def _of_line(line: Group, indicator: str) -> Decimal:
    chosen = [
        group
        for group in line["cac:AllowanceCharge"]
        if spaced(only(group.get("cbc:ChargeIndicator", ()))) == indicator
    ]
    if not chosen:
        return ZERO
    return cents(sum((decimal(leaf) for leaf in below(chosen, "cbc:Amount")), ZERO))


def units(document: Document, found: Breaches) -> None:
    """R130: the price's base quantity has the line's unit."""
    for price in document.named["cac:Price"]:
        for leaf in price.get("cbc:BaseQuantity", ()):
            unit, line = leaf.get("unitCode"), price.parent
            if unit is None:
                continue
            if "cbc:InvoicedQuantity" in line or "cbc:CreditedQuantity" in line:
                invoice = document.root.name == "ubl:Invoice"
                counted = line.get("cbc:InvoicedQuantity" if invoice else "cbc:CreditedQuantity", ())
                if all(quantity.get("unitCode") != unit for quantity in counted):
                    found("PEPPOL-EN16931-R130", leaf)


def periods(document: Document, found: Breaches) -> None:
    """R110 and R111: the periods of lines lie within the document's."""
    if "cac:InvoicePeriod" not in document.root:
        return
    line = "/cac:InvoiceLine" if document.root.name == "ubl:Invoice" else "/cac:CreditNoteLine"
    for rule, name in (("PEPPOL-EN16931-R110", "cbc:StartDate"), ("PEPPOL-EN16931-R111", "cbc:EndDate")):
        bounds = at(document, f"/cac:InvoicePeriod/{name}")
        if not bounds:
            continue
        for leaf in at(document, f"{line}/cac:InvoicePeriod/{name}"):
            if not leaf.text:
                found(rule, leaf)
                continue
            if len(bounds) > 1:
                raise Repeated(f"The document has one period with one {name}; take out the others.", bounds[1])
            inner, outer = _day(leaf), _day(bounds[0])
            if inner < outer if name == "cbc:StartDate" else inner > outer:
                found(rule, leaf)


def _day(leaf: Leaf) -> int:
    found = minutes(value(leaf))
    if found is None:
        raise Unreadable("A date is written as 2026-01-31.", leaf)
    return found
