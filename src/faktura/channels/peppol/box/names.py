"""A name server for one zone of participants: it answers NAPTR over UDP from a table."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

from faktura.channels.peppol.identifiers import ParticipantId
from faktura.channels.peppol.sml import FLAG, SERVICE, Zone, host_of

TTL_SECONDS = 60
LOOPBACK = "127.0.0.1"


class NameServer(asyncio.DatagramProtocol):
    """`asked` are the names that were asked for, in order."""

    def __init__(self, zone: Zone) -> None:
        self.zone = zone
        self.asked: list[str] = []
        self._records: dict[str, str] = {}
        self._transport: Any = None

    @property
    def address(self) -> tuple[str, int]:
        """Address and port."""
        found = self._transport.get_extra_info("sockname")
        return str(found[0]), int(found[1])

    def register(self, participant: ParticipantId, smp_url: str) -> None:
        """Let a participant be registered at an SMP."""
        self._records[host_of(participant, self.zone)] = f'100 10 "{FLAG}" "{SERVICE}" "!.*!{smp_url}!" .'

    def remove(self, participant: ParticipantId) -> None:
        """Let a participant be unknown."""
        self._records.pop(host_of(participant, self.zone), None)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the socket."""
        self._transport = transport

    def datagram_received(self, data: bytes, addr: Any) -> None:
        """Answer a question; what is none is left aside."""
        with contextlib.suppress(dns.exception.DNSException, ValueError):
            self._transport.sendto(self._answer(data), addr)

    def _answer(self, wire: bytes) -> bytes:
        query = dns.message.from_wire(wire)
        (question,) = query.question
        name = question.name.to_text(omit_final_dot=True).lower()
        self.asked.append(name)
        response = dns.message.make_response(query)
        response.flags |= dns.flags.AA
        record = self._records.get(name)
        if record is None:
            response.set_rcode(dns.rcode.NXDOMAIN)
        elif question.rdtype == dns.rdatatype.NAPTR:
            response.answer.append(dns.rrset.from_text(question.name, TTL_SECONDS, "IN", "NAPTR", record))
        return response.to_wire()


@contextlib.asynccontextmanager
async def name_server(zone: Zone, port: int = 0) -> AsyncIterator[NameServer]:
    """A server on loopback; port 0 takes a free one."""
    loop = asyncio.get_running_loop()
    transport, server = await loop.create_datagram_endpoint(
        lambda: NameServer(zone), local_addr=(LOOPBACK, port)
    )  # fmt: skip
    try:
        yield server
    finally:
        transport.close()
