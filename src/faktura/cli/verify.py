"""``faktura verify``."""

import asyncio
import json
from uuid import UUID

import asyncpg

from faktura.archive.verify import verify_all
from faktura.cli.installation import bring_up_to_date, database_address, open_floor
from faktura.organizations.tenants import Mode, mode_of, owner_of, tenant_of
from faktura.settings import Settings, SettingsError
from faktura.storage.ids import read_id, show_id


async def list_tenants(url: str) -> list[UUID]:
    """All organizations of the installation: the list that only the owner may read."""
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch("select tenant from tenants where kind = 'organization' order by tenant")
    finally:
        await connection.close()
    return [row["tenant"] for row in rows]


def verify(settings: Settings, organization: str | None, *, as_json: bool) -> bool:
    """Verify one organization or all; prints a line for each and one for each problem. True when all fits."""
    only = None
    if organization is not None:
        only = read_id("org", organization)
        if only is None:
            raise SettingsError(f"{organization} is not an organization's id (org_…)")

    async def main(url: str) -> bool:
        await bring_up_to_date(url)
        tenants = [tenant_of(only, mode) for mode in Mode] if only is not None else await list_tenants(url)
        good = True
        async with open_floor(settings, url) as floor:
            async for report in verify_all(floor, tenants):
                plain = report.to_plain()
                good = good and not plain["problems"]
                owner = f"{show_id('org', owner_of(report.tenant))} ({mode_of(report.tenant)})"
                if as_json:
                    print(json.dumps({"organization": owner, **plain}, default=str))
                    continue
                print(
                    f"{owner}: {plain['documents']} documents in {plain['series']} series, {plain['entries']} archive "
                    f"entries: {len(plain['problems'])} problems"
                )
                for problem in plain["problems"]:
                    print(f"  {problem['kind']}: {problem['subject']}: {problem['detail']}")
        return good

    with database_address(settings) as url:
        return asyncio.run(main(url))
