"""Colours and how well one can be read on another, as WCAG 2.1 measures it. Pure."""

import re

PAPER, INK, BLACK = "#ffffff", "#16202c", "#000000"
TEXT_CONTRAST_MIN = 4.5  # success criterion 1.4.3
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def is_colour(text: str) -> bool:
    """Whether a colour is written ``#rrggbb``."""
    return _COLOUR.fullmatch(text) is not None


def luminance(colour: str) -> float:
    """Relative luminance, from 0 (black) to 1 (white)."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours: 1 to 21."""
    darker, brighter = sorted((luminance(one), luminance(other)))
    return (brighter + 0.05) / (darker + 0.05)


def text_on(colour: str) -> str:
    """The colour of a text that can be read on a ground: white, ink or black."""
    # Black reaches 4.58 where white does not, so one of the three can always be read.
    return next(ink for ink in (PAPER, INK, BLACK) if contrast(ink, colour) >= TEXT_CONTRAST_MIN)
