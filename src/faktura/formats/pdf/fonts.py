"""The fonts of the page, and how wide texts are in them.

Widths that are known beforehand spare the typesetter from setting a table twice, once to measure and once to print.
"""

from functools import cache
from pathlib import Path

import font_source_sans_pro
from PIL import ImageFont

WEIGHTS = ("Regular", "Semibold")
CAP_HEIGHT = 0.66
"""Height of a line of text without its gap, in em: OS/2 ``sCapHeight`` of both weights."""

# Letters that are in both fonts and stand for themselves; all others may come from another font. The soft hyphen
# (U+00AD) is none of them: a line may end there.
_MEASURED = (
    *map(chr, range(0x20, 0x7F)),
    *map(chr, range(0xA0, 0xAD)),
    *map(chr, range(0xAE, 0x17F)),
    *map(chr, range(0x391, 0x3A2)),
    *map(chr, range(0x3A3, 0x3CF)),
    *map(chr, range(0x400, 0x460)),
    *"\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2022\u2026\u202f\u20ac\u2212",
)
_UNITS_PER_EM = 1000


def font_path(weight: str) -> Path:
    """Where the font of a weight is, one of `WEIGHTS`."""
    return Path(font_source_sans_pro.font_directory) / f"SourceSansPro-{weight}.otf"


@cache
def _advances(weight: str) -> dict[str, float]:
    font = ImageFont.truetype(font_path(weight), _UNITS_PER_EM, layout_engine=ImageFont.Layout.BASIC)
    return {character: font.getlength(character) / _UNITS_PER_EM for character in _MEASURED}


def text_width(text: str, size: float, weight: str = "Regular") -> float | None:
    """How wide a text is on one line, in the unit of `size`; None for one with a character that is not measured.

    Pairs that the font sets closer than usual (kerning) are not reckoned with, so this is rather too much.
    """
    try:
        return size * sum(map(_advances(weight).__getitem__, text))
    except KeyError:
        return None
