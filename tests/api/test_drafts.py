"""Drafts over HTTP: they may break rules and be changed; an issued document can't be changed by any road."""

import asyncio
from typing import Any

import pytest

from .stage import Tenant, answered, found, line, refused, request

pytestmark = pytest.mark.anyio

NO_RATE = {"category": "S", "rate": "0"}


async def draft_path(tenant: Tenant, **changes: Any) -> str:
    return f"/v1/invoices/{(await tenant.create(**changes))['id']}"


async def test_draft_is_complete_but_for_its_number(tenant: Tenant) -> None:
    made = await tenant.create(external_id="order-1", metadata={"shop": "7"})
    assert (made["state"], made["number"], made["issued_at"], made["version"]) == ("draft", None, None, 1)
    assert (made["external_id"], made["metadata"]) == ("order-1", {"shop": "7"})
    assert made["totals"]["total_with_vat"] == "120.00"
    assert "DRAFT" not in str(made)
    assert answered(await tenant.http.get(f"/v1/invoices/{made['id']}")) == made


async def test_every_change_gives_a_new_version_and_entity_tag(tenant: Tenant) -> None:
    response = await tenant.http.post("/v1/invoices", json=request())
    path = f"/v1/invoices/{response.json()['id']}"
    assert response.headers["etag"].startswith('"1-')
    response = await tenant.http.patch(path, json={"buyer_reference": "1"})
    assert (answered(response)["version"], response.headers["etag"][:3]) == (2, '"2-')
    assert (await tenant.http.get(path)).headers["etag"] == response.headers["etag"]


async def test_patch_merges_objects_replaces_lists_and_null_removes(tenant: Tenant) -> None:
    path = await draft_path(
        tenant, buyer_reference="1", payment_terms="soon", metadata={"a": "1", "b": "2"}, lines=[line(), line("5.00")]
    )
    patch = {
        "buyer_reference": None,
        "customer": {"address": {"city": "Hamburg", "line1": None}},
        "metadata": {"a": None, "c": "3"},
        "lines": [line("7.00")],
    }
    changed = answered(await tenant.http.patch(path, json=patch))
    assert "buyer_reference" not in changed
    assert changed["payment_terms"] == "soon"
    assert changed["buyer"]["address"] == {"city": "Hamburg", "postal_code": "10115", "country": "DE"}
    assert changed["metadata"] == {"b": "2", "c": "3"}
    assert [each["unit_price"] for each in changed["lines"]] == ["7.00"]
    assert changed["totals"]["total_without_vat"] == "7.00"


async def test_patch_is_taken_as_merge_patch_media_type(tenant: Tenant) -> None:
    path = await draft_path(tenant)
    headers = {"Content-Type": "application/merge-patch+json"}
    answered(await tenant.http.patch(path, content=b'{"buyer_reference": "1"}', headers=headers))


async def test_empty_patch_keeps_everything_that_was_given(tenant: Tenant) -> None:
    path = await draft_path(tenant)
    before = answered(await tenant.http.get(path))
    after = answered(await tenant.http.patch(path, json={}))
    assert {**after, "version": 1} == before


async def test_put_replaces_the_whole_draft(tenant: Tenant) -> None:
    path = await draft_path(tenant, buyer_reference="1", metadata={"a": "1"})
    changed = answered(await tenant.http.put(path, json=request(lines=[line("3.00")])))
    assert "buyer_reference" not in changed
    assert changed["metadata"] == {}
    assert changed["totals"]["total_without_vat"] == "3.00"


@pytest.mark.parametrize("method", ["PATCH", "PUT"])
async def test_change_that_is_wrong_changes_nothing(tenant: Tenant, method: str) -> None:
    path = await draft_path(tenant)
    before = answered(await tenant.http.get(path))
    for wrong, code in (
        ({"lines": [line("1,5")]}, "invalid"),
        ({"language": "tlh"}, "draft_invalid"),
        ({"customer": "cus_x"}, "draft_invalid"),
        ({"issue": True}, "invalid"),
        ({"external_id": "new"}, "draft_invalid"),
    ):
        body = {**request(), **wrong} if method == "PUT" else wrong
        refused(await tenant.http.request(method, path, json=body), 422, code)
    assert answered(await tenant.http.get(path)) == before


@pytest.mark.parametrize(("method", "path", "body"), [
    ("PATCH", "", {"buyer_reference": "2"}), ("PUT", "", request()), ("POST", "/issue", None),
])  # fmt: skip
async def test_change_on_an_older_version_is_refused(tenant: Tenant, method: str, path: str, body: Any) -> None:
    draft = await draft_path(tenant)
    answered(await tenant.http.patch(draft, json={"buyer_reference": "1"}))
    response = await tenant.http.request(method, draft + path, json=body, headers={"If-Match": '"1"'})
    refused(response, 412, "draft_changed")
    response = await tenant.http.request(method, draft + path, json=body, headers={"If-Match": '"2"'})
    answered(response)


