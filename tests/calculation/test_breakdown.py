import dataclasses
from decimal import Decimal

import pytest

from faktura.calculation import calculate
from faktura.model import Invoice, Line, VatBreakdown
from faktura.model.json import to_plain

from .documents import allowance, calculated, findings_of, invoice, line, rows_of, totals_of, vat


def row(category=None, rate=None, **terms):
    numbers = {name: Decimal(value) for name, value in terms.items() if name.endswith("_amount")}
    return VatBreakdown(category=category, rate=None if rate is None else Decimal(rate), **{**terms, **numbers})


def test_one_row_for_each_rate_by_falling_rate():
    document = invoice(line("12.5", "80", vat("S", "7")), line("3", "19.90"), line("1", "0.05", vat("S", "7.00")))
    assert rows_of(document) == [
        {"category": "S", "rate": "19", "taxable_amount": "59.70", "tax_amount": "11.34"},  # 11.343
        {"category": "S", "rate": "7", "taxable_amount": "1000.05", "tax_amount": "70.00"},  # 70.0035
    ]
    assert totals_of(document)["total_vat"] == "81.34"


def test_tax_is_rounded_once_for_the_row_and_not_for_each_line():
    # Three lines of 0.03: 19 % of each is 0.0057, so 0.03 in all if rounded by line; of 0.09 it is 0.0171.
    assert rows_of(invoice(*(line("1", "0.03") for _ in range(3))))[0]["tax_amount"] == "0.02"


def test_rows_are_sorted_by_category_then_by_falling_rate():
    vats = [
        vat("Z", "0"),
        vat("S", "7"),
        vat("S", "19"),
        vat("AE", None),
        vat("S", None),
        vat("L", "6.5"),
        vat("O", None),
    ]
    rows = rows_of(invoice(*(line("1", "1", tax) for tax in vats)))
    assert [(found["category"], found.get("rate")) for found in rows] == [
        ("AE", "0"),
        ("L", "6.5"),
        ("O", None),
        ("S", "19"),
        ("S", "7"),
        ("S", None),
        ("Z", "0"),
    ]


def test_reverse_charge_bears_no_tax_and_says_why():
    document = invoice(line("10", "100", vat("AE", None)))
    assert rows_of(document) == [
        {
            "category": "AE",
            "rate": "0",
            "taxable_amount": "1000.00",
            "tax_amount": "0.00",
            "exemption_reason": "Reverse charge",
            "exemption_reason_code": "VATEX-EU-AE",
        }
    ]
    assert calculated(document).lines[0].vat == vat("AE", "0")
    assert totals_of(document)["total_with_vat"] == "1000.00"


def test_category_o_has_no_rate():
    document = invoice(line("1", "50", vat("O", None)))
    assert rows_of(document) == [
        {
            "category": "O",
            "taxable_amount": "50.00",
            "tax_amount": "0.00",
            "exemption_reason": "Not subject to VAT",
            "exemption_reason_code": "VATEX-EU-O",
        }
    ]
    assert calculated(document).lines[0].vat == vat("O", None)
    assert totals_of(document)["total_vat"] == "0.00"


@pytest.mark.parametrize(
    ("category", "code", "text"),
    [
        ("AE", "VATEX-EU-AE", "Reverse charge"),
        ("K", "VATEX-EU-IC", "Intra-community supply"),
        ("G", "VATEX-EU-G", "Export outside the EU"),
        ("O", "VATEX-EU-O", "Not subject to VAT"),
        ("E", None, None),
        ("Z", None, None),
        ("S", None, None),
    ],
)
def test_default_exemption_reasons(category, code, text):
    (found,) = calculated(invoice(line("1", "1", vat(category, "19" if category == "S" else None)))).vat_breakdown
    assert (found.exemption_reason_code, found.exemption_reason) == (code, text)


def test_an_untaxed_category_is_one_row_even_with_a_wrong_rate():
    # BR-AE-05 speaks of the line; the breakdown has one row for the category (BR-AE-01).
    document = invoice(line("1", "100", vat("AE", "19")), line("1", "100", vat("AE", "0")))
    (found,) = calculated(document).vat_breakdown
    assert (found.rate, found.taxable_amount, found.tax_amount) == (0, 200, 0)
    assert calculated(document).lines[0].vat.rate == 19


