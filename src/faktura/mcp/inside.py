"""Asking the API from inside the process, through its front door: middleware, key, scopes, limits and all."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from starlette.requests import Request

from faktura.mcp.tools import Inner

# Who asks, from where and for whom is said by the outer request; all else is said anew.
_PASSED_ON = frozenset(
    {
        b"authorization", b"faktura-organization", b"faktura-version", b"forwarded", b"host", b"origin",
        b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"x-real-ip", b"user-agent",
    }
)  # fmt: skip


@dataclass(slots=True)
class Told:
    """What the API answered."""

    status: int = 500
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes = b""

    @property
    def media_type(self) -> str:
        """The kind of the content, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def is_good(self) -> bool:
        """Whether it is no refusal."""
        return 200 <= self.status < 300


async def ask(outer: Request, inner: Inner) -> Told:
    """The answer to an inner request, asked by whoever sent the outer one."""
    path, _, query = inner.target.partition("?")
    own = {name.encode(): value.encode() for name, value in inner.headers.items()}
    headers = [
        *((name, value) for name, value in outer.scope["headers"] if name in _PASSED_ON and name not in own),
        *own.items(),
        (b"content-length", str(len(inner.content)).encode()),
    ]
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": outer.scope.get("asgi", {"version": "3.0"}),
        "http_version": "1.1",
        "method": inner.method,
        "scheme": outer.scope.get("scheme", "http"),
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": headers,
        "client": outer.scope.get("client"),
        "server": outer.scope.get("server"),
    }
    told = Told()
    sent = False

    async def receive() -> dict[str, Any]:
        nonlocal sent
        if sent:
            return {"type": "http.disconnect"}
        sent = True
        return {"type": "http.request", "body": inner.content, "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            told.status = message["status"]
            told.headers = {
                name.decode("latin-1").lower(): value.decode("latin-1") for name, value in message["headers"]
            }
        elif message["type"] == "http.response.body":
            told.content += message.get("body", b"")

    await outer.scope["app"](scope, receive, send)
    return told
