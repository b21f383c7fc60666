"""Numbers: series by type and name, without a gap, starting again by the year; credit notes and copies."""

from datetime import date
from typing import Any

import pytest
from starlette.applications import Starlette

from faktura.registry import countries
from faktura.storage.floor import Floor

from .stage import Tenant, answered, found, line, new_tenant, refused, request

pytestmark = pytest.mark.anyio


async def add(tenant: Tenant, expected: int = 201, **changes: Any) -> dict[str, Any]:
    body = {"name": "web", "pattern": "W{yyyy}-{n:3}", "restart": "yearly", **changes}
    return answered(await tenant.http.post(f"{tenant.path}/series", json=body), expected)


async def series(tenant: Tenant) -> dict[tuple[str, str], dict[str, Any]]:
    rows = answered(await tenant.http.get(f"{tenant.path}/series"))["data"]
    return {(row["document_type"], row["name"]): row for row in rows}


async def test_default_series_is_made_with_the_first_document(tenant: Tenant) -> None:
    assert await series(tenant) == {}
    issued = await tenant.issue()
    made = (await series(tenant))["invoice", "default"]
    assert (made["is_default"], made["issued_count"]) == (True, 1)
    assert made["id"] == issued["series"]


@pytest.mark.parametrize("country", sorted(countries()))
async def test_default_series_of_every_country_counts_from_one(floor: Floor, app: Starlette, country: str) -> None:
    tenant = await new_tenant(floor, app, country)
    dated = countries()[country].rate_on("standard", date(2026, 6, 1))
    assert dated is not None
    currency = countries()[country].currency
    numbers = []
    for _ in range(3):
        body = request(issue=True, currency=currency, lines=[line(vat={"category": "S", "rate": str(dated.rate)})])
        issued = answered(await tenant.http.post("/v1/invoices", json=body), 201)
        numbers.append(issued["number"])
        assert issued["sequence"] == len(numbers)
    assert len(set(numbers)) == 3


async def test_series_numbers_the_documents_that_name_it(tenant: Tenant) -> None:
    await add(tenant)
    issued = [await tenant.issue(series="web") for _ in range(2)]
    assert [each["number"] for each in issued] == ["W2026-001", "W2026-002"]
    assert (await tenant.issue())["number"] not in ("W2026-003",)


async def test_numbers_start_again_with_each_year_and_keep_counting_in_the_old_one(tenant: Tenant) -> None:
    await add(tenant)
    days = ("2026-12-31", "2027-01-01", "2026-12-31", "2027-12-31", "2028-01-01")
    issued = [await tenant.issue(series="web", issue_date=day, due_date=None) for day in days]
    assert [each["number"] for each in issued] == ["W2026-001", "W2027-001", "W2026-002", "W2027-002", "W2028-001"]
    # The chain goes on across the years.
    assert [each["previous_hash"] for each in issued] == [None, *(each["hash"] for each in issued[:-1])]


async def test_numbers_may_start_again_with_each_month(tenant: Tenant) -> None:
    await add(tenant, pattern="{yy}{mm}/{n}", restart="monthly")
    days = ("2026-06-30", "2026-07-01", "2026-06-01")
    issued = [await tenant.issue(series="web", issue_date=day) for day in days]
    assert [each["number"] for each in issued] == ["2606/1", "2607/1", "2606/2"]


async def test_series_that_never_starts_again_counts_through_the_years(tenant: Tenant) -> None:
    await add(tenant, pattern="W{n:2}-{yyyy}", restart="never")
    days = ("2026-12-31", "2027-01-01")
    issued = [await tenant.issue(series="web", issue_date=day, due_date=None) for day in days]
    assert [each["number"] for each in issued] == ["W01-2026", "W02-2027"]


async def test_number_grows_beyond_its_width(tenant: Tenant) -> None:
    await add(tenant, pattern="W{n:1}", restart="never")
    numbers = [(await tenant.issue(series="web"))["number"] for _ in range(11)]
    assert numbers == [f"W{number}" for number in range(1, 12)]


async def test_new_default_numbers_from_now_on(tenant: Tenant) -> None:
    first = await tenant.issue()
    await add(tenant, is_default=True)
    assert (await tenant.issue())["number"] == "W2026-001"
    held = await series(tenant)
    assert {name: row["is_default"] for name, row in held.items()} == {
        ("invoice", "default"): False,
        ("invoice", "web"): True,
    }
    assert held["invoice", "default"]["id"] == first["series"]


