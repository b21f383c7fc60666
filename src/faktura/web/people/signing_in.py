"""Signing in: password, second factor, passkey, provider; and a new password."""

from uuid import UUID

from starlette.responses import Response

from faktura.errors import Refusal
from faktura.members.errors import LinkInvalid, PasswordInvalid, SignInRefused
from faktura.members.oidc import Flow
from faktura.members.passkeys import (
    authentication_options,
    new_challenge,
    passkeys_possible,
    sign_in_with_passkey,
)
from faktura.members.provider_sign_in import begin, finish, installation_provider
from faktura.members.reset import ask_for_reset, open_reset, reset_password
from faktura.members.sessions import Opened
from faktura.members.sign_in import find_half, finish_sign_in, sign_in, sign_out
from faktura.organizations.tenants import Mode, tenant_of
from faktura.storage.ids import read_id
from faktura.web.people.rendering import notice, show, told_of, with_wait
from faktura.web.people.visit import Visit

_EMAIL_LENGTH_MAX = 254


def provider_name(visit: Visit) -> str:
    """The host of the installation's provider; nothing when there is none."""
    provider = installation_provider(visit.floor.settings)
    return provider.issuer.partition("://")[2].partition("/")[0] if provider is not None else ""


def _form(visit: Visit, refusal: Refusal | None = None) -> Response:
    settings = visit.floor.settings
    options = ""
    if passkeys_possible(settings):
        challenge = new_challenge()
        visit.keep_flow(kind="passkey", challenge=challenge.hex())
        options = authentication_options(settings, challenge)
    told = "Sign in again for this: it changes how you sign in." if visit.request.query_params.get("again") else ""
    response = show(
        visit, "sign_in", scripted=bool(options), passkey_options=options, provider=provider_name(visit),
        email=visit.form.get("email", "")[:_EMAIL_LENGTH_MAX], told=told,
        **(told_of(refusal) if refusal is not None else {}),
    )  # fmt: skip
    return with_wait(response, refusal) if refusal is not None else response


async def sign_in_page(visit: Visit) -> Response:
    """The form."""
    if visit.session is not None and visit.session.state == "open" and not visit.request.query_params.get("again"):
        return visit.go(visit.next or "/home")
    return _form(visit)


async def _enter(visit: Visit, opened: Opened) -> Response:
    """Lead in, with a new cookie; the session that this browser had before ends."""
    if visit.session is not None:
        await sign_out(visit.floor, visit.session, visit.visitor)
    wanted = visit.next
    visit.cookies["session"] = opened.token
    # A new cookie for forms as well: nobody who knew the old one knows a token of the session.
    visit.cookies["visit"] = None
    visit.cookies["flow"] = None
    if opened.session.state == "half":
        return visit.go("/sign-in/second-factor" + (f"?next={wanted}" if wanted else ""))
    return visit.go(wanted or "/home")


async def sign_in_post(visit: Visit) -> Response:
    """Address and password."""
    email, password = visit.form.get("email", ""), visit.form.get("password", "")
    if len(email) > _EMAIL_LENGTH_MAX or not email or not password:
        return _form(visit, SignInRefused("Type your e-mail address and your password."))
    try:
        return await _enter(visit, await sign_in(visit.floor, email, password, visit.visitor))
    except Refusal as refusal:
        return _form(visit, refusal)


async def passkey_post(visit: Visit) -> Response:
    """What the authenticator signed."""
    flow = visit.take_flow()
    try:
        if flow.get("kind") != "passkey":
            raise SignInRefused("This took too long. Try again.")
        challenge = bytes.fromhex(flow["challenge"])
        opened = await sign_in_with_passkey(visit.floor, visit.form.get("credential", ""), challenge, visit.visitor)
        return await _enter(visit, opened)
    except Refusal as refusal:
        return _form(visit, refusal)


