"""For development: follow the stream of events over HTTP, and forward each as a signed webhook to a local address."""

import asyncio
import contextlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_bytes
from typing import Any

import httpx
import orjson

from faktura.webhooks.signature import SECRET_BYTES, headers_of, read_secret, show_secret

_PAUSE_SECONDS = 1.0
_PAGE = 100
_FORWARD_SECONDS = 30


class ListenRefused(Exception):  # noqa: N818 - told in a sentence
    """The server does not let us listen; the message says why."""


@dataclass(frozen=True, slots=True)
class Listening:
    """What is listened to, and where it is forwarded. `api` carries the key."""

    api: httpx.AsyncClient
    local: httpx.AsyncClient
    forward_to: str
    events: Sequence[str]
    payload: str
    secret: bytes

    async def run(self, stopping: asyncio.Event) -> None:
        """Forward what happens from now on, in order, until told to stop.

        Raises:
            ListenRefused: the key, or what was asked for, is not right.
        """
        after: str | None = "latest"
        while not stopping.is_set():
            try:
                page = await self._read(after)
            except httpx.TransportError:
                _say("The server does not answer; trying again.")
                page = None
            if page is not None:
                for event in page["data"]:
                    await self._forward(event)
                after = page["next_cursor"] or after
                if after == "latest":
                    # Nothing ever happened: from here on everything is new.
                    after = None
                if page["has_more"]:
                    continue
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_PAUSE_SECONDS):
                    await stopping.wait()

    async def _read(self, after: str | None) -> dict[str, Any] | None:
        query: dict[str, str | list[str]] = {"limit": str(_PAGE), "payload": self.payload, "type": list(self.events)}
        if after is not None:
            query["after"] = after
        response = await self.api.get("/v1/events", params=query)
        if response.status_code == 200:
            page: dict[str, Any] = response.json()
            return page
        if response.status_code in (429, 500, 502, 503, 504):
            _say(f"The server answered {response.status_code}; trying again.")
            return None
        raise ListenRefused(_told(response))

    async def _forward(self, event: dict[str, Any]) -> None:
        body = {name: value for name, value in event.items() if name not in ("actor", "request_id")}
        if self.payload == "thin":
            body["data"] = {name: body["data"][name] for name in ("id", "kind")}
        content = orjson.dumps(body)
        headers = headers_of(event["id"], datetime.now(UTC), content, [self.secret])
        headers["content-type"] = "application/json"
        try:
            response = await self.local.post(self.forward_to, content=content, headers=headers)
            outcome = str(response.status_code)
        except httpx.HTTPError as error:
            outcome = type(error).__name__
        _say(f"{outcome:>3}  {event['type']:32} {event['data']['id']}  {event['id']}")


def _told(response: httpx.Response) -> str:
    try:
        problem = response.json()
        return " ".join([problem["detail"], *(error["message"] for error in problem["errors"])])
    except (ValueError, KeyError, TypeError):
        return f"The server answered {response.status_code}."


def _say(line: str) -> None:
    print(line, flush=True)


def listen(
    forward_to: str, *, url: str, key: str, organization: str | None, events: Sequence[str], payload: str,
    secret: str | None,
) -> int:  # fmt: skip
    """Listen until Ctrl-C; answers the status of the command."""
    try:
        raw = read_secret(secret) if secret else token_bytes(SECRET_BYTES)
    except ValueError as error:
        print(f"faktura: {error}", file=sys.stderr)
        return 2
    headers = {"Authorization": f"Bearer {key}"}
    if organization:
        headers["Faktura-Organization"] = organization

    async def main() -> None:
        async with (
            httpx.AsyncClient(base_url=url, headers=headers, timeout=30) as api,
            httpx.AsyncClient(timeout=_FORWARD_SECONDS) as local,
        ):
            await Listening(api, local, forward_to, events, payload, raw).run(asyncio.Event())

    _say(f"Forwarding {', '.join(events) or 'all events'} of {url} to {forward_to}")
    _say(f"Secret: {show_secret(raw)}")
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        return 0
    except (ListenRefused, httpx.InvalidURL) as refused:
        print(f"faktura: {refused}", file=sys.stderr)
        return 1
    return 0
