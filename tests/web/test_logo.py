import base64
import io
from typing import Any

import pytest
from PIL import Image

from faktura.web.logo import prepare_logo


def picture(width: int, height: int, kind: str = "PNG", mode: str = "RGB", **more: Any) -> bytes:
    content = io.BytesIO()
    Image.new(mode, (width, height), "red" if mode == "RGB" else 0).save(content, kind, **more)
    return content.getvalue()


def decoded(address: str) -> Image.Image:
    head, data = address.split(",", 1)
    assert head == "data:image/png;base64"
    opened = Image.open(io.BytesIO(base64.b64decode(data)))
    assert opened.format == "PNG"
    return opened


def test_a_logo_is_small_inside_the_page() -> None:
    logo = prepare_logo(picture(3000, 1000))
    assert logo is not None
    opened = decoded(logo.address)
    assert opened.width <= 520
    assert opened.height <= 144
    assert (logo.width, logo.height) == (opened.width // 2, opened.height // 2)
    assert opened.width / opened.height == pytest.approx(3, rel=0.02)


def test_a_small_logo_keeps_its_size_and_a_tiny_one_is_there() -> None:
    logo = prepare_logo(picture(40, 20))
    assert logo is not None
    assert decoded(logo.address).size == (40, 20)
    tiny = prepare_logo(picture(1, 1))
    assert tiny is not None
    assert (tiny.width, tiny.height) == (1, 1)


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("JPEG", "L"), ("PNG", "P"), ("PNG", "1"), ("PNG", "LA")])
def test_other_kinds_of_pictures_are_shown(kind: str, mode: str) -> None:
    assert prepare_logo(picture(300, 100, kind, mode)) is not None


def test_nothing_of_the_file_itself_reaches_the_page() -> None:
    content = picture(30, 30, "JPEG", comment=b"<script>alert(1)</script>") + b"<script>alert(2)</script>"
    logo = prepare_logo(content)
    assert logo is not None
    assert b"script" not in base64.b64decode(logo.address.split(",", 1)[1])


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", picture(30, 30)[:60], picture(4001, 1)],
    ids=["empty", "gif", "svg", "torn", "too large"],
)
def test_what_is_no_sound_picture_is_left_out(content: bytes) -> None:
    assert prepare_logo(content) is None
