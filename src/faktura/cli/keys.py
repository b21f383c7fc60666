"""``faktura keys``: making, listing and revoking keys at the machine itself."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from faktura.audit.record import record_write
from faktura.cli.installation import bring_up_to_date, database_address, open_floor
from faktura.cli.verify import list_tenants
from faktura.organizations.create import ensure_access, ensure_account_key
from faktura.organizations.errors import KeyNotFound
from faktura.organizations.keys import Key, KeyText, find_key, list_keys, read_key, read_stored_key
from faktura.organizations.revoke_key import REVOKED, revoke_key, revoke_with_descendants
from faktura.organizations.schemas import KeyRequest
from faktura.organizations.tenants import Mode, mode_of, owner_of, tenant_of
from faktura.settings import Settings, SettingsError
from faktura.storage.floor import Floor
from faktura.storage.ids import read_id, show_id
from faktura.storage.unit import Unit, open_unit, utc_now

_T = TypeVar("_T")
_SPAN = re.compile(r"([1-9][0-9]{0,8})([smhd])")
_KINDS = ("account", "organization")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def read_end(text: str | None) -> datetime | None:
    """When a key is to end: after ``90d``, ``12h``, ``15m``, ``60s``, or at the begin of a day in UTC.

    Raises:
        SettingsError: neither.
    """
    if text is None:
        return None
    if span := _SPAN.fullmatch(text):
        return utc_now() + timedelta(seconds=int(span[1]) * _SECONDS[span[2]])
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise SettingsError("--expires is a span such as 90d, 12h or 15m, or a day such as 2031-01-31") from None


def _run(settings: Settings, work: Callable[[Floor, str], Awaitable[_T]]) -> _T:
    async def main(url: str) -> _T:
        await bring_up_to_date(url)
        async with open_floor(settings, url) as floor:
            return await work(floor, url)

    with database_address(settings) as url:
        return asyncio.run(main(url))


def create(
    settings: Settings, organization: str | None, country: str, mode: str, *, name: str = "command line",
    scopes: str | None = None, expires: str | None = None,
) -> dict[str, str]:  # fmt: skip
    """Make what is missing and a new key: for an organization by its name, or without one for the account itself.

    Raises:
        OrganizationInvalid: the country is not supported.
        KeyInvalid: the scopes or the end are not right.
        SettingsError: the end can't be read.
    """
    request = KeyRequest(
        name=name,
        scopes=tuple(each.strip() for each in scopes.split(",")) if scopes is not None else None,
        expires_at=read_end(expires),
    )

    async def work(floor: Floor, url: str) -> dict[str, str]:
        if organization is None:
            account, key = await ensure_account_key(floor, Mode(mode), request)
            return {"account": show_id("acc", account), "key": key.text}
        access = await ensure_access(floor, organization, country, Mode(mode), request)
        return {
            "account": show_id("acc", access.account),
            "organization": show_id("org", access.organization),
            "key": access.key.text,
        }

    return _run(settings, work)


def _shown_owner(tenant: UUID, key: Key) -> str:
    return show_id("acc" if key.kind == "account" else "org", owner_of(tenant))


def show(settings: Settings, owner: str | None, *, everything: bool) -> list[dict[str, Any]]:
    """All keys of the installation, or of one organization or account (org_…, acc_…), without their secrets.

    Without `everything`, only those that are taken.

    Raises:
        SettingsError: the owner can't be read.
    """
    only = None
    if owner is not None:
        only = read_id("org", owner) or read_id("acc", owner)
        if only is None:
            raise SettingsError(f"{owner} is neither an organization's id (org_…) nor an account's (acc_…)")

    async def work(floor: Floor, url: str) -> list[dict[str, Any]]:
        tenants = (
            [tenant_of(only, mode) for mode in Mode] if only is not None else await list_tenants(url, kinds=_KINDS)
        )
        found = []
        for tenant in tenants:
            async with open_unit(floor, tenant, actor="cli") as unit:
                keys = await list_keys(unit, active=None if everything else True)
            for key in keys:
                place = {"owner": _shown_owner(tenant, key), "mode": str(mode_of(tenant))}
                found.append({**place, **key.to_plain(unit.wall)})
        return found

    return _run(settings, work)


def revoke(settings: Settings, key: str, *, descendants: bool) -> list[str]:
    """Revoke a key by its id (key_…), or by its text: whoever finds one need not know whose it is.

    Raises:
        KeyNotFound: there is none.
        SettingsError: it is neither.
    """
    text, key_id = read_key(key), read_id("key", key)
    if text is None and key_id is None:
        raise SettingsError("name a key by its id (key_…) or by its text (fo_…, fk_…)")

    async def work(floor: Floor, url: str) -> list[str]:
        for tenant in [text.tenant] if text is not None else await list_tenants(url, kinds=_KINDS):
            async with open_unit(floor, tenant, actor="cli") as unit:
                found = await _found(unit, text, key_id)
                if found is not None:
                    return await _revoke(unit, found, descendants=descendants)
        raise KeyNotFound("There is no such key in this installation.")

    return _run(settings, work)


async def _found(unit: Unit, text: KeyText | None, key_id: UUID | None) -> UUID | None:
    if text is not None:
        held = await find_key(unit, text.secret_hash)
        return held.id if held is not None else None
    try:
        return (await read_stored_key(unit, key_id or UUID(int=0))).id
    except KeyNotFound:
        return None


async def _revoke(unit: Unit, key: UUID, *, descendants: bool) -> list[str]:
    if descendants:
        revoked = await revoke_with_descendants(unit, key, address="")
    else:
        await revoke_key(unit, key)
        revoked = [key]
    await record_write(unit, REVOKED, show_id("key", key), status=200, address="")
    return [show_id("key", each) for each in revoked]
