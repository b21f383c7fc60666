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


def _named(text: str) -> str:
    """A text as a Content-Security-Policy names it: by its hash (CSP level 3)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def strict_headers(style: str = "", script: str = "", *, forms: bool = False) -> dict[str, str]:
    """The headers of everything that a page's door sends: nothing is loaded, run, framed or remembered.

    `style` is the one style sheet, `script` the one script, if any; pictures come from inside the page only. With
    `forms` the page may send forms to us, and passkeys may be asked for; a browser then tells us, and nobody else,
    which page it comes from: with no-referrer it would hide even from us that a form is our own.
    """
    policy = ["default-src 'none'"]
    if style:
        policy += [f"style-src {_named(style)}", "img-src data:"]
    if script:
        policy.append(f"script-src {_named(script)}")
    target = "'self'" if forms else "'none'"
    policy += [f"form-action {target}", "frame-ancestors 'none'", "base-uri 'none'"]
    headers = {"content-security-policy": "; ".join(policy), **_STRICT}
    if forms:
        headers["referrer-policy"] = "same-origin"
        passkeys = ", ".join(f"publickey-credentials-{verb}=(self)" for verb in ("get", "create"))
        features = ", ".join(f"{feature}=()" for feature in _FEATURES if not feature.startswith("publickey"))
        headers["permissions-policy"] = f"{features}, {passkeys}"
    return headers


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


@functools.cache
def read_script(name: str) -> str:
    """A script of ours, from ``scripts/``."""
    return files(__package__).joinpath("scripts", f"{name}.js").read_text(encoding="utf-8")


def render_html(
    template: str, sheets: tuple[str, ...], colours: Shades, *, script: str = "", forms: bool = False, **values: Any
) -> Html:
    """A template with its values, every one escaped; `sheets` name files in ``styles/``, `script` is one of ours."""
    style = style_of(colours, *sheets)
    html = (
        _environment()
        .get_template(template)
        .render(style=Markup(style), script=Markup(script), shades=colours, **values)  # noqa: S704 - our own files and checked colours
    )
    headers = strict_headers(style, script, forms=forms)
    return Html(html.encode(), {"content-type": "text/html; charset=utf-8", **headers})
