"""Looking up DNS records: what the world sees of a domain that a tenant names."""

import asyncio
from collections.abc import Sequence
from typing import Any

import dns.asyncresolver
import dns.exception
import dns.nameserver
import dns.resolver

LOOKUP_SECONDS_MAX = 5
_FOUND_MAX = 20
_TEXT_LENGTH_MAX = 4096


class Unanswered(Exception):  # noqa: N818 - what became of the question, not a fault of ours
    """No server answered, or not in time: that tells nothing of the record."""


class Records:
    """Asks the machine's own name servers, or those of `servers` (address and port)."""

    def __init__(self, servers: Sequence[tuple[str, int]] = ()) -> None:
        self._servers = tuple(servers)

    async def texts(self, name: str) -> tuple[str, ...]:
        """The TXT records of a name, each as one text; none when there are none."""
        return tuple(
            b"".join(record.strings).decode("utf-8", "replace")[:_TEXT_LENGTH_MAX]
            for record in await self._ask(name, "TXT")
        )

    async def alias(self, name: str) -> str:
        """The name that a name is an alias of (CNAME), or nothing."""
        found = await self._ask(name, "CNAME")
        return str(found[0].target).rstrip(".").lower() if found else ""

    async def addresses(self, name: str) -> tuple[str, ...]:
        """The IP addresses of a name, IPv4 before IPv6, following aliases."""
        four, six = await asyncio.gather(self._ask(name, "A"), self._ask(name, "AAAA"))
        return tuple(str(record.address) for record in (*four, *six))

    async def _ask(self, name: str, kind: str) -> list[Any]:
        try:
            resolver = dns.asyncresolver.Resolver(configure=not self._servers)
            if self._servers:
                resolver.nameservers = [dns.nameserver.Do53Nameserver(*server) for server in self._servers]
            answer = await resolver.resolve(name, kind, lifetime=LOOKUP_SECONDS_MAX, search=False)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except (dns.exception.DNSException, OSError) as error:
            raise Unanswered(f"The name servers gave no answer about {name}.") from error
        return list(answer)[:_FOUND_MAX]