@pytest.mark.parametrize("tag", ["*", 'W/"1"', '"1"', "1", '"1-0123456789abcdef"'])
async def test_entity_tag_may_be_written_in_every_form(tenant: Tenant, tag: str) -> None:
    path = await draft_path(tenant)
    answered(await tenant.http.patch(path, json={}, headers={"If-Match": tag}))


@pytest.mark.parametrize(
    "tag", ['"one"', '"1", "2"', '"-1"', '"1-"', '"1-0"', '"-0123456789abcdef"', '"²"', '"' + "9" * 5_000 + '"', ""]
)
async def test_entity_tag_that_is_none_of_ours_is_refused(tenant: Tenant, tag: str) -> None:
    path = await draft_path(tenant)
    response = await tenant.http.patch(path, json={}, headers={"If-Match": tag.encode("latin-1")})
    refused(response, 400, "if_match_invalid")


async def test_of_eight_changes_on_one_version_one_wins(tenant: Tenant) -> None:
    path = await draft_path(tenant)
    answers = await asyncio.gather(
        *(
            tenant.http.patch(path, json={"buyer_reference": str(number)}, headers={"If-Match": '"1"'})
            for number in range(8)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 7


async def test_draft_is_deleted_for_good(tenant: Tenant) -> None:
    path = await draft_path(tenant)
    response = await tenant.http.delete(path)
    assert (response.status_code, response.content) == (204, b"")
    refused(await tenant.http.get(path), 404, "invoice_not_found")
    refused(await tenant.http.delete(path), 404, "invoice_not_found")
    refused(await tenant.http.post(f"{path}/issue"), 404, "invoice_not_found")


async def test_draft_with_broken_rules_is_stored_with_its_findings(tenant: Tenant) -> None:
    made = await tenant.create(lines=[line(vat=NO_RATE), line("-1.00")])
    codes = {each["code"] for each in made["findings"] if each["severity"] == "fatal"}
    assert {"BR-S-05", "BR-27"} <= codes
    assert answered(await tenant.http.get(f"/v1/invoices/{made['id']}"))["findings"] == made["findings"]


async def test_issuing_it_tells_every_finding_takes_no_number_and_keeps_the_draft(tenant: Tenant) -> None:
    made = await tenant.create(lines=[line(vat=NO_RATE), line("-1.00")])
    path = f"/v1/invoices/{made['id']}"
    problem = refused(await tenant.http.post(f"{path}/issue"), 422, "draft_not_issuable")
    assert problem["errors"] == made["findings"]
    assert answered(await tenant.http.get(path)) == made
    answered(await tenant.http.patch(path, json={"lines": [line()]}))
    issued = answered(await tenant.http.post(f"{path}/issue"))
    assert issued["sequence"] == 1


async def test_an_empty_draft_is_stored_and_not_issued(tenant: Tenant) -> None:
    made = answered(await tenant.http.post("/v1/invoices", json={}), 201)
    problem = refused(await tenant.http.post(f"/v1/invoices/{made['id']}/issue"), 422, "draft_not_issuable")
    assert {"BR-07", "BR-16"} <= {error["rule"] for error in problem["errors"]}


async def test_issuing_keeps_the_id_and_what_the_draft_said(tenant: Tenant) -> None:
    made = await tenant.create(external_id="order-1", metadata={"a": "1"})
    issued = answered(await tenant.http.post(f"/v1/invoices/{made['id']}/issue"))
    for name in ("id", "external_id", "metadata", "buyer", "lines", "totals", "vat_breakdown", "created_at"):
        assert issued[name] == made[name]
    assert await tenant.count("drafts") == 0


@pytest.mark.parametrize(("method", "path", "body"), [
    ("PATCH", "", {"buyer_reference": "1"}), ("PATCH", "", {}), ("PUT", "", request()), ("DELETE", "", None),
    ("POST", "/issue", None),
])  # fmt: skip
async def test_issued_document_is_frozen(tenant: Tenant, method: str, path: str, body: Any) -> None:
    issued = await tenant.issue()
    address = f"/v1/invoices/{issued['id']}"
    refused(await tenant.http.request(method, address + path, json=body), 409, "invoice_frozen")
    again = answered(await tenant.http.get(address))
    assert (again["hash"], again["buyer"]) == (issued["hash"], issued["buyer"])


async def test_of_eight_who_issue_one_draft_one_wins(tenant: Tenant) -> None:
    path = await draft_path(tenant)
    answers = await asyncio.gather(*(tenant.http.post(f"{path}/issue") for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 7
    assert await tenant.count("invoices") == 1


async def test_issued_document_keeps_buyer_and_seller_when_the_records_change(tenant: Tenant) -> None:
    customer = answered(await tenant.http.post("/v1/customers", json=request()["customer"]), 201)
    issued = await tenant.issue(customer=customer["id"])
    answered(await tenant.http.patch(f"/v1/customers/{customer['id']}", json={"name": "New AG"}))
    answered(await tenant.http.patch(tenant.path, json={"name": "New GmbH"}))
    again = answered(await tenant.http.get(f"/v1/invoices/{issued['id']}"))
    assert (again["buyer"], again["seller"]) == (issued["buyer"], issued["seller"])
    assert again["customer"] == customer["id"]
    later = await tenant.create(customer=customer["id"])
    assert (later["buyer"]["name"], later["seller"]["name"]) == ("New AG", "New GmbH")


TABLES = ("drafts", "invoices", "events", "series", "external_ids", "deliveries", "invoice_files", "buyer_links")


async def test_preview_shows_the_document_and_stores_nothing(tenant: Tenant) -> None:
    held = [await tenant.count(table) for table in TABLES]
    preview = answered(
        await tenant.http.post("/v1/invoices/preview", json=request(external_id="1", issue=True, send={}))
    )
    assert preview["totals"]["total_with_vat"] == "120.00"
    assert preview["issuable"] is True
    assert "DRAFT" not in str(preview)
    assert [await tenant.count(table) for table in TABLES] == held


async def test_preview_of_what_cannot_be_issued_says_so(tenant: Tenant) -> None:
    body = request(lines=[line(vat=NO_RATE)], document_type="letter")
    preview = answered(await tenant.http.post("/v1/invoices/preview", json=body))
    assert preview["issuable"] is False
    assert {"BR-S-05", "document_type_unknown"} <= {each["code"] for each in preview["findings"]}


@pytest.mark.parametrize("body", [request(), {}, request(lines=[line(vat=NO_RATE)]), request(customer=None)])
async def test_preview_comes_as_pdf_whatever_is_missing(tenant: Tenant, body: dict[str, Any]) -> None:
    response = await tenant.http.post("/v1/invoices/preview", json=body, headers={"Accept": "application/pdf"})
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")


@pytest.mark.parametrize("issue", [False, True])
async def test_external_id_is_taken_for_ever(tenant: Tenant, other: Tenant, issue: bool) -> None:
    path = await draft_path(tenant, external_id="order-1")
    body = request(external_id="order-1", issue=issue)
    refused(await tenant.http.post("/v1/invoices", json=body), 409, "external_id_taken")
    answered(await tenant.http.delete(path), 204)
    refused(await tenant.http.post("/v1/invoices", json=body), 409, "external_id_taken")
    answered(await other.http.post("/v1/invoices", json=body), 201)


async def test_refused_request_does_not_take_its_external_id(tenant: Tenant) -> None:
    refused(
        await tenant.http.post("/v1/invoices", json=request(external_id="1", issue=True, lines=[line(vat=NO_RATE)])),
        422,
        "draft_not_issuable",
    )
    await tenant.create(external_id="1")


async def test_of_eight_equal_external_ids_at_once_one_is_taken(tenant: Tenant) -> None:
    answers = await asyncio.gather(*(tenant.http.post("/v1/invoices", json=request(external_id="1")) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7


async def test_draft_is_sent_as_it_asked_when_it_is_issued(tenant: Tenant) -> None:
    path = await draft_path(tenant, send={"channels": ["email"], "email": {"to": "boss@example.com"}})
    issued = answered(await tenant.http.post(f"{path}/issue"))
    assert [each["recipient"] for each in issued["deliveries"]] == ["boss@example.com"]


async def test_issuing_may_name_other_roads(tenant: Tenant) -> None:
    path = await draft_path(tenant, send={"channels": ["email"], "email": {"to": "boss@example.com"}})
    body = {"send": {"channels": ["email"], "email": {"to": "clerk@example.com"}}}
    issued = answered(await tenant.http.post(f"{path}/issue", json=body))
    assert [each["recipient"] for each in issued["deliveries"]] == ["clerk@example.com"]


async def test_document_that_cannot_be_sent_is_not_issued(tenant: Tenant) -> None:
    response = await tenant.http.post("/v1/invoices", json=request(issue=True, send={"channels": ["peppol", "pigeon"]}))
    problem = refused(response, 422, "send_invalid")
    assert set(found(problem)) == {"/send/channels/0", "/send/channels/1"}
    assert await tenant.count("invoices") == 0
    assert (await tenant.issue())["sequence"] == 1


async def test_due_date_terms_language_and_currency_are_derived_from_the_customer(tenant: Tenant) -> None:
    record = {**request()["customer"], "payment_days": 7, "language": "fr"}
    customer = answered(await tenant.http.post("/v1/customers", json=record), 201)
    made = await tenant.create(customer=customer["id"], due_date=None, currency=None)
    assert (made["due_date"], made["language"], made["currency"]) == ("2026-06-08", "fr", "EUR")
    steps = answered(await tenant.http.get(f"/v1/invoices/{made['id']}/explain"))["steps"]
    assert {step["pointer"] for step in steps} >= {"/due_date", "/currency"}
