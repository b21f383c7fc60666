import json
from pathlib import Path

import pytest
import typst
from fontTools.ttLib import TTFont

from faktura.formats.pdf.fonts import CAP_HEIGHT, WEIGHTS, font_path, text_width
from faktura.formats.pdf.language import languages, read_labels

LABELS = sorted(
    {
        word
        for code in languages()
        for words in read_labels(code).values()
        for word in words.values()
        if word == str(word)
    }
)
NUMBERS = ["1.480,00", "27.147,74", "−0,50", "0 % AE", "4 403,00", "1 234 567,89", "1,234.50"]


@pytest.mark.parametrize("weight", WEIGHTS)
def test_each_measured_letter_is_in_the_font(weight):
    font = TTFont(font_path(weight))
    known = font.getBestCmap()
    for number in range(0x3000):
        assert text_width(chr(number), 1, weight) is None or number in known
    assert font["OS/2"].sCapHeight / font["head"].unitsPerEm == CAP_HEIGHT


def set_widths(texts, folder: Path):
    """The widths of texts at 10 points as the typesetter sets them: regular, semibold."""
    (folder / "texts.json").write_text(json.dumps(texts))
    (folder / "main.typ").write_text(
        '#set text(font: "Source Sans Pro", size: 10pt)\n'
        '#context [#metadata(json("texts.json").map(each => '
        "(measure(text(each)).width / 1pt, measure(text(weight: 600, each)).width / 1pt))) <widths>]"
    )
    fonts = [str(font_path(weight).parent) for weight in WEIGHTS]
    compiler = typst.Compiler(folder / "main.typ", root=folder, font_paths=fonts, ignore_system_fonts=True)
    return json.loads(compiler.query("<widths>", field="value", one=True))


def test_texts_are_never_much_wider_than_reckoned(tmp_path):
    for text, widths in zip(LABELS, set_widths(LABELS, tmp_path), strict=True):
        for weight, width in zip(WEIGHTS, widths, strict=True):
            assert width <= text_width(text, 10, weight) + 0.5


def test_numbers_are_as_wide_as_reckoned(tmp_path):
    for text, (width, _) in zip(NUMBERS, set_widths(NUMBERS, tmp_path), strict=True):
        assert text_width(text, 10) == pytest.approx(width, abs=0.01)


@pytest.mark.parametrize("text", ["日本", "שלום", "a\nb", "soft\u00adhyphen", "\u200b", "é\u0301", "😀"])
def test_other_letters_and_line_breaks_are_not_measured(text):
    assert text_width(text, 10) is None
