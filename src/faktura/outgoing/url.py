"""Reading a URL that a tenant named: what can't be meant, or means two things to two readers, is refused. Pure."""

import functools
import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import idna

from faktura.outgoing.addresses import is_public
from faktura.outgoing.errors import AddressRefused

URL_LENGTH_MAX = 2000
PORTS = {"https": 443, "http": 80}
PORT_OWN_MIN = 1024
"""Below it, only the two ports of the web are called: other services listen there."""

_VISIBLE = re.compile(r"[!-~]+")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_BRACKETS = re.compile(r"\[[0-9A-Fa-f:.%]+\](:[0-9]*)?")
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9a-fA-F]*")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a URL leads. `host` is an IP address or a name in ASCII, without brackets; `path` carries the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The value of the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The URL, written in one way."""
        return f"{self.scheme}://{self.authority}{self.path}"


@functools.lru_cache(maxsize=1024)
def read_url(url: str, *, private: bool = False) -> Target:
    """Take a URL apart. `private` also lets ``http``, names of one word and any port pass, as networks inside use them.

    Whether a name leads to the public network is not known before it is looked up; an address is checked here.

    Raises:
        AddressRefused: with a sentence that says what is wrong.
    """
    if len(url) > URL_LENGTH_MAX:
        raise AddressRefused(f"The URL has {len(url)} characters; at most {URL_LENGTH_MAX} are taken.")
    # Readers differ in what they make of a backslash, a space or a line break: nobody means one.
    if "\\" in url or any(character.isspace() or not character.isprintable() for character in url):
        raise AddressRefused("The URL has a space, a backslash or a character that can't be seen.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressRefused("The URL can't be read. Send one such as https://example.com/webhooks.") from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise AddressRefused("Send a whole URL such as https://example.com/webhooks.")
    if parts.scheme == "http" and not private:
        raise AddressRefused("Only https:// is called: over http:// everybody on the way could read and change it.")
    if parts.username is not None or parts.password is not None:
        raise AddressRefused("The URL holds a user name or a password. Leave them out.")
    if "[" in parts.netloc and not _BRACKETS.fullmatch(parts.netloc):
        raise AddressRefused("The host is not an IPv6 address in brackets.")
    if parts.fragment or url.endswith("#"):
        raise AddressRefused("The URL has a fragment (#…), which is never sent. Leave it out.")
    if port is not None and not private and port not in PORTS.values() and port < PORT_OWN_MIN:
        raise AddressRefused(f"Port {port} is another service's. Use 443, or a port from {PORT_OWN_MIN} on.")
    if port == 0:
        raise AddressRefused("Port 0 can't be called.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not _VISIBLE.fullmatch(path):
        raise AddressRefused("Write path and query in ASCII, other letters percent-encoded (%C3%BC).")
    host = _host(parts.hostname, private=private)
    if not private and _is_address(host) and not is_public(host):
        raise AddressRefused(f"The address {host} is not on the public network.")
    return Target(parts.scheme, host, port or PORTS[parts.scheme], path)


def _host(written: str, *, private: bool) -> str:
    if "%" in written:
        raise AddressRefused("The host has a percent sign. Zones of addresses and encoded names are not taken.")
    if ":" in written:
        try:
            return str(ipaddress.IPv6Address(written))
        except ValueError:
            raise AddressRefused("The host is not an IPv6 address.") from None
    try:
        name = idna.encode(written.removesuffix("."), uts46=True).decode() if not written.isascii() else written
    except idna.IDNAError:
        raise AddressRefused(f"The host {written} is not a domain name.") from None
    name = name.lower().removesuffix(".")
    labels = name.split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise AddressRefused(f"The host {written} is not a domain name.")
    # Many readers take 127.1, 0x7f.1 and 2130706433 for addresses: only the one usual form is taken.
    if _NUMBER.fullmatch(labels[-1]):
        try:
            return str(ipaddress.IPv4Address(name))
        except ValueError:
            raise AddressRefused(f"The host {written} is not an IPv4 address of four decimal numbers.") from None
    if len(labels) == 1 and not private:
        raise AddressRefused(f"The host {written} is a name inside one network. Use a whole name such as example.com.")
    return name


def _is_address(host: str) -> bool:
    return ":" in host or _NUMBER.fullmatch(host.rsplit(".", 1)[-1]) is not None
