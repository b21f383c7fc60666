"""The AS4 core: messages packed and unpacked, receipts made and judged, as functions over bytes.

It knows no network, database or clock; the agreement between two sides is a value (`Profile`). Peppol AS4 2.0.3 is
`PEPPOL`. Sources: Peppol AS4 Profile 2.0.3, CEF/eDelivery AS4 1.14, OASIS ebMS 3.0 core and AS4 profile 1.0,
WS-Security 1.1.1 with its SwA and X.509 token profiles.
"""

from faktura.channels.peppol.as4.certificates import Trust, check_certificate, seat_id
from faktura.channels.peppol.as4.errors import (
    As4Error,
    country_missing,
    differs,
    message_id_reused,
    not_serviced,
    unreadable_payload,
)
from faktura.channels.peppol.as4.keys import HeldKey, KeyHolder, UnusableKey, from_pem, from_pkcs12
from faktura.channels.peppol.as4.profile import PEPPOL, Algorithms, Limits, Profile
from faktura.channels.peppol.as4.receiving import (
    SIGNAL_HEADERS,
    DuplicateKey,
    Received,
    duplicate_key,
    error_for,
    payload_digests,
    receipt_for,
    unpack,
)
from faktura.channels.peppol.as4.revocation import Revocation, RevocationCache
from faktura.channels.peppol.as4.sending import Outgoing, Packed, Receipt, Refused, Unclear, judge_answer, pack

__all__ = [
    "PEPPOL",
    "SIGNAL_HEADERS",
    "Algorithms",
    "As4Error",
    "DuplicateKey",
    "HeldKey",
    "KeyHolder",
    "Limits",
    "Outgoing",
    "Packed",
    "Profile",
    "Receipt",
    "Received",
    "Refused",
    "Revocation",
    "RevocationCache",
    "Trust",
    "Unclear",
    "UnusableKey",
    "check_certificate",
    "country_missing",
    "differs",
    "duplicate_key",
    "error_for",
    "from_pem",
    "from_pkcs12",
    "judge_answer",
    "message_id_reused",
    "not_serviced",
    "pack",
    "payload_digests",
    "receipt_for",
    "seat_id",
    "unpack",
    "unreadable_payload",
]
