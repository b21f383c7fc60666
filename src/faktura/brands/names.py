"""Names of domains and hosts as they are asked for in the DNS: lower case, ASCII, no dot at the end. Pure."""

import re

import idna

DOMAIN_LENGTH_MAX = 253
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


def read_domain(text: str) -> str | None:
    """The domain that a text names; None when it is none that the world can look up (an IP address, one label)."""
    text = text.strip().rstrip(".")
    try:
        name = text.lower() if text.isascii() else idna.encode(text, uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        return None
    labels = name.split(".")
    if len(name) > DOMAIN_LENGTH_MAX or len(labels) < 2 or not all(map(_LABEL.fullmatch, labels)):
        return None
    # A last label of digits alone is the end of an IPv4 address (RFC 3696, 2).
    return None if labels[-1].isdigit() else name


def host_of(header: str) -> str | None:
    """The domain in a Host header, without the port; None for an IP address and for a name of one label."""
    name, _, port = header.partition(":")
    return read_domain(name) if not port or port.isdigit() else None


def is_within(domain: str, above: str) -> bool:
    """Whether a domain is another one, or lies below it."""
    return domain == above or domain.endswith("." + above)
