"""The inbox over HTTP."""

from typing import Any

import pytest
from starlette.applications import Starlette

from documents import samples
from documents.test_bad_inputs import BOMB
from inbox.stage import OTHER_IBAN, paid_to, xml

from .stage import Tenant, answered, client_of, found, refused, sign_up
from .test_scopes import with_scopes

pytestmark = pytest.mark.anyio

XML = {"Content-Type": "application/xml"}


async def upload(tenant: Tenant, content: bytes | None = None, status: int = 201, **changes: Any) -> dict[str, Any]:
    sent = await tenant.http.post("/v1/inbox", content=content or xml(**changes), headers=XML, params={"name": "a.xml"})
    item: dict[str, Any] = answered(sent, status)
    return item


async def test_a_document_goes_in_and_out_as_it_came(tenant: Tenant) -> None:
    content = xml(number="R-1")
    item = await upload(tenant, content)
    assert (item["state"], item["verdict"], item["number"], item["channel"]) == ("received", "valid", "R-1", "api")
    assert item["document_type"] == "invoice"
    assert item["total_with_vat"] == "1235.59"
    assert item["allowed_moves"] == ["assign", "query", "approve", "reject", "archive"]
    assert answered(await tenant.http.get(item["links"]["self"])) == item
    original = await tenant.http.get(item["links"]["original"])
    assert original.content == content
    assert original.headers["content-type"] == "application/octet-stream"
    assert original.headers["content-disposition"] == f'attachment; filename="{item["id"]}.xml"'
    assert original.headers["x-content-type-options"] == "nosniff"
    shown = await tenant.http.get(item["links"]["pdf"])
    assert shown.content.startswith(b"%PDF-")
    refused(await tenant.http.get(item["links"]["pdf"], params={"language": "english"}), 422, "query_invalid")


async def test_a_hybrid_pdf_is_read(tenant: Tenant) -> None:
    sent = await tenant.http.post("/v1/inbox", content=samples.PDF, headers={"Content-Type": "application/pdf"})
    item = answered(sent, 201)
    assert (item["format"], item["number"]) == ("hybrid-pdf", samples.INVOICE.number)
    original = await tenant.http.get(item["links"]["original"])
    assert original.headers["content-type"] == "application/pdf"
    assert original.headers["content-disposition"].startswith("attachment")


async def test_the_same_bytes_answer_the_first_item(tenant: Tenant) -> None:
    first = await upload(tenant)
    again = await upload(tenant, status=200)
    assert (again["id"], again["duplicate"], first["duplicate"]) == (first["id"], True, False)
    assert len(again["arrivals"]) == 2
    trail = answered(await tenant.http.get("/v1/audit-trail", params={"operation": "inbox.upload"}))["data"]
    assert [entry["target"] for entry in trail] == [first["id"]] * 2


async def test_an_upload_is_repeated_by_its_key(tenant: Tenant) -> None:
    headers = {**XML, "Idempotency-Key": "upload-1"}
    first = await tenant.http.post("/v1/inbox", content=xml(), headers=headers)
    again = await tenant.http.post("/v1/inbox", content=xml(), headers=headers)
    assert first.status_code == again.status_code == 201
    assert again.headers["idempotent-replayed"] == "true"
    assert again.content == first.content
    refused(await tenant.http.post("/v1/inbox", content=b"<a/>", headers=headers), 422, "idempotency_key_reused")


async def test_hostile_and_unreadable_things_are_kept_and_shown(tenant: Tenant) -> None:
    for content in (BOMB.encode(), b"<html><script>alert(1)</script></html>", b"\x00\x01\x02", b"{}"):
        item = await upload(tenant, content)
        assert item["verdict"] in ("unreadable", "unsupported", "invalid")
        assert any(finding["severity"] == "fatal" for finding in item["findings"])
        original = await tenant.http.get(item["links"]["original"])
        assert original.content == content
        assert original.headers["content-type"] == "application/octet-stream"
        if item["verdict"] in ("unreadable", "unsupported"):
            refused(await tenant.http.get(f"/v1/inbox/{item['id']}/pdf"), 422, "inbox_not_showable")


