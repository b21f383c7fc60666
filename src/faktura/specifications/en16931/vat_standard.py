"""BR-S-01 to BR-S-10: standard or reduced rates, VAT category S (EN 16931-1, section 6.4.3)."""

from faktura.specifications.en16931.edition import family
from faktura.specifications.en16931.vat import (
    BASE_OF_EACH_RATE,
    NO_REASON,
    ROWS_WHEN_USED,
    TAX_BY_RATE,
    Category,
    rate_above_zero,
    seller_tax_id,
)

RULES = family("VAT standard rated")
CATEGORY = Category(RULES, "S")

CATEGORY.rule("BR-S-01", ROWS_WHEN_USED)
CATEGORY.rule("BR-S-02", seller_tax_id("lines"))
CATEGORY.rule("BR-S-03", seller_tax_id("allowances"))
CATEGORY.rule("BR-S-04", seller_tax_id("charges"))
CATEGORY.rule("BR-S-05", rate_above_zero("lines"))
CATEGORY.rule("BR-S-06", rate_above_zero("allowances"))
CATEGORY.rule("BR-S-07", rate_above_zero("charges"))
CATEGORY.rule("BR-S-08", BASE_OF_EACH_RATE)
CATEGORY.rule("BR-S-09", TAX_BY_RATE)
CATEGORY.rule("BR-S-10", NO_REASON)
