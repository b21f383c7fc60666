import json
from pathlib import Path

import pytest
import typst
from fontTools.ttLib import TTFont

from faktura.formats.pdf.fonts import FONTS, USUAL, WEIGHTS, measuring_in, text_width
from faktura.formats.pdf.language import languages, read_labels
from faktura.organizations.profile import FONTS as NAMES

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


def test_a_branding_names_these_fonts():
    assert tuple(FONTS) == NAMES
    assert FONTS[NAMES[0]] is USUAL


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("name", FONTS)
def test_each_measured_letter_is_in_the_font_or_in_the_usual_one(name, weight):
    font = TTFont(FONTS[name].files[weight])
    known, usual = font.getBestCmap(), TTFont(USUAL.files[weight]).getBestCmap()
    with measuring_in(FONTS[name].family):
        measured = [chr(number) for number in range(0x3000) if text_width(chr(number), 1, weight) is not None]
    assert {letter for letter in measured if ord(letter) not in known} == set(FONTS[name].lacks)
    assert all(ord(letter) in usual for letter in FONTS[name].lacks)
    assert font["OS/2"].sCapHeight / font["head"].unitsPerEm == FONTS[name].cap_height


def set_widths(font, texts, folder: Path):
    """The widths of texts at 10 points as the typesetter sets them: regular, semibold."""
    (folder / "texts.json").write_text(json.dumps(texts))
    figures = "auto" if font.figure is None else '"tabular"'
    (folder / "main.typ").write_text(
        f'#set text(font: ("{font.family}", "{USUAL.family}"), size: 10pt, number-width: {figures})\n'
        '#context [#metadata(json("texts.json").map(each => '
        "(measure(text(each)).width / 1pt, measure(text(weight: 600, each)).width / 1pt))) <widths>]"
    )
    fonts = sorted({str(path.parent) for font in FONTS.values() for path in font.files.values()})
    compiler = typst.Compiler(folder / "main.typ", root=folder, font_paths=fonts, ignore_system_fonts=True)
    return json.loads(compiler.query("<widths>", field="value", one=True))


@pytest.mark.parametrize("name", FONTS)
def test_texts_are_never_much_wider_than_reckoned(name, tmp_path):
    with measuring_in(FONTS[name].family):
        for text, widths in zip(LABELS, set_widths(FONTS[name], LABELS, tmp_path), strict=True):
            for weight, width in zip(WEIGHTS, widths, strict=True):
                assert width <= text_width(text, 10, weight) + 0.5


@pytest.mark.parametrize("name", FONTS)
def test_numbers_are_as_wide_as_reckoned(name, tmp_path):
    with measuring_in(FONTS[name].family):
        for text, (width, _) in zip(NUMBERS, set_widths(FONTS[name], NUMBERS, tmp_path), strict=True):
            reckoned = text_width(text, 10)
            # The usual font sets no two figures closer; in the others this is rather too much.
            assert width - 0.01 <= reckoned <= width + (0.01 if name == "source-sans" else 0.6)


@pytest.mark.parametrize("text", ["日本", "שלום", "a\nb", "soft\u00adhyphen", "\u200b", "é\u0301", "😀"])
def test_other_letters_and_line_breaks_are_not_measured(text):
    assert text_width(text, 10) is None
