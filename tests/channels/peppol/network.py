"""A Peppol network on the loopback interface: name servers and an SMP, on real sockets."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from brands.name_server import NameServer, name_server
from faktura.channels.peppol.document_types import BILLING
from faktura.channels.peppol.identifiers import TRANSPORT_PROFILE, DocumentTypeId, ParticipantId, ProcessId, encoded
from faktura.channels.peppol.metadata import Endpoint, ServiceProcess
from faktura.channels.peppol.publishing import write_service_group, write_service_metadata
from faktura.channels.peppol.sml import Sml, Zone, host_of
from outgoing.receivers import Received, Receiver, receiving, reply

from .keys import Holder, holder

ZONE = Zone(name="tests", domain="participant.sml.test", management_url="http://sml.test", source="made up")
RECEIVER = ParticipantId("0088:7300010000001")
INVOICE = DocumentTypeId(
    "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2::Invoice"
    "##urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0::2.1"
)


def endpoint(
    url: str = "https://ap.example.com/as4", *, transport_profile: str = TRANSPORT_PROFILE,
    activation: datetime | None = None, expiration: datetime | None = None,
) -> Endpoint:  # fmt: skip
    return Endpoint(
        transport_profile=transport_profile,
        url=url,
        certificate=holder("POP000001").certificate,
        activation=activation,
        expiration=expiration,
        description="A test",
        contact="mailto:test@example.com",
    )


def served(*endpoints: Endpoint, process: ProcessId = BILLING) -> tuple[ServiceProcess, ...]:
    return (ServiceProcess(process, endpoints or (endpoint(),)),)


@dataclass
class Network:
    """What the SMP answers, by path; a test may change everything. `asked` are the paths that were asked for."""

    names: NameServer
    smp: Receiver
    signer: Holder
    answers: dict[str, bytes] = field(default_factory=dict)

    @property
    def asked(self) -> list[str]:
        return [received.path for received in self.smp.got]

    @property
    def sml(self) -> Sml:
        return Sml(ZONE, self.names.servers, seconds=1.0)

    def naptr(self, participant: ParticipantId, *records: str) -> None:
        self.names.set("NAPTR", host_of(participant, ZONE), *records)

    def register(self, participant: ParticipantId, services: dict[DocumentTypeId, Sequence[ServiceProcess]]) -> None:
        """Register a participant at the SML and the SMP."""
        self.naptr(participant, f'100 10 "U" "Meta:SMP" "!.*!{self.smp.url}!" .')
        base = f"/{encoded(str(participant))}"
        self.answers[base] = reply(200, write_service_group(participant, self.smp.url, services))
        for kind, processes in services.items():
            signed = write_service_metadata(
                participant, kind, processes, self.signer.key, self.signer.certificate
            )  # fmt: skip
            self.answers[f"{base}/services/{encoded(str(kind))}"] = reply(200, signed)

    def answer(self, participant: ParticipantId, kind: DocumentTypeId, body: bytes, status: int = 200) -> None:
        """Let the SMP answer something of its own."""
        self.answers[f"/{encoded(str(participant))}/services/{encoded(str(kind))}"] = reply(status, body)


@asynccontextmanager
async def network() -> AsyncIterator[Network]:
    answers: dict[str, bytes] = {}

    async def answer(received: Received) -> bytes | None:
        return answers.get(received.path, reply(404, b"not found"))

    async with name_server() as names, receiving(answer) as smp:
        yield Network(names, smp, holder("PDE000001"), answers)
