import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import faktura.web
from faktura.web.colours import DARK_GROUND, LIGHT_GROUND, contrast, shades

STYLES = Path(faktura.web.__file__).parent / "styles"
COLOURS = ["#000000", "#ffffff", "#ffd400", "#0f766e", "#777777", "#767676", "#00ff00", "#ff0000", "#0000ff", "#fffffe"]


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


def can_be_read(colour: str) -> None:
    made = shades(colour)
    assert made.accent == colour
    assert contrast(made.on_accent, made.accent) >= 4.5
    assert contrast(made.link_light, LIGHT_GROUND) >= 4.5
    assert contrast(made.link_light, "#ffffff") >= 4.5
    assert contrast(made.link_dark, DARK_GROUND) >= 4.5
    assert contrast(made.edge_light, LIGHT_GROUND) >= 3
    assert contrast(made.edge_dark, DARK_GROUND) >= 3


@pytest.mark.parametrize("colour", COLOURS)
def test_brands_that_are_hard_to_read_can_be_read(colour: str) -> None:
    can_be_read(colour)


@given(st.integers(0, 0xFFFFFF))
def test_every_brand_can_be_read(number: int) -> None:
    can_be_read(f"#{number:06x}")


def test_a_colour_that_can_be_read_stays_the_brands_own() -> None:
    assert shades("#0b4f4a").link_light == "#0b4f4a"
    assert shades("#ffd400").link_dark == "#ffd400"


@pytest.mark.parametrize("text", ["", "red", "#fff", "#12345g", "#1f3a5f;}body{display:none", "#1f3a5f\n"])
def test_what_is_no_colour_becomes_the_default(text: str) -> None:
    assert shades(text) == shades("#1f3a5f")


def _properties(css: str) -> tuple[dict[str, str], dict[str, str]]:
    """The colours of a sheet: on the light side, and on the dark side."""
    dark_blocks = re.findall(r"@media screen and \(prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}", css, re.DOTALL)
    light_blocks = re.findall(r"^:root \{(.*?)^\}", css, re.DOTALL | re.MULTILINE)
    light_blocks += re.findall(r"^:root \{(.*?)\}$", css, re.MULTILINE)

    def read(blocks: list[str]) -> dict[str, str]:
        return dict(pair for block in blocks for pair in re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))

    light = read(light_blocks)
    return light, {**light, **read(dark_blocks)}


def _sheets(*names: str) -> tuple[dict[str, str], dict[str, str]]:
    return _properties("\n".join((STYLES / f"{name}.css").read_text() for name in names))


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
def test_the_sheets_own_colours_can_be_read(side: int) -> None:
    colours = _sheets("base", "buyer")[side]
    grounds = ("ground", "card", "box")
    for ink in ("ink", "soft"):
        for ground in grounds:
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    for state in ("open", "overdue", "partly-paid", "paid", "settled"):
        assert contrast(colours[state], colours[f"{state}-ground"]) >= 4.5, state
    for ground in ("test-ground", "test-stripe"):
        assert contrast(colours["test"], colours[ground]) >= 4.5, ground


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
def test_the_references_colours_can_be_read(side: int) -> None:
    colours = _sheets("base", "reference")[side]
    for method in ("get", "post", "put", "delete"):
        for ground in ("ground", "card"):
            assert contrast(colours[method], colours[ground]) >= 4.5, (method, ground)


def test_the_shades_are_made_for_the_grounds_that_are_there() -> None:
    light, dark = _sheets("base")
    for ground in ("ground", "card", "box"):
        assert contrast("#000000", light[ground]) >= contrast("#000000", LIGHT_GROUND)
        assert contrast("#ffffff", dark[ground]) >= contrast("#ffffff", DARK_GROUND)
    assert light["ground"] != dark["ground"]
