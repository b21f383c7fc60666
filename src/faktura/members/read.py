"""Reading members: what other rooms and the doors may import."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.members import store
from faktura.members.errors import MemberNotFound
from faktura.members.people import show_person
from faktura.members.roles import scopes_of
from faktura.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that waits to be accepted. `failure` says why the mail with it could not be sent."""

    id: UUID
    expires_at: datetime
    sent_at: datetime | None
    failure: str


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an organization or account; `id` is the person's. `scopes` are those that count."""

    id: UUID
    kind: str
    email: str
    name: str
    role: str
    scopes: tuple[str, ...]
    state: str
    invited_by: str
    invitation: Invitation | None
    created_at: datetime
    updated_at: datetime
    joined_at: datetime | None
    last_seen_at: datetime | None

    @property
    def public_id(self) -> str:
        """``usr_…``."""
        return show_person(self.id)


def member_of(row: Any) -> Member:
    """A row as a member."""
    invitation = None
    if row["invitation"] is not None:
        invitation = Invitation(
            row["invitation"], row["invitation_expires_at"], row["invitation_sent_at"], row["invitation_failure"]
        )
    return Member(
        id=row["id"],
        kind=row["kind"],
        email=row["email"],
        name=row["name"],
        role=row["role"],
        scopes=scopes_of(row["role"], row["scopes"]),
        state=row["state"],
        invited_by=row["invited_by"],
        invitation=invitation,
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        joined_at=row["joined_at"],
        last_seen_at=row["last_seen_at"],
    )


async def read_member(unit: Unit, person: UUID) -> Member:
    """A member of the unit's tenant.

    Raises:
        MemberNotFound: there is none such.
    """
    row = await store.read_member(unit, person)
    if row is None:
        raise MemberNotFound("There is no such member here.")
    return member_of(row)


async def find_active(unit: Unit, person: UUID) -> Member | None:
    """The member of the unit's tenant, if the invitation was accepted."""
    row = await store.read_member(unit, person)
    return member_of(row) if row is not None and row["state"] == "active" else None


async def list_members(unit: Unit, after: tuple[datetime, UUID] | None, state: str | None, limit: int) -> list[Member]:
    """Members of the unit's tenant, oldest first."""
    return [member_of(row) for row in await store.list_members(unit, after, state, limit)]
