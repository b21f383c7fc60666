"""The network: name server, SMP, directory, access points and their authorities, started and stopped together."""

import contextlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from cryptography import x509

from faktura.channels.peppol.access_point.certificates import certificate_check
from faktura.channels.peppol.access_point.documents import about
from faktura.channels.peppol.access_point.outcomes import Outcome
from faktura.channels.peppol.access_point.receiving import Arrived
from faktura.channels.peppol.access_point.sending import Order, Sender, new_message_id
from faktura.channels.peppol.as4 import PEPPOL, Trust
from faktura.channels.peppol.box.authority import Authorities, Held
from faktura.channels.peppol.box.http_server import http_server
from faktura.channels.peppol.box.names import NameServer, name_server
from faktura.channels.peppol.box.point import DOMAIN, PATH, BoxAccessPoint
from faktura.channels.peppol.box.smp import DIRECTORY, REQUEST_BYTES_MAX, Registration, SmpServer
from faktura.channels.peppol.box.stores import FolderStore, MemoryStore
from faktura.channels.peppol.discovery import Discovery
from faktura.channels.peppol.identifiers import ParticipantId, participant
from faktura.channels.peppol.sml import Sml, Zone
from faktura.channels.peppol.smp import Smp
from faktura.outgoing.http import Http

ZONE = Zone(name="box", domain="participant.sml.box.test", management_url="", source="made up; it is on loopback only")
WAITS = (0.05,)
"""The wait before the second attempt; on the real network it is ten seconds."""
SECONDS = 5.0
"""How long an attempt may take; on the real network it is two minutes."""
POINTS_MAX = 100

BoxParticipants = Sequence[str] | Mapping[str, Sequence[str]]


def _clock() -> datetime:
    return datetime.now(UTC)


