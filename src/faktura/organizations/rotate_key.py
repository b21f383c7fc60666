"""Rotating a key: a new one takes its place, and for a while both are taken."""

from datetime import timedelta
from uuid import UUID

from faktura.organizations import store
from faktura.organizations.errors import KeyEnded
from faktura.organizations.key_rights import Rights, beyond, check_browser_key, read_expiry
from faktura.organizations.keys import NewKey, create_key, read_stored_key
from faktura.organizations.make_key import refuse_too_many, refuse_wrong
from faktura.organizations.schemas import RotationRequest
from faktura.storage.ids import show_id
from faktura.storage.unit import Unit


async def rotate_key(unit: Unit, giver: Rights, key_id: UUID, request: RotationRequest) -> NewKey:
    """Make a key with the same rights; the old one ends after the overlap. Each names the other.

    The new key ends when the old one would have, unless the request says when. Whoever asks gets the text of the new
    key, and so must hold all that it holds.

    Raises:
        KeyNotFound, KeyEnded, KeyInvalid, KeyRightsExceeded.
    """
    key = await read_stored_key(unit, key_id, lock=True)
    if key.rotated_to is not None:
        raise KeyEnded(f"{show_id('key', key.rotated_to)} has taken its place already; rotate that one.")
    if key.has_ended(unit.wall):
        raise KeyEnded("A key that is revoked or expired can't be rotated; make a new one.")
    expires_at, wrong = read_expiry(request.expires_at, request.expires_in_seconds, unit.wall)
    held = key.rights
    rights = Rights(held.scopes, expires_at or held.expires_at, held.allowed_addresses, held.allowed_origins)
    refuse_wrong([*wrong, *check_browser_key(rights, key.kind, unit.wall)], beyond(giver, rights))
    await refuse_too_many(unit)
    made = await create_key(
        unit,
        key.kind,
        key.name,
        scopes=rights.scopes,
        expires_at=rights.expires_at,
        allowed_addresses=rights.allowed_addresses,
        allowed_origins=rights.allowed_origins,
        api_version=key.api_version,
        rotated_from=key.id,
    )
    end = unit.wall + timedelta(seconds=request.overlap_seconds)
    await store.replace_key(unit, key.id, made.id, min(end, held.expires_at or end))
    return made
