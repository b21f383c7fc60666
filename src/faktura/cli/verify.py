"""``faktura verify``."""

import asyncio
import json
from typing import Any
from uuid import UUID

import asyncpg

from faktura.archive.verify import verify_all
from faktura.audit.verify import verify_trail
from faktura.cli.installation import bring_up_to_date, database_address, open_floor
from faktura.organizations.tenants import Mode, mode_of, owner_of, tenant_of
from faktura.settings import Settings, SettingsError
from faktura.storage.ids import read_id, show_id


async def list_tenants(url: str, *, kinds: tuple[str, ...] = ("organization",)) -> list[UUID]:
    """All tenants of the installation of some kinds: the list that only the owner may read."""
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch("select tenant from tenants where kind = any($1) order by tenant", list(kinds))
    finally:
        await connection.close()
    return [row["tenant"] for row in rows]


def _tell_trail(owner: str, trail: dict[str, Any]) -> None:
    print(
        f"{owner}: {trail['entries']} entries of the audit trail under {trail['seals']} seals, the last one is "
        f"{trail['hash'] or 'none'}: {trail['problem_count']} problems"
    )
    for problem in trail["problems"]:
        print(f"  {problem['kind']}: {problem['subject']}: {problem['detail']}")


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
            for tenant in await list_tenants(url, kinds=("account",)) if only is None else ():
                trail = (await verify_trail(floor, tenant)).to_plain()
                good = good and not trail["problem_count"]
                owner = f"{show_id('acc', owner_of(tenant))} ({mode_of(tenant)})"
                if as_json:
                    print(json.dumps({"account": owner, "audit_trail": trail}))
                else:
                    _tell_trail(owner, trail)
            async for report in verify_all(floor, tenants):
                plain = report.to_plain()
                trail = (await verify_trail(floor, report.tenant)).to_plain()
                good = good and not plain["problems"] and not trail["problem_count"]
                owner = f"{show_id('org', owner_of(report.tenant))} ({mode_of(report.tenant)})"
                if as_json:
                    print(json.dumps({"organization": owner, **plain, "audit_trail": trail}, default=str))
                    continue
                print(
                    f"{owner}: {plain['documents']} documents in {plain['series']} series, {plain['entries']} archive "
                    f"entries: {len(plain['problems'])} problems"
                )
                for problem in plain["problems"]:
                    print(f"  {problem['kind']}: {problem['subject']}: {problem['detail']}")
                _tell_trail(owner, trail)
        return good

    with database_address(settings) as url:
        return asyncio.run(main(url))
