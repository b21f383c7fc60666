"""An access point of the box: the real one behind a small server, with faults on request."""

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from faktura.channels.peppol import as4
from faktura.channels.peppol.access_point.claims import Store
from faktura.channels.peppol.access_point.receiving import AccessPoint, Answer, Arrived
from faktura.channels.peppol.access_point.sending import Sender, new_message_id
from faktura.channels.peppol.as4 import mime
from faktura.channels.peppol.as4.envelope import parse_envelope
from faktura.channels.peppol.as4.signal_message import message_id_in
from faktura.channels.peppol.box.authority import Held
from faktura.channels.peppol.box.faults import Fault, Kind
from faktura.channels.peppol.box.http_server import Request, Response
from faktura.channels.peppol.document_types import KNOWN
from faktura.channels.peppol.identifiers import ParticipantId
from faktura.channels.peppol.sbdh import Header

PATH = "/as4"
DOMAIN = "box.example"
_PAGE = Response(status=200, headers={"Content-Type": "text/html"}, body=b"<!doctype html><p>It works!</p>\n")


class BoxAccessPoint:
    """One access point with its participants.

    `faults` are used up by the next requests, one each; None in between leaves one request alone. `arrived` are the
    documents by `Arrived.key`; `deliveries` counts how often each was handed over, `answers` how many answers were
    made. `served` may be changed while it runs.
    """

    def __init__(
        self, seat: str, held: Held, trust: as4.Trust, store: Store, now: Callable[[], datetime],
        participants: Iterable[ParticipantId], profile: as4.Profile = as4.PEPPOL,
    ) -> None:  # fmt: skip
        self.seat = seat
        self.held = held
        self.served = set(participants)
        self.faults: deque[Fault | None] = deque()
        self.arrived: dict[str, Arrived] = {}
        self.deliveries: Counter[str] = Counter()
        self.answers: list[Answer] = []
        self.url = ""
        self.sender: Sender  # set by the network, which knows the way to the others
        self._profile = profile
        self._now = now
        self._receipts: deque[bytes] = deque(maxlen=1)
        self._types = {known.id for known in KNOWN}
        self.point = AccessPoint(
            profile, (held.holder,), trust, store, self._is_served, self._deliver, now, domain=DOMAIN
        )  # fmt: skip

    async def answer(self, request: Request) -> Response | None:
        """The answer to a request, with the next fault."""
        if request.path.partition("?")[0] != PATH:
            return Response(status=404)
        if request.method != "POST":
            return Response(status=405, headers={"Allow": "POST"})
        fault = self.faults.popleft() if self.faults else None
        if fault is not None:
            return await self._misbehave(request, fault)
        return _response(await self._answer(request))

    async def _answer(self, request: Request) -> Answer:
        answer = await self.point.answer(request.headers, request.body)
        self.answers.append(answer)
        if answer.arrived is not None:
            self._receipts.append(answer.body)
        return answer

    async def _misbehave(self, request: Request, fault: Fault) -> Response | None:
        match fault.kind:
            case Kind.UNANSWERED:
                return None
            case Kind.BUSY | Kind.BROKEN:
                return Response(status=503 if fault.kind is Kind.BUSY else 500)
            case Kind.UNKNOWN:
                return self._refuse(request, as4.not_serviced("nobody"))
            case Kind.REFUSED:
                asked = type("Asked", (as4.As4Error,), {"code": fault.code})
                return self._refuse(request, asked(fault.detail))
            case Kind.TWICE:
                first, _ = await asyncio.gather(self._answer(request), self._answer(request))
                return _response(first)
        before = self._receipts[-1] if self._receipts else b"<nothing/>"
        response = _response(await self._answer(request))
        match fault.kind:
            case Kind.LATE:
                await asyncio.sleep(fault.seconds)
            case Kind.TRICKLE:
                return replace(response, bytes_per_second=fault.bytes_per_second)
            case Kind.CUT:
                return replace(response, bytes_sent_max=len(response.body) // 2)
            case Kind.LOST_RECEIPT:
                return None
            case Kind.NONSENSE:
                return _PAGE
            case Kind.STALE:
                return replace(response, body=before)
        return response

    def _refuse(self, request: Request, error: as4.As4Error) -> Response:
        try:
            root = mime.split(request.headers, request.body, self._profile.limits).root
            error.message_id = message_id_in(parse_envelope(root, self._profile.limits).messaging)
        except as4.As4Error:
            error.message_id = ""
        body = as4.error_for(error, self._profile, self.held.holder, new_message_id(DOMAIN), self._now())
        return Response(status=200, headers=as4.SIGNAL_HEADERS, body=body)

    async def _is_served(self, header: Header) -> bool:
        return header.receiver in self.served and header.document_type in self._types

    async def _deliver(self, arrived: Arrived) -> None:
        # Idempotent by its key; that it is not called twice is what tests count.
        self.deliveries[arrived.key] += 1
        self.arrived.setdefault(arrived.key, arrived)


def _response(answer: Answer) -> Response:
    return Response(status=answer.status, headers=answer.headers, body=answer.body)