async def test_what_is_no_upload_is_refused(tenant: Tenant) -> None:
    refused(await tenant.http.post("/v1/inbox", content=b"", headers=XML), 422, "inbox_document_empty")
    sent = await tenant.http.post("/v1/inbox", content=b"x", headers={"Content-Type": "image/svg+xml"})
    refused(sent, 415, "media_type_unsupported")
    sent = await tenant.http.post("/v1/inbox", content=b"x", headers=XML, params={"nam": "x"})
    assert found(refused(sent, 422, "query_invalid")) == {"/nam": "parameter_unknown"}
    sent = await tenant.http.post("/v1/inbox", content=b"x", headers=XML, params={"name": "x" * 501})
    assert found(refused(sent, 422, "query_invalid")) == {"/name": "value_invalid"}


async def test_the_list_filters_orders_and_counts(tenant: Tenant) -> None:
    first = await upload(tenant, number="R-1", purchase_order_reference="PO-1")
    second = await upload(tenant, number="R-2")
    third = await upload(tenant, b"unreadable thing")

    async def ids(**query: str) -> list[str]:
        page = answered(await tenant.http.get("/v1/inbox", params=query))
        return [item["id"] for item in page["data"]]

    assert await ids() == [third["id"], second["id"], first["id"]]
    assert await ids(order="created_at") == [first["id"], second["id"], third["id"]]
    assert await ids(number="R-1") == [first["id"]]
    assert await ids(verdict="unreadable") == [third["id"]]
    assert await ids(supplier=first["supplier"]) == [second["id"], first["id"]]
    assert await ids(q="supplier r-2") == [second["id"]]
    assert await ids(q="1235,59") == [second["id"], first["id"]]
    assert await ids(**{"total_with_vat[gte]": "1000", "currency": "EUR", "order_reference": "PO-1"}) == [first["id"]]
    assert await ids(**{"issue_date[lt]": "1990-01-01"}) == []
    assert await ids(**{"state[in]": "approved,paid"}) == []
    assert await ids(channel="peppol") == []
    for order in ("-created_at", "issue_date", "-due_date"):
        seen, cursor = [], ""
        while True:
            query = {"order": order, "limit": "1", "total": "true", **({"cursor": cursor} if cursor else {})}
            page = answered(await tenant.http.get("/v1/inbox", params=query))
            assert page["total"] == 3
            seen += [item["id"] for item in page["data"]]
            cursor = page["next_cursor"]
            if not page["has_more"]:
                break
        assert sorted(seen) == sorted([first["id"], second["id"], third["id"]])
    refused(await tenant.http.get("/v1/inbox", params={"state": "lost"}), 422, "query_invalid")


async def test_moves_over_http(tenant: Tenant) -> None:
    path = f"/v1/inbox/{(await upload(tenant))['id']}"
    assert answered(await tenant.http.post(f"{path}/assign", json={"to": "Anna"}))["assigned_to"] == "Anna"
    refused(await tenant.http.post(f"{path}/query", json={}), 422, "invalid")
    assert answered(await tenant.http.post(f"{path}/query", json={"comment": "Why?"}))["state"] == "query"
    refused(await tenant.http.post(f"{path}/archive"), 409, "inbox_move_impossible")
    got = await tenant.http.get(path)
    refused(await tenant.http.post(f"{path}/approve", headers={"If-Match": '"1"'}), 412, "inbox_item_changed")
    approved = answered(await tenant.http.post(f"{path}/approve", headers={"If-Match": got.headers["etag"]}))
    assert (approved["state"], approved["approvals"]["needed"]) == ("approved", 1)
    body = {"paid_on": "2026-06-01", "amount": "1235.59", "reference": "SEPA"}
    paid = answered(await tenant.http.post(f"{path}/pay", json=body))
    assert paid["payment"] == body
    assert [move["move"] for move in paid["moves"]] == ["receive", "assign", "query", "approve", "pay"]
    assert answered(await tenant.http.post(f"{path}/archive", json={"comment": "done"}))["state"] == "archived"
    assert answered(await tenant.http.post(f"{path}/reopen"))["state"] == "paid"
    refused(await tenant.http.post(f"{path}/reject", json={"reasons": ["UNR"]}), 409, "inbox_move_impossible")
    codes = answered(await tenant.http.get("/v1/inbox/reasons"))
    assert {each["code"] for each in codes["data"]} > {"UNR", "OTH"}


