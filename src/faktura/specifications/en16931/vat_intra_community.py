"""BR-IC-01 to BR-IC-12: intra-community supply of goods, VAT category K (EN 16931-1, section 6.4.3)."""

from collections.abc import Iterable

from faktura.checks import Breach
from faktura.specifications.en16931.edition import family
from faktura.specifications.en16931.vat import (
    BASE,
    NO_TAX,
    ONE_ROW,
    REASON_GIVEN,
    Category,
    CategoryUse,
    rate_zero,
    seller_and_buyer_vat_id,
)

RULES = family("VAT intra-community")
CATEGORY = Category(RULES, "K")

CATEGORY.rule("BR-IC-01", ONE_ROW)
CATEGORY.rule("BR-IC-02", seller_and_buyer_vat_id("lines"))
CATEGORY.rule("BR-IC-03", seller_and_buyer_vat_id("allowances"))
CATEGORY.rule("BR-IC-04", seller_and_buyer_vat_id("charges"))
CATEGORY.rule("BR-IC-05", rate_zero("lines"))
CATEGORY.rule("BR-IC-06", rate_zero("allowances"))
CATEGORY.rule("BR-IC-07", rate_zero("charges"))
CATEGORY.rule("BR-IC-08", BASE)
CATEGORY.rule("BR-IC-09", NO_TAX)
CATEGORY.rule("BR-IC-10", REASON_GIVEN)


@CATEGORY.own(
    "BR-IC-11",
    "An intra-community supply says when the goods were delivered: give delivery.date (BT-72), or the days in period "
    "(BG-14).",
    "BG-14",
    "BG-23",
    "BT-72",
    "BT-118",
)
def _delivery_day(use: CategoryUse) -> Iterable[Breach]:
    delivery, period = use.invoice.delivery, use.invoice.period
    if not use.rows or (delivery is not None and delivery.date is not None):
        return ()
    if period is not None and (period.start_date is not None or period.end_date is not None):
        return ()
    return ("/delivery/date",)


@CATEGORY.own(
    "BR-IC-12",
    "An intra-community supply says which country the goods went to: give delivery.address.country (BT-80).",
    "BG-23",
    "BT-80",
    "BT-118",
)
def _delivery_country(use: CategoryUse) -> Iterable[Breach]:
    delivery = use.invoice.delivery
    address = delivery.address if delivery is not None else None
    known = address is not None and address.country is not None
    return () if known or not use.rows else ("/delivery/address/country",)
