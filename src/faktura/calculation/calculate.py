"""Calculate a document: fill what is absent, compare what is given, explain both."""

from dataclasses import dataclass
from decimal import localcontext

from faktura.calculation.allowances import ALLOWANCES, CHARGES, complete_amounts, complete_vat, shared_vat
from faktura.calculation.breakdown import complete_breakdown
from faktura.calculation.copying import changed
from faktura.calculation.explanation import Step
from faktura.calculation.lines import complete_lines, sum_of_lines
from faktura.calculation.totals import complete_totals
from faktura.calculation.vat import Reasons
from faktura.calculation.worksheet import Worksheet
from faktura.checks import Finding
from faktura.model import Invoice
from faktura.money import EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculation:
    """What calculating gave: the completed document, a step for each derived value, and what does not add up."""

    invoice: Invoice
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]


def calculate(invoice: Invoice, *, explain: bool = True) -> Calculation:
    """Complete the arithmetic of a document: line ids, prices, allowances, net amounts, VAT breakdown, totals.

    Only what is absent is filled, and only where it can be known; given values are kept. Given values that disagree
    with the arithmetic and that no rule of EN 16931 would catch are findings; sums and taxes are left to its rules
    (BR-CO-*, BR-S-*). Nothing is raised for an incomplete or odd document, as long as its decimals are numbers (not
    NaN), which every reader sees to. Calculating twice changes nothing.

    Amounts are rounded half up (away from zero) to the decimals of the currency, at most two; the order of rounding
    is in docs/reference/calculation.md. Credit notes have positive amounts like invoices; nothing is inverted.

    Exemption reasons given on a line, an allowance or a charge move to the VAT breakdown (BT-120, BT-121).

    `explain`: give a step for each derived value; without it, no text is built and `steps` is empty.
    """
    sheet = Worksheet(invoice.currency, explaining=explain)
    with localcontext(EXACT):
        completed = _complete(invoice, sheet)
    return Calculation(invoice=completed, steps=tuple(sheet.steps), findings=tuple(sheet.findings))


def _complete(invoice: Invoice, sheet: Worksheet) -> Invoice:
    reasons: Reasons = {}
    lines = complete_lines(invoice.lines, reasons, sheet)
    allowances, charges = invoice.allowances, invoice.charges
    if allowances or charges:
        base, shared = sum_of_lines(lines, sheet), shared_vat(lines)
        allowances = complete_amounts(allowances, ALLOWANCES, "", base, sheet)
        allowances = complete_vat(allowances, ALLOWANCES, shared, reasons, sheet)
        charges = complete_amounts(charges, CHARGES, "", base, sheet)
        charges = complete_vat(charges, CHARGES, shared, reasons, sheet)
    rows, covered = complete_breakdown(invoice.vat_breakdown, lines, allowances, charges, reasons, sheet)
    completed = changed(invoice, lines=lines, allowances=allowances, charges=charges, vat_breakdown=rows)
    return changed(completed, totals=complete_totals(completed, covered, sheet))