async def test_four_eyes_need_two_keys(tenant: Tenant, app: Starlette) -> None:
    refused(await tenant.http.put(f"{tenant.path}/inbox", json={}), 422, "invalid")
    assert answered(await tenant.http.get(f"{tenant.path}/inbox"))["four_eyes"] is False
    answered(await tenant.http.put(f"{tenant.path}/inbox", json={"four_eyes": True}))
    path = f"/v1/inbox/{(await upload(tenant))['id']}"
    once = answered(await tenant.http.post(f"{path}/approve"))
    assert (once["state"], once["approvals"]["needed"], len(once["approvals"]["given_by"])) == ("in_review", 2, 1)
    refused(await tenant.http.post(f"{path}/approve"), 409, "inbox_second_approver_needed")
    second = await with_scopes(tenant, app, "inbox:approve")
    assert answered(await second.http.post(f"{path}/approve"))["state"] == "approved"


async def test_approving_paying_and_setting_up_need_scopes_of_their_own(tenant: Tenant, app: Starlette) -> None:
    path = f"/v1/inbox/{(await upload(tenant))['id']}"
    clerk = await with_scopes(tenant, app, "inbox:read", "inbox:write")
    for move, body in (("approve", {}), ("reject", {"reasons": ["UNR"]}), ("pay", {})):
        refused(await clerk.http.post(f"{path}/{move}", json=body), 403, "scope_missing")
    refused(await clerk.http.put(f"{tenant.path}/inbox", json={"four_eyes": False}), 403, "scope_missing")
    answered(await clerk.http.post(f"{path}/assign"))
    reader = await with_scopes(tenant, app, "*:read")
    answered(await reader.http.get(path))
    refused(await reader.http.post("/v1/inbox", content=xml(), headers=XML), 403, "scope_missing")


async def test_suppliers_over_http(tenant: Tenant) -> None:
    item = await upload(tenant, number="1")
    forged = await upload(tenant, number="2", payment_instructions=paid_to(OTHER_IBAN))
    assert "inbox_account_unknown" in {finding["code"] for finding in forged["findings"]}
    path = f"/v1/suppliers/{item['supplier']}"
    supplier = answered(await tenant.http.get(path))
    assert (supplier["name"], supplier["state"], len(supplier["accounts"])) == ("Supplier GmbH", "new", 2)
    for query in ({"vat_id": "atu 12345675"}, {"state": "new"}, {"name": "Supplier GmbH"}):
        page = answered(await tenant.http.get("/v1/suppliers", params=query))
        assert [each["id"] for each in page["data"]] == [item["supplier"]]
    assert answered(await tenant.http.get("/v1/suppliers", params={"state": "blocked"}))["data"] == []
    blocked = answered(await tenant.http.patch(path, json={"state": "blocked", "note": "forged"}))
    assert (blocked["state"], blocked["note"], blocked["version"]) == ("blocked", "forged", 2)
    refused(await tenant.http.post(f"/v1/inbox/{item['id']}/approve"), 409, "supplier_blocked")
    refused(await tenant.http.patch(path, json={"state": "gone"}), 422, "invalid")
    refused(await tenant.http.patch(path, json={}, headers={"If-Match": '"1"'}), 412, "supplier_changed")
    wrong = await tenant.http.patch(path, json={"confirmed_accounts": ["DE00"]})
    assert found(refused(wrong, 422, "supplier_invalid")) == {"/confirmed_accounts/0": "account_unknown"}


async def test_purchase_orders_over_http(tenant: Tenant) -> None:
    body = {"number": "PO-1", "currency": "EUR", "total_without_vat": "10.00", "tolerance_percent": "2.5"}
    sent = await tenant.http.post("/v1/purchase-orders", json=body)
    made = answered(sent, 201)
    path = sent.headers["location"]
    assert (made["state"], made["invoiced_without_vat"]) == ("open", "0")
    refused(await tenant.http.post("/v1/purchase-orders", json=body), 409, "purchase_order_taken")
    wrong = {"number": "PO-2", "currency": "EURO", "total_without_vat": "-1", "tolerance_percent": "101"}
    wrong["supplier"] = "sup_x"
    assert found(refused(await tenant.http.post("/v1/purchase-orders", json=wrong), 422, "purchase_order_invalid")) == {
        "/currency": "currency_unknown",
        "/total_without_vat": "amount_not_positive",
        "/tolerance_percent": "tolerance_invalid",
        "/supplier": "supplier_not_found",
    }
    item = await upload(tenant, purchase_order_reference="PO-1")
    assert item["purchase_order"] == made["id"]
    assert "inbox_order_exceeded" in {finding["code"] for finding in item["findings"]}
    assert answered(await tenant.http.get(path))["invoiced_without_vat"] == item["total_without_vat"]
    answered(await tenant.http.post(f"/v1/inbox/{item['id']}/reject", json={"reasons": ["PRI"]}))
    assert answered(await tenant.http.get(path))["invoiced_without_vat"] == "0"
    assert answered(await tenant.http.post(f"{path}/close"))["state"] == "closed"
    refused(await tenant.http.post(f"{path}/close"), 409, "purchase_order_closed")
    page = answered(await tenant.http.get("/v1/purchase-orders", params={"state": "closed", "number": "PO-1"}))
    assert [each["id"] for each in page["data"]] == [made["id"]]


