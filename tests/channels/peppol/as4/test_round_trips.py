"""A message travels and its receipt comes back; what stands in it is what was put in."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from faktura.channels.peppol.as4 import (
    PEPPOL,
    SIGNAL_HEADERS,
    As4Error,
    Receipt,
    Refused,
    Unclear,
    duplicate_key,
    error_for,
    judge_answer,
    names,
    pack,
    payload_digests,
    receipt_for,
)
from faktura.channels.peppol.as4.envelope import new_envelope, serialize_envelope
from faktura.channels.peppol.as4.errors import country_missing, differs, not_serviced, unreadable_payload
from faktura.channels.peppol.as4.signal_message import write_receipt
from faktura.channels.peppol.as4.signature import sign

from .stage import (
    CA,
    MESSAGE_ID,
    NOW,
    OUTGOING,
    PAYLOAD,
    RECEIVER,
    SENDER,
    TRUST,
    Packed,
    built,
    name_of,
    packed,
    received,
    user_message,
)

RECEIPT_ID = "receipt-1@buyer.example"


def answered(message: Packed) -> bytes:
    return receipt_for(received(message), PEPPOL, (RECEIVER,), RECEIPT_ID, NOW)


def judged(message: Packed, body: bytes, status: int = 200, headers: dict[str, str] | None = None, **changes: object):
    return judge_answer(
        message, status, headers or SIGNAL_HEADERS, body, PEPPOL, changes.get("now", NOW), changes.get("trust", TRUST)
    )


def test_a_message_arrives_as_it_was_sent() -> None:
    arrived = received(packed())
    assert arrived.payload == PAYLOAD
    assert arrived.message == user_message()
    assert (arrived.sender, arrived.receiver, arrived.key) == ("POP000001", "PDE000002", 0)
    assert arrived.payloads[0].media_type == "application/xml"
    assert arrived.sender_certificate == SENDER.certificate.public_bytes(Encoding.DER)


def test_messages_are_shaped_as_peppol_wants() -> None:
    message = packed()
    assert message.headers["Content-Type"].startswith('multipart/related; boundary="')
    assert 'type="application/soap+xml"' in message.headers["Content-Type"]
    assert message.body.count(b"Content-Transfer-Encoding: binary\r\n") == 2
    assert b"Content-Type: application/octet-stream\r\n" in message.body
    assert b'<S12:Body wsu:Id="body"/>' in message.body
    assert PAYLOAD[:30] not in message.body
    assert message.body.count(b"<wsse:BinarySecurityToken") == 2


def test_the_payload_is_encrypted_with_a_new_key_each_time() -> None:
    one, other = packed(), packed()
    assert one.body != other.body
    # The references are the same, so that a repetition can be told from another message.
    assert payload_digests(one.references) == payload_digests(other.references)
    assert duplicate_key(received(one)) == duplicate_key(received(other))


@pytest.mark.parametrize("payload", [b"", b"x", bytes(range(256)) * 40_000, b"\r\n--as4\r\n" * 1000])
def test_payloads_of_all_kinds_travel(payload: bytes) -> None:
    assert received(packed(payload=payload)).payload == payload


def test_the_receipt_is_believed() -> None:
    message = packed()
    body = answered(message)
    verdict = judged(message, body)
    assert isinstance(verdict, Receipt)
    assert (verdict.message_id, verdict.timestamp, verdict.evidence) == (RECEIPT_ID, NOW, body)
    assert verdict.certificate == message.receiver_certificate


def test_a_receipt_in_a_multipart_message_is_believed() -> None:
    message = packed()
    body = b"--b\r\nContent-Type: application/soap+xml\r\n\r\n" + answered(message) + b"\r\n--b--\r\n"
    headers = {"content-type": 'multipart/related; boundary=b; type="application/soap+xml"'}
    assert isinstance(judged(message, body, headers=headers), Receipt)


def signed_receipt(message: Packed, place: str, more: tuple[str, ...]) -> bytes:
    """A receipt with more elements at the end of one of its own; both are named as lxml names them."""
    envelope = new_envelope()
    write_receipt(
        envelope.messaging,
        message_id=RECEIPT_ID,
        timestamp=NOW,
        ref=message.message_id,
        references=received(message).references,
    )
    parent = next(envelope.messaging.iter(place))
    for name in more:
        etree.SubElement(parent, name, attrib={"version": "4.4.1"})
    sign(envelope, (), RECEIVER, PEPPOL.algorithms)
    return serialize_envelope(envelope)


EB, EBBP = f"{{{names.EB}}}", f"{{{names.EBBP}}}"
PHASE4 = "{urn:fdc:com.helger.phase4:ns:info}phase4"


@pytest.mark.parametrize("place", ["Messaging", "SignalMessage", "Receipt"])
def test_a_receipt_with_elements_of_other_namespaces_is_believed(place: str) -> None:
    # phase4 writes who it is into its receipts; the schema of ebMS 3.0 has room for that in these three.
    message = packed()
    assert isinstance(judged(message, signed_receipt(message, EB + place, (PHASE4, PHASE4))), Receipt)


@pytest.mark.parametrize(
    ("place", "more"),
    [
        (EB + "Messaging", EB + "SignalMessage"),
        (EB + "SignalMessage", EB + "Receipt"),
        (EB + "SignalMessage", "unqualified"),
        (EB + "Receipt", EBBP + "NonRepudiationInformation"),
        (EB + "Receipt", EB + "Error"),
        (EB + "Receipt", "unqualified"),
        (EB + "MessageInfo", PHASE4),
        (EBBP + "NonRepudiationInformation", PHASE4),
    ],
)
def test_a_receipt_with_elements_where_none_belong_is_unclear(place: str, more: str) -> None:
    message = packed()
    verdict = judged(message, signed_receipt(message, place, (more,)))
    assert isinstance(verdict, Unclear)
    assert verdict.code == "EBMS:0009"


def test_the_receipt_of_another_message_is_not_believed() -> None:
    one, other = packed(), packed(message_id="another@seller.example")
    assert isinstance(judged(other, answered(one)), Unclear)
    # The same id, but not the same content.
    same_id = packed(payload=b"something else")
    verdict = judged(same_id, answered(one))
    assert isinstance(verdict, Unclear)
    assert verdict.code == "EBMS:0302"


def test_a_receipt_that_names_another_message_is_not_believed() -> None:
    message = packed()
    arrived = received(message)
    other = replace(arrived, message=replace(arrived.message, message_id="another@seller.example"))
    verdict = judged(message, receipt_for(other, PEPPOL, (RECEIVER,), RECEIPT_ID, NOW))
    assert isinstance(verdict, Unclear)
    assert verdict.code == "EBMS:0302"


@pytest.mark.parametrize(("old", "new"), [('errorCode="EBMS:0004"', ""), ('severity="failure"', 'severity="odd"')])
def test_an_error_that_is_none_is_unclear(old: str, new: str) -> None:
    body = error_for(not_serviced("0088:1"), PEPPOL, None, "e@x", NOW)
    assert isinstance(judged(packed(), body.replace(old.encode(), new.encode())), Unclear)


def test_a_warning_alone_is_unclear() -> None:
    body = error_for(not_serviced("0088:1"), PEPPOL, None, "e@x", NOW)
    assert isinstance(judged(packed(), body.replace(b'"failure"', b'"warning"')), Unclear)


def test_a_receipt_that_leaves_a_part_out_is_not_believed() -> None:
    message = packed()
    arrived = received(message)
    less = receipt_for(replace(arrived, references=arrived.references[:2]), PEPPOL, (RECEIVER,), RECEIPT_ID, NOW)
    verdict = judged(message, less)
    assert isinstance(verdict, Unclear)
    assert verdict.code == "EBMS:0302"


def test_a_receipt_of_somebody_else_is_not_believed() -> None:
    message = packed()
    by_another = receipt_for(received(message), PEPPOL, (SENDER,), RECEIPT_ID, NOW)
    verdict = judged(message, by_another)
    assert isinstance(verdict, Unclear)
    assert verdict.code == "EBMS:0101"


def test_a_receipt_that_was_changed_or_is_unsigned_is_not_believed() -> None:
    message = packed()
    body = answered(message)
    changed = judged(message, body.replace(b"receipt-1@", b"receipt-2@"))
    assert isinstance(changed, Unclear)
    assert changed.code == "EBMS:0101"
    start, end = body.index(b"<wsse:Security"), body.index(b"</wsse:Security>") + len(b"</wsse:Security>")
    unsigned = judged(message, body[:start] + body[end:])
    assert isinstance(unsigned, Unclear)
    assert unsigned.code == "EBMS:0103"


def test_a_receipt_under_an_expired_certificate_is_not_believed() -> None:
    message = packed()
    assert isinstance(judged(message, answered(message), now=NOW + timedelta(days=5000), trust=None), Unclear)


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (200, {}, b""),
        (202, {"Content-Type": "text/plain"}, b"ok"),
        (503, {"Content-Type": "text/html"}, b"<html>busy</html>"),
        (200, {"Content-Type": "application/soap+xml"}, b"<not><xml>"),
        (200, {"Content-Type": "application/soap+xml"}, packed().body[:100]),
        (200, packed().headers, packed().body),
    ],
    # The bytes of a message are others each time, and so would be the tests' names.
    ids=["empty", "text", "busy", "no_envelope", "cut", "a_message"],
)
def test_other_answers_are_unclear(status: int, headers: dict[str, str], body: bytes) -> None:
    assert isinstance(judged(packed(), body, status, headers or {"X": "y"}), Unclear)


@pytest.mark.parametrize(
    ("error", "code", "detail"),
    [
        (not_serviced("iso6523-actorid-upis::0088:1"), "EBMS:0004", "PEPPOL:NOT_SERVICED"),
        (country_missing(), "EBMS:0003", "COUNTRY_C1"),
        (differs("Action", "a", "b"), "EBMS:0003", "Action is 'a'"),
        (unreadable_payload("no SBDH \x00 \ud800"), "EBMS:0004", "no SBDH"),
    ],
)
@pytest.mark.parametrize("signed", [True, False])
def test_errors_come_back(error: As4Error, code: str, detail: str, signed: bool) -> None:
    message = packed()
    error.message_id = MESSAGE_ID
    body = error_for(error, PEPPOL, RECEIVER if signed else None, "error-1@buyer.example", NOW)
    verdict = judged(message, body)
    assert isinstance(verdict, Refused)
    assert verdict.authenticated is signed
    (told,) = verdict.errors
    assert (told.code, told.severity, told.message_in_error) == (code, "failure", MESSAGE_ID)
    assert detail in told.detail


def test_the_description_of_not_serviced_leaves_the_detail_alone() -> None:
    body = error_for(not_serviced("0088:1"), PEPPOL, None, "e@x", NOW)
    assert b"<eb:ErrorDetail>PEPPOL:NOT_SERVICED</eb:ErrorDetail>" in body
    assert b'xml:lang="en">The receiver 0088:1 is not served by this access point.</eb:Description>' in body


def test_an_error_of_another_message_says_nothing_about_this_one() -> None:
    error = not_serviced("0088:1")
    error.message_id = "another@seller.example"
    assert isinstance(judged(packed(), error_for(error, PEPPOL, RECEIVER, "e@x", NOW)), Unclear)


def test_an_error_without_a_message_id_is_a_refusal() -> None:
    verdict = judged(packed(), error_for(not_serviced("0088:1"), PEPPOL, None, "e@x", NOW), status=400)
    assert isinstance(verdict, Refused)
    assert not verdict.authenticated


def test_an_older_key_opens_messages_and_signs_their_receipts() -> None:
    newer = CA.issue("PDE000002", key=SENDER._key)
    message = packed()
    arrived = received(message, keys=(newer, RECEIVER))
    assert arrived.key == 1
    body = receipt_for(arrived, PEPPOL, (newer, RECEIVER), RECEIPT_ID, NOW)
    assert isinstance(judged(message, body), Receipt)


def test_a_part_that_is_not_zipped_is_taken_unless_the_profile_forbids_it() -> None:
    part = user_message().parts[0]
    plain = replace(user_message(), parts=(replace(part, properties=part.properties[:1]),))
    message = built(plain, zipped=lambda content: content)
    assert received(message).payload == PAYLOAD
    with pytest.raises(As4Error, match="EBMS:0303"):
        received(message, profile=replace(PEPPOL, compression_required=True))


def test_another_network_is_another_value() -> None:
    profile = replace(
        PEPPOL,
        name="another",
        party_id_type="urn:another:party",
        party_id_is_common_name=False,
        party_id_pattern=re.compile("[a-z:0-9]+"),
        initiator_role="urn:sender",
        responder_role="urn:receiver",
        agreement="urn:agreement",
        service_type=None,
        message_properties=(),
        algorithms=replace(PEPPOL.algorithms, payload_encryption=(names.AES256_GCM,), digest=(names.SHA512,)),
    )
    outgoing = replace(OUTGOING, from_party="gln:1", to_party="gln:2", properties={})
    message = pack(outgoing, profile, SENDER, RECEIVER.certificate)
    arrived = received(message, profile=profile)
    assert (arrived.sender, arrived.receiver, arrived.payload) == ("gln:1", "gln:2", PAYLOAD)
    body = receipt_for(arrived, profile, (RECEIVER,), RECEIPT_ID, NOW)
    assert isinstance(judge_answer(message, 200, SIGNAL_HEADERS, body, profile, NOW, TRUST), Receipt)
    with pytest.raises(As4Error, match="EBMS:0010"):
        received(message)


@pytest.mark.parametrize("changes", [{"properties": {}}, {"properties": {"originalSender": "a"}}])
def test_what_the_profile_forbids_is_not_sent(changes: dict[str, object]) -> None:
    with pytest.raises(As4Error):
        packed(**changes)


def test_only_access_points_send_and_receive() -> None:
    nobody = CA.issue("somebody")
    with pytest.raises(As4Error, match="EBMS:0101"):
        pack(OUTGOING, PEPPOL, nobody, RECEIVER.certificate)
    with pytest.raises(As4Error, match="EBMS:0101"):
        pack(OUTGOING, PEPPOL, SENDER, nobody.certificate)


def test_a_key_that_is_not_rsa_receives_nothing() -> None:
    own = ec.generate_private_key(ec.SECP256R1())
    on_a_curve = x509.CertificateBuilder(
        name_of("PDE000002"), name_of("PDE000002"), own.public_key(), 1, NOW, NOW
    ).sign(own, hashes.SHA256())
    with pytest.raises(ValueError, match="no RSA key"):
        pack(OUTGOING, PEPPOL, SENDER, on_a_curve)


def test_texts_that_xml_can_not_hold_are_not_sent() -> None:
    with pytest.raises(ValueError, match="XML"):
        packed(conversation_id="a\x00b")