def test_the_exemption_reason_moves_from_the_line_to_the_breakdown():
    given = vat("E", "0", exemption_reason="Exempt under article 132", exemption_reason_code="VATEX-EU-132")
    done = calculated(invoice(line("1", "10", given), line("1", "5", vat("E", None))))
    assert [to_plain(found) for found in done.vat_breakdown] == [
        {
            "category": "E",
            "rate": "0",
            "taxable_amount": "15.00",
            "tax_amount": "0.00",
            "exemption_reason": "Exempt under article 132",
            "exemption_reason_code": "VATEX-EU-132",
        }
    ]
    assert [done_line.vat for done_line in done.lines] == [vat("E", "0"), vat("E", "0")]


def test_the_exemption_reason_moves_from_allowances_and_charges_too():
    item = allowance(vat("E", None, exemption_reason="Exempt"), amount="1")
    done = calculated(invoice(line("1", "10"), allowances=(item,), charges=(item,)))
    assert done.allowances[0].vat == done.charges[0].vat == vat("E", "0")
    assert done.vat_breakdown[0].exemption_reason == "Exempt"


def test_a_given_reason_is_not_joined_by_a_default_one():
    (found,) = calculated(
        invoice(line("1", "1", vat("AE", "0", exemption_reason="Steuerschuldnerschaft")))
    ).vat_breakdown
    assert (found.exemption_reason, found.exemption_reason_code) == ("Steuerschuldnerschaft", None)


def test_different_texts_of_one_row_are_joined_and_equal_ones_are_not_repeated():
    lines = [line("1", "1", vat("E", None, exemption_reason=text)) for text in ("Education", "Health", "Education")]
    (found,) = calculated(invoice(*lines)).vat_breakdown
    assert found.exemption_reason == "Education; Health"


def test_different_codes_of_one_row_are_reported():
    lines = [line("1", "1", vat("E", None, exemption_reason_code=f"VATEX-EU-{n}")) for n in (132, 143, 132)]
    document = invoice(*lines)
    assert findings_of(document) == [("exemption_reason_mismatch", "/lines/1/vat/exemption_reason_code", "BT-121")]
    assert calculate(document).invoice.vat_breakdown[0].exemption_reason_code == "VATEX-EU-132"


def test_texts_that_have_no_room_together_are_reported():
    lines = [line("1", "1", vat("E", None, exemption_reason=letter * 3000)) for letter in "ab"]
    document = invoice(*lines)
    assert findings_of(document) == [("exemption_reason_mismatch", "/lines/1/vat/exemption_reason", "BT-120")]
    assert calculate(document).invoice.vat_breakdown[0].exemption_reason == "a" * 3000


@pytest.mark.parametrize(("reason", "accepted"), [("Education", True), ("Health", False)])
def test_a_line_reason_that_contradicts_the_given_row_is_reported(reason, accepted):
    document = invoice(
        line("1", "1", vat("E", None, exemption_reason=reason)),
        vat_breakdown=(row("E", "0", exemption_reason="Education"),),
    )
    found = findings_of(document)
    assert found == ([] if accepted else [("exemption_reason_mismatch", "/lines/0/vat/exemption_reason", "BT-120")])


def test_a_reason_without_a_category_stays_where_it_was_given():
    given = vat(None, None, exemption_reason="Education")
    assert calculated(invoice(line("1", "1", given))).lines[0].vat == given


def test_given_rows_keep_place_and_values_and_have_the_rest_filled():
    document = invoice(
        line("1", "100"),
        line("1", "50", vat("S", "7")),
        line("1", "10", vat("AE", None)),
        vat_breakdown=(row("S", "7.00"), row("S", "19", taxable_amount="100", tax_amount="18.99")),
    )
    rows = rows_of(document)
    assert rows[0] == {"category": "S", "rate": "7.00", "taxable_amount": "50.00", "tax_amount": "3.50"}
    assert rows[1] == {"category": "S", "rate": "19", "taxable_amount": "100", "tax_amount": "18.99"}
    assert [found["category"] for found in rows] == ["S", "S", "AE"]
    assert totals_of(document)["total_vat"] == "22.49"


