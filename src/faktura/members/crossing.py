"""From one tenant into another, inside one transaction: a person's and an organization's rows are written together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from uuid import UUID

from faktura.storage.unit import Unit


@asynccontextmanager
async def acting_for(unit: Unit, tenant: UUID) -> AsyncIterator[Unit]:
    """The same transaction under another tenant, until the block ends."""
    await unit.execute("select set_tenant($1)", tenant)
    yield replace(unit, tenant=tenant, now=unit.wall)
    await unit.execute("select set_tenant($1)", unit.tenant)
