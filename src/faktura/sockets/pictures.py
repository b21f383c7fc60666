"""A picture of a stranger made safe and small: decoded, scaled down, and encoded again. Pure.

Nothing of the uploaded file itself reaches a reader.
"""

import io
import struct
import zlib
from dataclasses import dataclass

from PIL import Image, ImageOps

_SIDE_MAX = 4000


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG with its size in pixels."""

    content: bytes
    width: int
    height: int


def small_picture(content: bytes, size_max: tuple[int, int]) -> Picture | None:
    """The picture of PNG or JPEG bytes within a size; None for what is no sound picture, or a far too large one."""
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as opened:
            if max(opened.size) > _SIDE_MAX:
                return None
            picture = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, Image.DecompressionBombError):
        return None
    picture.thumbnail(size_max, Image.Resampling.LANCZOS)
    encoded = io.BytesIO()
    picture.save(encoded, "PNG", optimize=True)
    return Picture(encoded.getvalue(), *picture.size)
