"""All SQL of sessions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.storage.unit import Unit

_COLUMNS = (
    "id, person, state, method, factors, bound_to, address, agent, created_at, confirmed_at, last_used_at, expires_at"
)


async def insert_session(
    unit: Unit, session: UUID, secret_hash: bytes, *, state: str, method: str, factors: int, bound_to: UUID | None,
    challenge: bytes | None, address: str, agent: str, confirmed_at: datetime, expires_at: datetime,
) -> bool:  # fmt: skip
    """Insert a session; False when its challenge opened one before."""
    tag = await unit.execute(
        "insert into sessions (tenant, id, person, secret_hash, state, method, factors, bound_to, challenge, address, "
        "agent, created_at, confirmed_at, last_used_at, expires_at) "
        "values ($1, $2, $1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $11, $13) "
        "on conflict (tenant, challenge) do nothing",
        unit.tenant,
        session,
        secret_hash,
        state,
        method,
        factors,
        bound_to,
        challenge,
        address,
        agent,
        unit.wall,
        confirmed_at,
        expires_at,
    )
    return tag == "INSERT 0 1"


async def find_session(unit: Unit, secret_hash: bytes) -> Any:
    """The session of a secret that was not ended, or None; whether it has expired is not asked."""
    return await unit.fetch_row(
        f"select {_COLUMNS} from sessions where tenant = $1 and secret_hash = $2 and ended_at is null",  # noqa: S608 - constant columns
        unit.tenant,
        secret_hash,
    )


async def touch_session(unit: Unit, session: UUID) -> None:
    """Note the minute of the last use; whoever finds the row locked leaves."""
    await unit.execute(
        "update sessions set last_used_at = $3 where tenant = $1 and id = "
        "(select id from sessions where tenant = $1 and id = $2 for update skip locked)",
        unit.tenant,
        session,
        unit.wall,
    )


async def list_sessions(unit: Unit, used_since: datetime) -> list[Any]:
    """The sessions that are open, the last used first."""
    return await unit.fetch(
        f"select {_COLUMNS} from sessions where tenant = $1 and ended_at is null and state = 'open' "  # noqa: S608 - constant columns
        "and expires_at > $2 and last_used_at > $3 order by last_used_at desc, id desc limit 100",
        unit.tenant,
        unit.wall,
        used_since,
    )


async def end_session(unit: Unit, session: UUID) -> bool:
    """End a session; False when there is none open such."""
    tag = await unit.execute(
        "update sessions set ended_at = $3 where tenant = $1 and id = $2 and ended_at is null",
        unit.tenant,
        session,
        unit.wall,
    )
    return tag == "UPDATE 1"


async def end_sessions(unit: Unit, but: UUID | None) -> None:
    """End all sessions but one."""
    await unit.execute(
        "update sessions set ended_at = $3 where tenant = $1 and ended_at is null and id is distinct from $2",
        unit.tenant,
        but,
        unit.wall,
    )


async def delete_sessions(unit: Unit, before: datetime) -> None:
    """Forget sessions that expired long ago."""
    await unit.execute("delete from sessions where tenant = $1 and expires_at < $2", unit.tenant, before)
