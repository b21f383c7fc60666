"""BR-AF-01 to BR-AF-10: IGIC, the tax of the Canary Islands, VAT category L (EN 16931-1, section 6.4.3)."""

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

RULES = family("VAT IGIC")
CATEGORY = Category(RULES, "L")

CATEGORY.rule("BR-AF-01", ROWS_WHEN_USED)
CATEGORY.rule("BR-AF-02", seller_tax_id("lines"))
CATEGORY.rule("BR-AF-03", seller_tax_id("allowances"))
CATEGORY.rule("BR-AF-04", seller_tax_id("charges"))
CATEGORY.rule("BR-AF-05", rate_not_negative("lines"))
CATEGORY.rule("BR-AF-06", rate_not_negative("allowances"))
CATEGORY.rule("BR-AF-07", rate_not_negative("charges"))
CATEGORY.rule("BR-AF-08", BASE_OF_EACH_RATE)
CATEGORY.rule("BR-AF-09", TAX_BY_RATE)
CATEGORY.rule("BR-AF-10", NO_REASON)
