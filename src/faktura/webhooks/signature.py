"""Signatures as Standard Webhooks has them: HMAC-SHA256 over id, time and body. Pure.

Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime

SECRET_PREFIX = "whsec_"  # noqa: S105 - what every secret begins with
SECRET_BYTES = 32


def show_secret(raw: bytes) -> str:
    """A secret as its owner gets it: ``whsec_…``."""
    return SECRET_PREFIX + base64.b64encode(raw).decode()


def read_secret(text: str) -> bytes:
    """The bytes of a secret.

    Raises:
        ValueError: it is not one.
    """
    if not text.startswith(SECRET_PREFIX):
        raise ValueError("a secret begins with whsec_")
    try:
        return base64.b64decode(text.removeprefix(SECRET_PREFIX), validate=True)
    except binascii.Error as error:
        raise ValueError("a secret is base64 behind whsec_") from error


def headers_of(event: str, moment: datetime, body: bytes, secrets: Iterable[bytes]) -> dict[str, str]:
    """The three headers of a webhook, with one signature for each secret.

    `event` is the id that stays the same on every try; `moment` is now, so that an old request can't be sent again.
    """
    timestamp = str(int(moment.timestamp()))
    signed = f"{event}.{timestamp}.".encode() + body
    signatures = [base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode() for secret in secrets]
    return {
        "webhook-id": event,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }
