"""One's own account: name, password, authenticator app, passkeys, sessions."""

from typing import Any

import segno
from starlette.responses import Response

from faktura.errors import Refusal
from faktura.members.errors import LastMethod, PasskeyInvalid
from faktura.members.own import change_name, change_password, renew_session
from faktura.members.passkeys import (
    add_passkey,
    list_passkeys,
    new_challenge,
    passkeys_possible,
    registration_options,
    remove_passkey,
)
from faktura.members.people import show_person
from faktura.members.persons import list_activity, read_person
from faktura.members.second_factor import (
    confirm_totp,
    pending_totp,
    remove_totp,
    renew_recovery_codes,
    start_totp,
)
from faktura.members.sessions import Opened, Session, end_session, list_sessions
from faktura.members.sign_in import sign_out
from faktura.storage.ids import read_id
from faktura.storage.unit import open_unit
from faktura.web.people.joining import person_name
from faktura.web.people.rendering import show, told_of, with_wait
from faktura.web.people.visit import Visit

_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Mac OS X", "Linux")


def browser_of(agent: str) -> str:
    """What a browser says of itself, in short; all of it when nothing known is in it."""
    browser = next((name for sign, name in _BROWSERS if f"{sign}/" in agent), "")
    system = next((name for name in _SYSTEMS if name in agent), "")
    if not browser:
        return agent or "Unknown browser"
    return f"{browser} on {system}" if system else browser


def _session(visit: Visit) -> Session:
    assert visit.session is not None
    return visit.session


def _unit(visit: Visit) -> Any:
    session = _session(visit)
    return open_unit(
        visit.floor, session.person, actor=show_person(session.person), request_id=visit.visitor.request_id
    )


def _renewed(visit: Visit, opened: Opened) -> None:
    visit.session = opened.session
    visit.cookies["session"] = opened.token


async def _shown(visit: Visit, **told: Any) -> Response:
    async with _unit(visit) as unit:
        me = await read_person(unit)
        assert me is not None
        passkeys = await list_passkeys(unit)
        sessions = await list_sessions(unit)
        activity = await list_activity(unit)
    return show(
        visit, "me", narrow=False, person=me.name or me.email, me=me, passkeys=passkeys, sessions=sessions,
        activity=activity, session=_session(visit), passkeys_possible=passkeys_possible(visit.floor.settings),
        browser_of=browser_of, **told,
    )  # fmt: skip


async def me_page(visit: Visit) -> Response:
    """The page."""
    return await _shown(visit)


async def name_post(visit: Visit) -> Response:
    """Another name."""
    async with _unit(visit) as unit:
        await change_name(unit, visit.form.get("name", ""))
    return visit.go("/me")


async def password_post(visit: Visit) -> Response:
    """Another password."""
    form = visit.form
    try:
        opened = await change_password(
            visit.floor, _session(visit), form.get("current", ""), form.get("password", ""), visit.visitor
        )
    except Refusal as refusal:
        return with_wait(await _shown(visit, **told_of(refusal)), refusal)
    _renewed(visit, opened)
    return await _shown(visit, told="The password is changed. All other sessions have ended.")


async def authenticator_post(visit: Visit) -> Response:
    """Begin to set up an app."""
    async with _unit(visit) as unit:
        await start_totp(unit)
    return visit.go("/me/authenticator")


async def _authenticator(visit: Visit, **told: Any) -> Response:
    async with _unit(visit) as unit:
        pending = await pending_totp(unit)
    if pending is None:
        return visit.go("/me")
    secret, address = pending
    picture = segno.make(address, error="m").png_data_uri(scale=4, border=3)
    grouped = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
    return show(visit, "authenticator", person=await person_name(visit), picture=picture, secret=grouped, **told)


async def authenticator_page(visit: Visit) -> Response:
    """The code to scan."""
    return await _authenticator(visit)


async def authenticator_confirm(visit: Visit) -> Response:
    """The first code; from now on the session counts as one with two factors."""
    try:
        async with _unit(visit) as unit:
            codes = await confirm_totp(unit, visit.form.get("code", "")[:100], visit.visitor.address)
            opened = await renew_session(unit, _session(visit), visit.visitor, factors=2)
    except Refusal as refusal:
        return await _authenticator(visit, **told_of(refusal))
    _renewed(visit, opened)
    return show(visit, "codes", person=await person_name(visit), codes=codes)


async def authenticator_remove(visit: Visit) -> Response:
    """Remove the app."""
    async with _unit(visit) as unit:
        await remove_totp(unit, visit.visitor.address)
        opened = await renew_session(unit, _session(visit), visit.visitor)
    _renewed(visit, opened)
    return await _shown(visit, told="The authenticator app is removed.")


async def recovery_codes_post(visit: Visit) -> Response:
    """New recovery codes."""
    async with _unit(visit) as unit:
        person = await read_person(unit)
        if person is None or not person.has_totp:
            return visit.go("/me")
        codes = await renew_recovery_codes(unit, visit.visitor.address)
    return show(visit, "codes", person=await person_name(visit), codes=codes)


async def _new_passkey(visit: Visit, **told: Any) -> Response:
    if not passkeys_possible(visit.floor.settings):
        return visit.go("/me")
    challenge = new_challenge()
    visit.keep_flow(kind="new passkey", challenge=challenge.hex())
    async with _unit(visit) as unit:
        options = await registration_options(unit, challenge)
    return show(visit, "passkey", person=await person_name(visit), scripted=True, passkey_options=options, **told)


async def passkey_new(visit: Visit) -> Response:
    """The page that asks the browser for one."""
    return await _new_passkey(visit)


async def passkey_post(visit: Visit) -> Response:
    """The passkey that the browser made."""
    flow = visit.take_flow()
    try:
        if flow.get("kind") != "new passkey":
            raise PasskeyInvalid("This took too long. Try again.")
        async with _unit(visit) as unit:
            await add_passkey(
                unit, visit.form.get("credential", ""), bytes.fromhex(flow["challenge"]), visit.form.get("name", ""),
                visit.visitor.address,
            )  # fmt: skip
            opened = await renew_session(unit, _session(visit), visit.visitor, factors=2)
    except PasskeyInvalid as refusal:
        return await _new_passkey(visit, **told_of(refusal))
    _renewed(visit, opened)
    return await _shown(visit, told="The passkey is added. All other sessions have ended.")


async def passkey_remove(visit: Visit) -> Response:
    """Remove a passkey."""
    try:
        async with _unit(visit) as unit:
            await remove_passkey(unit, visit.form.get("passkey", ""), visit.visitor.address)
    except LastMethod as refusal:
        return await _shown(visit, **told_of(refusal))
    return visit.go("/me")


async def session_end(visit: Visit) -> Response:
    """End one session."""
    session = read_id("ses", visit.form.get("session", ""))
    if session == _session(visit).id:
        await sign_out(visit.floor, _session(visit), visit.visitor)
        visit.cookies["session"] = None
        return visit.go("/sign-in")
    if session is not None:
        async with _unit(visit) as unit:
            await end_session(unit, session)
    return visit.go("/me")


async def sessions_end(visit: Visit) -> Response:
    """End all sessions, this one as well."""
    await sign_out(visit.floor, _session(visit), visit.visitor, everywhere=True)
    visit.cookies["session"] = None
    return visit.go("/sign-in")
