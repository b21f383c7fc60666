"""Where a request comes from: the peer, or whom a trusted proxy names."""

import ipaddress
from collections.abc import Iterable

from starlette.requests import Request

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    # A dual-stack socket shows IPv4 peers in IPv6 clothes.
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def client_address(request: Request, trusted_proxies: tuple[Network, ...]) -> str:
    """The client's IP address; nothing when the server does not know it.

    ``X-Forwarded-For`` counts only when the peer is a trusted proxy, and is then read from its end: the first address
    that is no trusted proxy is the client's. What stands before it, anybody may have written.
    """
    peer = _address(request.client.host) if request.client else None
    if peer is None:
        return ""
    if not any(peer in network for network in trusted_proxies):
        return str(peer)
    named = ",".join(request.headers.getlist("x-forwarded-for")).split(",")
    for text in reversed(named):
        address = _address(text)
        if address is None:
            break
        peer = address
        if not any(address in network for network in trusted_proxies):
            break
    return str(peer)


def is_within(address: str, networks: Iterable[str]) -> bool:
    """Whether an address lies in one of some networks (``203.0.113.0/24``)."""
    found = _address(address)
    return found is not None and any(found in ipaddress.ip_network(network) for network in networks)
