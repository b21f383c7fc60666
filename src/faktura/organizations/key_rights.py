"""What a key may do, from where and until when; and that nobody gives a key more than they hold. Pure."""

import ipaddress
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from faktura.checks import Finding, Severity
from faktura.organizations.scopes import holds, unknown_scopes
from faktura.organizations.tenants import Mode

ADDRESSES_MAX = 100
ORIGINS_MAX = 20
SCOPES_MAX = 100
KEY_SECONDS_MIN = 60
KEY_SECONDS_MAX = 10 * 366 * 86400
BROWSER_KEY_SECONDS_MAX = 24 * 3600

BROWSER_REFUSED = (
    "account:write",
    "api-keys:write",
    "members:write",
    "organizations:create",
    "organizations:write",
    "organizations:close",
    "email-sender:write",
    "webhook-endpoints:write",
)
"""What no key in a browser may hold: whoever reads the page has the key, and each of these would outlive it."""

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]")
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Rights:
    """What a key holds. `expires_at` None: it does not end by itself. No networks: it is taken from everywhere. No
    origins: no browser sends it from a page."""

    scopes: tuple[str, ...]
    expires_at: datetime | None = None
    allowed_addresses: tuple[str, ...] = ()
    allowed_origins: tuple[str, ...] = ()


def _finding(code: str, pointer: str, message: str) -> Finding:
    return Finding(rule=code, severity=Severity.FATAL, message=message, pointer=pointer)


def read_network(text: str) -> str | None:
    """A network in its usual form; one address is a network of one. None when it is none."""
    try:
        network = ipaddress.ip_network(text)
    except ValueError:
        return None
    # A zone is a name of one machine's own.
    if "%" in text:
        return None
    # Peers in IPv6 clothes are compared as IPv4, so such a network would never hold anybody.
    if isinstance(network, ipaddress.IPv6Network) and network.network_address.ipv4_mapped is not None:
        return None
    return str(network)


