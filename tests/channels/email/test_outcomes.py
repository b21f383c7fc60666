import pytest

from faktura.channels.email.outcomes import WORDS_LENGTH_MAX, clean_words, enhanced_status


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("2.0.0 Ok: queued as 4F2", "2.0.0 Ok: queued as 4F2"),
        ("5.1.1 No such user\n5.1.1 See our page", "5.1.1 No such user See our page"),
        ("OK", "OK"),
        ("", ""),
        ("a\x00b\x1b[31m\u202ec\udcff", "a b [31m c"),
        ("  many   spaces ", "many spaces"),
        ("5.7.1", "5.7.1"),
    ],
)
def test_a_servers_words_are_kept_on_one_clean_line(said: str, kept: str) -> None:
    assert clean_words(said) == kept


def test_a_servers_words_are_kept_short() -> None:
    assert len(clean_words("5.7.1 " + "long " * 1000)) <= WORDS_LENGTH_MAX


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("5.1.1 no", "5.1.1"),
        ("4.7.500 later", "4.7.500"),
        ("no 5.1.1", ""),
        ("5.1.1.1 x", ""),
        ("3.1.1 x", ""),
        ("", ""),
    ],
)
def test_the_enhanced_status_stands_at_the_start(said: str, code: str) -> None:
    assert enhanced_status(said) == code
