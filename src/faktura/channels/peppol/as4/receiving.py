"""Receiving: the bytes of a message become a payload that is authenticated, or an error; and the answer to it.

Order: envelope, agreement, what is encrypted and signed and how, signature and certificate, decryption, digests of the
payload, unzipping. That is phase4's order, but that nothing is decrypted for a sender who is not known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.hazmat.primitives.serialization import Encoding

from faktura.channels.peppol.as4 import mime, names
from faktura.channels.peppol.as4.certificates import Trust, check_certificate, seat_id
from faktura.channels.peppol.as4.compression import unzip_payload
from faktura.channels.peppol.as4.encryption import decrypt, read_encryption
from faktura.channels.peppol.as4.envelope import Envelope, new_envelope, parse_envelope, serialize_envelope
from faktura.channels.peppol.as4.errors import (
    As4Error,
    DecompressionFailure,
    ExternalPayloadError,
    InvalidHeader,
    MimeInconsistency,
    PolicyNoncompliance,
    ProcessingModeMismatch,
    ValueInconsistent,
)
from faktura.channels.peppol.as4.keys import KeyHolder
from faktura.channels.peppol.as4.profile import Profile
from faktura.channels.peppol.as4.signal_message import message_id_in, write_error, write_receipt
from faktura.channels.peppol.as4.signature import (
    Reference,
    certificate_of,
    check_attachments,
    check_coverage,
    check_elements,
    check_value,
    content_id_of,
    read_signature,
    sign,
)
from faktura.channels.peppol.as4.user_message import UserMessage, check_agreed, read_user_message

SIGNAL_HEADERS = {"Content-Type": f"{names.SOAP}; charset=UTF-8"}
"""HTTP headers of what `receipt_for` and `error_for` give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """A part of a message, unzipped; `media_type` is what its sender called it."""

    content_id: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateKey:
    """What a receiver remembers a message by. Within a sender a message id is used once (ebMS 3.0 core)."""

    sender: str
    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A message whose sender and content are authenticated.

    `sender` and `receiver` are party ids (for Peppol the seat ids); `sender_certificate` is DER; `key` is the number of
    the key that it was encrypted for. `references` are what the receipt repeats.
    """

    message: UserMessage
    sender: str
    receiver: str
    sender_certificate: bytes = field(repr=False)
    key: int
    payloads: tuple[Payload, ...]
    references: tuple[Reference, ...]

    @property
    def payload(self) -> bytes:
        """The first payload; a profile like Peppol's has no other."""
        return self.payloads[0].content


def unpack(
    headers: Mapping[str, str],
    body: mime.Buffer,
    profile: Profile,
    keys: Sequence[KeyHolder],
    trust: Trust,
    now: datetime,
) -> Received:
    """The message in an HTTP request. `now` is aware; `keys` are all that are in use, the newest first.

    What the payload says (the SBDH) is the caller's to check; `errors` has the constructors for it.

    Raises:
        As4Error: the message is not taken; `error_for` makes the answer. Its `message_id` is set when it was readable.
    """
    package = mime.split(headers, body, profile.limits)
    envelope = parse_envelope(package.root, profile.limits)
    try:
        return _unpack(package, envelope, profile, keys, trust, now)
    except As4Error as error:
        error.message_id = message_id_in(envelope.messaging)
        raise


def _unpack(
    package: mime.Package,
    envelope: Envelope,
    profile: Profile,
    keys: Sequence[KeyHolder],
    trust: Trust,
    now: datetime,
) -> Received:
    message = read_user_message(envelope.messaging)
    if len(envelope.body) or (envelope.body.text or "").strip():
        raise InvalidHeader("The Body of the envelope is empty; payloads are attachments.")
    content_ids = _content_ids(message)
    check_agreed(message, profile)
    encryption = read_encryption(envelope, profile)
    signature = read_signature(envelope, profile)
    certificate = certificate_of(envelope, signature.key_info)
    _check_parts(content_ids, package, encryption.ciphers)
    check_coverage(envelope, signature, content_ids)
    check_value(signature, certificate, profile.algorithms)
    check_elements(envelope, signature)
    check_certificate(certificate, trust, profile, now)
    contents = {content_id: part.content for content_id, part in package.attachments.items()}
    opened, holder = decrypt(encryption, contents, keys)
    check_attachments(signature, opened)
    sender, receiver = message.from_party[0].value, message.to_party[0].value
    if profile.party_id_is_common_name:
        if sender != seat_id(certificate, profile):
            raise ValueInconsistent("The PartyId of From is not the name in the sender's certificate.")
        if receiver != seat_id(holder.certificate, profile):
            raise ValueInconsistent("The PartyId of To is not the name in the receiver's certificate.")
    payloads = []
    for part, content_id in zip(message.parts, content_ids, strict=True):
        held = opened.pop(content_id)
        content = _unzip(held, part.value("CompressionType"), profile)
        del held
        payloads.append(Payload(content_id=content_id, media_type=part.value("MimeType"), content=content))
    return Received(
        message=message,
        sender=sender,
        receiver=receiver,
        sender_certificate=certificate.public_bytes(Encoding.DER),
        key=[*keys].index(holder),
        payloads=tuple(payloads),
        references=signature.references,
    )


