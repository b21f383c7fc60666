"""BR-CO-03 to BR-CO-26: conditions between terms, above all the arithmetic of the totals (EN 16931-1, section 6.4.2).

BR-CO-05 to BR-CO-08 ask that a reason and its code mean the same. No machine can tell; the official artefacts do not
try either. BR-CO-01, 02 and 25 are not bound by the artefacts.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal

from faktura.checks import Breach
from faktura.codes import SEPA_SCHEME, VAT_PREFIXES
from faktura.model import Invoice, Period, Totals, VatBreakdown
from faktura.money import ZERO
from faktura.specifications.en16931.document import has_reason
from faktura.specifications.en16931.edition import family, required, rounded, shown
from faktura.specifications.en16931.tolerance import near_tax, tax_of

RULES = family("calculation")


@RULES.rule(
    "BR-CO-03",
    "Say when VAT falls due either by a day, tax_point_date (BT-7), or by a code, tax_point_date_code (BT-8): leave "
    "one of the two out.",
    "BT-7",
    "BT-8",
)
def _one_tax_point(invoice: Invoice) -> Iterable[Breach]:
    both = invoice.tax_point_date is not None and invoice.tax_point_date_code is not None
    return ("/tax_point_date_code",) if both else ()


RULES.each("lines", "BR-CO-04", "Give the line's VAT category in vat.category (BT-151), such as S.", "BG-25", "BT-151")(
    required("/vat/category")
)


@RULES.rule(
    "BR-CO-09",
    "A VAT identifier begins with the code of its country, such as DE; Greece writes EL or GR.",
    "BT-31",
    "BT-48",
    "BT-63",
)
def _vat_prefixes(invoice: Invoice) -> Iterable[Breach]:
    parties = (
        ("seller", invoice.seller),
        ("buyer", invoice.buyer),
        ("tax_representative", invoice.tax_representative),
    )
    for name, party in parties:
        if party is not None and party.vat_id is not None and party.vat_id[:2] not in VAT_PREFIXES.codes:
            yield (
                f"/{name}/vat_id",
                f'The VAT identifier "{party.vat_id}" does not begin with the code of a country: write that before '
                "it, such as DE.",
            )


# --- the totals -----------------------------------------------------------------------------------------------------


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return rounded(sum((amount for amount in amounts if amount is not None), ZERO))


@RULES.rule(
    "BR-CO-10",
    "The totals.sum_of_lines (BT-106) must be the sum of the lines' net_amount (BT-131).",
    "BT-106",
    "BT-131",
)
def _lines_add_up(invoice: Invoice) -> Iterable[Breach]:
    if invoice.totals is None or (given := invoice.totals.sum_of_lines) is None:
        return ()
    total = _sum([line.net_amount for line in invoice.lines])
    if given == total:
        return ()
    return (
        (
            "/totals/sum_of_lines",
            f"The sum of the lines is {shown(total)}, but totals.sum_of_lines says {shown(given)}.",
        ),
    )


def _parts_add_up(parts_name: str, total_name: str, total_term: str) -> Callable[[Invoice], Iterable[Breach]]:
    """A test: the sum of allowances (or of charges) in the totals is the sum of their amounts."""

    def test(invoice: Invoice) -> Iterable[Breach]:
        # Without totals at all, BR-12 to BR-15 say what to give.
        if invoice.totals is None:
            return ()
        parts = getattr(invoice, parts_name)
        given: Decimal | None = getattr(invoice.totals, total_name)
        if given is None and not parts:
            return ()
        total = _sum([part.amount for part in parts])
        if given is None:
            return (
                (
                    f"/totals/{total_name}",
                    f"The {parts_name} come to {shown(total)}: give their sum in totals.{total_name} ({total_term}).",
                ),
            )
        if given == total:
            return ()
        return (
            (
                f"/totals/{total_name}",
                f"The sum of the {parts_name} is {shown(total)}, but totals.{total_name} says {shown(given)}.",
            ),
        )

    return test


RULES.rule(
    "BR-CO-11",
    "The totals.sum_of_allowances (BT-107) must be the sum of the amounts of allowances (BT-92).",
    "BT-92",
    "BT-107",
)(_parts_add_up("allowances", "sum_of_allowances", "BT-107"))
RULES.rule(
    "BR-CO-12",
    "The totals.sum_of_charges (BT-108) must be the sum of the amounts of charges (BT-99).",
    "BT-99",
    "BT-108",
)(_parts_add_up("charges", "sum_of_charges", "BT-108"))


@RULES.each(
    "totals",
    "BR-CO-13",
    "The totals.total_without_vat (BT-109) must be sum_of_lines (BT-106) - sum_of_allowances (BT-107) + "
    "sum_of_charges (BT-108).",
    "BT-107",
    "BT-108",
    "BT-109",
    "BT-131",
)
def _total_without_vat(totals: Totals) -> Iterable[Breach]:
    if totals.sum_of_lines is None or totals.total_without_vat is None:
        return ()
    allowances, charges = totals.sum_of_allowances or ZERO, totals.sum_of_charges or ZERO
    total = rounded(totals.sum_of_lines - allowances + charges)
    if totals.total_without_vat == total:
        return ()
    return (
        (
            "/total_without_vat",
            f"{shown(totals.sum_of_lines)} of lines - {shown(allowances)} of allowances + {shown(charges)} of "
            f"charges = {shown(total)}, but totals.total_without_vat says {shown(totals.total_without_vat)}.",
        ),
    )


@RULES.rule(
    "BR-CO-14",
    "The totals.total_vat (BT-110) must be the sum of the tax_amount (BT-117) of the rows of vat_breakdown.",
    "BT-110",
    "BT-117",
)
def _vat_adds_up(invoice: Invoice) -> Iterable[Breach]:
    if invoice.totals is None or (given := invoice.totals.total_vat) is None or not invoice.vat_breakdown:
        return ()
    total = _sum([row.tax_amount for row in invoice.vat_breakdown])
    if given == total:
        return ()
    return (("/totals/total_vat", f"The VAT of all rows is {shown(total)}, but totals.total_vat says {shown(given)}."),)


@RULES.each(
    "totals",
    "BR-CO-15",
    "The totals.total_with_vat (BT-112) must be total_without_vat (BT-109) + total_vat (BT-110); give total_vat "
    "also when it is 0.00.",
    "BT-109",
    "BT-110",
    "BT-112",
)
def _total_with_vat(totals: Totals) -> Iterable[Breach]:
    if totals.total_without_vat is None or totals.total_with_vat is None:
        return ()
    if totals.total_vat is None:
        return ("/total_vat",)
    total = rounded(totals.total_without_vat + totals.total_vat)
    if totals.total_with_vat == total:
        return ()
    return (
        (
            "/total_with_vat",
            f"{shown(totals.total_without_vat)} + {shown(totals.total_vat)} of VAT = {shown(total)}, but "
            f"totals.total_with_vat says {shown(totals.total_with_vat)}.",
        ),
    )


@RULES.each(
    "totals",
    "BR-CO-16",
    "The totals.amount_due (BT-115) must be total_with_vat (BT-112) - prepaid_amount (BT-113) + rounding_amount "
    "(BT-114).",
    "BT-112",
    "BT-113",
    "BT-114",
    "BT-115",
)
def _amount_due(totals: Totals) -> Iterable[Breach]:
    if totals.total_with_vat is None or totals.amount_due is None:
        return ()
    prepaid, rounding = totals.prepaid_amount or ZERO, totals.rounding_amount or ZERO
    due = rounded(totals.total_with_vat - prepaid)
    if rounded(totals.amount_due - rounding) == due:
        return ()
    return (
        (
            "/amount_due",
            f"{shown(totals.total_with_vat)} - {shown(prepaid)} paid + {shown(rounding)} of rounding = "
            f"{shown(due + rounding)}, but totals.amount_due says {shown(totals.amount_due)}.",
        ),
    )


@RULES.each(
    "vat_breakdown",
    "BR-CO-17",
    "A row's tax_amount (BT-117) is its taxable_amount (BT-116) x rate (BT-119) / 100, rounded to two decimals.",
    "BT-116",
    "BT-117",
    "BT-119",
)
def _row_computes(row: VatBreakdown) -> Iterable[Breach]:
    taxable, tax, rate = row.taxable_amount, row.tax_amount, row.rate
    if taxable is None or tax is None or near_tax(taxable, tax, rate):
        return ()
    expected = tax_of(taxable, rate)
    return (
        (
            "/tax_amount",
            f"{shown(taxable)} x {rate or ZERO:f} % = {shown(expected)}, but tax_amount says {shown(tax)}.",
        ),
    )


@RULES.rule(
    "BR-CO-18",
    "Give vat_breakdown (BG-23) at least one row, with the VAT category of the lines; it also has one when no VAT is "
    "charged.",
    "BG-23",
)
def _has_vat_breakdown(invoice: Invoice) -> Iterable[Breach]:
    return () if invoice.vat_breakdown else ("/vat_breakdown",)


# --- periods, reasons, the seller -----------------------------------------------------------------------------------


def _has_a_day(period: Period) -> Iterable[Breach]:
    return () if period.start_date is not None or period.end_date is not None else ("/start_date",)


RULES.each(
    "period",
    "BR-CO-19",
    "Give the period its first day, period.start_date (BT-73), or its last, period.end_date (BT-74), or both.",
    "BG-14",
    "BT-73",
    "BT-74",
)(_has_a_day)
RULES.each(
    "lines/period",
    "BR-CO-20",
    "Give the line's period its first day, start_date (BT-134), or its last, end_date (BT-135), or both.",
    "BG-26",
    "BT-134",
    "BT-135",
)(_has_a_day)
RULES.each(
    "allowances",
    "BR-CO-21",
    "An allowance says why: give reason (BT-97), reason_code (BT-98), or both.",
    "BG-20",
    "BT-97",
    "BT-98",
)(has_reason)
RULES.each(
    "charges",
    "BR-CO-22",
    "A charge says why: give reason (BT-104), reason_code (BT-105), or both.",
    "BG-21",
    "BT-104",
    "BT-105",
)(has_reason)
RULES.each(
    "lines/allowances",
    "BR-CO-23",
    "An allowance of a line says why: give reason (BT-139), reason_code (BT-140), or both.",
    "BG-27",
    "BT-139",
    "BT-140",
)(has_reason)
RULES.each(
    "lines/charges",
    "BR-CO-24",
    "A charge of a line says why: give reason (BT-144), reason_code (BT-145), or both.",
    "BG-28",
    "BT-144",
    "BT-145",
)(has_reason)


@RULES.rule(
    "BR-CO-26",
    "The buyer must be able to tell who the seller is: give seller.vat_id (BT-31), seller.legal_registration (BT-30) "
    "or one of seller.identifiers (BT-29).",
    "BT-29",
    "BT-30",
    "BT-31",
)
def _seller_is_identified(invoice: Invoice) -> Iterable[Breach]:
    seller = invoice.seller
    if seller is None or seller.vat_id is not None:
        return ()
    if seller.legal_registration is not None and seller.legal_registration.value is not None:
        return ()
    # The creditor identifier of a direct debit (BT-90) stands among the identifiers in UBL, but names no seller.
    if any(one.value is not None and one.scheme != SEPA_SCHEME for one in seller.identifiers):
        return ()
    return ("/seller",)
