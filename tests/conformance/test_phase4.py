"""Messages to and from phase4, the stack that most access points of Peppol run, as a live peer.

phase4 is written in Java and shares nothing with this project. It judges our messages, business envelopes, receipts
and errors, and we judge its own.
"""

import http.client
import random
import re
import resource
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from channels.peppol.as4.stage import CA, ROOT, TRUST, authority, key
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
IN_FORCE: dict[str, Any] = {"since": NOW - timedelta(days=1), "until": NOW + timedelta(days=30)}
OURS = CA.issue("POP000001", **IN_FORCE)
THEIRS = CA.issue("PDE000002", **IN_FORCE)
STRANGER = authority("SOMEBODY ELSE'S CA").issue("POP000001", key=key("stranger"), **IN_FORCE)
IN_A_ROW = 20
GROWTH_MAX = 20_000_000
"""Bytes of memory that a row of messages may leave behind."""

measured: dict[str, int] = {}


def resident() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize()


@contextmanager
def measuring(name: str) -> Iterator[None]:
    """The time of each message in a row, and that nothing of them stays in memory."""
    before, started = resident(), time.perf_counter()
    yield
    measured[f"{name}_ms"] = round((time.perf_counter() - started) / IN_A_ROW * 1000)
    measured[f"{name}_growth_kb"] = (resident() - before) // 1000
    assert resident() - before < GROWTH_MAX


@pytest.fixture(scope="module")
def phase4(tmp_path_factory: pytest.TempPathFactory) -> Iterator[phase4_peer.Peer]:
    folder = tmp_path_factory.mktemp("phase4")
    authorities = (ROOT.certificate, CA.certificate)
    try:
        with phase4_peer.running(folder, key("PDE000002"), THEIRS.certificate, authorities, BUYER.value) as peer:
            yield peer
            official.report("phase4", {"version": phase4_peer.VERSION, **measured})
    except phase4_peer.NotHere as why:
        sentence = f"phase4 was NOT asked: {why}"
        official.note(sentence)
        pytest.skip(sentence)


# Ours to phase4.


def header(**changes: Any) -> Header:
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


def packed(
    envelope: Header,
    payload: bytes | None = None,
    keys: HeldKey = OURS,
    receiver: x509.Certificate = THEIRS.certificate,
    **changes: Any,
) -> Packed:
    outgoing = Outgoing(
        message_id=f"{uuid.uuid4()}@seller.example",
        timestamp=datetime.now(UTC),
        conversation_id="1",
        service=BILLING.value,
        action=f"{INVOICE.scheme}::{INVOICE.value}",
        properties={"originalSender": envelope.sender.value, "finalRecipient": envelope.receiver.value},
        payload=payload or write_envelope(envelope, DOCUMENT.read_bytes()),
    )
    return pack(replace(outgoing, **changes), PEPPOL, keys, receiver)


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


@pytest.mark.parametrize(
    "content",
    [
        b"\r\n<a xmlns=''>&#13;&#x1F4A9;\xc3\xa4</a>",
        # Bigger than what phase4 holds in memory, and hard to compress.
        b"<!-- " + random.Random(7).randbytes(600_000).hex().encode() + b" -->",
    ],
    ids=["odd", "big"],
)
def test_other_documents_arrive_byte_for_byte(phase4: phase4_peer.Peer, content: bytes) -> None:
    envelope = header()
    document = b'<Invoice xmlns="%s">%s</Invoice>' % (INVOICE.standard.encode(), content)
    payload = write_envelope(envelope, document)
    verdict = posted(phase4, packed(envelope, payload))
    assert isinstance(verdict, Receipt), f"{verdict}\n{phase4.log()}"
    assert phase4.received(envelope.instance_identifier)[0] == payload


def tampered(old: bytes, new: bytes) -> Callable[[Header], Packed]:
    def make(envelope: Header) -> Packed:
        message = packed(envelope)
        assert re.search(old, message.body, re.DOTALL)
        return replace(message, body=re.sub(old, new, message.body, count=1, flags=re.DOTALL))

    return make


