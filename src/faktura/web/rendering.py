"""From data to HTML: the templates, the style sheet inside each page, and the headers that keep the page shut. Pure."""

import base64
import functools
import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from faktura.sockets import Branding
from faktura.web.colours import Shades, shades

_FEATURES = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read", "display-capture", "encrypted-media",
    "fullscreen", "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment",
    "picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "serial", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
_STRICT = {
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    "x-robots-tag": "noindex, nofollow",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": ", ".join(f"{feature}=()" for feature in _FEATURES),
}


@dataclass(frozen=True, slots=True)
class Html:
    """A finished page and the headers that it must be sent with."""

    content: bytes
    headers: Mapping[str, str]


def strict_headers(style: str = "") -> dict[str, str]:
    """The headers of everything that a page's door sends: nothing is loaded, run, framed or remembered.

    `style` is the one style sheet, named by its hash (CSP level 3); pictures come from inside the page only.
    """
    policy = ["default-src 'none'"]
    if style:
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        policy += [f"style-src 'sha256-{digest}'", "img-src data:"]
    policy += ["form-action 'none'", "frame-ancestors 'none'", "base-uri 'none'"]
    return {"content-security-policy": "; ".join(policy), **_STRICT}


@functools.cache
def _sheet(name: str) -> str:
    return files(__package__).joinpath("styles", f"{name}.css").read_text(encoding="utf-8")


@functools.lru_cache(maxsize=256)
def style_of(colours: Shades, *names: str) -> str:
    """The style sheet of a page: the brand's colours as custom properties, and the named sheets."""
    colours_text = "".join(f"--{name.replace('_', '-')}:{value};" for name, value in asdict(colours).items())
    return f":root{{{colours_text}}}\n" + "\n".join(_sheet(name) for name in names)


@functools.cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader(__package__, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def default_shades() -> Shades:
    """The colours of pages that belong to no seller."""
    return shades(Branding().colour)


def render_html(template: str, sheets: tuple[str, ...], colours: Shades, **values: Any) -> Html:
    """A template with its values, every one escaped; `sheets` name files in ``styles/``."""
    style = style_of(colours, *sheets)
    html = _environment().get_template(template).render(style=Markup(style), shades=colours, **values)  # noqa: S704 - our own files and checked colours
    return Html(html.encode(), {"content-type": "text/html; charset=utf-8", **strict_headers(style)})
