"""Signing in through an OpenID provider: an organization's own, and the installation's; and providers that lie."""

import base64
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

import orjson
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from starlette.applications import Starlette

from api.stage import Tenant, answered, client_of, found, refused
from faktura.api.app import build_app
from faktura.members.people import show_person
from faktura.organizations.keys import create_key
from faktura.organizations.scopes import ROLES
from faktura.storage.floor import Floor
from faktura.storage.unit import open_unit, utc_now
from faktura.web import pages

from .provider import Claims, Provider, providing
from .stage import PASSWORD, PUBLIC_URL, Person, invite, join, later, new_email, new_organization
from .tab import Tab, new_tab
from .test_pages import set_up_app

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
async def provider(anyio_backend: str) -> AsyncIterator[Provider]:
    async with providing() as made:
        yield made


@pytest.fixture(autouse=True)
def honest(provider: Provider) -> None:
    provider.reset()
    provider.email = new_email()
    provider.subject = f"subject of {provider.email}"


@pytest.fixture
def near(floor: Floor) -> Floor:
    """A floor on which organizations may name providers on this machine."""
    return later(floor, private_sign_in_providers="allow")


@pytest.fixture
def app(near: Floor) -> Starlette:
    return build_app(near, pages(near, dict))


@pytest.fixture
async def tenant(near: Floor, app: Starlette, provider: Provider) -> AsyncIterator[Tenant]:
    made = await new_organization(near, app)
    answered(await made.http.put(f"{made.path}/sign-in-policy", json=policy(provider)))
    yield made
    await made.http.aclose()


@pytest.fixture
async def tab(app: Starlette) -> AsyncIterator[Tab]:
    made = new_tab(app, "192.0.2.1")
    yield made
    await made.http.aclose()


def policy(provider: Provider, **changes: Any) -> dict[str, Any]:
    return {
        "issuer": provider.issuer,
        "client_id": provider.client_id,
        "client_secret": provider.client_secret,
        **changes,
    }


async def path_of(tenant: Tenant) -> str:
    shown = answered(await tenant.http.get(f"{tenant.path}/sign-in-policy"))
    return str(shown["sign_in_url"]).removeprefix(PUBLIC_URL)


async def through(tab: Tab, provider: Provider, begin: str, **changes: str) -> Tab:
    """From the button to where the provider sends the browser back."""
    await tab.open(begin)
    return await tab.open(provider.path_back(tab.answer.headers["location"], **changes))


async def test_an_organization_signs_its_members_in(tenant: Tenant, tab: Tab, provider: Provider) -> None:
    await invite(tenant, "accountant", email=provider.email)
    await through(tab, provider, await path_of(tenant))
    assert tab.path == "/home"
    assert "Accountant" in tab.text
    person = Person(tenant.floor, tenant.app, provider.email, token=tab.cookie() or "")
    async with person.api(tenant) as http:
        answered(await http.get("/v1/invoices"))
    members = answered(await tenant.http.get(f"{tenant.path}/members"))["data"]
    assert [(each["state"], each["name"]) for each in members] == [("active", "Ada Provider")]
    assert await person.audited() == ["members.provider_linked", "members.signed_in"]
    # The secret is there, and nobody sees it.
    shown = answered(await tenant.http.get(f"{tenant.path}/sign-in-policy"))
    assert shown["has_client_secret"] is True
    assert provider.client_secret not in str(shown)
    answered(await tenant.http.put(f"{tenant.path}/sign-in-policy", json=policy(provider, client_secret=None)))
    await through(tab, provider, await path_of(tenant))
    assert tab.path == "/home"


