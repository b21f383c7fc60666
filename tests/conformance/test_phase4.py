"""Messages to and from phase4, the stack that most access points of Peppol run, as a live peer.

phase4 is written in Java and shares nothing with this project. It judges our messages, business envelopes, receipts
and errors, and we judge its own.
"""

import http.client
import re
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from channels.peppol.as4.stage import CA, ROOT, STRANGER, TRUST, key
from channels.peppol.network import INVOICE
from faktura.channels.peppol.as4 import (
    PEPPOL,
    SIGNAL_HEADERS,
    As4Error,
    HeldKey,
    Outgoing,
    Packed,
    Receipt,
    Received,
    Refused,
    Unclear,
    country_missing,
    error_for,
    judge_answer,
    not_serviced,
    pack,
    receipt_for,
    unpack,
)
from faktura.channels.peppol.as4.errors import FailedAuthentication, FailedDecryption
from faktura.channels.peppol.document_types import BILLING
from faktura.channels.peppol.identifiers import ParticipantId
from faktura.channels.peppol.sbdh import Header, Opened, read_envelope, write_envelope

from . import official, phase4_peer

pytestmark = [pytest.mark.conformance, pytest.mark.timeout(600)]

SELLER, BUYER = ParticipantId("9915:test-seller"), ParticipantId("0088:7300010000001")
DOCUMENT = Path(__file__).parents[1] / "specifications" / "bases" / "ubl-peppol.xml"
NOW = datetime.now(UTC).replace(microsecond=0)
IN_FORCE = {"since": NOW - timedelta(days=1), "until": NOW + timedelta(days=30)}
OURS = CA.issue("POP000001", **IN_FORCE)
THEIRS = CA.issue("PDE000002", **IN_FORCE)
IN_A_ROW = 20


@pytest.fixture(scope="module")
def phase4(tmp_path_factory: pytest.TempPathFactory) -> Iterator[phase4_peer.Peer]:
    folder = tmp_path_factory.mktemp("phase4")
    authorities = (ROOT.certificate, CA.certificate)
    try:
        with phase4_peer.running(folder, key("PDE000002"), THEIRS.certificate, authorities, BUYER.value) as peer:
            yield peer
    except phase4_peer.NotHere as why:
        sentence = f"phase4 was NOT asked: {why}"
        official.note(sentence)
        pytest.skip(sentence)


# Ours to phase4.


def header(**changes: object) -> Header:
    plain = Header(
        sender=SELLER,
        receiver=BUYER,
        document_type=INVOICE,
        process=BILLING,
        country_c1="DE",
        instance_identifier=str(uuid.uuid4()),
        created_at=datetime.now(UTC),
    )
    return replace(plain, **changes)


def packed(envelope: Header, payload: bytes | None = None, keys: HeldKey = OURS, **changes: object) -> Packed:
    outgoing = Outgoing(
        message_id=f"{uuid.uuid4()}@seller.example",
        timestamp=datetime.now(UTC),
        conversation_id="1",
        service=BILLING.value,
        action=f"{INVOICE.scheme}::{INVOICE.value}",
        properties={"originalSender": envelope.sender.value, "finalRecipient": envelope.receiver.value},
        payload=payload or write_envelope(envelope, DOCUMENT.read_bytes()),
    )
    return pack(replace(outgoing, **changes), PEPPOL, keys, THEIRS.certificate)


def posted(peer: phase4_peer.Peer, message: Packed) -> Receipt | Refused | Unclear:
    """What phase4 answers, as we judge it."""
    place = urlsplit(peer.url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
    try:
        connection.request("POST", place.path, body=message.body, headers=dict(message.headers))
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    return judge_answer(message, answer.status, dict(answer.headers.items()), body, PEPPOL, datetime.now(UTC), TRUST)


def test_phase4_takes_our_message_and_its_receipt_holds(phase4: phase4_peer.Peer) -> None:
    envelope = header()
    payload = write_envelope(envelope, DOCUMENT.read_bytes())
    message = packed(envelope, payload)
    verdict = posted(phase4, message)
    assert isinstance(verdict, Receipt), f"{verdict}\n{phase4.log()}"
    assert verdict.certificate == THEIRS.certificate.public_bytes(Encoding.DER)
    arrived, facts = phase4.received(envelope.instance_identifier)
    assert arrived == payload
    assert facts == {
        "originalSender": f"iso6523-actorid-upis::{SELLER.value}",
        "finalRecipient": f"iso6523-actorid-upis::{BUYER.value}",
        "sender": f"iso6523-actorid-upis::{SELLER.value}",
        "receiver": f"iso6523-actorid-upis::{BUYER.value}",
        "document_type": f"{INVOICE.scheme}::{INVOICE.value}",
        "process": f"{BILLING.scheme}::{BILLING.value}",
        "country": "DE",
        "instance": envelope.instance_identifier,
        "message_id": message.message_id,
        "signer": "CN=POP000001",
        "signature_checked": "true",
        "decrypted": "true",
        "action": f"{INVOICE.scheme}::{INVOICE.value}",
        "root": "Invoice",
    }


def refusal(peer: phase4_peer.Peer, message: Packed) -> tuple[str, str]:
    verdict = posted(peer, message)
    assert isinstance(verdict, Refused), f"{verdict}\n{peer.log()}"
    print(verdict)
    return verdict.errors[0].code, verdict.errors[0].detail or ""


def test_refused_not_served(phase4: phase4_peer.Peer) -> None:
    print(refusal(phase4, packed(header(receiver=ParticipantId("0088:7300010000018")))))


def test_refused_tampered(phase4: phase4_peer.Peer) -> None:
    message = packed(header())
    body = message.body.replace(b">9915:test-seller<", b">9915:test-selles<")
    print(refusal(phase4, replace(message, body=body)))
    message = packed(header())
    found = re.search(rb"DigestValue>([A-Za-z0-9+/]{4})", message.body)
    assert found
    body = message.body.replace(found[0], b"DigestValue>" + found[1][::-1], 1)
    print(refusal(phase4, replace(message, body=body)))
    message = packed(header())
    at = len(message.body) - 500
    body = message.body[:at] + bytes([message.body[at] ^ 1]) + message.body[at + 1 :]
    print(refusal(phase4, replace(message, body=body)))
    print(refusal(phase4, packed(header(), keys=STRANGER)))
    e = header()
    spoiled = write_envelope(e, DOCUMENT.read_bytes()).replace(b"COUNTRY_C1", b"COUNTRY_X1")
    print(refusal(phase4, packed(e, spoiled)))
    m = packed(header())
    print(posted(phase4, m), posted(phase4, m))
