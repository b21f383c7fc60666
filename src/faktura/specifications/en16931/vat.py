"""What the rules of all VAT categories share (EN 16931-1, section 6.4.3): each mechanism once.

The standard has ten rules for each VAT category, and they say the same with another letter: a row of the VAT
breakdown for what is used (01), who must be identified (02 to 04), the rate (05 to 07), the taxable amount (08), the
VAT (09) and the reason (10). A family's own file says which mechanism stands behind which official id.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeVar

from faktura.checks import Breach, Parts, Ruleset
from faktura.codes import VAT_CATEGORY_NAMES
from faktura.model import DocumentAllowance, Invoice, Line, VatBreakdown
from faktura.money import ZERO
from faktura.specifications.en16931.edition import shown
from faktura.specifications.en16931.tolerance import near, near_tax, tax_of


@dataclass(slots=True)
class CategoryUse:
    """Where a document uses one VAT category: the parts that have it, each with its place in its list."""

    category: str
    invoice: Invoice
    lines: Sequence[tuple[int, Line]]
    allowances: Sequence[tuple[int, DocumentAllowance]]
    charges: Sequence[tuple[int, DocumentAllowance]]
    rows: Sequence[tuple[int, VatBreakdown]]

    @property
    def used(self) -> bool:
        """Whether a line, an allowance or a charge has the category."""
        return bool(self.lines or self.allowances or self.charges)

    def bases(self) -> dict[Decimal | None, Decimal]:
        """The taxable amount of each rate: lines - allowances + charges."""
        bases: dict[Decimal | None, Decimal] = {}
        for _, line in self.lines:
            rate = line.vat.rate if line.vat is not None else None
            bases[rate] = bases.get(rate, ZERO) + (line.net_amount or ZERO)
        for sign, parts in ((-1, self.allowances), (1, self.charges)):
            for _, part in parts:
                rate = part.vat.rate if part.vat is not None else None
                bases[rate] = bases.get(rate, ZERO) + sign * (part.amount or ZERO)
        return bases


UseTest = Callable[[CategoryUse], Iterable[Breach]]
T = TypeVar("T", bound=UseTest)


@dataclass(frozen=True, slots=True)
class Mechanism:
    """What rules of several categories have in common: the test, the sentence (about a category), the terms."""

    test: UseTest
    sentence: str
    terms: tuple[str, ...]


class Category:
    """A VAT category of UNTDID 5305, and the rules that speak of it."""

    def __init__(self, rules: Ruleset, code: str) -> None:
        self.rules = rules
        self.code = code
        self.title = f"{code} ({VAT_CATEGORY_NAMES[code]})"
        # A document that does not use the category has no such part, so that its rules cost nothing.
        self.parts = Parts(f"VAT category {code}", self._uses, lambda invoice: [""] * len(self._uses(invoice)))

    def rule(self, rule_id: str, mechanism: Mechanism) -> None:
        """Declare that a mechanism is the rule of this official id."""
        sentence = mechanism.sentence.format(category=self.title)
        self.rules.each(self.parts, rule_id, sentence, *mechanism.terms)(mechanism.test)

    def own(self, rule_id: str, message: str, *terms: str) -> Callable[[T], T]:
        """Declare the decorated function as a rule that only this category has."""
        return self.rules.each(self.parts, rule_id, message, *terms)

    def _uses(self, invoice: Invoice) -> Sequence[CategoryUse]:
        code = self.code
        lines = [
            (at, line)
            for at, line in enumerate(invoice.lines)
            if (vat := line.vat) is not None and vat.category == code
        ]
        allowances = self._having(invoice.allowances) if invoice.allowances else ()
        charges = self._having(invoice.charges) if invoice.charges else ()
        rows = [(at, row) for at, row in enumerate(invoice.vat_breakdown) if row.category == code]
        if lines or rows or allowances or charges:
            return (CategoryUse(code, invoice, lines, allowances, charges, rows),)
        return ()

    def _having(self, parts: tuple[DocumentAllowance, ...]) -> list[tuple[int, DocumentAllowance]]:
        code = self.code
        return [(at, part) for at, part in enumerate(parts) if (vat := part.vat) is not None and vat.category == code]


Where = Literal["lines", "allowances", "charges"]


@dataclass(frozen=True, slots=True)
class _Place:
    """How a list is spoken of, its group, and the terms of its category and rate."""

    one: str
    group: str
    category: str
    rate: str


_PLACES: dict[Where, _Place] = {
    "lines": _Place("A line", "BG-25", "BT-151", "BT-152"),
    "allowances": _Place("A document level allowance", "BG-20", "BT-95", "BT-96"),
    "charges": _Place("A document level charge", "BG-21", "BT-102", "BT-103"),
}

# --- 01: rows of the breakdown --------------------------------------------------------------------------------------

_USED_TERMS = ("BG-20", "BG-21", "BG-23", "BG-25", "BT-95", "BT-102", "BT-118", "BT-151")


def _rows_when_used(use: CategoryUse) -> Iterable[Breach]:
    if use.used and not use.rows:
        yield "/vat_breakdown"
    if use.rows and not use.used:
        for at, _ in use.rows:
            yield (
                f"/vat_breakdown/{at}",
                f"No line, allowance or charge has VAT category {use.category}: take the row away, or correct its "
                "category (BT-118).",
            )


def _one_row(use: CategoryUse) -> Iterable[Breach]:
    if not use.rows:
        yield "/vat_breakdown"
    for at, _ in use.rows[1:]:
        yield (
            f"/vat_breakdown/{at}",
            f"VAT category {use.category} has {len(use.rows)} rows: put them together into one.",
        )


ROWS_WHEN_USED = Mechanism(
    _rows_when_used,
    "VAT category {category} is used: give vat_breakdown (BG-23) a row with that category (BT-118) for each rate.",
    _USED_TERMS,
)
ONE_ROW = Mechanism(
    _one_row,
    "VAT category {category} is used: give vat_breakdown (BG-23) exactly one row with that category (BT-118).",
    _USED_TERMS,
)

# --- 02, 03, 04: identifiers of seller and buyer --------------------------------------------------------------------


def _representative_vat_id(invoice: Invoice) -> bool:
    return invoice.tax_representative is not None and invoice.tax_representative.vat_id is not None


def _seller_vat_id(invoice: Invoice) -> bool:
    return (invoice.seller is not None and invoice.seller.vat_id is not None) or _representative_vat_id(invoice)


def _seller_tax_id(invoice: Invoice) -> bool:
    registered = invoice.seller is not None and invoice.seller.tax_registration_id is not None
    return registered or _seller_vat_id(invoice)


def _buyer_vat_id(invoice: Invoice) -> bool:
    return invoice.buyer is not None and invoice.buyer.vat_id is not None


def _buyer_tax_id(invoice: Invoice) -> bool:
    registration = invoice.buyer.legal_registration if invoice.buyer is not None else None
    return (registration is not None and registration.value is not None) or _buyer_vat_id(invoice)


def _identified(
    where: Where,
    sentence: str,
    terms: tuple[str, ...],
    seller: Callable[[Invoice], bool],
    buyer: Callable[[Invoice], bool] | None = None,
) -> Mechanism:
    place = _PLACES[where]

    def test(use: CategoryUse) -> Iterable[Breach]:
        if getattr(use, where):
            if not seller(use.invoice):
                yield "/seller/vat_id"
            if buyer is not None and not buyer(use.invoice):
                yield "/buyer/vat_id"

    return Mechanism(
        test, f"{place.one} has VAT category {{category}}: {sentence}", (place.group, *terms, place.category)
    )


def seller_tax_id(where: Where) -> Mechanism:
    """Needs any tax number of the seller, or the VAT number of the tax representative."""
    return _identified(
        where,
        "give seller.vat_id (BT-31), seller.tax_registration_id (BT-32) or tax_representative.vat_id (BT-63).",
        ("BT-31", "BT-32", "BT-63"),
        _seller_tax_id,
    )


def seller_vat_id(where: Where) -> Mechanism:
    """Needs the VAT number of the seller or of the tax representative."""
    return _identified(
        where,
        "give seller.vat_id (BT-31) or tax_representative.vat_id (BT-63).",
        ("BT-31", "BT-63"),
        _seller_vat_id,
    )


def seller_and_buyer_tax_id(where: Where) -> Mechanism:
    """Needs a tax number of the seller, and the VAT number or the legal registration of the buyer."""
    return _identified(
        where,
        "give seller.vat_id (BT-31), seller.tax_registration_id (BT-32) or tax_representative.vat_id (BT-63), and "
        "buyer.vat_id (BT-48) or buyer.legal_registration (BT-47).",
        ("BT-31", "BT-32", "BT-47", "BT-48", "BT-63"),
        _seller_tax_id,
        _buyer_tax_id,
    )


def seller_and_buyer_vat_id(where: Where) -> Mechanism:
    """Needs the VAT number of the seller or of the tax representative, and that of the buyer."""
    return _identified(
        where,
        "give seller.vat_id (BT-31) or tax_representative.vat_id (BT-63), and buyer.vat_id (BT-48).",
        ("BT-31", "BT-48", "BT-63"),
        _seller_vat_id,
        _buyer_vat_id,
    )


def no_vat_id(where: Where) -> Mechanism:
    """Allows no VAT number of anybody."""
    place = _PLACES[where]

    def test(use: CategoryUse) -> Iterable[Breach]:
        if not getattr(use, where):
            return
        invoice = use.invoice
        if invoice.seller is not None and invoice.seller.vat_id is not None:
            yield "/seller/vat_id"
        if _representative_vat_id(invoice):
            yield "/tax_representative/vat_id"
        if _buyer_vat_id(invoice):
            yield "/buyer/vat_id"

    return Mechanism(
        test,
        f"{place.one} has VAT category {{category}}: leave out seller.vat_id (BT-31), tax_representative.vat_id "
        "(BT-63) and buyer.vat_id (BT-48).",
        (place.group, "BT-31", "BT-48", "BT-63", place.category),
    )


# --- 05, 06, 07: rates ----------------------------------------------------------------------------------------------


def _rate(where: Where, fits: Callable[[Decimal | None], bool], sentence: str) -> Mechanism:
    place = _PLACES[where]

    def test(use: CategoryUse) -> Iterable[Breach]:
        for at, part in getattr(use, where):
            if not fits(part.vat.rate):
                yield f"/{where}/{at}/vat/rate"

    return Mechanism(
        test,
        f"{place.one} has VAT category {{category}}: {sentence} ({place.rate}).",
        (place.group, place.category, place.rate),
    )


def rate_above_zero(where: Where) -> Mechanism:
    """Needs a rate above zero."""
    return _rate(where, lambda rate: rate is not None and rate > 0, "give a rate above zero in vat.rate")


def rate_not_negative(where: Where) -> Mechanism:
    """Needs a rate of zero or more."""
    return _rate(where, lambda rate: rate is not None and rate >= 0, "give a rate of zero or more in vat.rate")


def rate_zero(where: Where) -> Mechanism:
    """Needs the rate zero."""
    return _rate(where, lambda rate: rate is not None and rate == 0, 'give the rate "0" in vat.rate')


def no_rate(where: Where) -> Mechanism:
    """Allows no rate."""
    return _rate(where, lambda rate: rate is None, "there is no rate then, leave out vat.rate")


# --- 08: the taxable amount -----------------------------------------------------------------------------------------


def _base_of_each_rate(use: CategoryUse) -> Iterable[Breach]:
    if not use.rows:
        return
    bases = use.bases()
    for at, row in use.rows:
        taxable, rate = row.taxable_amount, row.rate
        if taxable is None or rate is None:
            continue
        base = bases.get(rate)
        if base is None:
            yield (
                f"/vat_breakdown/{at}/rate",
                f"No line, allowance or charge has VAT category {use.category} and the rate {rate:f}: correct the "
                "rate (BT-119), or take the row away.",
            )
        elif not near(taxable, base):
            yield (
                f"/vat_breakdown/{at}/taxable_amount",
                f"Lines - allowances + charges with VAT category {use.category} and the rate {rate:f} come to "
                f"{shown(base)}, but taxable_amount (BT-116) says {shown(taxable)}.",
            )


def _base(use: CategoryUse) -> Iterable[Breach]:
    if not use.rows:
        return
    base = sum(use.bases().values(), ZERO)
    for at, row in use.rows:
        if row.taxable_amount is not None and row.taxable_amount != base:
            yield (
                f"/vat_breakdown/{at}/taxable_amount",
                f"Lines - allowances + charges with VAT category {use.category} come to {shown(base)}, but "
                f"taxable_amount (BT-116) says {shown(row.taxable_amount)}.",
            )


_BASE_TERMS = ("BG-23", "BT-92", "BT-95", "BT-99", "BT-102", "BT-116", "BT-118", "BT-131", "BT-151")

BASE_OF_EACH_RATE = Mechanism(
    _base_of_each_rate,
    "The taxable_amount (BT-116) of a row with VAT category {category} is that of the lines (BT-131) - allowances "
    "(BT-92) + charges (BT-99) with the category and the row's rate (BT-119).",
    (*_BASE_TERMS, "BT-96", "BT-103", "BT-119", "BT-152"),
)
BASE = Mechanism(
    _base,
    "The taxable_amount (BT-116) of the row with VAT category {category} is that of the lines (BT-131) - allowances "
    "(BT-92) + charges (BT-99) with the category.",
    _BASE_TERMS,
)

# --- 09: the VAT ----------------------------------------------------------------------------------------------------


def _tax_by_rate(use: CategoryUse) -> Iterable[Breach]:
    for at, row in use.rows:
        taxable, tax, rate = row.taxable_amount, row.tax_amount, row.rate
        if rate is None:
            # BR-48 says so too; the artefacts report both.
            yield f"/vat_breakdown/{at}/rate"
        elif taxable is not None and tax is not None and not near_tax(taxable, tax, rate):
            yield (
                f"/vat_breakdown/{at}/tax_amount",
                f"{shown(taxable)} x {rate:f} % = {shown(tax_of(taxable, rate))}, but tax_amount (BT-117) says "
                f"{shown(tax)}.",
            )


def _no_tax(use: CategoryUse) -> Iterable[Breach]:
    for at, row in use.rows:
        if row.tax_amount:
            yield f"/vat_breakdown/{at}/tax_amount"


TAX_BY_RATE = Mechanism(
    _tax_by_rate,
    "The tax_amount (BT-117) of a row with VAT category {category} is its taxable_amount (BT-116) x rate (BT-119) / "
    "100.",
    ("BG-23", "BT-116", "BT-117", "BT-118", "BT-119"),
)
NO_TAX = Mechanism(
    _no_tax,
    "The row with VAT category {category} has no VAT: give 0.00 in tax_amount (BT-117).",
    ("BG-23", "BT-117", "BT-118"),
)

# --- 10: the reason -------------------------------------------------------------------------------------------------


def _reason_given(use: CategoryUse) -> Iterable[Breach]:
    for at, row in use.rows:
        if row.exemption_reason is None and row.exemption_reason_code is None:
            yield f"/vat_breakdown/{at}/exemption_reason"


def _no_reason(use: CategoryUse) -> Iterable[Breach]:
    for at, row in use.rows:
        if row.exemption_reason is not None:
            yield f"/vat_breakdown/{at}/exemption_reason"
        if row.exemption_reason_code is not None:
            yield f"/vat_breakdown/{at}/exemption_reason_code"


REASON_GIVEN = Mechanism(
    _reason_given,
    "A row with VAT category {category} says why no VAT is charged: give exemption_reason (BT-120) or "
    "exemption_reason_code (BT-121).",
    ("BG-23", "BT-118", "BT-120", "BT-121"),
)
NO_REASON = Mechanism(
    _no_reason,
    "A row with VAT category {category} is not exempt: leave out exemption_reason (BT-120) and exemption_reason_code "
    "(BT-121).",
    ("BG-23", "BT-118", "BT-120", "BT-121"),
)
