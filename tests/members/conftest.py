from collections.abc import AsyncIterator
from pathlib import Path
from secrets import token_hex

import asyncpg
import pytest
from starlette.applications import Starlette

from api.stage import build_floor, prepare_queue
from faktura.api.app import build_app
from faktura.cli.demo_mail import MailServer
from faktura.storage.database import Database
from faktura.storage.embedded import EmbeddedPostgres
from faktura.storage.floor import Floor
from faktura.web import pages

from .stage import PUBLIC_URL


async def _as_owner(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
async def post(anyio_backend: str) -> AsyncIterator[MailServer]:
    """The installation's mail server."""
    async with MailServer() as server:
        yield server


@pytest.fixture(scope="session")
async def floor(
    anyio_backend: str, postgres: EmbeddedPostgres, template_database: str, tmp_path_factory: pytest.TempPathFactory,
    post: MailServer,
) -> AsyncIterator[Floor]:  # fmt: skip
    """One database for all tests of this folder, and a mail server."""
    name = f"test_members_{token_hex(6)}"
    await _as_owner(postgres.url, f"create database {name} template {template_database} strategy file_copy")
    await prepare_queue(postgres.url_of(name))
    database = await Database.open(postgres.url_of(name))
    folder: Path = tmp_path_factory.mktemp("members")
    built = await build_floor(
        database,
        folder,
        public_url=PUBLIC_URL,
        smtp_host="127.0.0.1",
        smtp_port=post.port,
        smtp_security="none",
        smtp_from="people@faktura.example.net",
        origins={"public_url": "test", "smtp_port": "test"},
    )
    yield built
    await built.http.aclose()
    await database.close()
    await _as_owner(postgres.url, f"drop database {name} with (force)")


@pytest.fixture(scope="session")
def app(floor: Floor) -> Starlette:
    return build_app(floor, pages(floor, dict))
