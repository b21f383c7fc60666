"""PEPPOL-EN16931-*: the rules of Peppol that XRechnung has taken over, on the elements of UBL."""

from collections.abc import Sequence
from decimal import Decimal

from faktura.checks import Breaches
from faktura.money import ZERO
from faktura.source import UBL, Document, Group, Leaf, amount, cents, decimal, normalized, spaced
from faktura.source.doubles import double
from faktura.specifications.xrechnung_3.codes import DIRECT_DEBITS
from faktura.specifications.xrechnung_3.values import (
    allowance_differs,
    empty_elements,
    far_apart,
    holds,
    moment,
    slack,
    text_of_only,
)

_CURRENCY = UBL.tag("cbc:DocumentCurrencyCode")


def line_name(document: Document) -> str:
    """How the document's kind calls its lines."""
    return "cac:InvoiceLine" if document.root.name == "ubl:Invoice" else "cac:CreditNoteLine"


def no_empty_elements(document: Document, found: Breaches) -> None:
    """PEPPOL-EN16931-R008."""
    for node in empty_elements(document):
        found("PEPPOL-EN16931-R008", node)


def root(document: Document, found: Breaches) -> None:
    """PEPPOL-EN16931-R001, R005, R053 to R055."""
    group = document.root
    if "cbc:ProfileID" not in group:
        found("PEPPOL-EN16931-R001", group)
    totals: list[Group] = group.get("cac:TaxTotal", [])
    with_rows = sum("cac:TaxSubtotal" in total for total in totals)
    if with_rows != 1:
        found("PEPPOL-EN16931-R053", group)
    if len(totals) - with_rows != ("cbc:TaxCurrencyCode" in group):
        found("PEPPOL-EN16931-R054", group)
    for leaf in document.named["cbc:TaxCurrencyCode"]:
        currency = text_of_only(leaf.getparent().findall(_CURRENCY))
        if spaced(leaf.text or "") == spaced(currency):
            found("PEPPOL-EN16931-R005", leaf)
    if "cbc:TaxCurrencyCode" in group:
        amounts = [leaf for total in totals for leaf in total.get("cbc:TaxAmount", ())]
        own, accounting = normalized(group, "cbc:DocumentCurrencyCode"), normalized(group, "cbc:TaxCurrencyCode")
        if not _same_sign(
            [leaf for leaf in amounts if leaf.get("currencyID") == accounting],
            [leaf for leaf in amounts if leaf.get("currencyID") == own],
        ):
            found("PEPPOL-EN16931-R055", group)


def _same_sign(accounting: Sequence[Leaf], own: Sequence[Leaf]) -> bool:
    first, second = [double(leaf) for leaf in accounting], [double(leaf) for leaf in own]
    return (any(one <= 0 for one in first) and any(other <= 0 for other in second)) or (
        any(one >= 0 for one in first) and any(other >= 0 for other in second)
    )


def parties(document: Document, found: Breaches) -> None:
    """PEPPOL-EN16931-R010, R020."""
    for name, rule in (
        ("cac:AccountingCustomerParty", "PEPPOL-EN16931-R010"),
        ("cac:AccountingSupplierParty", "PEPPOL-EN16931-R020"),
    ):
        for outer in document.named[name]:
            for party in outer.get("cac:Party", ()):
                if "cbc:EndpointID" not in party:
                    found(rule, party)


def allowances(document: Document, found: Breaches) -> None:
    """PEPPOL-EN16931-R040 to R043: allowances and charges of the document and of its lines."""
    paths = document.paths
    for path in ("/cac:AllowanceCharge", f"/{line_name(document)}/cac:AllowanceCharge"):
        for group in paths.get(path, ()):
            percentage, base = "cbc:MultiplierFactorNumeric" in group, "cbc:BaseAmount" in group
            if percentage != base:
                found("PEPPOL-EN16931-R041" if percentage else "PEPPOL-EN16931-R042", group)
                continue
            if percentage and allowance_differs(
                amount(group, "cbc:Amount"),
                amount(group, "cbc:BaseAmount"),
                amount(group, "cbc:MultiplierFactorNumeric"),
                slack(document, "/cbc:DocumentCurrencyCode"),
            ):
                found("PEPPOL-EN16931-R040", group)
            if normalized(group, "cbc:ChargeIndicator") not in {"true", "false"}:
                found("PEPPOL-EN16931-R043", group)


def direct_debits(document: Document, found: Breaches) -> None:
    """PEPPOL-EN16931-R061."""
    for means in document.named["cac:PaymentMeans"]:
        codes = means.get("cbc:PaymentMeansCode", ())
        if len(codes) != 1 or spaced(codes[0].text or "") not in DIRECT_DEBITS:
            continue
        if not any("cbc:ID" in mandate for mandate in means.get("cac:PaymentMandate", ())):
            found("PEPPOL-EN16931-R061", means)


