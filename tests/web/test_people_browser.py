"""The pages of people in a real browser: sizes, dark mode, the script for passkeys with a virtual authenticator."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from faktura.members.accept import accept_as_new
from faktura.members.invite import invite_member, link_of
from faktura.members.people import person_of
from faktura.members.schemas import MemberRequest
from faktura.members.second_factor import pending_totp, start_totp
from faktura.members.sign_in import Visitor
from faktura.organizations.tenants import Mode
from faktura.storage.floor import Floor
from faktura.storage.unit import open_unit

from .chromium import Browser, open_browser, serve
from .conftest import CHROMIUM
from .stage import Scene, build_application, new_scene

pytestmark = [pytest.mark.anyio, pytest.mark.browser]

PASSWORD = "violet tractor nine hummocks"
WIDTHS = (320, 375, 768, 1280)


class Late:
    """An application that is built once its address is known: people's pages know one address only."""

    def __init__(self) -> None:
        self.app: Any = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.app(scope, receive, send)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    assert CHROMIUM is not None
    with open_browser(CHROMIUM, tmp_path_factory.mktemp("chromium")) as opened:
        yield opened


@pytest.fixture
async def near(floor: Floor) -> AsyncIterator[Floor]:
    """The floor of a server on this machine, by a name that passkeys can belong to."""
    late = Late()
    async with serve(late) as base:
        public_url = base.replace("127.0.0.1", "localhost")
        settings = floor.settings.changed({"public_url": public_url})
        served = replace(floor, settings=settings)
        late.app = build_application(served)
        yield served


async def drive(work: Callable[[], Any]) -> Any:
    return await asyncio.to_thread(work)


def go(browser: Browser, script: str, wanted: str, seconds: float = 20) -> None:
    """Do something that leads to another page, and wait until its path is there."""
    browser.ask(f"window.faktura_old = true; {script}")
    until(
        browser, f"!window.faktura_old && document.readyState == 'complete' && location.pathname == '{wanted}'", seconds
    )


def until(browser: Browser, expression: str, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if browser.ask(expression):
                return
        except (AssertionError, RuntimeError):
            pass
        time.sleep(0.05)
    raise AssertionError((expression, browser.ask("location.href"), browser.ask("document.body.innerText")))


def sideways(browser: Browser) -> int:
    return int(browser.ask("document.documentElement.scrollWidth")) - browser.width


def own_complaints(browser: Browser) -> list[Any]:
    """Complaints but those about statuses, and that nobody's finger was on the form that a test sent."""
    return [
        each
        for each in browser.complaints()
        if each.get("entry", {}).get("source") != "network"
        and not any(told in str(each) for told in ("NavigationEntryMarkedSkippable", "Clear-Site-Data"))
    ]


async def invited(scene: Scene, email: str, role: str = "owner") -> str:
    """The token of a new invitation."""
    async with scene.unit() as unit:
        member = await invite_member(
            unit, "organization", MemberRequest(email=email, role=role), frozenset(["*"]), by_mail=False
        )
    assert member.invitation is not None
    return link_of(scene.floor, scene.tenant, member.invitation.id).rsplit("/", 1)[-1]


def fill(values: dict[str, str], action: str) -> str:
    sets = "".join(f"form.elements[{name!r}].value = {value!r};" for name, value in values.items())
    selector = f'form[action$="{action}"]'
    return f"{{const form = document.querySelector({selector!r}); {sets} form.requestSubmit();}}"


async def test_every_page_fits_every_screen(near: Floor, browser: Browser, tmp_path: Path) -> None:
    scene = await new_scene(near, mode=Mode.TEST)
    email = "ada.lovelace.of.the.very.long.address@analytical-engines.test"
    token = await invited(scene, email)
    await accept_as_new(near, token, "Ada Lovelace", PASSWORD, Visitor("203.0.113.9", "Mozilla/5.0", ""))
    link = await invited(scene, "grace@people.test", "accountant")
    other = await new_scene(near, mode=Mode.TEST, name="Second organization with quite a long name Gesellschaft m.b.H.")
    await invited(other, email)
    person = person_of(near.secret, email)
    async with open_unit(near, person, actor="test") as unit:
        await start_totp(unit)
        assert await pending_totp(unit) is not None
    base = near.settings.public_url

    def look(paths: tuple[str, ...], name: str) -> None:
        for path in paths:
            for width in WIDTHS:
                for dark in (False, True):
                    browser.screen(width, 800, dark=dark)
                    browser.open(base + path)
                    assert sideways(browser) <= 0, (path, width)
                    assert own_complaints(browser) == [], path
                    shown = path.strip("/").replace("/", "-")[:20]
                    browser.picture(tmp_path / f"{name}-{shown}-{width}-{'dark' if dark else 'light'}.png")

    def visit() -> None:
        browser.screen(1280, 800)
        look(("/sign-in", "/new-password", f"/invitations/{link}", "/invitations/x"), "out")
        browser.open(base + "/sign-in")
        go(browser, fill({"email": email, "password": "wrong wrong wrong"}, "/sign-in"), "/sign-in")
        assert "don't fit together" in browser.ask("document.body.innerText")
        browser.picture(tmp_path / "wrong.png")
        go(browser, fill({"email": email, "password": PASSWORD}, "/sign-in"), "/home")
        look(("/home", "/me", "/me/authenticator", "/me/passkeys/new", f"/invitations/{link}"), "in")
        browser.open(base + "/me")
        go(browser, "document.querySelector('form[action$=\"/sign-out\"]').requestSubmit()", "/sign-in")

    await drive(visit)


async def test_a_passkey_from_making_it_to_signing_in(near: Floor, browser: Browser, tmp_path: Path) -> None:
    scene = await new_scene(near, mode=Mode.TEST)
    token = await invited(scene, "ada@people.test")
    base = near.settings.public_url

    def visit() -> None:
        browser.screen(1280, 800)
        browser.call("WebAuthn.enable")
        device = browser.call(
            "WebAuthn.addVirtualAuthenticator",
            options={
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            },
        )["authenticatorId"]
        browser.open(f"{base}/invitations/{token}")
        script = fill({"name": "Ada", "password": PASSWORD}, f"/invitations/{token}")
        go(browser, script, "/home")
        browser.open(base + "/me/passkeys/new")
        go(browser, fill({"name": "This browser"}, "/me/passkeys"), "/me/passkeys")
        assert "The passkey is added" in browser.ask("document.body.innerText")
        assert own_complaints(browser) == []
        assert len(browser.call("WebAuthn.getCredentials", authenticatorId=device)["credentials"]) == 1
        go(browser, "document.querySelector('form[action$=\"/sign-out\"]').requestSubmit()", "/sign-in")
        assert own_complaints(browser) == []
        go(browser, "document.querySelector('form[data-passkey]').requestSubmit()", "/home")
        assert "Owner" in browser.ask("document.body.innerText")
        # When the person says no, the page says what to do.
        go(browser, "document.querySelector('form[action$=\"/sign-out\"]').requestSubmit()", "/sign-in")
        browser.call("WebAuthn.setUserVerified", authenticatorId=device, isUserVerified=False)
        browser.ask("document.querySelector('form[data-passkey]').requestSubmit()")
        until(browser, "document.querySelector('[role=status]').textContent.includes('No passkey was used')")
        browser.call("WebAuthn.disable")

    await drive(visit)
