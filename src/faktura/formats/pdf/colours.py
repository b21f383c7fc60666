"""A brand's colour made fit for print: readable as text on white, and pale enough for a ground under black text.

Contrast is measured as WCAG 2.1 defines it (success criterion 1.4.3: at least 4.5 to 1 for text).
"""

import re
from dataclasses import dataclass

from faktura.formats.pdf.errors import ColourError

_CONTRAST_MIN = 4.5
_GROUND_SHARE = 0.08

Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as ``#rrggbb``: the brand's own, its readable shade for text and rules, the pale ground, and the second
    colour (the first again, where there is none)."""

    accent: str
    ink: str
    ground: str
    second: str


def _luminance(colour: Rgb) -> float:
    """Relative luminance of WCAG 2.1, from 0 (black) to 1 (white); channels from 0 to 1."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_on_white(colour: Rgb) -> float:
    """Contrast ratio of a colour on white: 1 (white) to 21 (black)."""
    return 1.05 / (_luminance(colour) + 0.05)


def parse_colour(text: str) -> Rgb:
    """Read ``#rrggbb`` into channels from 0 to 1.

    Raises:
        ColourError: it is written otherwise.
    """
    if not re.fullmatch("#[0-9a-fA-F]{6}", text):
        raise ColourError(f'{text[:40]!r} is not a colour; write it as "#rrggbb", such as "#1f3a5f".')
    red, green, blue = (int(text[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def _hex(colour: Rgb) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in colour)


def palette(colour: str, second: str = "") -> Palette:
    """The shades that a page is drawn with. The pale ground is that of the second colour, where there is one.

    Raises:
        ColourError: a colour is not ``#rrggbb``.
    """
    accent = ink = parse_colour(colour)
    while contrast_on_white(ink) < _CONTRAST_MIN:
        ink = (ink[0] * 0.95, ink[1] * 0.95, ink[2] * 0.95)
    other = parse_colour(second) if second else accent
    ground = tuple(1 - (1 - channel) * _GROUND_SHARE for channel in (other if second else ink))
    return Palette(_hex(accent), _hex(ink), _hex((ground[0], ground[1], ground[2])), _hex(other))
