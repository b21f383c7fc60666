"""Sending one business document: the road, the envelope, the message, the request, the verdict on the answer.

Sources: Peppol AS4 2.0.3, Business Message Envelope 2.0.2; the retry is phase4's (one more, after ten seconds).
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from cryptography.hazmat.primitives.serialization import Encoding

from faktura.channels.peppol import as4
from faktura.channels.peppol.access_point.outcomes import (
    Attempt,
    Delivered,
    Evidence,
    NoRoad,
    Outcome,
    Refused,
    Unclear,
    Unreachable,
)
from faktura.channels.peppol.discovery import Discovered, Discovery, NotTaken, Road, Undiscovered, Unknown, Wanted
from faktura.channels.peppol.identifiers import ParticipantId
from faktura.channels.peppol.publishing import metadata_url
from faktura.channels.peppol.sbdh import XML, Header, write_envelope
from faktura.outgoing.errors import AddressRefused, ReplyTooLong, Unsent
from faktura.outgoing.http import Http
from faktura.source import UnreadableDocument

WAITS = (10.0,)
"""Seconds before each further attempt: phase4 tries once more after ten seconds."""
SECONDS_MAX = 120.0
"""How long one attempt may take, from looking up the name to the last byte of the answer."""
ANSWER_BYTES_MAX = 1_000_000
"""More than any receipt; it names a handful of digests."""
RETRY_AFTER_SECONDS_MAX = 60.0
"""How long a wait may become because the other side asks for it."""
DUPLICATE_CODES = ("EBMS:4001",)
"""Codes by which access points refuse a message that they have already (phase4 4.5.0; ebMS has none of its own).
phase4 4.4 says so in the detail of EBMS:0004 only, which is believed of a repetition."""

Wait = Callable[[float], Awaitable[object]]


def new_message_id(domain: str) -> str:
    """A new ``local@domain``, as RFC 2822 and ebMS want it."""
    return f"{uuid4()}@{domain}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A document to be sent. `wanted` are the types that it may travel under, usually one.

    `message_id`, `instance_identifier` and `created_at` (aware) stay the same whenever the same order is sent again: by
    them the receiver sees a repetition, and the digests in its receipt stay right. `mls_to` and `mls_type` ask for a
    Message Level Status as `Header` describes it.
    """

    message_id: str
    instance_identifier: str
    created_at: datetime
    sender: ParticipantId
    receiver: ParticipantId
    wanted: tuple[Wanted, ...]
    country_c1: str
    document: bytes = field(repr=False)
    media_type: str = XML
    conversation_id: str = ""
    mls_to: ParticipantId | None = None
    mls_type: str = ""


