"""The server for agents: it lists what a key may do, and asks the API for it."""

import base64
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import mcp_types as types
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import MCPError
from starlette.requests import Request
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from faktura import __version__
from faktura.api.access import open_access
from faktura.api.answers import Problem, problem_response
from faktura.api.app import OPERATIONS, describe_api
from faktura.errors import Refusal
from faktura.mcp.inside import Told, ask
from faktura.mcp.resources import addresses_of, documents_request, files_of
from faktura.mcp.tools import ArgumentsWrong, OperationTool, tools_of
from faktura.settings import Settings
from faktura.storage.floor import Floor

PATH = "/mcp"
DOCUMENTS_A_PAGE = 50
RESOURCE_BYTES_MAX = 20 * 1024 * 1024
_CALLER = "faktura.mcp.caller"
_TEXTS = ("application/json", "application/xml", "application/problem+json")

_Context = ServerRequestContext[Any, Request]

INSTRUCTIONS = """\
Faktura issues invoices. Amounts, quantities and rates are decimal strings ("1234.50"), never JSON numbers. A document
is a draft until it is issued; then it has a number and is frozen for ever, and is corrected by a credit note only.
What is refused says everything that is wrong at once: each entry of errors has a JSON pointer and a sentence that says
how to mend it. Lists answer {data, has_more, next_cursor}; send next_cursor as cursor for more. Issuing, sending and
paying have effects outside: ask the person you work for first.
"""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: what the key holds, and whether it is an account's."""

    scopes: frozenset[str]
    for_account: bool


