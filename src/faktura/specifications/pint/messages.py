"""What is said of the rules of families of tax categories: one sentence for each kind of rule."""

from collections.abc import Iterable

from faktura.checks import RuleText, Severity
from faktura.specifications.pint.taxes import Family

_SENTENCES: dict[str, tuple[str, tuple[str, ...]]] = {
    "01": (
        "Where {scheme} category “{code}” is used, the tax breakdown has {rows} with it (cac:TaxSubtotal); "
        "add what is missing, join what is there twice.",
        ("IBG-23", "IBT-118"),
    ),
    "used": (
        "{scheme} category “{code}” stands in the tax breakdown if, and only if, a line, allowance or charge has it; "
        "add the row, or take it out.",
        ("IBG-23", "IBT-118"),
    ),
    "05": ("The rate of a line in {scheme} category “{code}” is {line_rate}; correct cbc:Percent.", ("IBT-152",)),
    "06": (
        "The rate of an allowance in {scheme} category “{code}” is {charge_rate}; correct cbc:Percent.",
        ("IBT-96",),
    ),
    "07": ("The rate of a charge in {scheme} category “{code}” is {charge_rate}; correct cbc:Percent.", ("IBT-103",)),
    "08": (
        "The taxable amount of {scheme} category “{code}”{of_rate} is the sum of its lines and charges less its "
        "allowances; correct cbc:TaxableAmount, or the lines.",
        ("IBT-116",),
    ),
    "09": ("The tax of {scheme} category “{code}” is {tax}; correct cbc:TaxAmount.", ("IBT-117",)),
    "10": (
        "A row with {scheme} category “{code}” gives no reason for an exemption; take it out.",
        ("IBT-120", "IBT-121"),
    ),
    "11": ("Beside {scheme} category “{code}” the tax breakdown has no other row; take it out.", ("IBG-23",)),
    "12": ("Where the breakdown has {scheme} category “{code}”, no line has another one.", ("IBT-151",)),
    "13": ("Where the breakdown has {scheme} category “{code}”, no allowance has another one.", ("IBT-95",)),
    "14": ("Where the breakdown has {scheme} category “{code}”, no charge has another one.", ("IBT-102",)),
}


def texts_of_families(families: Iterable[Family]) -> dict[str, RuleText]:
    """The texts of all rules of some families."""
    return {
        rule: RuleText(rule, Severity.FATAL, _SENTENCES[number][0].format(**_words(family)), _SENTENCES[number][1])
        for family in families
        for number, rule in family.ids.items()
    }


def _words(family: Family) -> dict[str, str]:
    by_rate = family.tolerance is not None
    return {
        "code": family.code,
        "scheme": family.scheme,
        "rows": "at least one row" if family.several_rows else "exactly one row",
        "line_rate": family.line_rate.value,
        "charge_rate": family.charge_rate.value,
        "of_rate": " at each rate" if by_rate else "",
        "tax": "the taxable amount times the rate" if by_rate and family.charges_count else "0",
    }
