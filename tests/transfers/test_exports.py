"""Files that go out: whole, for their tenant only, and such that they come in again."""

import csv
import io
import json
from typing import Any

import openpyxl
import pytest

from api.stage import Tenant, answered, found, line, refused, request
from faktura.storage.ids import read_id
from faktura.storage.unit import open_unit
from faktura.transfers import run_export as running
from faktura.transfers.expire import expire_export
from faktura.transfers.read import files_of

from .sending import bring_in, take_out

pytestmark = pytest.mark.anyio


def table(content: bytes, form: str) -> list[dict[str, Any]]:
    if form == "jsonl":
        return [json.loads(each) for each in content.splitlines()]
    if form == "csv":
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    headings, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(headings, each, strict=True)) for each in rows]


async def make(tenant: Tenant) -> list[dict[str, Any]]:
    """Some documents of every kind."""
    first = await tenant.issue(
        external_id="a",
        lines=[line("100.00", description='Long\nand, "quoted"'), line("5.50", name="=Discount()", quantity="-1")],
        metadata={"shop.id": "7"},
        notes=[{"text": "+49 30 1234"}],
        buyer_reference="0401",
        delivery={"date": "2026-05-31"},
        allowances=[{"amount": "1.00", "reason": "loyalty", "vat": {"category": "S", "rate": "20"}}],
    )
    note = await tenant.issue(
        document_type="credit_note", due_date=None, corrects=first["id"],
        preceding_invoices=[{"number": first["number"], "issue_date": "2026-06-01"}],
    )  # fmt: skip
    exempt = await tenant.issue(
        external_id="c",
        lines=[line("10.00", vat={"category": "E", "rate": "0", "exemption_reason": "Medical care"})],
    )
    draft = await tenant.create(external_id="d", send={"channels": ["email"]})
    return [first, note, exempt, draft]


_SAME = (
    "document_type", "language", "issue_date", "due_date", "currency", "buyer", "notes", "lines", "allowances",
    "totals", "vat_breakdown", "metadata", "external_id", "delivery", "buyer_reference", "preceding_invoices",
)  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
async def test_documents_that_went_out_come_in_again(tenant: Tenant, other: Tenant, form: str) -> None:
    made = await make(tenant)
    content = await take_out(tenant, "invoices", form)
    done, told = await bring_in(other, content, form)
    assert [each["status"] for each in told] == ["written"] * 4, told
    assert {each["use"] for each in done["columns"]} <= {"taken", "fact", "key"}
    for before, row in zip(made, told, strict=True):
        after = answered(await other.http.get(f"/v1/invoices/{row['id']}"))
        if form != "xlsx":
            assert {name: after.get(name) for name in _SAME} == {name: before.get(name) for name in _SAME}
        assert after["totals"] == before["totals"]
        assert len(after["lines"]) == len(before["lines"])
        assert [each["name"] for each in after["lines"]] == [each["name"] for each in before["lines"]]


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
async def test_customers_that_went_out_come_in_again(tenant: Tenant, other: Tenant, form: str) -> None:
    body = {
        "name": "Ada, \"the\" first", "email": "ada@example.com", "payment_days": 30, "external_id": "k1",
        "address": {"line1": "@home", "postal_code": "01010", "country": "DE"}, "contact": {"phone": "+49 30 1"},
        "metadata": {"a.b": "-x"},
    }  # fmt: skip
    before = answered(await tenant.http.post("/v1/customers", json=body), 201)
    content = await take_out(tenant, "customers", form)
    _, told = await bring_in(other, content, form, kind="customers")
    after = answered(await other.http.get(f"/v1/customers/{told[0]['id']}"))
    assert {name: after[name] for name in body} == {name: before[name] for name in body}


