from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette

from api.stage import Tenant, new_tenant
from faktura.api.app import build_app
from faktura.storage.floor import Floor


@pytest.fixture(scope="module")
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
