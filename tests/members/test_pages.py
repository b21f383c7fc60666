"""The pages of people over HTTP, as a browser without scripts uses them."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from starlette.applications import Starlette

from api.stage import Tenant, answered
from faktura.cli.demo_mail import MailServer
from faktura.storage.floor import Floor
from faktura.storage.ids import show_id
from faktura.storage.unit import utc_now
from web.html_rules import breaches

from .stage import (
    PASSWORD,
    PUBLIC_URL,
    Person,
    invite,
    join,
    letters_to,
    link_in,
    new_email,
    new_organization,
    run_jobs,
)
from .tab import Tab, new_tab

pytestmark = pytest.mark.anyio

OTHER_PASSWORD = "seven copper kettles whistle"


@pytest.fixture
async def tenant(floor: Floor, app: Starlette) -> AsyncIterator[Tenant]:
    made = await new_organization(floor, app)
    yield made
    await made.http.aclose()


@pytest.fixture
async def tab(app: Starlette) -> AsyncIterator[Tab]:
    made = new_tab(app, f"2001:db8:{id(object()) % 65536:x}::1")
    yield made
    await made.http.aclose()


def allowed(tree: Any) -> list[str]:
    """What breaks the rules of pages, but for the forms and the one script that these pages have."""
    excused = ("<form> may run", "<script> may run", "<form action>")
    return [each for each in breaches(tree) if not each.startswith(excused)]


async def set_up_app(tab: Tab) -> tuple[pyotp.TOTP, list[str]]:
    """Set an authenticator app up; answers it and the recovery codes."""
    await tab.open("/me")
    await tab.send("/me/authenticator")
    secret = tab.page.xpath("string(//*[@class='secret'])").replace(" ", "")
    app = pyotp.TOTP(secret)
    await tab.send("/me/authenticator/confirm", code=app.at(utc_now() - timedelta(seconds=30)))
    assert tab.heading == "Your recovery codes", tab.text
    return app, [each.text for each in tab.page.xpath("//ul[@class='codes']/li")]


async def test_from_the_mail_to_the_organization(tenant: Tenant, tab: Tab, post: MailServer) -> None:
    address = new_email("people.example.co")
    await invite(tenant, "accountant", email=address)
    await run_jobs(tenant.floor, tenant.id)
    await tab.open(link_in(letters_to(post, address)[0]))
    assert tab.heading.startswith("Join Seller")
    assert allowed(tab.page) == []
    await tab.send(tab.path, name="Ada Lovelace", password="short")
    assert tab.status == 422
    assert "at least 12" in tab.wrong
    await tab.send(tab.path, name="Ada Lovelace", password=PASSWORD)
    assert tab.path == "/home"
    assert "Accountant" in tab.text
    assert "Ada Lovelace" in tab.text
    assert allowed(tab.page) == []
    person = Person(tenant.floor, tenant.app, address)
    assert await person.audited() == ["members.signed_in"]
    member = answered(await tenant.http.get(f"{tenant.path}/members"))["data"][0]
    assert (member["state"], member["name"], member["invitation"]) == ("active", "Ada Lovelace", None)
    await tab.send("/sign-out")
    assert tab.path == "/sign-in"
    assert (await tab.open("/home")).path.startswith("/sign-in")
    await tab.sign_in(person)
    assert tab.path == "/home"


async def test_a_link_works_once(tenant: Tenant, tab: Tab) -> None:
    invited = await invite(tenant)
    path = invited["invitation"]["url"].removeprefix(PUBLIC_URL)
    await tab.open(path)
    await tab.send(path, name="Ada", password=PASSWORD)
    assert tab.path == "/home"
    await tab.open(path)
    assert tab.status == 404
    for wrong in (path[:-1] + ("A" if path[-1] != "A" else "E"), "/invitations/x", "/invitations/" + "A" * 86):
        await tab.open(wrong)
        assert tab.status == 404
        assert tab.heading == "This link does not work."


async def test_a_withdrawn_or_renewed_invitation_opens_nothing(tenant: Tenant, tab: Tab) -> None:
    invited = await invite(tenant)
    answered(await tenant.http.delete(f"{tenant.path}/members/{invited['id']}"), 204)
    await tab.open(invited["invitation"]["url"].removeprefix(PUBLIC_URL))
    assert tab.status == 404


async def test_who_is_known_signs_in_to_accept(tenant: Tenant, floor: Floor, app: Starlette, tab: Tab) -> None:
    other = await new_organization(floor, app)
    person = await join(other, "viewer")
    invited = await invite(tenant, email=person.email)
    path = invited["invitation"]["url"].removeprefix(PUBLIC_URL)
    await tab.open(path)
    assert "Sign in to accept" in tab.text
    # Nobody sets a password for somebody who is there.
    assert not tab.page.xpath("//input[@type='password']")
    await tab.open(f"/sign-in?next={path}")
    await tab.send("/sign-in", email=person.email, password=PASSWORD)
    assert tab.path == path
    await tab.send("/accept")
    assert tab.path == "/home"
    assert len(tab.page.xpath("//ul[@class='rows']/li")) == 2
    await other.http.aclose()


async def test_an_invitation_is_for_one_person(tenant: Tenant, floor: Floor, app: Starlette, tab: Tab) -> None:
    someone = await join(tenant, "viewer")
    invited = await invite(tenant, "owner")
    path = invited["invitation"]["url"].removeprefix(PUBLIC_URL)
    await tab.sign_in(someone)
    await tab.open(path)
    assert "somebody else" in tab.text
    token = tab.form("/sign-out").form_values()[0][1]
    await tab.post(f"{path}/accept", token=token)
    assert tab.status == 401
    assert [row["role"] for row in answered(await tenant.http.get(f"{tenant.path}/members"))["data"]] == [
        "viewer",
        "owner",
    ]


async def test_second_factor_and_recovery_codes(tenant: Tenant, app: Starlette, tab: Tab) -> None:
    person = await join(tenant, "viewer")
    await tab.sign_in(person)
    authenticator, codes = await set_up_app(tab)
    assert len(codes) == 10
    assert [row["factors"] for row in await person.rows("sessions") if row["ended_at"] is None] == [2]
    await tab.send("/sign-out")

    await tab.sign_in(person)
    assert tab.path == "/sign-in/second-factor"
    # Half a session opens nothing.
    half = tab.cookie()
    assert (await tab.open("/home")).path.startswith("/sign-in")
    async with Person(tenant.floor, app, person.email, token=half or "").api(tenant) as http:
        assert (await http.get("/v1/invoices")).status_code == 401
    await tab.open("/sign-in/second-factor")
    used = authenticator.at(utc_now() - timedelta(seconds=30))
    await tab.send("/sign-in/second-factor", code=used)
    assert tab.status == 422, "a code that was used to set the app up is used up"
    await tab.send("/sign-in/second-factor", code=authenticator.at(utc_now()))
    assert tab.path == "/home"
    assert tab.cookie() != half
    await tab.send("/sign-out")

    await tab.sign_in(person)
    await tab.send("/sign-in/second-factor", code=authenticator.at(utc_now()))
    assert tab.status == 422, "the same code does not work twice"
    await tab.send("/sign-in/second-factor", code=codes[0].upper().replace("-", " "))
    assert tab.path == "/home"
    await tab.send("/sign-out")
    await tab.sign_in(person)
    await tab.send("/sign-in/second-factor", code=codes[0])
    assert tab.status == 422
    assert "members.recovery_code_used" in await person.audited()

    stored = await person.rows("persons")
    assert authenticator.secret.encode() not in stored[0]["totp_secret_encrypted"]
    assert codes[1].encode() not in b"".join(row["code_hash"] for row in await person.rows("recovery_codes"))


async def test_changing_the_password_ends_all_other_sessions(tenant: Tenant, app: Starlette, tab: Tab) -> None:
    person = await join(tenant, "viewer")
    await tab.sign_in(person)
    before = tab.cookie()
    await tab.open("/me")
    await tab.send("/me/password", current="wrong", password=OTHER_PASSWORD)
    assert tab.status == 422
    assert "not your password" in tab.wrong
    await tab.send("/me/password", current=PASSWORD, password=f"{person.email}1234")
    assert tab.status == 422
    await tab.send("/me/password", current=PASSWORD, password=OTHER_PASSWORD)
    assert "is changed" in tab.text
    assert tab.cookie() not in (None, before)
    for old in (before, person.token):
        async with Person(tenant.floor, app, person.email, token=old or "").api(tenant) as http:
            assert (await http.get("/v1/invoices")).status_code == 401
    async with Person(tenant.floor, app, person.email, token=tab.cookie() or "").api(tenant) as http:
        answered(await http.get("/v1/invoices"))
    await tab.send("/sign-out")
    await tab.sign_in(person, PASSWORD)
    assert tab.status == 401
    await tab.sign_in(person, OTHER_PASSWORD)
    assert tab.path == "/home"


async def test_a_new_password_by_mail(tenant: Tenant, app: Starlette, tab: Tab, post: MailServer) -> None:
    address = new_email("people.example.co")
    await invite(tenant, email=address)
    await run_jobs(tenant.floor, tenant.id)
    await tab.open(link_in(letters_to(post, address)[0]))
    await tab.send(tab.path, name="Ada", password=PASSWORD)
    signed_in = tab.cookie()
    person = Person(tenant.floor, app, address)
    other = new_tab(app, "203.0.113.77")
    await other.open("/new-password")
    assert allowed(other.page) == []
    await other.send("/new-password", email=address.upper())
    assert other.heading == "Look into your mailbox"
    assert await run_jobs(tenant.floor, person.id) == ["members.send_reset"]
    path = link_in(letters_to(post, address)[-1])
    await other.open(path)
    assert other.heading == "Set a new password"
    assert allowed(other.page) == []
    await other.send(path, password="password1234")
    assert other.status == 422
    await other.send(path, password=OTHER_PASSWORD)
    assert other.heading == "The password is set"
    await other.open(path)
    assert other.status == 404
    async with Person(tenant.floor, app, address, token=signed_in or "").api(tenant) as http:
        assert (await http.get("/v1/invoices")).status_code == 401
    assert await run_jobs(tenant.floor, person.id) == ["members.send_notice"]
    assert (
        letters_to(post, address)[-1]["Subject"] == "Your password was set anew through a link that was mailed to you."
    )
    await other.sign_in(person, OTHER_PASSWORD)
    assert other.path == "/home"
    await other.http.aclose()


async def test_nobody_unknown_gets_mail_and_the_page_says_the_same(
    app: Starlette, tab: Tab, floor: Floor, post: MailServer
) -> None:
    stranger = Person(floor, app, new_email("people.example.co"))
    await tab.open("/new-password")
    await tab.send("/new-password", email=stranger.email)
    assert tab.heading == "Look into your mailbox"
    assert await run_jobs(floor, stranger.id) == ["members.send_reset"]
    assert letters_to(post, stranger.email) == []
    assert await stranger.rows("password_resets") == []


async def test_own_account_page(tenant: Tenant, tab: Tab, app: Starlette) -> None:
    person = await join(tenant, "viewer")
    await tab.sign_in(person)
    await tab.open("/me")
    assert allowed(tab.page) == []
    assert "Tab/1" in tab.text
    await tab.send("/me/name", name="  Countess   Ada ")
    assert "Countess Ada" in tab.text
    await tab.open("/me")
    theirs = [row for row in await person.rows("sessions") if row["agent"] != "Tab/1"]
    token = tab.form("/me/name").form_values()[0][1]
    await tab.post("/me/sessions/end", token=token, session=show_id("ses", theirs[0]["id"]))
    assert tab.path == "/me"
    async with person.api(tenant) as http:
        assert (await http.get("/v1/invoices")).status_code == 401
    await tab.send("/me/sessions/end-all")
    assert tab.path == "/sign-in"
    assert {row["ended_at"] is None for row in await person.rows("sessions")} == {False}
    # A session of somebody else can't be ended by its id.
    other = await join(tenant, "viewer")
    await tab.sign_in(person)
    await tab.open("/me")
    token = tab.form("/me/name").form_values()[0][1]
    await tab.post("/me/sessions/end", token=token, session=show_id("ses", (await other.rows("sessions"))[0]["id"]))
    async with other.api(tenant) as http:
        answered(await http.get("/v1/invoices"))


async def test_changes_of_how_one_signs_in_ask_for_a_fresh_session(tenant: Tenant, tab: Tab) -> None:
    person = await join(tenant, "viewer")
    await tab.sign_in(person)
    await tab.open("/me")
    await person.execute("update sessions set confirmed_at = confirmed_at - interval '16 minutes' where tenant = $1")
    await tab.send("/me/authenticator")
    assert tab.path.startswith("/sign-in?again=yes")
    assert "Sign in again" in tab.text
    old = tab.cookie()
    await tab.send("/sign-in", email=person.email, password=PASSWORD)
    assert tab.path == "/me"
    assert tab.cookie() != old
    await tab.send("/me/authenticator")
    assert tab.heading == "Set up an authenticator app"
    assert allowed(tab.page) == []


async def test_a_second_factor_that_an_organization_asks_for(tenant: Tenant, tab: Tab) -> None:
    person = await join(tenant, "owner")
    answered(await tenant.http.put(f"{tenant.path}/sign-in-policy", json={"second_factor": True}))
    async with person.api(tenant) as http:
        problem = (await http.get("/v1/invoices")).json()
        assert (problem["status"], problem["code"]) == (403, "second_factor_needed")
    await tab.sign_in(person)
    assert "asks for a second factor" in tab.text
    await set_up_app(tab)
    async with Person(tenant.floor, tenant.app, person.email, token=tab.cookie() or "").api(tenant) as http:
        answered(await http.get("/v1/invoices"))
    await tab.open("/home")
    assert "asks for a second factor" not in tab.text


async def test_leaving(tenant: Tenant, tab: Tab) -> None:
    owner = await join(tenant, "owner")
    await tab.sign_in(owner)
    await tab.send("/leave")
    assert tab.heading.startswith("Leave Seller")
    await tab.send("/leave")
    assert tab.status == 409
    assert tab.heading == "The last owner stays."
    await join(tenant, "owner")
    await tab.open("/home")
    await tab.send("/leave")
    await tab.send("/leave")
    assert "member of no organization" in tab.text


async def test_headers_of_every_page(tab: Tab) -> None:
    await tab.open("/sign-in")
    headers = tab.answer.headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src 'sha256-" in policy
    assert "unsafe" not in policy
    assert "form-action 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert tab.page.xpath("string(//meta[@name='referrer']/@content)") == "same-origin"
    for cookie in headers.get_list("set-cookie"):
        assert cookie.startswith("__Host-faktura-")
        assert "; HttpOnly" in cookie
        assert "; Secure" in cookie
        assert "; Path=/" in cookie
        assert "; SameSite=lax" in cookie
        assert "Domain" not in cookie
