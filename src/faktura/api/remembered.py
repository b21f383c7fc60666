"""Answers that hold a secret are remembered encrypted: a key that is stored hashed must not lie beside in clear."""

from faktura.api.answers import Problem
from faktura.storage.encryption import decrypt, encrypt

_PURPOSE = "remembered answers"


def seal_answer(secret: bytes, body: bytes) -> bytes:
    """An answer as it is kept."""
    return encrypt(secret, _PURPOSE, body)


def open_answer(secret: bytes, sealed: bytes) -> bytes:
    """An answer as it was given.

    Raises:
        Problem: 409, the installation's secret key is another one by now.
    """
    opened = decrypt(secret, _PURPOSE, sealed)
    if opened is None:
        raise Problem(
            409,
            "replay_unreadable",
            "The first answer can't be read any more.",
            "It was encrypted with another secret key of the installation. Send a new request with a new key.",
        )
    return opened
