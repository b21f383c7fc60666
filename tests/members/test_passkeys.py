"""Passkeys, with a software authenticator that is honest at first."""

from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
from starlette.applications import Starlette

from api.stage import Tenant, answered
from faktura.members.passkeys import PASSKEYS_MAX
from faktura.storage.floor import Floor

from .authenticator import PRESENT, VERIFIED, Authenticator, text
from .stage import PASSWORD, PUBLIC_URL, Person, join, new_organization
from .tab import Tab, new_tab

pytestmark = pytest.mark.anyio

HOST = "invoices.example"


@pytest.fixture
async def tenant(floor: Floor, app: Starlette) -> AsyncIterator[Tenant]:
    made = await new_organization(floor, app)
    yield made
    await made.http.aclose()


@pytest.fixture
async def tab(app: Starlette) -> AsyncIterator[Tab]:
    made = new_tab(app, "203.0.113.60")
    yield made
    await made.http.aclose()


def options_of(tab: Tab) -> str:
    return str(tab.page.xpath("string(//form/@data-options)"))


async def add(tab: Tab, device: Authenticator) -> Tab:
    await tab.open("/me/passkeys/new")
    return await tab.send("/me/passkeys", credential=device.make(options_of(tab)), name="My laptop")


async def enter(tab: Tab, device: Authenticator, **changes: str) -> Tab:
    await tab.open("/sign-in?again=yes")
    return await tab.send("/sign-in/passkey", credential=device.sign(options_of(tab), **changes))


async def with_passkey(tenant: Tenant, tab: Tab, **device: Any) -> tuple[Person, Authenticator]:
    person = await join(tenant, "viewer")
    await tab.sign_in(person)
    made = Authenticator(PUBLIC_URL, HOST, **device)
    await add(tab, made)
    assert "is added" in tab.text, tab.text
    return person, made


async def test_a_passkey_is_added_and_signs_in_with_two_factors(tenant: Tenant, tab: Tab) -> None:
    answered(await tenant.http.put(f"{tenant.path}/sign-in-policy", json={"second_factor": True}))
    person, device = await with_passkey(tenant, tab)
    assert "My laptop" in tab.text
    await tab.send("/sign-out")
    await enter(tab, device)
    assert tab.path == "/home"
    assert "asks for a second factor" not in tab.text
    session = next(row for row in await person.rows("sessions") if row["ended_at"] is None)
    assert (session["method"], session["factors"]) == ("passkey", 2)
    assert (await person.audited())[-3:] == ["members.passkey_added", "members.signed_out", "members.signed_in"]


async def test_the_page_names_the_host_and_asks_for_verification(tenant: Tenant, tab: Tab) -> None:
    person = await join(tenant, "viewer")
    await tab.sign_in(person)
    await tab.open("/me/passkeys/new")
    asked = orjson.loads(options_of(tab))
    assert asked["rp"]["id"] == HOST
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert asked["user"]["id"] == text(person.id.bytes)
    policy = tab.answer.headers["permissions-policy"]
    assert "publickey-credentials-create=(self)" in policy


@pytest.mark.parametrize(
    "cheat",
    [
        {"origin": "https://invoices.example.evil.test"},
        {"origin": "http://invoices.example"},
        {"relying_party": "evil.test"},
        {"flags": PRESENT},
        {"flags": VERIFIED},
    ],
    ids=str,
)
async def test_a_passkey_from_elsewhere_or_without_its_owner_is_refused(
    tenant: Tenant, app: Starlette, cheat: dict[str, Any]
) -> None:
    tab = new_tab(app, "203.0.113.61")
    person = await join(tenant, "viewer")
    await tab.sign_in(person)
    device = Authenticator(**{"origin": PUBLIC_URL, "relying_party": HOST, **cheat})
    await add(tab, device)
    assert tab.status == 422
    assert await person.rows("passkeys") == []
    honest = Authenticator(PUBLIC_URL, HOST)
    await add(tab, honest)
    for name, value in cheat.items():
        setattr(honest, name, value)
    fresh = new_tab(app, "203.0.113.62")
    await enter(fresh, honest)
    assert fresh.status == 401
    assert fresh.cookie() is None
    await tab.http.aclose()
    await fresh.http.aclose()


