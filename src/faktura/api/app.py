"""The application: all operations as routes, health, metrics, OpenAPI, and the pages."""

import os
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from faktura.api import (
    accounts,
    archive,
    audit,
    batch,
    brands,
    checking,
    clocks,
    customers,
    deliveries,
    document_parts,
    documents,
    domains,
    events,
    exports,
    imports,
    inbox,
    inbox_rules,
    keys,
    members,
    organizations,
    payments,
    purchase_orders,
    rate_limits,
    request_log,
    standing,
    suppliers,
    template_previews,
    templates,
    webhooks,
)
from faktura.api.answers import problem_response, to_json
from faktura.api.limiting import Limiting
from faktura.api.middleware import RequestLog
from faktura.api.openapi import describe
from faktura.api.operation import Operation, respond
from faktura.api.versions import HISTORY, History
from faktura.audit.request_log import Recorder
from faktura.storage.errors import DatabaseUnavailable
from faktura.storage.floor import Floor

OPERATIONS: tuple[Operation, ...] = (
    *accounts.OPERATIONS.all,
    *organizations.OPERATIONS.all,
    *customers.OPERATIONS.all,
    *documents.OPERATIONS.all,
    *batch.OPERATIONS.all,
    *document_parts.OPERATIONS.all,
    *payments.OPERATIONS.all,
    *deliveries.OPERATIONS.all,
    *archive.OPERATIONS.all,
    *checking.OPERATIONS.all,
    *inbox.OPERATIONS.all,
    *inbox_rules.OPERATIONS.all,
    *suppliers.OPERATIONS.all,
    *purchase_orders.OPERATIONS.all,
    *imports.OPERATIONS.all,
    *exports.OPERATIONS.all,
    *members.OPERATIONS.all,
    *brands.OPERATIONS.all,
    *domains.OPERATIONS.all,
    *standing.OPERATIONS.all,
    *rate_limits.OPERATIONS.all,
    *clocks.OPERATIONS.all,
    *templates.OPERATIONS.all,
    *template_previews.OPERATIONS.all,
    *keys.OPERATIONS.all,
    *audit.OPERATIONS.all,
    *request_log.OPERATIONS.all,
    *events.OPERATIONS.all,
    *webhooks.OPERATIONS.all,
)


def _endpoint(operations: dict[str, Operation], floor: Floor) -> Callable[[Request], Awaitable[Response]]:
    allowed = ", ".join(sorted({*operations, "HEAD"} if "GET" in operations else operations))

    async def endpoint(request: Request) -> Response:
        operation = operations.get("GET" if request.method == "HEAD" else request.method)
        if operation is None:
            raise HTTPException(405, headers={"Allow": allowed})
        request.scope["faktura.operation"] = operation.name
        request.scope["faktura.route"] = operation.path
        response = await respond(operation, floor, request)
        if request.method == "HEAD":
            response.body = b""
        return response

    return endpoint


def _routes(floor: Floor) -> list[BaseRoute]:
    by_path: dict[str, dict[str, Operation]] = {}
    for operation in OPERATIONS:
        by_path.setdefault(operation.path, {})[operation.method] = operation
    # Fixed paths go before those with parameters: /v1/invoices/preview is no invoice's id.
    ordered = sorted(by_path.items(), key=lambda item: [part.startswith("{") for part in item[0].split("/")])
    routes: list[BaseRoute] = []
    for path, found in ordered:
        route = Route(path, _endpoint(found, floor))
        # It takes every method, so that GET /v1/invoices/preview is told what is possible there (405) instead of
        # being read as the invoice «preview».
        route.methods = None
        routes.append(route)
    return routes


def _limited(page: BaseRoute, limiting: Limiting) -> BaseRoute:
    """A page that shows a document, counted by its reader's address; who knows no link must not try many."""
    if not isinstance(page, Route) or "{" not in page.path:
        return page
    answer: Callable[[Request], Awaitable[Response]] = page.endpoint

    async def endpoint(request: Request) -> Response:
        seconds = await limiting.page(request)
        if not seconds:
            return await answer(request)
        request.scope["faktura.operation"] = "page.limited"
        return PlainTextResponse(
            f"Too many requests. Try again in {seconds} seconds.\n", 429, {"Retry-After": str(seconds)}
        )

    return Route(page.path, endpoint, methods=list(page.methods or ()))


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    request_id = request.scope["faktura.request_id"]
    if error.status_code == 405:
        return problem_response(
            405, "method_not_allowed", "The method is not allowed.", f"{request.method} is not possible here.",
            request_id, headers=error.headers,
        )  # fmt: skip
    return problem_response(
        error.status_code, "not_found", "There is no such page.", "See /docs for what there is.", request_id
    )


def _registry() -> CollectorRegistry:
    """The metrics of this process, or of all processes where `faktura serve` runs several."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library has no types for it
    return registry


def describe_api(public_url: str) -> dict[str, Any]:
    """The OpenAPI document."""
    return describe(OPERATIONS, public_url)


def build_app(
    floor: Floor,
    pages: Sequence[BaseRoute] = (),
    guards: Sequence[Middleware] = (),
    *,
    history: History = HISTORY,
) -> Starlette:
    """The application on a floor, with the routes of the pages beside the API's, and what stands before all routes.

    Whoever stops it awaits `app.state.recorder.close()`, or the last second of the request log is lost.
    """
    recorder = Recorder(floor)

    async def live(request: Request) -> Response:
        """The process answers."""
        request.scope["faktura.operation"] = "health.live"
        return Response(to_json({"status": "live"}), media_type="application/json")

    async def ready(request: Request) -> Response:
        """The database answers as well."""
        request.scope["faktura.operation"] = "health.ready"
        try:
            await floor.database.ping()
        except DatabaseUnavailable as error:
            return problem_response(503, "not_ready", "Not ready.", str(error), request.scope["faktura.request_id"])
        return Response(to_json({"status": "ready"}), media_type="application/json")

    async def metrics(request: Request) -> Response:
        request.scope["faktura.operation"] = "metrics"
        return Response(generate_latest(_registry()), media_type=CONTENT_TYPE_LATEST)

    limiting = Limiting(floor)
    described = to_json(describe_api(floor.settings.public_url))

    async def openapi(request: Request) -> Response:
        request.scope["faktura.operation"] = "openapi"
        return Response(described, media_type="application/json")

    app = Starlette(
        routes=[
            *_routes(floor),
            Route("/health/live", live),
            Route("/health/ready", ready),
            Route("/metrics", metrics),
            Route("/openapi.json", openapi),
            *(_limited(page, limiting) for page in pages),
        ],
        middleware=[
            Middleware(
                RequestLog,
                recorder=recorder,
                public_url=floor.settings.public_url,
                trusted_proxies=floor.settings.trusted_proxies,
            ),
            *guards,
        ],
        exception_handlers={HTTPException: _refused},
    )
    app.state.limiting = limiting
    # An address with a slash too many is no page; a redirect would lead wherever the Host header says.
    app.router.redirect_slashes = False
    app.state.history = history
    app.state.recorder = recorder
    return app
