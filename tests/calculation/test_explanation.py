"""Every derived value is explained, and the explanation is true."""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.calculation import Step, calculate
from faktura.model import Invoice, Totals
from faktura.model.json import to_plain
from faktura.model.terms import term_at

from .documents import COMPLETE_INPUTS, SPARSE, allowance, drawn, invoice, leaves, line, line_allowance, value_at, vat

ARITHMETIC = re.compile(r"([0-9.()x/+ -]+) ([=≈]) (-?[0-9.]+)")


def evaluated(left):
    """The exact value of the left side of a formula."""
    code = re.sub(r"[0-9.]+", lambda found: f"Fraction('{found[0]}')", left.replace("x", "*"))
    return eval(code, {"__builtins__": {}}, {"Fraction": Fraction})


def rounded(value, shown):
    """An exact fraction, rounded half away from zero to as many decimals as `shown` has."""
    with localcontext() as context:
        context.prec = 200
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return exact.quantize(Decimal(shown), rounding=ROUND_HALF_UP)


def steps_of(document):
    return {step.pointer: step for step in calculate(document).steps}


@given(st.one_of(COMPLETE_INPUTS, SPARSE))
@drawn(max_examples=100)
def test_every_derived_value_has_one_step_with_its_value_and_term(document):
    calculation = calculate(document)
    before, after = to_plain(document), to_plain(calculation.invoice)
    derived = {pointer: value for pointer, value in leaves(after) if value_at(before, pointer) is None}
    assert {step.pointer: step.value for step in calculation.steps} == derived
    assert len(calculation.steps) == len(derived)
    for step in calculation.steps:
        assert step.term == term_at(Invoice, step.pointer)
        assert step.formula
        assert step.why


@given(st.one_of(COMPLETE_INPUTS, SPARSE))
@drawn(max_examples=100)
def test_formulas_come_to_the_value_they_explain(document):
    for step in calculate(document).steps:
        if formula := ARITHMETIC.fullmatch(step.formula):
            left, sign, right = formula.groups()
            assert right == step.value
            exact = evaluated(left)
            assert rounded(exact, right) == Decimal(right)
            assert (sign == "=") == (exact == Fraction(right))


@pytest.mark.parametrize(
    ("pointer", "term", "value", "formula", "rule"),
    [
        ("/lines/0/id", "BT-126", "1", "line 1 of 3", "BR-21"),
        ("/lines/0/net_amount", "BT-131", "1000.00", "12.5 x 80.00 = 1000.00", "BT-131"),
        ("/lines/1/allowances/0/base_amount", "BT-137", "59.70", "quantity x price of the line = 59.70", "BT-137"),
        ("/lines/1/allowances/0/amount", "BT-136", "5.97", "59.70 x 10 / 100 = 5.97", "PEPPOL-EN16931-R040"),
        ("/lines/1/net_amount", "BT-131", "53.73", "3 x 19.90 - 5.97 = 53.73", "BT-131"),
        ("/lines/2/unit_price", "BT-146", "8.50", "10 - 1.50 = 8.50", "PEPPOL-EN16931-R046"),
        ("/lines/2/net_amount", "BT-131", "-2.83", "(-1) x 8.50 / 3 ≈ -2.83", "BT-131"),
        ("/allowances/0/amount", "BT-92", "10.51", "1050.90 x 1 / 100 ≈ 10.51", "PEPPOL-EN16931-R040"),
        ("/vat_breakdown/0/category", "BT-118", "AE", "the lines' category AE", "BR-CO-18"),
        ("/vat_breakdown/0/rate", "BT-119", "0", "category AE: 0", "BR-AE-05"),
        ("/vat_breakdown/0/exemption_reason_code", "BT-121", "VATEX-EU-AE", "category AE", "BR-AE-10"),
        ("/vat_breakdown/1/taxable_amount", "BT-116", "989.49", "1000.00 - 10.51 = 989.49", "BR-S-08"),
        ("/vat_breakdown/1/tax_amount", "BT-117", "188.00", "989.49 x 19 / 100 ≈ 188.00", "BR-CO-17"),
        ("/totals/sum_of_lines", "BT-106", "1050.90", "1000.00 + 53.73 + (-2.83) = 1050.90", "BR-CO-10"),
        ("/totals/total_without_vat", "BT-109", "1040.39", "1050.90 - 10.51 = 1040.39", "BR-CO-13"),
        ("/totals/amount_due", "BT-115", "1132.15", "1232.15 - 100 = 1132.15", "BR-CO-16"),
    ],
)
def test_steps_show_the_numbers_and_name_the_rule(pointer, term, value, formula, rule):
    steps = steps_of(
        invoice(
            line("12.5", "80.00"),
            line("3", "19.90", vat("S", "7"), allowances=(line_allowance(percent="10"),)),
            line("-1", None, vat("AE", None), gross_price="10", price_discount="1.50", price_base_quantity="3"),
            allowances=(allowance(vat(), percent="1"),),
            totals=Totals(prepaid_amount=Decimal(100)),
        )
    )
    step = steps[pointer]
    assert (step.term, step.value, step.formula) == (term, value, formula)
    assert rule in step.why


def test_a_long_sum_is_told_by_its_length():
    many = invoice(*[line("1", "1")] * 40, charges=(allowance(amount="5"),) * 20)
    steps = steps_of(many)
    assert steps["/totals/sum_of_lines"].formula == "the sum of 40 amounts = 40.00"
    assert steps["/vat_breakdown/0/taxable_amount"].formula == "the sum of 60 amounts = 140.00"


def test_many_allowances_of_a_line_are_told_by_their_sum():
    document = invoice(line("1", "100", allowances=(line_allowance(amount="1"),) * 30))
    assert steps_of(document)["/lines/0/net_amount"].formula == "1 x 100 - 30 = 70.00"


def test_a_moved_exemption_reason_says_where_it_came_from():
    steps = steps_of(invoice(line("1", "1", vat("E", "0", exemption_reason="Health"))))
    assert steps["/vat_breakdown/0/exemption_reason"].formula == "from /lines/0/vat"


def test_a_step_as_json():
    step = Step(pointer="/totals/total_vat", term="BT-110", value="1", formula="0.5 + 0.5 = 1", why="BR-CO-14")
    assert step.to_plain() == {
        "pointer": "/totals/total_vat",
        "term": "BT-110",
        "value": "1",
        "formula": "0.5 + 0.5 = 1",
        "why": "BR-CO-14",
    }
