from pathlib import Path

import pytest

from faktura.storage.database import Database

from .stage import Tenant, build_floor, new_tenant


@pytest.fixture
async def tenant(database: Database, database_url: str, tmp_path: Path) -> Tenant:
    return await new_tenant(await build_floor(database, database_url, tmp_path))