async def test_an_organizations_provider_opens_that_organization_and_nothing_else(
    tenant: Tenant, app: Starlette, tab: Tab, provider: Provider
) -> None:
    """Whoever runs a provider can say that anybody is there: it must not reach beyond its own organization."""
    other = await new_organization(tenant.floor, app)
    victim = await join(other, "owner", email=provider.email)
    await invite(tenant, "viewer", email=provider.email)
    await through(tab, provider, await path_of(tenant))
    assert tab.path == "/home"
    assert len(tab.page.xpath("//ul[@class='rows']/li")) == 1
    thief = Person(tenant.floor, app, provider.email, token=tab.cookie() or "")
    async with thief.api(tenant) as http:
        answered(await http.get("/v1/invoices"))
    async with thief.api(other) as http:
        refused(await http.get("/v1/invoices"), 404, "organization_not_found")
        refused(await http.get(f"{other.path}/members"), 404, "organization_not_found")
    # The person's own settings are closed as well, or a passkey would open everything.
    await tab.open("/me")
    assert tab.heading == "Your organization signs you in"
    token = dict(tab.form("/sign-out").form_values())["token"] if tab.page.forms else ""
    await tab.open("/home")
    token = dict(tab.form("/sign-out").form_values())["token"]
    for path in ("/me/password", "/me/authenticator", "/me/passkeys", "/me/sessions/end-all", "/me/name"):
        await tab.post(path, token=token, password="violet tractor nine hummocks", name="x")
        assert tab.heading == "Your organization signs you in", path
    await tab.open("/me/passkeys/new")
    assert tab.heading == "Your organization signs you in"
    async with victim.api(other) as http:
        answered(await http.get("/v1/invoices"))
    # Nor does it let them accept what somebody else offers.
    third = await new_organization(tenant.floor, app)
    invited = await invite(third, email=provider.email)
    path = invited["invitation"]["url"].removeprefix(PUBLIC_URL)
    await tab.post(f"{path}/accept", token=token)
    assert tab.status == 401
    for each in (other, third):
        await each.http.aclose()


async def test_whom_a_provider_made_known_is_still_new_to_others(
    tenant: Tenant, app: Starlette, tab: Tab, provider: Provider
) -> None:
    await invite(tenant, "viewer", email=provider.email)
    await through(tab, provider, await path_of(tenant))
    other = await new_organization(tenant.floor, app)
    invited = await invite(other, email=provider.email)
    fresh = new_tab(app, "192.0.2.2")
    path = invited["invitation"]["url"].removeprefix(PUBLIC_URL)
    await fresh.open(path)
    await fresh.send(path, name="Ada", password=PASSWORD)
    assert fresh.path == "/home"
    assert len(fresh.page.xpath("//ul[@class='rows']/li")) == 2
    await fresh.http.aclose()
    await other.http.aclose()


async def test_who_is_no_member_is_not_let_in(tenant: Tenant, tab: Tab, provider: Provider) -> None:
    await through(tab, provider, await path_of(tenant))
    assert tab.status == 401
    assert "nobody here" in tab.text
    assert tab.cookie() is None
    assert await Person(tenant.floor, tenant.app, provider.email).rows("persons") == []


def symmetric(claims: Claims) -> str:
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key("s3cret +/%".ljust(32, "x")))


def unsigned(claims: Claims) -> str:
    parts = ({"alg": "none", "typ": "JWT"}, claims)
    return ".".join(base64.urlsafe_b64encode(orjson.dumps(part)).decode().rstrip("=") for part in parts) + "."


def by_another(claims: Claims) -> str:
    return jwt.encode({"alg": "RS256", "kid": "one"}, claims, RSAKey.generate_key(2048))


def with_own_key(claims: Claims) -> str:
    key = RSAKey.generate_key(2048)
    return jwt.encode({"alg": "RS256", "jwk": key.as_dict(private=False)}, claims, key)


NOW = object()


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "https://evil.test"},
        {"aud": "another-client"},
        {"aud": ["faktura", "another-client"]},
        {"aud": ["faktura", "another-client"], "azp": "another-client"},
        {"azp": "another-client"},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": -61},
        {"exp": None},
        {"exp": "x"},
        {"iat": -700},
        {"iat": 3600},
        {"nbf": 3600},
        {"sub": ""},
        {"sub": None},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": None},
        {"email": None},
    ],
    ids=str,
)
async def test_a_token_that_is_not_right_signs_nobody_in(
    tenant: Tenant, tab: Tab, provider: Provider, change: dict[str, Any]
) -> None:
    await invite(tenant, "owner", email=provider.email)
    now = int(utc_now().timestamp())
    moved = {
        name: now + value if name in ("exp", "iat", "nbf") and isinstance(value, int) else value
        for name, value in change.items()
    }
    provider.change = lambda claims: {name: value for name, value in {**claims, **moved}.items() if value is not None}
    await through(tab, provider, await path_of(tenant))
    assert tab.status == 401, tab.text
    assert tab.cookie() is None


@pytest.mark.parametrize("sign", [symmetric, unsigned, by_another, with_own_key, lambda _: "x.y.z", lambda _: ""])
async def test_a_token_that_is_not_signed_by_the_provider_signs_nobody_in(
    tenant: Tenant, tab: Tab, provider: Provider, sign: Any
) -> None:
    await invite(tenant, "owner", email=provider.email)
    provider.sign = sign
    await through(tab, provider, await path_of(tenant))
    assert tab.status == 401, tab.text
    assert tab.cookie() is None


