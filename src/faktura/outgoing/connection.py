"""One connection of HTTP/1.1, used for one exchange after the other. It asks nobody where to connect to."""

import asyncio
from dataclasses import dataclass
from typing import Any

import httptools

HEADER_BYTES_MAX = 64 * 1024
"""How long the head of an answer may be."""


class Broken(Exception):  # noqa: N818 - an outcome of a road
    """The exchange did not come to its end. `untouched`: not one byte was answered."""

    def __init__(self, why: str, *, untouched: bool = False) -> None:
        super().__init__(why)
        self.untouched = untouched


@dataclass(slots=True)
class Answered:
    """An answer as it came; `over` tells that there is more than was wanted."""

    status: int
    headers: dict[str, str]
    content: bytes
    over: bool


class Connection(asyncio.Protocol):
    """A connection that is made by a loop; `exchange` sends a request and reads its answer."""

    def __init__(self) -> None:
        self.transport: Any = None
        self.reusable = False
        self.used = False
        self._waiting: asyncio.Future[Answered] | None = None
        self._parser: Any = None
        self._headers: dict[str, str] = {}
        self._body = bytearray()
        self._head_done = False
        self._head_bytes = 0
        self._touched = False
        self._bytes_max = 0
        self._bodiless = False

    @property
    def closed(self) -> bool:
        """Whether nothing can be sent any more."""
        return self.transport is None or self.transport.is_closing()

    def close(self) -> None:
        """Close it at once: nobody is waited for."""
        if self.transport is not None:
            self.transport.abort()

    async def exchange(self, request: bytes, bytes_max: int, *, bodiless: bool) -> Answered:
        """Send a request and read the answer, up to `bytes_max` bytes of its body. `bodiless`: it answers HEAD.

        Raises:
            Broken: the other side broke off, or did not speak HTTP.
        """
        if self.closed:
            raise Broken("it was closed", untouched=True)
        self.reusable, self.used = False, True
        self._touched, self._head_bytes, self._bytes_max, self._bodiless = False, 0, bytes_max, bodiless
        self._parser = httptools.HttpResponseParser(self)
        self.on_message_begin()
        self._waiting = asyncio.get_running_loop().create_future()
        try:
            self.transport.write(request)
            return await self._waiting
        finally:
            self._waiting = None
            if not self.reusable:
                self.close()

    # What the loop calls.

    def connection_made(self, transport: Any) -> None:
        """Keep the transport."""
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Read on; what nobody asked for ends the connection."""
        if self._waiting is None or self._waiting.done():
            self.reusable = False
            self.close()
            return
        self._touched = True
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self._break("it wants another protocol")
        except httptools.HttpParserError:
            self._break("it does not answer in HTTP")
        if not self._head_done:
            self._head_bytes += len(data)
        if self._head_bytes > HEADER_BYTES_MAX:
            self._break("its head is too long")

    def connection_lost(self, error: Exception | None) -> None:
        """An answer without a length ends here; every other one is broken off."""
        self.reusable = False
        if self._waiting is None or self._waiting.done():
            return
        framed = "content-length" in self._headers or "transfer-encoding" in self._headers
        if self._head_done and not framed and error is None:
            self._finish(over=False)
        else:
            self._break("it broke off")

    # What the parser calls.

    def on_message_begin(self) -> None:
        """A head follows; behind a finished answer it is one that nobody asked for."""
        if self._waiting is not None and self._waiting.done():
            self.reusable = False
            return
        self._headers, self._body, self._head_done = {}, bytearray(), False

    def on_header(self, name: bytes, value: bytes) -> None:
        """A line of the head; what follows the body is not looked at."""
        if not self._head_done:
            self._head_bytes += len(name) + len(value)
            self._headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_headers_complete(self) -> None:
        """The head is there."""
        status = self._parser.get_status_code()
        self._head_done = status >= 200
        if self._head_done and self._bodiless:
            self._finish(over=False)

    def on_body(self, data: bytes) -> None:
        """A piece of the body."""
        if self._waiting is None or self._waiting.done():
            return
        self._body += data
        if len(self._body) > self._bytes_max:
            del self._body[self._bytes_max :]
            self._finish(over=True)

    def on_message_complete(self) -> None:
        """The answer is whole; what came before it (1xx) is passed over."""
        if self._head_done and self._waiting is not None and not self._waiting.done():
            self.reusable = bool(self._parser.should_keep_alive())
            self._finish(over=False)

    def _finish(self, *, over: bool) -> None:
        if self._waiting is not None and not self._waiting.done():
            status = self._parser.get_status_code()
            self._waiting.set_result(Answered(status, self._headers, bytes(self._body), over))

    def _break(self, why: str) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(Broken(why, untouched=not self._touched))
        self.close()
