"""BR-O-01 to BR-O-14: not subject to VAT, VAT category O (EN 16931-1, section 6.4.3)."""

from collections.abc import Callable, Iterable

from faktura.checks import Breach
from faktura.specifications.en16931.edition import family
from faktura.specifications.en16931.vat import (
    BASE,
    NO_TAX,
    ONE_ROW,
    REASON_GIVEN,
    Category,
    CategoryUse,
    Where,
    no_rate,
    no_vat_id,
)

RULES = family("VAT outside scope")
CATEGORY = Category(RULES, "O")

CATEGORY.rule("BR-O-01", ONE_ROW)
CATEGORY.rule("BR-O-02", no_vat_id("lines"))
CATEGORY.rule("BR-O-03", no_vat_id("allowances"))
CATEGORY.rule("BR-O-04", no_vat_id("charges"))
CATEGORY.rule("BR-O-05", no_rate("lines"))
CATEGORY.rule("BR-O-06", no_rate("allowances"))
CATEGORY.rule("BR-O-07", no_rate("charges"))
CATEGORY.rule("BR-O-08", BASE)
CATEGORY.rule("BR-O-09", NO_TAX)
CATEGORY.rule("BR-O-10", REASON_GIVEN)


@CATEGORY.own(
    "BR-O-11",
    "Category O (not subject to VAT) does not mix with others: vat_breakdown (BG-23) has its one row only. Write the "
    "rest in another invoice.",
    "BG-23",
    "BT-118",
)
def _no_other_rows(use: CategoryUse) -> Iterable[Breach]:
    if use.rows:
        for at, row in enumerate(use.invoice.vat_breakdown):
            if row.category is not None and row.category != "O":
                yield f"/vat_breakdown/{at}/category"


def _no_other(where: Where) -> Callable[[CategoryUse], Iterable[Breach]]:
    """A test: all lines (or allowances, or charges) have the category, once the breakdown has it."""

    def test(use: CategoryUse) -> Iterable[Breach]:
        if use.rows:
            for at, part in enumerate(getattr(use.invoice, where)):
                if part.vat is not None and part.vat.category not in (None, "O"):
                    yield f"/{where}/{at}/vat/category"

    return test


CATEGORY.own(
    "BR-O-12",
    "The VAT breakdown has category O (not subject to VAT): all lines have it then. Write the rest in another invoice.",
    "BG-23",
    "BG-25",
    "BT-118",
    "BT-151",
)(_no_other("lines"))
CATEGORY.own(
    "BR-O-13",
    "The VAT breakdown has category O (not subject to VAT): all document level allowances have it then.",
    "BG-20",
    "BG-23",
    "BT-95",
    "BT-118",
)(_no_other("allowances"))
CATEGORY.own(
    "BR-O-14",
    "The VAT breakdown has category O (not subject to VAT): all document level charges have it then.",
    "BG-21",
    "BG-23",
    "BT-102",
    "BT-118",
)(_no_other("charges"))