async def test_answers_that_belong_to_another_flow_are_refused(
    tenant: Tenant, app: Starlette, tab: Tab, provider: Provider
) -> None:
    await invite(tenant, "owner", email=provider.email)
    begin = await path_of(tenant)
    # An attacker's own answer, in the browser of somebody else (login CSRF).
    thief = new_tab(app, "192.0.2.3")
    await thief.open(begin)
    back = provider.path_back(thief.answer.headers["location"])
    await tab.open(back)
    assert tab.status == 401
    await tab.open(begin)
    await tab.open(back)
    assert tab.status == 401
    # Another state, another issuer, none at all, an error instead of a code.
    for changes in ({"state": "x"}, {"state": ""}, {"iss": "https://evil.test"}, {"code": "x"}, {"error": "denied"}):
        await through(tab, provider, begin, **changes)
        assert tab.status in (401, 502), changes
        assert tab.cookie() is None
    await tab.open(begin)
    path = provider.path_back(tab.answer.headers["location"])
    await tab.open(path.replace(f"&iss={urlsplit(provider.issuer).scheme}", "&no="))
    assert tab.status == 401
    await thief.http.aclose()


async def test_an_answer_is_taken_once(tenant: Tenant, tab: Tab, provider: Provider) -> None:
    await invite(tenant, "owner", email=provider.email)
    await tab.open(await path_of(tenant))
    kept = tab.http.cookies.get("__Host-faktura-flow") or ""
    url = tab.answer.headers["location"]
    await tab.open(provider.path_back(url))
    assert tab.path == "/home"
    # The provider gives another code for the same request, and the browser's cookie was stolen.
    tab.http.cookies.set("__Host-faktura-flow", kept, domain="invoices.example")
    await tab.open(provider.path_back(url))
    assert tab.status == 401


async def test_an_answer_of_one_organization_does_not_serve_another(
    tenant: Tenant, app: Starlette, tab: Tab, provider: Provider
) -> None:
    other = await new_organization(tenant.floor, app)
    answered(await other.http.put(f"{other.path}/sign-in-policy", json=policy(provider)))
    await invite(other, "owner", email=provider.email)
    await tab.open(await path_of(tenant))
    back = provider.path_back(tab.answer.headers["location"])
    await tab.open(f"{await path_of(other)}/done?{back.partition('?')[2]}")
    assert tab.status == 401
    assert tab.cookie() is None
    await other.http.aclose()


async def test_an_address_that_moved_to_somebody_else_is_refused(tenant: Tenant, tab: Tab, provider: Provider) -> None:
    await invite(tenant, "owner", email=provider.email)
    await through(tab, provider, await path_of(tenant))
    assert tab.path == "/home"
    provider.subject = "somebody else"
    await tab.send("/sign-out")
    await through(tab, provider, await path_of(tenant))
    assert tab.status == 401


@pytest.mark.parametrize(
    "describe",
    [
        lambda found: {**found, "issuer": "https://evil.test"},
        lambda found: {**found, "token_endpoint": "file:///etc/passwd"},
        lambda found: {**found, "authorization_endpoint": "javascript:alert(1)"},
        lambda found: {name: value for name, value in found.items() if name != "jwks_uri"},
        lambda found: {**found, "issuer": None},
    ],
)
async def test_a_description_that_is_not_right_is_not_followed(
    tenant: Tenant, tab: Tab, provider: Provider, describe: Any
) -> None:
    provider.describe = describe
    await tab.open(await path_of(tenant))
    assert tab.status == 502
    assert "location" not in tab.answer.headers


async def test_a_provider_inside_the_operators_network_is_not_asked(floor: Floor, provider: Provider) -> None:
    app = build_app(floor, pages(floor, dict))
    tenant = await new_organization(floor, app)
    problem = refused(
        await tenant.http.put(f"{tenant.path}/sign-in-policy", json=policy(provider)), 422, "sign_in_policy_invalid"
    )
    assert found(problem) == {"/issuer": "issuer_invalid"}
    # A name that leads there passes the shape, and is refused when it is asked.
    body = policy(provider, issuer=provider.issuer.replace("http:", "https:"))
    answered(await tenant.http.put(f"{tenant.path}/sign-in-policy", json=body))
    before = len(provider.asked)
    tab = new_tab(app, "192.0.2.4")
    await tab.open(await path_of(tenant))
    assert tab.status == 502
    assert len(provider.asked) == before
    await tab.http.aclose()
    await tenant.http.aclose()


