"""Evidence as a file: the same for the same, and every change of it is seen."""

import asyncio
import functools
import hashlib
import io
import json
import random
import zipfile
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from channels.peppol.box.networks import INVOICE, box, numbered
from faktura.channels.peppol.access_point import evidence as module
from faktura.channels.peppol.access_point.evidence import FILES_MAX, MANIFEST, verify_evidence, write_evidence
from faktura.channels.peppol.access_point.outcomes import Delivered, Evidence
from faktura.channels.peppol.as4 import PEPPOL, Trust, mime
from faktura.channels.peppol.as4.compression import zip_payload
from faktura.channels.peppol.as4.envelope import new_envelope, parse_envelope, serialize_envelope
from faktura.channels.peppol.as4.signal_message import write_receipt
from faktura.channels.peppol.as4.signature import read_signature
from faktura.channels.peppol.as4.signature import sign as sign_envelope
from faktura.channels.peppol.box import BUYER, SELLER


@functools.cache
def sent() -> tuple[Evidence, Evidence, Trust]:
    """Evidence of two messages, and whom to believe about them."""

    async def send() -> tuple[Evidence, Evidence, Trust]:
        async with box() as network:
            one, two = [await network.send(SELLER, BUYER, each) for each in (INVOICE, numbered(2))]
            assert isinstance(one, Delivered)
            assert isinstance(two, Delivered)
            return one.evidence, two.evidence, network.trust

    return asyncio.run(send())


def codes(content: bytes) -> list[str]:
    return [finding.code for finding in verify_evidence(content, sent()[2])]


