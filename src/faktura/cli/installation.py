"""An installation: its home folder, its database (embedded, or the user's own), and the floor on both."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import asyncpg

from faktura.api.showing import show_thing
from faktura.jobs.job import reactions_of
from faktura.jobs.queue import install_queue
from faktura.outgoing.http import Http
from faktura.settings import Settings
from faktura.storage.database import Database
from faktura.storage.embedded import EmbeddedPostgres
from faktura.storage.floor import Floor
from faktura.storage.home import make_home
from faktura.storage.migrate import migrate
from faktura.storage.objects import FolderObjects
from faktura.worker import JOBS


@contextmanager
def database_address(settings: Settings, *, durable: bool = True, may_join: bool = True) -> Iterator[str]:
    """The owner's address of the installation's database.

    The embedded server is started for the block. With `may_join`, a server that another Faktura process runs on the
    same home folder is used instead.

    Raises:
        HomeInUse: another process runs the embedded server, and `may_join` is false.
    """
    if settings.database_url is not None:
        yield settings.database_url
        return
    running = EmbeddedPostgres.running(settings.home) if may_join else None
    if running is not None:
        yield running
        return
    with EmbeddedPostgres.start(settings.home, durable=durable) as server:
        yield server.url


async def bring_up_to_date(url: str) -> list[str]:
    """Run the migrations that are missing, and the queue's own; answers the titles of those that were run."""
    ran = await migrate(url)
    connection = await asyncpg.connect(url)
    try:
        await install_queue(connection)
    finally:
        await connection.close()
    return ran


@asynccontextmanager
async def open_floor(settings: Settings, url: str) -> AsyncIterator[Floor]:
    """The floor on a database that is up to date."""
    database = await Database.open(url, size=settings.pool_size)
    http = Http()
    try:
        yield Floor(
            settings=settings,
            database=database,
            objects=FolderObjects.open(make_home(settings.home) / "objects"),
            reactions=reactions_of(JOBS),
            secret=settings.secret_key,
            http=http,
            show=show_thing,
        )
    finally:
        await http.aclose()
        await database.close()
