"""Browsers of other pages (CORS): what they may ask is told to all; what they may read, each key says.

Nothing here allows credentials: a page never sends somebody's cookies along, it sends a key that was made for it.
"""

from starlette.types import Scope

ORIGIN_LENGTH_MAX = 300

_ALLOWED = (
    (b"access-control-allow-methods", b"GET, HEAD, POST, PUT, PATCH, DELETE"),
    (
        b"access-control-allow-headers",
        b"Authorization, Content-Type, Faktura-Organization, Faktura-Version, Idempotency-Key, If-Match, "
        b"If-None-Match, Prefer, Request-Id",
    ),
    (b"access-control-max-age", b"600"),
)
_EXPOSED = (
    b"Content-Disposition, ETag, Faktura-Version, Idempotent-Replayed, Location, Preference-Applied, RateLimit, "
    b"RateLimit-Policy, Request-Id, Retry-After"
)


def _header(scope: Scope, name: bytes) -> bytes:
    found: bytes = next((value for held, value in scope["headers"] if held == name), b"")
    return found


def is_preflight(scope: Scope) -> bool:
    """Whether a browser asks if a page may send a request to the API."""
    return (
        scope["method"] == "OPTIONS"
        and scope["path"].startswith("/v1/")
        and 0 < len(_header(scope, b"origin")) <= ORIGIN_LENGTH_MAX
        and _header(scope, b"access-control-request-method") != b""
    )


def preflight_headers(scope: Scope) -> list[tuple[bytes, bytes]]:
    """The answer to it. A preflight carries no key, so it can't be told apart by one; it opens nothing: what comes of
    the request itself only those pages can read that its key allows."""
    return [(b"access-control-allow-origin", _header(scope, b"origin")), (b"vary", b"Origin"), *_ALLOWED]


def answer_headers(origin: str) -> list[tuple[bytes, bytes]]:
    """What lets a page read an answer to its own key."""
    return [
        (b"access-control-allow-origin", origin.encode("latin-1")),
        (b"access-control-expose-headers", _EXPOSED),
        (b"vary", b"Origin"),
    ]
