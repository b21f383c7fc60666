"""Receiving: what is answered to a request of another access point, and what is delivered.

The order is what makes it safe: the message is claimed, **delivered, then its receipt is stored, then it is answered**.
After a crash before the receipt is stored, the sender has no receipt and sends again; the message is then delivered
again under the same key, which `deliver` must take for one. After a crash behind it, the stored receipt is the answer.
So no receipt leaves for what was not delivered, and nothing is delivered twice under two keys.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from weakref import WeakValueDictionary

from faktura.channels.peppol import as4
from faktura.channels.peppol.access_point.claims import Claim, Done, Held, SameEnvelope, Store
from faktura.channels.peppol.access_point.sending import new_message_id
from faktura.channels.peppol.as4.errors import ValueInconsistent
from faktura.channels.peppol.identifiers import NoIdentifier, ParticipantId
from faktura.channels.peppol.mls import is_wanted, may_be_answered, receiver_of
from faktura.channels.peppol.sbdh import Header, Malformed, Opened, read_envelope

EXCHANGES_MAX = 64
"""How many messages are worked on at the same time; whoever comes then is asked to come back."""
BYTES_MAX = 400_000_000
"""How many bytes of messages are worked on at the same time."""
THREADS = 4
"""How many threads decrypt, verify and sign."""
RETRY_AFTER_SECONDS = 10
"""When to come back, said with status 503; it is what senders of this network wait anyway."""

_UNREADABLE = ("xml", "root", "payload_count", "payload")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class MlsWish:
    """Whether a Message Level Status may answer a document, to whom it goes, and whether success is told, too."""

    allowed: bool
    always: bool
    receiver: ParticipantId | None

    def wants(self, code: str) -> bool:
        """Whether a status with this code is to be sent."""
        return self.allowed and self.receiver is not None and is_wanted(code, always=self.always)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A document that arrived, authenticated, with its envelope taken off.

    `key` stays the same for every repetition, with another message id, too. `sender` is the seat id of the access
    point that sent it, `sender_certificate` its certificate (DER).
    """

    key: str
    message_id: str
    sender: str
    sender_certificate: bytes = field(repr=False)
    header: Header
    document: bytes = field(repr=False)
    media_type: str
    envelope: bytes = field(repr=False)
    mls: MlsWish
    arrived_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An HTTP answer. `arrived` is what was delivered just now, so that a status may be sent about it; `error` why
    nothing was; `repeated` tells that it was delivered before."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    arrived: Arrived | None = None
    error: as4.As4Error | None = None
    repeated: bool = False


class NotNow(Exception):  # noqa: N818 - what `deliver` says
    """`deliver` can't take the document now: the sender is asked to come back (503)."""


IsServed = Callable[[Header], Awaitable[bool]]
"""Whether the receiver of an envelope takes this document type and process here."""
Deliver = Callable[[Arrived], Awaitable[None]]
"""Takes a document over: when it returns, the document outlives a crash. Idempotent by `Arrived.key`."""