async def test_series_may_be_changed_until_it_numbers(tenant: Tenant) -> None:
    made = await add(tenant)
    path = f"{tenant.path}/series/{made['id']}"
    changed = answered(await tenant.http.patch(path, json={"pattern": "X{yyyy}{n}"}))
    assert (changed["pattern"], changed["restart"]) == ("X{yyyy}{n}", "yearly")
    assert (await tenant.issue(series="web"))["number"] == "X20261"
    refused(await tenant.http.patch(path, json={"pattern": "Y{yyyy}{n}"}), 409, "series_in_use")


async def test_series_of_a_taken_name_is_refused(tenant: Tenant) -> None:
    await add(tenant)
    refused(
        await tenant.http.post(f"{tenant.path}/series", json={"name": "web", "pattern": "Z{n}", "restart": "never"}),
        409,
        "series_in_use",
    )
    await add(tenant, document_type="credit_note")


@pytest.mark.parametrize(("changes", "expected"), [
    ({"pattern": "no number", "restart": "never"}, {"/pattern": "pattern_without_number"}),
    ({"pattern": "{n}{n}", "restart": "never"}, {"/pattern": "pattern_without_number"}),
    ({"pattern": "{n}{yyyy}ß"}, {"/pattern": "pattern_invalid"}),
    ({"pattern": " {n}", "restart": "never"}, {"/pattern": "pattern_invalid"}),
    ({"pattern": "{n}{week}", "restart": "never"}, {"/pattern": "pattern_invalid"}),
    ({"pattern": "{n:13}", "restart": "never"}, {"/pattern": "pattern_without_number"}),
    ({"pattern": "{n:0}", "restart": "never"}, {"/pattern": "pattern_without_number"}),
    ({"pattern": "A" * 60 + "{n}", "restart": "never"}, {"/pattern": "pattern_invalid"}),
    ({"pattern": "<b>{n}", "restart": "never"}, {"/pattern": "pattern_invalid"}),
    ({"pattern": "{n}"}, {"/pattern": "pattern_repeats"}),
    ({"pattern": "{yyyy}-{n}", "restart": "monthly"}, {"/pattern": "pattern_repeats"}),
    ({"restart": "weekly"}, {"/restart": "restart_unknown"}),
    ({"document_type": "letter"}, {"/document_type": "document_type_unknown"}),
])  # fmt: skip
async def test_wrong_series_is_refused_with_its_place(
    tenant: Tenant, changes: dict[str, str], expected: dict[str, str]
) -> None:
    body = {"name": "web", "pattern": "W{yyyy}-{n}", "restart": "yearly", **changes}
    problem = refused(await tenant.http.post(f"{tenant.path}/series", json=body), 422, "series_invalid")
    assert expected.items() <= found(problem).items()
    assert await series(tenant) == {}


async def test_two_series_that_would_give_the_same_number_are_told_apart(tenant: Tenant) -> None:
    await add(tenant, name="a", pattern="S-{n}", restart="never")
    await add(tenant, name="b", pattern="S-{n}", restart="never")
    await tenant.issue(series="a")
    response = await tenant.http.post("/v1/invoices", json=request(issue=True, series="b"))
    refused(response, 409, "number_taken")
    assert (await series(tenant))["invoice", "b"]["issued_count"] == 0


async def test_unknown_series_is_refused_and_takes_no_number(tenant: Tenant) -> None:
    response = await tenant.http.post("/v1/invoices", json=request(issue=True, series="none"))
    assert found(refused(response, 422, "series_invalid")) == {"/series": "series_not_found"}
    assert await series(tenant) == {}


async def test_refused_documents_leave_no_gap(tenant: Tenant) -> None:
    first = await tenant.issue()
    for _ in range(3):
        wrong = request(issue=True, lines=[line(vat={"category": "S", "rate": "0"})])
        refused(await tenant.http.post("/v1/invoices", json=wrong), 422, "draft_not_issuable")
    assert (await tenant.issue())["sequence"] == first["sequence"] + 1


# Credit notes and copies ----------------------------------------------------------------------------------------


