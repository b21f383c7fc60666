"""The VAT breakdown (BG-23): one row for each VAT category and rate."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from faktura.calculation.copying import changed
from faktura.calculation.vat import DEFAULT_REASONS, UNTAXED, Group, Reasons, group_of, why_untaxed
from faktura.calculation.worksheet import PERCENT, Worksheet, equals, factor, signed_terms
from faktura.model import DocumentAllowance, Line, Vat, VatBreakdown
from faktura.model.values import TEXT_LENGTH_MAX
from faktura.money import ZERO, plain, trimmed

REASON_SEPARATOR = "; "


@dataclass(slots=True)
class _Sums:
    """What a document's lines, allowances and charges put into each group; None once a part is unknown.

    `complete`: none of them is without a VAT category. The single amounts are kept for the explanation only.
    """

    explaining: bool
    taxable: dict[Group, Decimal | None] = field(default_factory=dict)
    added: dict[Group, list[Decimal]] = field(default_factory=dict)
    subtracted: dict[Group, list[Decimal]] = field(default_factory=dict)
    complete: bool = True

    def add(self, items: Iterable[Line], charges: Iterable[DocumentAllowance]) -> None:
        for line in items:
            self._put(line.vat, line.net_amount, self.added)
        for charge in charges:
            self._put(charge.vat, charge.amount, self.added)

    def subtract(self, allowances: Iterable[DocumentAllowance]) -> None:
        for allowance in allowances:
            self._put(allowance.vat, allowance.amount, self.subtracted)

    def _put(self, vat: Vat | None, amount: Decimal | None, shown: dict[Group, list[Decimal]]) -> None:
        group = group_of(vat.category, vat.rate) if vat is not None else None
        if group is None:
            self.complete = False
            return
        so_far = self.taxable.get(group, ZERO)
        if so_far is None or amount is None:
            self.taxable[group] = None
            return
        self.taxable[group] = so_far - amount if shown is self.subtracted else so_far + amount
        if self.explaining:
            shown.setdefault(group, []).append(amount)


def complete_breakdown(
    given: tuple[VatBreakdown, ...],
    lines: tuple[Line, ...],
    allowances: tuple[DocumentAllowance, ...],
    charges: tuple[DocumentAllowance, ...],
    reasons: Reasons,
    sheet: Worksheet,
) -> tuple[tuple[VatBreakdown, ...], bool]:
    """The rows, and whether they cover the whole document (no line, allowance or charge is without a category).

    Given rows keep their place and their values and have absent ones filled; rows for the other groups follow, by
    category and then by falling rate. A document without lines (as in the Factur-X profile BASIC WL) tells its
    taxable amounts only in given rows.
    """
    sums = _Sums(sheet.explaining)
    if lines:
        sums.add(lines, charges)
        sums.subtract(allowances)
    missing = dict.fromkeys((*sums.taxable, *reasons))
    by_category: dict[str, list[Group]] = {}
    for group in missing:
        by_category.setdefault(group[0], []).append(group)
    rows: list[VatBreakdown] = []
    for row in given:
        of = _group_of_row(row, by_category)
        if of is None:
            rows.append(row)
            continue
        # Of two rows for one group neither can know its share, so the second is left as it was given.
        owns = of in missing
        missing.pop(of, None)
        rows.append(_complete_row(row, of, owns, len(rows), sums, reasons, sheet))
    for group in sorted(missing, key=_order):
        rows.append(_complete_row(VatBreakdown(), group, True, len(rows), sums, reasons, sheet))
    return tuple(rows), sums.complete


def _order(group: Group) -> tuple[str, bool, Decimal]:
    category, rate = group
    return category, rate is None, ZERO if rate is None else -rate


def _group_of_row(row: VatBreakdown, by_category: dict[str, list[Group]]) -> Group | None:
    group = group_of(row.category, row.rate)
    if group is None or group[1] is not None:
        return group
    # A row without a rate means the one group of its category, when there is only one.
    same = by_category.get(group[0], ())
    return same[0] if len(same) == 1 else group


def _complete_row(
    row: VatBreakdown, group: Group, owns: bool, index: int, sums: _Sums, reasons: Reasons, sheet: Worksheet
) -> VatBreakdown:
    """The row with what is absent filled; only a row that `owns` its group takes amount and reason from the lines."""
    pointer = f"/vat_breakdown/{index}"
    category = row.category
    if category is None:
        category = group[0]
        if sheet.explaining:
            why = "BR-CO-18: each VAT category and rate of the document has a row"
            sheet.step(f"{pointer}/category", "BT-118", category, f"the lines' category {category}", why)
    steps_before = len(sheet.steps)
    try:
        taxable, tax, rate = _amounts(row, group, owns, pointer, sums, sheet)
    except ArithmeticError:
        sheet.out_of_range(pointer, "BG-23", steps_before)
        taxable, tax, rate = row.taxable_amount, row.tax_amount, row.rate
    met = reasons.get(group, []) if owns else []
    code, text = row.exemption_reason_code, row.exemption_reason
    if met:
        code, text = _carried_reason(code, text, met, sheet)
    elif code is None and text is None and category in DEFAULT_REASONS:
        code, text = DEFAULT_REASONS[category]
    if sheet.explaining:
        _explain_reason(row, category, code, text, met, pointer, sheet)
    return changed(
        row,
        category=category,
        taxable_amount=taxable,
        tax_amount=tax,
        rate=rate,
        exemption_reason=text,
        exemption_reason_code=code,
    )


def _amounts(
    row: VatBreakdown, group: Group, owns: bool, pointer: str, sums: _Sums, sheet: Worksheet
) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Taxable amount, tax and rate of a row."""
    category, group_rate = group
    taxable, tax, rate = row.taxable_amount, row.tax_amount, row.rate
    if rate is None:
        rate = _rate(category, group_rate if owns else None, pointer, sheet)
    exact = sums.taxable.get(group) if owns else None
    if taxable is None and exact is not None:
        taxable = sheet.summed(exact)
        if sheet.explaining:
            left = signed_terms(sums.added.get(group, ()), sums.subtracted.get(group, ()))
            why = "line net amounts - allowances + charges of this VAT category and rate (BR-S-08 and its like)"
            sheet.step(f"{pointer}/taxable_amount", "BT-116", taxable, f"{left} {equals(exact, taxable)}", why)
    if tax is None and taxable is not None:
        tax = _tax(taxable, category, rate, pointer, sheet)
    return taxable, tax, rate


