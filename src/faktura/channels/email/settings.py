"""The sender's own mail server: what a parcel's settings say, read and checked. Pure."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from faktura.channels.email.addresses import AddressError, ascii_domain

TIMEOUT_SECONDS = 30.0
TIMEOUT_SECONDS_MAX = 600.0
# RFC 5321 §4.5.3.2.6 wants patience for the answer to the finished message: who gives up while the server is
# still storing it makes a second copy on the next try.
CONTENT_TIMEOUT_FACTOR = 10


class SettingsError(ValueError):
    """The settings cannot be used; the message is a sentence that says which one and how to mend it."""


class Security(StrEnum):
    """How the connection is protected. There is no "if possible": what was asked for happens, or nothing is sent."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


DEFAULT_PORTS = {Security.NONE: 25, Security.STARTTLS: 587, Security.TLS: 465}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """A mail server and how to talk to it. `host` is a name in ASCII or an IP address.

    `timeout_seconds` is the longest wait for one answer, `content_timeout_seconds` for the answer to the message.
    `ca_file` names a PEM file with the only authorities that are trusted; empty trusts the machine's own.
    `public_only` refuses hosts inside the operator's own network: it is set for servers that a tenant chose.
    """

    host: str
    port: int
    security: Security
    username: str
    password: str = field(repr=False)
    timeout_seconds: float
    content_timeout_seconds: float
    ca_file: str
    public_only: bool = False


KNOWN = frozenset(
    {
        "host",
        "port",
        "security",
        "username",
        "password",
        "timeout_seconds",
        "content_timeout_seconds",
        "ca_file",
        "public_only",
        "dkim",
    }
)


def check_settings(values: Mapping[str, Any]) -> str | None:
    """A sentence that says what is wrong with a sender's mail settings, or None. Nothing is connected to."""
    try:
        read_settings(values)
    except SettingsError as wrong:
        return str(wrong)
    return None


def read_settings(values: Mapping[str, Any]) -> Settings:
    """Settings from plain values; what is left out gets its default (STARTTLS on port 587).

    Raises `SettingsError`.
    """
    if unknown := sorted(set(values) - KNOWN):
        raise SettingsError(f"The mail setting '{unknown[0]}' is not known. Known are: {', '.join(sorted(KNOWN))}.")
    security = _security(values.get("security"))
    host = _host(_text(values, "host"))
    username, password = _text(values, "username"), _text(values, "password")
    if bool(username) != bool(password):
        raise SettingsError("The mail settings have only one of username and password. Give both or neither.")
    if "\0" in username + password:
        raise SettingsError("The mail server's username or password holds a NUL character, which cannot be sent.")
    if password and security is Security.NONE and not is_loopback(host):
        raise SettingsError(
            f"The mail server's password would travel unprotected to {host}. "
            "Set security to starttls or tls; none is only allowed with a password on this machine itself."
        )
    timeout_seconds = _seconds(values.get("timeout_seconds"), "timeout_seconds", TIMEOUT_SECONDS)
    return Settings(
        host=host,
        port=_port(values.get("port"), DEFAULT_PORTS[security]),
        security=security,
        username=username,
        password=password,
        timeout_seconds=timeout_seconds,
        content_timeout_seconds=_seconds(
            values.get("content_timeout_seconds"),
            "content_timeout_seconds",
            min(timeout_seconds * CONTENT_TIMEOUT_FACTOR, TIMEOUT_SECONDS_MAX),
        ),
        ca_file=_text(values, "ca_file"),
        public_only=values.get("public_only") is True,
    )


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself: ``localhost`` or a loopback address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _security(value: object) -> Security:
    if value is None or value == "":
        return Security.STARTTLS
    try:
        return Security(str(value))
    except ValueError:
        raise SettingsError(f"The mail setting security is '{value}'. Use none, starttls or tls.") from None


def _host(text: str) -> str:
    if not text.strip():
        raise SettingsError("The mail setting host is missing. Give the mail server's name, like mail.example.com.")
    try:
        return str(ipaddress.ip_address(text.strip()))
    except ValueError:
        pass
    try:
        return ascii_domain(text.strip())
    except AddressError as wrong:
        raise SettingsError(f"The mail setting host is not a server's name. {wrong}") from None


def _port(value: object, default: int) -> int:
    if value is None or value == "":
        return default
    text = str(value)
    if isinstance(value, bool) or not (text.isascii() and text.isdigit()) or not 1 <= int(text[:6]) <= 65535:
        raise SettingsError(f"The mail setting port is '{text[:20]}'. Use a number from 1 to 65535.")
    return int(text)


def _seconds(value: object, name: str, default: float) -> float:
    if value is None or value == "":
        return default
    try:
        seconds = float(str(value))
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= TIMEOUT_SECONDS_MAX:
        raise SettingsError(
            f"The mail setting {name} is '{str(value)[:20]}'. Use seconds above 0, {TIMEOUT_SECONDS_MAX:.0f} at most."
        )
    return seconds


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise SettingsError(f"The mail setting {name} must be text.")
    return value
