"""BR-DEC-01 to BR-DEC-28: amounts have at most two decimals (EN 16931-1, section 6.5.2).

Prices, quantities and rates may have more. What counts is how the amount is written: 10.000 has three decimals.
"""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

from faktura.checks import Breach, along
from faktura.specifications.en16931.edition import CENT, family

RULES = family("decimals")

DECIMALS_MAX = 2


def _two_decimals(field: str) -> Callable[[Any], Iterable[Breach]]:
    get = attrgetter(field)

    def test(part: Any) -> Iterable[Breach]:
        amount = get(part)
        # Nearly all amounts have exactly two decimals, and to ask for that costs a tenth of as_tuple().
        if amount is None or amount.same_quantum(CENT):
            return ()
        exponent = amount.as_tuple().exponent
        if exponent >= -DECIMALS_MAX:
            return ()
        return ((f"/{field}", f"{amount:f} has {-exponent} decimals: give {field} with at most two."),)

    return test


# Rule, parts, field, term, and the standard's name of the term.
_AMOUNTS = (
    ("BR-DEC-01", "allowances", "amount", "BT-92", "document level allowance amount"),
    ("BR-DEC-02", "allowances", "base_amount", "BT-93", "document level allowance base amount"),
    ("BR-DEC-05", "charges", "amount", "BT-99", "document level charge amount"),
    ("BR-DEC-06", "charges", "base_amount", "BT-100", "document level charge base amount"),
    ("BR-DEC-09", "totals", "sum_of_lines", "BT-106", "sum of the lines' net amounts"),
    ("BR-DEC-10", "totals", "sum_of_allowances", "BT-107", "sum of allowances on document level"),
    ("BR-DEC-11", "totals", "sum_of_charges", "BT-108", "sum of charges on document level"),
    ("BR-DEC-12", "totals", "total_without_vat", "BT-109", "total amount without VAT"),
    ("BR-DEC-13", "totals", "total_vat", "BT-110", "total VAT amount"),
    ("BR-DEC-14", "totals", "total_with_vat", "BT-112", "total amount with VAT"),
    ("BR-DEC-15", "totals", "total_vat_accounting", "BT-111", "total VAT amount in accounting currency"),
    ("BR-DEC-16", "totals", "prepaid_amount", "BT-113", "paid amount"),
    ("BR-DEC-17", "totals", "rounding_amount", "BT-114", "rounding amount"),
    ("BR-DEC-18", "totals", "amount_due", "BT-115", "amount due for payment"),
    ("BR-DEC-19", "vat_breakdown", "taxable_amount", "BT-116", "VAT category taxable amount"),
    ("BR-DEC-20", "vat_breakdown", "tax_amount", "BT-117", "VAT category tax amount"),
    ("BR-DEC-23", "lines", "net_amount", "BT-131", "line net amount"),
    ("BR-DEC-24", "lines/allowances", "amount", "BT-136", "line allowance amount"),
    ("BR-DEC-25", "lines/allowances", "base_amount", "BT-137", "line allowance base amount"),
    ("BR-DEC-27", "lines/charges", "amount", "BT-141", "line charge amount"),
    ("BR-DEC-28", "lines/charges", "base_amount", "BT-142", "line charge base amount"),
)

for _id, _parts, _field, _term, _name in _AMOUNTS:
    RULES.each(along(_parts), _id, f"Give the {_name}, {_field} ({_term}), with at most two decimals.", _term)(
        _two_decimals(_field)
    )
