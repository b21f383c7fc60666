"""A brand's colour on a page with a light and a dark side: which shade of it can be read where. Pure.

Contrast is measured as WCAG 2.1 defines it: text needs 4.5 to 1 (success criterion 1.4.3), the edge of a control
3 to 1 (1.4.11).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from faktura.sockets import Branding

TEXT_CONTRAST_MIN = 4.5
EDGE_CONTRAST_MIN = 3.0

# The grounds of styles/base.css that the shades stand on: the darkest of the light ones, the lightest of the dark.
LIGHT_GROUND = "#eff2f6"
DARK_GROUND = "#28313d"
_INK, _PAPER, _BLACK = "#16202c", "#ffffff", "#000000"
_STEP = 0.04

_Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Shades:
    """Colours as ``#rrggbb``.

    `accent`: the brand's own; `on_accent`: text on it. `link_light`, `link_dark`: the brand as text on the light and
    the dark side. `edge_light`, `edge_dark`: the line around an area in the brand's own colour.
    """

    accent: str
    on_accent: str
    link_light: str
    link_dark: str
    edge_light: str
    edge_dark: str


def _channels(colour: str) -> _Rgb:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def _hex(channels: _Rgb) -> str:
    return "#" + "".join(f"{round(min(1.0, channel) * 255):02x}" for channel in channels)


def _luminance(colour: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, each ``#rrggbb``: 1 to 21."""
    darker, brighter = sorted((_luminance(one), _luminance(other)))
    return (brighter + 0.05) / (darker + 0.05)


def _darker(channels: _Rgb) -> _Rgb:
    red, green, blue = (channel * (1 - _STEP) for channel in channels)
    return red, green, blue


def _lighter(channels: _Rgb) -> _Rgb:
    red, green, blue = (channel + (1 - channel) * _STEP for channel in channels)
    return red, green, blue


def _until_readable(colour: str, ground: str, contrast_min: float, change: Callable[[_Rgb], _Rgb]) -> str:
    channels = _channels(colour)
    while contrast(_hex(channels), ground) < contrast_min:
        channels = change(channels)
    return _hex(channels)


def shades(colour: str) -> Shades:
    """The shades of a brand colour; of the default colour when it is not ``#rrggbb``."""
    colour = colour.lower() if re.fullmatch("#[0-9a-fA-F]{6}", colour) else Branding().colour
    # Black reaches 4.58 where white does not, so one of the three can always be read.
    on_accent = next(ink for ink in (_PAPER, _INK, _BLACK) if contrast(ink, colour) >= TEXT_CONTRAST_MIN)
    return Shades(
        accent=colour,
        on_accent=on_accent,
        link_light=_until_readable(colour, LIGHT_GROUND, TEXT_CONTRAST_MIN, _darker),
        link_dark=_until_readable(colour, DARK_GROUND, TEXT_CONTRAST_MIN, _lighter),
        edge_light=_until_readable(colour, LIGHT_GROUND, EDGE_CONTRAST_MIN, _darker),
        edge_dark=_until_readable(colour, DARK_GROUND, EDGE_CONTRAST_MIN, _lighter),
    )
