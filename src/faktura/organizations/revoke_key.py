"""Revoking a key, at once: alone, or with every key that it made and every key that those made."""

from dataclasses import replace
from uuid import UUID

from faktura.audit.record import record_write
from faktura.events import KEY_REVOKED
from faktura.jobs import publish
from faktura.organizations import store
from faktura.organizations.keys import read_stored_key
from faktura.organizations.tenants import mode_of, owner_of, tenant_of
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit

REVOKED = "organizations.keys.revoke"


async def revoke_key(unit: Unit, key_id: UUID) -> None:
    """Revoke a key from now on; one that has ended stays as it is.

    Raises:
        KeyNotFound: there is none.
    """
    await read_stored_key(unit, key_id)
    await _revoke(unit, [key_id])


async def _revoke(unit: Unit, keys: list[UUID]) -> None:
    await store.revoke_keys(unit, keys)
    for key in keys:
        await publish(unit, KEY_REVOKED, key, {})


async def revoke_with_descendants(unit: Unit, key_id: UUID, *, address: str) -> list[UUID]:
    """Revoke a key, those that took its place, and all that any of them made: for a key that fell into wrong hands.

    Keys that an account's key made for organizations are among them; what is revoked there is written into the audit
    trail of each organization. Answers what was revoked, the key itself first.

    Raises:
        KeyNotFound: there is none.
    """
    await read_stored_key(unit, key_id, lock=True)
    own = await _family(unit, [key_id])
    await _revoke(unit, own)
    revoked = list(own)
    made: dict[UUID, list[UUID]] = {}
    for row in await store.list_keys_made(unit, own):
        made.setdefault(row["organization"], []).append(row["key"])
    for organization, keys in made.items():
        there = replace(unit, tenant=tenant_of(organization, mode_of(unit.tenant)))
        await there.execute("select set_tenant($1)", there.tenant)
        family = await _family(there, keys)
        await _revoke(there, family)
        for key in family:
            await record_write(there, REVOKED, show_id("key", key), status=200, address=address)
        revoked += family
    await unit.execute("select set_tenant($1)", unit.tenant)
    return revoked


async def note_key_made(unit: Unit, maker: UUID, key: UUID, tenant: UUID) -> None:
    """Note with an account (the unit's tenant) that its key `maker` made a key in an organization's tenant."""
    await store.insert_key_made(unit, maker, key, owner_of(tenant))


async def _family(unit: Unit, keys: list[UUID]) -> list[UUID]:
    found = dict.fromkeys(keys)
    fresh = list(keys)
    while fresh:
        below = await store.keys_of(unit, [show_id("key", key) for key in fresh], fresh)
        fresh = [key for key in below if key not in found]
        found.update(dict.fromkeys(fresh))
    return list(found)
