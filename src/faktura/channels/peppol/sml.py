"""The Service Metadata Locator: which SMP a participant is registered at, asked of the DNS.

Source: Peppol SML 1.3.0, in force since 2025-11-01: U-NAPTR records (RFC 4848) under a hash of the participant's
identifier. CNAME records under MD5 hashes were given up on that day.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import dns.asyncresolver
import dns.exception
import dns.nameserver
import dns.resolver

from faktura.channels.peppol.identifiers import ParticipantId

SERVICE = "Meta:SMP"
FLAG = "U"
SECONDS_MAX = 5.0
"""How long one look-up may take, with all servers that are asked."""
_RECORDS_MAX = 20
# A URI of the web without what delimits regular expressions.
_URL = re.compile(r"https?://[!-~]+", re.IGNORECASE)
# What stands for "any name"; other patterns of strangers are not run.
_ANY = (".*", "^.*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A zone of participants. `management_url` is where SMPs register; `source` says where this was found, and when."""

    name: str
    domain: str
    management_url: str
    source: str


PRODUCTION = Zone(
    name="production",
    domain="participant.sml.prod.tech.peppol.org",
    management_url="https://api.sml.prod.tech.peppol.org/edelivery-sml",
    source="phax/peppol-commons 12.4, ESML (in use since 2026-03-19); read 2026-11-30",
)
TEST = Zone(
    name="test",
    domain="participant.sml.test.tech.peppol.org",
    management_url="https://api.sml.test.tech.peppol.org/edelivery-sml",
    source="phax/peppol-commons 12.4, ESML (in use since 2026-03-19); read 2026-11-30",
)
ZONES = {zone.name: zone for zone in (PRODUCTION, TEST)}


@dataclass(frozen=True, slots=True)
class Found:
    """The address of the participant's SMP, without a slash at its end."""

    url: str


@dataclass(frozen=True, slots=True)
class NotRegistered:
    """The DNS says for certain that the participant has no SMP."""

    host: str


@dataclass(frozen=True, slots=True)
class LookupFailed:
    """It is not known whether the participant is registered. With `again`, asking later may help."""

    why: str
    again: bool


LookedUp = Found | NotRegistered | LookupFailed


class UnusableRecord(ValueError):  # noqa: N818 - says what the record is
    """The regular expression of a record gives no address."""


def hashed(value: str) -> str:
    """The hash of a participant's value as a label of the DNS: SHA-256 of the value in lower case, in base32 without
    ``=``, in lower case.

    ``9915:test`` becomes ``eh5boavaktmbgzyh2a63dz4qov33fvp5nsdvqklucfraayoodw6a``.
    """
    digest = hashlib.sha256(value.lower().encode()).digest()
    return base64.b32encode(digest).decode().rstrip("=").lower()


def host_of(participant: ParticipantId, zone: Zone) -> str:
    """The name under which a participant's records stand."""
    return f"{hashed(participant.value)}.{participant.scheme.lower()}.{zone.domain}"


def url_of(regexp: str) -> str:
    """The address that a U-NAPTR record leads to, from its regular expression: ``!.*!https://smp.example.com!``.

    Raises:
        UnusableRecord: the expression is not of this form, or holds no address of the web.
    """
    parts = regexp[1:].split(regexp[:1]) if len(regexp) > 1 else []
    if len(parts) != 3 or parts[2] not in ("", "i") or parts[0] not in _ANY:
        raise UnusableRecord("The record's regular expression is not of the form !.*!https://…!.")
    if "\\" in parts[1] or not _URL.fullmatch(parts[1]):
        raise UnusableRecord("The record leads to no address of the web.")
    return parts[1].rstrip("/")


class Sml:
    """Looks participants up in one zone, asking the machine's own name servers, or `servers` (address and port)."""

    def __init__(self, zone: Zone, servers: Sequence[tuple[str, int]] = (), *, seconds: float = SECONDS_MAX) -> None:
        self._zone = zone
        self._servers = tuple(servers)
        self._seconds = seconds

    async def look_up(self, participant: ParticipantId) -> LookedUp:
        """Where the participant's SMP is."""
        host = host_of(participant, self._zone)
        try:
            records = await self._records(host)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return NotRegistered(host)
        except (dns.exception.DNSException, OSError):
            return LookupFailed("The name servers gave no answer about the participant.", again=True)
        return _first_usable(records)

    async def _records(self, host: str) -> list[Any]:
        resolver = dns.asyncresolver.Resolver(configure=not self._servers)
        if self._servers:
            resolver.nameservers = [dns.nameserver.Do53Nameserver(*server) for server in self._servers]
        answer = await resolver.resolve(host, "NAPTR", lifetime=self._seconds, search=False)
        return list(answer)[:_RECORDS_MAX]


def _first_usable(records: Iterable[Any]) -> LookedUp:
    """The first record for an SMP, by order and preference (RFC 3403, 4.1)."""
    why = f"None of the participant's records is for {SERVICE}."
    for record in sorted(records, key=lambda record: (record.order, record.preference)):
        if _text(record.service).lower() != SERVICE.lower() or _text(record.flags).upper() != FLAG:
            continue
        try:
            return Found(url_of(_text(record.regexp)))
        except UnusableRecord as error:
            why = str(error)
    return LookupFailed(why, again=False)


def _text(value: bytes) -> str:
    return value.decode("latin-1")
