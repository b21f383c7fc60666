"""HTTP to addresses that tenants name. The name is looked up once, every address that it has is checked, and one of
those is connected to: nobody can answer a second time with another one (DNS rebinding)."""

import asyncio
import ipaddress
import socket
import ssl
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from faktura.outgoing.addresses import is_public
from faktura.outgoing.connection import Answered, Broken, Connection
from faktura.outgoing.errors import AddressRefused, ReplyTooLong, Unreachable, Unsent
from faktura.outgoing.url import Target, read_url

__all__ = ["AddressRefused", "Http", "Reply", "ReplyTooLong", "Unreachable", "Unsent"]

SECONDS = 10.0
REPLY_BYTES_MAX = 65536
EXCHANGES_MAX = 500
"""How many exchanges one process has at the same time."""
IDLE_CONNECTIONS_MAX = 100
IDLE_SECONDS = 15.0
"""How long an idle connection is kept; a name that moved to another address is noticed after it, at the latest."""
ADDRESSES_MAX = 8
"""How many addresses of a name are tried."""
_SECONDS_FOR_AN_ADDRESS = 3.0
_LOOKUPS_AT_ONCE = 16
_NEVER_IN_A_HEADER = ("\r", "\n", "\0")

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
Connect = Callable[[str, int], Awaitable[Connection]]
_Place = tuple[bool, str, str, int]


