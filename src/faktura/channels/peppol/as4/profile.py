"""What two sides agreed on, as values: a profile names parties, roles, algorithms and limits.

Peppol AS4 is one value. Another network on eDelivery AS4 is another value, not other code.
Sources: Peppol AS4 Profile 2.0.3 (2024-04-22), CEF/eDelivery AS4 1.14.
"""

import re
from dataclasses import dataclass, field

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from faktura.channels.peppol.as4 import names


@dataclass(frozen=True, slots=True, kw_only=True)
class Algorithms:
    """Allow-lists of algorithm URIs; the first of each is what we send. Anything else is EBMS:0103."""

    canonicalization: tuple[str, ...] = (names.EXCLUSIVE_C14N,)
    signature: tuple[str, ...] = (names.RSA_SHA256,)
    digest: tuple[str, ...] = (names.SHA256,)
    attachment_transform: tuple[str, ...] = (names.CONTENT_SIGNATURE,)
    payload_encryption: tuple[str, ...] = (names.AES128_GCM,)
    key_transport: tuple[str, ...] = (names.RSA_OAEP,)
    key_transport_digest: tuple[str, ...] = (names.SHA256,)
    mask_generation: tuple[str, ...] = (names.MGF1_SHA256,)
    rsa_bits_min: int = 2048
    certificate_hashes: tuple[str, ...] = ("sha256", "sha384", "sha512")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is read, in bytes or pieces; beyond them a message is refused before memory is spent on it."""

    message_bytes_max: int = 150_000_000
    envelope_bytes_max: int = 500_000
    payload_bytes_max: int = 110_000_000
    """Of one payload, after it was unzipped."""
    part_header_bytes_max: int = 16_384
    part_headers_max: int = 32
    parts_max: int = 4
    references_max: int = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An agreement that holds for all messages of a network.

    `message_properties` are the names that must stand once in MessageProperties, each with its type attribute.
    `payloads` is how many parts a user message has. `party_id_is_common_name`: the party id is the CN of the party's
    certificate. `compression_required`: a part without CompressionType is refused rather than taken as it is.
    """

    name: str
    transport_profile: str
    party_id_type: str | None
    party_id_pattern: re.Pattern[str]
    party_id_is_common_name: bool
    initiator_role: str
    responder_role: str
    agreement: str
    agreement_type: str | None
    service_type: str | None
    message_properties: tuple[tuple[str, str | None], ...]
    payloads: int
    payload_mime_type: str
    compression_required: bool
    extended_key_usages: tuple[x509.ObjectIdentifier, ...]
    algorithms: Algorithms = field(default_factory=Algorithms)
    limits: Limits = field(default_factory=Limits)


_EBMS = "http://docs.oasis-open.org/ebxml-msg/ebms/v3.0/ns/core/200704/"

PEPPOL = Profile(
    name="Peppol AS4 2.0.3",
    transport_profile="peppol-transport-as4-v2_0",
    party_id_type="urn:fdc:peppol.eu:2017:identifiers:ap",
    party_id_pattern=re.compile(r"P[A-Z]{2}[0-9]{6}"),
    party_id_is_common_name=True,
    initiator_role=_EBMS + "initiator",
    responder_role=_EBMS + "responder",
    agreement="urn:fdc:peppol.eu:2017:agreements:tia:ap_provider",
    agreement_type=None,
    service_type="cenbii-procid-ubl",
    message_properties=(("originalSender", "iso6523-actorid-upis"), ("finalRecipient", "iso6523-actorid-upis")),
    payloads=1,
    payload_mime_type="application/xml",
    # Others take a part that is not zipped, and nothing is lost by doing so.
    compression_required=False,
    extended_key_usages=(ExtendedKeyUsageOID.CLIENT_AUTH,),
)
"""Peppol AS4 2.0.3, the only active transport profile of Peppol."""
