"""A real SMTP server on this machine that keeps what it is given: for the demo and for tests.

It can also behave badly on request, since a road has to be tried in bad weather: refuse, delay, break off.
"""

import asyncio
import contextlib
import logging
import ssl
import warnings
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, AnyStr, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

SIZE_BYTES_MAX = 30_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedMail:
    """A message that the server took: its envelope, its bytes, and how it came in."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    tls: bool
    user: str


@dataclass(kw_only=True)
class MailServer:
    """An SMTP server on 127.0.0.1, running inside ``async with``; `port` is a free one unless given.

    Fixed for a run: `tls` (a server context; STARTTLS is then offered), `implicit_tls` (TLS from the first byte),
    `require_starttls`, `users` (name -> password; when there are any, AUTH is demanded), `smtputf8`,
    `size_bytes_max`.
    May change while it runs: `refused_recipients` (550), `refused_content` (an answer to every message, like
    ``554 5.7.1 Spam``), `temporary_answers` (the next n recipients get 451), `drops_in_content` (the next n times the
    connection breaks in the middle of the message), `drops_before_answer` (the next n messages are kept, but the
    connection breaks instead of the answer), `answer_after_seconds` (before every answer) and
    `content_answer_after_seconds` (before the answer to the message).
    """

    tls: ssl.SSLContext | None = None
    implicit_tls: bool = False
    require_starttls: bool = False
    users: dict[str, str] = field(default_factory=dict)
    smtputf8: bool = True
    size_bytes_max: int = SIZE_BYTES_MAX
    port: int = 0

    refused_recipients: set[str] = field(default_factory=set)
    refused_content: str = ""
    temporary_answers: int = 0
    drops_in_content: int = 0
    drops_before_answer: int = 0
    answer_after_seconds: float = 0.0
    content_answer_after_seconds: float = 0.0

    messages: list[ReceivedMail] = field(default_factory=list, init=False)
    logins: list[tuple[str, bool]] = field(default_factory=list, init=False)
    host: str = field(default="127.0.0.1", init=False)

    def __post_init__(self) -> None:
        self._connections: set[_Connection] = set()
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        # The library warns about its own old attributes on every login; nobody who runs the demo can act on that.
        logging.getLogger("mail.log").addHandler(logging.NullHandler())
        self._server = await asyncio.get_running_loop().create_server(
            lambda: _Connection(self), self.host, self.port, ssl=self.tls if self.implicit_tls else None
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        # Not by waiting for connection_lost: after a failed TLS handshake aiosmtpd is never told that the line is gone.
        await asyncio.gather(*(connection.end() for connection in list(self._connections)))
        await self._server.wait_closed()

    def connection_began(self, connection: "_Connection") -> None:
        """Called by a connection when it opens."""
        self._connections.add(connection)

    def connection_ended(self, connection: "_Connection") -> None:
        """Called by a connection when it is closed, by whom or what ever."""
        self._connections.discard(connection)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd finds its hooks by the command's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Called by aiosmtpd for a recipient; gives the answer."""
        if address in self.refused_recipients:
            return "550 5.1.1 No such mailbox here"
        if self.temporary_answers > 0:
            self.temporary_answers -= 1
            return "451 4.3.0 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Recipient ok"

    async def handle_DATA(  # noqa: N802 - as above
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Called by aiosmtpd with the whole message; gives the answer."""
        await asyncio.sleep(self.content_answer_after_seconds)
        if self.refused_content:
            return self.refused_content
        assert isinstance(server, _Connection)
        self.messages.append(
            ReceivedMail(
                sender=envelope.mail_from or "",
                recipients=tuple(envelope.rcpt_tos),
                content=envelope.original_content or b"",
                tls=server.encrypted,
                user=session.auth_data.login.decode() if isinstance(session.auth_data, LoginPassword) else "",
            )
        )
        if self.drops_before_answer > 0:
            self.drops_before_answer -= 1
            server.abort()
        return f"250 2.0.0 Taken as number {len(self.messages)}"

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, login: Any
    ) -> AuthResult:
        """Called by aiosmtpd to check a name and a password."""
        assert isinstance(login, LoginPassword)
        known = self.users.get(login.login.decode()) == login.password.decode()
        self.logins.append((login.login.decode(), known))
        return AuthResult(success=known, handled=False, auth_data=login)


class _Connection(SMTP):
    """One client's connection to a `MailServer`."""

    def __init__(self, owner: MailServer) -> None:
        self.owner = owner
        with warnings.catch_warnings():
            # AUTH without TLS is what some tests ask for; the server listens on this machine only.
            warnings.simplefilter("ignore", UserWarning)
            super().__init__(
                owner,
                hostname="mail.demo.example",
                ident="Faktura demo mail",
                data_size_limit=owner.size_bytes_max,
                enable_SMTPUTF8=owner.smtputf8,
                tls_context=None if owner.implicit_tls else owner.tls,
                require_starttls=owner.require_starttls,
                auth_required=bool(owner.users),
                # aiosmtpd takes only STARTTLS for TLS here, and would offer no login over implicit TLS.
                auth_require_tls=owner.tls is not None and not owner.implicit_tls,
                auth_exclude_mechanism=() if owner.users else ("PLAIN", "LOGIN"),
                authenticator=owner.authenticate,
                loop=asyncio.get_running_loop(),
            )

    @property
    def encrypted(self) -> bool:
        """Whether the client speaks TLS by now."""
        return self.transport is not None and self.transport.get_extra_info("ssl_object") is not None

    def abort(self) -> None:
        """Break the connection off, without a goodbye."""
        _abort(self.transport)

    async def end(self) -> None:
        """Break the connection off and wait until nothing of it runs any more."""
        for transport in (self.transport, self._original_transport):
            _abort(transport)
        if self._timeout_handle is not None:
            self._timeout_handle.cancel()
        if self._handler_coroutine is not None:
            self._handler_coroutine.cancel()
            await asyncio.wait([self._handler_coroutine])

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.owner.connection_began(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.owner.connection_ended(self)
        super().connection_lost(error)

    async def push(self, status: AnyStr) -> None:
        if self.owner.answer_after_seconds:
            await asyncio.sleep(self.owner.answer_after_seconds)
        await super().push(status)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd finds its methods by the command's name
        if self.owner.drops_in_content > 0:
            self.owner.drops_in_content -= 1
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            await self._reader.readline()
            self.abort()
            return
        await super().smtp_DATA(arg)


def _abort(transport: asyncio.BaseTransport | None) -> None:
    if not isinstance(transport, asyncio.WriteTransport):
        return
    # Until Python 3.11.4 a TLS transport that is over has forgotten its protocol, and trips over that.
    with contextlib.suppress(AttributeError):
        transport.abort()
