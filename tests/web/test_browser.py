"""The pages as a real browser shows them: sizes, dark mode, print, and what it has to complain about."""

import asyncio
import io
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PIL import Image

from faktura.organizations.tenants import Mode
from faktura.storage.floor import Floor

from .chromium import Browser, open_browser, serve
from .conftest import CHROMIUM
from .documents import enormous, everyday
from .stage import Scene, build_application, draw_logo, new_scene

pytestmark = [pytest.mark.anyio, pytest.mark.browser]

TODAY = datetime.now(UTC).date()
# CSS pixels: a small phone, a common one, a tablet, a desk.
WIDTHS = (320, 375, 768, 1280)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    assert CHROMIUM is not None
    with open_browser(CHROMIUM, tmp_path_factory.mktemp("chromium")) as opened:
        yield opened


@pytest.fixture
async def address(floor: Floor) -> AsyncIterator[str]:
    async with serve(build_application(floor)) as base:
        yield base


async def drive(work: Callable[[], Any]) -> Any:
    """Run what waits for the browser in a thread, so that the server beside it can answer."""
    return await asyncio.to_thread(work)


def sideways(browser: Browser) -> int:
    """How many pixels of the page stick out of the screen to the right."""
    return int(browser.ask("document.documentElement.scrollWidth")) - browser.width


def visible_text(browser: Browser) -> str:
    return " ".join(str(browser.ask("document.body.innerText")).split())


def own_complaints(browser: Browser) -> list[Any]:
    """Complaints but those about the status of the page itself."""
    return [each for each in browser.complaints() if each.get("entry", {}).get("source") != "network"]


def colour_of(browser: Browser, selector: str, name: str) -> str:
    return str(browser.ask(f"getComputedStyle(document.querySelector({selector!r})).{name}"))


async def test_the_page_fits_every_screen(scene: Scene, address: str, browser: Browser, tmp_path: Path) -> None:
    await scene.brand(colour="#0f766e", logo=draw_logo())
    path = await scene.link(await scene.issue(**everyday(TODAY)))

    def look() -> None:
        for width in WIDTHS:
            for dark in (False, True):
                browser.screen(width, 800, dark=dark)
                browser.open(address + path)
                assert sideways(browser) == 0, width
                text = visible_text(browser)
                for words in ("Invoice 2026-00001", "€3,307.11", "Open", "Download PDF", "How to pay", "OPSKATWW"):
                    assert words in text, (width, words)
                assert own_complaints(browser) == []
                browser.picture(tmp_path / "page.png")
                with Image.open(tmp_path / "page.png") as picture:
                    assert picture.width == width

    await drive(look)


async def test_nothing_but_the_page_is_loaded(scene: Scene, address: str, browser: Browser) -> None:
    await scene.brand(logo=draw_logo())
    path = await scene.link(await scene.issue(**everyday(TODAY)))

    def look() -> None:
        browser.screen(1280, 800)
        browser.open(address + path)
        assert browser.requested() == [address + path]
        # The logo came through the policy, and so did the style sheet.
        assert browser.ask("document.images[0].complete && document.images[0].naturalWidth > 0")
        assert colour_of(browser, ".card", "borderTopLeftRadius") != "0px"

    await drive(look)


async def test_the_policy_stops_what_gets_in_anyway(scene: Scene, address: str, browser: Browser) -> None:
    path = await scene.link(await scene.issue())

    def look() -> None:
        browser.screen(1280, 800)
        browser.open(address + path)
        browser.ask(
            "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title = 1\">"
            '<p style="color: red" id=bad>.</p>\')'
        )
        browser.ask("new Promise(done => setTimeout(done, 50))")
        assert browser.ask("document.title").startswith("Invoice")
        assert colour_of(browser, "#bad", "color") != "rgb(255, 0, 0)"
        assert any("Content Security Policy" in str(each) for each in browser.complaints())

    await drive(look)


async def test_the_page_is_the_same_without_javascript(scene: Scene, address: str, browser: Browser) -> None:
    path = await scene.link(await scene.issue(**everyday(TODAY)))

    def look() -> None:
        browser.screen(375, 800)
        browser.open(address + path)
        with_scripts = visible_text(browser)
        browser.call("Emulation.setScriptExecutionDisabled", value=True)
        try:
            browser.open(address + path)
            assert visible_text(browser) == with_scripts
        finally:
            browser.call("Emulation.setScriptExecutionDisabled", value=False)

    await drive(look)


