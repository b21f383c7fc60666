"""Making a key: with what was asked for, within what its maker holds."""

from collections.abc import Iterable

from faktura.checks import Finding
from faktura.organizations import store
from faktura.organizations.errors import KeyInvalid, KeyRightsExceeded, KeysTooMany
from faktura.organizations.key_rights import Rights, beyond, check_browser_key, read_expiry, read_rights
from faktura.organizations.keys import API_VERSION, NewKey, create_key
from faktura.organizations.schemas import KeyRequest
from faktura.organizations.tenants import mode_of
from faktura.storage.unit import Unit

KEYS_ACTIVE_MAX = 10_000


def refuse_wrong(wrong: Iterable[Finding], exceeding: Iterable[Finding]) -> None:
    """Raise when there is anything.

    Raises:
        KeyInvalid: what is wrong in itself, and then also what goes too far.
        KeyRightsExceeded: all is right, but more than its giver holds.
    """
    wrong, exceeding = list(wrong), list(exceeding)
    if wrong:
        raise KeyInvalid(f"{len(wrong) + len(exceeding)} things are wrong.", [*wrong, *exceeding])
    if exceeding:
        raise KeyRightsExceeded("Ask for less, or ask somebody who holds it.", exceeding)


async def refuse_too_many(unit: Unit) -> None:
    """Raise when the tenant has as many keys as it may have.

    Raises:
        KeysTooMany: revoke some first.
    """
    if await store.count_active_keys(unit, KEYS_ACTIVE_MAX) >= KEYS_ACTIVE_MAX:
        raise KeysTooMany(f"{KEYS_ACTIVE_MAX} keys are taken at a time at most; revoke those that nobody needs.")


def wanted_rights(unit: Unit, giver: Rights, kind: str, request: KeyRequest) -> Rights:
    """The rights that a request asks for; what it does not say is the giver's.

    Raises:
        KeyInvalid, KeyRightsExceeded: with everything at once.
    """
    expires_at, wrong = read_expiry(request.expires_at, request.expires_in_seconds, unit.wall)
    asked, more = read_rights(
        scopes=giver.scopes if request.scopes is None else request.scopes,
        expires_at=expires_at or giver.expires_at,
        allowed_addresses=giver.allowed_addresses if request.allowed_addresses is None else request.allowed_addresses,
        allowed_origins=giver.allowed_origins if request.allowed_origins is None else request.allowed_origins,
        mode=mode_of(unit.tenant),
    )
    wrong += more
    # What can't be read is told as such, and not once more as something that the giver lacks.
    told = {found.pointer for found in wrong}
    exceeding = [found for found in beyond(giver, asked) if found.pointer not in told]
    refuse_wrong([*wrong, *check_browser_key(asked, kind, unit.wall)], exceeding)
    return asked


async def make_key(unit: Unit, giver: Rights, kind: str, request: KeyRequest) -> NewKey:
    """Make a key for the unit's tenant; `giver` is what whoever asks holds.

    Raises:
        KeyInvalid, KeyRightsExceeded, KeysTooMany.
    """
    rights = wanted_rights(unit, giver, kind, request)
    await refuse_too_many(unit)
    return await create_key(
        unit,
        kind,
        request.name,
        scopes=rights.scopes,
        expires_at=rights.expires_at,
        allowed_addresses=rights.allowed_addresses,
        allowed_origins=rights.allowed_origins,
        api_version=request.api_version or API_VERSION,
    )