@dataclass(frozen=True, slots=True)
class Door:
    """The routes of the door, and what must run while they are served."""

    routes: Sequence[BaseRoute]
    _manager: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The time in which the door is open."""
        if self._manager is None:
            yield
            return
        async with self._manager.run():
            yield


def _security(settings: Settings) -> TransportSecuritySettings:
    """Whom a browser may come from, and by which name: neither foreign pages nor names bound anew reach the door."""
    public = urlsplit(settings.public_url)
    host = public.netloc.rpartition("@")[2]
    local = ("127.0.0.1", "localhost", "[::1]")
    return TransportSecuritySettings(
        enable_dns_rebinding_protection=True,
        allowed_hosts=[host, *(f"{name}:*" for name in local), *local],
        allowed_origins=[f"{public.scheme}://{host}", *(f"http://{name}:*" for name in local)],
    )


class _Gate:
    """Nobody comes in without a key: the same key, looked at in the same place, as everywhere."""

    def __init__(self, app: ASGIApp, floor: Floor) -> None:
        self._app = app
        self._floor = floor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        scope["faktura.operation"] = "mcp"
        try:
            scope[_CALLER] = await _caller(self._floor, request)
        except Problem as refused:
            answer = problem_response(
                refused.status, refused.code, refused.title, refused.detail, request.scope["faktura.request_id"],
                refused.findings, refused.headers,
            )  # fmt: skip
            await answer(scope, receive, send)
        except Refusal as refused:
            answer = problem_response(
                refused.status, refused.code, refused.title, refused.detail, request.scope["faktura.request_id"]
            )
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)


async def _caller(floor: Floor, request: Request) -> Caller:
    async with open_access(
        floor,
        request,
        b"",
        needs="either",
        scope="",
        writes=False,
        request_id=request.scope["faktura.request_id"],
        history=request.app.state.history,
    ) as access:
        return Caller(access.scopes, access.kind == "account")


class _Agents:
    """What the door answers to each kind of message."""

    def __init__(self, floor: Floor) -> None:
        self._mode = floor.settings.mcp
        self._tools = tools_of(OPERATIONS, describe_api(floor.settings.public_url))
        self._addresses = addresses_of(self._tools.values())

    def _open(self, caller: Caller) -> list[OperationTool]:
        return [tool for tool in self._tools.values() if tool.is_open(self._mode, caller.scopes)]

    async def list_tools(self, context: _Context, _: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        """The operations that the key may carry out here."""
        caller = _caller_of(context)
        return types.ListToolsResult(tools=[tool.show(for_account=caller.for_account) for tool in self._open(caller)])

    async def call_tool(self, context: _Context, params: types.CallToolRequestParams) -> types.CallToolResult:
        """Carry out an operation; a refusal is a result that says what to mend."""
        tool = self._tools.get(params.name)
        if tool is None:
            raise MCPError(types.INVALID_PARAMS, f"There is no tool {params.name[:100]}.")
        if self._mode != "write" and not tool.reads:
            return _refusal(
                f"{params.name} changes something, and this installation's door for agents only reads. "
                "The operator may set FAKTURA_MCP=write."
            )
        try:
            inner = tool.request(params.arguments or {})
        except ArgumentsWrong as wrong:
            return _refusal(str(wrong))
        return _result(await ask(_request(context), inner), params.name)

    async def list_templates(
        self, context: _Context, _: types.PaginatedRequestParams | None
    ) -> types.ListResourceTemplatesResult:
        """The kinds of resources that the key may read."""
        scopes = _caller_of(context).scopes
        shown = [each.show() for each in self._addresses if each.tool.is_open(self._mode, scopes)]
        return types.ListResourceTemplatesResult(resource_templates=shown)

    async def list_resources(
        self, context: _Context, params: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        """The files of issued documents, the newest first; none where the key may not read documents."""
        cursor = params.cursor if params else None
        told = await ask(_request(context), documents_request(cursor, DOCUMENTS_A_PAGE))
        if not told.is_good:
            if cursor is not None:
                raise MCPError(types.INVALID_PARAMS, _sentence(told))
            return types.ListResourcesResult(resources=[])
        page = json.loads(told.content)
        found = [file for document in page["data"] for file in files_of(document)]
        return types.ListResourcesResult(resources=found, next_cursor=page["next_cursor"])

    async def read_resource(
        self, context: _Context, params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        """The content of an address."""
        inner = next((found for each in self._addresses if (found := each.request(params.uri)) is not None), None)
        if inner is None:
            raise MCPError(types.INVALID_PARAMS, f"There is no resource {params.uri[:200]}.")
        told = await ask(_request(context), inner)
        if not told.is_good:
            raise MCPError(types.INVALID_PARAMS, _sentence(told), {"status": told.status})
        return types.ReadResourceResult(contents=[content_of(told, params.uri)])


def _request(context: _Context) -> Request:
    assert context.request is not None
    return context.request


def _caller_of(context: _Context) -> Caller:
    caller: Caller = _request(context).scope[_CALLER]
    return caller


def _refusal(sentence: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(text=sentence)], is_error=True)


def _sentence(told: Told) -> str:
    """What a refusal says."""
    try:
        problem = json.loads(told.content)
        return f"{problem['title']} {problem['detail']} ({problem['code']})"
    except (ValueError, KeyError, TypeError):
        return f"The answer was {told.status}."


def content_of(told: Told, uri: str) -> types.TextResourceContents | types.BlobResourceContents:
    """The content of an answer as that of a resource."""
    if len(told.content) > RESOURCE_BYTES_MAX:
        raise MCPError(types.INVALID_PARAMS, f"The resource has more than {RESOURCE_BYTES_MAX} bytes.")
    if told.media_type in _TEXTS or told.media_type.startswith("text/"):
        return types.TextResourceContents(uri=uri, mime_type=told.media_type, text=told.content.decode())
    encoded = base64.b64encode(told.content).decode()
    return types.BlobResourceContents(uri=uri, mime_type=told.media_type, blob=encoded)


def _result(told: Told, tool: str) -> types.CallToolResult:
    if told.media_type == "application/json" or told.media_type.endswith("+json") or not told.content:
        text = told.content.decode() or '{"done": true}'
        plain = json.loads(text)
        structured = plain if isinstance(plain, dict) and told.is_good else None
        content = types.TextContent(text=text)
        return types.CallToolResult(content=[content], structured_content=structured, is_error=not told.is_good)
    uri = f"faktura://{tool}"
    return types.CallToolResult(content=[types.EmbeddedResource(resource=content_of(told, uri))])


def open_door(floor: Floor) -> Door:
    """The door as the settings want it; without routes when it is off."""
    settings = floor.settings
    if settings.mcp == "off":
        return Door(())
    agents = _Agents(floor)
    server: Server[Any] = Server(
        "faktura",
        version=__version__,
        title="Faktura",
        instructions=INSTRUCTIONS,
        on_list_tools=agents.list_tools,
        on_call_tool=agents.call_tool,
        on_list_resources=agents.list_resources,
        on_list_resource_templates=agents.list_templates,
        on_read_resource=agents.read_resource,
    )
    manager = StreamableHTTPSessionManager(
        server,
        # Each request stands for itself, so any process may answer it.
        stateless=True,
        json_response=True,
        security_settings=_security(settings),
        max_request_body_size=settings.body_bytes_max,
    )
    # Only POST: there is nothing that the server would say unasked.
    return Door((Route(PATH, _Gate(manager.handle_request, floor), methods=["POST"]),), manager)
