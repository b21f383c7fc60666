"""The session's cookie, and where it may be sent from. Pure."""

import ipaddress
from urllib.parse import urlsplit


def is_loopback(public_url: str) -> bool:
    """Whether the installation is called by a name of this very machine."""
    host = urlsplit(public_url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_secure(public_url: str) -> bool:
    """Whether the pages travel over TLS."""
    return urlsplit(public_url).scheme == "https"


def may_sign_in(public_url: str) -> bool:
    """Over plain HTTP nobody signs in, but on the machine itself."""
    return is_secure(public_url) or is_loopback(public_url)


def cookie_name(public_url: str, what: str = "session") -> str:
    """``__Host-`` keeps a cookie to this host, to TLS and to the whole path; on loopback without TLS there is no such
    cookie, so it has another name."""
    return f"__Host-faktura-{what}" if is_secure(public_url) else f"faktura-{what}"


def origin_of(public_url: str) -> str:
    """``https://invoices.example.com``, as browsers write it in Origin."""
    parts = urlsplit(public_url)
    host = (parts.hostname or "").encode("idna").decode() if not (parts.hostname or "").isascii() else parts.hostname
    host = f"[{host}]" if host and ":" in host else host
    usual = {"https": 443, "http": 80}.get(parts.scheme)
    port = f":{parts.port}" if parts.port not in (None, usual) else ""
    return f"{parts.scheme}://{host}{port}"


def is_own_origin(public_url: str, origin: str | None, fetch_site: str | None) -> bool:
    """Whether a browser says that a request came from our own pages. Browsers send Origin with every POST."""
    if fetch_site is not None and fetch_site != "same-origin":
        return False
    return origin == origin_of(public_url)
