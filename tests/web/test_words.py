import re

import pytest

from faktura.organizations.checks import LANGUAGES as OFFERED
from faktura.web.words import LANGUAGES, choose_language, find_words, read_labels

PLACEHOLDER = re.compile(r"\{(\w+)\}")


def texts(language: str) -> dict[str, str]:
    labels = read_labels(language)
    return {f"{section}.{key}": text for section, entries in labels.items() for key, text in entries.items()}


def test_every_language_of_documents_has_words() -> None:
    assert set(LANGUAGES) == set(OFFERED)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_everything(language: str) -> None:
    english, own = texts("en"), texts(language)
    assert own.keys() == english.keys()
    for name, text in own.items():
        assert text == text.strip() != "", name
        assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(english[name])), name
        assert not re.search("[<>&]", text), name


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_a_language_is_not_english(language: str) -> None:
    english, own = texts("en"), texts(language)
    # Words that two languages share: PDF, Test, Open, Downloads.
    assert sum(own[name] == english[name] for name in english) <= 6


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("de", "de"),
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("DE", "de"),
        ("ja, fr;q=0.3, it;q=0.7", "it"),
        ("sv, *;q=0.5", "en"),
        ("pl;q=0, nl", "nl"),
        ("pl;q=0", "en"),
        ("en;q=0.5, sl;q=0.5", "en"),
        ("sl;q=0.5, en;q=0.5", "sl"),
        ("zh-Hant-TW, hr ; q=0.4", "hr"),
        ("fr;q=9", "en"),
        ("\x00, ../../etc/passwd, de<script>", "en"),
        ("x," * 10_000 + "de", "en"),
    ],
)
def test_a_browser_gets_the_language_that_it_likes_best(header: str, language: str) -> None:
    assert choose_language(header) == language


def test_a_region_finds_its_language_and_the_unknown_find_english() -> None:
    assert find_words("de-AT").language == "de"
    assert find_words("pt_BR").language == "pt"
    assert find_words("ja").language == "en"


def test_a_text_takes_values_as_they_are() -> None:
    words = find_words("en")
    assert words.say("sentence.pay_by", date="{date}") == "Please pay by {date}."
    with pytest.raises(KeyError):
        words.say("sentence.none")
