"""The families of rules on tax categories that jurisdictions have: one walk over a document's categories for all."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from faktura.checks import Breaches
from faktura.checks.books import Test
from faktura.money import ZERO
from faktura.source import Document, Group, Unreadable, amount, cents, decimal, spaced
from faktura.source.logic import applies
from faktura.source.sequences import below
from faktura.specifications.en16931.ubl.steps import LINES
from faktura.specifications.pint.shapes import under
from faktura.specifications.pint.terms import (
    any_equal,
    code_of,
    indicates,
    is_charge,
    is_of_scheme,
    one_decimal,
    readable,
)

_HUNDRED = Decimal(100)


class Rate(Enum):
    """What the tax rate of a category is."""

    ZERO = "0"
    ZERO_IF_GIVEN = "0, or is not given"
    ZERO_IF_READABLE = "0, written as a number"
    POSITIVE = "above 0"
    POSITIVE_IF_READABLE = "above 0, written as a number"
    NONE = "not given"
    GIVEN = "given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The rules of one tax category; `ids` gives the official id for each of their numbers that there is.

    "01": one row in the breakdown (`several_rows`: one or more); "used": rows if and only if it is used; "05", "06",
    "07": the rate (`line_rate`, `charge_rate`) in lines, allowances and charges; "08": the base, of each rate where
    `tolerance` is given, else exactly; "09": the tax, likewise; "10": no reason for an exemption; "11" to "14": it
    stands alone. `everywhere`: rows of any tax total count for "08" to "10", not of the document's only.
    """

    code: str
    scheme: str
    ids: Mapping[str, str]
    line_rate: Rate = Rate.ZERO
    charge_rate: Rate = Rate.ZERO
    tolerance: Decimal | None = None
    several_rows: bool = False
    everywhere: bool = False
    rate_is_optional: bool = False
    tax_is_double: bool = False
    charges_count: bool = True
    needs_readable: bool = False


def numbered(pattern: str, numbers: str) -> dict[str, str]:
    """Number -> official id, for a pattern such as ``aligned-ibrp-e-{}-aunz`` and numbers such as ``01 05``."""
    return {number: pattern.format(number) for number in numbers.split()}


@dataclass(slots=True)
class _Used:
    """Sums of what a document's lines, charges and allowances have of one category: by rate, and of all rates."""

    lines: dict[Decimal | None, Decimal] = field(default_factory=lambda: defaultdict(lambda: ZERO))
    credit_lines: dict[Decimal | None, Decimal] = field(default_factory=lambda: defaultdict(lambda: ZERO))
    charges: dict[Decimal | None, Decimal] = field(default_factory=lambda: defaultdict(lambda: ZERO))
    invoiced: set[Decimal] = field(default_factory=set)
    credited: set[Decimal] = field(default_factory=set)
    charged: set[Decimal] = field(default_factory=set)


def families(all_of_them: Sequence[Family]) -> Test:
    """A test for the families of a jurisdiction."""
    by_code = {family.code: family for family in all_of_them}

    def test(document: Document, found: Breaches) -> None:
        _present(document, all_of_them, found)
        _rates(document, by_code, found)
        rows = [
            (category, by_code[code])
            for category in document.named["cac:TaxCategory"]
            if category.parent.name == "cac:TaxSubtotal" and (code := _code_in_context(category)) in by_code
        ]
        used: dict[str, _Used] = {}
        for category, family in rows:
            if _is_row(category, document.root, family.everywhere) and applies(is_of_scheme, category, family.scheme):
                _row(document, category, family, used, found)

    return test


def _code_in_context(category: Group) -> str:
    leaves = category.get("cbc:ID", ())
    return spaced(leaves[0].text or "") if len(leaves) == 1 else ""


def _is_row(category: Group, root: Group, everywhere: bool) -> bool:
    row = category.parent
    total = row.parent if row is not None else None
    if total is None or total.name != "cac:TaxTotal":
        return False
    return everywhere or total.parent is root


