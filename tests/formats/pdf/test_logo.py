import io

import pytest
from PIL import Image

from faktura.formats.pdf import LogoError, prepare_logo
from faktura.formats.pdf.colours import contrast_on_white, palette, parse_colour
from faktura.formats.pdf.errors import ColourError
from faktura.sockets import Branding, RenderOptions

from .samples import reader, sample, write

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 90 30">{}</svg>'
RECT = '<rect width="90" height="30" fill="#c00"/>'


def picture(kind="PNG", size=(300, 100), mode="RGB"):
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind)
    return out.getvalue()


def svg(inner):
    return SVG.format(inner).encode()


@pytest.mark.parametrize(
    "logo",
    [
        picture(),
        picture(mode="RGBA"),
        picture(mode="P"),
        picture(mode="LA"),
        picture(mode="I;16"),
        picture("JPEG"),
        picture("JPEG", mode="CMYK"),
        picture(size=(4000, 400)),
        svg(RECT),
        b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">' + svg(RECT),
        svg(
            '<defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><path fill="url(#a)" d="M0 0h9v9"/>'
        ),
        svg('<defs><g id="a"><path d="M0 0h9v9z"/></g></defs><use xlink:href="#a"/><use href="#a" x="20"/>'),
        svg("<style>.a{fill:red}</style>" + RECT + "<text y='20'>Łódź</text>"),
        svg('<metadata><rdf:RDF xmlns:rdf="r"/></metadata><n:view xmlns:n="inkscape" n:x="1"/>' + RECT),
    ],
)
def test_a_sound_logo_is_drawn(logo):
    branding = Branding(logo=logo)
    drawn = write(sample(1), RenderOptions(branding=branding)).content
    assert drawn != write(sample(1), RenderOptions()).content
    assert drawn == write(sample(1), RenderOptions(branding=branding)).content


@pytest.mark.parametrize(
    ("logo", "words"),
    [
        (b"", "neither PNG nor JPEG"),
        (b"GIF89a" + bytes(50), "neither PNG nor JPEG"),
        (b"%PDF-1.7", "neither PNG nor JPEG"),
        (b"<html/>", "neither PNG nor JPEG nor SVG"),
        (picture()[:60], "can't be decoded"),
        (b"\xff\xd8\xff" + bytes(100), "can't be decoded"),
        (picture(size=(4001, 10)), "at most 4000"),
        (picture() + bytes(1024 * 1024), "larger than 1 MiB"),
        (svg("<script>alert(1)</script>"), "<script>"),
        (svg("<foreignObject/>"), "<foreignObject>"),
        (svg('<image href="https://example.org/a.png"/>'), "<image>"),
        (svg('<rect onclick="x()" width="9" height="9"/>'), "script"),
        (svg('<use href="https://example.org/a.svg#b"/>'), "outside"),
        (svg('<use xlink:href="file:///etc/passwd"/>'), "outside"),
        (svg('<rect width="9" height="9" fill="url(https://example.org/a)"/>'), "outside"),
        (svg('<rect width="9" height="9" style="fill: URL( \'//example.org/a\' )"/>'), "outside"),
        (svg("<style>@import 'https://example.org/a.css';</style>" + RECT), "style sheet"),
        (svg("<style>.a{fill:url(http://example.org)}</style>" + RECT), "outside"),
        (b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + svg("<text>&x;</text>"), "entities"),
        (svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'), "circle"),
        (
            svg(
                '<g id="a0"><path d="M0 0h1"/></g>'
                + "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 9))
            ),
            "too many",
        ),
        (svg("<g>" * 5000 + "</g>" * 5000), "well-formed"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"/>', "can't be drawn"),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100000 1" width="100000" height="1"/>',
            "can't be drawn",
        ),
    ],
)
def test_an_unsound_logo_is_refused(logo, words):
    with pytest.raises(LogoError, match=words):
        prepare_logo(logo)


def test_nothing_of_an_uploaded_picture_but_its_look_is_kept():
    secret = io.BytesIO()
    image = Image.new("RGB", (3000, 1000))
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    image.save(secret, "JPEG", exif=exif)
    pdf = reader(sample(1), branding=Branding(logo=secret.getvalue()))
    (embedded,) = pdf.pages[0].images
    assert b"secret place" not in embedded.data
    assert embedded.image is not None
    assert max(embedded.image.size) <= 1200


@pytest.mark.parametrize("colour", ["", "red", "#fff", "#12345g", "#1f3a5f00", '#"); panic'])
def test_a_colour_is_six_digits(colour):
    with pytest.raises(ColourError):
        write(sample(1), RenderOptions(branding=Branding(colour=colour)))


@pytest.mark.parametrize("colour", ["#ffffff", "#ffff00", "#00ffee", "#1f3a5f", "#000000"])
def test_print_in_any_brand_colour_can_be_read(colour):
    shades = palette(colour)
    assert shades.accent == colour
    assert contrast_on_white(parse_colour(shades.ink)) >= 4.4
    assert contrast_on_white(parse_colour(shades.ground)) < 1.3
