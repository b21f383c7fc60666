"""Lists: pages without gap or repeat, filters, and a sentence for what is not known."""

from typing import Any

import pytest
from starlette.applications import Starlette

from faktura.api.app import describe_api
from faktura.storage.floor import Floor

from .stage import Tenant, answered, found, line, new_tenant, refused, request

pytestmark = pytest.mark.anyio

LISTS = ["/v1/invoices", "/v1/customers", "/v1/payments", "/v1/deliveries", "/v1/archive"]


@pytest.fixture(scope="module")
async def full(floor: Floor, app: Starlette) -> tuple[Tenant, list[dict[str, Any]]]:
    """A tenant with drafts and issued documents in turns; the documents in the order of their making."""
    tenant = await new_tenant(floor, app)
    customer = answered(await tenant.http.post("/v1/customers", json=request()["customer"]), 201)
    made = [
        await tenant.create(
            issue=number % 2 == 1,
            customer=customer["id"] if number % 3 == 0 else request()["customer"] | {"name": f"Büyer {number}"},
            external_id=f"order-{number}",
            issue_date=f"2026-06-{number + 1:02}",
            currency="EUR" if number < 8 else "USD",
            lines=[line(f"{number}.00")],
            send={"channels": ["email"]} if number % 2 == 1 else None,
        )
        for number in range(12)
    ]
    last = made[-1]["id"]
    for _ in range(3):
        answered(await tenant.http.post(f"/v1/invoices/{last}/payments", json={"amount": "1.00"}), 201)
        answered(await tenant.http.post("/v1/customers", json={"name": "Another"}), 201)
    await tenant.drain()
    return tenant, made


async def walk(tenant: Tenant, address: str, limit: int) -> list[dict[str, Any]]:
    """All rows of a list, page by page."""
    rows: list[dict[str, Any]] = []
    cursor = None
    while True:
        query = {"limit": limit, **({"cursor": cursor} if cursor else {})}
        page = answered(await tenant.http.get(address, params=query))
        assert len(page["data"]) <= limit
        assert page["has_more"] is (page["next_cursor"] is not None)
        rows += page["data"]
        cursor = page["next_cursor"]
        if cursor is None:
            return rows


@pytest.mark.parametrize("limit", [1, 2, 5, 11, 12, 13, 100])
async def test_pages_over_drafts_and_issued_documents_have_no_gap_and_no_repeat(
    full: tuple[Tenant, list[dict[str, Any]]], limit: int
) -> None:
    tenant, made = full
    rows = await walk(tenant, "/v1/invoices", limit)
    assert [row["id"] for row in rows] == [each["id"] for each in reversed(made)]
    assert {row["state"] for row in rows} == {"draft", "issued"}


@pytest.mark.parametrize("path", LISTS)
async def test_every_list_is_paged_without_gap_or_repeat(full: tuple[Tenant, list[dict[str, Any]]], path: str) -> None:
    tenant, _ = full
    whole = await walk(tenant, path, 100)
    assert len(whole) >= 3
    assert len({row["id"] for row in whole}) == len(whole)
    assert await walk(tenant, path, 2) == whole
    times = [row["created_at"] for row in whole]
    assert times == sorted(times, reverse=True)


async def test_page_stays_where_it_was_while_documents_are_made_issued_and_deleted(tenant: Tenant) -> None:
    made = [await tenant.create() for _ in range(6)]
    page = answered(await tenant.http.get("/v1/invoices?limit=3"))
    await tenant.create()
    answered(await tenant.http.post(f"/v1/invoices/{made[1]['id']}/issue"))
    answered(await tenant.http.delete(f"/v1/invoices/{made[3]['id']}"), 204)
    rest = answered(await tenant.http.get("/v1/invoices", params={"cursor": page["next_cursor"]}))
    assert [row["id"] for row in rest["data"]] == [each["id"] for each in reversed(made[:3])]


