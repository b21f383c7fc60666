"""PEPPOL-EN16931-*: the rules of Peppol that XRechnung has taken over, on the elements of CII."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from faktura.checks import Breaches
from faktura.money import ZERO
from faktura.source import Document, Group, Leaf, amount, cents, decimal, spaced
from faktura.source.doubles import double
from faktura.specifications.xrechnung_3.codes import DIRECT_DEBITS
from faktura.specifications.xrechnung_3.values import (
    allowance_differs,
    empty_elements,
    far_apart,
    holds,
    only,
    slack,
    text_of_only,
)

SETTLEMENT = "/rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement"
_CURRENCY = f"{SETTLEMENT}/ram:InvoiceCurrencyCode"
_VAT_CURRENCY = f"{SETTLEMENT}/ram:TaxCurrencyCode"
# An empty delivery is what the schema asks for where there is none; the artefact knows it by its usual prefix only.
_MAY_BE_EMPTY = ("ram:ApplicableHeaderTradeDelivery", "ram")


def below(groups: Sequence[Group], *names: str) -> Sequence[Any]:
    """What stands below all the groups on the way of these names."""
    found: Any = groups
    for name in names:
        # Nearly always there is one element on the way, or none.
        if len(found) == 1:
            found = found[0].get(name, ())
        else:
            found = [inner for group in found for inner in group.get(name, ())]
        if not found:
            return ()
    nodes: Sequence[Any] = found
    return nodes


def no_empty_elements(document: Document, found: Breaches) -> None:
    """PEPPOL-EN16931-R008."""
    for node in empty_elements(document):
        if not (isinstance(node, Group) and (node.name, node.element.prefix) == _MAY_BE_EMPTY):
            found("PEPPOL-EN16931-R008", node)


def contexts(document: Document, found: Breaches) -> None:
    """PEPPOL-EN16931-R001, R010, R020."""
    named = document.named
    for group in named["rsm:ExchangedDocumentContext"]:
        if not below([group], "ram:BusinessProcessSpecifiedDocumentContextParameter", "ram:ID"):
            found("PEPPOL-EN16931-R001", group)
    for name, rule in (
        ("ram:BuyerTradeParty", "PEPPOL-EN16931-R010"),
        ("ram:SellerTradeParty", "PEPPOL-EN16931-R020"),
    ):
        for party in named[name]:
            if not below([party], "ram:URIUniversalCommunication", "ram:URIID"):
                found(rule, party)


def settlements(document: Document, found: Breaches) -> None:
    """PEPPOL-EN16931-R005, R053 to R055."""
    own = [leaf.text or "" for leaf in document.paths.get(_CURRENCY, ())]
    accounting = [leaf.text or "" for leaf in document.paths.get(_VAT_CURRENCY, ())]
    for group in document.named["ram:ApplicableHeaderTradeSettlement"]:
        if "ram:TaxCurrencyCode" in group:
            currencies = (group["ram:TaxCurrencyCode"], group.get("ram:InvoiceCurrencyCode", ()))
            first, second = (spaced(text_of_only(leaves)) for leaves in currencies)
            if first == second:
                found("PEPPOL-EN16931-R005", group)
        totals = below([group], "ram:SpecifiedTradeSettlementHeaderMonetarySummation", "ram:TaxTotalAmount")
        in_own = [leaf for leaf in totals if leaf.get("currencyID") in own]
        if len(in_own) > 1:
            found("PEPPOL-EN16931-R053", group)
        if sum(_in_another(leaf, own) for leaf in totals) != ("ram:TaxCurrencyCode" in group):
            found("PEPPOL-EN16931-R054", group)
        if accounting and in_own:
            in_accounting = [leaf for leaf in totals if leaf.get("currencyID") in accounting]
            if not _same_sign(in_accounting, in_own):
                found("PEPPOL-EN16931-R055", group)


def _in_another(leaf: Leaf, currencies: Sequence[str]) -> bool:
    given = leaf.get("currencyID")
    return given is not None and any(currency != given for currency in currencies)


def _same_sign(accounting: Sequence[Leaf], own: Sequence[Leaf]) -> bool:
    first, second = [double(leaf) for leaf in accounting], [double(leaf) for leaf in own]
    return (any(one < 0 for one in first) and any(other < 0 for other in second)) or (
        any(one >= 0 for one in first) and any(other >= 0 for other in second)
    )


def indicator(group: Group) -> str:
    """Whether an allowance or charge is a charge: the text of its indicator.

    Raises:
        Repeated: there are several.
    """
    return spaced(text_of_only(below([group], "ram:ChargeIndicator", "udt:Indicator")))


def allowances(document: Document, found: Breaches) -> None:
    """PEPPOL-EN16931-R040 to R043-2."""
    for group in document.named["ram:SpecifiedTradeAllowanceCharge"]:
        percentage, base = "ram:CalculationPercent" in group, "ram:BasisAmount" in group
        if percentage != base:
            found("PEPPOL-EN16931-R041" if percentage else "PEPPOL-EN16931-R042", group)
            continue
        if percentage and allowance_differs(
            amount(group, "ram:ActualAmount"),
            amount(group, "ram:BasisAmount"),
            amount(group, "ram:CalculationPercent"),
            slack(document, _CURRENCY),
        ):
            found("PEPPOL-EN16931-R040", group)
        if indicator(group) not in {"true", "false"}:
            found("PEPPOL-EN16931-R043-1", group)
    for group in document.named["ram:AppliedTradeAllowanceCharge"]:
        if indicator(group) not in {"true", "false"}:
            found("PEPPOL-EN16931-R043-2", group)


def direct_debits(document: Document, found: Breaches) -> None:
    """PEPPOL-EN16931-R061."""
    for means in document.named["ram:SpecifiedTradeSettlementPaymentMeans"]:
        codes = means.get("ram:TypeCode", ())
        if len(codes) != 1 or spaced(codes[0].text or "") not in DIRECT_DEBITS:
            continue
        if not below([means.parent], "ram:SpecifiedTradePaymentTerms", "ram:DirectDebitMandateID"):
            found("PEPPOL-EN16931-R061", means)


def line_periods(document: Document, found: Breaches) -> None:
    """PEPPOL-EN16931-R110, R111: a line's period lies within the document's; dates are compared as texts."""
    if f"{SETTLEMENT}/ram:BillingSpecifiedPeriod" not in document.paths:
        return
    for transaction in document.root.get("rsm:SupplyChainTradeTransaction", ()):
        periods = below([transaction], "ram:ApplicableHeaderTradeSettlement", "ram:BillingSpecifiedPeriod")
        inner = below(
            [transaction],
            "ram:IncludedSupplyChainTradeLineItem",
            "ram:SpecifiedLineTradeSettlement",
            "ram:BillingSpecifiedPeriod",
        )
        for name, rule, earlier in (
            ("ram:StartDateTime", "PEPPOL-EN16931-R110", True),
            ("ram:EndDateTime", "PEPPOL-EN16931-R111", False),
        ):
            whole = below(periods, name)
            if whole:
                limits = [leaf.text or "" for leaf in below(whole, "udt:DateTimeString")]
                for group in below(inner, name):
                    days = [leaf.text or "" for leaf in group.get("udt:DateTimeString", ())]
                    if not _within(days, limits, earlier):
                        found(rule, group)


def _within(days: Sequence[str], limits: Sequence[str], earlier: bool) -> bool:
    if not days or not limits:
        return False
    return min(limits) <= max(days) if earlier else min(days) <= max(limits)


def lines(document: Document, found: Breaches) -> None:
    """PEPPOL-EN16931-R101, R120."""
    tolerance = slack(document, _CURRENCY)
    for line in document.named["ram:IncludedSupplyChainTradeLineItem"]:
        settlement = line.get("ram:SpecifiedLineTradeSettlement", ())
        agreement = line.get("ram:SpecifiedLineTradeAgreement", ())
        net = _number(below(settlement, "ram:SpecifiedTradeSettlementLineMonetarySummation", "ram:LineTotalAmount"))
        quantity = _number(below(line.get("ram:SpecifiedLineTradeDelivery", ()), "ram:BilledQuantity"))
        net_prices = below(agreement, "ram:NetPriceProductTradePrice")
        price = _number(below(net_prices, "ram:ChargeAmount")) or ZERO
        base = _number(below(net_prices, "ram:BasisQuantity"))
        if not base:
            base = _number(below(agreement, "ram:GrossPriceProductTradePrice", "ram:BasisQuantity"))
        if base:
            price /= base
        expected = price if quantity is None else quantity * price
        for group in settlement:
            if "ram:SpecifiedTradeAllowanceCharge" in group:
                expected += _charges_less_allowances(settlement)
                break
        if far_apart(net or ZERO, expected, tolerance):
            found("PEPPOL-EN16931-R120", line)
        references = below(settlement, "ram:AdditionalReferencedDocument")
        if references and not holds(below(references, "ram:TypeCode"), "130"):
            found("PEPPOL-EN16931-R101", line)


def _number(leaves: Sequence[Leaf]) -> Decimal | None:
    leaf = only(leaves)
    return None if leaf is None else decimal(leaf)


def _charges_less_allowances(settlement: Sequence[Group]) -> Decimal:
    sums = {"true": ZERO, "false": ZERO}
    for group in below(settlement, "ram:SpecifiedTradeAllowanceCharge"):
        kind = indicator(group)
        if kind in sums:
            sums[kind] += sum(map(decimal, group.get("ram:ActualAmount", ())), ZERO)
    return cents(sums["true"]) - cents(sums["false"])


def prices(document: Document, found: Breaches) -> None:
    """PEPPOL-EN16931-R044, R046, R121, R130."""
    named = document.named
    for name in ("ram:NetPriceProductTradePrice", "ram:GrossPriceProductTradePrice"):
        for price in named[name]:
            if "ram:BasisQuantity" not in price:
                continue
            for leaf in price["ram:BasisQuantity"]:
                if leaf.get("unitCode") is not None:
                    _unit(price, leaf, found)
            base = amount(price, "ram:BasisQuantity")
            if base is not None and base <= 0:
                found("PEPPOL-EN16931-R121", price)
    for price in named["ram:GrossPriceProductTradePrice"]:
        if _stands_in_a_line(price):
            _gross_price(price, found)


def _unit(price: Group, leaf: Leaf, found: Breaches) -> None:
    agreement = price.parent
    line = agreement.parent if agreement is not None else None
    quantities = below([line], "ram:SpecifiedLineTradeDelivery", "ram:BilledQuantity") if line is not None else ()
    if all(quantity.get("unitCode") != leaf.get("unitCode") for quantity in quantities):
        found("PEPPOL-EN16931-R130", leaf)


def _stands_in_a_line(price: Group) -> bool:
    group: Group | None = price
    for name in (
        "ram:SpecifiedLineTradeAgreement",
        "ram:IncludedSupplyChainTradeLineItem",
        "rsm:SupplyChainTradeTransaction",
    ):
        group = group.parent if group is not None else None
        if group is None or group.name != name:
            return False
    return True


def _gross_price(price: Group, found: Breaches) -> None:
    discounts = price.get("ram:AppliedTradeAllowanceCharge", ())
    amounts = below(discounts, "ram:ActualAmount")
    if amounts and not holds(below(discounts, "ram:ChargeIndicator", "udt:Indicator"), "false"):
        found("PEPPOL-EN16931-R044", price)
    gross = amount(price, "ram:ChargeAmount")
    if gross is None:
        return
    agreement = [price.parent] if price.parent is not None else []
    net = _number(below(agreement, "ram:NetPriceProductTradePrice", "ram:ChargeAmount"))
    firsts = [group["ram:ActualAmount"][0] for group in discounts if "ram:ActualAmount" in group]
    if net is None or net != gross - (_number(firsts) or ZERO):
        found("PEPPOL-EN16931-R046", price)


TESTS = (no_empty_elements, contexts, settlements, allowances, direct_debits, line_periods, lines, prices)