async def test_whole_document_is_credited_in_a_series_of_its_own(tenant: Tenant) -> None:
    issued = await tenant.issue(lines=[line(), line("7.00")], buyer_reference="7")
    path = f"/v1/invoices/{issued['id']}"
    credit = answered(await tenant.http.post(f"{path}/credit", json={"issue": True, "reason": "returned"}), 201)
    assert (credit["document_type"], credit["type_code"], credit["sequence"]) == ("credit_note", "381", 1)
    assert credit["series"] != issued["series"]
    assert credit["number"] != issued["number"]
    assert credit["totals"]["total_with_vat"] == issued["totals"]["total_with_vat"]
    assert credit["corrects"] == issued["id"]
    assert credit["preceding_invoices"] == [{"number": issued["number"], "issue_date": issued["issue_date"]}]
    assert credit["notes"] == [{"text": "returned"}]
    assert credit["buyer_reference"] == "7"
    again = answered(await tenant.http.get(path))
    assert again["corrected_by"] == [credit["id"]]
    assert again["hash"] == issued["hash"]
    rows = answered(await tenant.http.get("/v1/invoices", params={"corrects": issued["id"]}))["data"]
    assert [row["id"] for row in rows] == [credit["id"]]


async def test_credit_over_lines_credits_those(tenant: Tenant) -> None:
    issued = await tenant.issue(lines=[line(), line("7.00")])
    body = {"issue": True, "lines": [line("7.00")], "issue_date": "2026-06-02"}
    credit = answered(await tenant.http.post(f"/v1/invoices/{issued['id']}/credit", json=body), 201)
    assert credit["totals"]["total_with_vat"] == "8.40"
    await tenant.drain()
    payment = answered(await tenant.http.get(f"/v1/invoices/{issued['id']}/status"))["payment"]
    assert (payment["credited_amount"], payment["open_amount"]) == ("8.40", "120.00")


async def test_credit_is_a_draft_unless_it_is_issued(tenant: Tenant) -> None:
    issued = await tenant.issue()
    draft = answered(await tenant.http.post(f"/v1/invoices/{issued['id']}/credit"), 201)
    assert (draft["state"], draft["document_type"], draft["corrects"]) == ("draft", "credit_note", issued["id"])
    credit = answered(await tenant.http.post(f"/v1/invoices/{draft['id']}/issue"))
    assert credit["corrects"] == issued["id"]


async def test_credit_note_is_not_credited(tenant: Tenant) -> None:
    issued = await tenant.issue()
    credit = answered(await tenant.http.post(f"/v1/invoices/{issued['id']}/credit", json={"issue": True}), 201)
    refused(await tenant.http.post(f"/v1/invoices/{credit['id']}/credit"), 409, "not_creditable")


async def test_draft_is_neither_credited_nor_duplicated(tenant: Tenant) -> None:
    draft = await tenant.create()
    for verb in ("credit", "duplicate"):
        refused(await tenant.http.post(f"/v1/invoices/{draft['id']}/{verb}"), 404, "invoice_not_found")


async def test_duplicate_is_a_new_draft_with_the_same_content(tenant: Tenant) -> None:
    issued = await tenant.issue(external_id="1", metadata={"a": "1"}, buyer_reference="7")
    copy = answered(await tenant.http.post(f"/v1/invoices/{issued['id']}/duplicate"), 201)
    assert (copy["state"], copy["external_id"], copy["metadata"]) == ("draft", None, {})
    assert copy["id"] != issued["id"]
    assert (copy["lines"], copy["buyer"], copy["buyer_reference"]) == (issued["lines"], issued["buyer"], "7")
    assert copy["issue_date"] != issued["issue_date"]
    assert answered(await tenant.http.post(f"/v1/invoices/{copy['id']}/issue"))["sequence"] == 2


async def test_credit_note_has_its_own_ubl_and_pdf(tenant: Tenant) -> None:
    issued = await tenant.issue()
    credit = answered(await tenant.http.post(f"/v1/invoices/{issued['id']}/credit", json={"issue": True}), 201)
    await tenant.drain()
    xml = await tenant.http.get(f"/v1/invoices/{credit['id']}/xml")
    assert b"CreditNote" in xml.content
    assert issued["number"].encode() in xml.content