@dataclass(frozen=True, slots=True)
class Reply:
    """What was answered. Names of headers are lower case; `address` is who answered; `cut` tells that more came."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    address: str
    cut: bool = False


class Http:
    """A client for addresses that tenants name. Opened once, closed with `aclose`.

    It follows no redirect, asks no proxy, and decodes nothing. `resolve` looks names up, `tls` decides which
    certificates are right (the machine's authorities, unless given), `connect` opens a connection to an address.
    """

    def __init__(
        self, *, resolve: Resolve | None = None, tls: ssl.SSLContext | None = None, connect: Connect | None = None
    ) -> None:
        self._resolve = resolve or self._look_up
        self._tls = tls
        self._connect = connect or _connect
        self._lookups: ThreadPoolExecutor | None = None
        self._room = asyncio.Semaphore(EXCHANGES_MAX)
        # Kept apart by whether private networks were allowed: who may not go there never uses a connection into one.
        self._idle: defaultdict[_Place, dict[Connection, asyncio.TimerHandle]] = defaultdict(dict)
        self._idle_count = 0

    async def request(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, content: bytes = b"",
        seconds: float = SECONDS, bytes_max: int = REPLY_BYTES_MAX, private: bool = False, cut: bool = False,
    ) -> Reply:  # fmt: skip
        """Send a request and read the whole answer within `seconds`, from looking up the name to the last byte.

        `private` lets it reach networks that are not public. With `cut`, an answer longer than `bytes_max` is cut off
        there instead of being refused. When a kept connection turns out to be closed, the request is sent once more on
        a new one.

        Raises:
            AddressRefused: the URL is not taken, or one of its addresses is not public.
            Unreachable: no connection, no answer, or not in time.
            ReplyTooLong: the answer has more than `bytes_max` bytes.
        """
        target = read_url(url, private=private)
        request = _write(method, target, headers or {}, content)
        try:
            async with asyncio.timeout(seconds), self._room:
                return await self._exchange(target, request, bytes_max, private=private, cut=cut, head=method == "HEAD")
        except TimeoutError:
            raise Unreachable(f"{target.host} did not answer within {seconds:g} seconds.") from None
        except Broken as broken:
            raise Unreachable(f"{target.host} can't be understood: {broken}.") from None
        except (OSError, ssl.CertificateError) as error:
            raise Unreachable(_why(target.host, error)) from None

    async def aclose(self) -> None:
        """Close the connections that are kept."""
        for kept in self._idle.values():
            for connection, timer in kept.items():
                timer.cancel()
                connection.close()
        self._idle.clear()
        self._idle_count = 0
        if self._lookups is not None:
            self._lookups.shutdown(wait=False, cancel_futures=True)
            self._lookups = None
        await asyncio.sleep(0)  # the loop forgets them in its next round

    async def _exchange(
        self, target: Target, request: bytes, bytes_max: int, *, private: bool, cut: bool, head: bool
    ) -> Reply:
        place = (private, target.scheme, target.host, target.port)
        kept = self._take(place)
        if kept is not None:
            try:
                return await self._ask(kept, place, request, bytes_max, cut=cut, head=head)
            except Broken as broken:
                # It was closed while it was kept: nothing was answered to this request.
                if not broken.untouched:
                    raise
        fresh = await self._open(target, private=private)
        return await self._ask(fresh, place, request, bytes_max, cut=cut, head=head)

    async def _ask(
        self, connection: Connection, place: _Place, request: bytes, bytes_max: int, *, cut: bool, head: bool
    ) -> Reply:
        address = _peer(connection)
        answered: Answered = await connection.exchange(request, bytes_max, bodiless=head)
        if connection.reusable:
            self._keep(place, connection)
        if answered.over and not cut:
            raise ReplyTooLong(f"{place[2]} answered more than {bytes_max} bytes.")
        return Reply(answered.status, answered.headers, answered.content, address, answered.over)

    def _take(self, place: _Place) -> Connection | None:
        kept = self._idle.get(place)
        while kept:
            connection, timer = kept.popitem()
            self._idle_count -= 1
            timer.cancel()
            if not connection.closed:
                return connection
        self._idle.pop(place, None)
        return None

    def _keep(self, place: _Place, connection: Connection) -> None:
        if connection.closed or self._idle_count >= IDLE_CONNECTIONS_MAX:
            connection.close()
            return
        timer = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._drop, place, connection)
        self._idle[place][connection] = timer
        self._idle_count += 1

    def _drop(self, place: _Place, connection: Connection) -> None:
        kept = self._idle.get(place, {})
        if kept.pop(connection, None) is not None:
            self._idle_count -= 1
            connection.close()
        if not kept:
            self._idle.pop(place, None)

    async def _open(self, target: Target, *, private: bool) -> Connection:
        """A new connection to one of the target's addresses, all of which were checked."""
        addresses = await self._addresses(target, private=private)
        last: Exception = OSError("no address")
        for place, address in enumerate(addresses):
            try:
                # An address that swallows everything must leave time for the next one.
                async with asyncio.timeout(_SECONDS_FOR_AN_ADDRESS if place < len(addresses) - 1 else None):
                    connection = await self._connect(address, target.port)
                break
            except (OSError, TimeoutError) as error:
                last = error
        else:
            raise last
        try:
            if not private and not _is_same(_peer(connection), address):
                reached = _peer(connection) or "nowhere"
                raise AddressRefused(f"{target.host} led to {reached}, which is not the address that was checked.")
            if target.scheme == "https":
                await self._protect(connection, target.host)
        except BaseException:
            connection.close()
            raise
        return connection

    async def _protect(self, connection: Connection, host: str) -> None:
        """TLS, with a certificate for the URL's host and not for the address."""
        if self._tls is None:
            self._tls = ssl.create_default_context()
            self._tls.minimum_version = ssl.TLSVersion.TLSv1_2
        connection.transport = await asyncio.get_running_loop().start_tls(
            connection.transport, connection, self._tls, server_hostname=host
        )
        if connection.transport is None:
            raise ConnectionResetError("it broke off during the handshake")

    async def _addresses(self, target: Target, *, private: bool) -> list[str]:
        try:
            found = [str(ipaddress.ip_address(target.host))]
        except ValueError:
            found = list(await self._resolve(target.host, target.port))
        if not private and (inside := [address for address in found if not is_public(address)]):
            raise AddressRefused(f"{target.host} is at {inside[0]}, which is not public, so nothing was sent.")
        return found[:ADDRESSES_MAX]

    async def _look_up(self, host: str, port: int) -> Sequence[str]:
        # Threads of its own: names of strangers may take long, and nobody else should wait for them.
        if self._lookups is None:
            self._lookups = ThreadPoolExecutor(_LOOKUPS_AT_ONCE, thread_name_prefix="faktura-lookup")
        found = await asyncio.get_running_loop().run_in_executor(
            self._lookups, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        )
        return list(dict.fromkeys(str(place[4][0]) for place in found))


async def _connect(address: str, port: int) -> Connection:
    _, connection = await asyncio.get_running_loop().create_connection(Connection, address, port)
    return connection


def _peer(connection: Connection) -> str:
    peer = connection.transport.get_extra_info("peername") if connection.transport is not None else None
    return str(peer[0]) if peer else ""


def _is_same(reached: str, address: str) -> bool:
    return is_public(reached) and ipaddress.ip_address(reached) == ipaddress.ip_address(address)


def _write(method: str, target: Target, headers: Mapping[str, str], content: bytes) -> bytes:
    lines = [f"{method} {target.path} HTTP/1.1", f"host: {target.authority}"]
    for name, value in headers.items():
        if any(letter in name + value for letter in _NEVER_IN_A_HEADER) or not name.isascii():
            raise ValueError(f"the header {name!r} can't be sent")
        lines.append(f"{name}: {value}")
    if content or method not in ("GET", "HEAD"):
        lines.append(f"content-length: {len(content)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + content


def _why(host: str, error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"The certificate of {host} is not right: {error.verify_message}."
    if isinstance(error, ssl.SSLError):
        return f"{host} does not speak TLS as it should."
    if isinstance(error, socket.gaierror):
        return f"The name {host} can't be found."
    if isinstance(error, ConnectionRefusedError):
        return f"{host} takes no connection on this port."
    return f"{host} can't be reached."
