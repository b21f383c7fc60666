"""A brand's colour on a page with a light and a dark side: which shade of it can be read where. Pure.

Contrast is measured as WCAG 2.1 defines it: text needs 4.5 to 1 (success criterion 1.4.3), the edge of a control
3 to 1 (1.4.11).
"""

from collections.abc import Callable
from dataclasses import dataclass

from faktura.sockets import Branding
from faktura.sockets.colours import TEXT_CONTRAST_MIN, contrast, is_colour, text_on
from faktura.sockets.fonts import stack_of

EDGE_CONTRAST_MIN = 3.0

# The grounds of styles/base.css that the shades stand on: the darkest of the light ones, the lightest of the dark.
LIGHT_GROUND = "#eff2f6"
DARK_GROUND = "#28313d"
_STEP = 0.04
_TYPEFACE = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

_Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Shades:
    """Colours as ``#rrggbb``, and the typeface that goes with them as CSS.

    `accent`: the brand's own; `on_accent`: text on it; `second`: the brand's second colour, or the first again, for
    what carries no text. `link_light`, `link_dark`: the brand as text on the light and the dark side. `edge_light`,
    `edge_dark`: the line around an area in the brand's own colour.
    """

    accent: str
    on_accent: str
    second: str
    link_light: str
    link_dark: str
    edge_light: str
    edge_dark: str
    typeface: str


def _channels(colour: str) -> _Rgb:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def _hex(channels: _Rgb) -> str:
    return "#" + "".join(f"{round(min(1.0, channel) * 255):02x}" for channel in channels)


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


def shades(colour: str, second: str = "", font: str = "") -> Shades:
    """The shades of a brand's colours; of the default colour when the first is not ``#rrggbb``."""
    colour = colour.lower() if is_colour(colour) else Branding().colour
    return Shades(
        accent=colour,
        on_accent=text_on(colour),
        second=second.lower() if is_colour(second) else colour,
        link_light=_until_readable(colour, LIGHT_GROUND, TEXT_CONTRAST_MIN, _darker),
        link_dark=_until_readable(colour, DARK_GROUND, TEXT_CONTRAST_MIN, _lighter),
        edge_light=_until_readable(colour, LIGHT_GROUND, EDGE_CONTRAST_MIN, _darker),
        edge_dark=_until_readable(colour, DARK_GROUND, EDGE_CONTRAST_MIN, _lighter),
        typeface=stack_of(font, _TYPEFACE),
    )