async def test_only_who_may_do_everything_names_the_provider(tenant: Tenant, provider: Provider) -> None:
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        key = await create_key(unit, "organization", "admin", scopes=[*ROLES["admin"], "members:*"])
    async with client_of(tenant.app, key.text) as http:
        answered(await http.get(f"{tenant.path}/sign-in-policy"))
        refused(await http.put(f"{tenant.path}/sign-in-policy", json=policy(provider)), 403, "scope_missing")


async def test_rules_for_signing_in_that_are_wrong(tenant: Tenant) -> None:
    path = f"{tenant.path}/sign-in-policy"
    body = {"issuer": "https://x.example?y=1", "second_factor": True}
    problem = refused(await tenant.http.put(path, json=body), 422, "sign_in_policy_invalid")
    assert found(problem) == {"/issuer": "issuer_invalid", "/client_id": "provider_incomplete"}
    problem = refused(await tenant.http.put(path, json={"client_secret": "x"}), 422, "sign_in_policy_invalid")
    assert found(problem) == {"/issuer": "provider_incomplete"}
    shown = answered(await tenant.http.put(path, json={"second_factor": True}))
    assert shown["issuer"] is None
    assert shown["sign_in_url"] is None
    assert shown["second_factor"] is True


async def test_ways_that_are_not_there(app: Starlette, tab: Tab) -> None:
    for path in ("/sign-in/provider", "/sign-in/at/own_" + "0" * 26 + "/live", "/sign-in/at/x/live", "/sign-in/at/x/y"):
        await tab.open(path)
        assert tab.status == 404, path


# The installation's provider ----------------------------------------------------------------------------------------


@pytest.fixture
def central(floor: Floor, provider: Provider) -> Floor:
    return later(
        floor,
        oidc_issuer=provider.issuer,
        oidc_client_id=provider.client_id,
        oidc_client_secret=provider.client_secret,
    )


async def test_the_installations_provider_is_as_good_as_a_password(central: Floor, provider: Provider) -> None:
    app = build_app(central, pages(central, dict))
    tenant = await new_organization(central, app)
    tab = new_tab(app, "192.0.2.5")
    # Who is not there is not made.
    await through(tab, provider, "/sign-in/provider")
    assert tab.status == 401
    invited = await invite(tenant, email=provider.email)
    path = invited["invitation"]["url"].removeprefix(PUBLIC_URL)
    await tab.open(path)
    assert "Continue through 127.0.0.1" in tab.text
    await through(tab, provider, f"/sign-in/provider?next={path}")
    assert tab.path == path
    await tab.send("/accept")
    assert tab.path == "/home"
    assert "Viewer" in tab.text
    person = Person(central, app, provider.email, token=tab.cookie() or "")
    session = (await person.rows("sessions"))[-1]
    assert (session["factors"], session["bound_to"]) == (1, None)
    # With an authenticator app, it is asked for, unless the provider says that it asked for more than one thing.
    authenticator, _ = await set_up_app(tab)
    await tab.open("/home")
    await tab.send("/sign-out")
    await through(tab, provider, "/sign-in/provider")
    assert tab.path == "/sign-in/second-factor"
    await tab.send("/sign-in/second-factor", code=authenticator.at(utc_now()))
    assert tab.path == "/home"
    await tab.send("/sign-out")
    provider.change = lambda claims: {**claims, "amr": ["pwd", "mfa"]}
    await through(tab, provider, "/sign-in/provider")
    assert tab.path == "/home"
    await tab.http.aclose()
    await tenant.http.aclose()


async def test_an_invitation_of_another_person_makes_nobody(central: Floor, provider: Provider) -> None:
    app = build_app(central, pages(central, dict))
    tenant = await new_organization(central, app)
    invited = await invite(tenant, "owner")
    path = invited["invitation"]["url"].removeprefix(PUBLIC_URL)
    tab = new_tab(app, "192.0.2.6")
    await through(tab, provider, f"/sign-in/provider?next={path}")
    assert tab.status == 401
    assert show_person(Person(central, app, provider.email).id) != invited["id"]
    assert await Person(central, app, provider.email).rows("persons") == []
    await tab.http.aclose()
    await tenant.http.aclose()
