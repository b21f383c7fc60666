"""The secrets of an endpoint: encrypted at rest, several of them while they are rotated."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from faktura.storage.encryption import decrypt, encrypt
from faktura.webhooks.signature import SECRET_BYTES

_PURPOSE = "webhook secrets"
SECRETS_MAX = 3
"""How many secrets sign at the same time, at most."""


class SecretUnreadable(Exception):  # noqa: N818 - told as a reason, not raised to a user
    """The secrets were encrypted with another key of the installation."""


def new_secret(key: bytes) -> tuple[bytes, dict[str, Any]]:
    """A new secret, and how it is stored under the installation's key."""
    raw = secrets.token_bytes(SECRET_BYTES)
    return raw, {"secret": encrypt(key, _PURPOSE, raw).decode(), "until": None}


def rotated(stored: Sequence[dict[str, Any]], fresh: dict[str, Any], now: datetime, until: datetime) -> list[Any]:
    """The secrets after a rotation: the fresh one first, those before it until a moment, none for longer than said."""
    kept = []
    for each in stored:
        ends = min(until, datetime.fromisoformat(each["until"])) if each["until"] else until
        if ends > now:
            kept.append({**each, "until": ends.isoformat()})
    return [fresh, *kept][:SECRETS_MAX]


def in_force(key: bytes, stored: Sequence[dict[str, Any]], now: datetime) -> list[bytes]:
    """The secrets that sign now, newest first.

    Raises:
        SecretUnreadable: they were encrypted with another key.
    """
    held = []
    for each in stored:
        if each["until"] is not None and datetime.fromisoformat(each["until"]) <= now:
            continue
        opened = decrypt(key, _PURPOSE, each["secret"].encode())
        if opened is None:
            raise SecretUnreadable(
                "The endpoint's secret was encrypted with another key (FAKTURA_SECRET_KEY, or secret.key in the home "
                "folder). Rotate the secret, or give the installation its key back."
            )
        held.append(opened)
    return held
