"""An access point on a real socket with the keys of the AS4 core's tests, and messages that a peer could send it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from channels.peppol.as4 import stage
from channels.peppol.envelopes import DOCUMENT, header
from faktura.channels.peppol.as4 import PEPPOL, Limits, Packed, judge_answer
from faktura.channels.peppol.as4.sending import Receipt, Refused, Unclear
from faktura.channels.peppol.as4.user_message import Property
from faktura.channels.peppol.box.authority import Held
from faktura.channels.peppol.box.http_server import http_server
from faktura.channels.peppol.box.point import PATH, BoxAccessPoint
from faktura.channels.peppol.box.stores import MemoryStore
from faktura.channels.peppol.sbdh import write_envelope
from faktura.outgoing.http import Http, Reply

# Small, so that a bomb is one at a size that tests can make.
PROFILE = replace(PEPPOL, limits=Limits(payload_bytes_max=1_000_000, message_bytes_max=2_000_000))
HEADER = header()
ENVELOPE = write_envelope(HEADER, DOCUMENT)


def user_message(**changes: Any) -> Any:
    values = {
        "service": HEADER.process.value,
        "action": str(HEADER.document_type),
        "properties": parties(HEADER.sender.value, HEADER.receiver.value),
    }
    return stage.user_message(**{**values, **changes})


def parties(sender: str, receiver: str) -> tuple[Property, ...]:
    return tuple(
        Property(name=name, value=value, type="iso6523-actorid-upis")
        for name, value in (("originalSender", sender), ("finalRecipient", receiver))
    )


def message(payload: bytes = ENVELOPE, zipped: Callable[[bytes], bytes] | None = None, **changes: Any) -> Packed:
    """A message as the peer signs it; `changes` are those of the header."""
    more: dict[str, Any] = {} if zipped is None else {"zipped": zipped}
    made = stage.built(user_message(**changes), parts={stage.CONTENT_ID: payload}, **more)
    return replace(made, receiver_certificate=stage.packed().receiver_certificate)


@dataclass
class Peer:
    """Sends to the access point what it likes."""

    point: BoxAccessPoint
    http: Http

    async def post(self, sent: Packed) -> Reply:
        return await self.http.request(
            "POST", self.point.url, headers=sent.headers, content=sent.body, private=True, bytes_max=1_000_000
        )

    async def judged(self, sent: Packed) -> Receipt | Refused | Unclear:
        reply = await self.post(sent)
        assert reply.status == 200
        return judge_answer(sent, reply.status, reply.headers, reply.content, PEPPOL, stage.NOW, stage.TRUST)


@asynccontextmanager
async def point(**options: Any) -> AsyncIterator[Peer]:
    held = Held(stage.RECEIVER.certificate, stage.key("PDE000002"))
    made = BoxAccessPoint(
        "PDE000002",
        held,
        stage.TRUST,
        options.get("store", MemoryStore()),
        lambda: stage.NOW,
        [HEADER.receiver],
        PROFILE,
    )
    http = Http()
    try:
        async with http_server(made.answer, body_bytes_max=PROFILE.limits.message_bytes_max) as server:
            made.url = server.url + PATH
            yield Peer(made, http)
    finally:
        await http.aclose()
        made.point.close()
