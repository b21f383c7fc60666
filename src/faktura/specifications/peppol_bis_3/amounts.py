"""PEPPOL-EN16931-R040 to R046 and R110 to R130: allowances, charges, prices and lines, one by one."""

from collections.abc import Iterable
from decimal import Decimal

from faktura.checks import Breach, along
from faktura.model import DocumentAllowance, Invoice, Line, LineAllowance
from faktura.money import ZERO
from faktura.specifications.en16931.edition import HUNDRED, ONE, rounded, shown
from faktura.specifications.peppol_bis_3.edition import family

RULES = family("amounts")

TOLERANCE = Decimal("0.02")

_ALL = along("allowances", "charges", "lines/allowances", "lines/charges")


@RULES.each(
    _ALL,
    "PEPPOL-EN16931-R040",
    "The amount of an allowance or charge is its base amount times its percentage, within 0.02.",
    "BT-92",
    "BT-99",
    "BT-136",
    "BT-141",
)
def _amount_is_percent_of_base(one: DocumentAllowance | LineAllowance) -> Iterable[Breach]:
    if one.percent is None or one.base_amount is None:
        return ()
    exact = one.base_amount * one.percent / HUNDRED
    return () if abs((one.amount or ZERO) - exact) <= TOLERANCE else ("/amount",)


@RULES.each(
    _ALL,
    "PEPPOL-EN16931-R041",
    "An allowance or charge with a percentage also gives the base_amount that it is taken of.",
    "BT-93",
    "BT-100",
    "BT-137",
    "BT-142",
)
def _base_for_percent(one: DocumentAllowance | LineAllowance) -> Iterable[Breach]:
    return ("/base_amount",) if one.percent is not None and one.base_amount is None else ()


@RULES.each(
    _ALL,
    "PEPPOL-EN16931-R042",
    "An allowance or charge with a base amount also gives the percent that is taken of it.",
    "BT-94",
    "BT-101",
    "BT-138",
    "BT-143",
)
def _percent_for_base(one: DocumentAllowance | LineAllowance) -> Iterable[Breach]:
    return ("/percent",) if one.percent is None and one.base_amount is not None else ()


@RULES.each(
    "lines",
    "PEPPOL-EN16931-R046",
    "The net price of a line (unit_price, BT-146) is its gross price less its price discount (BT-148 - BT-147).",
    "BT-146",
    "BT-147",
    "BT-148",
)
def _net_price(line: Line) -> Iterable[Breach]:
    # A gross price without a discount can't be told apart from one whose discount is the difference.
    if line.gross_price is None or line.price_discount is None or line.unit_price is None:
        return ()
    return () if line.unit_price == line.gross_price - line.price_discount else ("/unit_price",)


@RULES.rule(
    "PEPPOL-EN16931-R110",
    "The period of a line begins within the period of the document: not before period.start_date (BT-73).",
    "BT-73",
    "BT-134",
)
def _line_begins_within(invoice: Invoice) -> Iterable[Breach]:
    first = invoice.period.start_date if invoice.period is not None else None
    if first is None:
        return ()
    return [
        f"/lines/{at}/period/start_date"
        for at, line in enumerate(invoice.lines)
        if line.period is not None and line.period.start_date is not None and line.period.start_date < first
    ]


@RULES.rule(
    "PEPPOL-EN16931-R111",
    "The period of a line ends within the period of the document: not after period.end_date (BT-74).",
    "BT-74",
    "BT-135",
)
def _line_ends_within(invoice: Invoice) -> Iterable[Breach]:
    last = invoice.period.end_date if invoice.period is not None else None
    if last is None:
        return ()
    return [
        f"/lines/{at}/period/end_date"
        for at, line in enumerate(invoice.lines)
        if line.period is not None and line.period.end_date is not None and line.period.end_date > last
    ]


@RULES.each(
    "lines",
    "PEPPOL-EN16931-R120",
    "The net amount of a line (BT-131) is quantity times unit price (by its base quantity), plus the line's charges, "
    "less its allowances, within 0.02.",
    "BT-131",
)
def _line_adds_up(line: Line) -> Iterable[Breach]:
    quantity = ONE if line.quantity is None else line.quantity
    exact = quantity * ((line.unit_price or ZERO) / (line.price_base_quantity or ONE))
    if line.charges:
        exact += rounded(sum((charge.amount or ZERO for charge in line.charges), ZERO))
    if line.allowances:
        exact -= rounded(sum((allowance.amount or ZERO for allowance in line.allowances), ZERO))
    net = line.net_amount or ZERO
    if abs(net - exact) <= TOLERANCE:
        return ()
    return (
        (
            "/net_amount",
            f"The net amount of the line (BT-131) is {shown(net)}, but quantity, price, allowances and charges give "
            f"{shown(rounded(exact))}; at most 0.02 between them is allowed.",
        ),
    )


@RULES.each(
    "lines",
    "PEPPOL-EN16931-R121",
    "The base quantity of a price (price_base_quantity, BT-149) is above zero.",
    "BT-149",
)
def _base_quantity_above_zero(line: Line) -> Iterable[Breach]:
    given = line.price_base_quantity
    return ("/price_base_quantity",) if given is not None and given <= 0 else ()


@RULES.each(
    "lines",
    "PEPPOL-EN16931-R130",
    "The unit of the price's base quantity (price_base_unit, BT-150) is the unit of the line (unit, BT-130).",
    "BT-130",
    "BT-150",
)
def _same_unit(line: Line) -> Iterable[Breach]:
    if line.price_base_unit is None or line.price_base_quantity is None or line.quantity is None:
        return ()
    return () if line.price_base_unit == line.unit else ("/price_base_unit",)
