"""BR-Z-01 to BR-Z-10: zero rated, VAT category Z (EN 16931-1, section 6.4.3)."""

from faktura.specifications.en16931.edition import family
from faktura.specifications.en16931.vat import (
    BASE,
    NO_REASON,
    NO_TAX,
    ONE_ROW,
    Category,
    rate_zero,
    seller_tax_id,
)

RULES = family("VAT zero rated")
CATEGORY = Category(RULES, "Z")

CATEGORY.rule("BR-Z-01", ONE_ROW)
CATEGORY.rule("BR-Z-02", seller_tax_id("lines"))
CATEGORY.rule("BR-Z-03", seller_tax_id("allowances"))
CATEGORY.rule("BR-Z-04", seller_tax_id("charges"))
CATEGORY.rule("BR-Z-05", rate_zero("lines"))
CATEGORY.rule("BR-Z-06", rate_zero("allowances"))
CATEGORY.rule("BR-Z-07", rate_zero("charges"))
CATEGORY.rule("BR-Z-08", BASE)
CATEGORY.rule("BR-Z-09", NO_TAX)
CATEGORY.rule("BR-Z-10", NO_REASON)
