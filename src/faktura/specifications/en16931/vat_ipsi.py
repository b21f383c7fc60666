"""BR-AG-01 to BR-AG-10: IPSI, the tax of Ceuta and Melilla, VAT category M (EN 16931-1, section 6.4.3)."""

from faktura.specifications.en16931.edition import family
from faktura.specifications.en16931.vat import (
    BASE_OF_EACH_RATE,
    NO_REASON,
    ROWS_WHEN_USED,
    TAX_BY_RATE,
    Category,
    rate_not_negative,
    seller_tax_id,
)

RULES = family("VAT IPSI")
CATEGORY = Category(RULES, "M")

CATEGORY.rule("BR-AG-01", ROWS_WHEN_USED)
CATEGORY.rule("BR-AG-02", seller_tax_id("lines"))
CATEGORY.rule("BR-AG-03", seller_tax_id("allowances"))
CATEGORY.rule("BR-AG-04", seller_tax_id("charges"))
CATEGORY.rule("BR-AG-05", rate_not_negative("lines"))
CATEGORY.rule("BR-AG-06", rate_not_negative("allowances"))
CATEGORY.rule("BR-AG-07", rate_not_negative("charges"))
CATEGORY.rule("BR-AG-08", BASE_OF_EACH_RATE)
CATEGORY.rule("BR-AG-09", TAX_BY_RATE)
CATEGORY.rule("BR-AG-10", NO_REASON)
