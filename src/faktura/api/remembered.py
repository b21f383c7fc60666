"""Answers that hold a secret are remembered encrypted: a key that is stored hashed must not lie beside in clear."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken

from faktura.api.answers import Problem


def _cipher(secret: bytes) -> Fernet:
    key = hmac.new(secret, b"faktura: remembered answers", hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def seal_answer(secret: bytes, body: bytes) -> bytes:
    """An answer as it is kept."""
    return _cipher(secret).encrypt(body)


def open_answer(secret: bytes, sealed: bytes) -> bytes:
    """An answer as it was given.

    Raises:
        Problem: 409, the installation's secret key is another one by now.
    """
    try:
        return _cipher(secret).decrypt(sealed)
    except InvalidToken:
        raise Problem(
            409,
            "replay_unreadable",
            "The first answer can't be read any more.",
            "It was encrypted with another secret key of the installation. Send a new request with a new key.",
        ) from None
