"""A new password by mail. Asking does the same whether the person exists or not: a job looks later."""

from datetime import datetime, timedelta
from uuid import UUID

from faktura.jobs import enqueue
from faktura.members import person_store
from faktura.members.errors import LinkInvalid, TooManyGuesses
from faktura.members.guessing import count_guess, forget_guesses
from faktura.members.notices import record_person
from faktura.members.passwords import check_password, hash_password
from faktura.members.people import person_of, show_person
from faktura.members.persons import known_of
from faktura.members.sessions import end_sessions
from faktura.members.sign_in import Visitor
from faktura.members.tokens import link_token, read_link_token
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id
from faktura.storage.unit import Unit, open_unit

RESET_MINUTES = 60
SEND_RESET = "members.send_reset"
RESET = "new password"
_REFUSED = "This link does not work (any more). Ask for a new one on the page for signing in."


async def ask_for_reset(floor: Floor, email: str, visitor: Visitor) -> None:
    """Let a link be mailed, if there is such a person. Who asks too often is told the same, and nothing is sent.

    Raises:
        TooManyGuesses: the client's address asks too often.
    """
    person = person_of(floor.secret, email)
    await count_guess(floor, None, visitor.address)
    try:
        await count_guess(floor, person, "", kind="reset")
    except TooManyGuesses:
        return
    async with open_unit(floor, person, actor="sign-in", request_id=visitor.request_id) as unit:
        await enqueue(unit, [SEND_RESET], new_id())


def reset_link(unit: Unit, reset: UUID) -> str:
    """The address of the page for a new password."""
    token = link_token(unit.floor.secret, RESET, unit.tenant, reset)
    return f"{unit.floor.settings.public_url}/new-password/{token}"


def reset_expires(unit: Unit) -> datetime:
    """When a link made now stops working."""
    return unit.wall + timedelta(minutes=RESET_MINUTES)


async def open_reset(floor: Floor, token: str) -> str:
    """The address of the person whose new password a link makes.

    Raises:
        LinkInvalid: always with the same sentence.
    """
    found = read_link_token(floor.secret, RESET, token)
    if found is None:
        raise LinkInvalid(_REFUSED)
    tenant, reset = found
    async with open_unit(floor, tenant, actor="sign-in") as unit:
        await _check(unit, reset)
        row = await person_store.read_person(unit)
        email: str = row["email"]
    return email


async def _check(unit: Unit, reset: UUID) -> None:
    row = await person_store.read_reset(unit, reset)
    if row is None or row["used_at"] is not None or row["expires_at"] <= unit.wall:
        raise LinkInvalid(_REFUSED)


async def reset_password(floor: Floor, token: str, password: str, visitor: Visitor) -> None:
    """Set a new password through a link: all sessions end, all other links as well; a second factor stays.

    Raises:
        LinkInvalid, PasswordInvalid.
    """
    found = read_link_token(floor.secret, RESET, token)
    if found is None:
        raise LinkInvalid(_REFUSED)
    tenant, reset = found
    async with open_unit(floor, tenant, actor="sign-in") as unit:
        await _check(unit, reset)
        row = await person_store.read_person(unit)
    check_password(password, known_of(row))
    hashed = await hash_password(password)
    async with open_unit(floor, tenant, actor=show_person(tenant), request_id=visitor.request_id) as unit:
        await _check(unit, reset)
        await person_store.update_password(unit, hashed)
        await person_store.use_resets(unit)
        await end_sessions(unit)
        await record_person(unit, "members.password_reset", show_person(tenant), visitor.address)
    await forget_guesses(floor, tenant, visitor.address)
