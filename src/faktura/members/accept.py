"""Accepting an invitation: the link proves the mailbox. Who is known signs in first; who is new sets a password."""

from dataclasses import dataclass
from uuid import UUID

from faktura.audit.record import record_write
from faktura.members import person_store, store
from faktura.members.crossing import acting_for
from faktura.members.errors import LinkInvalid, SignInRefused
from faktura.members.invite import INVITATION
from faktura.members.passwords import check_password, hash_password
from faktura.members.people import show_person
from faktura.members.persons import has_own_way
from faktura.members.read import Member, member_of
from faktura.members.sessions import Opened, Session, open_session
from faktura.members.sign_in import Visitor, record_signed_in
from faktura.members.tokens import read_link_token
from faktura.organizations.read import read_account_name, read_organization
from faktura.organizations.tenants import mode_of
from faktura.storage.floor import Floor
from faktura.storage.unit import Unit, open_unit

_REFUSED = "This link does not work (any more). Ask whoever invited you for a new one."


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """What the page of an invitation shows. `known`: somebody signs in as this person already."""

    owner: UUID
    owner_name: str
    kind: str
    mode: str
    person: UUID
    email: str
    name: str
    role: str
    known: bool


async def name_of_owner(unit: Unit, kind: str) -> str:
    """The name of the organization or account of the unit's tenant."""
    if kind == "account":
        return await read_account_name(unit)
    return (await read_organization(unit)).name


async def _find(unit: Unit, invitation: UUID) -> Member:
    row = await store.find_invitation(unit, invitation)
    if row is None or row["invitation_expires_at"] <= unit.wall:
        raise LinkInvalid(_REFUSED)
    return member_of(row)


def _read(floor: Floor, token: str) -> tuple[UUID, UUID]:
    found = read_link_token(floor.secret, INVITATION, token)
    if found is None:
        raise LinkInvalid(_REFUSED)
    return found


async def open_invitation(floor: Floor, token: str) -> OpenInvitation:
    """The invitation behind a link.

    Raises:
        LinkInvalid: always with the same sentence.
    """
    owner, invitation = _read(floor, token)
    async with open_unit(floor, owner, actor="invitation") as unit:
        member = await _find(unit, invitation)
        owner_name = await name_of_owner(unit, member.kind)
        async with acting_for(unit, member.id) as own:
            known = has_own_way(await person_store.read_person(own))
    return OpenInvitation(
        owner, owner_name, member.kind, mode_of(owner).value, member.id, member.email, member.name, member.role, known
    )


async def join(unit: Unit, member: Member, name: str, visitor: Visitor) -> None:
    """Make the invited member an active one, and note it with the person; the unit's tenant is the owner's."""
    await store.activate_member(unit, member.id, name)
    async with acting_for(unit, member.id) as own:
        await person_store.register_person(own)
        await person_store.insert_person(own, member.email, name)
        await person_store.insert_membership(own, unit.tenant, member.kind)
    await record_write(unit, "members.joined", member.public_id, status=200, address=visitor.address)


async def accept_as_new(floor: Floor, token: str, name: str, password: str, visitor: Visitor) -> Opened:
    """Accept as somebody who is new here, with a name and a password; signs in as well.

    Raises:
        LinkInvalid, PasswordInvalid, SignInRefused (the person is known: they sign in first).
    """
    owner, invitation = _read(floor, token)
    shown = await open_invitation(floor, token)
    if shown.known:
        raise SignInRefused(f"Sign in as {shown.email} first, then accept the invitation.")
    check_password(password, (shown.email, name))
    hashed = await hash_password(password)
    name = " ".join(name.split())[:200]
    async with open_unit(floor, owner, actor=show_person(shown.person), request_id=visitor.request_id) as unit:
        member = await _find(unit, invitation)
        await join(unit, member, name, visitor)
        async with acting_for(unit, member.id) as own:
            row = await person_store.lock_person(own)
            if row["password_hash"] is not None:
                raise SignInRefused(f"Sign in as {shown.email} first, then accept the invitation.")
            await person_store.update_password(own, hashed)
            await person_store.update_name(own, name)
            opened = await open_session(own, method="password", factors=1, address=visitor.address, agent=visitor.agent)
            assert opened is not None
            await record_signed_in(own, opened.session, visitor)
    return opened


async def accept_signed_in(floor: Floor, token: str, session: Session, visitor: Visitor) -> None:
    """Accept as the person of a session.

    Raises:
        LinkInvalid; SignInRefused: the invitation is for another person, or the session is bound elsewhere.
    """
    owner, invitation = _read(floor, token)
    async with open_unit(floor, owner, actor=show_person(session.person), request_id=visitor.request_id) as unit:
        member = await _find(unit, invitation)
        if member.id != session.person or session.bound_to not in (None, owner):
            raise SignInRefused(f"This invitation is for {member.email}. Sign out, and sign in as that person.")
        async with acting_for(unit, member.id) as own:
            row = await person_store.read_person(own)
        await join(unit, member, (row["name"] if row is not None else "") or member.name, visitor)
