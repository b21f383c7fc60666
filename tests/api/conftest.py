from collections.abc import AsyncIterator
from pathlib import Path
from secrets import token_hex

import asyncpg
import pytest
from starlette.applications import Starlette

from faktura.api.app import build_app
from faktura.storage.database import Database
from faktura.storage.embedded import EmbeddedPostgres
from faktura.storage.floor import Floor

from .stage import Tenant, build_floor, new_tenant, prepare_queue


async def _as_owner(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
async def floor(
    anyio_backend: str, postgres: EmbeddedPostgres, template_database: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Floor]:
    """One database for all tests of this folder: what keeps them apart is what keeps customers apart, the tenant."""
    name = f"test_api_{token_hex(6)}"
    await _as_owner(postgres.url, f"create database {name} template {template_database} strategy file_copy")
    await prepare_queue(postgres.url_of(name))
    database = await Database.open(postgres.url_of(name))
    built = await build_floor(database, tmp_path_factory.mktemp("api"))
    yield built
    await built.http.aclose()
    await database.close()
    await _as_owner(postgres.url, f"drop database {name} with (force)")


@pytest.fixture(scope="session")
async def app(floor: Floor) -> AsyncIterator[Starlette]:
    made = build_app(floor)
    yield made
    await made.state.recorder.close()


@pytest.fixture
async def tenant(floor: Floor, app: Starlette) -> AsyncIterator[Tenant]:
    """An organization in Austria, in test mode."""
    made = await new_tenant(floor, app)
    yield made
    await made.http.aclose()


@pytest.fixture
async def other(floor: Floor, app: Starlette) -> AsyncIterator[Tenant]:
    """Another organization, which must never see the first one's data."""
    made = await new_tenant(floor, app)
    yield made
    await made.http.aclose()


@pytest.fixture
async def own_floor(database: Database, database_url: str, tmp_path: Path) -> AsyncIterator[Floor]:
    """A floor that a test may break, or on which a worker runs: on a database of its own."""
    await prepare_queue(database_url)
    built = await build_floor(database, tmp_path)
    yield built
    await built.http.aclose()
