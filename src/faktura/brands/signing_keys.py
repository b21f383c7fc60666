"""Keys that mail is signed with (DKIM): made here, the private half encrypted at rest."""

import base64

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from faktura.storage.encryption import decrypt, encrypt

_PURPOSE = "keys that sign mail"
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


def encrypt_key(secret: bytes, private: bytes) -> bytes:
    """A private key as it is stored."""
    return encrypt(secret, _PURPOSE, private)


def decrypt_key(secret: bytes, encrypted: bytes) -> str | None:
    """A private key as PEM; None when it was encrypted with another secret of the installation."""
    opened = decrypt(secret, _PURPOSE, encrypted)
    return opened.decode() if opened is not None else None
