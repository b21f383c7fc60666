"""Secrets: links that are derived and never stored, keys for one purpose each, and cookies' values."""

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from uuid import UUID

from faktura.storage.encryption import key_for

_SECRET_BYTES = 32


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decode(text: str, length: int) -> bytes | None:
    if not text.isascii() or len(text) > 200:
        return None
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    # Of several spellings of the same bytes only the usual one is taken.
    return raw if len(raw) == length and _encode(raw) == text else None


def _link_secret(secret: bytes, purpose: str, tenant: UUID, row: UUID) -> bytes:
    return hmac.new(key_for(secret, purpose), tenant.bytes + row.bytes, hashlib.sha256).digest()


def link_token(secret: bytes, purpose: str, tenant: UUID, row: UUID) -> str:
    """The unguessable part of a link: 256 bits behind the ids, derived, so that a job can write it again and the
    database alone opens nothing."""
    return _encode(tenant.bytes + row.bytes + _link_secret(secret, purpose, tenant, row))


def read_link_token(secret: bytes, purpose: str, token: str) -> tuple[UUID, UUID] | None:
    """Tenant and row of a link; None when it is not one of ours. The database is not asked."""
    raw = _decode(token, 32 + _SECRET_BYTES)
    if raw is None:
        return None
    tenant, row = UUID(bytes=raw[:16]), UUID(bytes=raw[16:32])
    right = hmac.compare_digest(raw[32:], _link_secret(secret, purpose, tenant, row))
    return (tenant, row) if right else None


@dataclass(frozen=True, slots=True)
class SessionToken:
    """A session's cookie taken apart: whose it claims to be, and the hash of its secret half."""

    person: UUID
    secret_hash: bytes


def new_session_token(person: UUID) -> tuple[str, bytes]:
    """A cookie's value with 256 random bits, and the hash to keep."""
    secret = secrets.token_bytes(_SECRET_BYTES)
    return _encode(person.bytes + secret), hashlib.sha256(secret).digest()


def read_session_token(text: str) -> SessionToken | None:
    """Take a cookie's value apart; None when it has not the form of one."""
    raw = _decode(text, 16 + _SECRET_BYTES)
    return SessionToken(UUID(bytes=raw[:16]), hashlib.sha256(raw[16:]).digest()) if raw is not None else None
