"""``/llms.txt`` and ``/llms-full.txt``."""

import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from faktura.api.app import OPERATIONS, describe_api
from faktura.web.llms import full, index

from .test_routes import assert_strict

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return describe_api("https://invoices.example")


def test_the_index_is_as_llmstxt_org_says(described: dict[str, Any]) -> None:
    text = index(described)
    assert text.startswith("# Faktura\n\n> ")
    links = dict(re.findall(r"^- \[(.+?)\]\((.+?)\): .+$", text, re.MULTILINE))
    for operation in OPERATIONS:
        assert links[f"{operation.method} {operation.path}"] == f"https://invoices.example/docs#{operation.name}"
    assert links["MCP"] == "https://invoices.example/mcp"
    assert len(text) < 60_000


def test_the_full_text_has_every_operation_and_every_field(described: dict[str, Any]) -> None:
    text = full(described)
    for operation in OPERATIONS:
        assert f"### {operation.method} {operation.path}\n" in text
    for name, schema in described["components"]["schemas"].items():
        part = text.partition(f"\n### {name}\n")[2].partition("\n### ")[0]
        for field in schema.get("properties", {}):
            assert re.search(rf"^- {re.escape(field)}!?: ", part, re.MULTILINE), f"{name}.{field}"
    assert '"unit_price": "80.00"' in text
    assert "Scope: invoices:write" in text


@pytest.mark.anyio
def test_a_door_that_is_closed_is_not_shown(described: dict[str, Any]) -> None:
    assert "/mcp)" in index(described)
    assert "/mcp)" not in index(described, mcp=False)


@pytest.mark.parametrize("name", ["llms.txt", "llms-full.txt"])
async def test_they_are_served(name: str, client: httpx.AsyncClient) -> None:
    answer = await client.get(f"/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert_strict(answer)
    assert answer.text.startswith("# Faktura")
    head = await client.head(f"/{name}")
    assert head.content == b""
    assert head.headers["content-length"] == str(len(answer.content))


def test_the_copies_in_the_docs_are_of_the_same_making() -> None:
    described = describe_api("http://127.0.0.1:8080")
    assert (DOCS / "llms.txt").read_text() == index(described)
    assert (DOCS / "llms-full.txt").read_text() == full(described)