def with_a_bit_turned(envelope: Header) -> Packed:
    """One bit of the ciphertext is another."""
    message = packed(envelope)
    at = len(message.body) - 500
    return replace(message, body=message.body[:at] + bytes([message.body[at] ^ 1]) + message.body[at + 1 :])


def without_country(envelope: Header) -> Packed:
    return packed(envelope, write_envelope(envelope, DOCUMENT.read_bytes()).replace(b"COUNTRY_C1", b"COUNTRY_X1"))


def for_another_key(envelope: Header) -> Packed:
    """Encrypted with another certificate than the receiver's, which is still named as the one to be answered."""
    other = CA.issue("PDE000002", key=key("another"), **IN_FORCE)
    return replace(
        packed(envelope, receiver=other.certificate),
        receiver_certificate=THEIRS.certificate.public_bytes(Encoding.DER),
    )


# What WSS4J finds wrong, phase4 calls FailedDecryption, whatever it is; so its details say more than its codes.
@pytest.mark.parametrize(
    ("make", "code", "detail"),
    [
        (lambda envelope: packed(replace(envelope, receiver=ParticipantId("0088:7300010000018"))),
         "EBMS:0004", "PEPPOL:NOT_SERVICED"),
        (without_country, "EBMS:0004", "missing-country-c1"),
        (lambda envelope: packed(envelope, properties={"originalSender": "9915:other", "finalRecipient": BUYER.value}),
         "EBMS:0003", "message properties"),
        (tampered(rb"(<ds:DigestValue>).{4}", rb"\1AAAA"), "EBMS:0102", "signature or decryption was invalid"),
        (tampered(rb">9915:test-seller<", rb">9915:test-teller<"), "EBMS:0102", "signature or decryption was invalid"),
        (with_a_bit_turned, "EBMS:0102", "Tag mismatch"),
        (for_another_key, "EBMS:0102", ""),
        (lambda envelope: packed(envelope, keys=STRANGER), "EBMS:0102", "No trusted certs found"),
    ],
    ids=[
        "not served", "no country", "other sender", "digest", "property", "bit", "other key", "stranger",
    ],
)  # fmt: skip
def test_what_phase4_refuses_is_refused(
    phase4: phase4_peer.Peer, make: Callable[[Header], Packed], code: str, detail: str
) -> None:
    envelope = header()
    verdict = posted(phase4, make(envelope))
    assert isinstance(verdict, Refused), f"{verdict}\n{phase4.log()}"
    assert verdict.authenticated
    assert [error.code[: len(code)] for error in verdict.errors] == [code], verdict
    assert detail in verdict.errors[0].detail
    assert not phase4.has(envelope.instance_identifier)


def test_a_repetition_is_refused_with_a_word_of_its_own(phase4: phase4_peer.Peer) -> None:
    # There is no second receipt: a sender who lost the first one learns only here that the message has arrived.
    message = packed(header())
    assert isinstance(posted(phase4, message), Receipt)
    again = posted(phase4, message)
    assert isinstance(again, Refused)
    assert [error.code for error in again.errors] == ["EBMS:0004"]
    assert again.authenticated
    assert "duplicate" in again.errors[0].detail


def test_many_of_ours_in_a_row(phase4: phase4_peer.Peer) -> None:
    with measuring("ours_to_phase4"):
        for _ in range(IN_A_ROW):
            envelope = header()
            verdict = posted(phase4, packed(envelope))
            assert isinstance(verdict, Receipt), f"{verdict}\n{phase4.log()}"
            assert phase4.has(envelope.instance_identifier)


# phase4 to ours.


def receipt_of(received: Received) -> bytes:
    return receipt_for(received, PEPPOL, (OURS,), f"{uuid.uuid4()}@ours.example", datetime.now(UTC))


