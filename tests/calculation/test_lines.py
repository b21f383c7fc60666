from decimal import Decimal

import pytest

from faktura.calculation import calculate
from faktura.model import Invoice, Line

from .documents import calculated, findings_of, invoice, line, line_allowance, vat


def completed_line(given, currency="EUR"):
    return calculated(invoice(given, currency=currency)).lines[0]


def amounts(items):
    return [(str(item.base_amount), str(item.amount)) for item in items]


@pytest.mark.parametrize(
    ("given", "completed"),
    [
        ([None, None, None], ["1", "2", "3"]),
        (["1", None, "3", None], ["1", "2", "3", "4"]),
        ([None, None, "1"], ["2", "3", "1"]),
        (["A", None], ["A", "1"]),
    ],
)
def test_lines_without_an_id_take_the_next_free_number(given, completed):
    lines = tuple(line(unit_price="1", id=line_id) for line_id in given)
    assert [done.id for done in calculated(invoice(*lines)).lines] == completed


@pytest.mark.parametrize(
    ("quantity", "unit_price", "base_quantity", "currency", "net_amount"),
    [
        ("12.5", "80.00", None, "EUR", "1000.00"),
        ("3", "33.335", None, "EUR", "100.01"),  # 100.005: a half goes up
        ("-3", "33.335", None, "EUR", "-100.01"),  # and away from zero
        ("1", "0.005", None, "EUR", "0.01"),
        ("1", "0.0049999999", None, "EUR", "0.00"),
        ("-1", "0.001", None, "EUR", "0.00"),  # never -0.00
        ("250", "7.90", "100", "EUR", "19.75"),  # 7.90 for a hundred
        ("10", "1", "3", "EUR", "3.33"),  # 3.333...
        ("2", "1", "3", "EUR", "0.67"),
        ("6", "0.0125", "5", "EUR", "0.02"),  # 0.015: exact although it is a quotient
        ("3", "333.5", None, "JPY", "1001"),  # 1000.5
        ("3", "1.1115", None, "KWD", "3.33"),  # 3.3345: EN 16931 has two decimals at most
        ("3", "1.115", None, None, "3.35"),  # without a currency, two
    ],
)
def test_the_net_amount_is_quantity_x_price_rounded_once(quantity, unit_price, base_quantity, currency, net_amount):
    done = completed_line(line(quantity, unit_price, price_base_quantity=base_quantity), currency)
    assert str(done.net_amount) == net_amount
    assert str(done.unit_price) == unit_price


def test_prices_are_never_rounded():
    done = completed_line(line("1000", gross_price="0.0123456789", price_discount="0.0000000001"))
    assert done.unit_price == Decimal("0.0123456788")
    assert str(done.net_amount) == "12.35"  # 12.3456788; a price rounded to cents would have given 10.00


@pytest.mark.parametrize(
    ("given", "completed"),
    [
        ((None, "1.50", "10"), ("8.50", "1.50", "10")),
        ((None, None, "10"), ("10", None, "10")),
        (("8.50", None, "10.00"), ("8.50", "1.50", "10.00")),
        (("10.0", None, "10"), ("10.0", None, "10")),
        (("8.50", "1.50", None), ("8.50", "1.50", "10.00")),
        (("8.50", "1.50", "10"), ("8.50", "1.50", "10")),
        ((None, "1.50", None), (None, "1.50", None)),
    ],
)
def test_of_net_price_discount_and_gross_price_two_give_the_third(given, completed):
    price, discount, gross = given
    done = completed_line(line("2", price, price_discount=discount, gross_price=gross))
    found = (done.unit_price, done.price_discount, done.gross_price)
    assert tuple(None if value is None else str(value) for value in found) == completed


def test_a_gross_price_gives_the_net_amount_through_the_net_price():
    assert str(completed_line(line("12", gross_price="9.99", price_discount="0.495")).net_amount) == "113.94"


def test_allowances_and_charges_of_a_line():
    # 3 x 19.90 = 59.70; 10 % of it is 5.97; 2.5 % of 50.00 is 1.25; a fixed charge of 0.80
    given = line(
        "3",
        "19.90",
        allowances=(line_allowance(percent="10"), line_allowance(percent="2.5", base_amount="50.00")),
        charges=(line_allowance(amount="0.80"),),
    )
    done = completed_line(given)
    assert amounts(done.allowances) == [("59.70", "5.97"), ("50.00", "1.25")]
    assert amounts(done.charges) == [("None", "0.80")]
    assert str(done.net_amount) == "53.28"


def test_the_base_of_a_percentage_is_rounded_because_it_is_an_amount():
    # 3 x 0.335 = 1.005, so the base is 1.01; 50 % of it is 0.505, so 0.51 (of 1.005 it would have been 0.50).
    done = completed_line(line("3", "0.335", allowances=(line_allowance(percent="50"),)))
    assert amounts(done.allowances) == [("1.01", "0.51")]
    assert str(done.net_amount) == "0.50"  # 1.005 - 0.51 = 0.495


def test_the_product_is_not_rounded_before_allowances_are_subtracted():
    # 1.005 - 2.00 = -0.995, so -1.00; rounding the product first would give 1.01 - 2.00 = -0.99.
    done = completed_line(line("3", "0.335", allowances=(line_allowance(amount="2.00"),)))
    assert str(done.net_amount) == "-1.00"


def test_a_percentage_of_a_charge_counts_from_the_same_base_as_one_of_an_allowance():
    item = line_allowance(percent="10")
    done = completed_line(line("1", "100", allowances=(item,), charges=(item,)))
    assert amounts(done.allowances + done.charges) == [("100.00", "10.00"), ("100.00", "10.00")]
    assert str(done.net_amount) == "100.00"