async def test_a_challenge_opens_one_session(tenant: Tenant, app: Starlette, tab: Tab) -> None:
    person, device = await with_passkey(tenant, tab, counts=False)
    thief = new_tab(app, "203.0.113.63")
    await thief.open("/sign-in")
    signed = device.sign(options_of(thief))
    kept = thief.http.cookies.get("__Host-faktura-flow")
    before = len(await person.rows("sessions"))
    await thief.send("/sign-in/passkey", credential=signed)
    assert thief.path == "/home"
    # Somebody who saw all of it, the encrypted cookie as well, sends it once more.
    again = new_tab(app, "203.0.113.64")
    await again.open("/sign-in")
    again.http.cookies.set("__Host-faktura-flow", kept or "", domain=HOST)
    await again.send("/sign-in/passkey", credential=signed)
    assert again.status == 401
    assert len(await person.rows("sessions")) == before + 1
    # Without the cookie, or with another page's challenge, nothing is signed in either.
    await again.send("/sign-in/passkey", credential=device.sign('{"challenge": "AAAA"}'))
    assert again.status == 401
    await thief.http.aclose()
    await again.http.aclose()


async def test_a_copy_of_the_device_is_refused(tenant: Tenant, app: Starlette, tab: Tab) -> None:
    _, device = await with_passkey(tenant, tab)
    other = new_tab(app, "203.0.113.65")
    await enter(other, device)
    assert other.path == "/home"
    device.count -= 2
    await enter(other, device)
    assert other.status == 401
    await other.http.aclose()


async def test_another_person_s_handle_or_key_opens_nothing(tenant: Tenant, app: Starlette, tab: Tab) -> None:
    _, device = await with_passkey(tenant, tab)
    victim = await join(tenant, "owner")
    other = new_tab(app, "203.0.113.66")
    await enter(other, device, userHandle=text(victim.id.bytes))
    assert other.status == 401
    await enter(other, device, userHandle="x")
    assert other.status == 401
    stranger = Authenticator(PUBLIC_URL, HOST, credential_id=device.credential_id, user_handle=device.user_handle)
    await enter(other, stranger)
    assert other.status == 401
    for nonsense in (
        "",
        "{}",
        "[]",
        '{"response": 1, "rawId": "x"}',
        '{"response": {"userHandle": null}}',
        "x" * 40_000,
    ):
        await other.open("/sign-in")
        await other.send("/sign-in/passkey", credential=nonsense)
        assert other.status == 401, nonsense[:50]
    assert await victim.rows("passkeys") == []
    await other.http.aclose()


async def test_removing_and_the_last_way_to_sign_in(tenant: Tenant, app: Starlette, tab: Tab) -> None:
    person, device = await with_passkey(tenant, tab)
    await person.execute("update persons set password_hash = null where tenant = $1")
    await tab.open("/me")
    await tab.send("/me/passkeys/remove")
    assert tab.status == 409
    assert "only way" in tab.wrong
    await tab.open("/me")
    assert "You have none." in tab.text
    await tab.send("/me/password", password=PASSWORD)
    await tab.open("/me")
    await tab.send("/me/passkeys/remove")
    assert await person.rows("passkeys") == []
    await enter(tab, device)
    assert tab.status == 401


async def test_the_same_passkey_once_and_not_too_many(tenant: Tenant, tab: Tab) -> None:
    person, device = await with_passkey(tenant, tab)
    await add(tab, device)
    assert tab.status == 422
    assert "there already" in tab.wrong
    await person.execute(
        "insert into passkeys (tenant, id, person, credential_id, public_key, sign_count, name, backed_up, created_at) "
        "select $1, gen_random_uuid(), $1, decode(md5(n::text), 'hex'), '', 0, 'x', false, now() "
        "from generate_series(2, $2) n",
        PASSKEYS_MAX,
    )
    await add(tab, Authenticator(PUBLIC_URL, HOST))
    assert tab.status == 422
    assert len(await person.rows("passkeys")) == PASSKEYS_MAX