class Network:
    """A network that runs; see `Network.start`. `points` are its access points by seat id."""

    def __init__(
        self, authorities: Authorities, names: NameServer, smp: SmpServer, now: Callable[[], datetime]
    ) -> None:
        self.authorities = authorities
        self.names = names
        self.smp = smp
        self.points: dict[str, BoxAccessPoint] = {}
        self._now = now

    @classmethod
    @contextlib.asynccontextmanager
    async def start(
        cls, participants: BoxParticipants, *, waits: Sequence[float] = WAITS, seconds: float = SECONDS,
        folder: Path | None = None, port: int = 0, now: Callable[[], datetime] = _clock,
    ) -> AsyncIterator["Network"]:  # fmt: skip
        """Start a network, and stop it at the end.

        `participants` are identifiers such as ``0088:7300010000001``, each at an access point of its own; or lists of
        them by seat id (``POP000001``). With `folder`, receipts are kept there. With `port`, the SMP listens on it, the
        name server too, and the access points on those that follow; otherwise on free ones.

        Raises:
            NoIdentifier: one of the participants is none.
        """
        wanted = _by_seat(participants)
        authorities = Authorities.make(now())
        async with contextlib.AsyncExitStack() as stack:
            names = await stack.enter_async_context(name_server(ZONE, port))
            smp = SmpServer(authorities.smps.issue("PSM000001"))
            server = await stack.enter_async_context(
                http_server(smp.answer, body_bytes_max=REQUEST_BYTES_MAX, port=port)
            )  # fmt: skip
            smp.url = server.url
            network = cls(authorities, names, smp, now)
            http = Http()
            stack.push_async_callback(http.aclose)
            for number, (seat, served) in enumerate(wanted.items(), 1):
                store = MemoryStore() if folder is None else FolderStore(folder / seat)
                point = BoxAccessPoint(
                    seat, authorities.access_points.issue(seat), authorities.trust, store, now, served
                )  # fmt: skip
                stack.callback(point.point.close)
                listening = await stack.enter_async_context(
                    http_server(
                        point.answer, body_bytes_max=PEPPOL.limits.message_bytes_max, port=port + number if port else 0
                    )
                )
                point.url = listening.url + PATH
                point.sender = network._sender(point, http, waits, seconds)
                network.points[seat] = point
                for who in served:
                    network.publish(who, point)
            yield network

    @property
    def trust(self) -> Trust:
        """Whom access points of this network believe."""
        return self.authorities.trust

    @property
    def directory_url(self) -> str:
        """Where the directory of all participants is."""
        return self.smp.url + DIRECTORY

    def point_of(self, who: str | ParticipantId) -> BoxAccessPoint:
        """The access point that serves a participant.

        Raises:
            LookupError: none does.
        """
        known = _participant(who)
        for point in self.points.values():
            if known in point.served:
                return point
        raise LookupError(f"{known.value} is at none of the access points")

    def publish(
        self, who: str | ParticipantId, point: BoxAccessPoint, certificate: x509.Certificate | None = None
    ) -> None:
        """Register a participant at SML and SMP, with the address of an access point; and with its certificate, unless
        a wrong one is given."""
        known = _participant(who)
        held = certificate if certificate is not None else point.held.certificate
        self.smp.register(known, Registration(point.url, held))
        self.names.register(known, self.smp.url)

    def enroll(self, who: str | ParticipantId, seat: str, url: str) -> Held:
        """Let an access point outside of the box take part: a key with a certificate of this network for it (`seat`
        such as ``POP000123``), and its participant registered at `url`. It has to believe `trust`."""
        held = self.authorities.access_points.issue(seat)
        known = _participant(who)
        self.smp.register(known, Registration(url, held.certificate))
        self.names.register(known, self.smp.url)
        return held

    def forget(self, who: str | ParticipantId) -> None:
        """Take a participant out of SML and SMP; its access point still serves it."""
        known = _participant(who)
        self.names.remove(known)
        self.smp.remove(known)

    def order(self, sender: str, receiver: str, document: bytes, *, country: str = "", mls_type: str = "") -> Order:
        """An order for a UBL document; `country` (of the sender) is read from it unless it is given.

        Raises:
            ValueError: the document does not say what it is, or one of the participants is none.
        """
        said = about(document)
        return Order(
            message_id=new_message_id(DOMAIN),
            instance_identifier=str(uuid4()),
            created_at=self._now().replace(microsecond=0),
            sender=_participant(sender),
            receiver=_participant(receiver),
            wanted=(said.wanted,),
            country_c1=country or said.country,
            document=document,
            mls_type=mls_type,
        )

    async def send(self, sender: str, receiver: str, document: bytes, *, country: str = "") -> Outcome:
        """Send a UBL document from one participant to another; see `order` for what it raises."""
        return await self.carry(self.order(sender, receiver, document, country=country))

    async def carry(self, order: Order) -> Outcome:
        """Send an order by its sender's access point; the same order may be sent again."""
        return await self.point_of(order.sender).sender.send(order)

    def received(self, who: str | ParticipantId) -> tuple[Arrived, ...]:
        """What has arrived for a participant, in order."""
        known = _participant(who)
        return tuple(
            arrived
            for point in self.points.values()
            for arrived in point.arrived.values()
            if arrived.header.receiver == known
        )

    def _sender(self, point: BoxAccessPoint, http: Http, waits: Sequence[float], seconds: float) -> Sender:
        check = certificate_check(PEPPOL, access_points=self.trust, smps=self.authorities.smp_trust)
        # Nothing is remembered: what a test or an integrator changes counts at once.
        discovery = Discovery(
            Sml(ZONE, [self.names.address]), Smp(http, private=True), now=self._now, check_certificate=check,
            kept_seconds=0,
        )  # fmt: skip
        return Sender(
            PEPPOL, point.held.holder, self.trust, discovery, http, now=self._now, waits=waits, seconds=seconds,
            private=True,
        )  # fmt: skip


def _participant(who: str | ParticipantId) -> ParticipantId:
    return participant(who) if isinstance(who, str) else who


def _by_seat(participants: BoxParticipants) -> dict[str, list[ParticipantId]]:
    if isinstance(participants, Mapping):
        named = {seat: [participant(each) for each in served] for seat, served in participants.items()}
    else:
        named = {f"POP{number:06}": [participant(each)] for number, each in enumerate(participants, 1)}
    if len(named) > POINTS_MAX:
        raise ValueError(f"a box has at most {POINTS_MAX} access points")
    return named
