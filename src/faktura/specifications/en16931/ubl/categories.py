"""How a document uses each VAT category: one walk over its categories, for all families of VAT rules."""

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from faktura.money import ZERO
from faktura.source import Document, Group, amount, normalized, spaced
from faktura.specifications.en16931.ubl.steps import LINES, is_vat, kinds

Visit = Callable[[str, Group, str], None]
"""Told of every category of the scheme VAT in a line's item, an allowance or a charge: its code, itself, and which of
`LINE`, `ALLOWANCE` and `CHARGE` it belongs to."""
LINE, ALLOWANCE, CHARGE = "line", "allowance", "charge"


class Sums(NamedTuple):
    """Net amounts: of the document's invoice lines, of its credit note lines, of its charges less its allowances."""

    invoice_lines: Decimal = ZERO
    credit_note_lines: Decimal = ZERO
    charges: Decimal = ZERO


class Use:
    """One VAT category, as a document uses it; lists are in the document's order.

    `items`: categories of items; `rows`: categories in the VAT breakdown. `vat_items`, `vat_rows`, `vat_charges` (with
    allowances), `vat_others`: only those whose scheme is VAT. `lines`, `charges`: the lines, and the allowances and
    charges, that have a category with this code, whatever its scheme.
    """

    __slots__ = ("charges", "items", "lines", "rows", "vat_charges", "vat_items", "vat_others", "vat_rows")

    def __init__(self) -> None:
        self.items: list[Group] = []
        self.rows: list[Group] = []
        self.lines: list[Group] = []
        self.charges: list[Group] = []
        self.vat_items: list[Group] = []
        self.vat_rows: list[Group] = []
        self.vat_charges: list[Group] = []
        self.vat_others: list[Group] = []

    def first(self) -> Group | None:
        """A category whose scheme is VAT, wherever it stands."""
        for found in (self.vat_items, self.vat_charges, self.vat_rows, self.vat_others):
            if found:
                return found[0]
        return None

    def of(self, charge: bool) -> list[Group]:
        """Categories of charges (or of allowances) whose scheme is VAT."""
        return [category for category in self.vat_charges if kinds(parent(category))[charge]]


def parent(group: Group) -> Group:
    """The group around one that is not the root."""
    if group.parent is None:
        raise LookupError("nothing is around the root")
    return group.parent


def net_of(charge: Group) -> Decimal:
    """What an allowance or a charge adds to the total.

    Raises:
        Unevaluable: its amount is no number or stands twice, or its indicator is neither true nor false.
    """
    is_allowance, is_charge = kinds(charge)
    if not (is_allowance or is_charge):
        return ZERO
    net = amount(charge, "cbc:Amount") or ZERO
    return (net if is_charge else ZERO) - (net if is_allowance else ZERO)


def uses(document: Document, visit: Visit) -> dict[str, Use]:
    """Category code -> how the document uses it; codes have their white space normalized.

    Raises:
        Unevaluable: a category has several codes, or an indicator is neither true nor false.
    """
    used: dict[str, Use] = {}
    for category in document.named["cac:ClassifiedTaxCategory"]:
        code = normalized(category, "cbc:ID")
        use = used.get(code) or used.setdefault(code, Use())
        use.items.append(category)
        item = category.parent
        line = item.parent if item is not None and item.name == "cac:Item" else None
        if line is not None and line.name not in LINES:
            line = None
        if line is not None and not (use.lines and use.lines[-1] is line):
            use.lines.append(line)
        if is_vat(category):
            use.vat_items.append(category)
            if line is not None:
                visit(code, category, LINE)
    for category in document.named["cac:TaxCategory"]:
        around = parent(category)
        if around.name == "cac:AllowanceCharge":
            _charge(used, category, around, visit)
        elif around.name == "cac:TaxSubtotal" and _is_row(around, document.root):
            code = normalized(category, "cbc:ID")
            use = used.get(code) or used.setdefault(code, Use())
            use.rows.append(category)
            if is_vat(category):
                use.vat_rows.append(category)
        elif is_vat(category):
            for leaf in category.get("cbc:ID", ()):
                code = spaced(leaf.text or "")
                (used.get(code) or used.setdefault(code, Use())).vat_others.append(category)
    return used


def _charge(used: dict[str, Use], category: Group, around: Group, visit: Visit) -> None:
    code = normalized(category, "cbc:ID")
    use = used.get(code) or used.setdefault(code, Use())
    if not (use.charges and use.charges[-1] is around):
        use.charges.append(around)
    if not is_vat(category):
        return
    use.vat_charges.append(category)
    is_allowance, is_charge = kinds(around)
    if is_allowance:
        visit(code, category, ALLOWANCE)
    elif is_charge:
        visit(code, category, CHARGE)


def _is_row(subtotal: Group, root: Group) -> bool:
    total = subtotal.parent
    return total is not None and total.name == "cac:TaxTotal" and total.parent is root


def sums(use: Use, root: Group) -> Sums:
    """The net amounts of a category.

    Raises:
        Unevaluable: one of them is no number or stands twice.
    """
    invoice_lines = credit_note_lines = ZERO
    for line in use.lines:
        if line.parent is root:
            net = amount(line, "cbc:LineExtensionAmount") or ZERO
            if line.name == LINES[0]:
                invoice_lines += net
            else:
                credit_note_lines += net
    charges = sum((net_of(each) for each in use.charges if each.parent is root), ZERO)
    return Sums(invoice_lines, credit_note_lines, charges)


class RateUse(NamedTuple):
    """A rate of a category: its net amounts, and whether any invoice line, credit note line, or allowance or charge
    has it, wherever it stands."""

    sums: Sums
    invoice_lines: bool
    credit_note_lines: bool
    charges: bool


NOT_USED = RateUse(Sums(), invoice_lines=False, credit_note_lines=False, charges=False)


def rates(use: Use, root: Group) -> dict[Decimal, RateUse]:
    """Rate -> how a category is used with it.

    Raises:
        Unevaluable: a rate or an amount is no number or stands twice.
    """
    found: dict[Decimal, tuple[list[Decimal], list[bool]]] = {}

    def add(group: Group, categories: list[Group], at: int, net: Decimal) -> None:
        for rate in {amount(each, "cbc:Percent") for each in categories} - {None}:
            if rate is not None:
                totals, seen = found.setdefault(rate, ([ZERO] * 3, [False] * 3))
                seen[at] = True
                totals[at] += net

    for line in use.lines:
        categories = [each for item in line["cac:Item"] for each in item.get("cac:ClassifiedTaxCategory", ())]
        net = (amount(line, "cbc:LineExtensionAmount") or ZERO) if line.parent is root else ZERO
        add(line, categories, LINES.index(line.name), net)
    for each in use.charges:
        add(each, each["cac:TaxCategory"], 2, net_of(each) if each.parent is root else ZERO)
    return {rate: RateUse(Sums(*totals), *seen) for rate, (totals, seen) in found.items()}