async def second_factor(visit: Visit) -> Response:
    """The second step: shown, and answered."""
    half = await find_half(visit.floor, visit.cookie("session"))
    if half is None:
        return visit.go("/sign-in")
    if visit.request.method != "POST":
        return show(visit, "second_factor")
    try:
        opened = await finish_sign_in(visit.floor, half, visit.form.get("code", "")[:100], visit.visitor)
    except Refusal as refusal:
        return with_wait(show(visit, "second_factor", **told_of(refusal)), refusal)
    visit.session = None
    return await _enter(visit, opened)


async def sign_out_post(visit: Visit) -> Response:
    """End the session."""
    if visit.session is not None:
        await sign_out(visit.floor, visit.session, visit.visitor)
    visit.cookies = dict.fromkeys(("session", "visit", "flow"))
    response = visit.go("/sign-in")
    # What the browser kept of our pages goes as well.
    response.headers["clear-site-data"] = '"cache", "storage"'
    return response


async def forgotten(visit: Visit) -> Response:
    """Ask for a link for a new password; the answer is the same for everybody."""
    if visit.request.method != "POST":
        return show(visit, "forgotten")
    email = visit.form.get("email", "")
    if not email or len(email) > _EMAIL_LENGTH_MAX:
        return show(visit, "forgotten", wrong="Type your e-mail address.", status=422)
    try:
        await ask_for_reset(visit.floor, email, visit.visitor)
    except Refusal as refusal:
        return with_wait(show(visit, "forgotten", email=email, **told_of(refusal)), refusal)
    return notice(
        visit, "Look into your mailbox", "If somebody with this address signs in here, a link is on its way. "
        "It works for an hour.", link_text="Back to signing in",
    )  # fmt: skip


async def new_password(visit: Visit) -> Response:
    """The page behind the link: shown, and answered."""
    token = visit.request.path_params["token"]
    email = await open_reset(visit.floor, token)
    if visit.request.method != "POST":
        return show(visit, "new_password", email=email)
    try:
        await reset_password(visit.floor, token, visit.form.get("password", ""), visit.visitor)
    except PasswordInvalid as refusal:
        return show(visit, "new_password", email=email, **told_of(refusal))
    visit.cookies = dict.fromkeys(("session", "visit", "flow"))
    return notice(visit, "The password is set", "You are signed out everywhere. Sign in with the new password.")


def _owner(visit: Visit) -> UUID | None:
    """The owner whose provider the path names; None for the installation's."""
    if "owner" not in visit.request.path_params:
        return None
    owner = read_id("own", visit.request.path_params["owner"])
    mode = visit.request.path_params["mode"]
    if owner is None or mode not in list(Mode):
        raise LinkInvalid("There is no such way to sign in.")
    return tenant_of(owner, Mode(mode))


async def provider_begin(visit: Visit) -> Response:
    """Lead to a provider."""
    owner = _owner(visit)
    begun = await begin(visit.floor, owner, visit.visitor)
    flow = begun.flow
    visit.keep_flow(
        kind="provider",
        owner=str(owner or ""),
        state=flow.state,
        nonce=flow.nonce,
        verifier=flow.verifier,
        issuer=flow.issuer,
        next=visit.next,
    )
    return visit.leave_to(begun.url)


async def provider_done(visit: Visit) -> Response:
    """What a provider sent the browser back with."""
    owner = _owner(visit)
    kept = visit.take_flow()
    if kept.get("kind") != "provider" or kept["owner"] != str(owner or ""):
        raise SignInRefused("This answer does not belong to a sign-in that was begun in this browser. Begin again.")
    query = visit.request.query_params
    answered = {name: query[name] for name in ("state", "code", "iss", "error") if name in query}
    flow = Flow(kept["state"], kept["nonce"], kept["verifier"], kept["issuer"])
    invitation = kept["next"].removeprefix("/invitations/") if kept["next"].startswith("/invitations/") else ""
    opened = await finish(visit.floor, owner, flow, answered, visit.visitor, invitation)
    visit.form["next"] = kept["next"]
    return await _enter(visit, opened)
