import pytest

from faktura.calculation import calculate
from faktura.model.json import to_plain

from .documents import allowance, calculated, findings_of, invoice, line, rows_of, totals_of, vat


def test_a_percentage_counts_from_the_sum_of_line_net_amounts():
    # 200.00 + 100.00 = 300.00; 5 % of it = 15.00; a charge of 12.50
    document = invoice(
        line("2", "100"), line("1", "100"), allowances=(allowance(percent="5"),), charges=(allowance(amount="12.50"),)
    )
    done = calculated(document)
    assert to_plain(done.allowances[0]) == {
        "amount": "15.00",
        "base_amount": "300.00",
        "percent": "5",
        "vat": {"category": "S", "rate": "19"},
    }
    assert totals_of(document) == {
        "sum_of_lines": "300.00",
        "sum_of_allowances": "15.00",
        "sum_of_charges": "12.50",
        "total_without_vat": "297.50",
        "total_vat": "56.53",  # 19 % of 297.50 = 56.525
        "total_with_vat": "354.03",
        "amount_due": "354.03",
    }


def test_a_given_base_is_used():
    done = calculated(invoice(line("1", "300"), charges=(allowance(percent="1.5", base_amount="33.33"),)))
    assert str(done.charges[0].amount) == "0.50"  # 0.49995


def test_an_allowance_takes_the_vat_that_all_lines_share_and_no_other():
    shared = calculated(invoice(line("1", "1"), line("1", "2"), allowances=(allowance(amount="1"),)))
    assert shared.allowances[0].vat == vat("S", "19")
    mixed = calculated(invoice(line("1", "1"), line("1", "2", vat("S", "7")), allowances=(allowance(amount="1"),)))
    assert mixed.allowances[0].vat is None
    own = calculated(invoice(line("1", "1"), allowances=(allowance(vat("S", "7"), amount="1"),)))
    assert own.allowances[0].vat == vat("S", "7")


def test_equal_rates_with_different_digits_are_shared():
    done = calculated(invoice(line("1", "1"), line("1", "2", vat("S", "19.00")), charges=(allowance(amount="1"),)))
    assert done.charges[0].vat == vat("S", "19")


def test_an_allowance_with_the_lines_category_and_no_rate_takes_the_rate():
    done = calculated(invoice(line("1", "1"), allowances=(allowance(vat("S", None), amount="1"),)))
    assert done.allowances[0].vat == vat("S", "19")
    other = calculated(invoice(line("1", "1"), allowances=(allowance(vat("L", None), amount="1"),)))
    assert other.allowances[0].vat == vat("L", None)


def test_without_its_vat_an_allowance_leaves_the_vat_total_unknown():
    document = invoice(line("1", "10"), line("1", "20", vat("S", "7")), allowances=(allowance(amount="1"),))
    assert totals_of(document) == {
        "sum_of_lines": "30.00",
        "sum_of_allowances": "1.00",
        "total_without_vat": "29.00",
    }


def test_allowances_and_charges_count_in_the_breakdown_row_of_their_vat():
    document = invoice(
        line("1", "100"),
        line("1", "50", vat("S", "7")),
        allowances=(allowance(vat("S", "19.0"), amount="10"),),
        charges=(allowance(vat("S", "7"), amount="4.90"),),
    )
    assert rows_of(document) == [
        {"category": "S", "rate": "19", "taxable_amount": "90.00", "tax_amount": "17.10"},
        {"category": "S", "rate": "7", "taxable_amount": "54.90", "tax_amount": "3.84"},  # 3.843
    ]


def test_a_charge_may_be_all_there_is_of_a_vat_rate():
    rows = rows_of(invoice(line("1", "100"), charges=(allowance(vat("Z", None), amount="5"),)))
    assert rows[1] == {"category": "Z", "rate": "0", "taxable_amount": "5.00", "tax_amount": "0.00"}


def test_an_unknown_amount_stays_unknown():
    document = invoice(line("1", "100"), allowances=(allowance(base_amount="5"),))
    done = calculated(document)
    assert done.allowances[0].amount is None
    assert totals_of(document) == {"sum_of_lines": "100.00"}
    assert rows_of(document) == [{"category": "S", "rate": "19"}]


@pytest.mark.parametrize(("amount", "accepted"), [("15", True), ("15.00", True), ("14.99", False), ("-15", False)])
@pytest.mark.parametrize(("list_name", "term"), [("allowances", "BT-92"), ("charges", "BT-99")])
def test_an_amount_that_is_not_base_x_percent_is_reported(list_name, term, amount, accepted):
    document = invoice(line("3", "100"), **{list_name: (allowance(amount=amount, percent="5"),)})
    rule = f"{list_name[:-1]}_amount_mismatch"
    assert findings_of(document) == ([] if accepted else [(rule, f"/{list_name}/0/amount", term)])
    assert str(getattr(calculate(document).invoice, list_name)[0].amount) == amount


def test_an_amount_that_is_too_large_to_carry_is_reported():
    huge = allowance(vat(), percent="999999999999999", base_amount="999999999999999")
    assert findings_of(invoice(line("1", "1"), allowances=(huge,))) == [
        ("amount_out_of_range", "/allowances/0", "BG-20")
    ]
