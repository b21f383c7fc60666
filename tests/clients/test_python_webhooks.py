"""Webhooks are verified as Standard Webhooks says: our word against that of the foreign library."""

import base64
import datetime
import json
import secrets
import time

import pytest
from standardwebhooks import Webhook

from faktura_client.webhooks import WebhookInvalid, sign, verify

SECRET = "whsec_" + base64.b64encode(bytes(range(24))).decode()
PAYLOAD = json.dumps({"type": "invoice.issued", "timestamp": "2026-11-23T10:00:00Z", "data": {"amount": "1.10"}})


def headers(secret: str = SECRET, *, payload: str = PAYLOAD, at: int | None = None) -> dict[str, str]:
    moment = datetime.datetime.fromtimestamp(at if at is not None else time.time(), datetime.UTC)
    signature = Webhook(secret).sign("msg_1", moment, payload)
    return {
        "Webhook-Id": "msg_1", "webhook-timestamp": str(int(moment.timestamp())), "WEBHOOK-SIGNATURE": signature,
    }  # fmt: skip


def test_what_the_foreign_library_signs_is_verified() -> None:
    event = verify(PAYLOAD.encode(), headers(), SECRET)
    assert event.id == "msg_1"
    assert event.type == "invoice.issued"
    assert event.data["amount"] == "1.10"
    assert event.occurred_at == datetime.datetime(2026, 11, 23, 10, tzinfo=datetime.UTC)


def test_the_foreign_library_verifies_what_we_sign() -> None:
    now = int(time.time())
    signature = sign(PAYLOAD, SECRET, message_id="msg_2", timestamp=now)
    given = {"webhook-id": "msg_2", "webhook-timestamp": str(now), "webhook-signature": signature}
    Webhook(SECRET).verify(PAYLOAD, given)
    verify(PAYLOAD, given, SECRET)


def test_either_secret_and_either_signature_will_do() -> None:
    other = "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()
    verify(PAYLOAD, headers(other), [SECRET, other])
    both = headers()
    both["WEBHOOK-SIGNATURE"] = (
        "v1a,abc v1,!!! " + headers(other)["WEBHOOK-SIGNATURE"] + " " + both["WEBHOOK-SIGNATURE"]
    )
    verify(PAYLOAD, both, SECRET)


@pytest.mark.parametrize("changes", [
    {"webhook-id": "msg_2"}, {"webhook-id": ""}, {"webhook-signature": "v1,AAAA"}, {"webhook-signature": ""},
    {"webhook-timestamp": "1"}, {"webhook-timestamp": "x"},
])  # fmt: skip
def test_a_changed_message_is_refused(changes: dict[str, str]) -> None:
    given = {name.lower(): value for name, value in headers().items()} | changes
    with pytest.raises(WebhookInvalid):
        verify(PAYLOAD, given, SECRET)


def test_another_body_or_secret_is_refused() -> None:
    with pytest.raises(WebhookInvalid, match="no signature"):
        verify(PAYLOAD + " ", headers(), SECRET)
    with pytest.raises(WebhookInvalid, match="no signature"):
        verify(PAYLOAD, headers(), "whsec_" + base64.b64encode(b"x" * 24).decode())
    with pytest.raises(ValueError, match="not one of an endpoint"):
        verify(PAYLOAD, headers(), "not base64!")


@pytest.mark.parametrize("seconds", [-301, 301])
def test_an_old_or_future_message_is_refused(seconds: int) -> None:
    at = int(time.time()) + seconds
    with pytest.raises(WebhookInvalid, match="too old"):
        verify(PAYLOAD, headers(at=at), SECRET)
    verify(PAYLOAD, headers(at=at), SECRET, tolerance=600)


@pytest.mark.parametrize("payload", ["[]", "{}", "no json", '{"type": 1}'])
def test_what_is_signed_but_no_event_is_refused(payload: str) -> None:
    with pytest.raises(WebhookInvalid, match="no event"):
        verify(payload, headers(payload=payload), SECRET)