@pytest.mark.parametrize(("query", "numbers"), [
    ({"status": "draft"}, {0, 2, 4, 6, 8, 10}),
    ({"state": "issued"}, {1, 3, 5, 7, 9, 11}),
    ({"external_id": "order-4"}, {4}),
    ({"external_id": "order-5"}, {5}),
    ({"external_id": "nothing"}, set()),
    ({"currency": "USD"}, {8, 9, 10, 11}),
    ({"issue_date": "2026-06-03"}, {2}),
    ({"issue_date[gte]": "2026-06-10"}, {9, 10, 11}),
    ({"issue_date[gt]": "2026-06-10"}, {10, 11}),
    ({"issue_date[lte]": "2026-06-02"}, {0, 1}),
    ({"issue_date[lt]": "2026-06-02", "issue_date[gte]": "2026-06-01"}, {0}),
    ({"due_date": "2026-06-30", "status": "draft", "currency": "USD"}, {8, 10}),
    ({"total_with_vat": "6.00"}, {5}),
    ({"total_with_vat[gt]": "9.6"}, {9, 10, 11}),
    ({"buyer_name": "Büyer 7"}, {7}),
    ({"q": "bÜYER 1"}, {1, 10, 11}),
    ({"q": "büyer 1", "status": "draft"}, {10}),
    ({"q": "%"}, set()),
    ({"document_type": "invoice"}, set(range(12))),
    ({"document_type": "credit_note"}, set()),
    ({"corrects": "inv_00000000000000000000000000"}, set()),
    ({"order": "-created_at"}, set(range(12))),
])  # fmt: skip
async def test_filter_finds_what_it_says(
    full: tuple[Tenant, list[dict[str, Any]]], query: dict[str, str], numbers: set[int]
) -> None:
    tenant, _ = full
    rows = answered(await tenant.http.get("/v1/invoices", params=query))["data"]
    assert {row["external_id"] for row in rows} == {f"order-{number}" for number in numbers}


async def test_filters_by_customer_and_number(full: tuple[Tenant, list[dict[str, Any]]]) -> None:
    tenant, made = full
    customer = made[0]["customer"]
    rows = answered(await tenant.http.get("/v1/invoices", params={"customer": customer}))["data"]
    assert [row["id"] for row in rows] == [made[number]["id"] for number in (9, 6, 3, 0)]
    number = made[3]["number"]
    rows = answered(await tenant.http.get("/v1/invoices", params={"number": number}))["data"]
    assert [(row["id"], row["number"]) for row in rows] == [(made[3]["id"], number)]
    rows = answered(await tenant.http.get("/v1/invoices", params={"q": number}))["data"]
    assert [row["id"] for row in rows] == [made[3]["id"]]


async def test_summary_says_what_the_document_says(full: tuple[Tenant, list[dict[str, Any]]]) -> None:
    tenant, _ = full
    rows = answered(await tenant.http.get("/v1/invoices"))["data"]
    for row in rows:
        document = answered(await tenant.http.get(f"/v1/invoices/{row['id']}"))
        for name in (
            "state",
            "number",
            "issue_date",
            "due_date",
            "currency",
            "document_type",
            "customer",
            "created_at",
        ):
            assert row[name] == document[name], name
        assert row["total_with_vat"] == document["totals"]["total_with_vat"]
        assert row["buyer_name"] == document["buyer"]["name"]


@pytest.mark.parametrize("path", [*LISTS, "/v1/invoices/{invoice}/payments"])
@pytest.mark.parametrize("query", [
    "bogus=1", "limit=0", "limit=101", "limit=-1", "limit=", "limit=ten", "limit=1.0", "limit=%C2%B2",
    "limit=0000000001000", "limit=99999999999999999999", "cursor=", "cursor=x", "cursor=%F0%9F%A7%BE",
    "cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%20", "cursor=" + "A" * 10_000, "limit[gte]=1", "updated_at=2026-01-01",
    "%5B=1", "=1", "a[b]=1",
])  # fmt: skip
async def test_query_that_is_not_known_or_not_right_is_refused(
    full: tuple[Tenant, list[dict[str, Any]]], path: str, query: str
) -> None:
    tenant, made = full
    refused(await tenant.http.get(f"{path.format(invoice=made[1]['id'])}?{query}"), 422, "query_invalid")


@pytest.mark.parametrize("cursor", ["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "f_______________________________"[:32],
                                    "gAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"])  # fmt: skip
@pytest.mark.parametrize("path", LISTS)
async def test_cursor_of_any_instant_harms_nothing(tenant: Tenant, path: str, cursor: str) -> None:
    response = await tenant.http.get(path, params={"cursor": cursor})
    assert response.status_code in (200, 422), response.text


