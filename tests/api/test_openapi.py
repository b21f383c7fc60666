"""The description of the API: valid, complete, and true of what is answered."""

import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from faktura.api.app import OPERATIONS
from faktura.audit.seal import seal_tenant
from faktura.storage.floor import Floor
from isolation.population import Victim, make_inbox, make_webhooks

from .described import DESCRIBED, check, is_json, validator
from .stage import Tenant, answered, client_of, example, line, request

pytestmark = pytest.mark.anyio

# Queries that an operation can not do without.
REQUIRED = {("imports.create", "kind")}
OF_ACCOUNTS = {operation.name for operation in OPERATIONS if operation.needs == "account"}
METHODS = {"get", "put", "post", "delete", "patch"}


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in DESCRIBED["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def references(plain: Any) -> Iterator[str]:
    if isinstance(plain, dict):
        for name, value in plain.items():
            if name == "$ref" and isinstance(value, str):
                yield value
            yield from references(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from references(value)


async def test_description_is_served_as_it_is_made(app: Starlette) -> None:
    async with client_of(app) as http:
        served = answered(await http.get("/openapi.json"))
    assert served["openapi"] == "3.1.0"
    assert served["paths"] == DESCRIBED["paths"]


def test_description_has_the_structure_of_openapi_3_1() -> None:
    # OpenAPI 3.1.0, 4.8: the fields of each object, and which of them it must have.
    assert set(DESCRIBED) == {"openapi", "info", "servers", "security", "tags", "paths", "components"}
    assert {"title", "version"} <= set(DESCRIBED["info"])
    names = [operation["operationId"] for _, _, operation in operations()]
    assert len(set(names)) == len(names)
    tags = {tag["name"] for tag in DESCRIBED["tags"]}
    for path, method, operation in operations():
        assert path.startswith("/")
        assert method in METHODS
        assert set(operation) <= {
            "operationId", "summary", "description", "tags", "parameters", "requestBody", "responses", "security",
            "x-faktura-scope", "x-faktura-feature",
        }  # fmt: skip
        assert set(operation["tags"]) <= tags
        assert operation["responses"]
        for status, response in operation["responses"].items():
            assert re.fullmatch(r"[1-5][0-9]{2}", status)
            assert response["description"]
            assert set(response) <= {"description", "headers", "content", "links"}
        places = [(parameter["name"], parameter["in"]) for parameter in operation["parameters"]]
        assert len(set(places)) == len(places)
        for parameter in operation["parameters"]:
            assert parameter["in"] in ("path", "query", "header")
            assert parameter["required"] is (
                parameter["in"] == "path" or (operation["operationId"], parameter["name"]) in REQUIRED
            )
            assert "schema" in parameter
        in_path = {parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "path"}
        assert in_path == set(re.findall(r"{(\w+)}", path))
        for scheme in operation.get("security", DESCRIBED["security"]):
            assert set(scheme) <= set(DESCRIBED["components"]["securitySchemes"])


def test_every_reference_leads_somewhere() -> None:
    found = set(references(DESCRIBED))
    assert found
    for reference in found:
        assert reference.removeprefix("#/components/schemas/") in DESCRIBED["components"]["schemas"], reference


def test_every_schema_is_a_schema() -> None:
    schemas = DESCRIBED["components"]["schemas"]
    for name in schemas:
        jsonschema_rs.meta.validate({**schemas[name], "$schema": "https://json-schema.org/draft/2020-12/schema"})


def test_every_route_is_described(app: Starlette) -> None:
    routes = {route.path for route in app.routes if isinstance(route, Route) and route.path.startswith("/v1/")}
    assert routes == set(DESCRIBED["paths"])
    assert len(list(operations())) == len(OPERATIONS)


def test_every_write_takes_an_idempotency_key_and_every_reading_none() -> None:
    for path, method, operation in operations():
        names = {parameter["name"] for parameter in operation["parameters"]}
        assert ("Idempotency-Key" in names) is (method != "get" and path != "/v1/accounts"), path


async def test_answers_have_the_shape_that_is_described(tenant: Tenant, floor: Floor, app: Starlette) -> None:
    issue = await tenant.http.post("/v1/invoices", json=example())
    check("post", "/v1/invoices", issue)
    issued = answered(issue, 201)["id"]
    await tenant.drain()
    draft = (await tenant.create())["id"]
    payment = await tenant.http.post(f"/v1/invoices/{issued}/payments", json={"amount": "1"})
    check("post", "/v1/invoices/{invoice}/payments", payment)
    link = await tenant.http.post(f"/v1/invoices/{issued}/links")
    check("post", "/v1/invoices/{invoice}/links", link)
    customer = await tenant.http.post("/v1/customers", json={"name": "A", "metadata": {"a": "1"}})
    check("post", "/v1/customers", customer)
    key = await tenant.http.post(f"{tenant.path}/api-keys")
    series = await tenant.http.post(f"{tenant.path}/series", json={"name": "a", "pattern": "A{n}", "restart": "never"})
    brand = await tenant.http.post(f"{tenant.path}/brands", json={"name": "A", "branding": {"colour": "#112233"}})
    check("post", "/v1/organizations/{organization}/brands", brand)
    email_domain = await tenant.http.post(f"{tenant.path}/email-domains", json={"domain": "mail.shape.example"})
    check("post", "/v1/organizations/{organization}/email-domains", email_domain)
    shown_at = {"host": "pages.shape.example", "brand": brand.json()["id"]}
    page_domain = await tenant.http.post(f"{tenant.path}/page-domains", json=shown_at)
    check("post", "/v1/organizations/{organization}/page-domains", page_domain)
    await tenant.drain()
    clock = await tenant.http.post("/v1/test-clocks", json={"frozen_at": "2027-01-01T00:00:00Z"})
    check("post", "/v1/test-clocks", clock)
    pages = await tenant.http.post("/v1/templates", json={"kind": "pdf", "name": "a", "source": "#nobody"})
    check("post", "/v1/templates", pages)
    shown = await tenant.http.post("/v1/templates/preview", json={"kind": "pdf", "source": "#nobody"})
    check("post", "/v1/templates/preview", shown)
    sent = {"params": {"kind": "customers"}, "content": b"name\r\nA", "headers": {"Content-Type": "text/csv"}}
    brought_in = await tenant.http.post("/v1/imports", **sent)
    check("post", "/v1/imports", brought_in)
    taken_out = await tenant.http.post("/v1/exports", json={"kind": "customers"})
    check("post", "/v1/exports", taken_out)
    documents = [request(), request(issue=True), {"lines": 1}]
    batch = await tenant.http.post("/v1/invoices/batch", json={"documents": documents})
    check("post", "/v1/invoices/batch", batch)
    await tenant.drain()
    entry = answered(await tenant.http.get("/v1/archive"))["data"][0]
    delivery = answered(await tenant.http.get("/v1/deliveries"))["data"][0]
    invited = {"email": "shape@people.test", "role": "custom", "scopes": ["invoices:read"]}
    member = await tenant.http.post(f"{tenant.path}/members", json=invited)
    check("post", "/v1/organizations/{organization}/members", member)
    await seal_tenant(floor, tenant.id)
    audited = answered(await tenant.http.get("/v1/audit-trail"))["data"][0]
    answered(await tenant.http.get("/v1/audit-trail", headers={"Request-Id": "logged"}))
    await app.state.recorder.flush()
    ids = {
        "member": member.json()["id"],
        "organization": tenant.public_id, "customer": customer.json()["id"], "payment": payment.json()["id"],
        "link": link.json()["id"], "key": key.json()["id"], "series": series.json()["id"], "entry": entry["id"],
        "delivery": delivery["id"], "kind": "pdf", "audit_entry": audited["id"], "number": 1, "request_id": "logged",
        "clock": clock.json()["id"],
        "template": pages.json()["id"], "version": "1",
        "import": brought_in.json()["id"], "export": taken_out.json()["id"], "file": "invoices.csv",
        "brand": brand.json()["id"], "email_domain": email_domain.json()["id"],
        "page_domain": page_domain.json()["id"],
    }  # fmt: skip
    webhooks = Victim(tenant, "", "Q")
    await make_webhooks(webhooks)
    await make_inbox(webhooks)
    ids |= webhooks.things
    for path, method, operation in operations():
        if method != "get" or operation["operationId"] in OF_ACCOUNTS:
            continue
        for invoice in (issued, draft):
            check(method, path, await tenant.http.get(path.format(**ids, invoice=invoice)))
    for path, body in (
        ("/v1/invoices/preview", request()),
        ("/v1/invoices/{invoice}/credit", {}),
        ("/v1/invoices/{invoice}/duplicate", None),
        ("/v1/invoices/{invoice}/send", {}),
        ("/v1/archive/verify", None),
        ("/v1/payments/{payment}/reverse", {}),
        ("/v1/audit-trail/verify", None),
        ("/v1/organizations/{organization}/api-keys/{key}/rotate", {"overlap_seconds": 60}),
    ):
        response = await tenant.http.post(path.format(**ids, invoice=issued), json=body)
        assert response.status_code < 300, response.text
        check("post", path, response)
    for path, body in (
        ("/v1/organizations/{organization}", {"trading_name": "A"}),
        ("/v1/organizations/{organization}/branding", {"footer": "A"}),
        ("/v1/customers/{customer}", {"email": "a@example.com"}),
        ("/v1/invoices/{invoice}", {"buyer_reference": "1"}),
    ):
        response = await tenant.http.patch(path.format(**ids, invoice=draft), json=body)
        assert response.status_code < 300, response.text
        check("patch", path, response)


@pytest.mark.parametrize("body", [
    request(colour="red"), request(lines=[line("1,5")]), {"issue": True}, request(customer="cus_x"),
    request(issue=True, lines=[line(vat={"category": "S", "rate": "0"})]),
])  # fmt: skip
async def test_problems_have_the_shape_that_is_described(tenant: Tenant, body: dict[str, Any]) -> None:
    response = await tenant.http.post("/v1/invoices", json=body)
    assert response.status_code == 422
    check("post", "/v1/invoices", response)


def named(schema: dict[str, Any]) -> bool:
    """Whether a schema is a named shape, one of several, or open for any document."""
    return set(schema) in ({"$ref"}, set()) or all(map(named, schema.get("anyOf", [{"type": "object"}])))


def test_every_answer_in_json_has_a_name() -> None:
    """Typed clients are made of the description: a plain object would tell them nothing."""
    unnamed = [
        f"{operation['operationId']} {status}"
        for _, _, operation in operations()
        for status, response in operation["responses"].items()
        for media_type, content in response.get("content", {}).items()
        if is_json(media_type) and not named(content["schema"])
    ]
    assert not unnamed


def test_every_body_in_json_has_a_name() -> None:
    unnamed = [
        operation["operationId"]
        for _, _, operation in operations()
        for media_type, content in operation.get("requestBody", {}).get("content", {}).items()
        if is_json(media_type) and not named(content["schema"])
    ]
    assert not unnamed


def test_examples_fit_their_schemas() -> None:
    shown = 0
    for _, _, operation in operations():
        for content in operation.get("requestBody", {}).get("content", {}).values():
            if "example" in content:
                validator(content["schema"]).validate(content["example"])
                shown += 1
    assert shown > 15


def test_a_patch_takes_null_wherever_something_can_be_removed() -> None:
    patch = validator({"$ref": "#/components/schemas/InvoicePatch"})
    for body in (
        {},
        {"due_date": None, "notes": None, "issue": None},
        {"customer": {"email": None, "identifiers": None, "address": {"line2": None}}},
        {"customer": "cus_1"},
        {"metadata": {"gone": None, "kept": "1"}},
    ):
        patch.validate(body)
    for body in ({"colour": None}, {"customer": {"colour": "red"}}, {"lines": [{"quantity": 1}]}):
        assert not patch.is_valid(body)


def test_example_of_the_contract_fits_the_description() -> None:
    operation = DESCRIBED["paths"]["/v1/invoices"]["post"]
    validator(operation["requestBody"]["content"]["application/json"]["schema"]).validate(example())


@pytest.mark.parametrize("changes", [{"colour": "red"}, {"currency": 5}, {"lines": [line("1,5")]}, {"issue": "yes"},
                                     {"due_date": 5}, {"lines": {}}, {"metadata": {"a b": "1"}}])  # fmt: skip
def test_what_is_refused_by_shape_does_not_fit_the_description(changes: dict[str, Any]) -> None:
    operation = DESCRIBED["paths"]["/v1/invoices"]["post"]
    schema = validator(operation["requestBody"]["content"]["application/json"]["schema"])
    assert not schema.is_valid(request(**changes))