def _content_ids(message: UserMessage) -> tuple[str, ...]:
    found = []
    for part in message.parts:
        content_id = content_id_of(part.href)
        if not content_id:
            raise ProcessingModeMismatch("A payload is an attachment, which PartInfo names by a cid: URL.")
        found.append(content_id)
    if len(set(found)) != len(found):
        raise ValueInconsistent("Two PartInfo name the same attachment.")
    return tuple(found)


def _check_parts(content_ids: Sequence[str], package: mime.Package, ciphers: Mapping[str, str]) -> None:
    if not set(content_ids) <= set(package.attachments):
        raise ExternalPayloadError("PartInfo names an attachment that the message does not hold.")
    if set(package.attachments) != set(content_ids):
        raise MimeInconsistency("The message holds an attachment that no PartInfo names.")
    if set(ciphers) != set(content_ids):
        raise PolicyNoncompliance("Not exactly the payloads are encrypted.")


def _unzip(content: bytes, compression: str, profile: Profile) -> bytes:
    if compression == names.GZIP:
        return unzip_payload(content, profile.limits.payload_bytes_max)
    if compression or profile.compression_required:
        raise DecompressionFailure(f"A payload is compressed as {names.GZIP}.")
    if len(content) > profile.limits.payload_bytes_max:
        raise DecompressionFailure(f"A payload is bigger than {profile.limits.payload_bytes_max} bytes.")
    return content


def duplicate_key(received: Received) -> DuplicateKey:
    """What makes two messages one: the sender, as authenticated, and the message id.

    With the same key answer with the receipt that was stored, and deliver once. Nobody but the same sender can take a
    message id away from another; payload digests (`payload_digests`) tell a repetition from an id used twice.
    """
    return DuplicateKey(sender=received.sender, message_id=received.message.message_id)


def payload_digests(references: Sequence[Reference]) -> tuple[tuple[str, bytes], ...]:
    """Algorithm and digest of each payload of a signature, as it was signed: the same when a message is repeated."""
    found = (each for each in references if each.content_id is not None)
    return tuple(sorted((each.digest_algorithm, each.digest_value) for each in found))


def receipt_for(
    received: Received, profile: Profile, keys: Sequence[KeyHolder], message_id: str, now: datetime
) -> bytes:
    """The signed receipt of a message: an envelope, to be sent with `SIGNAL_HEADERS` and status 200.

    It is signed with the key that the message was encrypted for, which is the certificate that the sender saw.
    `message_id` is the receipt's own; store the bytes, for they are the answer to a repetition.
    """
    envelope = new_envelope()
    write_receipt(
        envelope.messaging,
        message_id=message_id,
        timestamp=now,
        ref=received.message.message_id,
        references=received.references,
    )
    sign(envelope, (), keys[received.key], profile.algorithms)
    return serialize_envelope(envelope)


def error_for(error: As4Error, profile: Profile, keys: KeyHolder | None, message_id: str, now: datetime) -> bytes:
    """The answer to a message that is not taken, to be sent with `SIGNAL_HEADERS`; unsigned without `keys`."""
    envelope = new_envelope()
    write_error(envelope.messaging, message_id=message_id, timestamp=now, error=error)
    if keys is not None:
        sign(envelope, (), keys, profile.algorithms)
    elif envelope.security is not None:
        envelope.root[0].remove(envelope.security)
    return serialize_envelope(envelope)
