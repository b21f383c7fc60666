"""API keys: ``fo_test_…``. A key names its tenant, so that it can be looked up under that tenant's policy; its secret
half is 256 random bits, shown once and stored as a SHA-256 hash (a slow hash would add nothing to that entropy)."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.organizations.scopes import ALL
from faktura.organizations.tenants import Mode, mode_of, owner_of, tenant_of
from faktura.storage.ids import new_id
from faktura.storage.unit import Unit

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_VALUES = {letter: value for value, letter in enumerate(_ALPHABET)}
_OWNER_LETTERS = 22
_SECRET_LETTERS = 43
_KINDS = {"fk": "account", "fo": "organization"}


@dataclass(frozen=True, slots=True)
class KeyText:
    """A key as it was sent: which tenant it claims, and the hash of its secret half."""

    kind: str
    tenant: UUID
    secret_hash: bytes


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was just made; `text` is never to be seen again."""

    id: UUID
    text: str


def _base62(number: int, length: int) -> str:
    letters = []
    for _ in range(length):
        number, rest = divmod(number, 62)
        letters.append(_ALPHABET[rest])
    return "".join(reversed(letters))


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def read_key(text: str) -> KeyText | None:
    """Take a key apart; None when it has not the form of a key."""
    prefix, _, rest = text.partition("_")
    mode, _, letters = rest.partition("_")
    kind = _KINDS.get(prefix)
    if kind is None or mode not in ("live", "test") or len(letters) != _OWNER_LETTERS + _SECRET_LETTERS:
        return None
    number = 0
    for letter in letters[:_OWNER_LETTERS]:
        value = _VALUES.get(letter)
        if value is None:
            return None
        number = number * 62 + value
    if number >= 1 << 128:
        return None
    secret = letters[_OWNER_LETTERS:]
    if not secret.isascii():
        return None
    return KeyText(kind, tenant_of(UUID(int=number), Mode(mode)), _hash(secret))


async def create_key(
    unit: Unit, kind: str, name: str, *, scopes: Sequence[str] = (ALL,), expires_at: datetime | None = None,
    allowed_addresses: Sequence[str] = (),
) -> NewKey:  # fmt: skip
    """Make a key for the unit's tenant. `kind`: ``account`` or ``organization``; `allowed_addresses`: networks."""
    prefix = next(prefix for prefix, word in _KINDS.items() if word == kind)
    secret = _base62(secrets.randbits(256), _SECRET_LETTERS)
    owner = _base62(owner_of(unit.tenant).int, _OWNER_LETTERS)
    text = f"{prefix}_{mode_of(unit.tenant)}_{owner}{secret}"
    key_id = new_id()
    await unit.execute(
        "insert into api_keys (tenant, id, kind, name, secret_hash, hint, scopes, created_at, expires_at, "
        "allowed_addresses, created_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        unit.tenant,
        key_id,
        kind,
        name,
        _hash(secret),
        text[-4:],
        list(scopes),
        unit.wall,
        expires_at,
        list(allowed_addresses),
        unit.actor,
    )
    return NewKey(key_id, text)


async def revoke_key(unit: Unit, key_id: UUID) -> bool:
    """Revoke a key from now on; False when there is no such key."""
    tag = await unit.execute(
        "update api_keys set revoked_at = coalesce(revoked_at, $3) where tenant = $1 and id = $2",
        unit.tenant,
        key_id,
        unit.wall,
    )
    return tag == "UPDATE 1"


async def list_keys(unit: Unit) -> list[dict[str, Any]]:
    """The tenant's keys, newest first, without their secrets."""
    rows = await unit.fetch(
        "select id, kind, name, hint, scopes, created_at, expires_at, revoked_at, last_used_at "
        "from api_keys where tenant = $1 order by created_at desc, id desc",
        unit.tenant,
    )
    return [dict(row) for row in rows]