def _rate(category: str, group_rate: Decimal | None, pointer: str, sheet: Worksheet) -> Decimal | None:
    if category == "O":
        return None
    if category in UNTAXED:
        rate, formula, why = ZERO, f"category {category}: 0", why_untaxed(category, "05")
    elif group_rate is not None:
        rate = trimmed(group_rate)
        formula, why = (
            f"the lines' rate {plain(rate)}",
            "BT-119: the rate of the amounts in this row",
        )
    else:
        return None
    if sheet.explaining:
        sheet.step(f"{pointer}/rate", "BT-119", rate, formula, why)
    return rate


def _tax(taxable: Decimal, category: str, rate: Decimal | None, pointer: str, sheet: Worksheet) -> Decimal | None:
    if category in UNTAXED:
        tax = sheet.rounded(ZERO)
        if sheet.explaining:
            formula = f"category {category}: {plain(tax)}"
            sheet.step(f"{pointer}/tax_amount", "BT-117", tax, formula, why_untaxed(category, "09"))
        return tax
    if rate is None:
        return None
    exact = taxable * rate * PERCENT
    tax = sheet.rounded(exact)
    if sheet.explaining:
        formula = f"{factor(taxable)} x {factor(rate)} / 100 {equals(exact, tax)}"
        why = "BR-CO-17: taxable amount x rate / 100, rounded half up once for the row"
        sheet.step(f"{pointer}/tax_amount", "BT-117", tax, formula, why)
    return tax


def _carried_reason(
    code: str | None, text: str | None, met: list[tuple[Vat, str]], sheet: Worksheet
) -> tuple[str | None, str | None]:
    """The row's exemption reason, code and text: what it gives, else what its lines give.

    EN 16931 has one of each for a row. Different texts are joined; what finds no place is reported, not dropped.
    """
    if code is None:
        code = next((vat.exemption_reason_code for vat, _ in met if vat.exemption_reason_code), None)
    if text is None:
        text = _joined({vat.exemption_reason: None for vat, _ in met if vat.exemption_reason})
    for vat, pointer in met:
        if vat.exemption_reason_code not in (None, code):
            sheet.fault(
                "exemption_reason_mismatch",
                f"{pointer}/exemption_reason_code",
                "BT-121",
                f"A VAT category has one exemption reason code in a document; here that is {code}, not "
                f"{vat.exemption_reason_code}. Send one code, or give the reasons as text only.",
            )
        if vat.exemption_reason is not None and vat.exemption_reason not in (text or ""):
            sheet.fault(
                "exemption_reason_mismatch",
                f"{pointer}/exemption_reason",
                "BT-120",
                "The VAT breakdown gives another exemption reason for this category, and has no room for a second. "
                "Send the same reason in both places, or only on the line.",
            )
    return code, text


def _joined(texts: Iterable[str]) -> str | None:
    """Different reasons in one text, as far as there is room."""
    joined: str | None = None
    for text in texts:
        longer = text if joined is None else f"{joined}{REASON_SEPARATOR}{text}"
        if len(longer) > TEXT_LENGTH_MAX:
            break
        joined = longer
    return joined


def _explain_reason(
    row: VatBreakdown,
    category: str,
    code: str | None,
    text: str | None,
    met: list[tuple[Vat, str]],
    pointer: str,
    sheet: Worksheet,
) -> None:
    if met:
        formula, why = f"from {met[0][1]}", "the standard keeps exemption reasons in the VAT breakdown, not on lines"
    else:
        formula, why = f"category {category}", why_untaxed(category, "10")
    if code is not None and row.exemption_reason_code is None:
        sheet.step(f"{pointer}/exemption_reason_code", "BT-121", code, formula, why)
    if text is not None and row.exemption_reason is None:
        sheet.step(f"{pointer}/exemption_reason", "BT-120", text, formula, why)
