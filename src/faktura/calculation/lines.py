"""Invoice lines (BG-25): identifiers, prices, allowances and charges, net amounts."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import count

from faktura.calculation.allowances import LINE_ALLOWANCES, LINE_CHARGES, complete_amounts, total_of
from faktura.calculation.copying import changed
from faktura.calculation.vat import Reasons, bare_vat, is_bare
from faktura.calculation.worksheet import TERMS_SHOWN_MAX, Worksheet, all_known, equals, factor
from faktura.model import Line, LineAllowance
from faktura.money import ZERO, plain

ONE = Decimal(1)
Price = tuple[Decimal | None, Decimal | None, Decimal | None]
"""Net price, discount and gross price of an item (BT-146, BT-147, BT-148)."""


def complete_lines(lines: tuple[Line, ...], reasons: Reasons, sheet: Worksheet) -> tuple[Line, ...]:
    """The lines with what is absent filled where it can be known; exemption reasons move to `reasons`."""
    taken = {line.id for line in lines}
    free_ids = (number for number in map(str, count(1)) if number not in taken)
    completed = []
    for index, line in enumerate(lines):
        steps_before = len(sheet.steps)
        try:
            completed.append(_complete_line(line, index, len(lines), free_ids, reasons, sheet))
        except ArithmeticError:
            sheet.out_of_range(f"/lines/{index}", "BG-25", steps_before)
            completed.append(line)
    return tuple(completed)


def _complete_line(
    line: Line, index: int, lines_count: int, free_ids: Iterator[str], reasons: Reasons, sheet: Worksheet
) -> Line:
    line_id, vat, net = line.id, line.vat, line.net_amount
    price, discount, gross = line.unit_price, line.price_discount, line.gross_price
    allowances, charges = line.allowances, line.charges
    if line_id is None:
        line_id = next(free_ids)
        if sheet.explaining:
            formula = f"line {index + 1} of {lines_count}"
            sheet.step(f"/lines/{index}/id", "BT-126", line_id, formula, "BR-21: the next number that no line has")
    if gross is not None or discount is not None:
        price, discount, gross = _complete_price((price, discount, gross), index, sheet)
    exact = _exact_amount(line, price, index, sheet)
    if allowances or charges:
        allowances, charges = _complete_allowances(line, exact, index, sheet)
    if exact is not None:
        net = _net_amount(line, price, exact, allowances, charges, index, sheet)
    if vat is not None and not is_bare(vat):
        vat = bare_vat(vat, f"/lines/{index}/vat", "BT-152", reasons, sheet)
    if (
        line_id is line.id
        and net is line.net_amount
        and vat is line.vat
        and price is line.unit_price
        and discount is line.price_discount
        and gross is line.gross_price
        and allowances is line.allowances
        and charges is line.charges
    ):
        return line
    return changed(
        line,
        id=line_id,
        net_amount=net,
        vat=vat,
        unit_price=price,
        price_discount=discount,
        gross_price=gross,
        allowances=allowances,
        charges=charges,
    )


def _complete_price(given: Price, index: int, sheet: Worksheet) -> Price:
    """Of net price = gross price - discount, any two give the third; all three must agree. Prices aren't rounded."""
    price, discount, gross = given
    pointer, why = f"/lines/{index}", "BT-146 = BT-148 - BT-147, not rounded (PEPPOL-EN16931-R046)"
    if gross is None:
        if price is None or discount is None:
            return given
        gross = sheet.checked(price + discount)
        if sheet.explaining:
            formula = f"{factor(price)} + {factor(discount)} = {plain(gross)}"
            sheet.step(f"{pointer}/gross_price", "BT-148", gross, formula, why)
    elif price is None:
        price = sheet.checked(gross - (discount or ZERO))
        if sheet.explaining:
            formula = f"{factor(gross)} - {factor(discount or ZERO)} = {plain(price)}"
            sheet.step(f"{pointer}/unit_price", "BT-146", price, formula, why)
    elif discount is None and gross > price:
        discount = sheet.checked(gross - price)
        if sheet.explaining:
            formula = f"{factor(gross)} - {factor(price)} = {plain(discount)}"
            sheet.step(f"{pointer}/price_discount", "BT-147", discount, formula, why)
    elif price != gross - (discount or ZERO):
        expected = plain(gross - (discount or ZERO))
        sheet.fault(
            "price_mismatch",
            f"{pointer}/unit_price",
            "BT-146",
            f"The unit price {plain(price)} is not the gross price {plain(gross)} less the discount "
            f"{plain(discount or ZERO)}: that is {expected}. Send {expected}, or leave one of the three out.",
        )
    return price, discount, gross


