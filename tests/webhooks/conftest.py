from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from starlette.applications import Starlette

from api.stage import Tenant, build_floor, new_tenant, prepare_queue
from faktura.api.app import build_app
from faktura.storage.database import Database
from faktura.storage.floor import Floor

from .stage import Platform, new_platform


@pytest.fixture
async def floor(database: Database, database_url: str, tmp_path: Path) -> AsyncIterator[Floor]:
    """A floor of its own, on which a worker may run and whose webhooks may go to this machine."""
    await prepare_queue(database_url)
    built = await build_floor(database, tmp_path, private_webhook_hosts="allow", webhook_first_wait_seconds=1)
    yield built
    await built.http.aclose()


@pytest.fixture
def app(floor: Floor) -> Starlette:
    return build_app(floor)


@pytest.fixture
async def tenant(floor: Floor, app: Starlette) -> AsyncIterator[Tenant]:
    made = await new_tenant(floor, app)
    yield made
    await made.http.aclose()


@pytest.fixture
async def other(floor: Floor, app: Starlette) -> AsyncIterator[Tenant]:
    made = await new_tenant(floor, app)
    yield made
    await made.http.aclose()


@pytest.fixture
async def platform(floor: Floor, app: Starlette) -> AsyncIterator[Platform]:
    """An account with two organizations."""
    made = await new_platform(floor, app)
    yield made
    await made.http.aclose()
    for each in made.organizations:
        await each.aclose()


@pytest.fixture
async def own(database: Database, database_url: str, tmp_path: Path) -> AsyncIterator[Tenant]:
    """An organization on an installation as it is by default: webhooks go to the public network only."""
    await prepare_queue(database_url)
    guarded = await build_floor(database, tmp_path)
    made = await new_tenant(guarded, build_app(guarded))
    yield made
    await made.http.aclose()
    await guarded.http.aclose()