async def test_dark_mode_is_dark(scene: Scene, address: str, browser: Browser) -> None:
    path = await scene.link(await scene.issue(**everyday(TODAY)))

    def brightness(selector: str, name: str) -> float:
        numbers = colour_of(browser, selector, name).removeprefix("rgb(").removesuffix(")").split(",")
        return sum(float(number) for number in numbers) / 3

    def look() -> None:
        for dark in (False, True):
            browser.screen(1280, 800, dark=dark)
            browser.open(address + path)
            ground, ink = brightness(".card", "backgroundColor"), brightness("h1", "color")
            assert (ground < 60 < 200 < ink) if dark else (ink < 60 < 200 < ground)
            # A banking app reads dark on light only.
            assert browser.ask("document.querySelector('svg path').getAttribute('fill')") == "#fff"

    await drive(look)


async def test_one_click_takes_a_value_as_a_bank_wants_it(scene: Scene, address: str, browser: Browser) -> None:
    path = await scene.link(await scene.issue(**everyday(TODAY)))

    def look() -> None:
        browser.screen(1280, 2000)
        browser.open(address + path)
        for place, value in ((1, "AT611904300234573201"), (2, "OPSKATWW"), (3, "3,307.11"), (4, "2026-00001")):
            spot = browser.ask(
                f"(r => ({{x: r.x + r.width / 2, y: r.y + r.height / 2}}))"
                f"(document.querySelectorAll('.copy')[{place}].getBoundingClientRect())"
            )
            for kind in ("mousePressed", "mouseReleased"):
                browser.call("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **spot)
            assert browser.ask("getSelection().toString()") == value

    await drive(look)


async def test_enormous_texts_and_numbers_fit(floor: Floor, address: str, browser: Browser) -> None:
    scene = await new_scene(floor, mode=Mode.TEST, name="Ö" * 200)
    path = await scene.link(await scene.issue(files=False, **enormous(TODAY)))

    def look() -> None:
        for width in WIDTHS:
            browser.screen(width, 800)
            browser.open(address + path)
            assert sideways(browser) == 0, width

    await drive(look)


@pytest.mark.parametrize("language", ["de", "fr", "pl", "pt"])
async def test_long_words_of_other_languages_fit(language: str, scene: Scene, address: str, browser: Browser) -> None:
    late = {"issue_date": TODAY - timedelta(days=40), "due_date": TODAY - timedelta(days=10), "language": language}
    issued = await scene.issue(files=False, **{**everyday(TODAY), **late})
    await scene.pay(issued, "1000.00")
    path = await scene.link(issued)

    def look() -> None:
        for width in WIDTHS:
            browser.screen(width, 800)
            browser.open(address + path)
            assert sideways(browser) == 0, width
            assert browser.ask("document.documentElement.lang") == language

    await drive(look)


async def test_the_page_is_printed_without_its_screen_parts(scene: Scene, address: str, browser: Browser) -> None:
    lines = [{**everyday(TODAY)["lines"][0], "name": f"Item {place}"} for place in range(120)]
    path = await scene.link(await scene.issue(files=False, **{**everyday(TODAY), "lines": lines}))

    def look() -> None:
        browser.screen(1280, 800, dark=True)
        browser.open(address + path)
        printed = pypdf.PdfReader(io.BytesIO(browser.printed()))
        texts = [page.extract_text() for page in printed.pages]
        whole = "\n".join(texts)
        assert "Download PDF" not in whole
        assert "Item 0" in whole
        assert "Item 119" in whole
        assert "OPSKATWW" in whole
        # The head of the table comes again on every page that has lines.
        assert len([text for text in texts if "Item" in text and "Unit price" in text]) >= 3

    await drive(look)


async def test_the_other_pages_fit_as_well(scene: Scene, address: str, browser: Browser) -> None:
    path = await scene.link(await scene.issue(files=False))

    def look() -> None:
        for page, words in (
            ("/docs", "invoices.create"),
            ("/", "Faktura"),
            ("/i/none", "This page is not available"),
            (f"{path}/pdf", "In a moment"),
        ):
            for width in WIDTHS:
                browser.screen(width, 800, dark=width == 375)
                browser.open(address + page)
                assert sideways(browser) == 0, (page, width)
                assert words in visible_text(browser)
                assert own_complaints(browser) == []
                assert browser.requested() == [address + page]

    await drive(look)


async def test_a_moment_later_the_file_is_tried_again(scene: Scene, address: str, browser: Browser) -> None:
    path = await scene.link(await scene.issue(files=False))

    def look() -> None:
        browser.screen(375, 800)
        browser.open(f"{address}{path}/pdf")
        planned = browser.wait("Page.frameScheduledNavigation")
        assert (planned["reason"], planned["url"]) == ("metaTagRefresh", f"{address}{path}/pdf")

    await drive(look)