def test_the_tax_of_a_given_row_follows_its_given_taxable_amount():
    rows = rows_of(invoice(line("1", "100"), vat_breakdown=(row("S", "19", taxable_amount="200"),)))
    assert rows == [{"category": "S", "rate": "19", "taxable_amount": "200", "tax_amount": "38.00"}]


def test_a_given_row_without_a_rate_is_the_one_group_of_its_category():
    assert rows_of(invoice(line("1", "100"), vat_breakdown=(row("S"),))) == [
        {"category": "S", "rate": "19", "taxable_amount": "100.00", "tax_amount": "19.00"}
    ]
    two = invoice(line("1", "100"), line("1", "1", vat("S", "7")), vat_breakdown=(row("S"),))
    assert [found.get("rate") for found in rows_of(two)] == [None, "19", "7"]


def test_of_two_given_rows_for_one_group_the_second_is_left_alone():
    document = invoice(
        line("1", "100", vat("E", None)),
        vat_breakdown=(row("E", "0", taxable_amount="60"), row("E", "0", exemption_reason="Health")),
    )
    assert rows_of(document)[1] == {"category": "E", "rate": "0", "exemption_reason": "Health"}
    assert "total_vat" not in totals_of(document)


def test_a_given_row_that_nothing_belongs_to_is_kept():
    rows = rows_of(invoice(line("1", "100"), vat_breakdown=(row("Z", "0"), row())))
    assert rows[:2] == [{"category": "Z", "rate": "0"}, {}]


def test_without_lines_only_given_rows_are_completed():
    document = Invoice(
        currency="EUR",
        vat_breakdown=(row("S", "19", taxable_amount="100"),),
        allowances=(allowance(vat(), amount="5"),),
    )
    assert rows_of(document) == [{"category": "S", "rate": "19", "taxable_amount": "100", "tax_amount": "19.00"}]
    assert totals_of(document)["total_vat"] == "19.00"


def test_without_lines_no_exemption_reason_is_lost():
    document = Invoice(currency="EUR", allowances=(allowance(vat("E", None, exemption_reason="Health"), amount="5"),))
    assert rows_of(document) == [{"category": "E", "rate": "0", "exemption_reason": "Health"}]


def test_an_unknown_line_makes_its_row_unknown_and_no_other():
    document = invoice(line("1", "100"), Line(vat=vat("S", "7")))
    assert rows_of(document) == [
        {"category": "S", "rate": "19", "taxable_amount": "100.00", "tax_amount": "19.00"},
        {"category": "S", "rate": "7"},
    ]


def test_a_line_without_a_category_makes_the_vat_total_unknown():
    document = invoice(line("1", "100"), dataclasses.replace(line("1", "1"), vat=None))
    assert len(rows_of(document)) == 1
    assert totals_of(document) == {"sum_of_lines": "101.00", "total_without_vat": "101.00"}


def test_tax_without_decimals_in_yen_and_with_two_in_dinars():
    assert rows_of(invoice(line("1", "105", vat("S", "10")), currency="JPY"))[0]["tax_amount"] == "11"
    assert rows_of(invoice(line("1", "1.115", vat("S", "5")), currency="KWD"))[0] == {
        "category": "S",
        "rate": "5",
        "taxable_amount": "1.12",
        "tax_amount": "0.06",
    }


def test_credit_notes_are_positive():
    (found,) = calculated(invoice(line("1", "100"), type_code="381")).vat_breakdown
    assert (found.taxable_amount, found.tax_amount) == (100, 19)


def test_a_sum_that_is_too_large_to_carry_is_reported():
    document = invoice(*(line("1", "999999999999999", vat("E", None, exemption_reason="x")) for _ in range(2)))
    assert findings_of(document) == [
        ("amount_out_of_range", "/vat_breakdown/0", "BG-23"),
        ("amount_out_of_range", "/totals", "BG-22"),
    ]
    assert to_plain(calculate(document).invoice.vat_breakdown[0]) == {"category": "E", "exemption_reason": "x"}
