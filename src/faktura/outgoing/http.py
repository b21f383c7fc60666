"""HTTP to addresses that tenants name. The name is looked up once, every address that it has is checked, and one of
those is connected to: nobody can answer a second time with another one (DNS rebinding)."""

import asyncio
import contextlib
import ipaddress
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import httpcore

from faktura.outgoing.addresses import is_public
from faktura.outgoing.errors import AddressRefused, ReplyTooLong, Unreachable, Unsent
from faktura.outgoing.url import Target, read_url

__all__ = ["AddressRefused", "Http", "Reply", "ReplyTooLong", "Unreachable", "Unsent"]

SECONDS = 10.0
REPLY_BYTES_MAX = 65536
CONNECTIONS_MAX = 200
IDLE_CONNECTIONS_MAX = 50
IDLE_SECONDS = 15.0
"""How long an idle connection is kept; a name that moved to another address is noticed after it, at the latest."""
ADDRESSES_MAX = 8
"""How many addresses of a name are tried."""
_LOOKUPS_AT_ONCE = 16

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Reply:
    """What was answered. Names of headers are lower case; `address` is who answered; `cut` tells that more came."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    address: str
    cut: bool = False


class _Refused(httpcore.ConnectError):
    """A name with an address that may not be reached."""


class Http:
    """A client for addresses that tenants name. Opened once, closed with `aclose`.

    It follows no redirect, asks no proxy, and decodes nothing. `resolve` looks names up, `tls` decides which
    certificates are right (the machine's authorities, unless given), `network` opens connections.
    """

    def __init__(
        self, *, resolve: Resolve | None = None, tls: ssl.SSLContext | None = None,
        network: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:  # fmt: skip
        self._resolve = resolve or self._look_up
        self._tls = tls
        self._network = network or httpcore.AnyIOBackend()
        self._lookups: ThreadPoolExecutor | None = None
        # Two pools, so that a connection into a private network is never used again for who may not go there.
        self._pools: dict[bool, httpcore.AsyncConnectionPool] = {}

    async def request(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, content: bytes = b"",
        seconds: float = SECONDS, bytes_max: int = REPLY_BYTES_MAX, private: bool = False, cut: bool = False,
    ) -> Reply:  # fmt: skip
        """Send a request and read the whole answer within `seconds`, from looking up the name to the last byte.

        `private` lets it reach networks that are not public. With `cut`, an answer longer than `bytes_max` is cut off
        there instead of being refused.

        Raises:
            AddressRefused: the URL is not taken, or one of its addresses is not public.
            Unreachable: no connection, no answer, or not in time.
            ReplyTooLong: the answer has more than `bytes_max` bytes.
        """
        target = read_url(url, private=private)
        sent = [(b"host", target.authority.encode())]
        sent += [(name.encode("ascii"), value.encode("latin-1")) for name, value in (headers or {}).items()]
        if content or method not in ("GET", "HEAD"):
            sent.append((b"content-length", str(len(content)).encode()))
        try:
            async with asyncio.timeout(seconds):
                return await self._exchange(method, target, sent, content, bytes_max, private=private, cut=cut)
        except TimeoutError:
            raise Unreachable(f"{target.host} did not answer within {seconds:g} seconds.") from None
        except _Refused as refused:
            raise AddressRefused(str(refused)) from None
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
            raise Unreachable(_why(target.host, error)) from None

    async def aclose(self) -> None:
        """Close the connections that are kept."""
        pools, self._pools = self._pools, {}
        for pool in pools.values():
            await pool.aclose()
        if self._lookups is not None:
            self._lookups.shutdown(wait=False, cancel_futures=True)
            self._lookups = None

    async def _exchange(
        self, method: str, target: Target, headers: list[tuple[bytes, bytes]], content: bytes, bytes_max: int,
        *, private: bool, cut: bool,
    ) -> Reply:  # fmt: skip
        pool = self._pool(private=private)
        async with pool.stream(method, _core_url(target), headers=headers, content=content) as response:
            peer = response.extensions["network_stream"].get_extra_info("server_addr")
            address = str(peer[0]) if peer else ""
            body, over = bytearray(), False
            # Leaving before the end closes the connection, so that nobody has to swallow what was not asked for.
            async for chunk in response.aiter_stream():
                body += chunk
                if over := len(body) > bytes_max:
                    break
            if over and not cut:
                raise ReplyTooLong(f"{target.host} answered more than {bytes_max} bytes.")
            shown = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            return Reply(response.status, shown, bytes(body[:bytes_max]), address, over)

    def _pool(self, *, private: bool) -> httpcore.AsyncConnectionPool:
        pool = self._pools.get(private)
        if pool is None:
            if self._tls is None:
                self._tls = ssl.create_default_context()
                self._tls.minimum_version = ssl.TLSVersion.TLSv1_2
            pool = self._pools[private] = httpcore.AsyncConnectionPool(
                ssl_context=self._tls,
                max_connections=CONNECTIONS_MAX,
                max_keepalive_connections=IDLE_CONNECTIONS_MAX,
                keepalive_expiry=IDLE_SECONDS,
                network_backend=_Checked(self._network, self._resolve, private=private),
            )
        return pool

    async def _look_up(self, host: str, port: int) -> Sequence[str]:
        # Threads of its own: names of strangers may take long, and nobody else should wait for them.
        if self._lookups is None:
            self._lookups = ThreadPoolExecutor(_LOOKUPS_AT_ONCE, thread_name_prefix="faktura-lookup")
        found = await asyncio.get_running_loop().run_in_executor(
            self._lookups, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        )
        return list(dict.fromkeys(str(place[4][0]) for place in found))


class _Checked(httpcore.AsyncNetworkBackend):
    """Connects to addresses that were checked, and to no name."""

    def __init__(self, network: httpcore.AsyncNetworkBackend, resolve: Resolve, *, private: bool) -> None:
        self._network = network
        self._resolve = resolve
        self._private = private

    async def connect_tcp(
        self, host: str, port: int, timeout: float | None = None,  # noqa: ASYNC109 - httpcore's own signature
        local_address: str | None = None, socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:  # fmt: skip
        """Look the name up, check every address, and connect to the first that answers."""
        addresses = await self._addresses(host, port)
        last: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for index, address in enumerate(addresses):
            # An address that swallows everything must leave time for the next one.
            seconds = None if index == len(addresses) - 1 else 3.0
            try:
                stream = await self._network.connect_tcp(address, port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
                continue
            await self._check_peer(stream, host, address)
            return stream
        raise last or httpcore.ConnectError("The name has no address.")

    async def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = [str(ipaddress.ip_address(host))]
        except ValueError:
            try:
                found = list(await self._resolve(host, port))
            except (OSError, UnicodeError) as error:
                raise httpcore.ConnectError("The name is not known.") from error
        if not found:
            raise httpcore.ConnectError("The name has no address.")
        if not self._private and (inside := [address for address in found if not is_public(address)]):
            raise _Refused(f"{host} is at {inside[0]}, which is not on the public network, so nothing was sent.")
        return found[:ADDRESSES_MAX]

    async def _check_peer(self, stream: httpcore.AsyncNetworkStream, host: str, address: str) -> None:
        peer = stream.get_extra_info("server_addr")
        reached = str(peer[0]) if peer else ""
        if self._private or (is_public(reached) and ipaddress.ip_address(reached) == ipaddress.ip_address(address)):
            return
        with contextlib.suppress(Exception):
            await stream.aclose()
        raise _Refused(f"{host} led to {reached or 'nowhere'}, which is not the address that was checked.")


def _core_url(target: Target) -> httpcore.URL:
    return httpcore.URL(
        scheme=target.scheme.encode(), host=target.host.encode(), port=target.port, target=target.path.encode()
    )


def _why(host: str, error: Exception) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"The certificate of {host} is not right: {cause.verify_message}."
        if isinstance(cause, ssl.SSLError):
            return f"{host} does not speak TLS as it should."
        if isinstance(cause, socket.gaierror):
            return f"The name {host} can't be found."
        if isinstance(cause, ConnectionRefusedError):
            return f"{host} takes no connection on this port."
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpcore.ConnectTimeout | httpcore.ConnectError):
        return f"{host} can't be reached."
    if isinstance(error, httpcore.ProtocolError):
        return f"{host} broke off, or did not answer in HTTP."
    return f"{host} broke the connection off."
