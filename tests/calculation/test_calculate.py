"""What holds for every document, whatever is drawn."""

import dataclasses
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from faktura.calculation import calculate
from faktura.model import Invoice
from faktura.model.json import from_plain, to_plain

from .documents import COMPLETE_INPUTS, SPARSE, calculated, drawn, invoice, leaves, line, value_at

CENT = Decimal("0.01")


def cents(value):
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def total(amounts):
    return sum(amounts, Decimal(0))


def amounts_of(document):
    """Every term that the BR-DEC rules limit to two decimals, with its pointer."""
    for pointer, text in leaves(to_plain(document)):
        name = pointer.rsplit("/", 1)[-1]
        if name in {"amount", "base_amount", "net_amount", "taxable_amount", "tax_amount"} or "/totals/" in pointer:
            yield pointer, Decimal(text)


def arithmetic_breaches(document):
    """The arithmetic rules of EN 16931-1 (6.4.2, table of BR-CO rules), written down a second time."""
    sums = document.totals
    if sums.sum_of_lines != total(line.net_amount for line in document.lines):
        yield "BR-CO-10"
    if (sums.sum_of_allowances or 0) != total(item.amount for item in document.allowances):
        yield "BR-CO-11"
    if (sums.sum_of_charges or 0) != total(item.amount for item in document.charges):
        yield "BR-CO-12"
    if sums.total_without_vat != sums.sum_of_lines - (sums.sum_of_allowances or 0) + (sums.sum_of_charges or 0):
        yield "BR-CO-13"
    if sums.total_vat != total(row.tax_amount for row in document.vat_breakdown):
        yield "BR-CO-14"
    if sums.total_with_vat != sums.total_without_vat + sums.total_vat:
        yield "BR-CO-15"
    if sums.amount_due != sums.total_with_vat - (sums.prepaid_amount or 0) + (sums.rounding_amount or 0):
        yield "BR-CO-16"
    digits = Decimal(1) if document.currency == "JPY" else CENT
    for row in document.vat_breakdown:
        tax = row.taxable_amount * (row.rate or 0) / 100
        if row.tax_amount != tax.quantize(digits, rounding=ROUND_HALF_UP):
            yield "BR-CO-17"
    if not document.vat_breakdown:
        yield "BR-CO-18"
    if total(row.taxable_amount for row in document.vat_breakdown) != sums.total_without_vat:
        yield "BR-S-08 and its like"
    yield from (f"BR-DEC {pointer}" for pointer, amount in amounts_of(document) if amount != cents(amount))


@given(COMPLETE_INPUTS)
@drawn(max_examples=100)
def test_a_calculated_document_keeps_the_arithmetic_of_the_standard(document):
    assert list(arithmetic_breaches(calculated(document))) == []


@given(COMPLETE_INPUTS)
@drawn(max_examples=50)
def test_each_line_is_within_half_a_unit_of_its_exact_amount(document):
    done = calculated(document)
    half = Fraction(1, 2) if document.currency == "JPY" else Fraction(1, 200)
    for item in done.lines:
        exact = Fraction(item.quantity) * Fraction(item.unit_price) / Fraction(item.price_base_quantity or 1)
        exact += sum(Fraction(charge.amount) for charge in item.charges)
        exact -= sum(Fraction(allowance.amount) for allowance in item.allowances)
        assert abs(Fraction(item.net_amount) - exact) <= half


@given(COMPLETE_INPUTS)
@drawn(max_examples=50)
def test_each_vat_category_and_rate_has_one_row(document):
    rows = [(row.category, row.rate) for row in calculated(document).vat_breakdown]
    assert rows == sorted(set(rows), key=lambda group: (group[0], -group[1]))
    assert [len(list(same)) for _, same in groupby(rows)] == [1] * len(rows)


@given(COMPLETE_INPUTS, st.randoms(use_true_random=False))
@drawn(max_examples=50)
def test_the_order_of_lines_changes_no_total(document, random):
    shuffled = list(document.lines)
    random.shuffle(shuffled)
    first, second = calculated(document), calculated(dataclasses.replace(document, lines=tuple(shuffled)))
    assert to_plain(first.totals) == to_plain(second.totals)
    amounts = [(row.category, row.rate, row.taxable_amount, row.tax_amount) for row in first.vat_breakdown]
    assert amounts == [(row.category, row.rate, row.taxable_amount, row.tax_amount) for row in second.vat_breakdown]


@given(st.one_of(COMPLETE_INPUTS, SPARSE))
@drawn(max_examples=100)
def test_calculating_twice_changes_nothing(document):
    once = calculate(document).invoice
    again = calculate(once)
    assert to_plain(again.invoice) == to_plain(once)
    assert again.steps == ()


@given(SPARSE)
@drawn(max_examples=100)
def test_what_is_given_is_kept(document):
    plain = to_plain(calculate(document).invoice)
    for pointer, value in leaves(to_plain(document)):
        moved = "/vat/exemption_reason" in pointer and value_at(plain, pointer) is None
        assert moved or value_at(plain, pointer) == value


@given(SPARSE)
@drawn(max_examples=100)
def test_explaining_changes_neither_document_nor_findings(document):
    told, silent = calculate(document, explain=True), calculate(document, explain=False)
    assert to_plain(told.invoice) == to_plain(silent.invoice)
    assert told.findings == silent.findings
    assert silent.steps == ()


@given(SPARSE)
@drawn(max_examples=100)
def test_findings_name_a_place_a_term_and_a_way_out(document):
    for finding in calculate(document, explain=False).findings:
        assert finding.rule in {
            "amount_out_of_range",
            "line_net_amount_mismatch",
            "price_mismatch",
            "price_base_quantity_invalid",
            "allowance_amount_mismatch",
            "charge_amount_mismatch",
            "exemption_reason_mismatch",
        }
        assert finding.pointer.startswith("/")
        assert finding.term.startswith("B")
        assert finding.severity == "fatal"
        assert finding.message.endswith(".")


@given(st.one_of(COMPLETE_INPUTS, SPARSE))
@drawn(max_examples=100)
def test_a_calculated_document_can_be_read_back(document):
    # What is derived keeps to the limits of the model, or there is a finding that stops the document.
    done = calculate(document, explain=False).invoice
    assert to_plain(from_plain(to_plain(done))) == to_plain(done)


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False), min_size=3, max_size=3))
@drawn(max_examples=100)
def test_numbers_of_any_size_raise_nothing(numbers):
    quantity, price, base = numbers
    calculate(invoice(dataclasses.replace(line(), quantity=quantity, unit_price=price, price_base_quantity=base)))
    calculate(invoice(dataclasses.replace(line(), quantity=quantity, gross_price=price, net_amount=base)))


def test_calculating_is_pure():
    document = invoice(line("2", "3"), line("1", "1"))
    before = to_plain(document)
    assert calculate(document) == calculate(document)
    assert to_plain(document) == before


def test_an_empty_document_stays_empty():
    assert calculate(Invoice()).invoice == Invoice()


def test_ten_thousand_lines():
    document = invoice(*[line("3", "0.335")] * 10_000)
    done = calculated(document)
    assert done.lines[-1].id == "10000"
    assert str(done.totals.sum_of_lines) == "10100.00"
    (row,) = done.vat_breakdown
    assert str(row.tax_amount) == "1919.00"