def test_amounts_without_decimals_in_yen():
    done = completed_line(line("3", "333", allowances=(line_allowance(percent="7.5"),)), "JPY")
    assert amounts(done.allowances) == [("999", "75")]  # 74.925
    assert str(done.net_amount) == "924"


@pytest.mark.parametrize(
    "unknown",
    [
        Line(),
        Line(quantity=Decimal(1)),
        Line(unit_price=Decimal(1)),
        line("1", "1", allowances=(line_allowance(),)),
        line("1", "1", charges=(line_allowance(base_amount="5"),)),
        line(None, "1", allowances=(line_allowance(percent="5"),)),
    ],
)
def test_what_cannot_be_known_stays_absent(unknown):
    assert completed_line(unknown).net_amount is None


def test_a_given_net_amount_counts_where_quantity_or_price_is_absent():
    assert completed_line(Line(net_amount=Decimal(5))).net_amount == 5


@pytest.mark.parametrize("given", ["3.33", "3.333", "3.3333333333"])
def test_a_net_amount_that_is_the_rounded_result_is_accepted(given):
    assert findings_of(invoice(line("10", "1", price_base_quantity="3", net_amount=given))) == []


@pytest.mark.parametrize("given", ["0.02", "0.01"])
def test_on_a_tie_a_net_amount_rounded_either_way_is_accepted(given):
    assert findings_of(invoice(line("3", "0.005", net_amount=given))) == []


@pytest.mark.parametrize(
    ("given", "currency"),
    [("3.34", "EUR"), ("3.3", "EUR"), ("3.32", "EUR"), ("3.335", "EUR"), ("-3.33", "EUR"), ("3.4", "JPY")],
)
def test_a_net_amount_that_differs_is_reported_and_kept(given, currency):
    document = invoice(line("10", "1", price_base_quantity="3", net_amount=given), currency=currency)
    assert findings_of(document) == [("line_net_amount_mismatch", "/lines/0/net_amount", "BT-131")]
    assert calculate(document).invoice.lines[0].net_amount == Decimal(given)


def test_the_finding_shows_the_value_expected():
    given = line("2", "10", net_amount="21", allowances=(line_allowance(amount="1.50"),))
    (finding,) = calculate(invoice(given), explain=False).findings
    assert finding.message == (
        "The line's net amount 21 is not 2 x 10 - 1.50: that is 18.50. Send 18.50, or leave the amount out."
    )
    assert finding.severity == "fatal"


@pytest.mark.parametrize(
    ("price", "discount", "gross"), [("9", "0.50", "10"), ("10.01", None, "10"), ("9.99", "0", "10")]
)
def test_a_net_price_that_is_not_gross_price_less_discount_is_reported(price, discount, gross):
    document = invoice(line("1", price, price_discount=discount, gross_price=gross))
    assert findings_of(document) == [("price_mismatch", "/lines/0/unit_price", "BT-146")]
    assert calculate(document).invoice.lines[0].unit_price == Decimal(price)


def test_a_net_price_that_is_gross_price_less_discount_is_accepted():
    assert findings_of(invoice(line("1", "9.5", price_discount="0.50", gross_price="10"))) == []


@pytest.mark.parametrize("list_name", ["allowances", "charges"])
@pytest.mark.parametrize(("amount", "accepted"), [("3.33", True), ("3.333", True), ("3.34", False), ("5", False)])
def test_an_amount_that_is_not_base_x_percent_is_reported(list_name, amount, accepted):
    item = line_allowance(amount=amount, base_amount="33.33", percent="10")
    found = findings_of(invoice(line("1", "100", **{list_name: (item,)})))
    term = {"allowances": "BT-136", "charges": "BT-141"}[list_name]
    rule = f"{list_name[:-1]}_amount_mismatch"
    assert found == ([] if accepted else [(rule, f"/lines/0/{list_name}/0/amount", term)])


def test_a_given_amount_is_compared_with_the_default_base_too():
    document = invoice(line("1", "100", allowances=(line_allowance(amount="5", percent="10"),)))
    assert findings_of(document) == [("allowance_amount_mismatch", "/lines/0/allowances/0/amount", "BT-136")]
    assert "that is 10.00" in calculate(document).findings[0].message


@pytest.mark.parametrize(("base_quantity", "accepted"), [("0", False), ("-1", False), ("0.001", True), ("1", True)])
def test_a_base_quantity_must_be_above_zero(base_quantity, accepted):
    found = findings_of(invoice(line("1", "1", price_base_quantity=base_quantity)))
    expected = ("price_base_quantity_invalid", "/lines/0/price_base_quantity", "BT-149")
    assert found == ([] if accepted else [expected])


def test_an_amount_that_is_too_large_to_carry_is_reported_and_left_absent():
    document = invoice(line("999999999999999", "999999999999999"), line("1", "5"))
    calculation = calculate(document)
    assert [(finding.rule, finding.pointer) for finding in calculation.findings] == [
        ("amount_out_of_range", "/lines/0")
    ]
    assert [done.net_amount for done in calculation.invoice.lines] == [None, Decimal("5.00")]
    assert calculation.invoice.totals is None
    assert not [step for step in calculation.steps if step.pointer.startswith("/lines/0/")]


def test_the_largest_amount_that_can_be_carried_is_calculated():
    assert str(completed_line(line("1", "999999999999999", vat("Z", None))).net_amount) == "999999999999999.00"


def test_a_line_that_needs_nothing_is_the_same_object():
    document = calculated(invoice(line("2", "3")))
    assert calculate(document).invoice.lines[0] is document.lines[0]


def test_no_lines():
    assert calculated(Invoice()) == Invoice()
