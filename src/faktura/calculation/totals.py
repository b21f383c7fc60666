"""Document totals (BG-22)."""

from collections.abc import Sequence
from decimal import Decimal

from faktura.calculation.copying import changed
from faktura.calculation.worksheet import Worksheet, all_known, equals, signed_terms
from faktura.model import Invoice, Totals
from faktura.money import ZERO

SOURCES = {
    "sum_of_lines": ("BT-106", "BR-CO-10: sum of the line net amounts"),
    "sum_of_allowances": ("BT-107", "BR-CO-11: sum of the allowances on document level"),
    "sum_of_charges": ("BT-108", "BR-CO-12: sum of the charges on document level"),
    "total_without_vat": ("BT-109", "BR-CO-13: sum of the lines - allowances + charges"),
    "total_vat": ("BT-110", "BR-CO-14: sum of the tax amounts in the VAT breakdown"),
    "total_vat_accounting": ("BT-111", "BR-53: VAT is accounted for in the document's currency, so it is the same"),
    "total_with_vat": ("BT-112", "BR-CO-15: total without VAT + VAT"),
    "amount_due": ("BT-115", "BR-CO-16: total with VAT - paid amount + rounding amount"),
}
"""Derived total -> its term, and the rule that says what it is."""


def complete_totals(invoice: Invoice, covered: bool, sheet: Worksheet) -> Totals | None:
    """The totals of an invoice whose lines, allowances, charges and VAT breakdown are complete.

    A given total is kept, and the totals after it are made from it, so that one wrong total is one finding.
    `covered`: the VAT breakdown stands for everything in the document. What can't be known stays absent.
    """
    given = invoice.totals or Totals()
    steps_before = len(sheet.steps)
    try:
        totals = _complete(given, invoice, covered, sheet)
    except ArithmeticError:
        sheet.out_of_range("/totals", "BG-22", steps_before)
        return invoice.totals
    return invoice.totals if totals == given else totals


def _complete(given: Totals, invoice: Invoice, covered: bool, sheet: Worksheet) -> Totals:
    net, allowed, charged = given.sum_of_lines, given.sum_of_allowances, given.sum_of_charges
    # A document without lines (Factur-X BASIC WL) has a sum of lines all the same: it isn't zero, it is unknown.
    if net is None and invoice.lines and (amounts := all_known(line.net_amount for line in invoice.lines)):
        net = _derived("sum_of_lines", amounts, (), sheet)
    if allowed is None and (amounts := all_known(item.amount for item in invoice.allowances)):
        allowed = _derived("sum_of_allowances", amounts, (), sheet)
    if charged is None and (amounts := all_known(item.amount for item in invoice.charges)):
        charged = _derived("sum_of_charges", amounts, (), sheet)
    without_vat = given.total_without_vat
    if (
        without_vat is None
        and net is not None
        and (allowed is not None or not invoice.allowances)
        and (charged is not None or not invoice.charges)
    ):
        without_vat = _derived("total_without_vat", (net, charged), (allowed,), sheet)
    vat = given.total_vat
    if vat is None and covered and (amounts := all_known(row.tax_amount for row in invoice.vat_breakdown)):
        vat = _derived("total_vat", amounts, (), sheet)
    accounting = given.total_vat_accounting
    if accounting is None and vat is not None and invoice.vat_currency and invoice.vat_currency == invoice.currency:
        # In another currency it takes an exchange rate, which the seller alone knows: then BR-53 asks for it.
        accounting = _derived("total_vat_accounting", (vat,), (), sheet)
    with_vat = given.total_with_vat
    if with_vat is None and without_vat is not None and vat is not None:
        with_vat = _derived("total_with_vat", (without_vat, vat), (), sheet)
    due = given.amount_due
    if due is None and with_vat is not None:
        due = _derived("amount_due", (with_vat, given.rounding_amount), (given.prepaid_amount,), sheet)
    return changed(
        given,
        sum_of_lines=net,
        sum_of_allowances=allowed,
        sum_of_charges=charged,
        total_without_vat=without_vat,
        total_vat=vat,
        total_vat_accounting=accounting,
        total_with_vat=with_vat,
        amount_due=due,
    )


def _derived(
    field: str, added: Sequence[Decimal | None], subtracted: Sequence[Decimal | None], sheet: Worksheet
) -> Decimal:
    """The total `added` - `subtracted`; what is None does not apply to the document and counts for nothing."""
    plus = [amount for amount in added if amount is not None]
    minus = [amount for amount in subtracted if amount is not None]
    exact = sum(plus, ZERO) - sum(minus, ZERO)
    total = sheet.summed(exact)
    if sheet.explaining:
        term, why = SOURCES[field]
        formula = f"{signed_terms(plus, minus)} {equals(exact, total)}"
        sheet.step(f"/totals/{field}", term, total, formula, why)
    return total
