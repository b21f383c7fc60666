"""The example of the contract, word for word, from a fresh organization of every country."""

import asyncio
import io

import pypdf
import pytest
from lxml import etree
from starlette.applications import Starlette

from faktura.api.app import build_app
from faktura.registry import countries
from faktura.storage.floor import Floor

from .stage import Tenant, answered, client_of, example, new_tenant, refused, request, sign_up, working

pytestmark = pytest.mark.anyio

NAMED = {
    "id", "number", "state", "seller", "buyer", "lines", "vat_breakdown", "totals", "findings", "files", "links",
    "created_at", "issued_at", "hash",
}  # fmt: skip

# A Polish seller states the VAT of an invoice in euro in zloty as well, so the example lacks a rate of exchange.
ZLOTY = {"vat_currency": "PLN", "totals": {"total_vat_accounting": "825.00"}}


@pytest.mark.parametrize("country", sorted(countries()))
async def test_example_is_issued_with_everything_that_the_contract_names(
    floor: Floor, app: Starlette, country: str
) -> None:
    tenant = await new_tenant(floor, app, country)
    more = ZLOTY if country == "PL" else {}
    response = await tenant.http.post("/v1/invoices", json=example(**more))
    issued = answered(response, 201)

    assert set(issued) >= NAMED
    assert issued["state"] == "issued"
    assert issued["mode"] == "test"
    assert issued["number"]
    assert issued["hash"]
    assert response.headers["location"] == issued["links"]["self"] == f"/v1/invoices/{issued['id']}"
    assert issued["seller"]["address"]["country"] == country
    assert issued["buyer"]["name"] == "Example GmbH"
    assert issued["buyer"]["vat_id"] == "DE123456788"
    assert [each["net_amount"] for each in issued["lines"]] == ["1000.00", "53.73"]
    assert issued["lines"][1]["allowances"][0]["amount"] == "5.97"
    assert {(row["rate"], row["taxable_amount"], row["tax_amount"]) for row in issued["vat_breakdown"]} == {
        ("19", "1000.00", "190.00"),
        ("7", "53.73", "3.76"),
    }
    totals = issued["totals"]
    assert totals["sum_of_lines"] == "1053.73"
    assert totals["total_without_vat"] == "1053.73"
    assert totals["total_vat"] == "193.76"
    assert totals["total_with_vat"] == "1247.49"
    assert totals["amount_due"] == "1247.49"
    # Peppol is no channel of this version: that is told, and the mail goes out.
    told = {found["code"]: (found["pointer"], found["severity"]) for found in issued["findings"]}
    assert told["channel_unavailable"] == ("/send/channels/0", "warning")
    assert [(each["channel"], each["recipient"]) for each in issued["deliveries"]] == [("email", "ap@example.com")]


async def test_polish_seller_is_told_that_an_invoice_in_euro_states_its_vat_in_zloty(
    floor: Floor, app: Starlette
) -> None:
    tenant = await new_tenant(floor, app, "PL")
    problem = refused(await tenant.http.post("/v1/invoices", json=example()), 422, "draft_not_issuable")
    assert [(error["rule"], error["pointer"], error["term"]) for error in problem["errors"]] == [
        ("PL-VAT-106e-11", "/vat_currency", "BT-6")
    ]
    assert answered(await tenant.http.get("/v1/invoices"))["data"] == []


async def test_issued_document_reads_the_same_as_it_was_answered(tenant: Tenant) -> None:
    issued = answered(await tenant.http.post("/v1/invoices", json=example()), 201)
    again = answered(await tenant.http.get(f"/v1/invoices/{issued['id']}"))
    # The warnings on the way to sending are told once, with the request that asked for it.
    assert {name: value for name, value in again.items() if name != "findings"} == {
        name: value for name, value in issued.items() if name != "findings"
    }


@pytest.fixture(scope="module")
async def served(floor: Floor, app: Starlette) -> tuple[Tenant, str]:
    """An issued example with everything that the jobs do with it, for tests that only read."""
    tenant = await new_tenant(floor, app, "DE")
    issued = answered(await tenant.http.post("/v1/invoices", json=example()), 201)
    await tenant.drain()
    return tenant, f"/v1/invoices/{issued['id']}"