async def test_payments_and_events_go_out(tenant: Tenant, other: Tenant) -> None:
    invoice = await tenant.issue()
    body = {"amount": "20.00", "received_on": "2026-06-01", "external_id": "p1", "reference": "=cmd"}
    paid = answered(await tenant.http.post(f"/v1/invoices/{invoice['id']}/payments", json=body), 201)
    answered(await tenant.http.post(f"/v1/payments/{paid['id']}/reverse"), 201)
    rows = table(await take_out(tenant, "payments"), "csv")
    assert [(each["kind"], each["amount"]) for each in rows] == [("reversal", "-20.00"), ("payment", "20.00")]
    assert rows[1]["reference"] == "'=cmd"
    (only,) = table(await take_out(tenant, "payments", "jsonl", kind="payment"), "jsonl")
    assert (only["id"], only["reference"]) == (paid["id"], "=cmd")
    # They come in again, but for what is no payment.
    _, told = await bring_in(tenant, await take_out(tenant, "payments"), kind="payments")
    assert [each["findings"][0]["code"] for each in told] == ["payment_kind_not_taken", "external_id_taken"]
    days = {"received_on[gt]": "2026-06-01"}
    assert [each["kind"] for each in table(await take_out(tenant, "payments", "jsonl", **days), "jsonl")] == [
        "reversal"
    ]
    events = table(await take_out(tenant, "events", "jsonl", type="payment.recorded"), "jsonl")
    assert [each["data"]["payment"] for each in events] == [paid["id"]]
    assert table(await take_out(other, "events", "jsonl", type="payment.recorded"), "jsonl") == []
    ended = table(await take_out(tenant, "events", "jsonl", type="export.ended"), "jsonl")
    assert {each["object"] for each in ended} == {each["data"]["export"] for each in ended}


async def test_filters_are_those_of_the_lists(tenant: Tenant) -> None:
    await make(tenant)
    rows = table(await take_out(tenant, "invoices", "jsonl", status="issued", document_type="credit_note"), "jsonl")
    assert [each["document_type"] for each in rows] == ["credit_note"]
    rows = table(await take_out(tenant, "invoices", "jsonl", **{"total_with_vat[gte]": "100"}), "jsonl")
    assert [each["external_id"] for each in rows] == ["a", None, "d"]
    assert len(table(await take_out(tenant, "invoices", "jsonl", q="2026-00002"), "jsonl")) == 1
    for filters in ({"color": "red"}, {"limit": "5"}, {"issue_date": "x"}):
        response = await tenant.http.post("/v1/exports", json={"kind": "invoices", "filters": filters})
        assert found(refused(response, 422, "query_invalid"))


