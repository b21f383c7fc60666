"""What becomes of a document that was sent, and what is kept of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from faktura.channels.peppol.as4 import Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One request. `status` is None when there was no whole answer, and `why` says so in a sentence; `too_long`: there
    was one, and it was longer than any that is read."""

    started_at: datetime
    ended_at: datetime
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)
    address: str = ""
    why: str = ""
    too_long: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that shows what was sent, to whom, and what was answered. Bytes and headers are those that travelled.

    `payload` is the envelope with its document, zipped as it was signed: nobody but the receiver can open the message
    itself. Certificates are DER. `smp_url` is the answer of the SMP that named address and certificate, `found_at` when
    it gave it.
    """

    message_id: str
    instance_identifier: str
    sender: str
    receiver: str
    document_type: str
    process: str
    url: str
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    payload: bytes = field(repr=False)
    attempts: tuple[Attempt, ...]
    sender_certificate: bytes = field(repr=False)
    receiver_certificate: bytes = field(repr=False)
    smp_certificate: bytes = field(repr=False)
    smp_url: str
    found_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """The receiver's access point has it, and said so in a receipt that holds."""

    receipt: Receipt
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The receiver's access point answered with an error. Unless `authenticated`, anybody on the way could have
    written it. `code` is that of ebMS (``EBMS:0004``), `detail` what the other side says of it."""

    code: str
    detail: str
    authenticated: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreachable:
    """No answer came to any attempt. The message may have arrived all the same: send the same message id again."""

    why: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """Something was answered that is neither a receipt that holds nor an error of ebMS: send the same message id
    again."""

    why: str
    code: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class NoRoad:
    """Nothing was sent, for it is not known where to. `reason` is a sentence; with `again`, trying later may help.

    `code` is ``unknown`` (the receiver is not registered), one of `NotTaken` or `Undiscovered`, ``refused_address``
    (nobody calls such an address), or ``unusable`` (the receiver's certificate can't be sent to, or the document can't
    be put into an envelope).
    """

    code: str
    reason: str
    again: bool


Outcome = Delivered | Refused | Unreachable | Unclear | NoRoad