@pytest.mark.parametrize("query", [
    {"issue_date": "2026-02-30"}, {"issue_date[gte]": "yesterday"}, {"issue_date[ne]": "2026-01-01"},
    {"issue_date[gte": "2026-01-01"}, {"status": "paid"}, {"document_type": "letter"}, {"total_with_vat": "1,5"},
    {"total_with_vat[gt]": "NaN"}, {"number[gt]": "1"}, {"order": "due_date"}, {"created_at[gte]": "soon"},
    {"total": "yes"}, {"q": "a\x00b"}, {"q": "a" * 501},
])  # fmt: skip
async def test_value_of_a_filter_that_is_not_right_is_refused(tenant: Tenant, query: dict[str, str]) -> None:
    problem = refused(await tenant.http.get("/v1/invoices", params=query), 422, "query_invalid")
    assert set(found(problem)) == {f"/{name}" for name in query}


async def test_everything_that_is_wrong_with_a_query_comes_at_once(tenant: Tenant) -> None:
    query = {"limit": "0", "cursor": "x", "bogus": "1", "status": "paid", "issue_date": "never"}
    problem = refused(await tenant.http.get("/v1/invoices", params=query), 422, "query_invalid")
    assert found(problem) == {
        "/limit": "limit_invalid", "/cursor": "cursor_invalid", "/bogus": "parameter_unknown",
        "/status": "value_invalid", "/issue_date": "value_invalid",
    }  # fmt: skip


async def test_customers_are_found_by_name_mail_and_external_id(tenant: Tenant) -> None:
    body = {"name": "Ärzte & Söhne", "email": "a@example.com", "external_id": "7"}
    made = answered(await tenant.http.post("/v1/customers", json=body), 201)
    answered(await tenant.http.post("/v1/customers", json={"name": "Other"}), 201)
    for query in ({"q": "söhne"}, {"email": "a@example.com"}, {"external_id": "7"}):
        rows = answered(await tenant.http.get("/v1/customers", params=query))["data"]
        assert [row["id"] for row in rows] == [made["id"]]


async def test_archived_customer_leaves_the_list_and_can_still_be_read(tenant: Tenant) -> None:
    made = answered(await tenant.http.post("/v1/customers", json={"name": "A"}), 201)
    path = f"/v1/customers/{made['id']}"
    answered(await tenant.http.delete(path), 204)
    assert answered(await tenant.http.get("/v1/customers"))["data"] == []
    assert answered(await tenant.http.get(path))["archived_at"] is not None


async def test_payments_are_found_by_day_kind_method_and_document(tenant: Tenant) -> None:
    issued = await tenant.issue()
    path = f"/v1/invoices/{issued['id']}/payments"
    days = ("2026-06-01", "2026-06-02", "2026-06-03")
    for day in days:
        body = {"amount": "1", "received_on": day, "method": "cash" if day == days[0] else "card", "external_id": day}
        answered(await tenant.http.post(path, json=body), 201)
    for query, expected in (
        ({"received_on": days[1]}, {days[1]}),
        ({"received_on[gte]": days[1]}, {days[1], days[2]}),
        ({"received_on[gt]": days[1]}, {days[2]}),
        ({"received_on[lte]": days[1]}, {days[0], days[1]}),
        ({"received_on[lt]": days[1]}, {days[0]}),
        ({"received_on[gte]": days[1], "received_on[lt]": days[2]}, {days[1]}),
        ({"method": "cash"}, {days[0]}),
        ({"kind": "reversal"}, set()),
        ({"external_id": days[2]}, {days[2]}),
        ({"invoice": issued["id"]}, set(days)),
    ):
        rows = answered(await tenant.http.get("/v1/payments", params=query))["data"]
        assert {row["received_on"] for row in rows} == expected, query
    assert {row["received_on"] for row in answered(await tenant.http.get(path))["data"]} == set(days)


LISTS = [
    (path, parameter["name"])
    for path, methods in describe_api("http://127.0.0.1")["paths"].items()
    if "{" not in path and "get" in methods
    for parameter in methods["get"].get("parameters", ())
    if parameter["in"] == "query" and "[" not in parameter["name"]
]


@pytest.mark.parametrize(("path", "name"), LISTS)
@pytest.mark.parametrize("comparison", ["in", "gte", "nonsense"])
async def test_no_comparison_breaks_a_list(tenant: Tenant, path: str, name: str, comparison: str) -> None:
    for value in ("a,b", "2026-01-01,2026-01-02", "draft,issued", "org_x"):
        response = await tenant.http.get(path, params={f"{name}[{comparison}]": value})
        assert response.status_code in (200, 403, 404, 422), response.text
