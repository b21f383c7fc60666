"""API keys: ``fo_test_…``. A key names its tenant, so that it can be looked up under that tenant's policy; its secret
half is 256 random bits, shown once and stored as a SHA-256 hash (a slow hash would add nothing to that entropy)."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.events import KEY_CREATED
from faktura.jobs import publish
from faktura.organizations import store
from faktura.organizations.errors import KeyNotFound
from faktura.organizations.key_rights import Rights, network_of
from faktura.organizations.scopes import ALL
from faktura.organizations.tenants import Mode, mode_of, owner_of, tenant_of
from faktura.storage.ids import new_id, show_id
from faktura.storage.unit import Unit

API_VERSION = "2026-11-30"
"""The version that new keys remember: the newest. What each version means is written in `api/versions.py`."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key as it stands, without its secret. `hint`: its last four letters."""

    id: UUID
    kind: str
    name: str
    hint: str
    rights: Rights
    api_version: str
    created_at: datetime
    created_by: str
    revoked_at: datetime | None
    last_used_at: datetime | None
    last_used_from: str
    rotated_from: UUID | None
    rotated_to: UUID | None

    def has_ended(self, now: datetime) -> bool:
        """Whether it is taken no more."""
        return self.revoked_at is not None or (self.rights.expires_at is not None and self.rights.expires_at <= now)

    def to_plain(self, now: datetime) -> dict[str, Any]:
        """The key as JSON-ready data."""
        return {
            "id": show_id("key", self.id),
            "object": "api_key",
            "kind": self.kind,
            "name": self.name,
            "hint": self.hint,
            "active": not self.has_ended(now),
            "scopes": list(self.rights.scopes),
            "allowed_addresses": list(self.rights.allowed_addresses),
            "allowed_origins": list(self.rights.allowed_origins),
            "api_version": self.api_version,
            "created_at": self.created_at,
            "created_by": self.created_by,
            "expires_at": self.rights.expires_at,
            "revoked_at": self.revoked_at,
            "last_used_at": self.last_used_at,
            "last_used_from": self.last_used_from or None,
            "rotated_from": show_id("key", self.rotated_from) if self.rotated_from else None,
            "rotated_to": show_id("key", self.rotated_to) if self.rotated_to else None,
        }


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
    allowed_addresses: Sequence[str] = (), allowed_origins: Sequence[str] = (), api_version: str = API_VERSION,
    rotated_from: UUID | None = None,
) -> NewKey:  # fmt: skip
    """Make a key for the unit's tenant with these rights; whether they may be given was asked before (`key_rights`).

    `kind`: ``account`` or ``organization``; `allowed_addresses`: networks; `allowed_origins`: pages.
    """
    prefix = next(prefix for prefix, word in _KINDS.items() if word == kind)
    secret = _base62(secrets.randbits(256), _SECRET_LETTERS)
    owner = _base62(owner_of(unit.tenant).int, _OWNER_LETTERS)
    text = f"{prefix}_{mode_of(unit.tenant)}_{owner}{secret}"
    key_id = new_id()
    rights = Rights(tuple(scopes), expires_at, tuple(allowed_addresses), tuple(allowed_origins))
    await store.insert_key(
        unit,
        key_id,
        kind,
        name,
        secret_hash=_hash(secret),
        hint=text[-4:],
        rights=rights,
        api_version=api_version,
        rotated_from=rotated_from,
    )
    await publish(unit, KEY_CREATED, key_id, {"name": name})
    return NewKey(key_id, text)


def _key(row: Any) -> Key:
    return Key(
        id=row["id"],
        kind=row["kind"],
        name=row["name"],
        hint=row["hint"],
        rights=Rights(
            tuple(row["scopes"]), row["expires_at"], tuple(row["allowed_addresses"]), tuple(row["allowed_origins"])
        ),
        api_version=row["api_version"],
        created_at=row["created_at"],
        created_by=row["created_by"],
        revoked_at=row["revoked_at"],
        last_used_at=row["last_used_at"],
        last_used_from=row["last_used_from"],
        rotated_from=row["rotated_from"],
        rotated_to=row["rotated_to"],
    )


async def read_stored_key(unit: Unit, key_id: UUID, *, lock: bool = False) -> Key:
    """One key of the unit's tenant; `lock` keeps others from changing it until the unit ends.

    Raises:
        KeyNotFound: there is none.
    """
    row = await store.read_key(unit, key_id, lock=lock)
    if row is None:
        raise KeyNotFound("There is no such key here.")
    return _key(row)


async def touch_key(unit: Unit, key_id: UUID, address: str) -> None:
    """Note that a key is used now: from which network, so that a stranger's use shows; not from which address."""
    await store.touch_key(unit, key_id, network_of(address))


async def find_key(unit: Unit, secret_hash: bytes) -> Key | None:
    """The key with this secret, for whoever holds its text."""
    row = await store.find_key(unit, secret_hash)
    return _key(row) if row is not None else None


async def list_keys(
    unit: Unit, *, active: bool | None = None, after: tuple[datetime, UUID] | None = None, limit: int = 1_000_000
) -> list[Key]:
    """The tenant's keys, newest first; all of them, or only those that are (or are not) taken any more."""
    return [_key(row) for row in await store.list_keys(unit, active, after, limit)]
