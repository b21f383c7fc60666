"""What a person does with their own account: name, password, sessions, memberships."""

from dataclasses import dataclass
from uuid import UUID

from faktura.audit.record import record_write
from faktura.members import person_store
from faktura.members.accept import name_of_owner
from faktura.members.change import remove_member
from faktura.members.crossing import acting_for
from faktura.members.entering import MEMBERSHIPS_MAX
from faktura.members.errors import PasswordInvalid, SignInRefused
from faktura.members.guessing import count_guess, forget_guesses
from faktura.members.notices import record_person
from faktura.members.passwords import check_password, hash_password, verify_password
from faktura.members.people import show_person
from faktura.members.persons import known_of
from faktura.members.policy import read_policy
from faktura.members.read import find_active
from faktura.members.sessions import Opened, Session, end_sessions, open_session
from faktura.members.sign_in import Visitor
from faktura.organizations.checks import finding
from faktura.organizations.tenants import mode_of, owner_of
from faktura.storage.floor import Floor
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit, open_unit


@dataclass(frozen=True, slots=True)
class Membership:
    """Where a person is a member. `closed`: the session may not enter, for want of a second factor."""

    owner: UUID
    public_id: str
    kind: str
    mode: str
    name: str
    role: str
    closed: bool


async def list_memberships(unit: Unit, session: Session) -> list[Membership]:
    """Where the person of the unit's tenant is a member, as far as their session leads."""
    found = []
    for row in await person_store.list_memberships(unit, MEMBERSHIPS_MAX):
        owner = row["owner"]
        if session.bound_to not in (None, owner):
            continue
        async with acting_for(unit, owner) as own:
            member = await find_active(own, unit.tenant)
            if member is None:
                continue
            closed = session.factors < 2 and (await read_policy(own)).second_factor
            name = await name_of_owner(own, member.kind)
        prefix = "org" if member.kind == "organization" else "acc"
        public_id = show_id(prefix, owner_of(owner))
        found.append(Membership(owner, public_id, member.kind, mode_of(owner).value, name, member.role, closed))
    return found


async def leave(floor: Floor, session: Session, owner: UUID, visitor: Visitor) -> None:
    """Stop being a member.

    Raises:
        MemberNotFound, LastOwner; SignInRefused: the session is bound elsewhere.
    """
    if session.bound_to not in (None, owner):
        raise SignInRefused("Sign in with your own password or passkey for this.")
    async with open_unit(floor, owner, actor=show_person(session.person), request_id=visitor.request_id) as unit:
        await remove_member(unit, session.person, None)
        await record_write(unit, "members.left", show_person(session.person), status=200, address=visitor.address)


async def change_name(unit: Unit, name: str) -> None:
    """Write how the person is called; organizations that they join from now on are told so."""
    await person_store.update_name(unit, " ".join(name.split())[:200])


async def change_password(floor: Floor, session: Session, current: str, password: str, visitor: Visitor) -> Opened:
    """Change the password, or set the first one: all other sessions end, and this one gets a new secret.

    Raises:
        PasswordInvalid: the current one is not right, or the new one can't be taken; TooManyGuesses.
    """
    async with open_unit(floor, session.person, actor="session") as unit:
        row = await person_store.read_person(unit)
    if row["password_hash"] is not None:
        await count_guess(floor, session.person, visitor.address)
        if not await verify_password(row["password_hash"], current):
            told = "This is not your password."
            raise PasswordInvalid(told, [finding("password_wrong", "/current", told)])
        await forget_guesses(floor, session.person, visitor.address)
    check_password(password, known_of(row))
    hashed = await hash_password(password)
    async with open_unit(
        floor, session.person, actor=show_person(session.person), request_id=visitor.request_id
    ) as unit:
        await person_store.update_password(unit, hashed)
        await record_person(unit, "members.password_changed", show_person(session.person), visitor.address)
        return await renew_session(unit, session, visitor)


async def renew_session(unit: Unit, session: Session, visitor: Visitor, *, factors: int | None = None) -> Opened:
    """After a change of the ways to sign in: a new secret for this session, and an end for all others."""
    await end_sessions(unit)
    opened = await open_session(
        unit,
        method=session.method,
        factors=max(session.factors, factors or 0),
        address=visitor.address,
        agent=visitor.agent,
        confirmed_at=session.confirmed_at,
    )
    assert opened is not None
    return opened
