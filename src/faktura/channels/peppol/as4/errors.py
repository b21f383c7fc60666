"""What a receiver answers when it does not take a message: ebMS errors, each an exception with its code.

Sources: OASIS ebMS 3.0 core (codes, severity, category), AS4 profile 1.0 (0301 to 0303), Peppol AS4 (the
detail ``PEPPOL:NOT_SERVICED``).
"""

# ruff: noqa: N818 - errors are named as ebMS names them
from typing import ClassVar

NOT_SERVICED = "PEPPOL:NOT_SERVICED"
DETAIL_LENGTH_MAX = 500


class As4Error(Exception):
    """A message that is not taken, and why.

    `detail` is a sentence for the other side: it holds no secret and nothing of the payload. `message_id` is the
    message in error, when it was readable; `description` overrides nothing but adds a sentence for people.
    """

    code: ClassVar[str] = "EBMS:0004"
    short_description: ClassVar[str] = "Other"
    severity: ClassVar[str] = "failure"
    category: ClassVar[str] = "Content"
    origin: ClassVar[str] = "ebMS"

    def __init__(self, detail: str, *, description: str = "", message_id: str = "") -> None:
        super().__init__(f"{self.code} {self.short_description}: {detail}")
        self.detail = detail if len(detail) <= DETAIL_LENGTH_MAX else detail[: DETAIL_LENGTH_MAX - 1] + "…"
        self.description = description
        self.message_id = message_id


class ValueNotRecognized(As4Error):
    """EBMS:0001: an element or attribute has a value that the receiver does not know."""

    code = "EBMS:0001"
    short_description = "ValueNotRecognized"


class ValueInconsistent(As4Error):
    """EBMS:0003: a value contradicts other values, of the message, of the payload or of the agreement."""

    code = "EBMS:0003"
    short_description = "ValueInconsistent"


class Other(As4Error):
    """EBMS:0004: anything that has no code of its own."""


class MimeInconsistency(As4Error):
    """EBMS:0007: MIME is not used as the specification wants."""

    code = "EBMS:0007"
    short_description = "MimeInconsistency"
    category = "Unpackaging"


class InvalidHeader(As4Error):
    """EBMS:0009: the envelope is not well-formed, or not packaged as ebMS wants."""

    code = "EBMS:0009"
    short_description = "InvalidHeader"
    category = "Unpackaging"


class ProcessingModeMismatch(As4Error):
    """EBMS:0010: the header is not what the agreed profile expects."""

    code = "EBMS:0010"
    short_description = "ProcessingModeMismatch"
    category = "Processing"


class ExternalPayloadError(As4Error):
    """EBMS:0011: a PartInfo names a part that the message does not hold."""

    code = "EBMS:0011"
    short_description = "ExternalPayloadError"


class FailedAuthentication(As4Error):
    """EBMS:0101: a signature, a digest or a certificate does not hold."""

    code = "EBMS:0101"
    short_description = "FailedAuthentication"
    category = "Processing"
    origin = "security"


class FailedDecryption(As4Error):
    """EBMS:0102: encrypted data could not be decrypted."""

    code = "EBMS:0102"
    short_description = "FailedDecryption"
    category = "Processing"
    origin = "security"


class PolicyNoncompliance(As4Error):
    """EBMS:0103: methods, parameters or scope of the message's security are not those that were agreed."""

    code = "EBMS:0103"
    short_description = "PolicyNoncompliance"
    category = "Processing"
    origin = "security"


class InvalidReceipt(As4Error):
    """EBMS:0302: a receipt does not fit the message that was sent."""

    code = "EBMS:0302"
    short_description = "InvalidReceipt"
    category = "Communication"


class DecompressionFailure(As4Error):
    """EBMS:0303: a payload could not be unzipped within its limit."""

    code = "EBMS:0303"
    short_description = "DecompressionFailure"
    category = "Communication"


def not_serviced(receiver: str) -> As4Error:
    """The receiver is not one that this access point serves (Peppol AS4: EBMS:0004 with a fixed detail)."""
    return Other(NOT_SERVICED, description=f"The receiver {receiver} is not served by this access point.")


def country_missing() -> As4Error:
    """The business message header has no COUNTRY_C1 (Business Message Envelope 2.0: mandatory since 2024)."""
    return ValueInconsistent("The business scope COUNTRY_C1 is missing from the business message header.")


def differs(name: str, header: str, payload: str) -> As4Error:
    """A value of the ebMS header (Action, Service, originalSender, finalRecipient) is not that of the payload."""
    return ValueInconsistent(f"{name} is {header!r} in the message header and {payload!r} in the payload.")


def unreadable_payload(reason: str) -> As4Error:
    """The payload is not the business message that the profile wants (phase4 answers EBMS:0004, too)."""
    return Other(f"The payload can't be read: {reason}")


def message_id_reused() -> As4Error:
    """A sender used a message id again for another payload (ebMS 3.0 core: it is unique)."""
    return ValueInconsistent("The message id was used before, for another payload.")