def _exact_amount(line: Line, price: Decimal | None, index: int, sheet: Worksheet) -> Decimal | None:
    """Quantity x price / base quantity, not rounded; None while it can't be known."""
    base = line.price_base_quantity
    if base is not None and base <= ZERO:
        sheet.fault(
            "price_base_quantity_invalid",
            f"/lines/{index}/price_base_quantity",
            "BT-149",
            f"The price is for {plain(base)} units; the base quantity must be greater than zero. Leave it out when "
            "the price is for one unit.",
        )
        return None
    if price is None or line.quantity is None:
        return None
    exact = line.quantity * price
    return exact if base is None or base == ONE else exact / base


def _complete_allowances(
    line: Line, exact: Decimal | None, index: int, sheet: Worksheet
) -> tuple[tuple[LineAllowance, ...], tuple[LineAllowance, ...]]:
    pointer = f"/lines/{index}"
    # The base is an amount (BT-137, BT-142), so it is rounded: who reads the document must come to the same result.
    base = None if exact is None else sheet.rounded(exact)
    return (
        complete_amounts(line.allowances, LINE_ALLOWANCES, pointer, base, sheet),
        complete_amounts(line.charges, LINE_CHARGES, pointer, base, sheet),
    )


def _net_amount(
    line: Line,
    price: Decimal | None,
    exact: Decimal,
    allowances: tuple[LineAllowance, ...],
    charges: tuple[LineAllowance, ...],
    index: int,
    sheet: Worksheet,
) -> Decimal | None:
    """BT-131: the exact amount less allowances plus charges, rounded once; a given one is compared, and kept."""
    if allowances or charges:
        allowed, charged = total_of(allowances), total_of(charges)
        if allowed is None or charged is None:
            return line.net_amount
        exact = exact - allowed + charged
    net, expected = line.net_amount, sheet.rounded(exact)
    if net is None:
        if sheet.explaining:
            why = "BT-131: quantity x net price / base quantity - allowances + charges, rounded half up once"
            formula = f"{_formula(line, price, allowances, charges)} {equals(exact, expected)}"
            sheet.step(f"/lines/{index}/net_amount", "BT-131", expected, formula, why)
        return expected
    if net != expected and not sheet.agrees(net, exact):
        sheet.fault(
            "line_net_amount_mismatch",
            f"/lines/{index}/net_amount",
            "BT-131",
            f"The line's net amount {plain(net)} is not {_formula(line, price, allowances, charges)}: that is "
            f"{plain(expected)}. Send {plain(expected)}, or leave the amount out.",
        )
    return net


def _formula(
    line: Line, price: Decimal | None, allowances: tuple[LineAllowance, ...], charges: tuple[LineAllowance, ...]
) -> str:
    assert line.quantity is not None
    assert price is not None
    base = line.price_base_quantity
    parts = [f"{factor(line.quantity)} x {factor(price)}"]
    if base is not None and base != ONE:
        parts.append(f"/ {plain(base)}")
    for sign, items in (("-", allowances), ("+", charges)):
        amounts = [item.amount for item in items if item.amount is not None]
        shown = amounts if len(amounts) <= TERMS_SHOWN_MAX else [sum(amounts, ZERO)]
        parts.extend(f"{sign} {factor(amount)}" for amount in shown)
    return " ".join(parts)


def sum_of_lines(lines: tuple[Line, ...], sheet: Worksheet) -> Decimal | None:
    """The sum of the line net amounts; None without lines, while one is unknown, or when it is too large to carry."""
    amounts = all_known(line.net_amount for line in lines)
    try:
        return sheet.summed(sum(amounts, ZERO)) if amounts else None
    except ArithmeticError:
        return None
