"""VAT categories: which of them bear no tax, what shares a row of the breakdown, where exemption reasons go."""

from decimal import Decimal

from faktura.calculation.worksheet import Worksheet
from faktura.model import Vat
from faktura.money import ZERO

UNTAXED = frozenset({"Z", "E", "AE", "K", "G", "O"})
"""Categories of UNTDID 5305 whose tax is zero whatever the amount (BR-Z-09, BR-E-09, BR-AE-09, BR-IC-09, BR-G-09,
BR-O-09); their rate is 0 (BR-Z-05 and so on), and O has none at all (BR-O-05)."""

DEFAULT_REASONS = {
    "AE": ("VATEX-EU-AE", "Reverse charge"),
    "K": ("VATEX-EU-IC", "Intra-community supply"),
    "G": ("VATEX-EU-G", "Export outside the EU"),
    "O": ("VATEX-EU-O", "Not subject to VAT"),
}
"""Category -> code and text of the exemption reason (CEF VATEX code list; BR-AE-10, BR-IC-10, BR-G-10, BR-O-10).
E has no default: only the seller knows which exemption it is."""

Group = tuple[str, Decimal | None]
"""What shares a row: category and rate. Equal rates are equal whatever their digits (19 and 19.00)."""
Reasons = dict[Group, list[tuple[Vat, str]]]
"""Exemption reasons met on lines, allowances and charges: group -> where they stood, and the pointer to there."""


def group_of(category: str | None, rate: Decimal | None) -> Group | None:
    """The group of a VAT category and rate; None without a category. An untaxed category is one group."""
    if category is None:
        return None
    if category in UNTAXED:
        return category, None
    return category, rate


def is_bare(vat: Vat) -> bool:
    """Whether `bare_vat` would leave it as it is; quick, for the many lines that give category and rate only."""
    if vat.exemption_reason is not None or vat.exemption_reason_code is not None:
        return vat.category is None
    return vat.rate is not None or vat.category not in UNTAXED or vat.category == "O"


def bare_vat(vat: Vat, pointer: str, rate_term: str, reasons: Reasons, sheet: Worksheet) -> Vat:
    """VAT as lines carry it: the rate filled with 0 where the category says so, the exemption reason in `reasons`.

    `pointer` is its place, `rate_term` the number of its rate there. Without a category it is left as it is, because
    no row of the breakdown could take the reason.
    """
    category, rate = vat.category, vat.rate
    group = group_of(category, rate)
    if group is None:
        return vat
    if rate is None and category in UNTAXED and category != "O":
        rate = ZERO
        if sheet.explaining:
            sheet.step(f"{pointer}/rate", rate_term, rate, f"category {category}: 0", why_untaxed(group[0], "05"))
    if vat.exemption_reason is not None or vat.exemption_reason_code is not None:
        reasons.setdefault(group, []).append((vat, pointer))
    return Vat(category=category, rate=rate)


def why_untaxed(category: str, number: str) -> str:
    """The rule that makes the category untaxed: `number` counts within the category's rules (``05``: the rate)."""
    return f"BR-{'IC' if category == 'K' else category}-{number}: VAT category {category} bears no tax"
