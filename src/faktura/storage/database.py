"""The pool of connections, each in the application's role, so that row level security always applies."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable
from contextvars import ContextVar
from decimal import Decimal
from typing import Any, Self, TypeVar

import asyncpg
import orjson

from faktura.settings import mask_password
from faktura.storage.errors import DatabaseUnavailable, DatabaseUnsafe
from faktura.storage.turns import Turns

APPLICATION_ROLE = "faktura_app"

_T = TypeVar("_T")
_PAUSE_SECONDS = 0.25
_CONNECT_SECONDS = 10
# What passes by itself: the server is not there yet, is starting, is going down, or has no connection to spare.
_TEMPORARY = (
    OSError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    asyncpg.ConnectionDoesNotExistError,
    asyncpg.AdminShutdownError,
)
_FINAL = (asyncpg.PostgresError, asyncpg.InterfaceError, ValueError)
# Of asyncpg's own two, one says that the connection is closed, the other that it was closed in mid-statement.
_OUTAGES = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.TooManyConnectionsError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)


_HAS_TURN: ContextVar[bool] = ContextVar("has_turn", default=False)


def places_of(size: int) -> int:
    """How many of a pool's connections tenants take in turn; the others are for what can't wait for a turn."""
    return max(1, size - max(1, size // 5))


class _Turn:
    """A turn of a lane, and the connection that comes with it."""

    def __init__(self, database: "Database", lane: Hashable, waiting_max: int | None, seconds: float | None) -> None:
        self._database = database
        self._lane = lane
        self._waiting_max = waiting_max
        self._seconds = seconds
        self._took = False

    async def __aenter__(self) -> Any:
        # Whoever has a turn and asks for a second connection must not wait for itself.
        if not _HAS_TURN.get():
            await self._database.turns.take(self._lane, waiting_max=self._waiting_max, seconds=self._seconds)
            self._took = True
            _HAS_TURN.set(True)
        try:
            self._connection = await self._database.pool.acquire()
        except BaseException:
            self._give()
            raise
        return self._connection

    async def __aexit__(self, *_: object) -> None:
        try:
            await self._database.pool.release(self._connection)
        finally:
            self._give()

    def _give(self) -> None:
        if self._took:
            _HAS_TURN.set(False)
            self._database.turns.give(self._lane)


class Database:
    """A pool of connections to one database.

    Every connection takes the role `faktura_app` before its first statement, also when the login is a superuser.
    State is set with SET LOCAL inside transactions only: connections go back to the pool without the round trip of
    a reset, so what a session SET would leave behind would reach the next user. `pool` is for libraries that want
    the asyncpg pool itself. `turns` keeps the work of one tenant from taking all connections.
    """

    def __init__(
        self,
        pool: "asyncpg.Pool[asyncpg.Record]",
        connect_alone: "Callable[[], Awaitable[asyncpg.Connection[asyncpg.Record]]]",
        size: int,
    ) -> None:
        self.pool = pool
        self.turns = Turns(places_of(size))
        self._connect_alone = connect_alone

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        size: int = 10,
        application_name: str = "faktura",
        statement_seconds: float = 30,
        lock_seconds: float = 10,
        patience_seconds: float = 10,
    ) -> Self:
        """Connect, trying for `patience_seconds`; `size` is the most connections, opened as they are needed.

        A statement that takes longer than `statement_seconds`, or waits longer than `lock_seconds` for a lock, is
        ended by the server. Raises `DatabaseUnavailable`, and `DatabaseUnsafe` when the role would pass row level
        security.
        """
        settings = {
            "role": APPLICATION_ROLE,
            "application_name": application_name,
            "timezone": "UTC",
            "statement_timeout": str(round(statement_seconds * 1000)),
            "lock_timeout": str(round(lock_seconds * 1000)),
            # A client that vanished in the middle of a transaction must not keep its locks.
            "idle_in_transaction_session_timeout": str(round(max(statement_seconds, 1) * 2000)),
            # On a database distributed by tenant it carries SET LOCAL to the nodes; elsewhere it is only a name.
            "citus.propagate_set_commands": "local",
        }

        async def connect() -> "asyncpg.Pool[asyncpg.Record]":
            return await asyncpg.create_pool(
                url,
                min_size=1,
                max_size=size,
                timeout=_CONNECT_SECONDS,
                server_settings=settings,
                init=prepare_json,
                reset=_keep,
            )

        async def connect_alone() -> "asyncpg.Connection[asyncpg.Record]":
            return await asyncpg.connect(url, timeout=_CONNECT_SECONDS, server_settings=settings)

        database = cls(await connect_patiently(connect, url, patience_seconds), connect_alone, size)
        try:
            await database._check_role()
        except BaseException:
            await database.close()
            raise
        return database

    def acquire(self, lane: Hashable = None, *, waiting_max: int | None = None, seconds: float | None = None) -> Any:
        """A connection for an ``async with`` block; waits until one is free and it is the turn of `lane`.

        Without a lane it waits for no turn: that is for short work of the installation itself, and for what holds a
        connection so long that it is limited elsewhere. Entering raises `Crowded` when `waiting_max` wait in the lane
        already, or no turn comes within `seconds`.
        """
        return self.pool.acquire() if lane is None else _Turn(self, lane, waiting_max, seconds)

    async def connect(self) -> "asyncpg.Connection[asyncpg.Record]":
        """A connection of its own, outside the pool and without our JSON codecs, for a library that listens on it.

        The caller closes it.
        """
        return await self._connect_alone()

    async def ping(self) -> None:
        """Ask the database for an answer; raises `DatabaseUnavailable` when there is none within two seconds."""
        try:
            async with asyncio.timeout(2), self.pool.acquire() as connection:
                await connection.fetchval("select 1")
        except (*_OUTAGES, *_FINAL, TimeoutError) as error:
            raise DatabaseUnavailable(f"The database does not answer: {_reason(error)}.") from error

    async def close(self, patience_seconds: float = 5) -> None:
        """Close the pool; statements still running after `patience_seconds` are cut off."""
        try:
            async with asyncio.timeout(patience_seconds):
                await self.pool.close()
        except TimeoutError:
            self.pool.terminate()

    async def _check_role(self) -> None:
        async with self.pool.acquire() as connection:
            row = await connection.fetchrow(
                "select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user"
            )
        if row is None or row["rolname"] != APPLICATION_ROLE:
            raise DatabaseUnsafe(f"The database did not give the role {APPLICATION_ROLE} to the connection.")
        if row["rolsuper"] or row["rolbypassrls"]:
            raise DatabaseUnsafe(
                f"The role {APPLICATION_ROLE} would see every tenant's data, because it is a superuser or passes row "
                f"level security. Run: alter role {APPLICATION_ROLE} nosuperuser nobypassrls"
            )


def is_outage(error: Exception) -> bool:
    """Whether a statement failed because its connection was lost, or none can be had: it may succeed in a moment."""
    # A DataError is an InterfaceError by birth, and a fault of ours by nature.
    return isinstance(error, _OUTAGES) and not isinstance(error, asyncpg.DataError)


async def connect_patiently(connect: Callable[[], Awaitable[_T]], url: str, patience_seconds: float) -> _T:
    """Call `connect` until it succeeds, for `patience_seconds`; raises `DatabaseUnavailable` with a sentence.

    What does not pass by itself (a wrong password, an unknown database) ends it at once.
    """
    end = time.monotonic() + patience_seconds
    while True:
        try:
            return await connect()
        except _TEMPORARY as error:
            if time.monotonic() >= end:
                raise DatabaseUnavailable(
                    f"The database {mask_password(url)} cannot be reached: {_reason(error)}. "
                    "Is it running, and is FAKTURA_DATABASE_URL right?"
                ) from error
        except _FINAL as error:
            raise DatabaseUnavailable(_refusal(error, mask_password(url))) from error
        await asyncio.sleep(_PAUSE_SECONDS)


async def prepare_json(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Let a connection read and write json and jsonb as Python values; a Decimal is written as a string."""
    await connection.set_type_codec("json", schema="pg_catalog", format="binary", encoder=_dump, decoder=orjson.loads)
    # The binary form of jsonb is a version byte, always 1, and the text: jsonb_recv() in PostgreSQL.
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        format="binary",
        encoder=lambda value: b"\x01" + _dump(value),
        decoder=lambda content: orjson.loads(memoryview(content)[1:]),
    )


async def _keep(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    # asyncpg has rolled back what was open; there is no session state to reset, see Database.
    return


def _dump(value: Any) -> bytes:
    return orjson.dumps(value, default=_plain)


def _plain(value: Any) -> str:
    # Amounts are decimal strings everywhere outside Python, never numbers that a reader might round.
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _refusal(error: BaseException, address: str) -> str:
    why = _reason(error)
    if isinstance(error, asyncpg.InvalidCatalogNameError):
        return f"The server of {address} has no such database: {why}. Create it first."
    if isinstance(error, asyncpg.InsufficientPrivilegeError) or f'role "{APPLICATION_ROLE}" does not exist' in why:
        return (
            f"The login of {address} cannot take the role {APPLICATION_ROLE}: {why}. "
            "Run `faktura migrate` as the owner of the database."
        )
    if isinstance(error, asyncpg.PostgresError):
        return f"The database {address} refuses the login: {why}."
    return f"The address {address} is not usable: {why}."


def _reason(error: BaseException) -> str:
    return str(error).rstrip(".") or type(error).__name__