def network_of(address: str) -> str:
    """The network of an address, wide enough to name nobody in it: a /24, or a /48 of IPv6; nothing for no address."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(ipaddress.ip_network(f"{read}/{24 if read.version == 4 else 48}", strict=False))


def is_part(network: str, others: Iterable[str]) -> bool:
    """Whether a network lies within one of others."""
    inner = ipaddress.ip_network(network)
    for text in others:
        outer = ipaddress.ip_network(text)
        if isinstance(inner, ipaddress.IPv4Network) and isinstance(outer, ipaddress.IPv4Network):
            if inner.subnet_of(outer):
                return True
        elif (
            isinstance(inner, ipaddress.IPv6Network)
            and isinstance(outer, ipaddress.IPv6Network)
            and inner.subnet_of(outer)
        ):
            return True
    return False


def read_origin(text: str, mode: Mode) -> str | None:
    """An origin as browsers send it (``https://shop.example.com``); None when it is none, or is not safe.

    Plain http is taken in test mode for this very machine only.
    """
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    host = parts.netloc.rpartition(":")[0] if port is not None else parts.netloc
    if parts.path or parts.query or parts.fragment or "?" in text or "#" in text or not _HOST.fullmatch(host):
        return None
    is_own_machine = parts.scheme == "http" and mode is Mode.TEST and host in _LOOPBACK
    if parts.scheme != "https" and not is_own_machine:
        return None
    origin = f"{parts.scheme}://{host}" + (f":{port}" if port not in (None, _PORTS[parts.scheme]) else "")
    # What was written another way (capitals, a port with a zero in front) would never equal what a browser sends.
    return origin if text in (origin, f"{origin}:{_PORTS[parts.scheme]}") else None


def read_expiry(
    expires_at: datetime | None, expires_in_seconds: int | None, now: datetime
) -> tuple[datetime | None, list[Finding]]:
    """When a key is to end, from either way to say it; with what is wrong."""
    if expires_at is not None and expires_in_seconds is not None:
        told = "Send expires_at or expires_in_seconds, not both."
        return None, [_finding("expiry_twice", "/expires_in_seconds", told)]
    if expires_in_seconds is not None:
        if not KEY_SECONDS_MIN <= expires_in_seconds <= KEY_SECONDS_MAX:
            told = f"Send a number of seconds from {KEY_SECONDS_MIN} to {KEY_SECONDS_MAX}."
            return None, [_finding("seconds_invalid", "/expires_in_seconds", told)]
        return now + timedelta(seconds=expires_in_seconds), []
    # The years are those of every date here; a time without its zone would mean another one on every machine.
    if expires_at is not None and (
        expires_at.tzinfo is None
        or not 1900 < expires_at.year < 2999
        or expires_at < now + timedelta(seconds=KEY_SECONDS_MIN)
    ):
        told = "Send a time to come, a minute away at least, with its zone, such as 2031-01-31T12:00:00Z."
        return None, [_finding("time_invalid", "/expires_at", told)]
    return expires_at.astimezone(UTC) if expires_at is not None else None, []


def _read_list(
    texts: Sequence[str], most: int, name: str, code: str, told: str, read: dict[str, str | None]
) -> tuple[tuple[str, ...], list[Finding]]:
    wrong = [
        _finding(code, f"/{name}/{place}", f"{text} {told}") for place, text in enumerate(texts) if read[text] is None
    ]
    if len(texts) > most:
        wrong.append(_finding("list_too_long", f"/{name}", f"At most {most} are taken."))
    return tuple(dict.fromkeys(found for text in texts if (found := read[text]) is not None)), wrong


def read_rights(
    *, scopes: Sequence[str], expires_at: datetime | None, allowed_addresses: Sequence[str],
    allowed_origins: Sequence[str], mode: Mode,
) -> tuple[Rights, list[Finding]]:  # fmt: skip
    """Rights in their usual form, with everything that is wrong in what was sent."""
    wrong = []
    strange = set(unknown_scopes(scopes))
    for place, scope in enumerate(scopes):
        if scope in strange:
            told = f"{scope} is no scope; GET /v1/scopes lists them all."
            wrong.append(_finding("scope_unknown", f"/scopes/{place}", told))
    if not scopes:
        wrong.append(_finding("scopes_empty", "/scopes", "A key without a scope may do nothing: name one at least."))
    if len(scopes) > SCOPES_MAX:
        wrong.append(_finding("list_too_long", "/scopes", f"At most {SCOPES_MAX} are taken."))
    addresses, wrong_addresses = _read_list(
        allowed_addresses,
        ADDRESSES_MAX,
        "allowed_addresses",
        "network_invalid",
        "is not a network such as 203.0.113.0/24 or 2001:db8::/48.",
        {text: read_network(text) for text in allowed_addresses},
    )
    origins, wrong_origins = _read_list(
        allowed_origins,
        ORIGINS_MAX,
        "allowed_origins",
        "origin_invalid",
        "is not an origin such as https://shop.example.com (in test mode also http://localhost:3000).",
        {text: read_origin(text, mode) for text in allowed_origins},
    )
    rights = Rights(tuple(dict.fromkeys(scopes)), expires_at, addresses, origins)
    return rights, [*wrong, *wrong_addresses, *wrong_origins]


def check_browser_key(rights: Rights, kind: str, now: datetime) -> Iterator[Finding]:
    """What a key that lies open in a browser may not be: long-lived, of an account, or able to outlive itself."""
    if not rights.allowed_origins:
        return
    if kind == "account":
        told = "An account's key reaches every organization, and is never for browsers."
        yield _finding("browser_key_refused", "/allowed_origins", told)
    if rights.expires_at is None or rights.expires_at > now + timedelta(seconds=BROWSER_KEY_SECONDS_MAX):
        told = f"A key for browsers ends within {BROWSER_KEY_SECONDS_MAX // 3600} hours: send expires_in_seconds."
        yield _finding("browser_key_lasts", "/expires_in_seconds", told)
    refused = [scope for scope in BROWSER_REFUSED if holds(rights.scopes, scope)]
    if refused:
        told = f"A key for browsers may not hold {', '.join(refused)}; name the scopes that the page needs."
        yield _finding("browser_scope_refused", "/scopes", told)


def beyond(giver: Rights, asked: Rights) -> Iterator[Finding]:
    """What somebody would give away without holding it."""
    for place, scope in enumerate(asked.scopes):
        if not holds(giver.scopes, scope):
            yield _finding("scope_not_held", f"/scopes/{place}", f"You don't hold {scope}, so no key gets it from you.")
    if giver.expires_at is not None and (asked.expires_at is None or asked.expires_at > giver.expires_at):
        told = f"Your own key ends at {giver.expires_at:%Y-%m-%dT%H:%M:%SZ}; no key that you make lasts longer."
        yield _finding("expiry_beyond", "/expires_at", told)
    if giver.allowed_addresses:
        if not asked.allowed_addresses:
            told = "Your own key is taken from some networks only, and so must be those that you make."
            yield _finding("network_beyond", "/allowed_addresses", told)
        for place, network in enumerate(asked.allowed_addresses):
            if not is_part(network, giver.allowed_addresses):
                told = f"{network} reaches beyond the networks of your own key: {', '.join(giver.allowed_addresses)}."
                yield _finding("network_beyond", f"/allowed_addresses/{place}", told)
    if giver.allowed_origins:
        if not asked.allowed_origins:
            told = "Your own key is for the pages of some origins only, and so must be those that you make."
            yield _finding("origin_beyond", "/allowed_origins", told)
        for place, origin in enumerate(asked.allowed_origins):
            if origin not in giver.allowed_origins:
                yield _finding("origin_beyond", f"/allowed_origins/{place}", f"{origin} is none of your own key's.")
