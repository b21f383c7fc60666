"""Migrations: numbered SQL files, run once each, in order, forward only."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from faktura.storage.database import APPLICATION_ROLE, connect_patiently
from faktura.storage.errors import MigrationRefused

MIGRATIONS = Path(__file__).parent / "migrations"

_NAME = re.compile(r"(\d{4})_([a-z0-9_]+)\.sql")
# Any number will do, if only every version of Faktura uses this one: the first 8 bytes of "faktura.".
_LOCK = int.from_bytes(b"faktura.", "big")

_CREATE_TABLE = """
    create table if not exists schema_migrations (
      version integer primary key,
      name text not null,
      sha256 bytea not null,
      applied_at timestamptz not null default now()
    )
"""


@dataclass(frozen=True, slots=True)
class Migration:
    """One file. `sha256` is of its bytes."""

    version: int
    name: str
    sha256: bytes
    sql: str

    @property
    def title(self) -> str:
        """``0001_ground``."""
        return f"{self.version:04}_{self.name}"


async def migrate(url: str, *, folder: Path = MIGRATIONS, patience_seconds: float = 10) -> list[str]:
    """Bring a database to this version's schema; answers the titles of the migrations that were run now.

    `url` is the owner's. Each file is one transaction, so a failing one leaves nothing of itself; two processes
    that migrate at once take turns. Raises `MigrationRefused` when an applied file was changed, when the database
    is newer than this version, or when a file fails; `DatabaseUnavailable` when it cannot be reached.
    """
    migrations = read_migrations(folder)
    connection = await connect_patiently(lambda: asyncpg.connect(url, timeout=10), url, patience_seconds)
    try:
        await connection.execute("select pg_advisory_lock($1)", _LOCK)
        await connection.execute(_CREATE_TABLE)
        pending = await _pending(connection, migrations)
        # Set after the wait for our turn: it is for tables that a serving Faktura has locked.
        await connection.execute("set lock_timeout = '60s'")
        for migration in pending:
            await _apply(connection, migration)
        await _grant_role(connection)
        return [migration.title for migration in pending]
    finally:
        await connection.close()


def read_migrations(folder: Path = MIGRATIONS) -> list[Migration]:
    """The migrations of a folder in order; raises `MigrationRefused` for a wrong name or a gap in the numbers."""
    migrations = []
    for path in sorted(folder.glob("*.sql")):
        match = _NAME.fullmatch(path.name)
        if match is None:
            raise MigrationRefused(f"{path.name} is no migration's name: it must be like 0007_what_it_does.sql.")
        content = path.read_bytes()
        migrations.append(Migration(int(match[1]), match[2], hashlib.sha256(content).digest(), content.decode("utf-8")))
    for expected, migration in enumerate(migrations, start=1):
        if migration.version != expected:
            raise MigrationRefused(
                f"Migrations are numbered from 0001 without a gap; {expected:04} is missing, or {migration.title} "
                "is there twice."
            )
    return migrations


async def _pending(
    connection: "asyncpg.Connection[asyncpg.Record]", migrations: Sequence[Migration]
) -> Sequence[Migration]:
    applied = await connection.fetch("select version, name, sha256 from schema_migrations order by version")
    if len(applied) > len(migrations):
        newest = applied[-1]
        raise MigrationRefused(
            f"The database is newer than this version of Faktura: it has {newest['version']:04}_{newest['name']}, "
            f"and this version knows {len(migrations)} migrations. Install the newer version again."
        )
    for row, migration in zip(applied, migrations, strict=False):
        if row["version"] != migration.version or row["sha256"] != migration.sha256:
            raise MigrationRefused(
                f"The migration {migration.title} was changed after the database took it. Put the file back as it "
                "was, and write the change as a new migration."
            )
    return migrations[len(applied) :]


async def _apply(connection: "asyncpg.Connection[asyncpg.Record]", migration: Migration) -> None:
    try:
        async with connection.transaction():
            await connection.execute(migration.sql)
            await connection.execute(
                "insert into public.schema_migrations (version, name, sha256) values ($1, $2, $3)",
                migration.version,
                migration.name,
                migration.sha256,
            )
    except asyncpg.PostgresError as error:
        raise MigrationRefused(
            f"The migration {migration.title} failed, and nothing of it was kept: {error}."
        ) from error


async def _grant_role(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Let the login take the application's role, for instance after a dump was restored on another server."""
    # Until PostgreSQL 15 every member may take a role; since 16 that is a right of its own.
    right = "SET" if connection.get_server_version().major >= 16 else "MEMBER"
    missing = await connection.fetchval(
        "select not pg_has_role(current_user, oid, $2) from pg_roles where rolname = $1", APPLICATION_ROLE, right
    )
    if not missing:
        return
    try:
        await connection.execute(f"grant {APPLICATION_ROLE} to current_user")
    except asyncpg.InsufficientPrivilegeError as error:
        login = await connection.fetchval("select current_user::text")
        raise MigrationRefused(
            f"The login {login} may not take the role {APPLICATION_ROLE}. "
            f'As a superuser, run: grant {APPLICATION_ROLE} to "{login}"'
        ) from error
