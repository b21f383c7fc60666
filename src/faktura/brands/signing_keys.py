"""Keys that mail is signed with (DKIM): made here, the private half encrypted at rest."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

KEY_BITS = 2048
"""RFC 8301, 3.2: at least 1,024, better 2,048; longer ones don't fit into one DNS answer."""


def new_key() -> tuple[str, bytes]:
    """The public half as it stands in the DNS (base64), and the private half as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    return base64.b64encode(public).decode(), private


def _cipher(secret: bytes) -> Fernet:
    key = hmac.new(secret, b"faktura: keys that sign mail", hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def encrypt_key(secret: bytes, private: bytes) -> bytes:
    """A private key as it is stored."""
    return _cipher(secret).encrypt(private)


def decrypt_key(secret: bytes, encrypted: bytes) -> str | None:
    """A private key as PEM; None when it was encrypted with another secret of the installation."""
    try:
        return _cipher(secret).decrypt(encrypted).decode()
    except InvalidToken:
        return None
