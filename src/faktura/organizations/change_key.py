"""Changing a key: its name, what it may do, from where and until when."""

from collections.abc import Set
from uuid import UUID

from faktura.organizations import store
from faktura.organizations.checks import finding
from faktura.organizations.errors import KeyEnded
from faktura.organizations.key_rights import Rights, beyond, check_browser_key, read_expiry, read_rights
from faktura.organizations.keys import Key, read_stored_key
from faktura.organizations.make_key import refuse_wrong
from faktura.organizations.schemas import KeyPatch
from faktura.organizations.tenants import mode_of
from faktura.storage.unit import Unit

_RIGHTS = frozenset({"scopes", "allowed_addresses", "allowed_origins", "expires_at", "expires_in_seconds"})


async def change_key(unit: Unit, giver: Rights, key_id: UUID, patch: KeyPatch, given: Set[str]) -> Key:
    """Apply a merge patch; `given` names the fields that it holds, so that null can take a limit away.

    Whoever changes what a key may do holds all that it held and all that it will hold: or one could open, for somebody
    else, a door that one may not go through.

    Raises:
        KeyNotFound, KeyEnded, KeyInvalid, KeyRightsExceeded: nothing is changed then.
    """
    key = await read_stored_key(unit, key_id, lock=True)
    if key.has_ended(unit.wall):
        raise KeyEnded("A key that is revoked, expired or replaced stays as it is; make a new one.")
    held = key.rights
    if _RIGHTS & given:
        expires_at, wrong = read_expiry(patch.expires_at, patch.expires_in_seconds, unit.wall)
        says_when = {"expires_at", "expires_in_seconds"} & given
        asked, more = read_rights(
            scopes=(patch.scopes or ()) if "scopes" in given else held.scopes,
            expires_at=expires_at if says_when else held.expires_at,
            allowed_addresses=(patch.allowed_addresses or ())
            if "allowed_addresses" in given
            else held.allowed_addresses,
            allowed_origins=(patch.allowed_origins or ()) if "allowed_origins" in given else held.allowed_origins,
            mode=mode_of(unit.tenant),
        )
        wrong += more
        told = {found.pointer for found in wrong}
        exceeding = [found for found in beyond(giver, asked) if found.pointer not in told]
        if any(beyond(giver, held)):
            message = "The key holds more than you do: of such a key you may change the name, or revoke it."
            exceeding.append(finding("key_holds_more", "", message))
        refuse_wrong([*wrong, *check_browser_key(asked, key.kind, unit.wall)], exceeding)
        held = asked
    name = patch.name if "name" in given and patch.name else key.name
    await store.update_key(unit, key_id, name, held, patch.api_version or key.api_version)
    return await read_stored_key(unit, key_id)
