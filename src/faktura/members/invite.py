"""Inviting: a member who does not yet exist as a person, maybe, and a link that proves their mailbox."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from faktura.checks import Finding
from faktura.jobs import enqueue
from faktura.members import store
from faktura.members.errors import (
    InvitationEnded,
    InvitationSoon,
    MailMissing,
    MemberExists,
    MemberInvalid,
    MemberNotFound,
    MembersFull,
    TooMuchGiven,
)
from faktura.members.people import is_reserved, person_of
from faktura.members.read import Member, member_of, read_member
from faktura.members.roles import CUSTOM, covers, may_give
from faktura.members.schemas import MemberRequest
from faktura.members.tokens import link_token
from faktura.organizations.checks import finding
from faktura.organizations.scopes import unknown_scopes
from faktura.organizations.tenants import Mode, mode_of
from faktura.registry import channels
from faktura.settings import Settings
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id
from faktura.storage.unit import Unit

INVITATION_DAYS = 7
MEMBERS_MAX = 1000
INVITATIONS_MAX = 100
RESEND_SECONDS = 60
SEND_INVITATION = "members.send_invitation"
INVITATION = "invitation"


def can_mail(settings: Settings) -> bool:
    """Whether the installation itself can write to people.

    What proves a mailbox never travels through a tenant's own mail server: its owner would read the link.
    """
    return settings.smtp_host is not None and settings.smtp_from is not None


def check_scopes(role: str, scopes: Iterable[str]) -> list[Finding]:
    """What is wrong with a role's scopes."""
    scopes = list(scopes)
    if role != CUSTOM and scopes:
        return [finding("scopes_unexpected", "/scopes", f"The role {role} has its own scopes; use the role custom.")]
    if role == CUSTOM and not scopes:
        return [finding("scopes_missing", "/scopes", "The role custom needs scopes.")]
    unknown = set(unknown_scopes(scopes))
    return [
        finding("scope_unknown", f"/scopes/{place}", f"{scope} is not a scope; see the reference of roles and scopes.")
        for place, scope in enumerate(scopes)
        if scope in unknown
    ]


def check_given(held: frozenset[str], role: str, scopes: Iterable[str]) -> None:
    """Nothing, when a holder may give that.

    Raises:
        TooMuchGiven: they may not.
    """
    if not may_give(held, role, list(scopes)):
        raise TooMuchGiven(f"Who invites or changes a member must hold all that the role {role} holds.")


def check_touched(held: frozenset[str], member: Member) -> None:
    """Nothing, when a holder may change what this member holds.

    Raises:
        TooMuchGiven: the member holds more.
    """
    if not covers(held, member.scopes):
        raise TooMuchGiven(f"This member ({member.role}) holds more than you do.")


def link_of(floor: Floor, tenant: UUID, invitation: UUID) -> str:
    """The address of an invitation's page."""
    return f"{floor.settings.public_url}/invitations/{link_token(floor.secret, INVITATION, tenant, invitation)}"


def shown_link(unit: Unit, member: Member) -> str | None:
    """The link as the API may answer it: in test mode, for addresses at which nobody can have a mailbox.

    Whoever sees a link can become that person on this whole installation, so for real addresses only the mailbox does.
    """
    open_link = member.invitation is not None and member.state == "invited"
    if not open_link or mode_of(unit.tenant) is not Mode.TEST or not is_reserved(member.email):
        return None
    assert member.invitation is not None
    return link_of(unit.floor, unit.tenant, member.invitation.id)


def _check_address(unit: Unit, email: str) -> list[Finding]:
    wrong = channels()["email"].check_recipient(email)
    if wrong is not None:
        return [finding("address_invalid", "/email", wrong)]
    if is_reserved(email) and mode_of(unit.tenant) is Mode.LIVE:
        return [finding("address_reserved", "/email", f"Nobody can have a mailbox at {email.rpartition('@')[2]}.")]
    return []


