from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.search.words import TERMS_MAX, WORD_LENGTH_MAX, WORDS_MAX, amount_word, amounts_of, few, terms_of, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Müller & Söhne GmbH", ["muller", "&", "sohne", "gmbh"]),
        ("STRASSE straße", ["strasse", "strasse"]),
        ("2026-00001", ["2026", "00001", "2026-00001"]),
        ("ap@example.com", ["ap", "example", "com", "ap@example.com"]),
        ("(order: A/7)", ["order", "a", "7", "a/7"]),
        ("%__--", ["%"]),
        ("a % b", ["a", "%", "b"]),
        (",;:", []),
        ("", []),
        ("日本 ｆｕｌｌ", ["日本", "full"]),
    ],
)
def test_how_a_text_is_taken_apart(text: str, words: list[str]) -> None:
    assert list(words_of(text)) == words


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("1234.50", ["1234.50"]),
        ("1,234.50", ["1234.50"]),
        ("1.234,50", ["1.23450", "1234.50"]),
        ("1234,50", ["123450", "1234.50"]),
        ("EUR1234.5", ["12345", "1234.5"]),
        ("€12", ["12", "12"]),
        ("-3", ["-3", "-3"]),
        ("2026-00001", []),
        ("12a", []),
        ("", []),
        ("1" * 60, []),
    ],
)
def test_which_amounts_a_text_may_mean(text: str, amounts: list[str]) -> None:
    assert {Decimal(each) for each in amounts} <= set(amounts_of(text)) | set()
    assert bool(amounts) == bool(amounts_of(text))


def test_an_amount_is_one_word_however_it_is_written() -> None:
    assert amount_word(Decimal("1234.50")) == amount_word(Decimal("1234.5")) == "=1234.5"
    assert amount_word(Decimal("0.00")) == "=0"
    assert amount_word(Decimal("1E+3")) == "=1000"


def test_limits() -> None:
    assert len(few(str(number) for number in range(WORDS_MAX + 5))) == WORDS_MAX
    assert len(terms_of("a " * (TERMS_MAX + 5))) == TERMS_MAX
    assert list(words_of("x" * 100)) == ["x" * WORD_LENGTH_MAX]


@given(st.text(max_size=200))
def test_whatever_is_written_is_found_by_itself(text: str) -> None:
    kept = set(words_of(text))
    for beginning, _ in terms_of(text):
        assert beginning in kept
