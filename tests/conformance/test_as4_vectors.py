"""AS4 bytes that nobody here wrote: receipts of access points, messages of phase4, Holodeck B2B and AS4.NET.

Their certificates are retired and their chains gone, so signatures and digests are judged, not trust.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from faktura.channels.peppol.as4 import (
    PEPPOL,
    Algorithms,
    As4Error,
    Packed,
    Profile,
    Receipt,
    Trust,
    Unclear,
    judge_answer,
    mime,
    names,
    seat_id,
)
from faktura.channels.peppol.as4.certificates import _check_extensions_understood as check_extensions_understood
from faktura.channels.peppol.as4.certificates import _check_usage as check_usage
from faktura.channels.peppol.as4.certificates import common_name
from faktura.channels.peppol.as4.encryption import read_encryption
from faktura.channels.peppol.as4.envelope import Envelope, parse_envelope
from faktura.channels.peppol.as4.revocation import crl_addresses, ocsp_addresses
from faktura.channels.peppol.as4.signal_message import read_signal
from faktura.channels.peppol.as4.signature import (
    Signature,
    certificate_of,
    check_attachments,
    check_coverage,
    check_elements,
    check_value,
    read_signature,
)
from faktura.channels.peppol.as4.user_message import check_agreed, read_user_message

from . import official

pytestmark = pytest.mark.conformance

OLD = replace(
    PEPPOL,
    algorithms=Algorithms(signature=(names.RSA_SHA256, names.RSA_SHA384), rsa_bits_min=1024),
)
"""What was usual in other networks, years ago."""


def content_of(name: str) -> bytes:
    folder = official.corpora()
    path = Path() if folder is None else folder / "as4" / name
    if not path.is_file():
        pytest.skip("The AS4 corpus is not here.")
    return path.read_bytes()


def split(content: bytes) -> tuple[dict[str, str], bytes]:
    """Headers and content of a dump: headers may be missing."""
    if content.startswith(b"--"):
        boundary = content[2 : content.index(b"\r\n")].decode()
        return {"Content-Type": f'multipart/related; boundary="{boundary}"; type="{names.SOAP}"'}, content
    if content.lstrip(b"\xef\xbb\xbf").startswith(b"<"):
        return {"Content-Type": names.SOAP}, content
    newline = b"\r\n" if b"\r\n\r\n" in content[:2_000] else b"\n"
    head, body = content.split(2 * newline, 1)
    return dict(line.split(": ", 1) for line in head.decode().split(newline.decode())), body


def opened(name: str) -> tuple[mime.Package, Envelope]:
    package = mime.split(*split(content_of(name)), PEPPOL.limits)
    return package, parse_envelope(package.root, PEPPOL.limits)


def verified(name: str, profile: Profile = PEPPOL) -> tuple[Envelope, Signature, x509.Certificate]:
    """As a receiver verifies it: coverage, value, elements."""
    package, envelope = opened(name)
    signature = read_signature(envelope, profile)
    certificate = certificate_of(envelope, signature.key_info)
    check_coverage(envelope, signature, tuple(package.attachments))
    check_value(signature, certificate, profile.algorithms)
    check_elements(envelope, signature)
    return envelope, signature, certificate


@pytest.mark.parametrize(
    ("name", "seat"),
    [
        ("helger.as4in", "POP000306"),
        ("governikus.as4in", "POP000260"),
        ("dataport1-mustunderstand.as4in", "PDE000357"),
    ],
)
def test_receipts_of_real_access_points_hold(name: str, seat: str) -> None:
    envelope, _, certificate = verified(name)
    assert common_name(certificate) == seat
    signal = read_signal(envelope.messaging, PEPPOL)
    assert signal.ref_to_message_id
    assert signal.ref_to_message_id.endswith("@phase4")
    assert signal.references is not None
    assert [reference.content_id is not None for reference in signal.references] == [False, False, True]


@pytest.mark.parametrize(
    "name", ["helger.as4in", "governikus.as4in", "dataport1-mustunderstand.as4in", "dump-raw.as4out"]
)
def test_certificates_of_real_access_points_are_of_the_shape_that_is_wanted(name: str) -> None:
    _, _, certificate = verified(name)
    check_extensions_understood(certificate)
    check_usage(certificate, PEPPOL)
    assert seat_id(certificate, PEPPOL) == common_name(certificate)
    assert len(ocsp_addresses(certificate)) == 1
    assert len(crl_addresses(certificate)) == 1


def test_a_receipt_that_another_engine_refuses_is_refused() -> None:
    with pytest.raises(As4Error, match="EBMS:0101"):
        verified("dataport1.as4in")


def test_a_message_of_phase4_holds_as_far_as_its_key_is_known() -> None:
    envelope, signature, certificate = verified("dump-raw.as4out")
    assert common_name(certificate) == "POP000306"
    encryption = read_encryption(envelope, PEPPOL)
    assert common_name(encryption.certificate) == "POP000306"
    (content_id,) = encryption.ciphers
    assert {f"cid:{content_id}"} < {reference.uri for reference in signature.references}
    message = read_user_message(envelope.messaging)
    check_agreed(message, PEPPOL)
    assert message.value("originalSender")
    assert message.parts[0].value("CompressionType") == names.GZIP


def test_a_message_of_phase4_passes_every_check_before_its_key_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    from faktura.channels.peppol.as4 import receiving

    now = datetime(2026, 1, 29, 16, tzinfo=UTC)
    asked: list[x509.Certificate] = []
    monkeypatch.setattr(receiving, "check_certificate", lambda certificate, *_: asked.append(certificate))
    with pytest.raises(As4Error, match="EBMS:0102") as caught:
        receiving.unpack(*split(content_of("dump-raw.as4out")), PEPPOL, (), Trust(anchors=()), now)
    assert caught.value.message_id.endswith("@phase4")
    assert [common_name(each) for each in asked] == ["POP000306"]
    monkeypatch.undo()
    with pytest.raises(As4Error, match="EBMS:0101"):
        receiving.unpack(*split(content_of("dump-raw.as4out")), PEPPOL, (), Trust(anchors=()), now)


@pytest.mark.parametrize("name", ["helger.as4in", "governikus.as4in"])
def test_a_real_receipt_is_judged(name: str) -> None:
    """As if its message had been ours: believed with the digests that it repeats, and not with others."""
    envelope, _, certificate = verified(name)
    signal = read_signal(envelope.messaging, PEPPOL)
    assert signal.references
    assert signal.ref_to_message_id
    sent = Packed(
        message_id=signal.ref_to_message_id,
        headers={},
        body=b"",
        references=signal.references,
        receiver_certificate=certificate.public_bytes(Encoding.DER),
    )
    headers, body = split(content_of(name))
    then = certificate.not_valid_before_utc + timedelta(days=1)
    assert isinstance(judge_answer(sent, 200, headers, body, PEPPOL, then), Receipt)
    later = certificate.not_valid_after_utc + timedelta(days=1)
    assert isinstance(judge_answer(sent, 200, headers, body, PEPPOL, later), Unclear)
    for other in (replace(sent, message_id="x@y"), replace(sent, references=sent.references[:2])):
        assert isinstance(judge_answer(other, 200, headers, body, PEPPOL, then), Unclear)


def test_a_message_of_holodeck_has_digests_that_match() -> None:
    package, envelope = opened("signed_holodeck_message.as4")
    signature = read_signature(envelope, OLD)
    check_coverage(envelope, signature, tuple(package.attachments))
    check_elements(envelope, signature)
    check_attachments(signature, {name: part.content for name, part in package.attachments.items()})
    assert len(package.attachments) == 2


def test_a_message_of_holodeck_is_not_what_peppol_allows() -> None:
    _, envelope = opened("signed_holodeck_message.as4")
    with pytest.raises(As4Error, match="EBMS:0103"):  # RSA-SHA384
        read_signature(envelope, PEPPOL)
    # And its certificate is named by a key identifier, so that its signature can't be verified from the message.
    with pytest.raises(As4Error, match="EBMS:0103"):
        certificate_of(envelope, read_signature(envelope, OLD).key_info)


def test_messages_of_as4_net_hold() -> None:
    envelope, _, _ = verified("as4-soap-signed-message.txt", OLD)
    message = read_user_message(envelope.messaging)
    assert message.message_id == "cece0a43-8233-447e-b3b8-4239f601097b@10.124.29.131"
    envelope, _, _ = verified("as4-soap-signed-pullrequest.xml")
    signal = read_signal(envelope.messaging, PEPPOL)
    assert (signal.references, signal.errors) == (None, ())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("as4-soap-signed-message.txt", "EBMS:0103"),  # a key of 1024 bits
        ("as4-soap-wrong-signed-message.txt", "EBMS:0103"),  # the Body has another id than the one that was signed
        ("receipt_with_invalid_signature.as4", "EBMS:0103"),  # no token, and the Body is not signed
    ],
)
def test_messages_that_must_be_refused(name: str, code: str) -> None:
    with pytest.raises(As4Error, match=code):
        verified(name)


def test_wrongly_signed_messages_are_refused_by_looser_profiles_too() -> None:
    with pytest.raises(As4Error):
        verified("as4-soap-wrong-signed-message.txt", OLD)
    _, envelope = opened("receipt_with_invalid_signature.as4")
    with pytest.raises(As4Error, match="EBMS:0101"):
        check_elements(envelope, read_signature(envelope, OLD))
