"""``faktura reindex``: writes the words of everything that is there anew."""

import asyncio
from uuid import UUID

from faktura.cli.installation import bring_up_to_date, database_address, open_floor
from faktura.cli.verify import list_tenants
from faktura.customers.reindex import reindex_customers
from faktura.drafts.reindex import reindex_drafts
from faktura.inbox.reindex import reindex_inbox
from faktura.invoices.reindex import reindex_invoices
from faktura.settings import Settings
from faktura.storage.floor import Floor
from faktura.storage.unit import open_unit

_PAGE = 200
_STATIONS = (reindex_customers, reindex_drafts, reindex_invoices, reindex_inbox)


async def _reindex(floor: Floor, tenant: UUID) -> int:
    count = 0
    for reindex in _STATIONS:
        after = UUID(int=0)
        while True:
            async with open_unit(floor, tenant, actor="cli") as unit:
                done = await reindex(unit, after, _PAGE)
            if not done:
                break
            count += len(done)
            after = done[-1]
    return count


def reindex(settings: Settings) -> int:
    """Write the words of all tenants anew, a page at a time; answers of how many things."""

    async def main(url: str) -> int:
        await bring_up_to_date(url)
        async with open_floor(settings, url) as floor:
            return sum([await _reindex(floor, tenant) for tenant in await list_tenants(url)])

    with database_address(settings) as url:
        return asyncio.run(main(url))
