"""Settings: environment variables over ``faktura.toml`` over defaults, each with where its value came from."""

import dataclasses
import difflib
import ipaddress
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import urlsplit

from faktura.storage.home import make_home, write_once

PREFIX = "FAKTURA_"
# Variables that are read elsewhere: where the settings file is, where the tests find foreign documents, and the key of
# those who ask a server.
_OTHER_VARIABLES = frozenset({"FAKTURA_CONFIG", "FAKTURA_CORPORA", "FAKTURA_KEY"})
_MASK = "********"

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class SettingsError(Exception):
    """A setting is unknown or its value is not usable; the message is a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSetting:
    """One row of ``faktura config``: a value as it may be shown, and where it came from."""

    name: str
    value: str
    origin: str


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be a text")
    return value.strip()


def _number(least: int, most: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        # True is an int in Python, and not a number of anything here.
        if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError(f"must be a whole number from {least} to {most}")
        return value

    return read


def _one_of(*names: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if not isinstance(value, str) or value.strip().lower() not in names:
            raise ValueError(f"must be one of {', '.join(names)} (in quotes)")
        return value.strip().lower()

    return read


def _web_address(value: object) -> str:
    text = _text(value).rstrip("/")
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("must be a web address such as https://invoices.example.com")
    return text


def _issuer(value: object) -> str:
    _web_address(value)
    # A slash at the end is part of an issuer's name.
    return _text(value)


def _database_address(value: object) -> str:
    text = _text(value)
    if urlsplit(text).scheme not in {"postgresql", "postgres"}:
        raise ValueError("must be an address such as postgresql://user:password@host:5432/faktura")
    return text


def _secret(value: object) -> bytes:
    try:
        secret = bytes.fromhex(_text(value))
    except ValueError:
        secret = b""
    if len(secret) != 32:
        raise ValueError("must be 64 hexadecimal digits, as `openssl rand -hex 32` makes them")
    return secret


def _networks(value: object) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(part.strip()) for part in _text(value).split(","))
    except ValueError:
        raise ValueError("must be networks such as 10.0.0.0/8, separated by commas") from None


def _servers(value: object) -> tuple[tuple[str, int], ...]:
    servers = []
    for part in _text(value).split(","):
        # An IPv6 address with a port stands in brackets.
        host, _, port = (
            part.strip().rpartition(":") if part.count(":") == 1 or "]:" in part else (part.strip(), "", "53")
        )
        try:
            address = str(ipaddress.ip_address(host.strip("[]")))
            servers.append((address, _number(1, 65535)(port)))
        except ValueError:
            raise ValueError("must be addresses such as 9.9.9.9 or 127.0.0.1:5353, separated by commas") from None
    return tuple(servers)


def _spf_mechanisms(value: object) -> str:
    terms = _text(value).split()
    known = re.compile(r"(include|a|mx):[A-Za-z0-9._-]+|ip4:[0-9./]+|ip6:[0-9A-Fa-f:./]+")
    if not all(map(known.fullmatch, terms)):
        raise ValueError("must be SPF mechanisms such as include:spf.example.com or ip4:203.0.113.7")
    return " ".join(terms)


def _host_name(value: object) -> str:
    text = _text(value).lower()
    if not re.fullmatch(r"[a-z0-9.:-]+", text):
        raise ValueError("must be a host's name or address, such as pages.example.com")
    return text


def _mail_address(value: object) -> str:
    text = _text(value)
    if "@" not in text or "\n" in text or "\r" in text:
        raise ValueError("must be a mail address such as invoices@example.com")
    return text


# Every setting: how its text is read. Paths are read apart, because the file's are relative to the file.
_READERS: Mapping[str, Callable[[object], Any]] = {
    "home": _text,
    "database_url": _database_address,
    "pool_size": _number(1, 1000),
    "host": _text,
    "port": _number(0, 65535),
    "workers": _number(1, 256),
    "trusted_proxies": _networks,
    "public_url": _web_address,
    "secret_key": _secret,
    "signup": _one_of("off", "loopback", "on"),
    "log_format": _one_of("json", "console"),
    "log_level": _one_of("debug", "info", "warning", "error", "critical"),
    "body_bytes_max": _number(1024, 1024**3),
    "rate_limits": _one_of("on", "off"),
    **dict.fromkeys(
        (
            f"rate_limit_{whose}_{what}"
            for whose in ("key", "organization", "account", "address")
            for what in ("per_second", "burst")
        ),
        _number(1, 1_000_000),
    ),
    "bulk_body_bytes_max": _number(1024, 1024**3),
    "shutdown_seconds": _number(0, 3600),
    "request_log_days": _number(0, 3650),
    "webhook_log_days": _number(7, 3650),
    "delivery_first_wait_seconds": _number(1, 86400),
    "smtp_host": _text,
    "smtp_port": _number(1, 65535),
    "smtp_security": _one_of("none", "starttls", "tls"),
    "smtp_username": _text,
    "smtp_password": _text,
    "smtp_from": _mail_address,
    "private_smtp_hosts": _one_of("refuse", "allow"),
    "oidc_issuer": _issuer,
    "oidc_client_id": _text,
    "oidc_client_secret": _text,
    "private_sign_in_providers": _one_of("refuse", "allow"),
    "private_webhook_hosts": _one_of("refuse", "allow"),
    "webhook_first_wait_seconds": _number(1, 3600),
    "mcp": _one_of("off", "read", "write"),
    "unverified_senders": _one_of("reply_to", "as_given"),
    "spf_mechanisms": _spf_mechanisms,
    "dns_servers": _servers,
    "page_target": _host_name,
    "ask_secret": _text,
}
_SECRETS = frozenset({"secret_key", "smtp_password", "oidc_client_secret", "ask_secret"})
_SMTP_PORTS = {"none": 25, "starttls": 587, "tls": 465}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is in force. `origins` says for each name where its value came from.

    Units stand in the names (`body_bytes_max`, `shutdown_seconds`); `bulk_body_bytes_max` is the limit of batches and
    files that are imported. `database_url` None means the embedded database,
    `smtp_host` None that no mail can be sent. `signup` says who may create an account in test mode without a key:
    nobody (off), clients on this machine (loopback) or anybody (on). `trusted_proxies` are the networks of proxies
    whose X-Forwarded-For is believed. `private_smtp_hosts` says whether a mail server that an organization sets for
    itself may lie inside the operator's network, `private_webhook_hosts` the same of webhooks,
    `private_sign_in_providers` of its OpenID provider. `oidc_issuer`, `oidc_client_id` and `oidc_client_secret` are the
    installation's own provider, through which every person may sign in.
    `request_log_days`: how long organizations can look up their requests; 0 keeps none. `webhook_log_days`: how long
    deliveries of webhooks that ended can be looked up. `mcp` says whether agents
    find a door at ``/mcp``, and whether they may write there.
    `unverified_senders` says what becomes
    of an address whose domain its organization has not verified, when the installation's mail server sends: it answers
    go there (reply_to), or it stands in From all the same (as_given). `spf_mechanisms` let that server send for a
    domain (``include:spf.example.com``). `dns_servers` are asked about domains, instead of the machine's own.
    `page_target` is where domains of buyers' pages must lead (unless given, the host of `public_url`), `ask_secret`
    what a proxy on another machine sends to ask whether a host is one of them.
    """

    home: Path
    database_url: str | None = field(default=None, repr=False)
    pool_size: int = 10
    host: str = "127.0.0.1"
    port: int = 8080
    workers: int = 1
    trusted_proxies: tuple[Network, ...] = ()
    public_url: str = ""
    given_secret: bytes | None = field(default=None, repr=False)
    signup: Literal["off", "loopback", "on"] = "loopback"
    log_format: Literal["json", "console"] = "console"
    log_level: Literal["debug", "info", "warning", "error", "critical"] = "info"
    body_bytes_max: int = 2 * 1024 * 1024
    rate_limits: Literal["on", "off"] = "on"
    rate_limit_key_per_second: int = 100
    rate_limit_key_burst: int = 200
    rate_limit_organization_per_second: int = 200
    rate_limit_organization_burst: int = 400
    rate_limit_account_per_second: int = 500
    rate_limit_account_burst: int = 1000
    rate_limit_address_per_second: int = 10
    rate_limit_address_burst: int = 100
    bulk_body_bytes_max: int = 64 * 1024 * 1024
    shutdown_seconds: int = 20
    request_log_days: int = 30
    webhook_log_days: int = 90
    delivery_first_wait_seconds: int = 60
    smtp_host: str | None = None
    smtp_port: int = 0
    smtp_security: Literal["none", "starttls", "tls"] = "starttls"
    smtp_username: str | None = None
    smtp_password: str | None = field(default=None, repr=False)
    smtp_from: str | None = None
    private_smtp_hosts: Literal["refuse", "allow"] = "refuse"
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: str | None = field(default=None, repr=False)
    private_sign_in_providers: Literal["refuse", "allow"] = "refuse"
    private_webhook_hosts: Literal["refuse", "allow"] = "refuse"
    webhook_first_wait_seconds: int = 5
    mcp: Literal["off", "read", "write"] = "read"
    unverified_senders: Literal["reply_to", "as_given"] = "reply_to"
    spf_mechanisms: str = ""
    dns_servers: tuple[tuple[str, int], ...] = ()
    page_target: str = ""
    ask_secret: str = field(default="", repr=False)
    origins: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        if (self.smtp_username is None) != (self.smtp_password is None):
            raise SettingsError("smtp_username and smtp_password belong together: give both or neither.")
        if (self.oidc_issuer is None) != (self.oidc_client_id is None):
            raise SettingsError("oidc_issuer and oidc_client_id belong together: give both or neither.")
        # What follows from other settings is worked out here, so that it holds after `changed` as well.
        if self.origins.get("public_url", "default") == "default":
            object.__setattr__(self, "public_url", _local_address(self.host, self.port))
        if self.origins.get("smtp_port", "default") == "default":
            object.__setattr__(self, "smtp_port", _SMTP_PORTS[self.smtp_security])

    @property
    def secret_key(self) -> bytes:
        """The installation's 32 secret bytes; made once and kept in ``HOME/secret.key`` (0600) unless given.

        Raises `SettingsError` when that file does not hold a key, `HomeUnusable` when the home cannot be made.
        """
        if self.given_secret is not None:
            return self.given_secret
        path = make_home(self.home) / "secret.key"
        try:
            return _secret(write_once(path, token_hex(32) + "\n"))
        except ValueError as error:
            raise SettingsError(f"{path} {error}.") from error
        except OSError as error:
            raise SettingsError(f"{path} cannot be read or written: {error.strerror}.") from error

    def changed(self, given: Mapping[str, object], origin: str = "command line") -> "Settings":
        """A copy with other values, read and checked as from the environment; `None` leaves a value as it is."""
        values = {name: value for name, value in given.items() if value is not None}
        _refuse_unknown(values, origin, tuple(_READERS))
        read = {name: _read(name, value, origin, Path.cwd()) for name, value in values.items()}
        origins = {**self.origins, **dict.fromkeys(values, origin)}
        return dataclasses.replace(self, **_as_fields(read), origins=MappingProxyType(origins))

    def report(self) -> tuple[ShownSetting, ...]:
        """Every setting with its origin, secrets masked, for ``faktura config``."""
        return tuple(
            ShownSetting(name=name, value=self._shown(name), origin=self.origins.get(name, "default"))
            for name in _READERS
        )

    def _shown(self, name: str) -> str:
        if name == "secret_key" and self.given_secret is None:
            return str(self.home / "secret.key")
        if name == "database_url":
            return "embedded" if self.database_url is None else mask_password(self.database_url)
        value = self.given_secret if name == "secret_key" else getattr(self, name)
        if value is None:
            return ""
        if isinstance(value, tuple):
            return ", ".join(f"{each[0]}:{each[1]}" if isinstance(each, tuple) else str(each) for each in value)
        return _MASK if name in _SECRETS and value else str(value)


