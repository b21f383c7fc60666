"""A small HTTP/1.1 server for the box: bounded in bytes, connections and time, and able to misbehave on request."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import httptools

from faktura.channels.peppol.box.names import LOOPBACK

HEAD_BYTES_MAX = 64 * 1024
READ_SECONDS_MAX = 60.0
"""How long one request may take to come in, and a kept connection may be silent."""
CONNECTIONS_MAX = 256
BODIES_BYTES_MAX = 400_000_000
"""How many bytes of requests are held at the same time; who comes then is told to come back."""
_CHUNK_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came; names of headers are lower case, `path` carries the query."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An answer. `bytes_sent_max`: the connection is cut behind so many bytes of its body; `bytes_per_second`: it comes
    no faster than that."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)
    bytes_sent_max: int | None = None
    bytes_per_second: int | None = None


Handler = Callable[[Request], Awaitable[Response | None]]
"""Answers a request; None cuts the connection without an answer."""


class _Refused(Exception):  # noqa: N818 - an answer
    def __init__(self, status: int) -> None:
        self.response = Response(status=status, body=b"")


class HttpServer:
    """Serves one handler on loopback; see `http_server`."""

    def __init__(self, handler: Handler, body_bytes_max: int) -> None:
        self._handler = handler
        self._body_bytes_max = body_bytes_max
        self._bytes_left = BODIES_BYTES_MAX
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: set[asyncio.StreamWriter] = set()
        self.port = 0

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{LOOPBACK}:{self.port}"

    def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve a connection in a task of its own."""
        if len(self._tasks) >= CONNECTIONS_MAX:
            writer.transport.abort()
            return
        task = asyncio.create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """End all connections at once."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for writer in [*self._writers]:
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            while await self._exchange(reader, writer):
                pass
            # What was written still goes out; nobody is waited for when the box stops.
            writer.close()
            await writer.wait_closed()
        except (OSError, TimeoutError):
            writer.transport.abort()
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        reading = _Reading(self._body_bytes_max, self._take)
        try:
            try:
                async with asyncio.timeout(READ_SECONDS_MAX):
                    request = await reading.read(reader, writer)
                if request is None:
                    return False
                response = await self._handled(request)
            except _Refused as refused:
                response, reading.keeps = refused.response, False
            if response is None:
                return False
            whole = await _write(writer, response, keeps=reading.keeps)
            return whole and reading.keeps
        finally:
            self._bytes_left += reading.taken

    async def _handled(self, request: Request) -> Response | None:
        try:
            return await self._handler(request)
        except Exception:  # noqa: BLE001 - what a handler did not think of is answered as any server does
            return Response(status=500, body=b"Internal error\n")

    def _take(self, number: int) -> bool:
        if number > self._bytes_left:
            return False
        self._bytes_left -= number
        return True


class _Reading:
    """Reads one request. httptools calls the methods that begin with on_."""

    def __init__(self, body_bytes_max: int, take: Callable[[int], bool]) -> None:
        self._parser: Any = httptools.HttpRequestParser(self)
        self._body_bytes_max = body_bytes_max
        self._take = take
        self._path = b""
        self._headers: dict[str, str] = {}
        self._body = bytearray()
        self._head_bytes = 0
        self._head_done = self._done = False
        self._continue = False
        self._problem = 0
        self.taken = 0
        self.keeps = False

    async def read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Request | None:
        while not self._done:
            data = await reader.read(_CHUNK_BYTES)
            if not data:
                return None
            if not self._head_done:
                self._head_bytes += len(data)
            try:
                self._parser.feed_data(data)
            except httptools.HttpParserUpgrade:
                raise _Refused(400) from None
            except httptools.HttpParserError:
                raise _Refused(self._problem or 400) from None
            if self._problem:
                raise _Refused(self._problem)
            if not self._head_done and self._head_bytes > HEAD_BYTES_MAX:
                raise _Refused(431)
            if self._continue and not self._done:
                self._continue = False
                writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        return Request(
            self._parser.get_method().decode(), self._path.decode("latin-1"), self._headers, bytes(self._body)
        )

    def on_url(self, url: bytes) -> None:
        self._path += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_headers_complete(self) -> None:
        self._head_done = True
        self._continue = self._headers.get("expect", "").lower() == "100-continue"
        length = self._headers.get("content-length", "")
        if length.isdigit() and (len(length) > 12 or int(length) > self._body_bytes_max):
            self._problem = 413

    def on_body(self, body: bytes) -> None:
        if self._problem:
            return
        if len(self._body) + len(body) > self._body_bytes_max:
            self._problem = 413
        elif not self._take(len(body)):
            self._problem = 503
        else:
            self.taken += len(body)
            self._body += body

    def on_message_complete(self) -> None:
        self._done = True
        # The parser forgets it with the next byte, or at its return.
        self.keeps = bool(self._parser.should_keep_alive())


async def _write(writer: asyncio.StreamWriter, response: Response, *, keeps: bool) -> bool:
    """Write an answer; whether all of it was written."""
    phrase = HTTPStatus(response.status).phrase
    head = {**response.headers, "Content-Length": str(len(response.body))}
    if not keeps:
        head["Connection"] = "close"
    if response.status == 503:
        head.setdefault("Retry-After", "1")
    lines = [f"HTTP/1.1 {response.status} {phrase}", *(f"{name}: {value}" for name, value in head.items()), "", ""]
    writer.write("\r\n".join(lines).encode("latin-1"))
    body = response.body[: response.bytes_sent_max]
    if response.bytes_per_second is None:
        writer.write(body)
        await writer.drain()
    else:
        step = max(1, response.bytes_per_second // 10)
        for at in range(0, len(body), step):
            writer.write(body[at : at + step])
            await writer.drain()
            await asyncio.sleep(step / response.bytes_per_second)
    return len(body) == len(response.body)


@contextlib.asynccontextmanager
async def http_server(handler: Handler, *, body_bytes_max: int, port: int = 0) -> AsyncIterator[HttpServer]:
    """A server on loopback; port 0 takes a free one."""
    made = HttpServer(handler, body_bytes_max)
    server = await asyncio.start_server(made.connected, LOOPBACK, port)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
        await made.stop()
        await server.wait_closed()
