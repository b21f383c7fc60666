"""All SQL of members and of the rules for signing in, in the tenant of an organization or account."""

from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.storage.unit import Unit

_SHOWN = (
    "m.*, (select max(e.entered_at) from member_entries e where e.tenant = m.tenant and e.member = m.id) "
    "as last_seen_at"
)


async def insert_member(
    unit: Unit, person: UUID, *, kind: str, email: str, name: str, role: str, scopes: list[str], invitation: UUID,
    expires_at: datetime,
) -> bool:  # fmt: skip
    """Insert an invited member; False when the person is one already."""
    tag = await unit.execute(
        "insert into members (tenant, id, kind, email, name, role, scopes, state, invitation, invitation_expires_at, "
        "invited_by, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, 'invited', $8, $9, $10, $11, $11) "
        "on conflict (tenant, id) do nothing",
        unit.tenant,
        person,
        kind,
        email,
        name,
        role,
        scopes,
        invitation,
        expires_at,
        unit.actor,
        unit.wall,
    )
    return tag == "INSERT 0 1"


async def count_members(unit: Unit, state: str) -> int:
    """How many members there are in a state."""
    found: int = await unit.fetch_value(
        "select count(*) from members where tenant = $1 and state = $2", unit.tenant, state
    )
    return found


async def read_member(unit: Unit, person: UUID) -> Any:
    """A member, or None."""
    return await unit.fetch_row(f"select {_SHOWN} from members m where tenant = $1 and id = $2", unit.tenant, person)


async def lock_member(unit: Unit, person: UUID) -> Any:
    """A member, locked until the transaction ends, or None."""
    return await unit.fetch_row(
        f"select {_SHOWN} from members m where tenant = $1 and id = $2 for update of m", unit.tenant, person
    )


async def lock_owners(unit: Unit) -> list[UUID]:
    """Who the active owners are, locked, so that no two of them go at the same moment."""
    rows = await unit.fetch(
        "select id from members where tenant = $1 and role = 'owner' and state = 'active' order by id for update",
        unit.tenant,
    )
    return [row["id"] for row in rows]


async def find_invitation(unit: Unit, invitation: UUID) -> Any:
    """The invited member of a link, locked, or None."""
    return await unit.fetch_row(
        f"select {_SHOWN} from members m where tenant = $1 and invitation = $2 and state = 'invited' for update of m",
        unit.tenant,
        invitation,
    )


async def list_members(unit: Unit, after: tuple[datetime, UUID] | None, state: str | None, limit: int) -> list[Any]:
    """Members, oldest first, from a place on."""
    return await unit.fetch(
        f"select {_SHOWN} from members m where tenant = $1 and ($4::text is null or state = $4) "
        "and ($2::timestamptz is null or (created_at, id) > ($2, $3)) order by created_at, id limit $5",
        unit.tenant,
        after[0] if after else None,
        after[1] if after else None,
        state,
        limit,
    )


async def update_member(unit: Unit, person: UUID, role: str, scopes: list[str], name: str) -> None:
    """Write role, scopes and name."""
    await unit.execute(
        "update members set role = $3, scopes = $4, name = $5, updated_at = $6 where tenant = $1 and id = $2",
        unit.tenant,
        person,
        role,
        scopes,
        name,
        unit.wall,
    )


async def renew_invitation(unit: Unit, person: UUID, invitation: UUID, expires_at: datetime) -> None:
    """A new link in place of the old one, which works no longer."""
    await unit.execute(
        "update members set invitation = $3, invitation_expires_at = $4, invitation_attempts = 0, "
        "invitation_sent_at = null, invitation_failure = '', updated_at = $5 where tenant = $1 and id = $2",
        unit.tenant,
        person,
        invitation,
        expires_at,
        unit.wall,
    )


async def note_invitation_sent(unit: Unit, invitation: UUID, sent_at: datetime | None, failure: str) -> None:
    """Count an attempt to send the link, with what came of it."""
    await unit.execute(
        "update members set invitation_attempts = invitation_attempts + 1, invitation_sent_at = $3, "
        "invitation_failure = $4 where tenant = $1 and invitation = $2",
        unit.tenant,
        invitation,
        sent_at,
        failure,
    )


async def activate_member(unit: Unit, person: UUID, name: str) -> None:
    """The invitation was accepted; its link is used up."""
    await unit.execute(
        "update members set state = 'active', invitation = null, invitation_expires_at = null, "
        "invitation_failure = '', name = $3, joined_at = $4, updated_at = $4 where tenant = $1 and id = $2",
        unit.tenant,
        person,
        name,
        unit.wall,
    )


async def enter(unit: Unit, person: UUID, session: UUID) -> bool:
    """Note that a member is here with a session; False when that was noted before."""
    tag = await unit.execute(
        "insert into member_entries (tenant, member, session, entered_at) values ($1, $2, $3, $4) "
        "on conflict (tenant, member, session) do nothing",
        unit.tenant,
        person,
        session,
        unit.wall,
    )
    return tag == "INSERT 0 1"


async def delete_member(unit: Unit, person: UUID) -> None:
    """Remove a member; the audit trail remembers."""
    await unit.execute("delete from members where tenant = $1 and id = $2", unit.tenant, person)


async def read_policy(unit: Unit) -> Any:
    """The rules for signing in, or None where none were made."""
    return await unit.fetch_row("select * from sign_in_policies where tenant = $1", unit.tenant)


async def upsert_policy(
    unit: Unit, *, second_factor: bool, issuer: str | None, client_id: str | None, client_secret: bytes | None
) -> None:
    """Write the rules for signing in; the secret is already encrypted."""
    await unit.execute(
        "insert into sign_in_policies (tenant, second_factor, issuer, client_id, client_secret_encrypted, updated_at, "
        "updated_by) values ($1, $2, $3, $4, $5, $6, $7) on conflict (tenant) do update set second_factor = $2, "
        "issuer = $3, client_id = $4, client_secret_encrypted = $5, updated_at = $6, updated_by = $7",
        unit.tenant,
        second_factor,
        issuer,
        client_id,
        client_secret,
        unit.wall,
        unit.actor,
    )
