"""What every request passes: an id, a log line without personal data, metrics, strict headers, and the request log of
the organization that it was for."""

import re
import time
from datetime import datetime
from urllib.parse import urlsplit

import structlog
from prometheus_client import Counter, Histogram
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from faktura.api.addresses import Network, client_address
from faktura.api.answers import PROBLEM, problem_body, to_json
from faktura.api.origins import answer_headers, is_preflight, preflight_headers
from faktura.api.trace import Trace, masked_path, masked_query, printable
from faktura.audit.request_log import Line, Recorder
from faktura.errors import without_values
from faktura.storage.ids import new_id, show_id
from faktura.storage.unit import utc_now

log = structlog.get_logger("faktura.http")

_REQUESTS = Counter("faktura_http_requests_total", "Answers, by operation and status.", ["operation", "status"])
_SECONDS = Histogram("faktura_http_request_seconds", "How long answers took, in seconds.", ["operation"])

_GIVEN_ID = re.compile(rb"[A-Za-z0-9_.:\-]{1,64}")
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    # Pages have a policy of their own; nothing else is for a browser to show.
    (b"content-security-policy", b"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
)


class RequestLog:
    """ASGI middleware: gives each request its id, and tells the logs and the metrics how it ended."""

    def __init__(
        self, app: ASGIApp, recorder: Recorder, public_url: str, trusted_proxies: tuple[Network, ...] = ()
    ) -> None:
        self._app = app
        address = urlsplit(public_url)
        self._secure = address.scheme == "https"
        self._host = (address.hostname or "").encode()
        self._trusted_proxies = trusted_proxies
        self._recorder = recorder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = next((value for name, value in scope["headers"] if name == b"request-id"), b"")
        request_id = given.decode() if _GIVEN_ID.fullmatch(given) else show_id("req", new_id())
        scope["faktura.request_id"] = request_id
        scope["faktura.address"] = client_address(Request(scope), self._trusted_proxies)
        trace = scope["faktura.trace"] = Trace()
        occurred_at = utc_now()
        status = 500
        started = False
        begin = time.perf_counter()

        async def answer(message: Message) -> None:
            nonlocal status, started
            if message["type"] == "http.response.start":
                started = True
                status = message["status"]
                held = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    (b"request-id", request_id.encode()),
                    *([(b"faktura-version", trace.api_version.encode())] if trace.api_version else []),
                    *(answer_headers(trace.origin) if trace.origin else []),
                    *(header for header in _HEADERS if header[0] not in held),
                    *self._only_with_tls(scope),
                ]
            await send(message)

        try:
            if is_preflight(scope):
                scope["faktura.operation"] = "preflight"
                await answer({"type": "http.response.start", "status": 204, "headers": preflight_headers(scope)})
                await answer({"type": "http.response.body", "body": b""})
            else:
                await self._app(scope, receive, answer)
        except Exception as error:
            log.exception(
                "request_failed",
                request_id=request_id,
                method=scope["method"],
                exception=without_values(error),
                exc_info=False,
            )
            if not started:
                body = to_json(
                    problem_body(
                        500,
                        "internal_error",
                        "Something went wrong on our side.",
                        "The request was not carried out. Tell the operator the request_id.",
                        request_id,
                    )
                )
                headers = [(b"content-type", PROBLEM.encode()), (b"content-length", str(len(body)).encode())]
                await answer({"type": "http.response.start", "status": 500, "headers": headers})
                await answer({"type": "http.response.body", "body": body})
        finally:
            operation = scope.get("faktura.operation", "none")
            seconds = time.perf_counter() - begin
            _REQUESTS.labels(operation, str(status)).inc()
            _SECONDS.labels(operation).observe(seconds)
            log.info(
                "request",
                request_id=request_id,
                method=scope["method"],
                operation=operation,
                status=status,
                milliseconds=round(seconds * 1000, 2),
                tenant=scope.get("faktura.tenant", ""),
            )
            if trace.tenant is not None:
                self._recorder.note(trace.tenant, _line(scope, trace, request_id, occurred_at, status, seconds))

    def _only_with_tls(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        # Where the public address has TLS, browsers never come without it. What is below a buyer-facing name of an
        # organization's own is not ours to decide.
        if not self._secure:
            return []
        host = next((value for name, value in scope["headers"] if name == b"host"), b"")
        ours = host.rsplit(b":", 1)[0].lower() == self._host
        return [(b"strict-transport-security", b"max-age=31536000" + (b"; includeSubDomains" if ours else b""))]


def _line(scope: Scope, trace: Trace, request_id: str, occurred_at: datetime, status: int, seconds: float) -> Line:
    return Line(
        request_id=request_id,
        occurred_at=occurred_at,
        method=scope["method"],
        operation=scope.get("faktura.operation", ""),
        path=masked_path(scope.get("faktura.route", ""), scope.get("path_params", {})),
        query=masked_query(scope.get("query_string", b"")),
        status=status,
        milliseconds=round(seconds * 1000),
        code=trace.code or ("internal_error" if status == 500 else ""),
        findings=trace.findings,
        actor=trace.actor,
        address=trace.address,
        user_agent=printable(scope, b"user-agent"),
        idempotency_key=printable(scope, b"idempotency-key"),
        api_version=trace.api_version,
    )
