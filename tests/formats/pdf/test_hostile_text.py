from dataclasses import replace

import pytest

from faktura.formats.pdf.typesetting import breakable
from faktura.model import Address, Buyer, Contact, Note, Seller
from faktura.sockets import Branding

from .samples import line, reader, sample, squash, text, texts

HOSTILE = [
    "#panic()",
    '#import "@preview/cetz:0.3.0"',
    '#read("invoice.typ")',
    "$x$ \\ \\u{41} \\#",
    "@ref <label> *bold* _italic_ `raw` = heading",
    "// comment /* block */ -- --- ... ~ 'quote' \"quote\"",
    "{page} {pages} {number} {date}",
    "<script>alert(1)</script> &amp; %s %(x)s ${y}",
    "'; DROP TABLE invoices; --",
]


def everywhere(hostile):
    """An invoice that has a text in every place that a user can write to."""
    party = {
        "name": hostile,
        "trading_name": f"{hostile}!",
        "vat_id": hostile,
        "address": Address(line1=hostile, city=hostile, postal_code=hostile, country=hostile),
        "contact": Contact(name=hostile, phone=hostile, email=hostile),
    }
    return sample(
        number=hostile,
        seller=Seller(**party, legal_information=hostile, tax_registration_id=hostile),
        buyer=Buyer(**party),
        buyer_reference=hostile,
        payment_terms=hostile,
        notes=(Note(text=hostile),),
        lines=(line(name=hostile, description=hostile, unit=hostile, note=hostile, id=hostile),),
    )


@pytest.mark.parametrize("hostile", HOSTILE)
def test_code_is_printed_and_never_run(hostile):
    pdf = reader(
        everywhere(hostile), language="de", branding=Branding(footer=hostile), printed_texts=(hostile,), preview=True
    )
    shown = squash("".join(page.extract_text() for page in pdf.pages))
    assert shown.count(squash(hostile)) > 20
    assert pdf.metadata is not None
    assert pdf.metadata.title == f"Rechnung {hostile}"


@pytest.mark.parametrize(
    ("foreign", "expected"),
    [
        ("日本語 GmbH", "□□□GmbH"),
        ("Café 😀 Bar", "Café□Bar"),
        ("Familie 👨‍👩‍👧", "Familie□"),
        ('#️⃣ "⃣ 🇩🇪', "□"),
        ("Ωμέγα Жук Łódź Ğ", "ΩμέγαЖукŁódźĞ"),
    ],
)
def test_what_no_font_has_is_printed_as_an_empty_box(foreign, expected):
    assert expected in text(everywhere(foreign), language="de")


@pytest.mark.parametrize("name", ["محمد بن سلمان", "שלום עולם", "שלום GmbH 123"])
def test_names_from_right_to_left_are_printed(name):
    shown = text(sample(1, buyer=Buyer(name=name)), language="de")
    assert "□" not in shown
    assert any(word in shown for word in (*name.split(), *(word[::-1] for word in name.split())))


@pytest.mark.parametrize("piece", ["x", "#panic()", "Wort ", "é́", "a\n", "ß\u00ad", "\u200b", "w\u2011", "م"])
def test_five_thousand_characters_fit(piece):
    long = (piece * 5000)[:5000]
    invoice = sample(
        lines=(line(1, name=long[:500], description=long), line(2)), notes=(Note(text=long),), payment_terms=long
    )
    assert len(reader(invoice, language="de").pages) >= 1


def test_long_words_break_inside_the_page_and_copy_whole():
    word = "".join(chr(ord("a") + n % 26) for n in range(1200))
    pdf = reader(sample(lines=(line(1, description=word),)), language="de")
    lines = "\n".join(page.extract_text() for page in pdf.pages).split("\n")
    assert max(map(len, lines)) < 120
    assert word in "".join(lines)
    assert "\u200b" not in "".join(lines)


def test_words_are_opened_only_when_overlong():
    assert breakable("kurz und gut") == "kurz und gut"
    assert breakable("a" * 30) == "a" * 30
    assert breakable("a" * 31).count("\u200b") == 30
    assert "\u200b\u0301" not in breakable("e\u0301" * 40), "a mark stays with its letter"
    assert breakable("a\r\nb") == "a\nb"


def test_line_breaks_stay():
    first, second = "Erste Zeile", "Zweite Zeile"
    pdf = reader(sample(1, notes=(Note(text=f"{first}\n{second}"),)), language="de")
    lines = pdf.pages[0].extract_text().split("\n")
    assert lines.index(second) == lines.index(first) + 1


def test_a_long_table_row_may_be_torn_but_loses_nothing():
    words = [f"w{n:04}" for n in range(800)]
    invoice = sample(lines=(line(1), replace(line(2), description=" ".join(words)), line(3)))
    pages = texts(invoice, language="de")
    assert sum("w0" in page for page in pages) > 1
    shown = "".join(pages)
    places = [shown.index(word) for word in words]
    assert places == sorted(places)
