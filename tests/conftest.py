"""Fixtures for every room: a PostgreSQL server for the whole run, and a fresh migrated database for each test."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from secrets import token_hex

import asyncpg
import pytest

from faktura.jobs.job import reactions_of
from faktura.jobs.queue import install_queue
from faktura.outgoing.http import Http
from faktura.settings import Settings
from faktura.storage.database import Database
from faktura.storage.embedded import EmbeddedPostgres
from faktura.storage.floor import Floor
from faktura.storage.migrate import migrate
from faktura.storage.objects import FolderObjects
from faktura.worker import JOBS

# What only root can try is not collected for an ordinary user.
collect_ignore = [] if os.geteuid() == 0 else ["storage/test_embedded_as_root.py"]

_TEMPLATE = "faktura_template"


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """What runs the tests marked `anyio`."""
    return "asyncio"


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """A server for the whole run. Its data need not outlive a power cut, hence without fsync."""
    # Not pytest's own folder, whose long name leaves no room for the path of a socket.
    home = Path(tempfile.mkdtemp(prefix="faktura-test-"))
    try:
        with EmbeddedPostgres.start(home, durable=False) as server:
            yield server
    finally:
        shutil.rmtree(home)


@pytest.fixture(scope="session")
def template_database(postgres: EmbeddedPostgres) -> str:
    """The name of a migrated database to copy; nobody may stay connected to it."""
    asyncio.run(_execute(postgres.url, f"create database {_TEMPLATE}"))
    asyncio.run(migrate(postgres.url_of(_TEMPLATE)))
    return _TEMPLATE


@pytest.fixture
def database_url(postgres: EmbeddedPostgres, template_database: str) -> Iterator[str]:
    """The owner's address of a fresh, migrated database, dropped after the test."""
    yield from _fresh_database(postgres, f"template {template_database} strategy file_copy")


@pytest.fixture
def empty_database_url(postgres: EmbeddedPostgres) -> Iterator[str]:
    """The owner's address of a database without any table, dropped after the test."""
    yield from _fresh_database(postgres, "")


@pytest.fixture
async def database(anyio_backend: str, database_url: str) -> AsyncIterator[Database]:
    """A pool on a fresh, migrated database, in the application's role."""
    opened = await Database.open(database_url)
    yield opened
    await opened.close()


@pytest.fixture(scope="module")
def module_database_url(postgres: EmbeddedPostgres, template_database: str) -> Iterator[str]:
    """The owner's address of a migrated database with a queue, for all tests of a module."""
    for url in _fresh_database(postgres, f"template {template_database} strategy file_copy"):
        asyncio.run(_with_queue(url))
        yield url


@pytest.fixture(scope="module")
async def floor(
    anyio_backend: str, module_database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Floor]:
    """What every station stands on, for all tests of a module: each makes organizations of its own on it."""
    home = tmp_path_factory.mktemp("home")
    database = await Database.open(module_database_url, size=12)
    http = Http()
    yield Floor(
        settings=Settings(home=home, rate_limits="off"),
        database=database,
        objects=FolderObjects.open(home / "objects"),
        reactions=reactions_of(JOBS),
        secret=bytes(range(32)),
        http=http,
    )
    await http.aclose()
    await database.close()


def _fresh_database(postgres: EmbeddedPostgres, options: str) -> Iterator[str]:
    name = f"test_{token_hex(6)}"
    asyncio.run(_execute(postgres.url, f"create database {name} {options}"))
    yield postgres.url_of(name)
    asyncio.run(_execute(postgres.url, f"drop database {name} with (force)"))


async def _execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def _with_queue(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await install_queue(connection)
    finally:
        await connection.close()
