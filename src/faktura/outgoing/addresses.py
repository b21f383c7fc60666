"""Which IP addresses lie on the public network. Pure."""

import ipaddress
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

# IANA's special-purpose registry for IPv4, with what is left over of the class D and E networks.
_SPECIAL_IPV4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared with the provider (CGNAT), metadata of some clouds
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, metadata of most clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments, metadata of some clouds
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
        "168.63.129.16/32",  # a public address by its number, and inside Azure the host's own services
    )
)
_GLOBAL_IPV6 = IPv6Network("2000::/3")
_SPECIAL_IPV6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which carries any IPv4 address inside
        "3fff::/20",  # documentation
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")
# ISATAP hides an IPv4 address behind these two words of the interface's id.
_ISATAP_WORDS = (0x00005EFE, 0x02005EFE)


def is_public(ip: str | IPv4Address | IPv6Address) -> bool:
    """Whether an address may be reached for a stranger: a unicast address of the public network.

    False for private, loopback, link-local, shared, multicast, reserved, unspecified and documentation addresses, for
    the metadata services of clouds, for addresses with a zone, and for what is no address. An IPv4 address inside an
    IPv6 one (mapped, NAT64) counts as itself; 6to4, Teredo, IPv4-compatible and ISATAP addresses are never public.
    """
    if isinstance(ip, str):
        try:
            ip = ipaddress.ip_address(ip)
        except ValueError:
            return False
    if isinstance(ip, IPv4Address):
        return not any(ip in network for network in _SPECIAL_IPV4)
    if ip.scope_id is not None:
        return False
    if ip.ipv4_mapped is not None:
        return is_public(ip.ipv4_mapped)
    if ip in _NAT64:
        return is_public(IPv4Address(int(ip) & 0xFFFFFFFF))
    if ip not in _GLOBAL_IPV6 or any(ip in network for network in _SPECIAL_IPV6):
        return False
    return (int(ip) >> 32) & 0xFFFFFFFF not in _ISATAP_WORDS
