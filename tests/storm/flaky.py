"""A receiver of webhooks that behaves as receivers do on a bad day, and remembers what it took. Seeded."""

import asyncio
import contextlib
import hashlib
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random

import orjson
from standardwebhooks import Webhook

_TAKEN = b"HTTP/1.1 204 Taken\r\ncontent-length: 0\r\n\r\n"
_REFUSED = b"HTTP/1.1 %d No\r\ncontent-length: 2\r\n\r\nno"


@dataclass(slots=True)
class Flaky:
    """`worst` failures of one event are the most; then it is taken. `hang_seconds` is longer than senders wait."""

    chance: Random
    worst: int
    hang_seconds: float = 20.0
    share_refused: float = 0.06
    share_reset: float = 0.02
    share_hung: float = 0.0005
    share_slow: float = 0.05
    share_lost: float = 0.01
    port: int = 0
    secret: str = ""
    taken: list[tuple[str, str]] = field(default_factory=list)
    bodies: dict[str, bytes] = field(default_factory=dict)
    failures: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hooks"

    def first_taken(self) -> dict[str, list[str]]:
        """Object -> its events in the order in which they were taken for the first time."""
        found: dict[str, list[str]] = defaultdict(list)
        known = set()
        for event, target in self.taken:
            if event not in known:
                known.add(event)
                found[target].append(event)
        return found

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                lines = head.decode("latin-1").split("\r\n")[1:]
                headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
                body = await reader.readexactly(int(headers["content-length"]))
                answer = await self._answer(headers, body)
                if answer is None:
                    break
                writer.write(answer)
                await writer.drain()
        writer.close()

    async def _answer(self, headers: dict[str, str], body: bytes) -> bytes | None:
        event = headers["webhook-id"]
        if self.chance.random() < 0.01:
            Webhook(self.secret).verify(body, headers)
            self.seen["verified"] += 1
        digest = hashlib.sha256(body).digest()
        assert self.bodies.setdefault(event, digest) == digest, "the same id with another body"
        self.seen["requests"] += 1
        if self.failures[event] < self.worst:
            dice = self.chance.random()
            for word, share in (
                ("refused", self.share_refused),
                ("reset", self.share_reset),
                ("hung", self.share_hung),
            ):
                if dice < share:
                    self.failures[event] += 1
                    self.seen[word] += 1
                    if word == "hung":
                        await asyncio.sleep(self.hang_seconds)
                    return _REFUSED % self.chance.choice((500, 502, 503, 404)) if word == "refused" else None
                dice -= share
        if self.chance.random() < self.share_slow:
            await asyncio.sleep(self.chance.uniform(0.01, 0.2))
        self.taken.append((event, orjson.loads(body)["data"]["id"]))
        if self.failures[event] < self.worst and self.chance.random() < self.share_lost:
            # It took the event, and its answer got lost: the sender can't know.
            self.failures[event] += 1
            self.seen["answer lost"] += 1
            return None
        return _TAKEN


@asynccontextmanager
async def flaky(receiver: Flaky) -> AsyncIterator[Flaky]:
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await receiver.serve(reader, writer)
        except asyncio.CancelledError:
            writer.close()
        finally:
            tasks.discard(task)

    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=1000)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.sleep(0.05)
