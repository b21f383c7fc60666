"""Who a person is: their e-mail address leads to their tenant, and nothing has to be searched (decision 0021)."""

import hashlib
import hmac
import unicodedata
from uuid import UUID, uuid5

from faktura.storage.ids import show_id

INSTALLATION = uuid5(UUID(int=0), "faktura: the installation's own tenant")
"""The tenant of what belongs to nobody: counted guesses."""

# RFC 2606, RFC 6761: nobody ever has a mailbox there.
_RESERVED = ("test", "example", "invalid", "localhost", "example.com", "example.net", "example.org")


def same_address(email: str) -> str:
    """What two spellings of one address share.

    Letters of the domain and plain letters before the @ may be large or small. Other letters stay as they are: a
    Kelvin sign is a mailbox of its own, and must never lead to somebody called k.
    """
    local, _, domain = email.strip().rpartition("@")
    local = local.lower() if local.isascii() else "~" + unicodedata.normalize("NFC", local)
    return f"{local}@{unicodedata.normalize('NFKC', domain).lower()}"


def person_of(secret: bytes, email: str) -> UUID:
    """The id of whoever has this address, which is their tenant as well; it tells nothing without the secret."""
    key = hmac.new(secret, b"faktura: people", hashlib.sha256).digest()
    digest = hmac.new(key, same_address(email).encode(), hashlib.sha256).digest()
    # Version 8 (RFC 9562): no id of an organization, which is version 7, can ever be the same.
    return UUID(int=_as_version_8(int.from_bytes(digest[:16])))


def _as_version_8(number: int) -> int:
    number = number & ~(0xF << 76) | 8 << 76
    return number & ~(0b11 << 62) | 0b10 << 62


def show_person(person: UUID) -> str:
    """``usr_…``."""
    return show_id("usr", person)


def is_reserved(email: str) -> bool:
    """Whether nobody can have a mailbox at this address, so that knowing the link proves nothing of anybody."""
    domain = same_address(email).rpartition("@")[2].removesuffix(".")
    return any(domain == each or domain.endswith("." + each) for each in _RESERVED)
