"""What a receiver remembers of messages, so that each is delivered once and each repetition gets the same receipt."""

from dataclasses import dataclass
from typing import Protocol

from faktura.channels.peppol.as4 import DuplicateKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A message that somebody is about to deliver.

    `instance` is the identifier of its envelope (SBDH), unique within `message.sender`. `payload` is a digest of what
    was signed, `document` one of the business document: they tell a repetition from an identifier that was used for
    something else. Both are hexadecimal.
    """

    message: DuplicateKey
    instance: str
    payload: str
    document: str


@dataclass(frozen=True, slots=True)
class Free:
    """Nobody has delivered it; it is the caller's now, until it calls `finish` or `release`."""


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody else is delivering it now."""


@dataclass(frozen=True, slots=True)
class Done:
    """A message with this id was finished before: its receipt, and the digest of its payload."""

    receipt: bytes
    payload: str


@dataclass(frozen=True, slots=True)
class SameEnvelope:
    """Another message with the same envelope's identifier was finished before; `document` is its digest."""

    document: str


Claimed = Free | Held | Done | SameEnvelope


class Store(Protocol):
    """Where claims and receipts are kept. All of it is for good: a message carries no time limit of its own.

    A claim is lost in a crash, or ends after some time, so that the repetition of a message which was claimed and
    never finished is delivered again; `deliver` is idempotent for that reason.
    """

    async def find(self, message: DuplicateKey) -> Done | None:
        """The receipt of a message that was finished."""

    async def claim(self, claim: Claim) -> Claimed:
        """Take a message, in one step: of two that ask at once, one gets `Free`.

        `Done` goes before `SameEnvelope`. `Held` is the answer while the message or its envelope is somebody's.
        """

    async def finish(self, claim: Claim, receipt: bytes) -> None:
        """Keep the receipt; when this returns, it outlives a crash."""

    async def release(self, claim: Claim) -> None:
        """Give up a claim: the message was not delivered, or it is not known whether it was."""
