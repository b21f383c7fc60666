"""What an attacker tries on the way to a session, and with one."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette

from api.stage import Tenant, answered, refused
from faktura.api.app import build_app
from faktura.members import guessing
from faktura.members.errors import SignInRefused, TooManyGuesses
from faktura.members.guessing import FREE_GUESSES, WAIT_SECONDS_MAX, count_guess, forget_guesses, wait_after
from faktura.members.people import INSTALLATION, person_of, same_address, show_person
from faktura.members.sessions import IDLE_MINUTES, SESSION_HOURS, find_session
from faktura.members.sign_in import Visitor, sign_in
from faktura.members.tokens import new_session_token
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id
from faktura.storage.unit import open_unit
from faktura.web import pages

from .stage import PASSWORD, PUBLIC_URL, Person, invite, join, later, new_email, new_organization, run_jobs
from .tab import Tab, new_tab
from .test_pages import set_up_app

pytestmark = pytest.mark.anyio


@pytest.fixture
async def tenant(floor: Floor, app: Starlette) -> AsyncIterator[Tenant]:
    made = await new_organization(floor, app)
    yield made
    await made.http.aclose()


@pytest.fixture
async def tab(app: Starlette) -> AsyncIterator[Tab]:
    made = new_tab(app, "198.51.100.1")
    yield made
    await made.http.aclose()


async def allow_all(floor: Floor) -> None:
    async with open_unit(floor, INSTALLATION, actor="test") as unit:
        await unit.execute("delete from guesses where tenant = $1", INSTALLATION)


# Sessions -----------------------------------------------------------------------------------------------------------


async def test_a_session_that_somebody_else_chose_is_not_taken(tenant: Tenant, app: Starlette, tab: Tab) -> None:
    person = await join(tenant, "viewer")
    chosen, _ = new_session_token(person.id)
    tab.http.cookies.set("__Host-faktura-session", chosen, domain="invoices.example")
    await tab.sign_in(person)
    assert tab.path == "/home"
    assert tab.cookie() != chosen
    assert await find_session(tenant.floor, chosen) is None


async def test_signing_in_again_ends_the_session_before(tenant: Tenant, tab: Tab) -> None:
    person = await join(tenant, "viewer")
    await tab.sign_in(person)
    first = tab.cookie() or ""
    await tab.open("/sign-in?again=yes")
    await tab.send("/sign-in", email=person.email, password=PASSWORD)
    assert tab.cookie() not in ("", first)
    assert await find_session(tenant.floor, first) is None


async def test_the_database_holds_no_session(tenant: Tenant) -> None:
    person = await join(tenant, "viewer")
    stored = str([dict(row) for row in await person.rows("sessions")])
    assert person.token not in stored
    assert PASSWORD not in str([dict(row) for row in await person.rows("persons")])


@pytest.mark.parametrize(
    "change",
    [
        f"last_used_at = last_used_at - interval '{IDLE_MINUTES + 1} minutes'",
        f"expires_at = expires_at - interval '{SESSION_HOURS} hours'",
        "ended_at = now()",
        "state = 'half'",
    ],
)
async def test_a_session_ends(tenant: Tenant, change: str) -> None:
    person = await join(tenant, "viewer")
    async with person.api(tenant) as http:
        answered(await http.get("/v1/invoices"))
        await person.execute(f"update sessions set {change} where tenant = $1")
        refused(await http.get("/v1/invoices"), 401, "unauthorized")


async def test_tampered_cookies_are_nothing(tenant: Tenant, app: Starlette) -> None:
    person = await join(tenant, "viewer")
    other = await join(tenant, "owner")
    half = len(person.token) // 2
    for token in (
        person.token[:-1] + ("A" if person.token[-1] != "A" else "B"),
        other.token[:20] + person.token[20:],
        person.token[:half],
        person.token + "A",
        person.token.swapcase(),
        "x",
        "é" * 10,
    ):
        async with Person(tenant.floor, app, person.email, token=token).api(tenant) as http:
            try:
                answer = await http.get("/v1/invoices")
            except UnicodeEncodeError:
                continue
            refused(answer, 401, "unauthorized")


# Requests from elsewhere --------------------------------------------------------------------------------------------


async def test_a_cookie_alone_calls_no_api(tenant: Tenant) -> None:
    owner = await join(tenant, "owner")
    async with owner.browser() as http:
        refused(await http.get("/v1/invoices"), 401, "unauthorized")
        organization = {"Faktura-Organization": tenant.public_id}
        refused(await http.get("/v1/invoices", headers=organization), 401, "unauthorized")
        refused(await http.get(f"{tenant.path}/members"), 401, "unauthorized")
        refused(await http.get("/v1/invoices", headers={"Faktura-Mode": "test"}), 400, "organization_missing")
        refused(await http.get("/v1/invoices", headers={**organization, "Faktura-Mode": "x"}), 400, "mode_missing")
        refused(
            await http.get("/v1/invoices", headers={**organization, "Faktura-Mode": "live"}),
            404,
            "organization_not_found",
        )


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
        {"Origin": "http://invoices.example"},
        {"Origin": "https://invoices.example:8443"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
    ids=str,
)
async def test_a_session_is_taken_from_our_pages_only(tenant: Tenant, headers: dict[str, str]) -> None:
    owner = await join(tenant, "owner")
    async with owner.api(tenant, **headers) as http:
        refused(await http.get("/v1/invoices"), 403, "session_from_elsewhere")
        refused(await http.post("/v1/customers", json={"name": "X"}), 403, "session_from_elsewhere")
    async with owner.api(tenant, Origin=PUBLIC_URL, **{"Sec-Fetch-Site": "same-origin"}) as http:
        answered(await http.get("/v1/invoices"))


async def test_a_script_of_another_page_may_not_even_ask(tenant: Tenant) -> None:
    asked = {"Origin": "https://evil.test", "Access-Control-Request-Method": "GET"}
    async with tenant.http as http:
        answer = await http.options("/v1/invoices", headers=asked)
    assert "faktura-mode" not in answer.headers.get("access-control-allow-headers", "").lower()
    assert "access-control-allow-credentials" not in answer.headers


async def test_a_person_makes_no_key_that_holds_more(tenant: Tenant) -> None:
    admin = await join(tenant, "admin")
    async with admin.api(tenant) as http:
        answered(await http.post(f"{tenant.path}/api-keys", json={"name": "a", "scopes": ["invoices:read"]}), 201)
        refused(await http.post(f"{tenant.path}/api-keys", json={"scopes": ["*"]}), 403, "key_rights_exceeded")


async def test_a_key_is_taken_before_a_cookie(tenant: Tenant, floor: Floor, app: Starlette) -> None:
    other = await new_organization(floor, app)
    owner = await join(tenant, "owner")
    async with owner.browser(Authorization=f"Bearer {other.key}") as http:
        assert answered(await http.get(other.path))["id"] == other.public_id
        refused(await http.get(tenant.path), 404, "organization_not_found")
    await other.http.aclose()


async def test_forms_from_elsewhere_are_refused(tenant: Tenant, tab: Tab) -> None:
    person = await join(tenant, "viewer")
    await tab.open("/sign-in")
    for origin in (None, "null", "https://evil.test", "http://invoices.example"):
        await tab.open("/sign-in")
        await tab.send("/sign-in", origin=origin, email=person.email, password=PASSWORD)
        assert (tab.status, tab.heading) == (403, "Please try again")
        assert tab.cookie() is None
    await tab.sign_in(person)
    form = dict((await tab.open("/me")).form("/me/name").form_values())
    sites = {"origin": PUBLIC_URL, "sec-fetch-site": "cross-site"}
    await tab.post("/me/name", sites, token=form["token"], name="Mallory")
    assert tab.status == 403
    for token in ("", "x", form["token"][:-1] + "A"):
        await tab.post("/me/name", token=token, name="Mallory")
        assert tab.status == 403
    assert (await person.rows("persons"))[0]["name"] == "Ada Example"


async def test_a_token_of_a_form_fits_one_browser_and_one_session(tenant: Tenant, app: Starlette, tab: Tab) -> None:
    person = await join(tenant, "viewer")
    await tab.open("/sign-in")
    early = dict(tab.form("/sign-in").form_values())["token"]
    thief = new_tab(app, "198.51.100.2")
    await thief.open("/sign-in")
    theirs = dict(thief.form("/sign-in").form_values())["token"]
    await tab.sign_in(person)
    for token in (early, theirs):
        await tab.post("/me/sessions/end-all", token=token)
        assert tab.status == 403
    assert await find_session(tenant.floor, tab.cookie() or "") is not None
    await thief.http.aclose()


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.test", "//evil.test", "/\\evil.test", "/home/../x", "/i/x", "javascript:alert(1)", "/home\n",
        "/invitations/short",
    ],
)  # fmt: skip
async def test_nobody_is_led_elsewhere(tenant: Tenant, tab: Tab, wanted: str) -> None:
    person = await join(tenant, "viewer")
    await tab.open("/sign-in")
    await tab.send("/sign-in", email=person.email, password=PASSWORD, next=wanted)
    assert tab.path == "/home"


async def test_nobody_signs_in_over_plain_http(tenant: Tenant) -> None:
    plain = later(tenant.floor, public_url="http://invoices.example")
    app = build_app(plain, pages(plain, dict))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://invoices.example") as http:
        answer = await http.get("/sign-in")
    assert answer.status_code == 403
    assert "TLS" in answer.text
    assert "password" not in answer.headers.get("set-cookie", "")
    local = later(tenant.floor, public_url="http://127.0.0.1:8080")
    app = build_app(local, pages(local, dict))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8080") as http:
        answer = await http.get("/sign-in")
    assert answer.status_code == 200
    for cookie in answer.headers.get_list("set-cookie"):
        assert cookie.startswith("faktura-")
        assert "Secure" not in cookie


# Guessing -----------------------------------------------------------------------------------------------------------


def test_the_waits_grow_and_end() -> None:
    waits = [wait_after("person", failures) for failures in range(1, 18)]
    assert waits[:4] == [0, 0, 0, 0]
    assert waits[4:8] == [1, 2, 4, 8]
    assert waits[-1] == WAIT_SECONDS_MAX == max(waits)


async def test_guesses_at_one_person_have_to_wait_from_wherever_they_come(tenant: Tenant, app: Starlette) -> None:
    person = await join(tenant, "viewer")
    for number in range(FREE_GUESSES["person"]):
        tab = new_tab(app, f"198.51.100.{10 + number}")
        await tab.sign_in(person, "wrong password here")
        assert tab.status == 401
        await tab.http.aclose()
    tab = new_tab(app, "198.51.100.30")
    # The right one has to wait as well, or waiting would tell that it is right.
    await tab.sign_in(person)
    assert tab.status == 429
    assert int(tab.answer.headers["retry-after"]) >= 1
    await asyncio.sleep(int(tab.answer.headers["retry-after"]))
    await tab.sign_in(person)
    assert tab.path == "/home"
    written = [row for row in await person.rows("audit_entries") if row["operation"] == "members.signed_in"]
    assert written[-1]["fields"] == ["password", f"after {FREE_GUESSES['person']} wrong guesses"]
    await tab.http.aclose()


async def test_guesses_from_one_address_have_to_wait_whoever_they_are_at(floor: Floor, app: Starlette) -> None:
    tab = new_tab(app, "2001:db8:77::1")
    for _ in range(FREE_GUESSES["address"]):
        await count_guess(floor, new_id(), "2001:db8:77::99")
    stranger = Person(floor, app, new_email())
    await tab.sign_in(stranger)
    assert tab.status == 429
    await tab.http.aclose()


async def test_guesses_at_the_same_moment_all_count(floor: Floor) -> None:
    person = new_id()
    results = await asyncio.gather(*(count_guess(floor, person, "") for _ in range(30)), return_exceptions=True)
    assert sum(not isinstance(each, BaseException) for each in results) == FREE_GUESSES["person"]
    assert all(isinstance(each, int | TooManyGuesses) for each in results)
    await forget_guesses(floor, person, "")
    assert await count_guess(floor, person, "") == 0


async def test_old_guesses_are_forgotten(floor: Floor) -> None:
    person = new_id()
    for _ in range(3):
        await count_guess(floor, person, "")
    async with open_unit(floor, INSTALLATION, actor="test") as unit:
        await unit.execute(
            "update guesses set last_at = last_at - interval '25 hours', "
            "waits_until = waits_until - interval '25 hours' where tenant = $1",
            INSTALLATION,
        )
        before = await unit.fetch_value("select count(*) from guesses where tenant = $1", INSTALLATION)
    assert await count_guess(floor, person, "") == 0
    async with open_unit(floor, INSTALLATION, actor="test") as unit:
        left = await unit.fetch_value("select count(*) from guesses where tenant = $1", INSTALLATION)
    # Each count forgets some old ones, so that what strangers leave behind does not grow.
    assert left <= max(1, before - 19)


async def test_guesses_at_the_second_factor_count_as_well(tenant: Tenant, tab: Tab) -> None:
    await allow_all(tenant.floor)
    person = await join(tenant, "viewer")
    await tab.sign_in(person)
    await set_up_app(tab)
    await tab.send("/sign-out")
    await tab.sign_in(person)
    statuses = []
    for _ in range(FREE_GUESSES["person"] + 1):
        await tab.send("/sign-in/second-factor", code="000000")
        statuses.append(tab.status)
    assert statuses[0] == 422
    assert statuses[-1] == 429


async def test_who_asks_for_many_links_gets_a_few(tenant: Tenant, app: Starlette) -> None:
    person = await join(tenant, "viewer")
    tab = new_tab(app, "198.51.100.70")
    for _ in range(FREE_GUESSES["reset"] + 3):
        await tab.open("/new-password")
        await tab.send("/new-password", email=person.email)
        assert tab.heading == "Look into your mailbox"
    assert len(await run_jobs(tenant.floor, person.id)) <= FREE_GUESSES["reset"] + 1
    await tab.http.aclose()


# Who is there -------------------------------------------------------------------------------------------------------


async def test_the_answer_does_not_tell_who_is_there(tenant: Tenant, app: Starlette) -> None:
    await allow_all(tenant.floor)
    known = await join(tenant, "viewer")
    invited = Person(tenant.floor, app, (await invite(tenant))["email"])
    stranger = Person(tenant.floor, app, new_email())
    seen = []
    for person in (known, invited, stranger):
        tab = new_tab(app, "198.51.100.80")
        told = []
        for _ in range(FREE_GUESSES["person"] + 1):
            await tab.sign_in(person, "wrong password here")
            told.append((tab.status, tab.wrong, sorted(tab.answer.headers)))
        await tab.open("/new-password")
        await tab.send("/new-password", email=person.email)
        told.append((tab.status, tab.text, sorted(tab.answer.headers)))
        seen.append(told)
        await tab.http.aclose()
    assert seen[0] == seen[1] == seen[2]
    assert seen[0][-2][0] == 429


async def test_the_time_does_not_tell_who_is_there(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Medians of many tries, in turn, so that a busy machine slows both."""
    known = await join(tenant, "viewer")
    stranger = new_email()
    monkeypatch.setitem(guessing.FREE_GUESSES, "person", 1000)
    monkeypatch.setitem(guessing.FREE_GUESSES, "address", 1000)
    times: dict[str, list[float]] = {known.email: [], stranger: []}
    for _ in range(40):
        for email, found in times.items():
            begin = time.perf_counter()
            with pytest.raises(SignInRefused):
                await sign_in(tenant.floor, email, "wrong password here", Visitor("198.51.100.90", "", ""))
            found.append(time.perf_counter() - begin)
    one, other = (statistics.median(found) for found in times.values())
    assert abs(one - other) < 0.25 * max(one, other), (one, other)


