"""The fonts of the page, and how wide texts are in them.

Widths that are known beforehand spare the typesetter from setting a table twice, once to measure and once to print.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import font_manrope
import font_source_sans_pro
import font_source_serif_pro
from PIL import ImageFont

WEIGHTS = ("Regular", "Semibold")


@dataclass(frozen=True, slots=True)
class Font:
    """A font that a page can be set in: all are under the SIL Open Font License, with Latin, Greek and Cyrillic.

    `family` is its name for the typesetter, `cap_height` the height of a line of text without its gap, in em: OS/2
    ``sCapHeight`` of both weights. `files`: weight -> where it is. `lacks`: letters that are measured and not in it.
    `figure`: how wide each of its figures is set, in em, where they are not all as wide as each other by themselves.
    """

    family: str
    cap_height: float
    files: Mapping[str, Path]
    lacks: str = ""
    figure: float | None = None


def _files(folder: str, *names: str) -> Mapping[str, Path]:
    return dict(zip(WEIGHTS, (Path(folder) / name for name in names), strict=True))


FONTS: Mapping[str, Font] = {
    "source-sans": Font(
        "Source Sans Pro",
        0.66,
        _files(font_source_sans_pro.font_directory, "SourceSansPro-Regular.otf", "SourceSansPro-Semibold.otf"),
    ),
    "source-serif": Font(
        "Source Serif Pro",
        0.67,
        _files(font_source_serif_pro.font_directory, "SourceSerifPro-Regular.otf", "SourceSerifPro-Semibold.otf"),
        lacks="ĬĭĲĳŊŋŦŧ\u202f",
    ),
    "manrope": Font(
        "Manrope",
        0.72,
        _files(font_manrope.font_directory, "Manrope-Regular.ttf", "Manrope-SemiBold.ttf"),
        lacks="ĔĕĬĭĲĳĸĿŀŉŎŏ\u202f",
        figure=0.62,
    ),
}
"""The fonts by the name that a branding has for them; the first is the usual one."""

USUAL = next(iter(FONTS.values()))
_font_in_use: ContextVar[Font] = ContextVar("font of the page", default=USUAL)


def font_of(name: str) -> Font:
    """The font of a branding's name for it; the usual one for a name that is not known."""
    return FONTS.get(name, USUAL)


@contextmanager
def measuring_in(family: str) -> Iterator[None]:
    """Inside, texts are measured in the font of that family."""
    token = _font_in_use.set(next(font for font in FONTS.values() if font.family == family))
    try:
        yield
    finally:
        _font_in_use.reset(token)


def cap_height() -> float:
    """The height of a line of text without its gap, in em."""
    return _font_in_use.get().cap_height


# Letters that are in both weights and stand for themselves; all others may come from another font. The soft hyphen
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


@cache
def _advances(family: str, weight: str) -> dict[str, float]:
    font = next(font for font in FONTS.values() if font.family == family)
    own = ImageFont.truetype(font.files[weight], _UNITS_PER_EM, layout_engine=ImageFont.Layout.BASIC)
    advances = {letter: own.getlength(letter) / _UNITS_PER_EM for letter in _MEASURED}
    if font.figure is not None:
        advances |= dict.fromkeys("0123456789", font.figure)
    # What the font lacks the typesetter takes from the usual one.
    return advances | {letter: _advances(USUAL.family, weight)[letter] for letter in font.lacks}


def text_width(text: str, size: float, weight: str = "Regular") -> float | None:
    """How wide a text is on one line, in the unit of `size`; None for one with a character that is not measured.

    Pairs that the font sets closer than usual (kerning) are not reckoned with, so this is rather too much.
    """
    try:
        return size * sum(map(_advances(_font_in_use.get().family, weight).__getitem__, text))
    except KeyError:
        return None
