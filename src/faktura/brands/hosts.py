"""Which organization's pages a host serves.

A request names a host and no tenant. So the mapping lies under a tenant of its own that is derived from the host
name and the installation's secret: whoever has the host finds the row, under the same policy as everything else, and
nobody can list them.
"""

import hashlib
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from uuid import UUID

from faktura.brands import store
from faktura.storage.floor import Floor
from faktura.storage.unit import Unit, open_unit


@dataclass(frozen=True, slots=True)
class PageHost:
    """A host that serves the pages of one tenant; `brand` is whose looks its own pages (errors) have."""

    host: str
    tenant: UUID
    brand: UUID | None


def _tenant_of_host(floor: Floor, host: str) -> UUID:
    digest = hmac.new(floor.secret, b"faktura: host of pages " + host.encode(), hashlib.sha256).digest()
    return UUID(bytes=digest[:16])


@asynccontextmanager
async def _under_host(unit: Unit, host: str) -> AsyncIterator[Unit]:
    """The same transaction under the host's own tenant, until the block ends."""
    tenant = _tenant_of_host(unit.floor, host)
    await unit.execute("select set_tenant($1)", tenant)
    yield replace(unit, tenant=tenant)
    await unit.execute("select set_tenant($1)", unit.tenant)


async def claim_host(unit: Unit, host: str, domain: UUID) -> None:
    """Let a host serve the pages of the unit's tenant, which has just proved that it controls the host.

    Whoever had it before controls it no more: the proof is a token that must stand alone.
    """
    async with _under_host(unit, host) as own:
        await store.upsert_page_host(own, host, unit.tenant, domain)


async def release_host(unit: Unit, host: str) -> None:
    """Let a host serve the pages of the unit's tenant no more; a later claim of somebody else stays."""
    async with _under_host(unit, host) as own:
        await store.delete_page_host(own, host, unit.tenant)


async def owns_host(unit: Unit, host: str) -> bool:
    """Whether a host serves the pages of the unit's tenant."""
    async with _under_host(unit, host) as own:
        row = await store.read_page_host(own, host)
    return row is not None and row["owner"] == unit.tenant


async def find_host(floor: Floor, host: str) -> PageHost | None:
    """The tenant whose pages a host serves, as long as its domain is verified; None for every other host."""
    async with open_unit(floor, _tenant_of_host(floor, host), actor="buyer") as unit:
        row = await store.read_page_host(unit, host)
    if row is None:
        return None
    async with open_unit(floor, row["owner"], actor="buyer") as unit:
        domain = await store.read_page_domain(unit, row["domain"])
    if domain is None or domain["state"] != "verified":
        return None
    return PageHost(host, row["owner"], domain["brand"])
