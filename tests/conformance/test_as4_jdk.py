"""Our AS4 messages, read by the JDK alone: its XML Signature, its ciphers and its gzip.

Nothing is fetched for it; a Java of 17 or newer compiles and runs the one file when the tests start.
"""

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from channels.peppol.as4.stage import CA, CONTENT_ID, OUTGOING, PAYLOAD, RECEIVER, SENDER, key, packed
from channels.peppol.envelopes import header
from faktura.channels.peppol.as4 import PEPPOL, Packed, pack
from faktura.channels.peppol.sbdh import write_envelope

from . import official

pytestmark = pytest.mark.conformance

SOURCE = Path(__file__).parent / "jdk" / "As4Verifier.java"
INVOICE = Path(__file__).parents[1] / "specifications" / "bases" / "ubl-peppol.xml"
PASSWORD = "made for one run"

PAYLOADS = {
    "text": PAYLOAD,
    "empty": b"",
    "invoice": write_envelope(header(), INVOICE.read_bytes()),
    "boundaries": b"\r\n--as4\r\n" * 1000,
    "binary": bytes(range(256)) * 4000,
}


def tampered(old: bytes, new: bytes) -> Callable[[], Packed]:
    def make() -> Packed:
        message = packed()
        assert re.search(old, message.body, re.DOTALL)
        return replace(message, body=re.sub(old, new, message.body, count=1, flags=re.DOTALL))

    return make


def with_a_bit_turned() -> Packed:
    message = packed()
    body = bytearray(message.body)
    body[-200] ^= 1
    return replace(message, body=bytes(body))


def for_another_certificate() -> Packed:
    return pack(OUTGOING, PEPPOL, SENDER, CA.issue("PDE000002").certificate)


SPOILED: dict[str, tuple[Callable[[], Packed], str]] = {
    "property": (tampered(rb">9930:de123456789<", rb">9930:de123456780<"), "digest of #messaging"),
    "body": (tampered(rb'<S12:Body wsu:Id="body"/>', rb'<S12:Body wsu:Id="body"> </S12:Body>'), "digest of #body"),
    "digest": (tampered(rb"(.*<ds:DigestValue>).{4}", rb"\1AAAA"), f"digest of cid:{CONTENT_ID}"),
    "signature": (tampered(rb"(<ds:SignatureValue>).{4}", rb"\1AAAA"), "signature"),
    "bit": (with_a_bit_turned, "Tag mismatch"),
    "certificate": (for_another_certificate, "encrypted for another certificate"),
}
"""Messages that must not pass, so that passing says something; and what the JDK has to say."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All messages, with the verdicts beside them."""
    if shutil.which("java") is None:
        sentence = "There is no Java: its own XML Signature was NOT asked about our messages."
        official.note(sentence)
        pytest.skip(sentence)
    folder = tmp_path_factory.mktemp("jdk")
    made = {name: packed(payload=payload) for name, payload in PAYLOADS.items()}
    made |= {f"spoiled-{name}": make() for name, (make, _) in SPOILED.items()}
    for name, message in made.items():
        held = message.headers["Content-Type"].encode() + b"\n" + message.body
        (folder / f"{name}.message").write_bytes(held)
    keys = pkcs12.serialize_key_and_certificates(
        b"ap", key("PDE000002"), RECEIVER.certificate, None, BestAvailableEncryption(PASSWORD.encode())
    )
    (folder / "keys.p12").write_bytes(keys)
    command = ["java", str(SOURCE), str(folder / "keys.p12"), PASSWORD, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-4000:]
    return folder


def verdict(folder: Path, name: str) -> list[str]:
    return (folder / f"{name}.verdict").read_text("utf-8").splitlines()


@pytest.mark.parametrize("name", PAYLOADS)
def test_the_jdk_reads_our_message(folder: Path, name: str) -> None:
    told = ["valid", "signer CN=POP000001", "MimeType application/xml", "CompressionType application/gzip"]
    assert verdict(folder, name) == told
    assert (folder / f"{name}.document").read_bytes() == PAYLOADS[name]


@pytest.mark.parametrize("name", SPOILED)
def test_the_jdk_refuses_what_was_changed(folder: Path, name: str) -> None:
    assert verdict(folder, f"spoiled-{name}")[0].startswith(SPOILED[name][1])
    assert not (folder / f"spoiled-{name}.document").exists()
