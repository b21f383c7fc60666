"""Looks: what an organization, or one of its brands, decides of how its documents, pages and mails look."""

import base64
import binascii
import io
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from PIL import Image, UnidentifiedImageError

from faktura.checks import Finding
from faktura.organizations.checks import LANGUAGES, colour_is_valid, finding
from faktura.organizations.errors import LogoInvalid, OrganizationInvalid
from faktura.organizations.profile import DEFAULT_LANGUAGE, FONTS, Branding
from faktura.organizations.schemas import BrandingRequest, BrandTexts
from faktura.sockets.colours import INK, PAPER, contrast, text_on
from faktura.storage.unit import Unit

LOGO_BYTES_MAX = 1024 * 1024
LOGO_PIXELS_MAX = 4000
_PLAIN = ("colour", "secondary_colour", "font", "footer")


def read_logo(text: str, pointer: str = "/logo") -> tuple[bytes, str]:
    """The bytes and media type of a logo sent as base64.

    Raises:
        LogoInvalid: not base64, too large, or not a PNG or JPEG of at most 4,000 pixels a side.
    """

    def refuse(message: str) -> LogoInvalid:
        return LogoInvalid(message, [finding("logo_invalid", pointer, message)])

    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise refuse("The logo is not base64.") from None
    if len(content) > LOGO_BYTES_MAX:
        raise refuse(f"The logo has {len(content)} bytes; at most {LOGO_BYTES_MAX} are taken.")
    if content.lstrip()[:5] in (b"<?xml", b"<svg ", b"<!DOC"):
        raise refuse("SVG is not taken: it can hold scripts and links. Export the logo as PNG, 1,200 pixels wide.")
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as image:
            kind, size = image.format, image.size
            if max(size) > LOGO_PIXELS_MAX:
                raise refuse(f"The logo has {size[0]} x {size[1]} pixels; at most {LOGO_PIXELS_MAX} a side are taken.")
            image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise refuse("The logo is not a readable PNG or JPEG.") from None
    return content, "image/png" if kind == "PNG" else "image/jpeg"


def texts_of(texts: BrandTexts) -> dict[str, dict[str, str]]:
    """The texts that are there: kind -> language -> text."""
    found = {field.name: getattr(texts, field.name) for field in fields(texts)}
    return {kind: dict(held) for kind, held in found.items() if held}


def check_looks(request: BrandingRequest, within: str = "") -> Iterator[Finding]:
    """Everything that is wrong in the looks that a request asks for, but for the logo; `within` is their pointer."""
    for name in ("colour", "secondary_colour"):
        colour = getattr(request, name)
        if colour is not None and not colour_is_valid(colour.lower()):
            yield finding("colour_invalid", f"{within}/{name}", "Send a colour as #rrggbb.")
    if request.font is not None and request.font not in FONTS:
        yield finding("font_unknown", f"{within}/font", f"Send one of: {', '.join(FONTS)}.")
    if request.texts is not None:
        for kind, held in texts_of(request.texts).items():
            for language in held:
                if language not in (DEFAULT_LANGUAGE, *LANGUAGES):
                    known = ", ".join(LANGUAGES)
                    message = f"Send a text for {DEFAULT_LANGUAGE}, or for one of the languages: {known}."
                    yield finding("language_unknown", f"{within}/texts/{kind}/{language}", message)


async def changed_looks(
    unit: Unit, current: Mapping[str, Any], request: BrandingRequest, given: set[str], within: str = ""
) -> dict[str, Any]:
    """The looks after a change that `check_looks` found right: `given` are replaced, null removes.

    A new logo is put into the object store.

    Raises:
        LogoInvalid: it is not a picture that can be used.
    """
    looks = {name: value for name, value in current.items() if value is not None}
    for name in _PLAIN:
        if name in given:
            looks.pop(name, None)
            value = getattr(request, name)
            if value is not None:
                looks[name] = value.lower() if name.endswith("colour") else value
    if "texts" in given:
        looks.pop("texts", None)
        if request.texts is not None and (texts := texts_of(request.texts)):
            looks["texts"] = texts
    if "logo" in given:
        looks.pop("logo_sha256", None)
        looks.pop("logo_media_type", None)
        if request.logo is not None:
            content, looks["logo_media_type"] = read_logo(request.logo, f"{within}/logo")
            looks["logo_sha256"] = await unit.floor.objects.put(content)
    return looks


def refuse_wrong_looks(request: BrandingRequest) -> None:
    """Nothing, when the looks are right.

    Raises:
        OrganizationInvalid: with everything that is wrong.
    """
    if wrong := list(check_looks(request)):
        raise OrganizationInvalid("The branding was not changed.", wrong)


def contrast_plain(branding: Branding) -> dict[str, Any]:
    """How well the brand's colour can be read, as WCAG 2.1 measures it, and the colour of texts on it."""
    on_paper = contrast(branding.colour, PAPER)
    return {
        "text_on_colour": text_on(branding.colour),
        "ratio_on_white": f"{on_paper:.2f}",
        "ratio_on_dark": f"{contrast(branding.colour, INK):.2f}",
        # As text it is darkened until it can be read; this tells whether that is needed.
        "readable_on_white": on_paper >= 4.5,
    }
