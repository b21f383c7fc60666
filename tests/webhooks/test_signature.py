import base64
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from faktura.events import EVENT_TYPES, SUBJECTS
from faktura.webhooks.patterns import like_of, matches, what_is_wrong
from faktura.webhooks.signature import headers_of, read_secret, show_secret
from faktura.webhooks.signing_secrets import SECRETS_MAX, SecretUnreadable, in_force, new_secret, rotated

KEY = bytes(range(32))


def test_the_foreign_library_takes_our_signature_and_refuses_any_change() -> None:
    secret, now = bytes(range(40, 72)), datetime.now(UTC)
    body = '{"name": "Grüße"}'.encode()
    headers = headers_of("evt_1", now, body, [secret])
    foreign = Webhook(show_secret(secret))
    foreign.verify(body, headers)
    for changed in (
        {**headers, "webhook-id": "evt_2"},
        {**headers, "webhook-timestamp": str(int(headers["webhook-timestamp"]) - 1)},
        headers_of("evt_1", now, body, [bytes(32)]),
        headers_of("evt_1", now - timedelta(minutes=6), body, [secret]),
    ):
        with pytest.raises(WebhookVerificationError):
            foreign.verify(body, changed)
    with pytest.raises(WebhookVerificationError):
        foreign.verify(body + b" ", headers)
    assert headers["webhook-signature"] == foreign.sign("evt_1", now, body.decode())


def test_several_secrets_give_several_signatures() -> None:
    secrets, now = [bytes([place]) * 32 for place in range(3)], datetime.now(UTC)
    headers = headers_of("evt_1", now, b"{}", secrets)
    for secret in secrets:
        Webhook(show_secret(secret)).verify(b"{}", headers)


def test_a_secret_is_written_as_the_standard_wants_it() -> None:
    raw, _ = new_secret(KEY)
    text = show_secret(raw)
    assert text.startswith("whsec_")
    assert len(base64.b64decode(text.removeprefix("whsec_"))) == 32
    assert read_secret(text) == raw
    for wrong in ("", "whsec", "abc", "whsec_***", raw.hex()):
        with pytest.raises(ValueError, match="secret"):
            read_secret(wrong)


def test_secrets_are_encrypted_at_rest() -> None:
    raw, stored = new_secret(KEY)
    assert base64.b64encode(raw).decode() not in str(stored)
    assert in_force(KEY, [stored], datetime.now(UTC)) == [raw]
    with pytest.raises(SecretUnreadable):
        in_force(bytes(32), [stored], datetime.now(UTC))


def test_an_old_secret_signs_until_its_hour_and_no_rotation_makes_it_longer() -> None:
    now = datetime.now(UTC)
    first, stored_first = new_secret(KEY)
    second, stored_second = new_secret(KEY)
    third, stored_third = new_secret(KEY)
    stored = rotated([stored_first], stored_second, now, now + timedelta(hours=1))
    assert in_force(KEY, stored, now) == [second, first]
    stored = rotated(stored, stored_third, now, now + timedelta(hours=9))
    assert in_force(KEY, stored, now) == [third, second, first]
    assert in_force(KEY, stored, now + timedelta(hours=2)) == [third, second]
    assert in_force(KEY, stored, now + timedelta(hours=10)) == [third]
    at_once = rotated(stored, stored_first, now, now)
    assert in_force(KEY, at_once, now) == [first]


def test_only_so_many_secrets_sign() -> None:
    now = datetime.now(UTC)
    stored: list[dict[str, object]] = []
    for _ in range(SECRETS_MAX + 2):
        stored = rotated(stored, new_secret(KEY)[1], now, now + timedelta(hours=1))
    assert len(stored) == SECRETS_MAX


@pytest.mark.parametrize("pattern", ["*", "invoice.*", "invoice.issued", "webhook_endpoint.secret_rotated"])
def test_patterns(pattern: str) -> None:
    assert what_is_wrong(pattern) is None


@pytest.mark.parametrize(
    "pattern",
    ["", "**", "invoice", "invoice.", "*.issued", "invoice.*x", "Invoice.*", "invoice.paid", "nothing.*", "%"],
)
def test_what_is_no_pattern(pattern: str) -> None:
    assert what_is_wrong(pattern)


def test_a_pattern_meets_the_same_here_and_in_sql() -> None:
    assert like_of("invoice.*") == "invoice.%"
    assert like_of("webhook_endpoint.failing") == r"webhook\_endpoint.failing"
    assert like_of("*") == "%"
    assert matches(["invoice.*"], "invoice.issued")
    assert not matches(["invoice.*"], "invoices.issued")
    assert not matches(["invoice.issued"], "invoice.issued_again")


def test_every_event_is_about_something_known() -> None:
    assert {name.partition(".")[0] for name in EVENT_TYPES} == set(SUBJECTS)