def test_spellings_of_one_address_and_of_two() -> None:
    secret = bytes(32)
    same = ["ada@example.com", "ADA@Example.COM", "  ada@example.com "]
    assert len({person_of(secret, each) for each in same}) == 1
    others = ["ada@example.org", "adа@example.com", "aｄa@example.com", "\u212aay@example.com", "kay@example.com"]
    assert len({person_of(secret, each) for each in [*others, same[0]]}) == len(others) + 1
    assert same_address("Kay@example.com") != same_address("\u212aay@example.com")
    assert person_of(bytes(32), same[0]) != person_of(bytes(31) + b"x", same[0])
    assert person_of(secret, same[0]).version == 8


async def test_a_member_of_one_organization_sees_nothing_of_another(
    tenant: Tenant, floor: Floor, app: Starlette
) -> None:
    other = await new_organization(floor, app)
    owner = await join(tenant, "owner")
    theirs = await join(other, "owner")
    nowhere = "org_" + "0" * 26
    async with owner.api(tenant) as http:
        answers = []
        for organization in (other.public_id, nowhere):
            headers = {"Faktura-Organization": organization}
            for method, path in (
                ("GET", "/v1/invoices"),
                ("GET", f"/v1/organizations/{organization}"),
                ("GET", f"/v1/organizations/{organization}/members"),
                ("POST", f"/v1/organizations/{organization}/members"),
                ("PUT", f"/v1/organizations/{organization}/sign-in-policy"),
            ):
                answer = await http.request(method, path, headers=headers, json={} if method != "GET" else None)
                body = {name: value for name, value in answer.json().items() if name != "request_id"}
                answers.append((answer.status_code, body))
        half = len(answers) // 2
        assert answers[:half] == answers[half:]
        assert {status for status, _ in answers} == {404}
        # The header names one organization, the path another one.
        refused(await http.get(f"{other.path}/members"), 404, "organization_not_found")
        refused(await http.get(f"{tenant.path}/members/usr_{'0' * 26}"), 404, "member_not_found")
        stranger = f"{tenant.path}/members/{show_person(theirs.id)}"
        refused(await http.delete(stranger), 404, "member_not_found")
    async with theirs.api(other) as http:
        assert len(answered(await http.get(f"{other.path}/members"))["data"]) == 1
    await other.http.aclose()
