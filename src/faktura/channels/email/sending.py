"""The road itself: one SMTP session (RFC 5321) for one parcel, over TLS when the settings say so."""

import asyncio
import contextlib
import hashlib
import socket
import ssl
from datetime import UTC, datetime
from typing import Any

import aiosmtplib

from faktura.channels.email.addresses import AddressError, Mailbox, read_address
from faktura.channels.email.message import MEDIA_TYPE, compose, message_id, needs_smtputf8
from faktura.channels.email.outcomes import (
    MENDING_WAIT_SECONDS,
    Stage,
    clean_words,
    enhanced_status,
    outcome_of_failure,
)
from faktura.channels.email.settings import Security, Settings, SettingsError, read_settings
from faktura.channels.email.signing import read_signing, sign
from faktura.outgoing.addresses import is_public
from faktura.sockets import Delivered, Outcome, Parcel, Refused, TryLater

# Over TLS the password itself is no secret from the line, and CRAM-MD5 is the weakest of the three at the server.
LOGIN_METHODS = ("plain", "login", "cram-md5")
GOODBYE_SECONDS = 2.0


async def send(parcel: Parcel) -> Outcome:
    """Hand a parcel to the sender's mail server.

    Settings: see `faktura.channels.email.settings`; data: see `faktura.channels.email.message.compose`. 2xx to the
    message is `Delivered`; a wrong recipient address, or 5xx to the sender, the recipient or the message, is
    `Refused`; everything else that a road can do, wrong settings included, is `TryLater` with a sentence that says
    what to check. Never falls back to a weaker protection than the settings ask for.
    """
    if parcel.settings.get("keep_only") is True:
        return await _keep(parcel)
    try:
        settings = read_settings(parcel.settings)
        tls_context = await _tls_context(settings)
    except SettingsError as wrong:
        return TryLater(why=str(wrong), after_seconds=MENDING_WAIT_SECONDS)
    try:
        recipient = read_address(parcel.recipient)
    except AddressError as wrong:
        return Refused(why=str(wrong))
    try:
        sender = read_address(parcel.sender)
        content = await _signed(parcel)
    except AddressError as wrong:
        why = f"The sender's or the reply address cannot be used. {wrong}"
        return TryLater(why=why, after_seconds=MENDING_WAIT_SECONDS)
    session = _Session(settings, tls_context, sender, recipient, content, utf8=needs_smtputf8(parcel))
    session.proof["message_id"] = message_id(parcel)
    return await session.run()


async def _signed(parcel: Parcel) -> bytes:
    """The message, signed where the settings hold a key. Reckoning a signature is work for a thread."""
    return await asyncio.to_thread(sign, compose(parcel), read_signing(parcel.settings))


async def _keep(parcel: Parcel) -> Outcome:
    """Compose the message and send it nowhere: test mode without a mail server, so that it can still be looked at."""
    try:
        content = await _signed(parcel)
    except AddressError as wrong:
        return Refused(why=str(wrong))
    proof = {"kept": "test mode without a mail server: nothing was sent", "message_id": message_id(parcel)}
    return Delivered(proof=proof, sent=content, sent_media_type=MEDIA_TYPE)


