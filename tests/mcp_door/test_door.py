"""The door for agents, on a running server, with the SDK's own client."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs
import pytest
from mcp import StdioServerParameters
from mcp.client import Client
from mcp.shared.exceptions import MCPError
from mcp_types import BlobResourceContents, CallToolResult, EmbeddedResource, TextContent, TextResourceContents

from api.process import serving
from faktura.api.app import OPERATIONS
from faktura.mcp.door import RESOURCE_BYTES_MAX, content_of
from faktura.mcp.inside import Told
from faktura.organizations.keys import create_key
from faktura.organizations.tenants import Mode, tenant_of
from faktura.settings import Settings
from faktura.storage.floor import Floor
from faktura.storage.ids import read_id
from faktura.storage.unit import open_unit

from .conftest import INVOICE, Business, agent, new_business

pytestmark = [pytest.mark.server, pytest.mark.anyio]


def text_of(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


async def test_reading_operations_are_tools_and_no_others(business: Business) -> None:
    async with agent(business.url, business.key) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    expected = {
        each.name.replace(".", "_").replace("-", "_")
        for each in OPERATIONS
        if each.needs and (each.method == "GET" or each.reads_only)
    }
    assert set(tools) == expected
    assert {"invoices_list", "invoices_get", "invoices_preview", "customers_list", "payments_list"} <= set(tools)
    assert not {"invoices_create", "invoices_issue", "accounts_create", "organizations_keys_create"} & set(tools)
    for tool in tools.values():
        assert tool.description
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint is True
        jsonschema_rs.meta.validate({**tool.input_schema, "$schema": "https://json-schema.org/draft/2020-12/schema"})
        assert tool.input_schema["type"] == "object"
        # A schema stands alone: it refers to nothing outside itself.
        assert "#/components/" not in json.dumps(tool.input_schema)
        jsonschema_rs.validator_for(tool.input_schema)


async def test_a_tool_answers_what_the_api_answers(business: Business) -> None:
    async with agent(business.url, business.key) as client:
        found = await client.call_tool("invoices_list", {"status": "issued", "total_with_vat_gte": "100", "limit": 5})
        assert not found.is_error
        assert found.structured_content["data"][0]["id"] == business.invoice
        assert json.loads(text_of(found)) == found.structured_content
        one = await client.call_tool("invoices_get", {"invoice": business.invoice})
        with business.http() as http:
            assert one.structured_content == http.get(f"/v1/invoices/{business.invoice}").json()
        part = await client.call_tool("invoices_list", {"fields": "id", "limit": 1})
        assert list(part.structured_content["data"][0]) == ["id"]
        preview = await client.call_tool("invoices_preview", {"body": {**INVOICE, "issue": False}})
        assert preview.structured_content["totals"]["total_with_vat"] == "120.00"


async def test_pdfs_are_resources(business: Business) -> None:
    uri = f"faktura://invoices/{business.invoice}/pdf"
    async with agent(business.url, business.key) as client:
        listed = (await client.list_resources()).resources
        assert uri in {each.uri for each in listed}
        assert business.number in {each.name.removesuffix(".pdf") for each in listed}
        templates = {each.uri_template: each for each in (await client.list_resource_templates()).resource_templates}
        assert templates["faktura://invoices/{invoice}/pdf{?format}"].mime_type == "application/pdf"
        (pdf,) = (await client.read_resource(uri)).contents
        assert isinstance(pdf, BlobResourceContents)
        assert pdf.mime_type == "application/pdf"
        content = base64.b64decode(pdf.blob)
        with business.http() as http:
            assert content == http.get(f"/v1/invoices/{business.invoice}/pdf").content
        (xml,) = (await client.read_resource(f"faktura://invoices/{business.invoice}/xml?format=cii")).contents
        assert isinstance(xml, TextResourceContents)
        assert "CrossIndustryInvoice" in xml.text
        (document,) = (await client.read_resource(f"faktura://invoices/{business.invoice}")).contents
        assert isinstance(document, TextResourceContents)
        assert json.loads(document.text)["number"] == business.number
        result = await client.call_tool("invoices_pdf", {"invoice": business.invoice})
        (embedded,) = result.content
        assert isinstance(embedded, EmbeddedResource)


async def test_resources_are_listed_page_by_page(reading: str) -> None:
    own = new_business(reading)
    with own.http() as http:
        for _ in range(51):
            assert http.post("/v1/invoices", json=INVOICE).status_code == 201
    found: list[str] = []
    async with agent(reading, own.key) as client:
        cursor = None
        while True:
            page = await client.list_resources(cursor=cursor)
            found += [each.uri for each in page.resources]
            cursor = page.next_cursor
            if cursor is None:
                break
        with pytest.raises(MCPError):
            await client.list_resources(cursor="nonsense")
    assert len(found) == len(set(found)) == 2 * 52


async def test_a_write_is_refused_unless_the_operator_allows_it(business: Business) -> None:
    with business.http() as http:
        before = http.get("/v1/customers").json()
        async with agent(business.url, business.key) as client:
            refused = await client.call_tool("customers_create", {"body": {"name": "A"}})
        assert http.get("/v1/customers").json() == before
    assert refused.is_error
    assert "only reads" in text_of(refused)


async def test_another_tenants_things_are_not_found(business: Business, other: Business) -> None:
    async with agent(business.url, business.key) as client:
        missing = await client.call_tool("invoices_get", {"invoice": "inv_00000000000000000000000000"})
        foreign = await client.call_tool("invoices_get", {"invoice": other.invoice})
        assert missing.is_error
        assert foreign.is_error

        def said(result: CallToolResult) -> dict[str, Any]:
            return {**json.loads(text_of(result)), "request_id": ""}

        assert said(foreign) == said(missing)
        assert said(foreign)["code"] == "invoice_not_found"
        with pytest.raises(MCPError, match="invoice_not_found"):
            await client.read_resource(f"faktura://invoices/{other.invoice}/pdf")
        listed = {each.uri for each in (await client.list_resources()).resources}
        assert not [uri for uri in listed if other.invoice in uri]


async def test_wrong_arguments_are_told(business: Business) -> None:
    async with agent(business.url, business.key) as client:
        for arguments, told in (
            ({}, "invoice is needed"),
            ({"invoice": "a/pdf"}, "invoice is no id"),
            ({"invoice": ".."}, "invoice is no id"),
            ({"invoice": business.invoice, "colour": "red"}, "no argument colour"),
        ):
            result = await client.call_tool("invoices_get", arguments)
            assert result.is_error
            assert told in text_of(result)
        refused = await client.call_tool("invoices_list", {"status": "paid"})
        assert refused.is_error
        assert json.loads(text_of(refused))["errors"][0]["pointer"] == "/status"
        with pytest.raises(MCPError, match="no tool"):
            await client.call_tool("invoices_explode", {})
        for uri in (
            "faktura://nothing",
            "https://example.com",
            "faktura://invoices/../customers",
            "faktura://invoices/%2e%2e/pdf",
        ):
            with pytest.raises(MCPError, match="no resource"):
                await client.read_resource(uri)


def post(url: str, key: str | None, **headers: str) -> httpx.Response:
    """A message of the protocol as it was before sessions were done away with."""
    message = {
        "jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
    }  # fmt: skip
    given = {"Authorization": f"Bearer {key}"} if key else {}
    accept = {"Accept": "application/json, text/event-stream"}
    return httpx.post(f"{url}/mcp", json=message, headers={**given, **accept, **headers}, timeout=60)


def test_nobody_comes_in_without_a_key(business: Business) -> None:
    for key in (None, "nonsense", business.key[:-1] + ("a" if business.key[-1] != "a" else "b")):
        answer = post(business.url, key)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.json()["code"] == "unauthorized"
    assert httpx.get(f"{business.url}/mcp").status_code == 405


def test_the_older_protocol_is_spoken_too(business: Business) -> None:
    answer = post(business.url, business.key)
    assert answer.status_code == 200, answer.text
    assert answer.json()["result"]["serverInfo"]["name"] == "faktura"
    assert "decimal strings" in answer.json()["result"]["instructions"]
    listing = httpx.post(
        f"{business.url}/mcp",
        json={"jsonrpc": "2.0", "id": 2, "method": "tools/list"},
        headers={
            "Authorization": f"Bearer {business.key}",
            "Accept": "application/json, text/event-stream",
            "MCP-Protocol-Version": "2025-06-18",
        },
    )
    assert len(listing.json()["result"]["tools"]) > 20


def test_foreign_pages_and_names_bound_anew_are_kept_out(business: Business) -> None:
    assert post(business.url, business.key, Origin="https://evil.example").status_code == 403
    assert post(business.url, business.key, Host="evil.example").status_code == 421
    assert post(business.url, business.key, Origin=business.url).status_code == 200


async def test_a_revoked_key_is_out_at_once(business: Business) -> None:
    with business.http() as http:
        made = http.post(f"/v1/organizations/{business.organization}/api-keys", json={"name": "agent"}).json()
        async with agent(business.url, made["key"]) as client:
            assert (await client.call_tool("customers_list", {})).is_error is False
            assert http.delete(f"/v1/organizations/{business.organization}/api-keys/{made['id']}").status_code == 204
            with pytest.raises(MCPError, match="error response"):
                await client.call_tool("customers_list", {})


async def test_an_account_names_the_organization(business: Business) -> None:
    async with agent(business.url, business.account_key) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert "faktura_organization" in tools["customers_list"].input_schema["properties"]
        assert "faktura_organization" not in tools["organizations_list"].input_schema["properties"]
        listed = await client.call_tool("organizations_list", {})
        assert [each["id"] for each in listed.structured_content["data"]] == [business.organization]
        unnamed = await client.call_tool("invoices_list", {})
        assert json.loads(text_of(unnamed))["code"] == "organization_missing"
        named = await client.call_tool("invoices_list", {"faktura_organization": business.organization})
        assert named.structured_content["data"][0]["id"] == business.invoice


async def test_with_writing_allowed_an_agent_writes(tmp_path: Path, database_url: str) -> None:
    with serving(tmp_path / "home", database_url=database_url, mcp="write") as server:
        own = new_business(server.url)
        async with agent(own.url, own.key) as client:
            tools = {tool.name: tool for tool in (await client.list_tools()).tools}
            created = tools["invoices_create"]
            assert created.annotations is not None
            assert created.annotations.read_only_hint is False
            jsonschema_rs.validator_for(created.input_schema).validate({"body": INVOICE, "wait": 5})
            result = await client.call_tool("invoices_create", {"body": INVOICE, "wait": 20, "idempotency_key": "once"})
            again = await client.call_tool("invoices_create", {"body": INVOICE, "wait": 20, "idempotency_key": "once"})
            assert result.structured_content["number"] == again.structured_content["number"]
            assert {file["kind"] for file in result.structured_content["files"]} >= {"pdf"}
            refused = await client.call_tool("invoices_create", {"body": {"issue": True}})
            assert refused.is_error
            assert json.loads(text_of(refused))["code"] == "draft_not_issuable"
            removed = await client.call_tool("organizations_email_sender_delete", {"organization": own.organization})
            assert not removed.is_error


async def test_the_door_can_be_closed(tmp_path: Path, database_url: str) -> None:
    with serving(tmp_path / "home", database_url=database_url, mcp="off") as server:
        own = new_business(server.url)
        assert post(own.url, own.key).status_code == 404


async def test_a_key_shows_only_what_it_may_do(business: Business, floor: Floor) -> None:
    """The server and this floor stand on one database."""
    organization = read_id("org", business.organization)
    assert organization is not None
    async with open_unit(floor, tenant_of(organization, Mode.TEST), actor="test") as unit:
        key = await create_key(unit, "organization", "reader", scopes=("customers:read",))
    async with agent(business.url, key.text) as client:
        assert {tool.name for tool in (await client.list_tools()).tools} == {"customers_list", "customers_get"}
        assert (await client.list_resources()).resources == []
        refused = await client.call_tool("invoices_list", {})
        assert json.loads(text_of(refused))["code"] == "scope_missing"
        with pytest.raises(MCPError, match="scope_missing"):
            await client.read_resource(f"faktura://invoices/{business.invoice}/pdf")


async def test_an_agent_may_start_a_program_instead(business: Business) -> None:
    program = str(Path(sys.executable).with_name("faktura"))
    environment = {**os.environ, "FAKTURA_KEY": business.key}
    parameters = StdioServerParameters(command=program, args=["mcp", "--url", business.url], env=environment)
    async with Client(parameters) as client:
        assert "invoices_list" in {tool.name for tool in (await client.list_tools()).tools}
        one = await client.call_tool("invoices_get", {"invoice": business.invoice, "fields": "number"})
        assert one.structured_content == {"number": business.number}
        (pdf,) = (await client.read_resource(f"faktura://invoices/{business.invoice}/pdf")).contents
        assert isinstance(pdf, BlobResourceContents)
        assert client.instructions is not None


def test_the_program_says_when_it_can_ask_nobody(business: Business) -> None:
    program = Path(sys.executable).with_name("faktura")
    done = subprocess.run(
        [program, "mcp", "--url", business.url, "--key", "fo_test_wrong"],
        input="", capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert "can't be asked" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_message_that_is_too_long_is_refused(business: Business) -> None:
    most = Settings(home=Path("HOME")).body_bytes_max
    headers = {
        "Authorization": f"Bearer {business.key}", "Content-Type": "application/json",
        "Accept": "application/json, text/event-stream",
    }  # fmt: skip
    answer = httpx.post(f"{business.url}/mcp", content=b" " * (most + 1), headers=headers, timeout=60)
    assert answer.status_code == 413


def test_a_resource_that_is_too_long_is_refused() -> None:
    told = Told(200, {"content-type": "application/pdf"}, b"x" * RESOURCE_BYTES_MAX)
    assert content_of(told, "faktura://a").mime_type == "application/pdf"
    told.content += b"x"
    with pytest.raises(MCPError, match="more than"):
        content_of(told, "faktura://a")