def _present(document: Document, all_of_them: Sequence[Family], found: Breaches) -> None:
    """01, used, 11 to 14."""
    root, named = document.root, document.named
    rows = below(root.get("cac:TaxTotal", ()), "cac:TaxSubtotal", "cac:TaxCategory")
    if any("01" in family.ids for family in all_of_them):
        for each in (*named["cac:TaxCategory"], *named["cac:ClassifiedTaxCategory"]):
            if any(len(scheme.get("cbc:ID", ())) > 1 for scheme in each.get("cac:TaxScheme", ())):
                is_of_scheme(each, all_of_them[0].scheme)
    for family in all_of_them:
        code, scheme, ids = family.code, family.scheme, family.ids
        if "01" in ids or "11" in ids:
            in_rows = sum(_codes(rows, code, scheme))
            wrong = in_rows == 0 if family.several_rows else in_rows != 1
            elsewhere = (*named["cac:ClassifiedTaxCategory"], *named["cac:TaxCategory"])
            if "01" in ids and wrong and (in_rows or _codes(elsewhere, code, scheme)):
                found(ids["01"], root)
            if "11" in ids and in_rows:
                _alone(document, rows, family, found)
        if "used" in ids:
            uses = any(code_of(each) == code for each in named["cac:ClassifiedTaxCategory"]) or any(
                code_of(each) == code for each in named["cac:TaxCategory"] if each.parent.name == "cac:AllowanceCharge"
            )
            if uses != any(code_of(each) == code for each in rows):
                found(ids["used"], root)


def _codes(categories: Sequence[Group], code: str, scheme: str) -> list[int]:
    """How many codes of the category are in each of some categories of a scheme; zeros are left out."""
    counts = ((sum(spaced(leaf.text or "") == code for leaf in each.get("cbc:ID", ())), each) for each in categories)
    return [count for count, each in counts if count and is_of_scheme(each, scheme)]


def _alone(document: Document, rows: Sequence[Group], family: Family, found: Breaches) -> None:
    def is_other(category: Group) -> bool:
        return code_of(category) != family.code and is_of_scheme(category, family.scheme)

    categories = document.named["cac:TaxCategory"]
    of_charges = [each for each in categories if each.parent.name == "cac:AllowanceCharge"]
    for number, others in (
        ("11", rows),
        ("12", document.named["cac:ClassifiedTaxCategory"]),
        ("13", [each for each in of_charges if is_charge(each.parent, charge=False)]),
        ("14", [each for each in of_charges if is_charge(each.parent, charge=True)]),
    ):
        for each in others:
            if is_other(each):
                found(family.ids[number], each)
                break


def _rates(document: Document, by_code: Mapping[str, Family], found: Breaches) -> None:
    """05, 06 and 07."""
    for category in document.named["cac:ClassifiedTaxCategory"]:
        family = by_code.get(_code_in_context(category))
        if family is None or "05" not in family.ids:
            continue
        concerned = is_of_line(category) and applies(is_of_scheme, category, family.scheme)
        if concerned and not _has_rate(category, family.line_rate):
            found(family.ids["05"], category)
    for category in document.named["cac:TaxCategory"]:
        charge = category.parent
        if charge.name != "cac:AllowanceCharge":
            continue
        family = by_code.get(_code_in_context(category))
        if family is None or "06" not in family.ids or not applies(is_of_scheme, category, family.scheme):
            continue
        for number, is_it in (("06", indicates(charge, charge=False)), ("07", indicates(charge, charge=True))):
            if is_it:
                if not _has_rate(category, family.charge_rate):
                    found(family.ids[number], category)
                break


def is_of_line(category: Group) -> bool:
    """Whether a category is that of a line's item."""
    item = category.parent
    line = item.parent if item is not None and item.name == "cac:Item" else None
    return line is not None and line.name in LINES


def _has_rate(category: Group, wanted: Rate) -> bool:
    rates = category.get("cbc:Percent", ())
    if wanted is Rate.NONE:
        return not rates
    if wanted is Rate.GIVEN:
        return bool(rates)
    if wanted is Rate.ZERO_IF_GIVEN:
        return not rates or decimal(rates[0]) == 0
    rate = readable(rates) if wanted in (Rate.ZERO_IF_READABLE, Rate.POSITIVE_IF_READABLE) else one_decimal(rates)
    if rate is None:
        return False
    return rate > 0 if wanted in (Rate.POSITIVE, Rate.POSITIVE_IF_READABLE) else rate == 0


def _rates_of(categories: Sequence[Group], family: Family) -> set[Decimal]:
    if family.tolerance is None:
        return set()
    if family.rate_is_optional:
        return {decimal(each["cbc:Percent"][0]) if "cbc:Percent" in each else ZERO for each in categories}
    rates = (one_decimal(each.get("cbc:Percent", ())) for each in categories)
    return {rate for rate in rates if rate is not None}


