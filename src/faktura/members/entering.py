"""Entering an organization or account with a session: what counts is the member's row there, asked each time."""

from dataclasses import dataclass
from uuid import UUID

from faktura.audit.record import record_write
from faktura.members import person_store, store
from faktura.members.crossing import acting_for
from faktura.members.errors import SecondFactorNeeded
from faktura.members.people import show_person
from faktura.members.policy import read_policy
from faktura.members.read import Member, find_active
from faktura.members.sessions import Session
from faktura.organizations.read import has_organization
from faktura.organizations.tenants import Mode, mode_of, tenant_of
from faktura.storage.unit import Unit

MEMBERSHIPS_MAX = 200
"""How many memberships of one person are looked through and shown."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a session leads: the tenant itself, and the tenant whose member the person is (its account's, maybe)."""

    tenant: UUID
    owner: UUID
    kind: str
    scopes: frozenset[str]


async def _as_member(unit: Unit, session: Session, owner: UUID, address: str) -> Member | None:
    """The person as a member of a tenant, if the session may enter it; the first time, the audit trail says so.

    Raises:
        SecondFactorNeeded: the tenant asks for two factors.
    """
    if session.bound_to is not None and session.bound_to != owner:
        return None
    async with acting_for(unit, owner) as own:
        member = await find_active(own, session.person)
        if member is None:
            return None
        await _check_factors(own, session)
        if await store.enter(own, session.person, session.id):
            own.actor = show_person(session.person)
            await record_write(own, "members.entered", session.public_id, status=200, address=address)
    return member


async def _check_factors(unit: Unit, session: Session) -> None:
    if session.factors < 2 and (await read_policy(unit)).second_factor:
        raise SecondFactorNeeded(
            "This organization asks everybody for a second factor. Set up a passkey or an authenticator app on your "
            "account page, then sign in again."
        )


async def enter_organization(
    unit: Unit, session: Session, organization: UUID, mode: Mode, address: str
) -> Entry | None:
    """Where a session leads, for an organization in a mode; None when the person is no member.

    A member of the account may enter all of its organizations. The unit's tenant is the person's.
    """
    tenant = tenant_of(organization, mode)
    member = await _as_member(unit, session, tenant, address)
    if member is not None and member.kind == "organization":
        return Entry(tenant, tenant, "organization", frozenset(member.scopes))
    for row in await person_store.list_memberships(unit, MEMBERSHIPS_MAX):
        owner = row["owner"]
        if row["kind"] != "account" or mode_of(owner) is not mode:
            continue
        async with acting_for(unit, owner) as own:
            theirs = await has_organization(own, organization)
        if not theirs:
            continue
        member = await _as_member(unit, session, owner, address)
        if member is None:
            continue
        async with acting_for(unit, tenant) as own:
            await _check_factors(own, session)
        return Entry(tenant, owner, "account", frozenset(member.scopes))
    return None


async def enter_account(unit: Unit, session: Session, account: UUID | None, mode: Mode, address: str) -> Entry | None:
    """Where a session leads, for an account in a mode (the only one, when none is named); None when there is none."""
    rows = await person_store.list_memberships(unit, MEMBERSHIPS_MAX)
    owners = [row["owner"] for row in rows if row["kind"] == "account" and mode_of(row["owner"]) is mode]
    if account is not None:
        owners = [owner for owner in owners if owner == tenant_of(account, mode)]
    if len(owners) != 1:
        return None
    member = await _as_member(unit, session, owners[0], address)
    return Entry(owners[0], owners[0], "account", frozenset(member.scopes)) if member is not None else None
