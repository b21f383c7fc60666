"""A seller's logo as the page shows it: inside the page, as a data: address."""

import base64
import functools
from dataclasses import dataclass

from faktura.sockets.pictures import small_picture

# Twice the largest size on the page, for fine screens.
_SIZE_MAX = (520, 144)


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture as a data: address; `width` and `height` are the pixels on the page."""

    address: str
    width: int
    height: int


@functools.lru_cache(maxsize=128)
def prepare_logo(content: bytes) -> Logo | None:
    """The logo of PNG or JPEG bytes as a small PNG; None for what is no sound picture, or a far too large one."""
    picture = small_picture(content, _SIZE_MAX)
    if picture is None:
        return None
    # A picture that was small from the start is not blown up, and shown at half its pixels it is sharp.
    width, height = max(1, picture.width // 2), max(1, picture.height // 2)
    return Logo("data:image/png;base64," + base64.b64encode(picture.content).decode(), width, height)
