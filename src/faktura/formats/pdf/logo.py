"""A seller's logo: what is accepted, and how it is made safe to draw.

PNG and JPEG are decoded, scaled down to what print can show, and encoded again, so nothing of the uploaded file
itself reaches a document. SVG is read without entities and network, and only known drawing elements are accepted.
"""

import base64
import functools
import io
import re
import struct
import zlib

from lxml import etree
from PIL import Image, ImageOps

from faktura.formats.pdf.errors import LogoError
from faktura.formats.pdf.typesetting import is_drawable

LOGO_BYTES_MAX = 1024 * 1024
LOGO_SIDE_MAX = 4000
_PRINT_SIZE = (1200, 480)  # 60 mm by 20 mm at 500 dots an inch and more
_WEIGHT_MAX = 20_000

_SVG = "http://www.w3.org/2000/svg"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "defs",
        "symbol",
        "use",
        "title",
        "desc",
        "metadata",
        "style",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
        "pattern",
        "switch",
    ]
)
_REFERENCE = re.compile(r"""url\(\s*['"]?\s*([^)'"]*)""", re.IGNORECASE)


def _prepare_picture(content: bytes) -> str:
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as opened:
            if max(opened.size) > LOGO_SIDE_MAX:
                raise LogoError(
                    f"The logo has {opened.width} by {opened.height} pixels; at most {LOGO_SIDE_MAX} a side fit."
                )
            kind = "jpeg" if opened.format == "JPEG" else "png"
            picture = ImageOps.exif_transpose(opened)
            clear = "A" in picture.mode or "transparency" in picture.info
            picture = picture.convert("RGBA" if clear else "RGB")
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error) as error:
        if isinstance(error, LogoError):
            raise
        raise LogoError("The logo can't be decoded; export it again as PNG, JPEG or SVG.") from error
    picture.thumbnail(_PRINT_SIZE, Image.Resampling.LANCZOS)
    encoded = io.BytesIO()
    picture.save(encoded, kind, **({"quality": 90} if kind == "jpeg" else {}))
    data = base64.b64encode(encoded.getvalue()).decode()
    width, height = picture.size
    # An SVG around the picture takes the bytes along as text; the typesetter has no other way in without a file.
    return (
        f'<svg xmlns="{_SVG}" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/{kind};base64,{data}"/></svg>'
    )


def _local_name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _refuse_unsafe(element: etree._Element) -> None:
    """Refuse scripts, events, unknown elements and everything that points outside of the file."""
    name = _local_name(element)
    if name not in _ELEMENTS:
        raise LogoError(f"The logo has an SVG element <{name}> that is not accepted; export it as plain paths.")
    texts = [str(value) for value in element.attrib.values()]
    if name == "style":
        texts.append("".join(str(text) for text in element.itertext()))
    if any("@import" in text.lower() for text in texts):
        raise LogoError("The logo imports a style sheet; export it with its styles inside.")
    if any(not target.startswith("#") for text in texts for target in _REFERENCE.findall(text)):
        raise LogoError("The logo points to something outside of its file; export it with everything inside.")
    for attribute, value in element.attrib.items():
        if str(attribute).lower().startswith("on"):
            raise LogoError("The logo has a script; export it without interaction.")
        if attribute in _HREFS and not str(value).startswith("#"):
            raise LogoError("The logo points to something outside of its file; export it with everything inside.")


def _refuse_heavy(root: etree._Element) -> None:
    """Refuse a drawing that is small as a file but endless when its references are followed."""
    by_id = {element.get("id"): element for element in root.iter(etree.Element) if element.get("id")}
    weights: dict[etree._Element, int] = {}
    being_weighed: set[etree._Element] = set()

    def weigh(element: etree._Element) -> int:
        if element in weights:
            return weights[element]
        if element in being_weighed:
            raise LogoError("The logo refers to itself in a circle; export it as plain paths.")
        being_weighed.add(element)
        targets = [str(element.get(href))[1:] for href in _HREFS if element.get(href)]
        for value in element.attrib.values():
            targets += [target[1:] for target in _REFERENCE.findall(str(value))]
        parts = [*element, *(by_id[target] for target in targets if target in by_id)]
        weight = 1 + sum(weigh(part) for part in parts)
        being_weighed.remove(element)
        if weight > _WEIGHT_MAX:
            raise LogoError("The logo has too many elements; export it as plain paths, or as PNG.")
        weights[element] = weight
        return weight

    weigh(root)


def _prepare_drawing(content: bytes) -> str:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise LogoError("The logo is neither PNG nor JPEG nor a well-formed SVG.") from error
    if root.tag != f"{{{_SVG}}}svg":
        raise LogoError("The logo is neither PNG nor JPEG nor SVG.")
    if b"<!ENTITY" in content:
        raise LogoError("The logo declares XML entities; export it as plain SVG.")
    for element in list(root.iter(etree.Element)):
        if etree.QName(element).namespace != _SVG:
            # Notes that drawing programs keep for themselves.
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
            continue
        for attribute in list(element.attrib):
            if str(attribute).startswith("{") and attribute not in _HREFS:
                del element.attrib[attribute]
    for element in root.iter(etree.Element):
        _refuse_unsafe(element)
    try:
        _refuse_heavy(root)
    except RecursionError as error:
        raise LogoError("The logo is nested too deeply; export it as plain paths.") from error
    return etree.tostring(root, encoding="unicode", with_tail=False)


@functools.lru_cache(maxsize=64)
def prepare_logo(content: bytes) -> str:
    """A logo as an SVG text that is safe to draw; what kind of picture it is, its bytes say.

    Raises:
        LogoError: not PNG, JPEG or safe SVG, over 1 MiB, over 4000 pixels a side, or not drawable.
    """
    if len(content) > LOGO_BYTES_MAX:
        raise LogoError("The logo is larger than 1 MiB; export it smaller.")
    if content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        drawing = _prepare_picture(content)
    else:
        drawing = _prepare_drawing(content)
    if not is_drawable(drawing):
        raise LogoError("The logo can't be drawn: it has no size, or its SVG breaks the rules of the format.")
    return drawing
