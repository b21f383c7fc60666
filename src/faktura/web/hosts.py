"""Own domains of buyers' pages: what a host serves, and what a proxy may ask before it gets a certificate for one."""

import hmac
import ipaddress
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from faktura.brands.hosts import PageHost, find_host
from faktura.brands.names import host_of, read_domain
from faktura.storage.database import is_outage
from faktura.storage.floor import Floor

_HOST = "faktura.page_host"
_ASK = "/internal/domains"

NotFound = Callable[[Request], Awaitable[Response]]


def page_host(request: Request) -> PageHost | None:
    """The own domain that a request came to; None for the installation's own address."""
    found: PageHost | None = request.scope.get(_HOST)
    return found


class PageHosts:
    """Lets a host that is an organization's own domain serve its pages, and nothing else.

    Every other host is an address of the installation itself.
    """

    def __init__(self, app: ASGIApp, floor: Floor, not_found: NotFound) -> None:
        self._app = app
        self._floor = floor
        self._not_found = not_found
        self._own = urlsplit(floor.settings.public_url).hostname or ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        host = host_of(Headers(scope=scope).get("host", ""))
        found = await self._find(host) if host is not None and host != self._own else None
        if found is None:
            await self._app(scope, receive, send)
            return
        scope[_HOST] = found
        if scope["path"].startswith("/i/"):
            await self._app(scope, receive, send)
            return
        scope["faktura.operation"] = "page.not_found"
        request = Request(scope, receive)
        await (await self._not_found(request))(scope, receive, send)

    async def _find(self, host: str) -> PageHost | None:
        try:
            return await find_host(self._floor, host)
        except Exception as error:
            if not is_outage(error):
                raise
            # Without the database no page can be shown either; what needs none (health) still answers.
            return None


def ask_endpoint(floor: Floor) -> Callable[[Request], Awaitable[Response]]:
    """Whether a certificate may be had for a host: 200 for a verified domain of pages, 404 for every other.

    It answers this machine, and whoever sends the secret of the settings; a request that came through a proxy is not
    this machine's.
    """

    async def answer(request: Request) -> Response:
        request.scope["faktura.operation"] = "internal.domains"
        if not _may_ask(request, floor.settings.ask_secret):
            return Response(status_code=404)
        name = request.path_params.get("host") or request.query_params.get("domain", "")
        host = read_domain(name)
        known = host is not None and await find_host(floor, host) is not None
        return Response(status_code=200 if known else 404)

    return answer


def _may_ask(request: Request, secret: str) -> bool:
    given = request.query_params.get("secret", "")
    if secret and hmac.compare_digest(given.encode(), secret.encode()):
        return True
    if {"x-forwarded-for", "forwarded", "x-real-ip"} & set(request.headers.keys()):
        return False
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


ASK_PATHS = (_ASK, f"{_ASK}/{{host}}")
