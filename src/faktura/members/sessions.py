"""Sessions: a secret in a cookie, hashed at rest, that ends by idling, by age, or by hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from faktura.members import session_store
from faktura.members.tokens import new_session_token, read_session_token
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id, show_id
from faktura.storage.unit import Unit, open_unit

# NIST SP 800-63B-4, 2.2.3, for two factors: an hour without use, a day in all.
IDLE_MINUTES = 60
SESSION_HOURS = 24
HALF_MINUTES = 10
"""How long the second factor may take."""
FRESH_MINUTES = 15
"""How long after signing in one may change the ways to sign in."""
KEPT_DAYS = 30
AGENT_LENGTH_MAX = 200
_PRECISION = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Session:
    """An open session, or a half one that waits for its second factor.

    `factors`: how many were shown. `bound_to`: the only tenant that it opens, when that tenant's own provider vouched
    for the person; everything else is closed to it, the person's own settings as well.
    """

    id: UUID
    person: UUID
    state: str
    method: str
    factors: int
    bound_to: UUID | None
    address: str
    agent: str
    created_at: datetime
    confirmed_at: datetime
    last_used_at: datetime
    expires_at: datetime

    @property
    def public_id(self) -> str:
        """``ses_…``."""
        return show_id("ses", self.id)

    def is_fresh(self, now: datetime) -> bool:
        """Whether the person showed who they are a moment ago."""
        return now - self.confirmed_at < timedelta(minutes=FRESH_MINUTES)


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that was just opened; `token` is never to be seen again."""

    session: Session
    token: str


def _session(row: Any) -> Session:
    return Session(**{name: row[name] for name in Session.__slots__})


async def open_session(
    unit: Unit, *, method: str, factors: int, address: str, agent: str, half: bool = False,
    bound_to: UUID | None = None, challenge: bytes | None = None, replaces: UUID | None = None,
    confirmed_at: datetime | None = None,
) -> Opened | None:  # fmt: skip
    """Open a session for the person of the unit's tenant: always with a new secret, never with one that was there.

    `replaces`: the session that it takes the place of. None when the challenge opened a session before.
    """
    if replaces is not None:
        await session_store.end_session(unit, replaces)
    await session_store.delete_sessions(unit, unit.wall - timedelta(days=KEPT_DAYS))
    token, secret_hash = new_session_token(unit.tenant)
    lifetime = timedelta(minutes=HALF_MINUTES) if half else timedelta(hours=SESSION_HOURS)
    inserted = await session_store.insert_session(
        unit,
        new_id(),
        secret_hash,
        state="half" if half else "open",
        method=method,
        factors=factors,
        bound_to=bound_to,
        challenge=challenge,
        address=address,
        agent="".join(letter for letter in agent if letter.isprintable())[:AGENT_LENGTH_MAX],
        confirmed_at=confirmed_at or unit.wall,
        expires_at=unit.wall + lifetime,
    )
    if not inserted:
        return None
    return Opened(_session(await session_store.find_session(unit, secret_hash)), token)


async def use_session(unit: Unit, secret_hash: bytes) -> Session | None:
    """The session of a secret, if it still counts; the unit's tenant is the person's."""
    row = await session_store.find_session(unit, secret_hash)
    if row is None or row["expires_at"] <= unit.wall:
        return None
    if unit.wall - row["last_used_at"] > timedelta(minutes=IDLE_MINUTES):
        return None
    if unit.wall - row["last_used_at"] > _PRECISION:
        await session_store.touch_session(unit, row["id"])
    return _session(row)


async def find_session(floor: Floor, cookie: str) -> Session | None:
    """The session of a cookie's value, if it still counts."""
    token = read_session_token(cookie)
    if token is None:
        return None
    async with open_unit(floor, token.person, actor="session") as unit:
        return await use_session(unit, token.secret_hash)


async def list_sessions(unit: Unit) -> list[Session]:
    """The person's open sessions, the last used first."""
    used_since = unit.wall - timedelta(minutes=IDLE_MINUTES)
    return [_session(row) for row in await session_store.list_sessions(unit, used_since)]


async def end_session(unit: Unit, session: UUID) -> bool:
    """End one; False when it is not there."""
    return await session_store.end_session(unit, session)


async def end_sessions(unit: Unit, *, but: UUID | None = None) -> None:
    """End all, or all but one."""
    await session_store.end_sessions(unit, but)
