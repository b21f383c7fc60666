"""``faktura keys create``."""

import asyncio

from faktura.cli.installation import bring_up_to_date, database_address, open_floor
from faktura.organizations.create import ensure_access
from faktura.organizations.tenants import Mode
from faktura.settings import Settings
from faktura.storage.ids import show_id


def create(settings: Settings, organization: str, country: str, mode: str) -> dict[str, str]:
    """Make what is missing and a new key.

    Raises:
        OrganizationInvalid: the country is not supported.
    """

    async def main(url: str) -> dict[str, str]:
        await bring_up_to_date(url)
        async with open_floor(settings, url) as floor:
            access = await ensure_access(floor, organization, country, Mode(mode))
        return {
            "account": show_id("acc", access.account),
            "organization": show_id("org", access.organization),
            "key": access.key.text,
        }

    with database_address(settings) as url:
        return asyncio.run(main(url))