@dataclass
class AccessPoint:
    """Ours, on a port of 127.0.0.1. `answer` makes the answer to what was taken, or raises why it is not."""

    url: str = ""
    taken: list[Received] = field(default_factory=list)
    refused: list[As4Error] = field(default_factory=list)
    sign_errors: bool = True
    answer: Callable[[Received], bytes] = receipt_of

    def answered(self, headers: dict[str, str], body: bytes) -> bytes:
        now = datetime.now(UTC)
        try:
            received = unpack(headers, body, PEPPOL, (OURS,), TRUST, now)
            answer = self.answer(received)
        except As4Error as error:
            self.refused.append(error)
            return error_for(error, PEPPOL, OURS if self.sign_errors else None, f"{uuid.uuid4()}@ours.example", now)
        self.taken.append(received)
        return answer


@pytest.fixture
def ours() -> Iterator[AccessPoint]:
    point = AccessPoint()

    class Handler(BaseHTTPRequestHandler):
        timeout = 30

        def do_POST(self) -> None:
            answer = point.answered(dict(self.headers.items()), self._content())
            self.send_response(200)
            for name, value in SIGNAL_HEADERS.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def _content(self) -> bytes:
            if "Content-Length" in self.headers:
                return self.rfile.read(int(self.headers["Content-Length"]))
            # phase4 sends in chunks what it won't try again.
            content = b""
            while size := int(self.rfile.readline(), 16):
                content += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return content

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        point.url = f"http://127.0.0.1:{server.server_address[1]}/as4"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield point
        finally:
            server.shutdown()
            thread.join(10)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("certificate") / "ours.pem"
    file.write_bytes(OURS.certificate.public_bytes(Encoding.PEM))
    return file


def sent(peer: phase4_peer.Peer, to: AccessPoint, certificate: Path, **changes: str) -> phase4_peer.Sent:
    """phase4 sends an invoice, from the party that receives in the other direction."""
    asked = {
        "url": to.url,
        "certificate": str(certificate),
        "document": str(DOCUMENT),
        "sender": BUYER.value,
        "receiver": SELLER.value,
        "document_type": INVOICE.value,
        "process": BILLING.value,
        "party": "PDE000002",
        "country": "DE",
        "instance": str(uuid.uuid4()),
        "message_id": f"{uuid.uuid4()}@phase4.example",
    }
    return peer.send(**(asked | changes))


def canonical(document: bytes) -> bytes:
    return etree.tostring(etree.fromstring(document), method="c14n", exclusive=True)


def test_we_take_a_message_of_phase4_and_our_receipt_holds(
    phase4: phase4_peer.Peer, ours: AccessPoint, certificate: Path
) -> None:
    instance, message_id = str(uuid.uuid4()), f"{uuid.uuid4()}@phase4.example"
    verdict = sent(phase4, ours, certificate, instance=instance, message_id=message_id)
    assert verdict.believed, f"{verdict} {ours.refused}\n{phase4.log()}"
    assert verdict.facts["ref_to_message_id"] == message_id
    assert verdict.facts["signer"] == "CN=POP000001"
    (received,) = ours.taken
    assert (received.sender, received.receiver) == ("PDE000002", "POP000001")
    assert received.sender_certificate == THEIRS.certificate.public_bytes(Encoding.DER)
    message = received.message
    assert (message.message_id, message.service) == (message_id, BILLING.value)
    assert message.action == f"{INVOICE.scheme}::{INVOICE.value}"
    opened = read_envelope(received.payload)
    assert isinstance(opened, Opened), opened
    assert (message.value("originalSender"), message.value("finalRecipient")) == (BUYER.value, SELLER.value)
    assert opened.header == replace(
        header(sender=BUYER, receiver=SELLER, instance_identifier=instance), created_at=opened.header.created_at
    )
    assert abs(opened.header.created_at - datetime.now(UTC)) < timedelta(minutes=5)
    # phase4 writes the document anew, from its tree: the same when canonicalized.
    assert canonical(opened.document) == canonical(DOCUMENT.read_bytes())


