"""Writes docs/reference/settings.md from the settings and their defaults."""

from pathlib import Path

from writing import REFERENCE, code, page, table

from faktura.settings import PREFIX, Settings

PAGE = REFERENCE / "settings.md"

HEAD = """\
# Settings

This page is generated from `src/faktura/settings.py` by `python docs/generate.py`; a test compares the two.

A setting comes from, in this order: the command line, an environment variable, the file `faktura.toml`, the default.
The file is the one in the current folder, or the one that `FAKTURA_CONFIG` names. `faktura config` prints every setting
in force and where it came from, with secrets masked.

An unknown name in the file, or an unknown variable that begins with `FAKTURA_`, is refused with the name that was
probably meant. So do not keep your own variables under that prefix. An empty variable counts as not set. Nothing is
read from the source folder, and nothing is written there.
"""

# What each setting means, and which values it takes.
MEANINGS = {
    "home": ("The folder of the installation: embedded database, archived bytes, secret key.", "a path"),
    "database_url": (
        "Your own PostgreSQL, as the owner of the database. Without it Faktura runs its own.",
        "`postgresql://user:password@host:5432/faktura`",
    ),
    "pool_size": ("The most connections to the database, for each process.", "1 to 1000"),
    "host": ("The address that `faktura serve` listens on.", "a name or an address"),
    "port": ("The port; 0 takes a free one.", "0 to 65535"),
    "workers": ("Processes for the API. With 1, one process does everything.", "1 to 256"),
    "trusted_proxies": (
        "The networks of your proxies. Only what comes from there may name another client in `X-Forwarded-For`.",
        "networks such as `10.0.0.0/8`, separated by commas",
    ),
    "public_url": (
        "The address at which others reach this installation. Buyers' links and the OpenAPI page use it.",
        "a web address",
    ),
    "secret_key": (
        "32 secret bytes, made once and kept in the home folder. Buyers' links and stored passwords depend on them.",
        "64 hexadecimal digits",
    ),
    "signup": (
        "Who may make an account in test mode without a key: nobody, programs on this machine, or anybody.",
        "`off`, `loopback`, `on`",
    ),
    "log_format": ("How log lines look, on standard error.", "`json`, `console`"),
    "log_level": ("From which level on lines are logged.", "`debug`, `info`, `warning`, `error`, `critical`"),
    "body_bytes_max": ("The longest body of a request, in bytes.", "1024 to 1073741824"),
    "bulk_body_bytes_max": (
        "The longest body of a batch or an import, in bytes.",
        "1024 to 1073741824",
    ),
    "rate_limits": (
        "Whether requests are limited ([Limits and fairness](../limits-and-fairness.md)); `off` where a proxy does it.",
        "`on`, `off`",
    ),
    "rate_limit_key_per_second": (
        "Reads, and as many writes, a second for a key that has no limit of its own.",
        "1 to 1000000",
    ),
    "rate_limit_key_burst": ("How many of them at once, after a pause.", "1 to 1000000"),
    "rate_limit_organization_per_second": ("The same for an organization: all its keys together.", "1 to 1000000"),
    "rate_limit_organization_burst": ("How many of them at once, after a pause.", "1 to 1000000"),
    "rate_limit_account_per_second": (
        "The same for all requests with an account's keys. No account can give an organization more.",
        "1 to 1000000",
    ),
    "rate_limit_account_burst": ("How many of them at once, after a pause.", "1 to 1000000"),
    "rate_limit_address_per_second": (
        "The same for an address: pages, wrong keys, and what needs no key. A write without a key counts ten.",
        "1 to 1000000",
    ),
    "rate_limit_address_burst": ("How many of them at once, after a pause.", "1 to 1000000"),
    "shutdown_seconds": ("How long running requests and jobs may take to end when the server is stopped.", "0 to 3600"),
    "request_log_days": (
        "How many days organizations can look up their requests; 0 keeps no log of them.",
        "0 to 3650",
    ),
    "webhook_log_days": (
        "How many days deliveries of webhooks that ended can be looked up. What waits is kept, however old it is.",
        "7 to 3650",
    ),
    "delivery_first_wait_seconds": (
        "The wait after a first failed attempt to deliver; later waits are multiples of it.",
        "1 to 86400",
    ),
    "smtp_host": ("The mail server. Without it, live documents can't be mailed.", "a name or an address"),
    "smtp_port": ("Its port. Follows from `smtp_security`: 25, 587 or 465.", "1 to 65535"),
    "smtp_security": ("How the connection is protected. It never falls back to less.", "`none`, `starttls`, `tls`"),
    "smtp_username": ("The login at the mail server; needs the password as well.", "a text"),
    "smtp_password": ("The password of that login.", "a text"),
    "smtp_from": ("The sender of mails of organizations that have no sender of their own.", "a mail address"),
    "private_smtp_hosts": (
        "Whether a mail server that an organization sets for itself may lie inside your network.",
        "`refuse`, `allow`",
    ),
    "private_webhook_hosts": (
        "Whether webhooks may be sent into your network, and over plain `http://`.",
        "`refuse`, `allow`",
    ),
    "webhook_first_wait_seconds": (
        "The wait after a webhook's first failed attempt; later waits and pauses are multiples of it.",
        "1 to 3600",
    ),
    "oidc_issuer": (
        "The OpenID provider through which every person may sign in, as its discovery document writes it.",
        "a web address",
    ),
    "oidc_client_id": ("What that provider calls this installation.", "a text"),
    "oidc_client_secret": ("The secret of that client, if it has one.", "a text"),
    "private_sign_in_providers": (
        "Whether an OpenID provider that an organization sets for itself may lie inside your network, or speak plain "
        "`http://`.",
        "`refuse`, `allow`",
    ),
    "mcp": (
        "The door for agents at `/mcp`: closed, for reading only, or for everything that the key may do.",
        "`off`, `read`, `write`",
    ),
    "unverified_senders": (
        "What becomes of a sender's address whose domain the organization has not verified, when the installation's "
        "mail server sends: answers go there, or it stands in From all the same.",
        "`reply_to`, `as_given`",
    ),
    "spf_mechanisms": (
        "What lets the installation's mail server send for a domain. Sender domains are asked to have it in SPF.",
        "such as `include:spf.example.com` or `ip4:203.0.113.7`, separated by blanks",
    ),
    "dns_servers": (
        "The name servers that are asked about domains, instead of the machine's own.",
        "addresses such as `9.9.9.9` or `127.0.0.1:5353`, separated by commas",
    ),
    "page_target": (
        "Where domains of buyers' pages must lead. Without it: the host of `public_url`.",
        "a host's name or address",
    ),
    "ask_secret": (
        "What a proxy on another machine sends to ask whether a host is a domain of buyers' pages.",
        "a text",
    ),
}

TAIL = """\
## The default home

For root `/var/lib/faktura`; for everybody else `$XDG_DATA_HOME/faktura`, or `~/.local/share/faktura`. A relative `home`
in `faktura.toml` is relative to the file, a relative `FAKTURA_HOME` to the current folder.

## A file

```toml
home = "data"
port = 8080
public_url = "https://invoices.example.com"
log_format = "json"
smtp_host = "mail.example.com"
smtp_from = "invoices@example.com"
```
"""


def render() -> str:
    """The whole page."""
    shown = {each.name: code(each.value) for each in Settings(home=Path("HOME")).report()}
    shown |= {"home": "see below", "secret_key": "made at the first start", "public_url": "follows from host and port"}
    assert set(shown) == set(MEANINGS), "write a sentence in MEANINGS for every setting, and for no other"
    rows = [
        (code(name), code(PREFIX + name.upper()), MEANINGS[name][0], MEANINGS[name][1], default)
        for name, default in shown.items()
    ]
    return page(HEAD, table(("in the file", "variable", "meaning", "values", "default"), rows), TAIL)
