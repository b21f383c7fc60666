"""Signing in by password. Whether a person exists shows neither in the answer, nor in its time, nor in the waits."""

from dataclasses import dataclass

import structlog

from faktura.members import person_store
from faktura.members.errors import CodeInvalid, SignInRefused
from faktura.members.guessing import count_guess, forget_guesses
from faktura.members.notices import record_person
from faktura.members.passwords import hash_password, needs_new_hash, verify_password
from faktura.members.people import person_of, show_person
from faktura.members.second_factor import take_code
from faktura.members.sessions import Opened, Session, end_session, end_sessions, open_session, use_session
from faktura.members.tokens import read_session_token
from faktura.organizations.checks import finding
from faktura.storage.floor import Floor
from faktura.storage.unit import Unit, open_unit

log = structlog.get_logger("faktura.members")

_REFUSED = "Address and password don't fit together. Check both, or ask for a new password."


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: the client's address, what the browser says of itself, and the request."""

    address: str
    agent: str
    request_id: str


async def sign_in(floor: Floor, email: str, password: str, visitor: Visitor) -> Opened:
    """Check a password; the session is a half one where a second factor is set up.

    Raises:
        SignInRefused, TooManyGuesses, PeopleBusy.
    """
    person = person_of(floor.secret, email)
    before = await count_guess(floor, person, visitor.address)
    async with open_unit(floor, person, actor="sign-in") as unit:
        row = await person_store.read_person(unit)
    stored = row["password_hash"] if row is not None else None
    if not await verify_password(stored, password):
        # The same line for who exists and who does not: whoever reads logs learns as little.
        log.info("sign_in_refused", person=show_person(person), request_id=visitor.request_id)
        raise SignInRefused(_REFUSED)
    assert stored is not None
    new_hash = await hash_password(password) if needs_new_hash(stored) else None
    half = row["totp_confirmed_at"] is not None
    if not half:
        await forget_guesses(floor, person, visitor.address)
    async with open_unit(floor, person, actor=show_person(person), request_id=visitor.request_id) as unit:
        if new_hash is not None:
            await person_store.replace_hash(unit, stored, new_hash)
        opened = await open_session(
            unit, method="password", factors=1, address=visitor.address, agent=visitor.agent, half=half
        )
        assert opened is not None
        if not half:
            await record_signed_in(unit, opened.session, visitor, before)
    return opened


async def record_signed_in(unit: Unit, session: Session, visitor: Visitor, guesses: int = 0) -> None:
    """Say in the person's audit trail that they signed in, how, and after how many wrong guesses."""
    fields = (session.method, *((f"after {guesses} wrong guesses",) if guesses else ()))
    await record_person(unit, "members.signed_in", session.public_id, visitor.address, fields=fields)


async def find_half(floor: Floor, cookie: str) -> Session | None:
    """The half session of a cookie's value, if it still counts."""
    token = read_session_token(cookie)
    if token is None:
        return None
    async with open_unit(floor, token.person, actor="sign-in") as unit:
        found = await use_session(unit, token.secret_hash)
    return found if found is not None and found.state == "half" else None


async def finish_sign_in(floor: Floor, half: Session, code: str, visitor: Visitor) -> Opened:
    """Check the second factor of a half session: a code of the app, or a recovery code.

    Raises:
        CodeInvalid, TooManyGuesses, SignInRefused (it took too long).
    """
    before = await count_guess(floor, half.person, visitor.address)
    async with open_unit(floor, half.person, actor=show_person(half.person), request_id=visitor.request_id) as unit:
        kind = await take_code(unit, code)
        opened = await _finish(unit, half, kind, visitor, before) if kind is not None else None
    if opened is None:
        log.info("second_factor_refused", person=show_person(half.person), request_id=visitor.request_id)
        told = "The code is not right, or was used before. Wait for the next one."
        raise CodeInvalid(told, [finding("code_invalid", "/code", told)])
    await forget_guesses(floor, half.person, visitor.address)
    return opened


async def _finish(unit: Unit, half: Session, kind: str, visitor: Visitor, before: int) -> Opened:
    # Of two requests with the same half session, one only may open a whole one.
    if not await end_session(unit, half.id):
        raise SignInRefused("Sign in again: this took too long.")
    opened = await open_session(
        unit, method=f"{half.method}+{kind}", factors=2, address=visitor.address, agent=visitor.agent,
        bound_to=half.bound_to,
    )  # fmt: skip
    assert opened is not None
    if kind == "recovery_code":
        await record_person(unit, "members.recovery_code_used", opened.session.public_id, visitor.address)
    # The password was counted as a guess, too, until now.
    await record_signed_in(unit, opened.session, visitor, max(before - 1, 0))
    return opened


async def sign_out(floor: Floor, session: Session, visitor: Visitor, *, everywhere: bool = False) -> None:
    """End a session, or all of the person's."""
    async with open_unit(
        floor, session.person, actor=show_person(session.person), request_id=visitor.request_id
    ) as unit:
        if everywhere:
            await end_sessions(unit)
        else:
            await end_session(unit, session.id)
        operation = "members.signed_out_everywhere" if everywhere else "members.signed_out"
        await record_person(unit, operation, session.public_id, visitor.address)