@pytest.mark.parametrize("signed", [True, False], ids=["signed", "unsigned"])
@pytest.mark.parametrize(
    ("error", "detail"),
    [
        (not_serviced("0088:1"), "PEPPOL:NOT_SERVICED"),
        (country_missing(), "COUNTRY_C1"),
        (FailedAuthentication("A digest does not hold."), "A digest does not hold."),
        (FailedDecryption("It is for another key."), "It is for another key."),
    ],
    ids=lambda each: each.code if isinstance(each, As4Error) else "",
)
def test_phase4_hears_our_errors(
    phase4: phase4_peer.Peer, ours: AccessPoint, certificate: Path, error: As4Error, detail: str, signed: bool
) -> None:
    def refuse(received: Received) -> bytes:
        error.message_id = received.message.message_id
        raise error

    ours.answer, ours.sign_errors = refuse, signed
    message_id = f"{uuid.uuid4()}@phase4.example"
    verdict = sent(phase4, ours, certificate, message_id=message_id)
    assert verdict.result == "AS4_ERROR_MESSAGE_RECEIVED", f"{verdict}\n{phase4.log()}"
    assert (verdict.facts["error"], verdict.facts["severity"]) == (error.code, "failure")
    assert detail in verdict.facts["detail"]
    assert verdict.facts["message_in_error"] == verdict.facts["ref_to_message_id"] == message_id
    assert verdict.facts["receipt"] == "false"
    assert verdict.facts["signature_checked"] == str(signed).lower()


def test_phase4_hears_of_a_key_that_is_not_ours(phase4: phase4_peer.Peer, ours: AccessPoint, tmp_path: Path) -> None:
    another = tmp_path / "another.pem"
    another.write_bytes(CA.issue("POP000001", key=key("another"), **IN_FORCE).certificate.public_bytes(Encoding.PEM))
    verdict = sent(phase4, ours, another)
    assert verdict.result == "AS4_ERROR_MESSAGE_RECEIVED", f"{verdict}\n{phase4.log()}"
    assert verdict.facts["error"] == "EBMS:0102"
    assert [error.code for error in ours.refused] == ["EBMS:0102"]


def changed(old: bytes, new: bytes) -> Callable[[Received], bytes]:
    """A receipt that somebody changed after it was signed."""

    def answer(received: Received) -> bytes:
        body = receipt_of(received)
        assert re.search(old, body, re.DOTALL)
        return re.sub(old, new, body, count=1, flags=re.DOTALL)

    return answer


@pytest.mark.parametrize(
    "answer",
    [
        changed(rb"(<ebbp:.*?<ds:DigestValue>).{4}", rb"\1AAAA"),
        changed(rb"(<ds:SignatureValue>).{4}", rb"\1AAAA"),
        # Signed by us, but with the digests of another message.
        lambda received: receipt_of(
            replace(received, references=tuple(replace(each, digest_value=b"0" * 32) for each in received.references))
        ),
    ],
    ids=["digest", "signature", "other message"],
)
def test_phase4_does_not_believe_every_receipt(
    phase4: phase4_peer.Peer, ours: AccessPoint, certificate: Path, answer: Callable[[Received], bytes]
) -> None:
    # So that its success in the other tests says something.
    ours.answer = answer
    verdict = sent(phase4, ours, certificate)
    assert not verdict.believed, verdict


def test_many_of_phase4_in_a_row(phase4: phase4_peer.Peer, ours: AccessPoint, certificate: Path) -> None:
    with measuring("phase4_to_ours"):
        for _ in range(IN_A_ROW):
            verdict = sent(phase4, ours, certificate)
            assert verdict.believed, f"{verdict} {ours.refused}\n{phase4.log()}"
    assert len(ours.taken) == IN_A_ROW
    assert len({each.message.message_id for each in ours.taken}) == IN_A_ROW
