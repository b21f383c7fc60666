"""Every attack of the AS4 core's tests that has a code of its own, against a running access point over HTTP."""

import zlib
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

import pytest
from lxml import etree

from channels.peppol.as4.stage import CONTENT_ID, MESSAGE_ID, STRANGER, built, changed, with_body
from channels.peppol.as4.test_attacks import at, mutated
from channels.peppol.envelopes import DOCUMENT, header, spoiled
from faktura.channels.peppol.as4 import Packed, Receipt, Refused, names
from faktura.channels.peppol.as4.envelope import tag
from faktura.channels.peppol.identifiers import ParticipantId
from faktura.channels.peppol.sbdh import write_envelope

from .points import ENVELOPE, HEADER, PROFILE, message, parties, point, user_message

OTHER = "0088:7300010000018"


def flipped() -> Packed:
    sent = message()
    place = sent.body.rindex(b"\r\n--") - 40
    return with_body(sent, sent.body[:place] + bytes([sent.body[place] ^ 1]) + sent.body[place + 1 :])


def without_security() -> Packed:
    return mutated(message(), lambda root: root[0].remove(at(root, names.WSSE, "Security")))


def wrapped(*, same_id: bool) -> Packed:
    """The signed Messaging is put aside, and another one takes its place."""

    def wrap(root: etree._Element) -> None:
        signed = at(root, names.EB, "Messaging")
        evil = deepcopy(signed)
        at(evil, names.EB, "Action").text = "evil"
        if not same_id:
            evil.set(tag(names.WSU, "Id"), "other")
        signed.addprevious(evil)
        etree.SubElement(root[0], "wrapper").append(signed)

    return mutated(message(), wrap)


def bomb() -> Packed:
    def zipped(_: bytes) -> bytes:
        zipper = zlib.compressobj(9, zlib.DEFLATED, 31)
        return zipper.compress(bytes(PROFILE.limits.payload_bytes_max + 1)) + zipper.flush()

    return message(zipped=zipped)


def without_country() -> Packed:
    scope = "<sbd:Scope><sbd:Type>COUNTRY_C1</sbd:Type><sbd:InstanceIdentifier>AT</sbd:InstanceIdentifier></sbd:Scope>"
    return message(spoiled((scope, "")))


def of_a_stranger() -> Packed:
    return built(user_message(), parts={CONTENT_ID: ENVELOPE}, sender=STRANGER)


def for_somebody_else() -> Packed:
    """An envelope for a participant that is not served, with a message header that fits it."""
    other = ParticipantId(OTHER)
    sent = write_envelope(header(receiver=other), DOCUMENT)
    return message(sent, properties=parties(HEADER.sender.value, other.value))


ATTACKS: dict[str, tuple[Callable[[], Packed], str, str]] = {
    "flipped ciphertext": (flipped, "EBMS:0102", ""),
    "changed finalRecipient": (lambda: changed(message(), HEADER.receiver.value, OTHER), "EBMS:0101", ""),
    "a stranger's signature": (of_a_stranger, "EBMS:0101", ""),
    "not serviced": (for_somebody_else, "EBMS:0004", "PEPPOL:NOT_SERVICED"),
    "no COUNTRY_C1": (without_country, "EBMS:0003", "COUNTRY_C1 is missing"),
    "another Action": (lambda: message(action="busdox-docid-qns::x::y##z::2.1"), "EBMS:0003", "Action is"),
    "another Service": (lambda: message(service="urn:other"), "EBMS:0003", "Service is"),
    "another originalSender": (
        lambda: message(properties=parties("9915:other", HEADER.receiver.value)), "EBMS:0003", "originalSender is",
    ),
    "another finalRecipient": (
        lambda: message(properties=parties(HEADER.sender.value, "9915:other")), "EBMS:0003", "finalRecipient is",
    ),
    "another type in the envelope": (
        lambda: message(spoiled(("<sbd:Type>Invoice<", "<sbd:Type>CreditNote<"))), "EBMS:0003", "Type",
    ),
    "Security removed": (without_security, "EBMS:0103", ""),
    "a DOCTYPE": (
        lambda: changed(message(), "?>\n<S12", '?>\n<!DOCTYPE x [<!ENTITY a "b">]><S12'), "EBMS:0009", "",
    ),
    "wrapping by a duplicate Id": (lambda: wrapped(same_id=True), "EBMS:0101", ""),
    "wrapping by an unsigned copy": (lambda: wrapped(same_id=False), "EBMS:0103", ""),
    "a gzip bomb": (bomb, "EBMS:0303", ""),
    "no envelope": (lambda: message(b"<Invoice/>"), "EBMS:0004", "can't be read"),
    "no XML": (lambda: message(b"nothing"), "EBMS:0004", "can't be read"),
    "a DOCTYPE in the payload": (
        lambda: message(ENVELOPE.replace(b"?>", b"?><!DOCTYPE x>", 1)), "EBMS:0004", "can't be read",
    ),
    "two documents": (
        lambda: message(ENVELOPE.replace(b"</sbd:StandardBusinessDocument>", b"<x/></sbd:StandardBusinessDocument>")),
        "EBMS:0004", "can't be read",
    ),
}  # fmt: skip


