"""Discovery: from a participant and a document to the road on which it travels, with a memory that knows its age.

Source: Peppol SML 1.3.0 and SMP 1.4.0.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from weakref import WeakValueDictionary

from cryptography import x509

from faktura.channels.peppol.document_types import KnownDocumentType, known
from faktura.channels.peppol.identifiers import (
    TRANSPORT_PROFILE,
    DocumentTypeId,
    ParticipantId,
    ProcessId,
    best_match,
)
from faktura.channels.peppol.metadata import Endpoint, NoEndpoint, ServiceGroup, choose_endpoint
from faktura.channels.peppol.sml import Found, LookupFailed, NotRegistered, Sml
from faktura.channels.peppol.smp import Answered, NotThere, Smp, SmpFailed

KEPT_SECONDS = 3600.0
"""How long a road is used again without asking; Peppol asks senders to look up often, and expects caches."""
KEPT_NEGATIVE_SECONDS = 60.0
"""The same for a receiver that is not there: it may be about to register."""
REMEMBERED_MAX = 10_000

Role = Literal["smp", "ap"]
CheckCertificate = Callable[[x509.Certificate, Role, datetime], Awaitable[str | None]]
"""Says in a sentence why a certificate of an SMP or an access point is not to be trusted; None when it is."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document that somebody wants to send, with the processes that it may travel under, the best first."""

    document_type: DocumentTypeId
    processes: tuple[ProcessId, ...]

    @classmethod
    def of(cls, known: KnownDocumentType) -> "Wanted":
        """A document of a type that is known here, under any of its processes."""
        return cls(known.id, known.processes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """Where a document goes. `registered` is the registration that takes it, `document_type` what is sent.

    `certificate` is the receiving access point's, `smp_certificate` that of the SMP which said all this.
    """

    participant: ParticipantId
    document_type: DocumentTypeId
    registered: DocumentTypeId
    process: ProcessId
    transport_profile: str
    url: str
    certificate: x509.Certificate
    smp_url: str
    smp_certificate: x509.Certificate
    expiration: datetime | None
    found_at: datetime

    def age(self, now: datetime) -> timedelta:
        """How long ago it was found."""
        return now - self.found_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """The participant is certainly not registered."""

    participant: ParticipantId
    why: str
    found_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTaken:
    """The participant is registered, and takes none of the documents now.

    `code` is ``no_document_type``, ``no_process``, ``no_transport``, ``not_yet`` or ``expired``; `offered` are the
    document types that it has registered, as far as they were asked for.
    """

    participant: ParticipantId
    code: str
    why: str
    offered: tuple[DocumentTypeId, ...]
    found_at: datetime


@dataclass(frozen=True, slots=True)
class Undiscovered:
    """It is not known where the document goes. With `again`, trying later may help. It is never remembered.

    `code` is ``dns``, ``untrusted``, or one of `faktura.channels.peppol.smp.SmpFailed`.
    """

    code: str
    why: str
    again: bool


_Key = tuple[ParticipantId, tuple[Wanted, ...]]
Discovered = Road | Unknown | NotTaken | Undiscovered


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a receiver takes. `document_types` are as registered; `known` are those that can be sent from here.

    It stands on an answer that nobody signs: good for showing, not for sending.
    """

    participant: ParticipantId
    document_types: tuple[DocumentTypeId, ...]
    smp_url: str
    found_at: datetime

    @property
    def known(self) -> tuple[KnownDocumentType, ...]:
        """The registrations that are known here by their exact name."""
        return tuple(each for each in map(known, self.document_types) if each is not None)

    def takes(self, document_type: DocumentTypeId) -> bool:
        """Whether one of the registrations takes a document, by itself or by a wildcard."""
        return best_match(document_type, self.document_types) is not None


class Discovery:
    """Finds roads, and remembers them.

    `now` is the clock, `check_certificate` decides about certificates (both of the SMP and of the access point).
    """

    def __init__(
        self, sml: Sml, smp: Smp, *, now: Callable[[], datetime], check_certificate: CheckCertificate,
        kept_seconds: float = KEPT_SECONDS,
    ) -> None:  # fmt: skip
        self._sml = sml
        self._smp = smp
        self._now = now
        self._check = check_certificate
        self._kept = timedelta(seconds=kept_seconds)
        self._kept_negative = timedelta(seconds=min(kept_seconds, KEPT_NEGATIVE_SECONDS))
        self._remembered: OrderedDict[_Key, Road | Unknown | NotTaken] = OrderedDict()
        self._locks: WeakValueDictionary[_Key, asyncio.Lock] = WeakValueDictionary()

    async def road(self, participant: ParticipantId, wanted: Sequence[Wanted], *, fresh: bool = False) -> Discovered:
        """The road for the first of the wanted documents that the participant takes.

        Each document is looked for under its exact type, then under the wildcards of its scheme, as the Policy for use
        of Identifiers 4.4.0 orders them. With `fresh`, nothing that is remembered is used: ask so after a receiver's
        access point refused a document.
        """  # fmt: skip
        key = (participant, tuple(wanted))
        asked_at = self._now()
        # Whoever asks for the same while it is being found waits for that answer.
        async with self._locks.setdefault(key, asyncio.Lock()):
            now = self._now()
            kept = self._remembered.get(key)
            if kept is not None and self._holds(kept, now) and (not fresh or kept.found_at > asked_at):
                self._remembered.move_to_end(key)
                return kept
            self._remembered.pop(key, None)
            found = await self._discover(participant, key[1], now)
            if not isinstance(found, Undiscovered):
                self._remembered[key] = found
                while len(self._remembered) > REMEMBERED_MAX:
                    self._remembered.popitem(last=False)
            return found

    async def capabilities(self, participant: ParticipantId) -> Capabilities | Unknown | Undiscovered:
        """What a participant takes, asked anew."""
        now = self._now()
        base = await self._base(participant, now)
        if not isinstance(base, str):
            return base
        group = await self._smp.service_group(base, participant)
        if isinstance(group, SmpFailed):
            return _undiscovered(group)
        if isinstance(group, NotThere):
            return _unknown(participant, now)
        return Capabilities(
            participant=participant, document_types=group.document_types, smp_url=base, found_at=now
        )  # fmt: skip

    def forget(self, participant: ParticipantId) -> None:
        """Forget all that is remembered of a participant."""
        for key in [key for key in self._remembered if key[0] == participant]:
            del self._remembered[key]

    def _holds(self, kept: Road | Unknown | NotTaken, now: datetime) -> bool:
        limit = self._kept if isinstance(kept, Road) else self._kept_negative
        if isinstance(kept, Road) and kept.expiration is not None and kept.expiration < now:
            return False
        return timedelta(0) <= now - kept.found_at < limit

    async def _base(self, participant: ParticipantId, now: datetime) -> str | Unknown | Undiscovered:
        match await self._sml.look_up(participant):
            case Found(url):
                return url
            case NotRegistered():
                return _unknown(participant, now)
            case LookupFailed(why, again):
                return Undiscovered("dns", why, again)

    async def _discover(self, participant: ParticipantId, wanted: tuple[Wanted, ...], now: datetime) -> Discovered:
        base = await self._base(participant, now)
        if not isinstance(base, str):
            return base
        group: ServiceGroup | None = None
        nearest = NoEndpoint("no_document_type", "The receiver does not take this kind of document.")
        for each in wanted:
            registered = each.document_type
            answer = await self._smp.service_metadata(base, participant, registered)
            if isinstance(answer, NotThere):
                if group is None:
                    asked = await self._smp.service_group(base, participant)
                    if isinstance(asked, SmpFailed):
                        return _undiscovered(asked)
                    if isinstance(asked, NotThere):
                        return _unknown(participant, now)
                    group = asked
                match = best_match(each.document_type, group.document_types)
                if match is None or match == registered:
                    continue
                registered = match
                answer = await self._smp.service_metadata(base, participant, registered)
            if isinstance(answer, SmpFailed):
                return _undiscovered(answer)
            if isinstance(answer, NotThere):
                continue
            chosen = choose_endpoint(answer.metadata, each.processes, now)
            if isinstance(chosen, NoEndpoint):
                nearest = chosen
                continue
            road = _road(each, registered, answer, *chosen, base, now)
            return await self._trusted(road, answer, now)
        return NotTaken(
            participant=participant, code=nearest.code, why=nearest.why,
            offered=group.document_types if group else (), found_at=now,
        )  # fmt: skip

    async def _trusted(self, road: Road, answer: Answered, now: datetime) -> Road | Undiscovered:
        signers = [answer.metadata.signer, *([answer.redirect.signer] if answer.redirect else [])]
        for signer in signers:
            if why := await self._check(signer, "smp", now):
                return Undiscovered("untrusted", f"The SMP of the receiver can't be trusted: {why}", again=False)
        if why := await self._check(road.certificate, "ap", now):
            return Undiscovered("untrusted", f"The receiver's access point can't be trusted: {why}", again=False)
        return road


def _road(
    wanted: Wanted, registered: DocumentTypeId, answer: Answered, process: ProcessId, endpoint: Endpoint,
    base: str, now: datetime,
) -> Road:  # fmt: skip
    return Road(
        participant=answer.metadata.participant,
        document_type=wanted.document_type,
        registered=registered,
        process=process,
        transport_profile=TRANSPORT_PROFILE,
        url=endpoint.url,
        certificate=endpoint.certificate,
        smp_url=base,
        smp_certificate=answer.metadata.signer,
        expiration=endpoint.expiration,
        found_at=now,
    )


def _unknown(participant: ParticipantId, now: datetime) -> Unknown:
    return Unknown(participant=participant, why="The receiver is not registered in the Peppol network.", found_at=now)


def _undiscovered(failed: SmpFailed) -> Undiscovered:
    return Undiscovered(failed.code, failed.why, failed.again)
