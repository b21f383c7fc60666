"""Encryption at rest with keys derived from the installation's secret, one for each purpose."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken


def key_for(secret: bytes, purpose: str) -> bytes:
    """32 bytes for one purpose, derived from the installation's secret."""
    return hmac.new(secret, b"faktura: " + purpose.encode(), hashlib.sha256).digest()


def encrypt(secret: bytes, purpose: str, content: bytes) -> bytes:
    """Bytes that only this installation reads."""
    return _cipher(secret, purpose).encrypt(content)


def decrypt(secret: bytes, purpose: str, content: bytes, *, seconds_max: int | None = None) -> bytes | None:
    """What was encrypted; None when it was not with this secret and for this purpose, or longer ago than
    `seconds_max`."""
    try:
        return _cipher(secret, purpose).decrypt(content, seconds_max)
    except InvalidToken:
        return None


def _cipher(secret: bytes, purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(key_for(secret, purpose)))
