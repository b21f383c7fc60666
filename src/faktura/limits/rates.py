"""Rates: how often somebody may ask, and which bucket that is counted in. Pure."""

import hashlib
import hmac
import ipaddress
import math
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from faktura.settings import Settings

NOBODY = UUID(int=0)
"""The tenant of what belongs to no tenant: the buckets of addresses."""


class Kind(StrEnum):
    """Whose bucket it is."""

    KEY = "key"
    ORGANIZATION = "organization"
    ACCOUNT = "account"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Rate:
    """`per_second` in the long run; `burst` at once after a pause."""

    per_second: int
    burst: int

    @property
    def window(self) -> int:
        """The seconds in which an empty bucket is full again."""
        return max(1, math.ceil(self.burst / self.per_second))


class Subject(NamedTuple):
    """A bucket: whose it is, and of what (``reads``, ``writes``). `owner` is the id of the key, organization or
    account, or the name of an address."""

    kind: Kind
    tenant: UUID
    owner: UUID | str
    of: str

    @property
    def bucket(self) -> str:
        """Its name within the tenant."""
        return f"{self.kind}/{self.owner}/{self.of}"

    @property
    def policy(self) -> str:
        """Its name for clients."""
        return f"{self.kind}-{self.of}"


def rates_of(settings: Settings) -> dict[Kind, Rate]:
    """What holds for whoever has no limit of its own."""
    return {
        Kind.KEY: Rate(settings.rate_limit_key_per_second, settings.rate_limit_key_burst),
        Kind.ORGANIZATION: Rate(settings.rate_limit_organization_per_second, settings.rate_limit_organization_burst),
        Kind.ACCOUNT: Rate(settings.rate_limit_account_per_second, settings.rate_limit_account_burst),
        Kind.ADDRESS: Rate(settings.rate_limit_address_per_second, settings.rate_limit_address_burst),
    }


def address_subject(secret: bytes, address: str, of: str) -> Subject:
    """The bucket of a client's address, which is kept as a keyed hash only. An IPv6 client is its network (/64)."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        network = address
    else:
        network = str(ip if ip.version == 4 else ipaddress.ip_network((ip, 64), strict=False))
    name = hmac.digest(hmac.digest(secret, b"limits.address", hashlib.sha256), network.encode(), hashlib.sha256)
    return Subject(Kind.ADDRESS, NOBODY, name.hex()[:32], of)
