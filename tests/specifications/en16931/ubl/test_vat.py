"""The families of VAT rules where the artefact's expressions have corners."""

import pytest

from checks.case_files import base
from checks.edits import edit
from faktura.specifications.en16931.ubl.families import FAMILIES, Rate

from .documents import findings, rules_after

ROW = "//cac:TaxSubtotal[cac:TaxCategory/cbc:Percent = '19']"
LINE = "/*/cac:InvoiceLine[1]"
CATEGORY = f"{LINE}/cac:Item/cac:ClassifiedTaxCategory"


@pytest.mark.parametrize(
    ("base_amount", "fits"),
    [
        ("193.74", True),
        ("194.73", True),
        ("192.75", True),
        ("194.75", False),
        ("192.73", False),
        # One apart to the cent: in binary, as the artefact computes here, 192.74 + 1 is a little more than 193.74.
        ("194.74", False),
        ("192.74", True),
    ],
)
def test_a_base_is_less_than_one_from_its_sum(base_amount: str, fits: bool) -> None:
    assert ("BR-S-08" not in rules_after(f"set {ROW}/cbc:TaxableAmount = {base_amount}")) is fits


def test_a_base_beyond_binary_numbers_is_unreadable() -> None:
    broken = rules_after(f"set {ROW}/cbc:TaxableAmount = {'9' * 400}")
    assert "value_unreadable" in broken


@pytest.mark.parametrize("text", ["19.0", " 19 ", "+19", "019"])
def test_rates_are_numbers_not_texts(text: str) -> None:
    assert not {"BR-S-08", "BR-S-09"} & rules_after(f'set {CATEGORY}/cbc:Percent = "{text}"')


def test_a_rate_of_another_line_is_not_of_this_row() -> None:
    assert "BR-S-08" in rules_after(f"set {CATEGORY}/cbc:Percent = 7")


def test_white_space_around_a_category_is_no_matter() -> None:
    assert rules_after(f'set {CATEGORY}/cbc:ID = " S "') == set()


def test_a_category_has_one_code() -> None:
    assert "element_repeated" in rules_after(f"double {CATEGORY}/cbc:ID")


def test_a_rate_that_is_no_number_stops_the_family() -> None:
    assert "value_unreadable" in rules_after(f"set {ROW}/cac:TaxCategory/cbc:Percent = none")


def test_standard_rated_lines_of_another_scheme() -> None:
    broken = rules_after(f"set {CATEGORY}/cac:TaxScheme/cbc:ID = GST")
    assert "BR-CO-04" in broken


def test_all_standard_rated_lines_of_another_scheme_do_not_name_the_seller() -> None:
    assert "BR-S-02" in rules_after("set //cac:ClassifiedTaxCategory/cac:TaxScheme/cbc:ID = GST")


def test_many_lines_of_a_rate_are_one_sum() -> None:
    doubled = [f"double {LINE}"] * 3
    broken = rules_after(*doubled, f"set {ROW}/cbc:TaxableAmount = {193.74 + 3 * 191.40:.2f}")
    assert "BR-S-08" not in broken


def test_a_finding_says_where() -> None:
    found = findings(edit(base("ubl-invoice"), [f"set {CATEGORY}/cbc:Percent = 0"]))
    places = {finding.rule: finding.location for finding in found}
    assert places["BR-S-05"].startswith("/ubl:Invoice/cac:InvoiceLine[1]/cac:Item/cac:ClassifiedTaxCategory (line ")


def test_every_category_but_split_payment_has_its_family() -> None:
    assert set(FAMILIES) == {"S", "Z", "E", "AE", "K", "G", "O", "L", "M"}
    assert {rules.family.rate for rules in FAMILIES.values()} == set(Rate)
    assert FAMILIES["AE"].base == "BR-AE-08"
