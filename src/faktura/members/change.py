"""Changing what a member may do, and removing members."""

from uuid import UUID

from faktura.members import person_store, store
from faktura.members.crossing import acting_for
from faktura.members.errors import LastOwner, MemberInvalid, MemberNotFound
from faktura.members.invite import check_given, check_scopes, check_touched
from faktura.members.read import Member, member_of, read_member
from faktura.members.roles import CUSTOM
from faktura.members.schemas import MemberPatch
from faktura.storage.unit import Unit


async def _lock(unit: Unit, person: UUID) -> Member:
    # Owners first, and always in the same order: two owners who remove each other must not both succeed.
    await store.lock_owners(unit)
    row = await store.lock_member(unit, person)
    if row is None:
        raise MemberNotFound("There is no such member here.")
    return member_of(row)


async def _keep_an_owner(unit: Unit, member: Member) -> None:
    if member.role == "owner" and member.state == "active" and await store.lock_owners(unit) == [member.id]:
        raise LastOwner("This is the last owner. Make somebody else an owner first.")


async def change_member(unit: Unit, person: UUID, patch: MemberPatch, held: frozenset[str]) -> Member:
    """Change role, scopes or name; it counts from the next request on.

    Raises:
        MemberNotFound, MemberInvalid, TooMuchGiven, LastOwner.
    """
    member = await _lock(unit, person)
    check_touched(held, member)
    role = patch.role or member.role
    kept = list(member.scopes) if member.role == CUSTOM and role == CUSTOM else []
    scopes = list(patch.scopes) if patch.scopes is not None else kept
    if wrong := check_scopes(role, scopes):
        raise MemberInvalid(f"{len(wrong)} things are wrong.", wrong)
    check_given(held, role, scopes)
    if role != "owner":
        await _keep_an_owner(unit, member)
    await store.update_member(unit, person, role, scopes, patch.name if patch.name is not None else member.name)
    return await read_member(unit, person)


async def remove_member(unit: Unit, person: UUID, held: frozenset[str] | None) -> Member:
    """Remove a member, or withdraw an invitation: the sessions of the person open nothing here any more, at once.

    `held` None: the person leaves by themselves.

    Raises:
        MemberNotFound, TooMuchGiven, LastOwner.
    """
    member = await _lock(unit, person)
    if held is not None:
        check_touched(held, member)
    await _keep_an_owner(unit, member)
    await store.delete_member(unit, person)
    async with acting_for(unit, person) as own:
        await person_store.delete_membership(own, unit.tenant)
    return member