async def test_no_cell_is_a_formula(tenant: Tenant) -> None:
    await make(tenant)
    rows = table(await take_out(tenant, "invoices", "csv"), "csv")
    assert rows[1]["lines.name"] == "'=Discount()"
    assert rows[1]["lines.net_amount"] == "-5.50"
    assert rows[0]["notes.0.text"] == "'+49 30 1234"
    content = await take_out(tenant, "invoices", "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    cells = [cell for each in sheet.iter_rows() for cell in each if cell.value is not None]
    assert "f" not in {cell.data_type for cell in cells}
    assert "=Discount()" in {cell.value for cell in cells}
    assert -5.5 in {cell.value for cell in cells if cell.data_type == "n"}


async def test_rows_of_a_document_say_to_which_they_belong(tenant: Tenant) -> None:
    await make(tenant)
    first, second, *_ = table(await take_out(tenant), "csv")
    assert (first["number"], second["number"]) == ("2026-00001", "2026-00001")
    assert (first["total_with_vat"] != "", second["total_with_vat"]) == (True, "")
    assert list(first)[:3] == ["id", "number", "state"]


async def test_what_is_empty_goes_out_as_well(tenant: Tenant) -> None:
    assert await take_out(tenant, "invoices", "jsonl") == b""
    assert await take_out(tenant, "invoices", "csv") == b"\xef\xbb\xbf\r\n"
    assert openpyxl.load_workbook(io.BytesIO(await take_out(tenant, "invoices", "xlsx"))).worksheets


async def test_too_many_columns_ask_for_another_format(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faktura.transfers.writers.COLUMNS_MAX", 5)
    await tenant.issue()
    begun = answered(await tenant.http.post("/v1/exports", json={"kind": "invoices"}), 202)
    await tenant.drain()
    done = answered(await tenant.http.get(begun["links"]["self"]))
    assert (done["state"], "jsonl" in done["reason"]) == ("failed", True)
    refused(await tenant.http.get(f"{begun['links']['self']}/file"), 409, "export_not_ready")


async def test_a_file_is_for_its_tenant_only(tenant: Tenant, other: Tenant) -> None:
    await tenant.issue()
    begun = answered(await tenant.http.post("/v1/exports", json={"kind": "invoices"}), 202)
    await tenant.drain()
    file = f"{begun['links']['self']}/file"
    assert (await tenant.http.get(file)).status_code == 200
    for path in (begun["links"]["self"], file):
        refused(await other.http.get(path), 404, "export_not_found")
    refused(await other.http.post(f"{begun['links']['self']}/cancel"), 404, "export_not_found")
    assert answered(await other.http.get("/v1/exports"))["data"] == []
    head = await tenant.http.head(file)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-disposition"].endswith('.csv"')


async def test_a_key_that_may_not_read_a_thing_may_not_export_it(tenant: Tenant) -> None:
    begun = answered(await tenant.http.post("/v1/exports", json={"kind": "customers"}), 202)
    await tenant.drain()
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        await unit.execute("update api_keys set scopes = '{exports:*,payments:read}' where tenant = $1", tenant.id)
    refused(await tenant.http.post("/v1/exports", json={"kind": "invoices"}), 403, "scope_missing")
    refused(await tenant.http.get(f"{begun['links']['self']}/file"), 403, "scope_missing")
    answered(await tenant.http.post("/v1/exports", json={"kind": "payments"}), 202)


async def test_an_export_can_be_cancelled(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    await tenant.issue()
    begun = answered(await tenant.http.post("/v1/exports", json={"kind": "invoices", "format": "jsonl"}), 202)
    path = begun["links"]["self"]
    identifier = read_id("exp", begun["id"])
    assert identifier is not None
    written = running._write

    async def cancelled(*arguments: Any) -> Any:
        rows = await written(*arguments)
        assert answered(await tenant.http.post(f"{path}/cancel"))["state"] == "cancelled"
        return rows

    monkeypatch.setattr(running, "_write", cancelled)
    await tenant.drain()
    assert answered(await tenant.http.get(path))["state"] == "cancelled"
    refused(await tenant.http.post(f"{path}/cancel"), 409, "export_ended")
    assert not files_of(tenant.floor)._path(tenant.id, identifier).exists()


async def test_an_interrupted_export_is_written_anew(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    await tenant.issue()
    begun = answered(await tenant.http.post("/v1/exports", json={"kind": "invoices", "format": "jsonl"}), 202)
    identifier = read_id("exp", begun["id"])
    assert identifier is not None
    written = running._write

    async def stopped(*arguments: Any) -> Any:
        await written(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "_write", stopped)
    with pytest.raises(KeyboardInterrupt):
        await running.run_export(tenant.floor, tenant.id, identifier)
    monkeypatch.setattr(running, "_write", written)
    await running.run_export(tenant.floor, tenant.id, identifier)
    done = answered(await tenant.http.get(begun["links"]["self"]))
    assert (done["state"], done["rows_done"]) == ("done", 1)


async def test_the_file_is_deleted_after_its_time(tenant: Tenant) -> None:
    begun = answered(await tenant.http.post("/v1/exports", json={"kind": "invoices"}), 202)
    await tenant.drain()
    identifier = read_id("exp", begun["id"])
    assert identifier is not None
    await expire_export(tenant.floor, tenant.id, identifier)
    assert (await tenant.http.get(f"{begun['links']['self']}/file")).status_code == 200
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        await unit.execute("update exports set expires_at = now() where tenant = $1", tenant.id)
    refused(await tenant.http.get(f"{begun['links']['self']}/file"), 410, "file_gone")
    await expire_export(tenant.floor, tenant.id, identifier)
    assert not files_of(tenant.floor)._path(tenant.id, identifier).exists()


async def test_exports_are_listed(tenant: Tenant) -> None:
    one = answered(await tenant.http.post("/v1/exports", json={"kind": "invoices"}), 202)
    two = answered(await tenant.http.post("/v1/exports", json={"kind": "customers", "format": "xlsx"}), 202)
    assert [each["id"] for each in answered(await tenant.http.get("/v1/exports"))["data"]] == [two["id"], one["id"]]
    page = answered(await tenant.http.get("/v1/exports", params={"kind": "invoices", "state": "waiting"}))
    assert [each["id"] for each in page["data"]] == [one["id"]]


async def test_attached_files_go_out_with_json_lines_only(tenant: Tenant) -> None:
    attached = {"reference": "1", "content": "QUJD" * 20_000, "media_type": "text/csv", "file_name": "a.csv"}
    await tenant.create(**request(supporting_documents=[attached]))
    (row,) = table(await take_out(tenant), "csv")
    assert "supporting_documents.0.content" not in row
    assert row["supporting_documents.0.file_name"] == "a.csv"
    (thing,) = table(await take_out(tenant, "invoices", "jsonl"), "jsonl")
    assert thing["supporting_documents"][0]["content"] == attached["content"]
