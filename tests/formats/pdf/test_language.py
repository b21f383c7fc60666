import re
from datetime import date
from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from faktura.formats.pdf.language import MINUS, find_language, languages, read_labels
from faktura.model import DOCUMENT_TYPES

from .samples import sample, squash, text

WORDS = {
    "en": ("Invoice", "Invoice date", "Amount due", "€4,403.00", "3 Nov 2026", "VAT no."),
    "de": ("Rechnung", "Leistungsdatum", "Zahlbetrag", "4.403,00 €", "03.11.2026", "USt-IdNr."),
    "fr": ("Facture", "Date de facture", "Net à payer", "4 403,00 €", "3 nov. 2026", "N° TVA"),
    "it": ("Fattura", "Data fattura", "Totale da pagare", "4.403,00 €", "3 nov 2026", "Partita IVA"),
    "es": ("Factura", "Fecha de factura", "Total a pagar", "4.403,00 €", "3 nov 2026", "NIF-IVA"),
    "sl": ("Račun", "Datum računa", "Za plačilo", "4.403,00 €", "3. nov. 2026", "ID za DDV"),
    "hr": ("Račun", "Datum računa", "Za plaćanje", "4.403,00 €", "3. stu 2026.", "PDV ID broj"),
    "pl": ("Faktura", "Data wystawienia", "Do zapłaty", "4 403,00 €", "3 lis 2026", "NIP"),
    "nl": ("Factuur", "Factuurdatum", "Te betalen", "€ 4.403,00", "3 nov 2026", "Btw-nummer"),
    "pt": ("Fatura", "Data da fatura", "Total a pagar", "4 403,00 €", "03/11/2026", "NIF (IVA)"),
}


def test_these_are_the_languages():
    assert set(languages()) == set(WORDS)


@pytest.mark.parametrize("code", WORDS)
def test_each_language_has_every_label(code):
    ours, english = read_labels(code), read_labels("en")
    assert {section: set(words) for section, words in ours.items()} == {
        section: set(words) for section, words in english.items()
    }


@pytest.mark.parametrize("code", WORDS)
def test_labels_keep_their_placeholders(code):
    english = read_labels("en")
    for section, words in read_labels(code).items():
        for key, word in words.items():
            if isinstance(word, str):
                assert word.strip() == word != ""
                placeholders = sorted(re.findall(r"{\w+}", word))
                assert placeholders == sorted(re.findall(r"{\w+}", str(english[section][key]))), f"{section}.{key}"


@pytest.mark.parametrize("code", WORDS)
def test_units_have_a_word_for_every_number(code):
    language = find_language(code)
    for unit in read_labels(code)["units"]:
        for quantity in ("0", "1", "2", "3", "5", "21", "1.5", "1000000"):
            assert language.unit(unit, Decimal(quantity))


@pytest.mark.parametrize("code", WORDS)
def test_a_document_speaks_its_language(code):
    shown = text(sample(1), language=code)
    for word in WORDS[code]:
        assert squash(word) in shown


@pytest.mark.parametrize("code", WORDS)
@pytest.mark.parametrize("kind", DOCUMENT_TYPES.values(), ids=lambda kind: kind.name)
def test_every_type_of_document_has_its_title(code, kind):
    title = find_language(code).label(f"document.{kind.name}")
    assert squash(title) in text(sample(1, type_code=kind.type_code), language=code)


@pytest.mark.parametrize("code", ["xx", "", "EN-us", "../../de", "ja"])
def test_an_unknown_language_is_english(code):
    assert find_language(code).code == "en"


def test_a_region_does_not_matter():
    assert find_language("de-AT").code == "de"


def test_numbers_lose_nothing():
    german = find_language("de")
    assert german.number(Decimal("1234567.80")) == "1.234.567,8"
    assert german.number(Decimal("1E+3")) == "1.000"
    assert german.number(Decimal("0.0000000001")) == "0,0000000001"
    assert german.amount(Decimal("-0.5"), "EUR") == "−0,50"
    assert german.amount(Decimal("1.005"), "EUR") == "1,005"
    assert german.amount(Decimal(5), "KWD") == "5,000"
    assert german.percent(Decimal("5.50")) == "5,5\u00a0%"


@given(
    code=st.sampled_from(sorted(WORDS)),
    value=st.decimals("-1e15", "1e15", places=6, allow_nan=False),
    digits=st.integers(0, 6),
)
def test_numbers_are_written_as_cldr_says(code, value, digits):
    value = round(value, digits)
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    expected = format_decimal(value, pattern, locale=find_language(code).locale)
    assert find_language(code).number(value, digits) == expected.replace("-", MINUS)


@pytest.mark.parametrize(
    ("code", "currency", "expected"),
    [
        ("en", "EUR", "−€1,234.50"),
        ("en", "CHF", "−CHF\u00a01,234.50"),
        ("de", "CHF", "−1.234,50\u00a0CHF"),
        ("nl", "EUR", "−€\u00a01.234,50"),
        ("nl", "PLN", "−PLN\u00a01.234,50"),
        ("de", "", "−1.234,50"),
    ],
)
def test_money_stands_where_the_language_puts_it(code, currency, expected):
    assert find_language(code).money(Decimal("-1234.5"), currency) == expected


@pytest.mark.parametrize(
    ("code", "quantity", "expected"),
    [
        ("en", "1", "day"),
        ("en", "1.5", "days"),
        ("de", "1.00", "Tag"),
        ("sl", "2", "dneva"),
        ("sl", "3", "dnevi"),
        ("pl", "5", "dni"),
        ("pl", "1.5", "dnia"),
        ("hr", "21", "dan"),
        ("fr", "1.5", "jour"),
    ],
)
def test_units_agree_with_their_number(code, quantity, expected):
    assert find_language(code).unit("DAY", Decimal(quantity)) == expected


def test_an_unknown_unit_is_its_code():
    assert find_language("de").unit("4K", Decimal(1)) == "4K"


def test_days_and_countries():
    assert find_language("pl").day(date(2026, 2, 1)) == "1 lut 2026"
    assert find_language("sl").country("HR") == "Hrvaška"
    assert find_language("sl").country("QQ") == "QQ"