async def test_pdf_is_served_and_shows_number_and_total(served: tuple[Tenant, str]) -> None:
    tenant, path = served
    response = await tenant.http.get(f"{path}/pdf")
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-disposition"].startswith('inline; filename="')
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(response.content)).pages)
    number = answered(await tenant.http.get(path))["number"]
    assert number in text
    assert "1.247,49" in text


@pytest.mark.parametrize("address", ["/xml", "/xml?format=ubl", "/files/ubl"])
async def test_xml_is_served_as_ubl_with_the_number(served: tuple[Tenant, str], address: str) -> None:
    tenant, path = served
    response = await tenant.http.get(path + address)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/xml"
    root = etree.fromstring(response.content)
    assert root.tag == "{urn:oasis:names:specification:ubl:schema:xsd:Invoice-2}Invoice"
    found = root.findtext("{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}ID")
    assert found == answered(await tenant.http.get(path))["number"]


async def test_files_name_the_hash_and_size_of_what_is_served(served: tuple[Tenant, str]) -> None:
    tenant, path = served
    files = answered(await tenant.http.get(f"{path}/files"))["data"]
    assert [each["kind"] for each in files] == ["pdf", "ubl"]
    for each in files:
        response = await tenant.http.get(each["url"])
        assert response.headers["etag"] == f'"{each["sha256"]}"'
        assert len(response.content) == each["size"]
        assert response.headers["content-type"] == each["media_type"]


async def test_sealed_document_is_served_as_it_was_hashed(served: tuple[Tenant, str]) -> None:
    import hashlib

    tenant, path = served
    response = await tenant.http.get(f"{path}/files/json")
    assert hashlib.sha256(response.content).hexdigest() == answered(await tenant.http.get(path))["hash"]


async def test_file_of_an_unknown_kind_is_not_found(served: tuple[Tenant, str]) -> None:
    tenant, path = served
    refused(await tenant.http.get(f"{path}/files/docx"), 404, "file_not_found")


async def test_unknown_xml_format_is_refused(served: tuple[Tenant, str]) -> None:
    tenant, path = served
    refused(await tenant.http.get(f"{path}/xml?format=edifact"), 422, "query_invalid")


async def test_explanation_says_why_for_every_derived_value(served: tuple[Tenant, str]) -> None:
    tenant, path = served
    steps = answered(await tenant.http.get(f"{path}/explain"))["steps"]
    by_place = {step["pointer"]: step for step in steps}
    assert by_place["/lines/0/net_amount"]["value"] == "1000.00"
    assert by_place["/lines/0/net_amount"]["term"] == "BT-131"
    assert by_place["/lines/1/allowances/0/amount"]["value"] == "5.97"
    assert by_place["/totals/amount_due"]["value"] == "1247.49"
    assert by_place["/lines/0/unit"]["value"] == "HUR"
    assert all(step["why"] or step["formula"] for step in steps)


async def test_issuing_keeps_the_explanation_of_every_amount(tenant: Tenant) -> None:
    draft = await tenant.create(**example(issue=False))
    before = answered(await tenant.http.get(f"/v1/invoices/{draft['id']}/explain"))["steps"]
    answered(await tenant.http.post(f"/v1/invoices/{draft['id']}/issue"))
    after = answered(await tenant.http.get(f"/v1/invoices/{draft['id']}/explain"))["steps"]
    assert {(step["pointer"], step["value"]) for step in after} <= {(step["pointer"], step["value"]) for step in before}
    # What was issued knows no more who gave a line its number; every amount is explained.
    amounts = {
        step["pointer"] for step in before if step["pointer"].endswith("amount") or "/totals/" in step["pointer"]
    }
    assert amounts - {step["pointer"] for step in after} == {"/lines/1/allowances/0/base_amount"}


async def test_status_shows_payment_deliveries_files_and_timeline(served: tuple[Tenant, str]) -> None:
    tenant, path = served
    status = answered(await tenant.http.get(f"{path}/status"))
    assert status["state"] == "issued"
    assert status["payment"]["state"] == "open"
    assert status["payment"]["open_amount"] == "1247.49"
    assert [each["state"] for each in status["deliveries"]] == ["delivered"]
    assert [each["kind"] for each in status["files"]] == ["pdf", "ubl"]
    happened = [each["type"] for each in status["timeline"]]
    assert happened[0] == "invoice.issued"
    assert {"delivery.planned", "invoice.files_written", "delivery.delivered"} <= set(happened)
    assert answered(await tenant.http.get(f"{path}/events"))["data"] == status["timeline"]


