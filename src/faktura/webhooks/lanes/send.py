"""One attempt: sign, send, and say what became of it. No database."""

from dataclasses import dataclass
from datetime import timedelta

from faktura.outgoing.errors import Unsent
from faktura.storage.floor import Floor
from faktura.storage.unit import utc_now
from faktura.webhooks.schedule import read_retry_after
from faktura.webhooks.signature import headers_of

ATTEMPT_SECONDS = 15.0
REPLY_BYTES_KEPT = 1024
_GONE = 410
_SLOW_DOWN = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an endpoint answered, or why it did not. `pause` is what it asked for, for all events."""

    delivered: bool
    status: int | None
    reason: str
    reply: str
    address: str
    gone: bool = False
    pause: timedelta | None = None


def _readable(content: bytes) -> str:
    # PostgreSQL keeps no NUL, and a page that is cut may end inside a letter.
    return content.decode("utf-8", "replace").replace("\x00", "\N{REPLACEMENT CHARACTER}")


async def send(floor: Floor, url: str, event: str, body: bytes, secrets: list[bytes]) -> Outcome:
    """Send a webhook. Every answer from 200 to 299 says that it was taken; a redirect is not followed."""
    now = utc_now()
    headers = {
        "content-type": "application/json",
        "user-agent": "Faktura-Webhooks/1",
        **headers_of(event, now, body, secrets),
    }
    try:
        reply = await floor.http.request(
            "POST",
            url,
            headers=headers,
            content=body,
            seconds=ATTEMPT_SECONDS,
            bytes_max=REPLY_BYTES_KEPT,
            private=floor.settings.private_webhook_hosts == "allow",
            cut=True,
        )
    except Unsent as unsent:
        return Outcome(False, None, str(unsent), "", "")
    content, status = _readable(reply.content), reply.status
    if 200 <= status < 300:
        return Outcome(True, status, "", content, reply.address)
    retry_after = read_retry_after(reply.headers.get("retry-after"), now) if status in _SLOW_DOWN else None
    if 300 <= status < 400:
        reason = f"It answered {status}: redirects are not followed. Change the endpoint's URL instead."
    else:
        reason = f"It answered {status}."
    return Outcome(False, status, reason, content, reply.address, status == _GONE, retry_after)
