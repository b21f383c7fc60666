"""The mails to people: through the installation's own sender only, since a link in them proves the mailbox."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from typing import Any

from faktura.members.invite import can_mail
from faktura.registry import channels
from faktura.settings import Settings
from faktura.sockets import Delivered, Parcel, Refused, TryLater

SEND_SECONDS_MAX = 120
ATTEMPTS_MAX = 8
_FIRST_WAIT_SECONDS = 15
_NAME_LENGTH_MAX = 60


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail: paragraphs, and a link that stands alone. `id` stays the same on every try."""

    id: str
    recipient: str
    subject: str
    paragraphs: Sequence[str]
    link: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of an attempt: sent, refused for good (`again` is False), or to be tried again."""

    good: bool
    again: bool
    why: str


def quoted(name: str) -> str:
    """A name that somebody chose, as it may stand in a mail of ours: short, and no address to click on."""
    plain = " ".join(name.split()).replace("://", " ").replace("www.", " ").replace("@", " ")
    return plain[:_NAME_LENGTH_MAX] or "an organization"


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after that many attempts; None when it was the last."""
    if attempts >= ATTEMPTS_MAX:
        return None
    seconds = _FIRST_WAIT_SECONDS * 3 ** (attempts - 1)
    return timedelta(seconds=seconds + random.randrange(1 + seconds // 10))  # noqa: S311 - not a secret


def _settings(settings: Settings) -> dict[str, Any]:
    return {
        "host": settings.smtp_host,
        "port": settings.smtp_port,
        "security": settings.smtp_security,
        "username": settings.smtp_username,
        "password": settings.smtp_password,
    }


def _html(letter: Letter) -> str:
    parts = [f"<p>{escape(each)}</p>" for each in letter.paragraphs]
    link = escape(letter.link)
    parts.insert(1, f'<p><a href="{link}">{link}</a></p>')
    font = "font-family:'Segoe UI', Roboto, Helvetica, Arial, sans-serif;"
    return f'<!doctype html><html lang="en"><body style="{font}color:#16202c">{"".join(parts)}</body></html>'


async def send_letter(settings: Settings, letter: Letter) -> Sent:
    """One attempt to send a mail."""
    if not can_mail(settings):
        return Sent(False, False, "The installation has no mail server for people (FAKTURA_SMTP_HOST).")
    first, *rest = letter.paragraphs
    parcel = Parcel(
        id=letter.id,
        recipient=letter.recipient,
        sender=settings.smtp_from or "",
        sender_name="Faktura",
        created_at=letter.created_at,
        files=(),
        data={
            "subject": letter.subject,
            "text": "\n\n".join([first, letter.link, *rest]),
            "html": _html(letter),
            "language": "en",
        },
        settings=_settings(settings),
    )
    try:
        async with asyncio.timeout(SEND_SECONDS_MAX):
            outcome = await channels()["email"].send(parcel)
    except TimeoutError:
        return Sent(False, True, f"The attempt took longer than {SEND_SECONDS_MAX} seconds.")
    match outcome:
        case Delivered():
            return Sent(True, False, "")
        case Refused(why=why):
            return Sent(False, False, why)
        case TryLater(why=why):
            return Sent(False, True, why)
