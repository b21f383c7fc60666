"""What an answer of a mail server, or the lack of one, means for a delivery. Pure."""

import re
import socket
import ssl
import unicodedata
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, TypeVar

import aiosmtplib

from faktura.channels.email.settings import Security, Settings
from faktura.sockets import Outcome, Refused, TryLater

WORDS_LENGTH_MAX = 300
# Trouble that a person must mend is not tried again every minute: it cannot get better by itself, and servers lock
# accounts after a few wrong passwords. The delivery stays alive, so that mending the settings is enough.
MENDING_WAIT_SECONDS = 3600.0

# RFC 4954 §6: authentication required, too weak, refused, or only with encryption.
_LOGIN_CODES = frozenset({530, 534, 535, 538})
_LOST = (aiosmtplib.SMTPServerDisconnected, ConnectionResetError, ConnectionAbortedError, BrokenPipeError)
_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?=\s|$)")

Kind = TypeVar("Kind", bound=BaseException)


class Stage(StrEnum):
    """How far a try came."""

    CONNECT = "connect"
    TLS = "tls"
    LOGIN = "login"
    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"


_DOING = {
    Stage.CONNECT: "while connecting",
    Stage.TLS: "while starting TLS",
    Stage.LOGIN: "while logging in",
    Stage.SENDER: "while naming the sender",
    Stage.RECIPIENT: "while naming the recipient",
    Stage.CONTENT: "while handing over the message",
}


def clean_words(text: str) -> str:
    """A server's words on one line, without control characters, no longer than `WORDS_LENGTH_MAX`.

    A reply of several lines repeats its enhanced status code (RFC 2034 §4); it is kept once, at the start.
    """
    code = enhanced_status(text)
    lines = (line.strip() for line in text.splitlines())
    spoken = " ".join([code, *(line.removeprefix(code).strip() for line in lines)])
    visible = "".join(c if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} else " " for c in spoken)
    words = " ".join(visible.split())
    return words if len(words) <= WORDS_LENGTH_MAX else words[: WORDS_LENGTH_MAX - 1].rstrip() + "…"


def enhanced_status(text: str) -> str:
    """The enhanced status code (RFC 3463) at the start of a reply, like ``5.1.1``, or an empty string."""
    found = _ENHANCED.match(text.strip())
    return found.group() if found else ""


def outcome_of_failure(
    error: aiosmtplib.SMTPException | OSError, stage: Stage, settings: Settings, proof: Mapping[str, Any]
) -> Outcome:
    """What a failed try means: a permanent answer about this message refuses it, everything else is tried again.

    Permanent answers (5xx) before the message is announced (greeting, TLS, login) concern the sender's settings or
    the server's mood, not the message: they are mendable, hence tried later.
    """
    proof = {**proof, "stage": stage.value}
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return _outcome_of_answer(error.code, error.message, stage, settings, proof)
    why, mendable = _road_trouble(error, stage, settings)
    return TryLater(why=why, after_seconds=MENDING_WAIT_SECONDS if mendable else None, proof=proof)


def _outcome_of_answer(code: int, message: str, stage: Stage, settings: Settings, proof: Mapping[str, Any]) -> Outcome:
    words = f"{code} {clean_words(message)}".strip()
    proof = {
        **proof,
        "response_code": code,
        "response_text": clean_words(message),
        "enhanced_status": enhanced_status(message),
    }
    server = f"The mail server {settings.host}"
    if (stage is Stage.LOGIN and 500 <= code < 600) or code in _LOGIN_CODES:
        why = f"{server} did not accept the login: {words}. Check username and password in the mail settings."
        return TryLater(why=why, after_seconds=MENDING_WAIT_SECONDS, proof=proof)
    if not 500 <= code < 600:
        if not 400 <= code < 500:
            return TryLater(why=f"{server} did not answer as SMTP wants {_DOING[stage]}: {words}.", proof=proof)
        return TryLater(why=f"{server} asks to try again later {_DOING[stage]}: {words}.", proof=proof)
    match stage:
        case Stage.SENDER:
            return Refused(why=f"{server} refused to take mail from {proof['sender']}: {words}.", proof=proof)
        case Stage.RECIPIENT:
            return Refused(why=f"{server} refused the recipient {proof['recipient']}: {words}.", proof=proof)
        case Stage.CONTENT:
            return Refused(why=f"{server} refused the message: {words}.", proof=proof)
        case _:
            why = f"{server} refused to talk {_DOING[stage]}: {words}. Check host, port and security."
            return TryLater(why=why, after_seconds=MENDING_WAIT_SECONDS, proof=proof)


def _road_trouble(error: Exception, stage: Stage, settings: Settings) -> tuple[str, bool]:
    """A sentence for trouble without an answer, and whether a person must mend something."""
    where = f"{settings.host} port {settings.port}"
    chain = list(_causes(error))
    if bad := _first(chain, ssl.SSLCertVerificationError):
        return (
            f"The certificate of the mail server {where} is not trusted: {bad.verify_message.rstrip('.')}. "
            "Check that host is the name in the certificate; if the server uses an authority of its own, "
            "name that authority's file in ca_file.",
            True,
        )
    if _first(chain, socket.gaierror):
        return (
            f"The mail server's name {settings.host} was not found. Check host and this machine's name resolution.",
            False,
        )
    if _first(chain, ConnectionRefusedError):
        return f"Nothing answers at {where}: the connection was refused. Check host and port.", False
    if _first(chain, TimeoutError):
        waited = settings.content_timeout_seconds if stage is Stage.CONTENT else settings.timeout_seconds
        return (
            f"The mail server {where} did not answer within {waited:g} seconds {_DOING[stage]}.{_again(stage)}",
            False,
        )
    if _first(chain, ssl.SSLError):
        other = "tls (usually port 465)" if settings.security is Security.STARTTLS else "starttls (usually port 587)"
        return f"No TLS connection with {where} could be made. Check port and security: it may want {other}.", True
    if any(isinstance(link, _LOST) for link in chain):
        return f"The connection with the mail server {where} was lost {_DOING[stage]}." + _again(stage), False
    return f"The mail server {where} could not be reached {_DOING[stage]}: {clean_words(str(error))}.", False


def _again(stage: Stage) -> str:
    if stage is Stage.CONNECT:
        return " Check host, port and security."
    if stage is not Stage.CONTENT:
        return ""
    return " It may have arrived all the same; the next try carries the same Message-ID."


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _first(chain: list[BaseException], kind: type[Kind]) -> Kind | None:
    return next((link for link in chain if isinstance(link, kind)), None)