def files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def zipped(held: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as bundle:
        for name, content in held.items():
            bundle.writestr(name, content)
    return target.getvalue()


def consistent(**changed: bytes | None) -> bytes:
    """A bundle whose maker changed files and wrote the digests anew; names with ``_`` for ``.``."""
    held = files(write_evidence(sent()[0]))
    for name, content in changed.items():
        if content is None:
            del held[name.replace("_", ".")]
        else:
            held[name.replace("_", ".")] = content
    manifest = json.loads(held[MANIFEST])
    manifest["sha256"] = {name: hashlib.sha256(each).hexdigest() for name, each in held.items() if name != MANIFEST}
    held[MANIFEST] = json.dumps(manifest).encode()
    return zipped(held)


def test_it_holds_and_is_the_same_every_time() -> None:
    first, second = write_evidence(sent()[0]), write_evidence(replace(sent()[0]))
    assert first == second
    assert codes(first) == []
    with zipfile.ZipFile(io.BytesIO(first)) as bundle:
        entries = bundle.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    manifest = json.loads(files(first)[MANIFEST])
    assert set(manifest["sha256"]) == set(files(first)) - {MANIFEST}
    assert manifest["message_id"] == sent()[0].message_id


def test_it_may_be_unpacked_and_packed_again() -> None:
    held = files(write_evidence(sent()[0]))
    assert codes(zipped(dict(sorted(held.items(), reverse=True)))) == []


@pytest.mark.parametrize("name", sorted(files(write_evidence(sent()[0]))))
def test_every_changed_or_missing_file_is_seen(name: str) -> None:
    held = files(write_evidence(sent()[0]))
    for place in (0, len(held[name]) // 2, len(held[name]) - 2):
        changed = bytearray(held[name])
        changed[place] ^= 1
        assert codes(zipped({**held, name: bytes(changed)})), f"{name} changed at {place}"
    del held[name]
    assert codes(zipped(held))


def test_an_additional_file_is_seen() -> None:
    held = files(write_evidence(sent()[0]))
    assert codes(zipped({**held, "another.txt": b"x"})) == ["digest"]


def test_bundles_that_somebody_made_consistent() -> None:
    other = files(write_evidence(sent()[1]))
    mine = files(write_evidence(sent()[0]))
    assert codes(consistent(payload_gz=other["payload.gz"])) == ["payload"]
    assert codes(consistent(payload_gz=zip_payload(b"<x/>"))) == ["payload"]
    assert codes(consistent(sender_cer=mine["receiver.cer"])) == ["message"]
    assert codes(consistent(receiver_cer=mine["sender.cer"])) == ["certificate", "receipt"]
    value = mine["message.mime"].index(b"<ds:SignatureValue>") + 40
    other_letter = b"B" if mine["message.mime"][value : value + 1] == b"A" else b"A"
    forged = mine["message.mime"][:value] + other_letter + mine["message.mime"][value + 1 :]
    assert codes(consistent(message_mime=forged)) == ["message"]
    assert codes(consistent(message_mime=mine["message.mime"].replace(b"2017:poacc", b"2018:poacc"))) == ["message"]
    assert codes(consistent(smp_cer=b"x")) == ["certificate"]
    assert codes(consistent(message_mime=other["message.mime"]))
    assert codes(consistent(**{"answer-1_body": other["answer-1.body"]})) == ["receipt"]
    assert codes(consistent(**{"answer-1_body": b"hello"})) == ["receipt"]
    assert codes(consistent(**{"answer-1_body": None})) == ["manifest"]
    assert codes(consistent(**{"answer-1-headers_json": b"[]"})) == ["manifest"]


@pytest.mark.parametrize(
    "name", ["message_id", "instance_identifier", "sender", "receiver", "document_type", "process"]
)
def test_a_manifest_that_says_something_else(name: str) -> None:
    held = files(write_evidence(replace(sent()[0], **{name: "something else"})))
    assert codes(zipped(held)) == ["manifest"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"version": 1', '"version": 2'),
        ('"format": "', '"format": "x'),
        ('"ended_at": "20', '"ended_at": "x'),
        ('+00:00",\n   "started', '",\n   "started'),
        ('"attempts": [', '"attempts": [1], "x": ['),
        ('"attempts": [', '"attempts": [], "x": ['),
        ('"sha256": {', '"sha256": 3, "x": {'),
        ('"status": 200', '"status": "x"'),
        ('"answer": "answer-1"', '"answer": "other"'),
        ('"answer": "answer-1"', '"answer": ["x"]'),
        (
            "{",
            "[" * 50_000,
        ),
    ],
)
def test_manifests_that_are_none(old: str, new: str) -> None:
    held = files(write_evidence(sent()[0]))
    text = held[MANIFEST].decode()
    if old not in text:
        # The order of keys in an attempt is by name.
        old, new = old.replace('",\n   "started', '",\n'), new.replace('",\n   "started', '",\n')
    assert old in text
    assert codes(zipped({**held, MANIFEST: text.replace(old, new, 1).encode()})) == ["manifest"]


def test_without_an_answer_nothing_says_that_it_arrived() -> None:
    last = replace(sent()[0].attempts[0], status=None, body=b"", headers={}, why="nobody answered")
    assert codes(write_evidence(replace(sent()[0], attempts=(*sent()[0].attempts, last)))) == ["no_receipt"]


def test_a_receipt_of_another_access_point() -> None:
    """One of the network signs for the receiver: everything else in the bundle fits."""

    async def sign() -> tuple[bytes, Trust]:
        async with box() as network:
            outcome = await network.send(SELLER, BUYER, INVOICE)
            assert isinstance(outcome, Delivered)
            kept, stranger = outcome.evidence, network.authorities.access_points.issue("POP000009")
            package = mime.split(kept.headers, kept.body, PEPPOL.limits)
            envelope = parse_envelope(package.root, PEPPOL.limits)
            signed = new_envelope()
            write_receipt(
                signed.messaging, message_id="receipt@x", timestamp=kept.attempts[0].ended_at, ref=kept.message_id,
                references=read_signature(envelope, PEPPOL).references,
            )  # fmt: skip
            sign_envelope(signed, (), stranger.holder, PEPPOL.algorithms)
            answered = replace(kept.attempts[0], body=serialize_envelope(signed))
            der = stranger.certificate.public_bytes(Encoding.DER)
            return write_evidence(replace(kept, attempts=(answered,), receiver_certificate=der)), network.trust

    content, trust = asyncio.run(sign())
    (finding,) = verify_evidence(content, trust)
    assert finding.sentence == "receiver.cer is not that of the party which the message names."


def test_certificates_of_others() -> None:
    async def others() -> Trust:
        async with box(SELLER) as network:
            return replace(network.trust, intermediates=())

    findings = verify_evidence(write_evidence(sent()[0]), asyncio.run(others()))
    assert [finding.code for finding in findings] == ["certificate", "certificate", "receipt"]


def test_bombs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert codes(zipped({"bomb": bytes(30_000_000)})) == ["zip"]
    assert codes(zipped({str(each): bytes(200_000) for each in range(20)})) == ["zip"]
    assert codes(zipped({str(each): b"" for each in range(FILES_MAX + 1)})) == ["zip"]
    monkeypatch.setattr(module, "BUNDLE_BYTES_MAX", 1000)
    assert codes(write_evidence(sent()[0])) == ["zip"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_is_there_twice() -> None:
    target = io.BytesIO(write_evidence(sent()[0]))
    with zipfile.ZipFile(target, "a") as bundle:
        bundle.writestr(MANIFEST, b"{}")
    assert codes(target.getvalue()) == ["zip"]


def test_no_zip_and_other_compressions() -> None:
    assert codes(b"") == codes(b"PK\x03\x04 nothing") == ["zip"]
    held = files(write_evidence(sent()[0]))
    assert codes(zipped(held, zipfile.ZIP_LZMA)) == ["zip"]


def test_spoiled_bundles_never_raise() -> None:
    dice = random.Random(7)
    for content in (write_evidence(sent()[0]), zipped(files(write_evidence(sent()[0])))):
        for _ in range(300):
            spoiled = bytearray(content)
            for _ in range(dice.randint(1, 4)):
                spoiled[dice.randrange(len(spoiled))] = dice.randrange(256)
            if dice.random() < 0.2:
                del spoiled[dice.randrange(len(spoiled)) :]
            verify_evidence(bytes(spoiled), sent()[2])
