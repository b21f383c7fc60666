import shlex
from typing import Any

import httpx
import jsonschema_rs
import orjson
import pytest
from lxml import html as lxml_html

from faktura.api.app import OPERATIONS
from faktura.api.examples import read_examples
from faktura.api.openapi import describe
from faktura.web.curl import curl_command, least_body
from faktura.web.reference import Kind, OperationPage, Reference, describe_reference
from faktura.web.rendering import default_shades, render_html

from .html_rules import breaches
from .sample import text_of
from .test_routes import assert_strict


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return describe(OPERATIONS, "https://invoices.example")


@pytest.fixture(scope="module")
def reference(described: dict[str, Any]) -> Reference:
    return describe_reference(described)


@pytest.fixture(scope="module")
def tree(reference: Reference) -> Any:
    made = render_html("reference.html.jinja", ("base", "reference"), default_shades(), reference=reference)
    return lxml_html.document_fromstring(made.content.decode())


def operations(reference: Reference) -> dict[str, OperationPage]:
    return {operation.name: operation for group in reference.groups for operation in group.operations}


def test_every_operation_is_there(reference: Reference, described: dict[str, Any], tree: Any) -> None:
    names = {each["operationId"] for methods in described["paths"].values() for each in methods.values()}
    assert set(operations(reference)) == names
    for name in names:
        assert tree.xpath(f"//article[@id='{name}']//pre"), name
        assert tree.xpath(f"//nav//a[@href='#{name}']"), name


def test_every_shape_is_there_with_every_field(described: dict[str, Any], tree: Any) -> None:
    for name, schema in described["components"]["schemas"].items():
        (article,) = tree.xpath(f"//article[@id='shape-{name}']")
        shown = article.xpath(".//tbody//th/code/text()")
        assert shown == list(schema.get("properties", {})), name


def test_the_page_keeps_the_rules_of_html(tree: Any) -> None:
    assert breaches(tree) == []


def test_fields_carry_their_business_terms(reference: Reference) -> None:
    shapes = {shape.name: {field.name: field for field in shape.fields} for shape in reference.shapes}
    assert shapes["Line"]["quantity"].terms == "BT-129"
    assert shapes["Line"]["quantity"].text == "Invoiced quantity"
    assert shapes["Line"]["quantity"].kinds == (Kind("decimal string"),)
    assert shapes["InvoiceRequest"]["due_date"].terms == "BT-9"
    assert shapes["InvoiceRequest"]["due_date"].kinds == (Kind("date"),)
    assert shapes["InvoiceRequest"]["lines"].kinds == (Kind("list of Line", "Line"),)
    assert shapes["CustomerRequest"]["vat_id"].terms == "BT-48"
    assert shapes["OrganizationRequest"]["vat_id"].terms == "BT-31"
    assert shapes["Address"]["city"].terms.split() == ["BT-37", "BT-52", "BT-66", "BT-77"]
    without = [
        f"{shape.name}.{field.name}"
        for shape in reference.shapes
        for field in shape.fields
        if shape.name in ("Line", "Totals", "VatBreakdown", "Vat", "Period", "CreditTransfer") and not field.terms
    ]
    assert without == []


def test_parameters_say_where_they_go_and_what_they_take(reference: Reference) -> None:
    listed = {field.name: field for field in operations(reference)["invoices.list"].parameters}
    assert (listed["limit"].place, listed["limit"].limits) == ("query", "1 to 100, default 20")
    assert listed["Faktura-Organization"].place == "header"
    got = {field.name: field for field in operations(reference)["invoices.get"].parameters}
    assert (got["invoice"].place, got["invoice"].required) == ("path", True)


def test_answers_and_refusals_are_told_apart(reference: Reference) -> None:
    create = operations(reference)["invoices.create"]
    assert [answer.status for answer in create.answers] == ["201"]
    assert create.answers[0].kinds == (Kind("DocumentAnswer", "DocumentAnswer"),)
    assert "422" in create.refusals
    assert create.body_shape == "InvoiceRequest"
    assert dict(reference.refusals).keys() >= set(create.refusals)


def takes_a_document(operation: dict[str, Any]) -> bool:
    """Whether the body is a file as it is, which no example can write down."""
    return not next(iter(operation["requestBody"]["content"])).endswith("json")


def _body_of(command: str) -> Any:
    words = shlex.split(command.replace("\\\n", " "))
    return orjson.loads(words[words.index("-d") + 1]) if "-d" in words else None