class AccessPoint:
    """Answers the requests of other access points.

    `keys` are all that are in use, the newest first. The door in front of it bounds how many bytes of requests are read
    at a time; here, how many are worked on. Close it with `close`.
    """

    def __init__(
        self, profile: as4.Profile, keys: Sequence[as4.KeyHolder], trust: as4.Trust, store: Store, is_served: IsServed,
        deliver: Deliver, now: Callable[[], datetime], *, domain: str = "faktura.invalid",
        exchanges_max: int = EXCHANGES_MAX, bytes_max: int = BYTES_MAX, threads: int = THREADS,
    ) -> None:  # fmt: skip
        self._profile = profile
        self._keys = tuple(keys)
        self._trust = trust
        self._store = store
        self._is_served = is_served
        self._deliver = deliver
        self._now = now
        self._domain = domain
        self._exchanges_left = exchanges_max
        self._bytes_left = bytes_max
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="faktura-as4")
        self._locks: WeakValueDictionary[as4.DuplicateKey, asyncio.Lock] = WeakValueDictionary()

    def close(self) -> None:
        """Stop the threads; what they do now is not waited for."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def answer(self, headers: Mapping[str, str], body: bytes) -> Answer:
        """The answer to a POST.

        Receipts and errors of ebMS go with status 200, as phase4 sends them. An error is signed when the message's
        sender was authenticated; otherwise it is not, for anybody could get a signed refusal of a message that is on
        its way. Who comes when there is no room, or while the same message is being delivered, gets 503 with
        Retry-After. What `deliver` and the store raise, except `NotNow`, goes through to the caller: it is a fault of
        ours, to be answered with 500, and the sender comes back.
        """
        if self._exchanges_left < 1 or self._bytes_left < len(body):
            return _busy()
        self._exchanges_left -= 1
        self._bytes_left -= len(body)
        try:
            return await self._answer(headers, body)
        finally:
            self._exchanges_left += 1
            self._bytes_left += len(body)

    async def _answer(self, headers: Mapping[str, str], body: bytes) -> Answer:
        now = self._now()
        try:
            received = await self._thread(
                lambda: as4.unpack(headers, body, self._profile, self._keys, self._trust, now)
            )  # fmt: skip
        except as4.As4Error as error:
            return await self._refuse(error, None)
        try:
            key = as4.duplicate_key(received)
            # A repetition that comes in the meantime waits for the receipt.
            async with self._locks.setdefault(key, asyncio.Lock()):
                return await self._take(received, key, now)
        except as4.As4Error as error:
            error.message_id = received.message.message_id
            return await self._refuse(error, self._keys[received.key])
        except NotNow:
            return _busy()

    async def _take(self, received: as4.Received, key: as4.DuplicateKey, now: datetime) -> Answer:
        payload = _payload_digest(received)
        if (done := await self._store.find(key)) is not None:
            return _again(done, payload)
        arrived = await self._thread(lambda: self._read(received, now))
        if not await self._is_served(arrived.header):
            raise as4.not_serviced(arrived.header.receiver.value)
        document = hashlib.sha256(arrived.document).hexdigest()
        claim = Claim(message=key, instance=arrived.header.instance_identifier, payload=payload, document=document)
        match await self._store.claim(claim):
            case Held():
                return _busy()
            case Done() as done:
                return _again(done, payload)
            case SameEnvelope(document=before):
                if before != document:
                    raise ValueInconsistent("The envelope's identifier was used before, for another document.")
                receipt = await self._receipt(received)
                await self._store.finish(claim, receipt)
                return _receipt(receipt, repeated=True)
        finished = False
        try:
            await self._deliver(arrived)
            receipt = await self._receipt(received)
            await self._store.finish(claim, receipt)
            finished = True
        finally:
            if not finished:
                await self._store.release(claim)
        return _receipt(receipt, arrived=arrived)

    def _read(self, received: as4.Received, now: datetime) -> Arrived:
        opened = read_envelope(received.payload, self._profile.limits.payload_bytes_max)
        if isinstance(opened, Malformed):
            raise _envelope_error(opened)
        header = opened.header
        _check_same(received, header)
        return _arrived(received, opened, now)

    async def _receipt(self, received: as4.Received) -> bytes:
        return await self._thread(
            lambda: as4.receipt_for(received, self._profile, self._keys, new_message_id(self._domain), self._now())
        )  # fmt: skip

    async def _refuse(self, error: as4.As4Error, keys: as4.KeyHolder | None) -> Answer:
        body = await self._thread(
            lambda: as4.error_for(error, self._profile, keys, new_message_id(self._domain), self._now())
        )  # fmt: skip
        return Answer(status=200, headers=as4.SIGNAL_HEADERS, body=body, error=error)

    async def _thread(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)


def _payload_digest(received: as4.Received) -> str:
    digest = hashlib.sha256()
    for algorithm, value in as4.payload_digests(received.references):
        digest.update(algorithm.encode() + b"\0" + value)
    return digest.hexdigest()


def _again(done: Done, payload: str) -> Answer:
    if done.payload != payload:
        raise as4.message_id_reused()
    return _receipt(done.receipt, repeated=True)


def _receipt(receipt: bytes, *, arrived: Arrived | None = None, repeated: bool = False) -> Answer:
    return Answer(status=200, headers=as4.SIGNAL_HEADERS, body=receipt, arrived=arrived, repeated=repeated)


def _busy() -> Answer:
    headers = {"Retry-After": str(RETRY_AFTER_SECONDS), "Content-Type": "text/plain; charset=UTF-8"}
    return Answer(status=503, headers=headers, body=b"Busy; send the same message again.\n")


def _envelope_error(malformed: Malformed) -> as4.As4Error:
    first = malformed.problems[0]
    for problem in malformed.problems:
        if problem.code in _UNREADABLE:
            return as4.unreadable_payload(problem.sentence)
    if any(problem.code == "missing" and "COUNTRY_C1" in problem.place for problem in malformed.problems):
        return as4.country_missing()
    return ValueInconsistent(f"The business message header: {first.sentence} ({first.place})")


def _check_same(received: as4.Received, header: Header) -> None:
    message = received.message
    for name, said, held in (
        ("Action", message.action, str(header.document_type)),
        ("Service", message.service, header.process.value),
    ):
        if said != held:
            raise as4.differs(name, said, held)
    for name, who in (("originalSender", header.sender), ("finalRecipient", header.receiver)):
        # Participants are compared without regard to case.
        if message.value(name).lower() != who.value.lower():
            raise as4.differs(name, message.value(name), who.value)


def _arrived(received: as4.Received, opened: Opened, now: datetime) -> Arrived:
    header = opened.header
    try:
        status_to = receiver_of(header.mls_to, received.sender)
    except NoIdentifier:
        status_to = None
    return Arrived(
        key=f"{received.sender}/{header.instance_identifier}",
        message_id=received.message.message_id,
        sender=received.sender,
        sender_certificate=received.sender_certificate,
        header=header,
        document=opened.document,
        media_type=opened.media_type,
        envelope=received.payload,
        mls=MlsWish(allowed=may_be_answered(header.document_type), always=header.mls_always, receiver=status_to),
        arrived_at=now,
    )
