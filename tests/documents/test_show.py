"""A document to read: in a terminal, and as a page."""

from dataclasses import replace

import pytest

from faktura.documents import describe, show_html, show_text
from faktura.documents.terminal import columns, harmless
from faktura.documents.view import Grid
from faktura.model import Invoice, Line, Note, Seller
from formats.samples import every_term

from . import samples

HOSTILE = "<script>alert(1)</script>\x1b[31mred\x07\u202eright to left"


def test_what_a_document_says_is_shown() -> None:
    text = show_text(describe(samples.INVOICE))
    for shown in ("Invoice 2026-00042", "Müller & Söhne GmbH", "Handbook", "1235.59 EUR", "DE89370400440532013000"):
        assert shown in text
    assert "Credit note" in show_text(describe(samples.CREDIT_NOTE))


@pytest.mark.parametrize("type_code", ["380", "381", "nothing known"])
def test_every_term_can_be_shown(type_code: str) -> None:
    view = describe(every_term(type_code))
    assert show_text(view)
    assert show_html(view)


def test_an_empty_document_can_be_shown() -> None:
    assert show_text(describe(Invoice())) == "Document\n========\n"


@pytest.mark.parametrize("width", [20, 80, 200])
def test_no_line_is_much_wider_than_the_terminal(width: int) -> None:
    note = Note(text="word " * 100 + "x" * 300)
    lines = show_text(describe(replace(Invoice(), notes=(note,))), width).splitlines()
    assert max(map(columns, lines)) <= max(width, 30)


def test_long_texts_go_on_in_their_column() -> None:
    line = Line(id="1", name="A very long name of a thing that nobody needs " * 3, description="Besides, a remark")
    text = show_text(describe(replace(Invoice(), lines=(line,))))
    assert text.count("nobody") == 3
    assert "Besides, a remark" in text


def test_nothing_that_a_terminal_obeys_is_shown() -> None:
    invoice = replace(Invoice(), number=HOSTILE, seller=Seller(name=HOSTILE), lines=(Line(name=HOSTILE),))
    for shown in (show_text(describe(invoice)), show_html(describe(invoice)).decode()):
        assert not {"\x1b", "\x07", "\u202e"} & set(shown)
    assert harmless("a\tb\x00") == "a b\ufffd"


def test_the_page_escapes_runs_and_fetches_nothing() -> None:
    page = show_html(describe(replace(samples.INVOICE, number=HOSTILE))).decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "default-src 'none'" in page
    assert "http" not in page.partition("<main>")[0].replace("http-equiv", "")


def test_the_grid_of_lines_has_a_cell_for_each_column() -> None:
    for section in describe(every_term("380")).sections:
        if isinstance(section, Grid):
            assert len(section.rows) == len(section.below)
            assert {len(row) for row in section.rows} == {len(section.head)}
