"""Every code list: sane codes, a date, a source; and for those in files, the file says the same."""

import re
from importlib import resources

import pytest

from faktura import codes
from faktura.codes import CodeList

LISTS = {name: value for name, value in vars(codes).items() if isinstance(value, CodeList)}
IN_FILES = {name: code_list for name, code_list in LISTS.items() if code_list.file}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_names_its_source_and_its_date(name: str) -> None:
    code_list = LISTS[name]
    assert code_list.name
    assert code_list.source.startswith("https://")
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", code_list.version)
    assert isinstance(code_list.codes, frozenset)
    assert len(code_list) > 2
    assert all(code and code == code.strip() and " " not in code for code in code_list)


@pytest.mark.parametrize("name", IN_FILES)
def test_a_data_file_says_the_same_version_and_source_and_has_no_code_twice(name: str) -> None:
    code_list = IN_FILES[name]
    text = resources.files("faktura.codes").joinpath("data", code_list.file).read_text("ascii")
    header = [line for line in text.splitlines() if line.startswith("#")]
    words = [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]
    assert f"# version: {code_list.version}" in header
    assert f"# source: {code_list.source}" in header
    assert len(words) == len(set(words)) == len(code_list)


@pytest.mark.parametrize(
    ("code_list", "inside", "outside"),
    [
        (codes.CURRENCIES, ("EUR", "JPY", "XCG"), ("eur", "EURO", "DEM")),
        (codes.COUNTRIES, ("DE", "GR", "XI", "1A"), ("EL", "UK", "de")),
        (codes.VAT_PREFIXES, ("DE", "EL", "XI"), ("UK", "EU")),
        (codes.UNITS, ("HUR", "H87", "C62", "XBX", "KGM"), ("hour", "BX", "STUECK")),
        (codes.ELECTRONIC_ADDRESS_SCHEMES, ("0088", "9930", "EM", "0204"), ("9901", "9958", "VAT")),
        (codes.IDENTIFIER_SCHEMES, ("0002", "0088", "0248"), ("9930", "SEPA", "EM")),
        (codes.VAT_EXEMPTION_REASONS, ("VATEX-EU-IC", "VATEX-EU-AE", "VATEX-FR-CGI261-1"), ("VATEX", "vatex-eu-ic")),
        (codes.INVOICE_TYPES, ("380", "384", "389", "81"), ("381", "261")),
        (codes.CREDIT_NOTE_TYPES, ("381", "261", "81"), ("380",)),
        (codes.DOCUMENT_TYPES, ("380", "381"), ("351", "9999")),
        (codes.OBJECT_SCHEMES, ("AAA", "ABT"), ("130",)),
        (codes.TAX_POINT_DATES, ("3", "35", "432"), ("5", "29", "72")),
        (codes.NOTE_SUBJECTS, ("AAI", "REG"), ("AA",)),
        (codes.PAYMENT_MEANS, ("1", "30", "58", "70", "74", "97", "98", "ZZZ"), ("0", "71", "79", "90", "99")),
        (codes.ALLOWANCE_REASONS, ("95", "100"), ("AA", "96")),
        (codes.CHARGE_REASONS, ("FC", "ZZZ"), ("95",)),
        (codes.VAT_CATEGORIES, ("S", "AE", "K", "L", "M", "B"), ("A", "AA", "IC")),
        (codes.CLASSIFICATION_SCHEMES, ("STI", "TST"), ("CPV",)),
        (codes.ATTACHMENT_MEDIA_TYPES, ("application/pdf", "text/csv"), ("application/xml", "image/gif")),
    ],
    ids=lambda value: value.name if isinstance(value, CodeList) else "",
)
def test_what_is_in_a_list_and_what_is_not(
    code_list: CodeList, inside: tuple[str, ...], outside: tuple[str, ...]
) -> None:
    assert [code for code in inside if code not in code_list] == []
    assert [code for code in outside if code in code_list] == []


def test_every_payment_by_credit_transfer_is_a_means_of_payment() -> None:
    assert codes.PAYMENT_MEANS.codes > codes.CREDIT_TRANSFERS


def test_each_tax_point_date_has_its_code_in_the_other_list() -> None:
    assert set(codes.TAX_POINT_DATES_2475) == codes.TAX_POINT_DATES.codes


def test_a_list_iterates_in_order_and_shows_what_it_is() -> None:
    assert list(codes.TAX_POINT_DATES) == ["3", "35", "432"]
    assert "3 codes" in repr(codes.TAX_POINT_DATES)
