import tomllib
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

import pytest

from faktura.channels.email import CHANNEL
from faktura.channels.email.texts import LANGUAGES, compose_data, compose_texts, read_labels
from faktura.model import DOCUMENT_TYPES
from faktura.sockets import Announcement

ANNOUNCED = Announcement(
    language="en",
    document_type="invoice",
    number="2026-00017",
    seller_name="Seller & Sons Ltd",
    buyer_name="Buyer Inc",
    total="£1,234.50",
    due_date="23 December 2026",
    page_url="https://pay.example/i/abc?x=1&y=2",
    colour="#0f766e",
    note="Thank you!\nSee you soon.",
)


class Reader(HTMLParser):
    """What a reader sees and can click, and whether every element is closed."""

    VOID = frozenset({"meta", "br"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)


def flat(table: dict[str, Any], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in table.items():
        found |= flat(value, f"{prefix}{name}.") if isinstance(value, dict) else {f"{prefix}{name}": value}
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_text(language: str) -> None:
    texts = flat(dict(read_labels(language)))
    assert texts.keys() == flat(dict(read_labels("en"))).keys()
    assert all(text.strip() == text and text for text in texts.values())


def test_there_is_a_file_for_every_language_and_no_other() -> None:
    folder = files("faktura.channels.email").joinpath("labels")
    assert {file.name for file in folder.iterdir()} == {f"{language}.toml" for language in LANGUAGES}
    assert all(tomllib.loads(file.read_text(encoding="utf-8")) for file in folder.iterdir())


def test_every_document_type_has_its_word() -> None:
    assert read_labels("en")["document"].keys() == DOCUMENT_TYPES.keys() | {"other"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["invoice", "credit_note", "corrective_invoice", "something_new"])
def test_text_and_html_say_the_same(language: str, kind: str) -> None:
    texts = compose_texts(replace(ANNOUNCED, language=language, document_type=kind))
    assert texts.language == language
    assert texts.subject.endswith(" 2026-00017 – Seller & Sons Ltd")
    seen = Reader(texts.html).text
    said = [line for line in texts.text.splitlines() if line]
    for line in said:
        label, _, value = line.partition(": ")
        if value and not value.startswith("http"):
            assert label in seen
            assert value in seen
        elif not value:
            assert line in seen
    assert ANNOUNCED.page_url in texts.text
    assert ("href", ANNOUNCED.page_url) in Reader(texts.html).attributes
    assert "£1,234.50" in texts.text
    assert ("23 December 2026" in texts.text) is (kind != "credit_note")
    assert ("23 December 2026" in seen) is (kind != "credit_note")


def test_the_english_mail() -> None:
    assert compose_texts(ANNOUNCED).text == (
        "Hello,\n\nPlease find your invoice attached.\n\nThank you!\nSee you soon.\n\n"
        "Invoice 2026-00017\nFor: Buyer Inc\nAmount due: £1,234.50\nDue date: 23 December 2026\n\n"
        "View online: https://pay.example/i/abc?x=1&y=2\n\nKind regards\nSeller & Sons Ltd\n"
    )


def test_what_is_not_given_leaves_no_trace() -> None:
    texts = compose_texts(replace(ANNOUNCED, page_url="", note="", due_date=""))
    labels = read_labels("en")
    assert "a" not in Reader(texts.html).tags
    for name in ("open", "due_date"):
        assert labels[name] not in texts.text
        assert labels[name] not in texts.html


def test_nothing_is_fetched_from_elsewhere() -> None:
    """No image, script, font or style sheet: nobody learns that and when the mail was read."""
    reader = Reader(compose_texts(ANNOUNCED).html)
    assert reader.tags.isdisjoint({"img", "script", "link", "iframe", "object", "svg", "video"})
    assert {name for name, _ in reader.attributes}.isdisjoint({"src", "srcset", "background"})
    assert "url(" not in compose_texts(ANNOUNCED).html
    assert "@import" not in compose_texts(ANNOUNCED).html


@pytest.mark.parametrize(
    "field", ["number", "seller_name", "buyer_name", "total", "due_date", "note", "colour", "language"]
)
def test_everything_is_escaped(field: str) -> None:
    evil = '"><script>alert(1)</script>{{ 7*7 }}\r\nBcc: x@example.com'
    texts = compose_texts(replace(ANNOUNCED, **{field: evil}))
    assert "<script" not in texts.html
    assert "49" not in texts.html
    assert Reader(texts.html).tags == Reader(compose_texts(ANNOUNCED).html).tags
    assert "\n" not in texts.subject


def test_the_button_leads_to_the_web_and_nowhere_else() -> None:
    for address in ("javascript:alert(1)", "data:text/html,x", 'https://x.example/"onclick="', "https://x.example/ y"):
        with pytest.raises(ValueError, match="page_url"):
            compose_texts(replace(ANNOUNCED, page_url=address))


@pytest.mark.parametrize(
    ("colour", "text_colour"),
    [("#0f766e", "#ffffff"), ("#ffe14d", "#16202c"), ("#ffffff", "#16202c"), ("#000000", "#ffffff")],
)
def test_the_buttons_text_can_be_read_on_the_brands_colour(colour: str, text_colour: str) -> None:
    html = compose_texts(replace(ANNOUNCED, colour=colour)).html
    assert f'<span style="color:{text_colour};">View online</span>' in html
    assert f'bgcolor="{colour}"' in html


@pytest.mark.parametrize(("asked", "given"), [("de-AT", "de"), ("pt_BR", "pt"), ("ja", "en"), ("", "en"), ("DE", "de")])
def test_a_language_without_texts_becomes_its_nearest(asked: str, given: str) -> None:
    assert compose_texts(replace(ANNOUNCED, language=asked)).language == given


def test_the_channel_gives_what_a_parcel_needs() -> None:
    data = CHANNEL.compose(ANNOUNCED)
    assert data == compose_data(ANNOUNCED)
    assert data.keys() == {"subject", "text", "html", "language", "logo"}
    assert CHANNEL.check_recipient("name@example.com") is None
    assert CHANNEL.check_recipient("name") is not None