async def invite_member(
    unit: Unit, kind: str, request: MemberRequest, held: frozenset[str], *, by_mail: bool = True
) -> Member:
    """Invite somebody into the unit's tenant; a job sends the link.

    `kind`: ``organization`` or ``account``; `held`: what the one who invites may do. Without `by_mail` no link is sent:
    the operator hands it over. The answer is the same whether
    the person exists on this installation or not.

    Raises:
        MemberInvalid, TooMuchGiven, MemberExists, MembersFull, MailMissing.
    """
    if wrong := [*_check_address(unit, request.email), *check_scopes(request.role, request.scopes)]:
        raise MemberInvalid(f"{len(wrong)} things are wrong.", wrong)
    check_given(held, request.role, request.scopes)
    if by_mail and not is_reserved(request.email) and not can_mail(unit.floor.settings):
        raise MailMissing(
            "The link proves whose mailbox it is, so it goes by mail: ask the operator to set FAKTURA_SMTP_HOST and "
            "FAKTURA_SMTP_FROM, or to run faktura members invite. In test mode, addresses such as ada@your-name.test "
            "need no mail: the link is in the answer."
        )
    if await store.count_members(unit, "invited") >= INVITATIONS_MAX:
        raise MembersFull(
            f"There are {INVITATIONS_MAX} open invitations. Remove some, or wait until they are accepted."
        )
    if await store.count_members(unit, "active") >= MEMBERS_MAX:
        raise MembersFull(f"There are {MEMBERS_MAX} members, and no more are taken.")
    person = person_of(unit.floor.secret, request.email)
    invitation = new_id()
    inserted = await store.insert_member(
        unit,
        person,
        kind=kind,
        email=request.email.strip(),
        name=request.name or "",
        role=request.role,
        scopes=list(request.scopes),
        invitation=invitation,
        expires_at=unit.wall + timedelta(days=INVITATION_DAYS),
    )
    if not inserted:
        raise MemberExists("This address is a member, or invited, already. Change the role, or send the link again.")
    if by_mail:
        await _send(unit, request.email, invitation)
    return await read_member(unit, person)


async def renew_link(unit: Unit, email: str) -> Member:
    """For the operator: a new link for who is invited already; the one before works no longer.

    Raises:
        MemberNotFound, InvitationEnded.
    """
    person = person_of(unit.floor.secret, email)
    member = await read_member(unit, person)
    if member.state != "invited":
        raise InvitationEnded(f"{member.email} is a member already.")
    await store.renew_invitation(unit, person, new_id(), unit.wall + timedelta(days=INVITATION_DAYS))
    return await read_member(unit, person)


async def _send(unit: Unit, email: str, invitation: UUID) -> None:
    # To a reserved address no mail can travel: the answer holds the link.
    if not is_reserved(email):
        await enqueue(unit, [SEND_INVITATION], invitation)


async def resend_invitation(unit: Unit, person: UUID, held: frozenset[str]) -> Member:
    """Send a new link; the one before works no longer.

    Raises:
        MemberNotFound, TooMuchGiven, InvitationEnded, InvitationSoon.
    """
    row = await store.lock_member(unit, person)
    if row is None:
        raise MemberNotFound("There is no such member here.")
    member = member_of(row)
    check_touched(held, member)
    if member.state != "invited":
        raise InvitationEnded("The invitation was accepted.")
    made_at = member.invitation.expires_at - timedelta(days=INVITATION_DAYS) if member.invitation else unit.wall
    if unit.wall - made_at < timedelta(seconds=RESEND_SECONDS):
        raise InvitationSoon(f"A link was made less than {RESEND_SECONDS} seconds ago. Wait a moment.")
    invitation = new_id()
    await store.renew_invitation(unit, person, invitation, unit.wall + timedelta(days=INVITATION_DAYS))
    await _send(unit, member.email, invitation)
    return await read_member(unit, person)
