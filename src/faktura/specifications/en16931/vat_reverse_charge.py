"""BR-AE-01 to BR-AE-10: reverse charge, the buyer owes the VAT; VAT category AE (EN 16931-1, section 6.4.3)."""

from faktura.specifications.en16931.edition import family
from faktura.specifications.en16931.vat import (
    BASE,
    NO_TAX,
    ONE_ROW,
    REASON_GIVEN,
    Category,
    rate_zero,
    seller_and_buyer_tax_id,
)

RULES = family("VAT reverse charge")
CATEGORY = Category(RULES, "AE")

CATEGORY.rule("BR-AE-01", ONE_ROW)
CATEGORY.rule("BR-AE-02", seller_and_buyer_tax_id("lines"))
CATEGORY.rule("BR-AE-03", seller_and_buyer_tax_id("allowances"))
CATEGORY.rule("BR-AE-04", seller_and_buyer_tax_id("charges"))
CATEGORY.rule("BR-AE-05", rate_zero("lines"))
CATEGORY.rule("BR-AE-06", rate_zero("allowances"))
CATEGORY.rule("BR-AE-07", rate_zero("charges"))
CATEGORY.rule("BR-AE-08", BASE)
CATEGORY.rule("BR-AE-09", NO_TAX)
CATEGORY.rule("BR-AE-10", REASON_GIVEN)