def test_every_example_is_a_command_whose_body_the_api_takes(described: dict[str, Any]) -> None:
    document = {"components": described["components"]}
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            command = curl_command("https://x.example", path, method, operation, described["components"]["schemas"])
            assert shlex.split(command.replace("\\\n", " "))[0] == "curl"
            assert "{" not in command.split(" -d ")[0]
            body = _body_of(command)
            if "requestBody" not in operation:
                assert body is None
                continue
            if takes_a_document(operation):
                assert "--data-binary @" in command
                continue
            schema = next(iter(operation["requestBody"]["content"].values()))["schema"]
            validator = jsonschema_rs.Draft202012Validator({**document, **schema})
            assert [str(error) for error in validator.iter_errors(body)] == [], operation["operationId"]


def test_the_examples_are_all_used(described: dict[str, Any]) -> None:
    known = {each["operationId"]: each for methods in described["paths"].values() for each in methods.values()}
    for name, example in read_examples().items():
        assert name in known
        names = {parameter["name"] for parameter in known[name]["parameters"] if parameter["in"] == "query"}
        assert set(example.query) <= names, name
    needed = {name for name, each in known.items() if "requestBody" in each and not takes_a_document(each)}
    assert {name for name in needed if name not in read_examples()} <= {"archive.verify"}


def test_an_operation_without_an_example_gets_the_least_body() -> None:
    schemas = {"Part": {"type": "object", "required": ["day"], "properties": {"day": {"examples": ["2026-11-23"]}}}}
    schema = {
        "type": "object",
        "required": ["part", "parts", "count", "flag", "kind", "name", "maybe"],
        "properties": {
            "part": {"$ref": "#/components/schemas/Part"},
            "parts": {"type": "array"},
            "count": {"type": "integer", "minimum": 3},
            "flag": {"type": "boolean"},
            "kind": {"enum": ["a", "b"]},
            "name": {"type": "string"},
            "maybe": {"anyOf": [{"type": "string", "examples": ["x"]}, {"type": "null"}]},
            "other": {"type": "string"},
        },
    }
    assert least_body(schema, schemas) == {
        "part": {"day": "2026-11-23"},
        "parts": [],
        "count": 3,
        "flag": True,
        "kind": "a",
        "name": "…",
        "maybe": "x",
    }


def test_an_example_survives_the_shell() -> None:
    schema = {"type": "object", "required": ["a"], "properties": {"a": {"examples": ["it's $HOME `x`"]}}}
    operation = {
        "operationId": "none",
        "responses": {"204": {}},
        "requestBody": {"content": {"application/json": {"schema": schema}}},
    }
    assert _body_of(curl_command("https://x.example", "/v1", "post", operation, {})) == {"a": "it's $HOME `x`"}


def test_hostile_descriptions_stay_texts() -> None:
    hostile = "</code><script>alert(1)</script>"
    document = {
        "info": {"title": hostile, "version": hostile, "description": hostile},
        "servers": [{"url": "https://x.example"}],
        "tags": [],
        "paths": {
            "/x": {
                "get": {
                    "operationId": "x",
                    "tags": ["x"],
                    "summary": hostile,
                    "parameters": [{"name": hostile, "in": "query", "description": hostile, "schema": {}}],
                    "responses": {"200": {"description": hostile}, "404": {"description": hostile}},
                }
            }
        },
        "components": {"schemas": {"X": {"description": hostile, "properties": {hostile: {"const": hostile}}}}},
    }
    reference = describe_reference(document)
    made = render_html("reference.html.jinja", ("base", "reference"), default_shades(), reference=reference)
    tree = lxml_html.document_fromstring(made.content.decode())
    # The one table of the shape links to no shape of that name, and nothing runs.
    assert [each for each in breaches(tree) if "may run" in each or "inert" in each] == []
    assert text_of(tree).count(hostile) >= 8


@pytest.mark.anyio
async def test_the_docs_and_the_landing_page_are_served(client: httpx.AsyncClient) -> None:
    for path in ("/docs", "/"):
        first, second = await client.get(path), await client.get(path)
        assert first.status_code == 200
        assert first.content == second.content
        assert_strict(first)
        page = lxml_html.document_fromstring(first.text)
        assert breaches(page) == []
        for address in page.xpath("//a/@href"):
            if not address.startswith("#"):
                assert (await client.get(first.url.join(address))).status_code == 200, address
    landing = lxml_html.document_fromstring((await client.get("/")).text)
    assert landing.xpath("//a/@href") == ["docs", "openapi.json", "health/ready"]