@pytest.mark.anyio
@pytest.mark.parametrize("name", ATTACKS)
async def test_attacks(name: str) -> None:
    make, code, detail = ATTACKS[name]
    async with point() as peer:
        verdict = await peer.judged(make())
        assert isinstance(verdict, Refused), verdict
        (error,) = verdict.errors
        assert error.code == code
        assert detail in error.detail
        # Only who was authenticated gets an answer that is signed.
        assert verdict.authenticated is (code in ("EBMS:0003", "EBMS:0004"))
        assert not peer.point.deliveries
        # And the access point goes on, for the same message without the attack, too.
        assert isinstance(await peer.judged(message()), Receipt)
        assert list(peer.point.deliveries.values()) == [1]


@pytest.mark.anyio
async def test_a_duplicate_gets_the_stored_receipt() -> None:
    async with point() as peer:
        sent = message()
        first, second = await peer.post(sent), await peer.post(sent)
        assert first.content == second.content
        assert list(peer.point.deliveries.values()) == [1]


@pytest.mark.anyio
async def test_a_duplicate_that_was_encrypted_anew() -> None:
    async with point() as peer:
        first, second = message(), message()
        assert first.body != second.body
        receipts = [await peer.judged(first), await peer.judged(second)]
        assert receipts[0] == receipts[1]
        assert list(peer.point.deliveries.values()) == [1]


@pytest.mark.anyio
async def test_a_message_id_used_for_something_else() -> None:
    async with point() as peer:
        assert isinstance(await peer.judged(message()), Receipt)
        other = write_envelope(header(instance_identifier="another"), DOCUMENT)
        verdict = await peer.judged(message(other))
        assert isinstance(verdict, Refused)
        assert verdict.errors[0].code == "EBMS:0003"
        assert verdict.errors[0].message_in_error == MESSAGE_ID
        assert list(peer.point.deliveries.values()) == [1]


@pytest.mark.anyio
async def test_a_replay_after_the_receiver_left_is_still_answered_with_its_receipt() -> None:
    async with point() as peer:
        first = await peer.judged(message())
        peer.point.served.clear()
        assert await peer.judged(message()) == first


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"content-type": "text/plain"}, b"hello", 200),
        ({}, b"", 200),
        ({"content-type": "multipart/related"}, b"x" * 100, 200),
        ({"content-type": "application/soap+xml"}, b"x" * 2_100_000, 413),
    ],
)
async def test_no_messages(headers: dict[str, str], body: bytes, status: int) -> None:
    async with point() as peer:
        reply = await peer.post(replace(message(), headers=headers, body=body))
        assert reply.status == status
        if status == 200:
            assert b'errorCode="EBMS:00' in reply.content
            assert b"Signature" not in reply.content


@pytest.mark.anyio
async def test_other_methods_and_paths() -> None:
    async with point() as peer:
        base = peer.point.url
        for method, url, status in (("GET", base, 405), ("POST", base + "x", 404)):
            assert (await peer.http.request(method, url, private=True)).status == status
