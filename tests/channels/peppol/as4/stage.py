"""A small network: a root, an authority of access points, two access points and a stranger; and messages of theirs."""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from faktura.channels.peppol.as4 import (
    PEPPOL,
    HeldKey,
    KeyHolder,
    Outgoing,
    Packed,
    Received,
    Trust,
    mime,
    pack,
    unpack,
)
from faktura.channels.peppol.as4.compression import zip_payload
from faktura.channels.peppol.as4.encryption import boundary_of, encrypt
from faktura.channels.peppol.as4.envelope import Envelope, new_envelope, serialize_envelope
from faktura.channels.peppol.as4.signature import sign
from faktura.channels.peppol.as4.user_message import (
    PartInfo,
    PartyId,
    Property,
    UserMessage,
    write_user_message,
)

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
PAYLOAD = b"<StandardBusinessDocument>" + b"".join(b"<line>%d</line>" % n for n in range(700)) + b"</Standard>"
MESSAGE_ID = "4e8f1c1e-0000-4000-8000-000000000001@seller.example"
CONTENT_ID = f"payload.{MESSAGE_ID}"


@functools.cache
def key(name: str) -> rsa.RSAPrivateKey:
    """A key that is made once in a run."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def name_of(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


USAGE = {
    "digital_signature": True,
    "content_commitment": False,
    "key_encipherment": True,
    "data_encipherment": True,
    "key_agreement": False,
    "key_cert_sign": False,
    "crl_sign": False,
    "encipher_only": False,
    "decipher_only": False,
}


@dataclass(frozen=True)
class Authority:
    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    def issue(self, name: str, *, more: tuple[Any, ...] = (), **changes: Any) -> HeldKey:
        """A certificate of an access point; `changes`: subject, key, since, until, ca, usage, extended, hash."""
        held = changes.get("key", key(name))
        builder = (
            x509.CertificateBuilder()
            .subject_name(changes.get("subject", name_of(name)))
            .issuer_name(self.certificate.subject)
            .public_key(held.public_key())
            .serial_number(changes.get("serial", x509.random_serial_number()))
            .not_valid_before(changes.get("since", NOW - 30 * DAY))
            .not_valid_after(changes.get("until", NOW + 700 * DAY))
            .add_extension(x509.BasicConstraints(changes.get("ca", False), None), critical=True)
            .add_extension(x509.KeyUsage(**{**USAGE, **changes.get("usage", {})}), critical=True)
            .add_extension(
                x509.ExtendedKeyUsage([changes.get("extended", ExtendedKeyUsageOID.CLIENT_AUTH)]), critical=True
            )
        )
        for extension, critical in more:
            builder = builder.add_extension(extension, critical)
        return HeldKey(builder.sign(self.key, changes.get("hash", hashes.SHA256())), held)


def authority(name: str, issuer: Authority | None = None, path_length: int | None = None) -> Authority:
    own = key(name)
    usage = x509.KeyUsage(**{**USAGE, "key_cert_sign": True, "crl_sign": True})
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name_of(name))
        .issuer_name(issuer.certificate.subject if issuer else name_of(name))
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - 1000 * DAY)
        .not_valid_after(NOW + 3000 * DAY)
        .add_extension(x509.BasicConstraints(True, path_length), critical=True)
        .add_extension(usage, critical=True)
        .sign(issuer.key if issuer else own, hashes.SHA256())
    )
    return Authority(certificate, own)


ROOT = authority("TEST ROOT")
CA = authority("TEST ACCESS POINT CA", ROOT, 0)
SENDER = CA.issue("POP000001")
RECEIVER = CA.issue("PDE000002")
STRANGER = authority("SOMEBODY ELSE'S CA").issue("POP000001", key=key("stranger"))
TRUST = Trust(anchors=(ROOT.certificate,), intermediates=(CA.certificate,))

OUTGOING = Outgoing(
    message_id=MESSAGE_ID,
    timestamp=NOW,
    conversation_id="conversation-1",
    service="urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
    action="busdox-docid-qns::urn:oasis:names:specification:ubl:schema:xsd:Invoice-2::Invoice##x::2.1",
    properties={"originalSender": "9930:de123456789", "finalRecipient": "0204:991-12345-06"},
    payload=PAYLOAD,
)


def packed(**changes: Any) -> Packed:
    return pack(replace(OUTGOING, **changes), PEPPOL, SENDER, RECEIVER.certificate)


def received(message: Packed, **changes: Any) -> Received:
    held = {"keys": (RECEIVER,), "trust": TRUST, "now": NOW, "profile": PEPPOL, "headers": message.headers, **changes}
    return unpack(
        held["headers"], held.get("body", message.body), held["profile"], held["keys"], held["trust"], held["now"]
    )


def with_body(message: Packed, body: bytes) -> Packed:
    return replace(message, body=body)


def changed(message: Packed, old: bytes | str, new: bytes | str, count: int = -1) -> Packed:
    """The message with one text in place of another, as somebody on the way would change it."""
    old, new = (text.encode() if isinstance(text, str) else text for text in (old, new))
    assert old in message.body
    return with_body(message, message.body.replace(old, new, count))


def envelope_in(message: Packed) -> bytes:
    found = re.search(rb"<\?xml.*?</S12:Envelope>", message.body, re.DOTALL)
    assert found
    return found[0]


def user_message(**changes: Any) -> UserMessage:
    party = PEPPOL.party_id_type
    properties = tuple(
        Property(name=name, value=value, type="iso6523-actorid-upis") for name, value in OUTGOING.properties.items()
    )
    part = PartInfo(
        href=f"cid:{CONTENT_ID}",
        properties=(
            Property(name="MimeType", value="application/xml"),
            Property(name="CompressionType", value="application/gzip"),
        ),
    )
    message = UserMessage(
        message_id=MESSAGE_ID,
        timestamp=NOW,
        from_party=(PartyId(value="POP000001", type=party),),
        from_role=PEPPOL.initiator_role,
        to_party=(PartyId(value="PDE000002", type=party),),
        to_role=PEPPOL.responder_role,
        agreement=PEPPOL.agreement,
        service=OUTGOING.service,
        service_type=PEPPOL.service_type,
        action=OUTGOING.action,
        conversation_id="conversation-1",
        properties=properties,
        parts=(part,),
    )
    return replace(message, **changes)


def built(
    message: UserMessage | None = None,
    *,
    parts: dict[str, bytes] | None = None,
    zipped: Callable[[bytes], bytes] = zip_payload,
    before_signing: Callable[[Envelope], None] = lambda envelope: None,
    after_signing: Callable[[Envelope], None] = lambda envelope: None,
    profile: Any = PEPPOL,
    sender: KeyHolder = SENDER,
    signed: int | None = None,
) -> Packed:
    """A message made step by step, as a peer would who does something wrong."""
    message = message or user_message()
    held = {name: zipped(content) for name, content in (parts or {CONTENT_ID: PAYLOAD}).items()}
    envelope = new_envelope()
    write_user_message(envelope.messaging, message)
    closed = encrypt(
        envelope, [(name, content, "application/gzip") for name, content in held.items()], RECEIVER.certificate, profile
    )
    before_signing(envelope)
    references = sign(envelope, list(held.items())[:signed], sender, profile.algorithms)
    after_signing(envelope)
    root = serialize_envelope(envelope)
    attachments = [(name, "application/octet-stream", content) for name, content in closed.items()]
    headers, body = mime.write(root, attachments, boundary_of(root))
    return Packed(
        message_id=message.message_id,
        headers=headers,
        body=body,
        references=references,
        receiver_certificate=b"",
    )
