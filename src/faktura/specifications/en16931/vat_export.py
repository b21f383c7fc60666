"""BR-G-01 to BR-G-10: export outside the EU, VAT category G (EN 16931-1, section 6.4.3)."""

from faktura.specifications.en16931.edition import family
from faktura.specifications.en16931.vat import (
    BASE,
    NO_TAX,
    ONE_ROW,
    REASON_GIVEN,
    Category,
    rate_zero,
    seller_vat_id,
)

RULES = family("VAT export")
CATEGORY = Category(RULES, "G")

CATEGORY.rule("BR-G-01", ONE_ROW)
CATEGORY.rule("BR-G-02", seller_vat_id("lines"))
CATEGORY.rule("BR-G-03", seller_vat_id("allowances"))
CATEGORY.rule("BR-G-04", seller_vat_id("charges"))
CATEGORY.rule("BR-G-05", rate_zero("lines"))
CATEGORY.rule("BR-G-06", rate_zero("allowances"))
CATEGORY.rule("BR-G-07", rate_zero("charges"))
CATEGORY.rule("BR-G-08", BASE)
CATEGORY.rule("BR-G-09", NO_TAX)
CATEGORY.rule("BR-G-10", REASON_GIVEN)