class _Session:
    """One connection, from the greeting to the goodbye; `proof` and `stage` grow on the way."""

    def __init__(
        self,
        settings: Settings,
        tls_context: ssl.SSLContext | None,
        sender: Mailbox,
        recipient: Mailbox,
        content: bytes,
        *,
        utf8: bool,
    ) -> None:
        self.settings = settings
        self.sender = sender
        self.recipient = recipient
        self.content = content
        self.utf8 = utf8
        self.stage = Stage.CONNECT
        self.proof: dict[str, Any] = {
            "host": settings.host,
            "port": settings.port,
            "security": settings.security.value,
            "sender": sender.address,
            "recipient": recipient.address,
            "sha256": hashlib.sha256(content).hexdigest(),
            "size_bytes": len(content),
        }
        self.smtp = aiosmtplib.SMTP(
            hostname=settings.host,
            port=settings.port,
            timeout=settings.timeout_seconds,
            # The machine's own name may be a container's; the sender's domain is a name that can be looked up.
            local_hostname=sender.domain,
            use_tls=settings.security is Security.TLS,
            start_tls=False,
            tls_context=tls_context,
        )

    async def run(self) -> Outcome:
        try:
            outcome = await self._talk()
            await self._say_goodbye()
        except (aiosmtplib.SMTPException, OSError) as error:
            await self._say_goodbye()
            return outcome_of_failure(error, self.stage, self.settings, self.proof)
        finally:
            self.smtp.close()
        return outcome

    async def _talk(self) -> Outcome:
        if self.settings.public_only and not await _host_is_public(self.settings.host):
            return self._inside()
        greeting = await self.smtp.connect()
        # The name may have been answered differently the second time (DNS rebinding): ask whom we really reached.
        if self.settings.public_only and not _peer_is_public(self.smtp):
            return self._inside()
        self.proof["server_greeting"] = clean_words(greeting.message)
        if self.settings.security is Security.STARTTLS:
            self.stage = Stage.TLS
            await self.smtp.ehlo()
            if not self.smtp.supports_extension("starttls"):
                return self._cannot("does not offer STARTTLS, so nothing was sent. Check port and security.")
            await self.smtp.starttls()
        self._note_tls()
        await self._greet()
        if self.settings.username:
            self.stage = Stage.LOGIN
            method = next((name for name in LOGIN_METHODS if name in self.smtp.server_auth_methods), None)
            if method is None:
                return self._cannot("offers no login known here. Check port and security, or leave out username.")
            await self._login(method)
        if self.utf8 and not self.smtp.supports_extension("smtputf8"):
            return self._cannot_carry_utf8()
        return await self._hand_over()

    async def _greet(self) -> None:
        """EHLO, or HELO for a server that does not know it (RFC 5321 §3.2)."""
        try:
            await self.smtp.ehlo()
        except aiosmtplib.SMTPHeloError as error:
            if error.code not in {500, 502, 504}:
                raise
            await self.smtp.helo()

    async def _login(self, method: str) -> None:
        match method:
            case "plain":
                await self.smtp.auth_plain(self.settings.username, self.settings.password)
            case "login":
                await self.smtp.auth_login(self.settings.username, self.settings.password)
            case _:
                await self.smtp.auth_crammd5(self.settings.username, self.settings.password)

    async def _hand_over(self) -> Outcome:
        self.stage = Stage.SENDER
        options = ["SMTPUTF8"] if self.utf8 else []
        if self.smtp.supports_extension("size"):
            options.append(f"SIZE={len(self.content)}")
        encoding = "utf-8" if self.utf8 else "ascii"
        await self.smtp.mail(self.sender.address, options=options, encoding=encoding)
        self.stage = Stage.RECIPIENT
        await self.smtp.rcpt(self.recipient.address, encoding=encoding)
        self.stage = Stage.CONTENT
        answer = await self.smtp.data(self.content, timeout=self.settings.content_timeout_seconds)
        self.proof |= {
            "response_code": answer.code,
            "response_text": clean_words(answer.message),
            "enhanced_status": enhanced_status(answer.message),
            "accepted_at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        }
        return Delivered(proof=self.proof, sent=self.content, sent_media_type=MEDIA_TYPE)

    async def _say_goodbye(self) -> None:
        """QUIT; what becomes of it changes nothing, the server has answered for the message before."""
        if self.smtp.is_connected:
            with contextlib.suppress(aiosmtplib.SMTPException, OSError):
                await self.smtp.quit(timeout=min(GOODBYE_SECONDS, self.settings.timeout_seconds))

    def _note_tls(self) -> None:
        tls = self.smtp.get_transport_info("ssl_object")
        if tls is None:
            return
        cipher = tls.cipher()
        self.proof["tls_version"] = tls.version()
        self.proof["tls_cipher"] = cipher[0] if cipher else ""
        self.proof["tls_certificate_sha256"] = hashlib.sha256(tls.getpeercert(binary_form=True)).hexdigest()

    def _inside(self) -> TryLater:
        return TryLater(
            why=f"The mail server {self.settings.host} is not on the public network, so nothing was sent. Use a public "
            "server, or ask the operator to set FAKTURA_PRIVATE_SMTP_HOSTS=allow.",
            after_seconds=MENDING_WAIT_SECONDS,
            proof=self.proof,
        )

    def _cannot(self, what: str) -> TryLater:
        why = f"The mail server {self.settings.host} port {self.settings.port} {what}"
        return TryLater(why=why, after_seconds=MENDING_WAIT_SECONDS, proof={**self.proof, "stage": self.stage.value})

    def _cannot_carry_utf8(self) -> Refused:
        why = (
            f"The mail server {self.settings.host} cannot carry letters outside ASCII before the @ of an address "
            f"(SMTPUTF8, RFC 6531), as in mail from {self.sender.address} to {self.recipient.address}. "
            "Use an address in plain letters, or a mail server that offers SMTPUTF8."
        )
        return Refused(why=why, proof={**self.proof, "stage": Stage.SENDER.value})


async def _host_is_public(host: str) -> bool:
    """Whether every address of a host lies outside private, loopback, link-local and other special networks."""
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return all(is_public(str(place[4][0])) for place in found)


def _peer_is_public(smtp: aiosmtplib.SMTP) -> bool:
    peer = smtp.get_transport_info("peername")
    return bool(peer) and is_public(str(peer[0]))


async def _tls_context(settings: Settings) -> ssl.SSLContext | None:
    """A context that checks certificate and name; None without TLS. Raises `SettingsError` for a bad `ca_file`."""
    if settings.security is Security.NONE:
        return None
    try:
        # Reading the authorities' file is work for a thread, not for the loop.
        context = await asyncio.to_thread(ssl.create_default_context, cafile=settings.ca_file or None)
    except OSError as error:
        raise SettingsError(
            f"The file {settings.ca_file} in the mail setting ca_file cannot be read as PEM certificates "
            f"({error.strerror or error}). Check path, rights and content."
        ) from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
