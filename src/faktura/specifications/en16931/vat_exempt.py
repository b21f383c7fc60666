"""BR-E-01 to BR-E-10: exempt from VAT, VAT category E (EN 16931-1, section 6.4.3)."""

from faktura.specifications.en16931.edition import family
from faktura.specifications.en16931.vat import (
    BASE,
    NO_TAX,
    ONE_ROW,
    REASON_GIVEN,
    Category,
    rate_zero,
    seller_tax_id,
)

RULES = family("VAT exempt")
CATEGORY = Category(RULES, "E")

CATEGORY.rule("BR-E-01", ONE_ROW)
CATEGORY.rule("BR-E-02", seller_tax_id("lines"))
CATEGORY.rule("BR-E-03", seller_tax_id("allowances"))
CATEGORY.rule("BR-E-04", seller_tax_id("charges"))
CATEGORY.rule("BR-E-05", rate_zero("lines"))
CATEGORY.rule("BR-E-06", rate_zero("allowances"))
CATEGORY.rule("BR-E-07", rate_zero("charges"))
CATEGORY.rule("BR-E-08", BASE)
CATEGORY.rule("BR-E-09", NO_TAX)
CATEGORY.rule("BR-E-10", REASON_GIVEN)
