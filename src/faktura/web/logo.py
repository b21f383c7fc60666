"""A seller's logo as the page shows it: decoded, made small, encoded again, inside the page as a data: address.

Nothing of the uploaded file itself reaches a browser.
"""

import base64
import functools
import io
import struct
import zlib
from dataclasses import dataclass

from PIL import Image, ImageOps

# Twice the largest size on the page, for fine screens.
_SIZE_MAX = (520, 144)
_SIDE_MAX = 4000


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture as a data: address; `width` and `height` are the pixels on the page."""

    address: str
    width: int
    height: int


@functools.lru_cache(maxsize=128)
def prepare_logo(content: bytes) -> Logo | None:
    """The logo of PNG or JPEG bytes as a small PNG; None for what is no sound picture, or a far too large one."""
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as opened:
            if max(opened.size) > _SIDE_MAX:
                return None
            picture = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, Image.DecompressionBombError):
        return None
    picture.thumbnail(_SIZE_MAX, Image.Resampling.LANCZOS)
    encoded = io.BytesIO()
    picture.save(encoded, "PNG", optimize=True)
    # A picture that was small from the start is not blown up, and shown at half its pixels it is sharp.
    width, height = (max(1, side // 2) for side in picture.size)
    return Logo("data:image/png;base64," + base64.b64encode(encoded.getvalue()).decode(), width, height)