class Sender:
    """Sends orders for one access point. It keeps nothing: the evidence is the caller's to keep.

    `trust` is for receipts; roads are trusted by `discovery`. `private` is for networks of tests: it lets requests go
    to addresses that are not public, and over http. Within one attempt the client itself sends once more when a
    connection that it kept turns out to be closed; the bytes are the same, so the receiver sees a repetition.
    """

    def __init__(
        self, profile: as4.Profile, keys: as4.KeyHolder, trust: as4.Trust, discovery: Discovery, http: Http, *,
        now: Callable[[], datetime], waits: Sequence[float] = WAITS, wait: Wait = asyncio.sleep,
        seconds: float = SECONDS_MAX, private: bool = False,
    ) -> None:  # fmt: skip
        self._profile = profile
        self._keys = keys
        self._trust = trust
        self._discovery = discovery
        self._http = http
        self._now = now
        self._waits = tuple(waits)
        self._wait = wait
        self._seconds = seconds
        self._private = private

    async def send(self, order: Order, *, fresh: bool = False) -> Outcome:
        """Send an order; it never raises for what a road or the other side can do.

        With `fresh` the road is looked up anew: ask so after a refusal, which may come from an old address.
        """
        road = await self._discovery.road(order.receiver, order.wanted, fresh=fresh)
        if not isinstance(road, Road):
            return _no_road(road)
        try:
            packed = await asyncio.to_thread(self._pack, order, road)
        except as4.As4Error as error:
            return NoRoad(code="unusable", reason=error.detail, again=False)
        except (ValueError, UnreadableDocument) as error:
            return NoRoad(code="unusable", reason=str(error), again=False)
        return await self._deliver(order, road, packed)

    def _pack(self, order: Order, road: Road) -> as4.Packed:
        header = Header(
            sender=order.sender,
            receiver=order.receiver,
            document_type=road.document_type,
            process=road.process,
            country_c1=order.country_c1,
            instance_identifier=order.instance_identifier,
            created_at=order.created_at,
            mls_to=order.mls_to,
            mls_type=order.mls_type,
        )
        payload = write_envelope(header, order.document, media_type=order.media_type)
        outgoing = as4.Outgoing(
            message_id=order.message_id,
            timestamp=order.created_at,
            conversation_id=order.conversation_id or order.instance_identifier,
            service=road.process.value,
            action=str(road.document_type),
            properties={"originalSender": order.sender.value, "finalRecipient": order.receiver.value},
            payload=payload,
        )
        return as4.pack(outgoing, self._profile, self._keys, road.certificate)

    async def _deliver(self, order: Order, road: Road, packed: as4.Packed) -> Outcome:
        attempts: list[Attempt] = []
        for pause in (*self._waits, None):
            try:
                attempt = await self._attempt(road, packed)
            except AddressRefused as error:
                return NoRoad(code="refused_address", reason=str(error), again=False)
            attempts.append(attempt)
            verdict = await self._judge(packed, attempt)
            if pause is None or not _is_tried_again(attempt, verdict):
                break
            await self._wait(max(pause, _retry_after(attempt)))
        evidence = self._evidence(order, road, packed, tuple(attempts))
        match verdict:
            case as4.Receipt():
                return Delivered(receipt=verdict, evidence=evidence)
            case as4.Refused(errors=errors, authenticated=authenticated):
                first = errors[0]
                detail = first.detail or first.description or first.short_description
                if first.code in DUPLICATE_CODES or (len(attempts) > 1 and "duplicate" in detail.lower()):
                    # An earlier attempt arrived, and its receipt was lost: that is no refusal.
                    why = f"The receiver says that it has this message already: {detail}"
                    return Unclear(why=why, code=first.code, evidence=evidence)
                return Refused(code=first.code, detail=detail, authenticated=authenticated, evidence=evidence)
            case as4.Unclear(why=why, code=code):
                return Unclear(why=why, code=code, evidence=evidence)
            case None:
                return Unreachable(why=attempts[-1].why, evidence=evidence)

    async def _attempt(self, road: Road, packed: as4.Packed) -> Attempt:
        started = self._now()
        try:
            reply = await self._http.request(
                "POST", road.url, headers=packed.headers, content=packed.body, seconds=self._seconds,
                bytes_max=ANSWER_BYTES_MAX, private=self._private,
            )  # fmt: skip
        except AddressRefused:
            raise
        except Unsent as error:
            too_long = isinstance(error, ReplyTooLong)
            return Attempt(started_at=started, ended_at=self._now(), why=str(error), too_long=too_long)
        return Attempt(
            started_at=started,
            ended_at=self._now(),
            status=reply.status,
            headers=reply.headers,
            body=reply.content,
            address=reply.address,
        )

    async def _judge(self, packed: as4.Packed, attempt: Attempt) -> as4.Receipt | as4.Refused | as4.Unclear | None:
        if attempt.too_long:
            return as4.Unclear(why=attempt.why)
        if attempt.status is None:
            return None
        return await asyncio.to_thread(
            as4.judge_answer,
            packed, attempt.status, attempt.headers, attempt.body, self._profile, attempt.ended_at, self._trust,
        )  # fmt: skip

    def _evidence(self, order: Order, road: Road, packed: as4.Packed, attempts: tuple[Attempt, ...]) -> Evidence:
        return Evidence(
            message_id=packed.message_id,
            instance_identifier=order.instance_identifier,
            sender=str(order.sender),
            receiver=str(order.receiver),
            document_type=str(road.document_type),
            process=str(road.process),
            url=road.url,
            headers=packed.headers,
            body=packed.body,
            payload=packed.zipped,
            attempts=attempts,
            sender_certificate=self._keys.certificate.public_bytes(Encoding.DER),
            receiver_certificate=packed.receiver_certificate,
            smp_certificate=road.smp_certificate.public_bytes(Encoding.DER),
            smp_url=metadata_url(road.smp_url, road.participant, road.registered),
            found_at=road.found_at,
        )


def _is_tried_again(attempt: Attempt, verdict: as4.Receipt | as4.Refused | as4.Unclear | None) -> bool:
    """No answer, or one of the 5xx; but what is signed is meant, whatever its status."""
    if verdict is None:
        return True
    if isinstance(verdict, as4.Receipt) or (isinstance(verdict, as4.Refused) and verdict.authenticated):
        return False
    return attempt.status is not None and attempt.status >= 500


def _retry_after(attempt: Attempt) -> float:
    """The seconds for which the other side asks; a date is left aside."""
    text = attempt.headers.get("retry-after", "").strip()
    return min(float(text), RETRY_AFTER_SECONDS_MAX) if text.isascii() and text.isdigit() and len(text) < 10 else 0.0


def _no_road(found: Discovered) -> NoRoad:
    match found:
        case Unknown(why=why):
            return NoRoad(code="unknown", reason=why, again=False)
        case NotTaken(code=code, why=why):
            return NoRoad(code=code, reason=why, again=code == "not_yet")
        case Undiscovered(code=code, why=why, again=again):
            return NoRoad(code=code, reason=why, again=again)
    raise AssertionError(found)