def _used(document: Document, family: Family) -> _Used:
    used = _Used()
    root = document.root
    for name, sums, given in (
        ("cac:InvoiceLine", used.lines, used.invoiced),
        ("cac:CreditNoteLine", used.credit_lines, used.credited),
    ):
        for line in document.named[name]:
            categories = under(line, "cac:Item", "cac:ClassifiedTaxCategory")
            if any(code_of(each) == family.code for each in categories):
                rates = _rates_of(categories, family)
                given.update(rates)
                if line.parent is root:
                    net = amount(line, "cbc:LineExtensionAmount") or ZERO
                    for rate in (None, *rates):
                        sums[rate] += net
    if not family.charges_count:
        return used
    for charge in document.named["cac:AllowanceCharge"]:
        categories = charge.get("cac:TaxCategory", ())
        if any(code_of(each) == family.code for each in categories):
            rates = _rates_of(categories, family)
            used.charged |= rates
            if charge.parent is root:
                net = amount(charge, "cbc:Amount") or ZERO
                added = ZERO
                if is_charge(charge, charge=True):
                    added += net
                if is_charge(charge, charge=False):
                    added -= net
                for rate in (None, *rates):
                    used.charges[rate] += added
    return used


def _row(document: Document, category: Group, family: Family, used: dict[str, _Used], found: Breaches) -> None:
    ids, row = family.ids, category.parent
    assert row is not None
    if "08" in ids and not _base_fits(document, row, category, family, used):
        found(ids["08"], category)
    if "09" in ids and not _tax_fits(row, category, family):
        found(ids["09"], category)
    if "10" in ids and ("cbc:TaxExemptionReason" in category or "cbc:TaxExemptionReasonCode" in category):
        found(ids["10"], category)


def _base_fits(document: Document, row: Group, category: Group, family: Family, known: dict[str, _Used]) -> bool:
    tolerance, rates = family.tolerance, category.get("cbc:Percent", ())
    if family.needs_readable and readable(rates) is None:
        return False
    used = known.get(family.code) or known.setdefault(family.code, _used(document, family))
    if tolerance is None:
        base = amount(row, "cbc:TaxableAmount")
        if row.parent is None or row.parent.parent is not document.root:
            lines = credit_lines = charges = ZERO
        else:
            lines, credit_lines, charges = used.lines[None], used.credit_lines[None], used.charges[None]
        return bool(
            (document.named["cac:InvoiceLine"] and base == lines + charges)
            or (document.named["cac:CreditNoteLine"] and base == credit_lines + charges)
        )
    if family.rate_is_optional:
        rate: Decimal | None = decimal(rates[0]) if rates else ZERO
    else:
        rate = one_decimal(rates)
    if rate is None:
        return True
    for given, sums in ((used.invoiced, used.lines), (used.credited, used.credit_lines)):
        if (rate in given or rate in used.charged) and near(
            needed(row, "cbc:TaxableAmount"), sums[rate] + used.charges[rate], tolerance
        ):
            return True
    return False


def _tax_fits(row: Group, category: Group, family: Family) -> bool:
    if family.tolerance is None or not family.charges_count:
        if family.tax_is_double:
            return any_equal(row.get("cbc:TaxAmount", ()), 0)
        return amount(row, "cbc:TaxAmount") == 0
    rates = category.get("cbc:Percent", ())
    if family.needs_readable and None in (
        readable(rates),
        readable(row.get("cbc:TaxableAmount", ())),
        readable(row.get("cbc:TaxAmount", ())),
    ):
        return False
    first = (decimal(rates[0]) if rates else ZERO) if family.rate_is_optional else None
    rate = needed(category, "cbc:Percent") if first is None else first
    product = cents(abs(needed(row, "cbc:TaxableAmount")) * rate / _HUNDRED)
    return near(abs(needed(row, "cbc:TaxAmount")), product, family.tolerance)


def needed(group: Group, name: str) -> Decimal:
    """The number in a child that there must be, as the official engine stops without it.

    Raises:
        Unevaluable: there is none, or several, or it is no number.
    """
    found = amount(group, name)
    if found is None:
        raise Unreadable(f"{name} is missing here.", group)
    return found


def near(expected: Decimal, given: Decimal, tolerance: Decimal) -> bool:
    """Whether two numbers differ by no more than a tolerance."""
    return abs(expected - given) <= tolerance
