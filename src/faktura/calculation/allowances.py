"""Amounts and VAT of allowances and charges, on lines (BG-27, BG-28) and on the document (BG-20, BG-21)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from faktura.calculation.copying import changed
from faktura.calculation.vat import Reasons, bare_vat, is_bare
from faktura.calculation.worksheet import PERCENT, Worksheet, all_known, equals, factor
from faktura.model import DocumentAllowance, Line, LineAllowance, Vat
from faktura.money import ZERO, plain

Allowance = TypeVar("Allowance", LineAllowance, DocumentAllowance)


@dataclass(frozen=True, slots=True)
class Kind:
    """A group of allowances or charges: its list in the model, its word, and the terms of its fields."""

    group: str
    field: str
    word: str
    amount: str
    base_amount: str
    default_base: str
    category: str = ""
    rate: str = ""


LINE_ALLOWANCES = Kind("BG-27", "allowances", "allowance", "BT-136", "BT-137", "quantity x price of the line")
LINE_CHARGES = Kind("BG-28", "charges", "charge", "BT-141", "BT-142", "quantity x price of the line")
ALLOWANCES = Kind("BG-20", "allowances", "allowance", "BT-92", "BT-93", "sum of line net amounts", "BT-95", "BT-96")
CHARGES = Kind("BG-21", "charges", "charge", "BT-99", "BT-100", "sum of line net amounts", "BT-102", "BT-103")


def complete_amounts(
    items: tuple[Allowance, ...], kind: Kind, parent: str, default_base: Decimal | None, sheet: Worksheet
) -> tuple[Allowance, ...]:
    """Fill base and amount of those that give a percentage: amount = base x percent / 100, rounded.

    `parent` is the JSON pointer of what holds the list; `default_base` the base of those that give none, None while
    it can't be known. A given amount that is not base x percent is reported, and kept.
    """
    return tuple(
        item if item.percent is None else _with_amount(item, kind, f"{parent}/{kind.field}/{i}", default_base, sheet)
        for i, item in enumerate(items)
    )


def _with_amount(
    item: Allowance, kind: Kind, pointer: str, default_base: Decimal | None, sheet: Worksheet
) -> Allowance:
    percent, amount = item.percent, item.amount
    base = default_base if item.base_amount is None else item.base_amount
    if percent is None or base is None:
        return item
    try:
        exact = base * percent * PERCENT
        expected = sheet.rounded(exact)
        agrees = amount is None or amount == expected or sheet.agrees(amount, exact)
    except ArithmeticError:
        sheet.out_of_range(pointer, kind.group, len(sheet.steps))
        return item
    if sheet.explaining and item.base_amount is None:
        why = f"{kind.base_amount}: a percentage without a base is one of the {kind.default_base}"
        sheet.step(f"{pointer}/base_amount", kind.base_amount, base, f"{kind.default_base} = {plain(base)}", why)
    if sheet.explaining and amount is None:
        formula = f"{factor(base)} x {factor(percent)} / 100 {equals(exact, expected)}"
        why = f"{kind.amount}: base amount x percentage, rounded half up (PEPPOL-EN16931-R040)"
        sheet.step(f"{pointer}/amount", kind.amount, expected, formula, why)
    if not agrees:
        assert amount is not None
        sheet.fault(
            f"{kind.word}_amount_mismatch",
            f"{pointer}/amount",
            kind.amount,
            f"The {kind.word} amount {plain(amount)} is not {plain(percent)} % of {plain(base)}: that is "
            f"{plain(expected)}. Send {plain(expected)}, or leave the amount out.",
        )
    if item.base_amount is not None and amount is not None:
        return item
    return changed(item, base_amount=base, amount=expected if amount is None else amount)


def shared_vat(lines: tuple[Line, ...]) -> Vat | None:
    """The VAT category and rate that all lines share; None when they differ, or one of them has none."""
    shared: Vat | None = None
    for line in lines:
        if line.vat is None or line.vat.category is None:
            return None
        if shared is None:
            shared = line.vat
        elif (line.vat.category, line.vat.rate) != (shared.category, shared.rate):
            return None
    return shared


def complete_vat(
    items: tuple[DocumentAllowance, ...], kind: Kind, shared: Vat | None, reasons: Reasons, sheet: Worksheet
) -> tuple[DocumentAllowance, ...]:
    """Fill the VAT of document allowances or charges, and move their exemption reasons to `reasons`.

    `shared` is the one VAT of all lines; an allowance without VAT, or with the same category and no rate, takes it.
    """
    completed = []
    for index, item in enumerate(items):
        pointer = f"/{kind.field}/{index}/vat"
        vat = item.vat or Vat()
        if shared is not None and vat.rate is None and vat.category in (None, shared.category):
            if sheet.explaining:
                _explain_shared(vat, shared, kind, pointer, sheet)
            vat = changed(vat, category=shared.category, rate=shared.rate)
        if not is_bare(vat):
            vat = bare_vat(vat, pointer, kind.rate, reasons, sheet)
        completed.append(item if vat == (item.vat or Vat()) else changed(item, vat=vat))
    return tuple(completed)


def _explain_shared(vat: Vat, shared: Vat, kind: Kind, pointer: str, sheet: Worksheet) -> None:
    why = f"all lines share one VAT category and rate, so the {kind.word} has them, too"
    if vat.category is None and shared.category is not None:
        sheet.step(f"{pointer}/category", kind.category, shared.category, "the lines' category", why)
    if shared.rate is not None:
        sheet.step(f"{pointer}/rate", kind.rate, shared.rate, f"the lines' rate {plain(shared.rate)}", why)


def total_of(items: tuple[LineAllowance, ...]) -> Decimal | None:
    """The exact sum of the amounts; None while one of them is absent."""
    amounts = all_known(item.amount for item in items)
    return None if amounts is None else sum(amounts, ZERO)
