"""Webhooks: whether a message is really Faktura's (Standard Webhooks), and what it says."""

import base64
import binascii
import datetime as _dt
import hashlib
import hmac
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from faktura_client.events import EventType
from faktura_client.problems import FakturaError

TOLERANCE_SECONDS = 300
_SECRET_PREFIX = "whsec_"  # noqa: S105 - the form of a secret, none itself


class WebhookInvalid(FakturaError):
    """The message is not signed by this secret, or too old: answer 400 and do nothing."""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened.

    `id` is the message's: the same event comes with the same id when it comes again, so remember those you have seen.
    `type` may be one that this version does not know. `data` is what the event tells, `raw` the whole message.
    """

    id: str
    type: EventType | str
    occurred_at: _dt.datetime | None
    data: Mapping[str, Any]
    raw: Mapping[str, Any]


def sign(payload: str | bytes, secret: str, *, message_id: str, timestamp: int) -> str:
    """The signature of a message, as `webhook-signature` holds it. For tests of your own receiver."""
    return "v1," + base64.b64encode(_digest(_bytes(payload), secret, message_id, str(timestamp))).decode()


def verify(
    payload: str | bytes,
    headers: Mapping[str, str],
    secret: str | Sequence[str],
    *,
    tolerance: float = TOLERANCE_SECONDS,
    now: float | None = None,
) -> Event:
    """The event of a message that is signed by the secret, or by one of several while it is exchanged.

    `payload` is the body as it arrived, byte for byte: what was parsed and written anew has another signature.
    `tolerance`: seconds that the message may be old, or in the future.

    Raises:
        WebhookInvalid: it is not signed by any of the secrets, too old, or no event.
    """
    content = _bytes(payload)
    given = {name.lower(): value for name, value in headers.items()}
    message_id, timestamp, signatures = (
        given.get(f"webhook-{name}", "").strip() for name in ("id", "timestamp", "signature")
    )
    if not message_id or not timestamp or not signatures:
        raise WebhookInvalid("webhook-id, webhook-timestamp or webhook-signature is missing")
    secrets = [secret] if isinstance(secret, str) else list(secret)
    expected = [_digest(content, each, message_id, timestamp) for each in secrets]
    # All are compared, so that the time taken tells nothing.
    good = [hmac.compare_digest(one, other) for one in _signatures(signatures) for other in expected]
    if not any(good):
        raise WebhookInvalid("no signature fits the secret")
    if not timestamp.isascii() or not timestamp.isdigit():
        raise WebhookInvalid("webhook-timestamp is no time")
    if abs((time.time() if now is None else now) - int(timestamp)) > tolerance:
        raise WebhookInvalid("the message is too old, or this machine's clock is wrong")
    return _event(message_id, content)


def _bytes(payload: str | bytes) -> bytes:
    return payload.encode() if isinstance(payload, str) else bytes(payload)


def _digest(content: bytes, secret: str, message_id: str, timestamp: str) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix(_SECRET_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("the secret is not one of an endpoint (whsec_…)") from None
    return hmac.new(key, f"{message_id}.{timestamp}.".encode() + content, hashlib.sha256).digest()


def _signatures(text: str) -> list[bytes]:
    found = []
    for each in text.split():
        version, _, encoded = each.partition(",")
        if version == "v1":
            try:
                found.append(base64.b64decode(encoded, validate=True))
            except (binascii.Error, ValueError):
                continue
    return found


def _event(message_id: str, content: bytes) -> Event:
    try:
        plain = json.loads(content, parse_float=Decimal)
    except ValueError:
        plain = None
    if not isinstance(plain, dict) or not isinstance(plain.get("type"), str):
        raise WebhookInvalid("the message is signed, but is no event")
    data = plain.get("data")
    return Event(message_id, plain["type"], _moment(plain), data if isinstance(data, Mapping) else {}, plain)


def _moment(plain: Mapping[str, Any]) -> _dt.datetime | None:
    for name in ("occurred_at", "timestamp", "created_at"):
        if isinstance(given := plain.get(name), str):
            try:
                return _dt.datetime.fromisoformat(given)
            except ValueError:
                continue
    return None
