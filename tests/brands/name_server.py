"""A name server on loopback for tests: it answers over UDP from a table that a test may change."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset


def quoted(text: str) -> str:
    """A TXT record's text in parts of 255 characters, as it is written into a zone."""
    parts = [text[start : start + 255] for start in range(0, len(text), 255)] or [""]
    return " ".join('"' + part.replace("\\", "\\\\").replace('"', '\\"') + '"' for part in parts)


@dataclass
class NameServer:
    """`zone`: (name, type) -> texts of its records. `silent`: names that get no answer at all. `broken`: SERVFAIL."""

    zone: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    asked: list[tuple[str, str]] = field(default_factory=list)
    port: int = 0

    def set(self, kind: str, name: str, *texts: str) -> None:
        self.zone[name, kind] = list(texts)

    def remove(self, kind: str, name: str) -> None:
        self.zone.pop((name, kind), None)

    @property
    def servers(self) -> tuple[tuple[str, int], ...]:
        return (("127.0.0.1", self.port),)

    def answer(self, wire: bytes) -> bytes | None:
        query = dns.message.from_wire(wire)
        (question,) = query.question
        name, kind = question.name.to_text(omit_final_dot=True).lower(), dns.rdatatype.to_text(question.rdtype)
        self.asked.append((name, kind))
        if name in self.silent:
            return None
        response = dns.message.make_response(query)
        response.flags |= dns.flags.RA
        if name in self.broken:
            response.set_rcode(dns.rcode.SERVFAIL)
        elif found := self.zone.get((name, kind)):
            write = {"TXT": quoted, "CNAME": lambda text: text.rstrip(".") + "."}.get(kind, str)
            texts = [write(text) for text in found]
            response.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *texts))
        elif not any(known == name for known, _ in self.zone):
            response.set_rcode(dns.rcode.NXDOMAIN)
        return response.to_wire(max_size=8192)


class _Protocol(asyncio.DatagramProtocol):
    def __init__(self, server: NameServer) -> None:
        self._server = server

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, address: tuple[str, int]) -> None:
        answer = self._server.answer(data)
        if answer is not None:
            self._transport.sendto(answer, address)  # type: ignore[attr-defined]


@asynccontextmanager
async def name_server() -> AsyncIterator[NameServer]:
    server = NameServer()
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(lambda: _Protocol(server), local_addr=("127.0.0.1", 0))
    server.port = transport.get_extra_info("sockname")[1]
    try:
        yield server
    finally:
        transport.close()


@contextmanager
def name_server_apart() -> Iterator[NameServer]:
    """The same in a thread of its own, for tests that know no event loop."""
    ready, done, servers = threading.Event(), threading.Event(), []

    async def run() -> None:
        async with name_server() as server:
            servers.append(server)
            ready.set()
            await asyncio.to_thread(done.wait)

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    ready.wait()
    try:
        yield servers[0]
    finally:
        done.set()
        thread.join()