@pytest.mark.parametrize(("day", "state"), [("2026-12-23", "open"), ("2026-12-24", "overdue")])
async def test_status_is_told_for_the_day_asked_for(served: tuple[Tenant, str], day: str, state: str) -> None:
    tenant, path = served
    assert answered(await tenant.http.get(f"{path}/status?as_of={day}"))["payment"]["state"] == state


async def test_wrong_day_of_the_status_is_refused(served: tuple[Tenant, str]) -> None:
    tenant, path = served
    refused(await tenant.http.get(f"{path}/status?as_of=2026-02-30"), 422, "query_invalid")


async def test_status_of_a_draft_has_no_payment(tenant: Tenant) -> None:
    draft = await tenant.create()
    status = answered(await tenant.http.get(f"/v1/invoices/{draft['id']}/status"))
    assert (status["state"], status["number"], status["payment"]) == ("draft", None, None)


async def test_file_of_a_draft_is_not_found(tenant: Tenant) -> None:
    draft = await tenant.create()
    refused(await tenant.http.get(f"/v1/invoices/{draft['id']}/pdf"), 404, "file_not_found")


async def test_prefer_wait_answers_with_files_and_attempted_deliveries(own_floor: Floor) -> None:
    app = build_app(own_floor)
    tenant = await new_tenant(own_floor, app)
    async with working(own_floor):
        response = await tenant.http.post("/v1/invoices", json=example(), headers={"Prefer": "wait=20"})
        body = answered(response, 201)
        assert response.headers["preference-applied"] == "wait=20"
        assert [each["kind"] for each in body["files"]] == ["pdf", "ubl"]
        assert [each["state"] for each in body["deliveries"]] == ["delivered"]
        assert body["links"]["page"]


async def test_prefer_wait_answers_with_what_is_known_when_the_time_is_over(tenant: Tenant) -> None:
    response = await tenant.http.post("/v1/invoices", json=example(), headers={"Prefer": "respond-async, wait=1"})
    body = answered(response, 201)
    assert body["files"] == []
    assert [each["state"] for each in body["deliveries"]] == ["waiting"]


@pytest.mark.parametrize("preference", ["wait=", "wait=soon", "wait=-1", "wait=²", "return=minimal", ";,=,"])
async def test_preference_that_cannot_be_read_is_not_applied(tenant: Tenant, preference: str) -> None:
    response = await tenant.http.post(
        "/v1/invoices", json=request(issue=True), headers={"Prefer": preference.encode("latin-1")}
    )
    answered(response, 201)
    assert "preference-applied" not in response.headers


async def test_more_waiting_requests_than_connections_do_not_block_each_other(own_floor: Floor) -> None:
    app = build_app(own_floor)
    tenant = await new_tenant(own_floor, app)
    issued = await tenant.issue()
    asked = [
        asyncio.create_task(tenant.http.get(f"/v1/invoices/{issued['id']}/pdf"))
        for _ in range(own_floor.settings.pool_size * 2)
    ]
    await asyncio.sleep(0.2)
    async with working(own_floor):
        answers = await asyncio.gather(*asked)
    assert {answer.status_code for answer in answers} == {200}


async def test_file_that_no_worker_writes_is_answered_with_try_again(tenant: Tenant) -> None:
    issued = await tenant.issue()
    response = await tenant.http.get(f"/v1/invoices/{issued['id']}/pdf", headers={"Prefer": "wait=1"})
    refused(response, 503, "file_not_ready")
    assert response.headers["retry-after"]


async def test_example_works_with_the_key_that_signing_up_gives(app: Starlette) -> None:
    access = await sign_up(app, "DE")
    async with client_of(app, access["key"]) as http:
        assert answered(await http.post("/v1/invoices", json=example()), 201)["state"] == "issued"
    account = client_of(app, access["account_key"], **{"Faktura-Organization": access["organization"]})
    async with account as http:
        assert answered(await http.post("/v1/invoices", json=example()), 201)["state"] == "issued"