def lines(document: Document, found: Breaches) -> None:
    """PEPPOL-EN16931-R101, R120, R121."""
    named = document.named
    is_invoice = document.root.name == "ubl:Invoice"
    quantity_name = "cbc:InvoicedQuantity" if is_invoice else "cbc:CreditedQuantity"
    tolerance = slack(document, "/cbc:DocumentCurrencyCode")
    for line in (*named["cac:InvoiceLine"], *named["cac:CreditNoteLine"]):
        price, base = _price(line)
        if base is not None and base <= 0:
            found("PEPPOL-EN16931-R121", line)
        if base:
            price /= base
        net = amount(line, "cbc:LineExtensionAmount") or ZERO
        quantity = amount(line, quantity_name)
        expected = price if quantity is None else quantity * price
        if "cac:AllowanceCharge" in line:
            expected += _charges_less_allowances(line)
        if far_apart(net, expected, tolerance):
            found("PEPPOL-EN16931-R120", line)
        if "cac:DocumentReference" in line and not any(
            holds(reference.get("cbc:DocumentTypeCode", ()), "130") for reference in line["cac:DocumentReference"]
        ):
            found("PEPPOL-EN16931-R101", line)


def _price(line: Group) -> tuple[Decimal, Decimal | None]:
    """The price, and the quantity it is for, of all prices of the line; XPath takes no more than one."""
    prices = line.get("cac:Price", ())
    if len(prices) == 1:
        return amount(prices[0], "cbc:PriceAmount") or ZERO, amount(prices[0], "cbc:BaseQuantity")
    together = Group()
    for price in prices:
        for name in ("cbc:PriceAmount", "cbc:BaseQuantity"):
            if name in price:
                together.setdefault(name, []).extend(price[name])
    return amount(together, "cbc:PriceAmount") or ZERO, amount(together, "cbc:BaseQuantity")


def _charges_less_allowances(line: Group) -> Decimal:
    charges = allowances = ZERO
    for each in line["cac:AllowanceCharge"]:
        kind = normalized(each, "cbc:ChargeIndicator")
        if kind == "true":
            charges += sum(map(decimal, each.get("cbc:Amount", ())), ZERO)
        elif kind == "false":
            allowances += sum(map(decimal, each.get("cbc:Amount", ())), ZERO)
    return cents(charges) - cents(allowances)


def line_periods(document: Document, found: Breaches) -> None:
    """PEPPOL-EN16931-R110, R111: a line's period lies within the document's."""
    paths = document.paths
    line_path = f"/{line_name(document)}/cac:InvoicePeriod"
    for name, rule in (("cbc:StartDate", "PEPPOL-EN16931-R110"), ("cbc:EndDate", "PEPPOL-EN16931-R111")):
        whole = paths.get(f"/cac:InvoicePeriod/{name}")
        inner = paths.get(f"{line_path}/{name}") if whole else None
        if not whole or not inner:
            continue
        text_of_only(whole)
        limit = moment(whole[0])
        for leaf in inner:
            if not leaf.text or not _within(moment(leaf), limit, name):
                found(rule, leaf)


def _within(given: int, limit: int, name: str) -> bool:
    return given >= limit if name == "cbc:StartDate" else given <= limit


def prices(document: Document, found: Breaches) -> None:
    """PEPPOL-EN16931-R044, R046, R130."""
    quantity_name = "cbc:InvoicedQuantity" if document.root.name == "ubl:Invoice" else "cbc:CreditedQuantity"
    for price in document.named["cac:Price"]:
        for group in price.get("cac:AllowanceCharge", ()):
            if normalized(group, "cbc:ChargeIndicator") != "false":
                found("PEPPOL-EN16931-R044", group)
            if "cbc:BaseAmount" in group:
                net, gross = amount(price, "cbc:PriceAmount"), amount(group, "cbc:BaseAmount")
                discount = amount(group, "cbc:Amount")
                if net is None or gross is None or discount is None or net != gross - discount:
                    found("PEPPOL-EN16931-R046", group)
        for leaf in price.get("cbc:BaseQuantity", ()):
            unit, line = leaf.get("unitCode"), price.parent
            if unit is None or ("cbc:InvoicedQuantity" not in line and "cbc:CreditedQuantity" not in line):
                continue
            if all(quantity.get("unitCode") != unit for quantity in line.get(quantity_name, ())):
                found("PEPPOL-EN16931-R130", leaf)


TESTS = (no_empty_elements, root, parties, allowances, direct_debits, lines, line_periods, prices)