async def test_a_closed_organization_receives_nothing_and_shows_what_it_has(app: Starlette) -> None:
    access = await sign_up(app)
    async with client_of(app, access["key"]) as http, client_of(app, access["account_key"]) as account:
        item = answered(await http.post("/v1/inbox", content=xml(), headers=XML), 201)
        named = {"Faktura-Organization": access["organization"]}
        answered(await account.post(f"/v1/organizations/{access['organization']}/close", headers=named))
        refused(await http.post("/v1/inbox", content=b"x", headers=XML), 403, "organization_closed")
        refused(await http.post(f"/v1/inbox/{item['id']}/approve"), 403, "organization_closed")
        assert answered(await http.get(item["links"]["self"]))["id"] == item["id"]


async def test_rules_over_http(tenant: Tenant, app: Starlette) -> None:
    body = {
        "name": "Scans to Anna",
        "conditions": [{"field": "verdict", "operator": "in", "value": ["unreadable", "unsupported"]}],
        "actions": [{"action": "assign", "to": "Anna"}],
    }
    sent = await tenant.http.post("/v1/inbox-rules", json=body)
    made = answered(sent, 201)
    path = sent.headers["location"]
    assert answered(await tenant.http.get(path)) == made
    item = await upload(tenant, b"not readable")
    assert item["assigned_to"] == "Anna"
    (fired,) = answered(await tenant.http.get(f"/v1/inbox/{item['id']}/rules"))["data"]
    assert (fired["rule"], fired["item"]) == (made["id"], item["id"])
    assert fired["matched"] == [{**body["conditions"][0], "found": "unreadable", "holds": True}]  # type: ignore[dict-item]
    assert answered(await tenant.http.get(f"{path}/log"))["data"] == [fired]
    tried = {"conditions": body["conditions"], "actions": [{"action": "archive"}]}
    run = answered(await tenant.http.post("/v1/inbox-rules/dry-run", json=tried))
    assert (run["documents"], [each["item"] for each in run["data"]]) == (1, [item["id"]])
    assert answered(await tenant.http.patch(path, json={"state": "disabled"}))["version"] == 2
    refused(await tenant.http.patch(path, json={}, headers={"If-Match": '"1"'}), 412, "inbox_rule_changed")
    page = answered(await tenant.http.get("/v1/inbox-rules", params={"state": "disabled"}))
    assert [each["id"] for each in page["data"]] == [made["id"]]
    wrong = {**body, "conditions": [{"field": "x", "operator": "is", "value": "y"}]}
    problem = refused(await tenant.http.post("/v1/inbox-rules", json=wrong), 422, "inbox_rule_invalid")
    assert found(problem) == {"/conditions/0/field": "field_unknown"}
    # Nobody gets more done by a rule than by themselves.
    clerk = await with_scopes(tenant, app, "inbox-rules:write", "inbox:write")
    approving = {**body, "actions": [{"action": "approve"}]}
    refused(await clerk.http.post("/v1/inbox-rules", json=approving), 403, "scope_missing")
    answered(await clerk.http.post("/v1/inbox-rules", json=body), 201)


async def test_lists_of_single_values_refuse_several(tenant: Tenant) -> None:
    for address, name, values in (
        ("/v1/suppliers", "state", "new,known"),
        ("/v1/purchase-orders", "state", "open,closed"),
        ("/v1/inbox-rules", "state", "active"),
    ):
        sent = await tenant.http.get(address, params={f"{name}[in]": values})
        refused(sent, 422, "query_invalid")
