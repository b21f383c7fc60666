"""Giving events their places. It happens after their transactions committed, by one at a time for each stream: an event
that is seen later gets a later place, so whoever reads by place misses nothing (decision 0014)."""

import asyncio
from dataclasses import replace
from uuid import UUID

from faktura.jobs.arrivals import has_arrivals, take_arrivals, tenants_with_arrivals
from faktura.organizations.read import account_of
from faktura.organizations.tenants import mode_of, tenant_of
from faktura.storage.floor import Floor
from faktura.storage.unit import Unit, open_unit
from faktura.webhooks.fan_out import fan_out
from faktura.webhooks.stream import store

ARRIVALS_AT_ONCE = 2000
_TENANTS_AT_ONCE = 50
_TIMES_TO_LOOK = 20
_LOOK_AGAIN_SECONDS = 0.02


async def advance(unit: Unit, *, wait: bool) -> int | None:
    """Give places to what arrived for the unit's tenant, in its own stream and its account's, and fan it out.

    Answers how many events that were. Without `wait`, nothing happens when somebody else is at it, and the answer is
    None.
    """
    last = await store.lock_stream(unit, wait=wait)
    if last is None:
        return None
    objects = await take_arrivals(unit, ARRIVALS_AT_ONCE)
    placed = await store.insert_positions(unit, last, objects) if objects else []
    if not placed:
        return 0
    await store.move_stream(unit, last + len(placed))
    await fan_out(unit, last, last + len(placed))
    account = await account_of(unit)
    if account is not None:
        # The own stream is always held before the account's, so nobody waits in a circle.
        above = replace(unit, tenant=tenant_of(account, mode_of(unit.tenant)))
        await above.execute("select set_tenant($1)", above.tenant)
        last = await store.lock_stream(above, wait=True) or 0
        await store.insert_copies(above, last, unit.tenant, placed)
        await store.move_stream(above, last + len(placed))
        await fan_out(above, last, last + len(placed))
        await unit.execute("select set_tenant($1)", unit.tenant)
    return len(placed)


async def catch_up(unit: Unit) -> None:
    """Before reading: what the same client wrote a moment ago is in the stream, unless somebody is busy for long."""
    for _ in range(_TIMES_TO_LOOK):
        if not await has_arrivals(unit) or await advance(unit, wait=False) is not None:
            return
        await asyncio.sleep(_LOOK_AGAIN_SECONDS)


async def _advance_tenant(floor: Floor, tenant: UUID) -> bool:
    async with open_unit(floor, tenant, actor="worker") as unit:
        return bool(await advance(unit, wait=False))


async def advance_all(floor: Floor) -> bool:
    """The watch: every tenant that has arrivals gets its turn; answers whether there were any."""
    found = [await _advance_tenant(floor, tenant) for tenant in await tenants_with_arrivals(floor, _TENANTS_AT_ONCE)]
    return any(found)