def load(
    env: Mapping[str, str] = os.environ, file: Path | None = None, given: Mapping[str, object] | None = None
) -> Settings:
    """Read the settings: `given` (the command line) over `env` over `file` over defaults.

    `file` defaults to FAKTURA_CONFIG, else to ``faktura.toml`` in the current folder when there is one. Nothing is
    made or written. Raises `SettingsError` for unknown names, unusable values and a named file that is missing.
    """
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}

    path = _settings_file(env, file)
    if path is not None:
        for name, value in _read_file(path).items():
            values[name] = _read(name, value, str(path), path.parent)
            origins[name] = str(path)

    variables = {name: value for name, value in env.items() if name.startswith(PREFIX)}
    known = tuple(PREFIX + name.upper() for name in _READERS)
    _refuse_unknown(
        {name: value for name, value in variables.items() if name not in _OTHER_VARIABLES}, "the environment", known
    )
    for variable, value in variables.items():
        # An empty variable is how compose files and shells say "not set".
        if variable in _OTHER_VARIABLES or not value.strip():
            continue
        name = variable.removeprefix(PREFIX).lower()
        values[name] = _read(name, value, variable, Path.cwd())
        origins[name] = variable

    if "home" not in values:
        values["home"] = _default_home(env)
    settings = Settings(**_as_fields(values), origins=MappingProxyType(origins))
    return settings.changed(given) if given else settings


