"""Sending: a payload becomes the bytes of a message, and the answer of the other side becomes a verdict.

Sources: Peppol AS4 2.0.3, eDelivery AS4 1.14 (common profile), AS4 profile 1.0 (receipts).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from faktura.channels.peppol.as4 import mime, names
from faktura.channels.peppol.as4.certificates import Trust, check_certificate, seat_id
from faktura.channels.peppol.as4.compression import zip_payload
from faktura.channels.peppol.as4.encryption import boundary_of, encrypt
from faktura.channels.peppol.as4.envelope import Envelope, new_envelope, parse_envelope, serialize_envelope
from faktura.channels.peppol.as4.errors import As4Error, FailedAuthentication, InvalidReceipt
from faktura.channels.peppol.as4.keys import KeyHolder
from faktura.channels.peppol.as4.mime import Buffer
from faktura.channels.peppol.as4.profile import Profile
from faktura.channels.peppol.as4.signal_message import ErrorMessage, Signal, read_signal
from faktura.channels.peppol.as4.signature import (
    Reference,
    certificate_of,
    check_coverage,
    check_elements,
    check_value,
    read_signature,
    sign,
)
from faktura.channels.peppol.as4.user_message import (
    PartInfo,
    PartyId,
    Property,
    UserMessage,
    check_agreed,
    write_user_message,
)

# What needs no escape in a cid: URL, so that nobody has to undo one.
_NOT_IN_CONTENT_ID = re.compile(r"[^A-Za-z0-9.@-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """What is to be sent.

    `message_id` is ``local@domain`` and stays the same on every try, so that the receiver sees a repetition; so does
    `timestamp` (aware). `properties` are message properties by name, for Peppol originalSender and finalRecipient;
    their types come from the profile. `payload` is the business message (for Peppol the SBDH with its document).
    `from_party` and `to_party` are only needed where the profile does not take them from certificates.
    """

    message_id: str
    timestamp: datetime
    conversation_id: str
    service: str
    action: str
    properties: Mapping[str, str]
    payload: Buffer = field(repr=False)
    from_party: str = ""
    to_party: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A message as it travels: `body` and `headers` are those of an HTTP POST.

    What the answer is compared with: `references` of the signature, and `receiver_certificate` (DER, from the SMP).
    `zipped` is the payload as it was signed, before it was encrypted: nobody but the receiver gets it back from `body`.
    It is empty where a message is only compared with its answer.
    """

    message_id: str
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    references: tuple[Reference, ...]
    receiver_certificate: bytes = field(repr=False)
    zipped: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The receiver has the message, and can't deny it: `evidence` are the signed bytes to be kept."""

    message_id: str
    timestamp: datetime
    certificate: bytes = field(repr=False)
    evidence: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The receiver answered with errors. Unless `authenticated`, anybody on the way could have written them."""

    errors: tuple[ErrorMessage, ...]
    authenticated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """Neither a receipt that holds nor an error: the message may have arrived. Send the same message id again."""

    why: str
    code: str = ""


def pack(outgoing: Outgoing, profile: Profile, keys: KeyHolder, receiver_certificate: x509.Certificate) -> Packed:
    """The message: zipped, signed, then encrypted for a certificate that the caller has checked (from the SMP).

    Raises:
        As4Error: what is to be sent is not what the profile allows (a party id, a missing property).
        ValueError: the receiver's key is not RSA, or a text holds what XML can't.
    """
    content_id = "payload." + _NOT_IN_CONTENT_ID.sub("-", outgoing.message_id)
    message = _user_message(outgoing, profile, keys, receiver_certificate, content_id)
    check_agreed(message, profile)
    envelope = new_envelope()
    write_user_message(envelope.messaging, message)
    # Signed is what is zipped and not yet encrypted; but the elements of encryption stand before the signature.
    zipped = zip_payload(outgoing.payload)
    closed = encrypt(envelope, [(content_id, zipped, names.GZIP)], receiver_certificate, profile)
    references = sign(envelope, [(content_id, zipped)], keys, profile.algorithms)
    root = serialize_envelope(envelope)
    attachments = [(content_id, "application/octet-stream", closed[content_id])]
    headers, body = mime.write(root, attachments, boundary_of(root))
    return Packed(
        message_id=outgoing.message_id,
        headers=headers,
        body=body,
        zipped=zipped,
        references=references,
        receiver_certificate=receiver_certificate.public_bytes(Encoding.DER),
    )


def _user_message(
    outgoing: Outgoing, profile: Profile, keys: KeyHolder, receiver: x509.Certificate, content_id: str
) -> UserMessage:
    def party(given: str, certificate: x509.Certificate) -> tuple[PartyId, ...]:
        value = seat_id(certificate, profile) if profile.party_id_is_common_name else given
        return (PartyId(value=value, type=profile.party_id_type),)

    types = dict(profile.message_properties)
    part = PartInfo(
        href=f"cid:{content_id}",
        properties=(
            Property(name="MimeType", value=profile.payload_mime_type),
            Property(name="CompressionType", value=names.GZIP),
        ),
    )
    return UserMessage(
        message_id=outgoing.message_id,
        timestamp=outgoing.timestamp,
        from_party=party(outgoing.from_party, keys.certificate),
        from_role=profile.initiator_role,
        to_party=party(outgoing.to_party, receiver),
        to_role=profile.responder_role,
        agreement=profile.agreement,
        agreement_type=profile.agreement_type,
        service=outgoing.service,
        service_type=profile.service_type,
        action=outgoing.action,
        conversation_id=outgoing.conversation_id,
        properties=tuple(
            Property(name=name, value=value, type=types.get(name)) for name, value in outgoing.properties.items()
        ),
        parts=(part,),
    )


def judge_answer(
    packed: Packed,
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    profile: Profile,
    now: datetime,
    trust: Trust | None = None,
) -> Receipt | Refused | Unclear:
    """What the HTTP answer to a message means; it never raises for what an answer may hold.

    A receipt counts when its signature holds, is made with the certificate that the SMP named, in force now (and under
    `trust`, when it is given), and names exactly the references that were sent, with the same digests. Errors that
    are not signed that way are a refusal all the same, only not authenticated.
    """
    try:
        package = mime.split(headers, body, profile.limits)
        envelope = parse_envelope(package.root, profile.limits)
        signal = read_signal(envelope.messaging, profile)
    except As4Error as error:
        return Unclear(why=f"The answer (HTTP {status}) is not a signal of ebMS: {error.detail}", code=error.code)
    try:
        certificate = _signer(envelope, packed, profile, now, trust)
        problem = None
    except As4Error as error:
        certificate, problem = b"", error
    failures = tuple(error for error in signal.errors if error.severity == "failure")
    if failures:
        named = {signal.ref_to_message_id, *(error.message_in_error for error in signal.errors)} - {None, ""}
        if named and packed.message_id not in named:
            return Unclear(why="The answer holds errors of another message.")
        return Refused(errors=failures, authenticated=problem is None)
    if signal.references is None:
        return Unclear(why=f"The answer (HTTP {status}) is neither a receipt nor a failure.")
    if problem is not None:
        return Unclear(why=f"The receipt does not hold: {problem.detail}", code=problem.code)
    try:
        _check_receipt(signal, packed)
    except InvalidReceipt as error:
        return Unclear(why=error.detail, code=error.code)
    return Receipt(
        message_id=signal.message_id, timestamp=signal.timestamp, certificate=certificate, evidence=bytes(package.root)
    )


def _signer(envelope: Envelope, packed: Packed, profile: Profile, now: datetime, trust: Trust | None) -> bytes:
    signature = read_signature(envelope, profile)
    certificate = certificate_of(envelope, signature.key_info)
    check_coverage(envelope, signature, ())
    check_value(signature, certificate, profile.algorithms)
    check_elements(envelope, signature)
    der = certificate.public_bytes(Encoding.DER)
    if der != packed.receiver_certificate:
        raise FailedAuthentication("It is signed with another certificate than the receiver's.")
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        raise FailedAuthentication("The certificate is not in force at this time.")
    if trust is not None:
        check_certificate(certificate, trust, profile, now)
    return der


def _check_receipt(signal: Signal, packed: Packed) -> None:
    if signal.ref_to_message_id != packed.message_id:
        raise InvalidReceipt("The receipt is for another message.")
    received, sent = ([_facts(each) for each in held] for held in (signal.references or (), packed.references))
    if len(received) != len(sent) or set(received) != set(sent):
        raise InvalidReceipt("The digests in the receipt are not those of the message that was sent.")


def _facts(reference: Reference) -> tuple[str, str, bytes]:
    return reference.uri, reference.digest_algorithm, reference.digest_value
