"""The door for agents that start a program: what they say on its standard input is asked at the server's own door."""

from collections.abc import Iterator
from typing import Any

import httpx2
import mcp_types as types
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError

from faktura import __version__
from faktura.mcp.door import PATH

SECONDS_MAX = 90

_Context = ServerRequestContext[Any, Any]


class _Passing:
    """Passes each message on; it knows no operation and decides nothing."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def list_tools(self, _: _Context, params: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return await self._client.list_tools(cursor=params.cursor if params else None)

    async def call_tool(self, _: _Context, params: types.CallToolRequestParams) -> types.CallToolResult:
        return await self._client.call_tool(params.name, params.arguments)

    async def list_resources(
        self, _: _Context, params: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        return await self._client.list_resources(cursor=params.cursor if params else None)

    async def list_templates(
        self, _: _Context, params: types.PaginatedRequestParams | None
    ) -> types.ListResourceTemplatesResult:
        return await self._client.list_resource_templates(cursor=params.cursor if params else None)

    async def read_resource(self, _: _Context, params: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        return await self._client.read_resource(params.uri)


async def pass_on(url: str, key: str, organization: str | None) -> None:
    """Serve on standard input and output until the input ends, with the server at `url`.

    Raises:
        ConnectionError: the server can't be asked, or does not take the key.
    """
    failed: list[str] = []
    try:
        await _pass_on(url, key, organization)
    except* (MCPError, httpx2.HTTPError, OSError) as errors:
        failed = [str(error) for error in leaves(errors)]
    if failed:
        raise ConnectionError(f"{url} can't be asked: {failed[0]}. Is the address right, and the key?")


def leaves(errors: BaseExceptionGroup[Any]) -> Iterator[BaseException]:
    """The errors inside groups of errors."""
    for error in errors.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from leaves(error)
        else:
            yield error


async def _pass_on(url: str, key: str, organization: str | None) -> None:
    headers = {"authorization": f"Bearer {key}"}
    if organization is not None:
        headers["faktura-organization"] = organization
    async with (
        httpx2.AsyncClient(headers=headers, timeout=SECONDS_MAX) as http,
        Client(streamable_http_client(url.rstrip("/") + PATH, http_client=http)) as client,
    ):
        passing = _Passing(client)
        server: Server[Any] = Server(
            "faktura",
            version=__version__,
            title="Faktura",
            instructions=client.instructions,
            on_list_tools=passing.list_tools,
            on_call_tool=passing.call_tool,
            on_list_resources=passing.list_resources,
            on_list_resource_templates=passing.list_templates,
            on_read_resource=passing.read_resource,
        )
        async with stdio_server() as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())