def mask_password(address: str) -> str:
    """A database address as it may be shown or logged: without its password."""
    parts = urlsplit(address)
    if parts.password is not None:
        login, _, server = parts.netloc.rpartition("@")
        address = address.replace(parts.netloc, f"{login.partition(':')[0]}:{_MASK}@{server}", 1)
    # PostgreSQL's addresses may also carry it as a parameter.
    return re.sub(r"([?&]password=)[^&#]*", rf"\1{_MASK}", address)


def _settings_file(env: Mapping[str, str], file: Path | None) -> Path | None:
    named = file or (Path(env["FAKTURA_CONFIG"]).expanduser() if env.get("FAKTURA_CONFIG") else None)
    if named is None:
        usual = Path("faktura.toml").absolute()
        return usual if usual.is_file() else None
    if not named.is_file():
        raise SettingsError(f"The settings file {named} does not exist.")
    return named.absolute()


def _read_file(path: Path) -> dict[str, object]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not a TOML file: {error}.") from error
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.") from error
    _refuse_unknown(content, str(path), tuple(_READERS))
    return content


def _refuse_unknown(values: Mapping[str, object], where: str, known: tuple[str, ...]) -> None:
    unknown = sorted(set(values) - set(known))
    if unknown:
        close = difflib.get_close_matches(unknown[0], known, n=1)
        meant = f" Did you mean {close[0]}?" if close else ""
        raise SettingsError(f"Unknown in {where}: {', '.join(unknown)}.{meant} Known are {', '.join(sorted(known))}.")


def _read(name: str, value: object, where: str, folder: Path) -> Any:
    try:
        read = _READERS[name](value)
    except ValueError as error:
        # The value itself is not repeated: it may be a secret in the wrong place.
        raise SettingsError(f"{name} (from {where}) {error}.") from error
    return folder / Path(read).expanduser() if name == "home" else read


def _as_fields(values: Mapping[str, Any]) -> dict[str, Any]:
    # The field is named apart, because `secret_key` also answers for the key kept in the home folder.
    return {"given_secret" if name == "secret_key" else name: value for name, value in values.items()}


def _default_home(env: Mapping[str, str]) -> Path:
    if os.geteuid() == 0:
        return Path("/var/lib/faktura")
    # A relative XDG_DATA_HOME is to be ignored: XDG Base Directory Specification 0.8, "Basics".
    data = Path(env.get("XDG_DATA_HOME", ""))
    if not data.is_absolute():
        data = (Path(env["HOME"]) if env.get("HOME") else Path.home()) / ".local" / "share"
    return data / "faktura"


def _local_address(host: str, port: int) -> str:
    # An address that means "every interface" is no address to call; this machine is.
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}.get(host)  # noqa: S104  (named, not bound)
    if name is None:
        name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"
