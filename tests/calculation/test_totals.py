from decimal import Decimal

import pytest

from faktura.model import Invoice, Totals

from .documents import allowance, calculated, invoice, line, line_allowance, totals_of, vat


def totals(**numbers):
    return Totals(**{name: Decimal(value) for name, value in numbers.items()})


def test_a_domestic_invoice_with_two_rates():
    # 12.5 x 80.00 = 1000.00 at 19 %: 190.00; 3 x 19.90 - 10 % = 59.70 - 5.97 = 53.73 at 7 %: 3.7611
    handbook = line("3", "19.90", vat("S", "7"), allowances=(line_allowance(percent="10"),))
    assert totals_of(invoice(line("12.5", "80.00"), handbook)) == {
        "sum_of_lines": "1053.73",
        "total_without_vat": "1053.73",
        "total_vat": "193.76",
        "total_with_vat": "1247.49",
        "amount_due": "1247.49",
    }


def test_what_is_paid_is_subtracted_and_a_rounding_is_added():
    document = invoice(line("1", "100.03"), totals=totals(prepaid_amount="50", rounding_amount="0.01"))
    assert totals_of(document) == {
        "sum_of_lines": "100.03",
        "total_without_vat": "100.03",
        "total_vat": "19.01",  # 19.0057
        "total_with_vat": "119.04",
        "prepaid_amount": "50",
        "rounding_amount": "0.01",
        "amount_due": "69.05",
    }


def test_a_rounding_may_be_negative_and_an_amount_due_too():
    document = invoice(line("1", "100"), totals=totals(prepaid_amount="120", rounding_amount="-0.04"))
    assert totals_of(document)["amount_due"] == "-1.04"


def test_sums_of_allowances_and_charges_stand_only_where_there_are_some():
    assert {"sum_of_allowances", "sum_of_charges"} & totals_of(invoice(line("1", "1"))).keys() == set()
    both = invoice(line("1", "10"), allowances=(allowance(amount="2"),) * 2, charges=(allowance(amount="0"),))
    found = totals_of(both)
    assert (found["sum_of_allowances"], found["sum_of_charges"], found["total_without_vat"]) == (
        "4.00",
        "0.00",
        "6.00",
    )


def test_yen_have_no_decimals():
    # 3 x 333 = 999; 10 % = 99.9
    assert totals_of(invoice(line("3", "333", vat("S", "10")), currency="JPY")) == {
        "sum_of_lines": "999",
        "total_without_vat": "999",
        "total_vat": "100",
        "total_with_vat": "1099",
        "amount_due": "1099",
    }


def test_dinars_have_two_decimals_because_the_standard_allows_no_third():
    assert totals_of(invoice(line("1", "10.005", vat("Z", None)), currency="KWD"))["amount_due"] == "10.01"


def test_given_amounts_with_more_decimals_than_the_currency_are_summed_exactly():
    document = invoice(line("1", "100.50", vat("Z", None), net_amount="100.50"), currency="JPY")
    assert totals_of(document)["sum_of_lines"] == "100.50"


def test_a_credit_note_is_positive():
    assert totals_of(invoice(line("1", "100"), type_code="381"))["amount_due"] == "119.00"


def test_given_totals_are_kept_and_those_after_them_follow():
    document = invoice(line("1", "100"), totals=totals(sum_of_lines="101", total_vat="20"))
    assert totals_of(document) == {
        "sum_of_lines": "101",
        "total_without_vat": "101.00",
        "total_vat": "20",
        "total_with_vat": "121.00",
        "amount_due": "121.00",
    }


def test_given_totals_without_lines_are_completed_as_far_as_they_go():
    document = Invoice(currency="EUR", totals=totals(total_without_vat="100", total_vat="19", prepaid_amount="9"))
    assert totals_of(document) == {
        "total_without_vat": "100",
        "total_vat": "19",
        "total_with_vat": "119.00",
        "prepaid_amount": "9",
        "amount_due": "110.00",
    }


@pytest.mark.parametrize(
    ("vat_currency", "given", "accounting"),
    [
        (None, None, None),
        ("EUR", None, "19.00"),  # BR-53 wants it whenever BT-6 is there
        ("SEK", None, None),  # only the seller knows the exchange rate
        ("SEK", "210.15", "210.15"),
        (None, "19", "19"),
    ],
)
def test_vat_in_the_accounting_currency(vat_currency, given, accounting):
    before = None if given is None else totals(total_vat_accounting=given)
    document = invoice(line("1", "100"), vat_currency=vat_currency, totals=before)
    assert totals_of(document).get("total_vat_accounting") == accounting


def test_nothing_known_gives_no_totals():
    assert calculated(Invoice()).totals is None
    assert calculated(Invoice(totals=Totals())).totals == Totals()


def test_an_allowance_of_unknown_amount_leaves_the_totals_after_it_unknown():
    document = invoice(line("1", "100"), charges=(allowance(),))
    assert totals_of(document) == {"sum_of_lines": "100.00"}
