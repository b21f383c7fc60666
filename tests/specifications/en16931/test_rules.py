"""The set as a whole: complete, well worded, exact at its edges, and never a traceback."""

import copy
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faktura.checks import Severity, check
from faktura.model import Invoice, Totals
from faktura.model.json import from_plain, to_plain
from faktura.model.terms import all_terms
from faktura.specifications.en16931 import NOT_IN_THE_MODEL, RULES, SPECIFICATIONS
from faktura.specifications.en16931.edition import rounded, shown
from faktura.specifications.en16931.tolerance import near_tax

from .bases import BASES, STANDARD
from .case_files import merge, read_cases, remove

# The rules of EN 16931 that the validation artefacts 1.3.16 bind, by family.
_FAMILIES = {
    "BR-": [*range(1, 34), *range(36, 39), *range(41, 58), *range(61, 66)],
    "BR-CO-": [*range(3, 25), 26],
    "BR-DEC-": [1, 2, 5, 6, *range(9, 21), 23, 24, 25, 27, 28],
    "BR-CL-": [1, *range(3, 9), 10, 11, *range(13, 27)],
    **{f"BR-{name}-": list(range(1, 11)) for name in ("S", "Z", "E", "AE", "G", "AF", "AG")},
    "BR-IC-": list(range(1, 13)),
    "BR-O-": list(range(1, 15)),
    "BR-B-": [1, 2],
}
OFFICIAL = {f"{family}{number:02d}" for family, numbers in _FAMILIES.items() for number in numbers}


def test_every_official_rule_is_here_or_has_a_reason_not_to_be() -> None:
    ours = [rule.id for rule in RULES.rules]
    assert len(ours) == len(set(ours))
    assert set(ours) | set(NOT_IN_THE_MODEL) == OFFICIAL
    assert not set(ours) & set(NOT_IN_THE_MODEL)


def test_only_the_card_number_is_a_warning() -> None:
    assert {rule.id for rule in RULES.rules if rule.severity is not Severity.FATAL} == {"BR-51"}


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.id)
def test_a_rule_names_terms_of_the_model_and_says_a_whole_sentence(rule: Any) -> None:
    known = {number for number, _, _ in all_terms(Invoice)}
    assert rule.terms
    assert set(rule.terms) <= known
    assert rule.message[0].isupper()
    assert rule.message.endswith(".")
    named = set(re.findall(r"B[TG]-\d+", rule.message))
    assert named <= known | {term.split("-1")[0] for term in known}
    assert "{" not in rule.message


def test_every_finding_of_the_bad_cases_points_to_a_place_in_the_model() -> None:
    for case in read_cases():
        if not case.good:
            for finding in check(case.invoice(), RULES):
                assert re.fullmatch(r"B[TG]-\d+(-\d)?", finding.term), f"{case.name}: {finding.pointer}"
                assert finding.message.endswith("."), finding.message


def test_an_empty_document_says_what_to_give_first() -> None:
    found = {finding.rule: finding for finding in check(Invoice(), RULES)}
    assert {f"BR-{number:02d}" for number in (*range(1, 9), 10, *range(12, 17))} | {"BR-CO-18"} == set(found)
    assert found["BR-06"].pointer == "/seller/name"


def test_the_specification_is_the_core() -> None:
    (core,) = SPECIFICATIONS
    assert (core.name, core.identifier, core.version) == ("en16931", "urn:cen.eu:en16931:2017", "1.3.16")
    assert core.rules is RULES


def test_a_finding_on_a_late_line_points_to_that_line() -> None:
    plain = copy.deepcopy(STANDARD)
    line = plain["lines"][1] | {"net_amount": "0.00"}
    plain["lines"] += [line | {"id": str(position)} for position in range(3, 1203)]
    del plain["lines"][1201]["unit"]
    (finding,) = check(from_plain(plain), RULES)
    assert (finding.rule, finding.pointer, finding.term) == ("BR-23", "/lines/1201/unit", "BT-130")


@pytest.mark.parametrize(
    ("amount", "result"),
    [
        ("0.005", "0.01"),
        ("0.0049", "0.00"),
        ("-0.005", "0.00"),
        ("-0.0051", "-0.01"),
        ("-1.235", "-1.23"),
        ("1.235", "1.24"),
        ("7", "7.00"),
    ],
)
def test_halves_are_rounded_up_as_xpath_does(amount: str, result: str) -> None:
    assert rounded(Decimal(amount)) == Decimal(result)


@pytest.mark.parametrize(
    ("amount", "words"),
    [("7", "7.00"), ("7.1", "7.10"), ("7.123", "7.123"), ("-0.5", "-0.50"), ("1E+3", "1000.00")],
)
def test_an_amount_in_a_sentence_has_two_decimals_at_least(amount: str, words: str) -> None:
    assert shown(Decimal(amount)) == words


@pytest.mark.parametrize(
    ("taxable", "tax", "rate", "near"),
    [
        ("200", "38.00", "19", True),
        ("200", "38.99", "19", True),
        ("200", "39.00", "19", False),
        ("200", "37.01", "19", True),
        ("200", "37.00", "19", False),
        ("-200", "-38.00", "19", True),
        ("-200", "38.00", "19", True),
        ("200", "0.00", "0", True),
        ("200", "0.49", "0", True),
        ("200", "0.50", "0", False),
        ("200", "0.00", None, True),
        ("200", "1.00", None, False),
        ("200", "1.00", "0.5", True),
        ("2000", "8.00", "0.4", False),
    ],
)
def test_how_far_vat_may_be_off(taxable: str, tax: str, rate: str | None, near: bool) -> None:
    assert near_tax(Decimal(taxable), Decimal(tax), Decimal(rate) if rate else None) is near


def test_an_absurd_amount_is_a_finding_and_not_an_error() -> None:
    invoice = Invoice(totals=Totals(sum_of_lines=Decimal("9" * 80), total_without_vat=Decimal("1E-70")))
    fired = {finding.rule for finding in check(invoice, RULES)}
    assert {"BR-CO-10", "BR-CO-13", "BR-DEC-12"} <= fired


def _pointers(plain: Any, at: str = "") -> list[str]:
    inside = enumerate(plain) if isinstance(plain, list) else plain.items() if isinstance(plain, dict) else ()
    return [pointer for key, value in inside for pointer in (f"{at}/{key}", *_pointers(value, f"{at}/{key}"))]


_DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**14), max_value=10**14)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_whatever_is_missing_or_odd_every_finding_is_data(data: st.DataObject) -> None:
    plain = copy.deepcopy(BASES[data.draw(st.sampled_from(sorted(BASES)))])
    for _ in range(data.draw(st.integers(1, 12))):
        pointer = data.draw(st.sampled_from(_pointers(plain)))
        remove(plain, pointer)
    amounts = data.draw(st.dictionaries(st.sampled_from(["sum_of_lines", "total_vat", "amount_due"]), _DECIMALS))
    merge(plain, {"totals": {name: format(abs(value), "f") for name, value in amounts.items()}})
    invoice = from_plain(plain)
    for finding in check(invoice, RULES):
        assert finding.rule in OFFICIAL
        assert re.fullmatch(r"B[TG]-\d+(-\d)?", finding.term)
    assert from_plain(to_plain(invoice)) == invoice
