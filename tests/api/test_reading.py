"""Reading well: full text, order, totals, expansions and sparse fields."""

from typing import Any

import pytest
from starlette.applications import Starlette

from faktura.storage.floor import Floor
from faktura.storage.unit import open_unit

from .stage import Tenant, answered, found, line, new_tenant, refused, request

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
async def shop(floor: Floor, app: Starlette) -> Tenant:
    tenant = await new_tenant(floor, app)
    buyer = request()["customer"]
    await tenant.issue(
        external_id="a",
        customer=buyer | {"name": "Müller & Söhne KG", "address": buyer["address"] | {"city": "Zürich"}},
        lines=[line("1028.75", name="Espresso machine", description="Chrome, with a grinder")],
        purchase_order_reference="PO-2026/17",
        issue_date="2026-06-03",
    )
    await tenant.issue(
        external_id="b",
        customer=buyer | {"name": "Mull Ltd"},
        lines=[line("10.00", name="Beans")],
        notes=[{"text": "Deliver to the back door"}],
        issue_date="2026-06-02",
    )
    await tenant.create(
        external_id="c", customer=buyer | {"name": "Draft AG"}, lines=[line("1028.75", name="Grinder")],
        issue_date="2026-06-01",
    )  # fmt: skip
    return tenant


async def ids(tenant: Tenant, **query: str) -> list[str]:
    rows = answered(await tenant.http.get("/v1/invoices", params=query))["data"]
    return [row["external_id"] for row in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("müller", ["a"]),
        ("MULLER", ["a"]),
        ("mull", ["b", "a"]),
        ("mull ltd", ["b"]),
        ("sohne espresso", ["a"]),
        ("zurich", ["a"]),
        ("grinder", ["c", "a"]),
        ("back door", ["b"]),
        ("PO-2026/17", ["a"]),
        ("2026-00001", ["a"]),
        ("2026-0000", ["b", "a"]),
        ("00002", ["b"]),
        ("1234.50", ["c", "a"]),
        ("1.234,50", ["c", "a"]),
        ("1234.5 draft", ["c"]),
        ("1028.75", ["c", "a"]),
        ("234.5", []),
        ("ap@example.com", ["c", "b", "a"]),
        ("ller", []),
        ("%", []),
        ("espresso beans", []),
        ("'; drop table invoices; --", []),
    ],
)
async def test_full_text_finds_beginnings_of_words_and_exact_amounts(
    shop: Tenant, text: str, expected: list[str]
) -> None:
    assert await ids(shop, q=text) == expected


async def test_what_is_found_goes_with_the_draft_and_comes_with_the_document(tenant: Tenant, other: Tenant) -> None:
    draft = await tenant.create(external_id="d", lines=[line(name="Lighthouse")])
    assert await ids(tenant, q="lighthouse") == ["d"]
    answered(await tenant.http.patch(f"/v1/invoices/{draft['id']}", json={"lines": [line(name="Windmill")]}))
    assert await ids(tenant, q="lighthouse") == []
    assert await ids(tenant, q="windmill") == ["d"]
    assert await ids(other, q="windmill") == []
    answered(await tenant.http.post(f"/v1/invoices/{draft['id']}/issue"))
    assert await ids(tenant, q="windmill", status="issued") == ["d"]
    assert await ids(tenant, q="windmill", status="draft") == []
    gone = await tenant.create(lines=[line(name="Gone")])
    answered(await tenant.http.delete(f"/v1/invoices/{gone['id']}"), 204)
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        left = await unit.fetch_value(
            "select count(*) from search_words where tenant = $1 and word = 'gone'", tenant.id
        )
    assert left == 0


async def test_customers_are_found_by_any_of_their_words(tenant: Tenant) -> None:
    body = {"name": "Ärzte ohne Eile", "email": "desk@clinic.example", "external_id": "K-7"}
    made = answered(await tenant.http.post("/v1/customers", json=body), 201)

    async def search(text: str) -> list[str]:
        rows = answered(await tenant.http.get("/v1/customers", params={"q": text}))["data"]
        return [row["id"] for row in rows]

    for text in ("arzte", "eile", "clinic", "desk@clinic.example", "k-7", "ärz ohne"):
        assert await search(text) == [made["id"]]
    answered(await tenant.http.patch(f"/v1/customers/{made['id']}", json={"name": "Doctors"}))
    assert await search("arzte") == []
    assert await search("doct") == [made["id"]]


async def test_orders_and_totals(shop: Tenant) -> None:
    assert await ids(shop, order="created_at") == ["a", "b", "c"]
    assert await ids(shop, order="-issue_date") == ["a", "b", "c"]
    assert await ids(shop, order="issue_date") == ["c", "b", "a"]
    walked: list[str] = []
    cursor = None
    while True:
        query = {"order": "issue_date", "limit": "1", **({"cursor": cursor} if cursor else {})}
        page = answered(await shop.http.get("/v1/invoices", params=query))
        walked += [row["external_id"] for row in page["data"]]
        cursor = page["next_cursor"]
        if not cursor:
            break
    assert walked == ["c", "b", "a"]
    page = answered(await shop.http.get("/v1/invoices", params={"total": "true", "limit": 1}))
    assert (page["total"], len(page["data"])) == (3, 1)
    assert answered(await shop.http.get("/v1/invoices", params={"total": "true", "q": "mull"}))["total"] == 2
    assert "total" not in answered(await shop.http.get("/v1/invoices"))


async def test_several_values_and_times(shop: Tenant) -> None:
    assert await ids(shop, **{"external_id[in]": "a,c,x"}) == ["c", "a"]
    assert await ids(shop, **{"created_at[gte]": "2020-01-01T00:00:00Z"}) == ["c", "b", "a"]
    assert await ids(shop, **{"issued_at[lt]": "2020-01-01"}) == []
    assert await ids(shop, **{"issued_at[gte]": "2020-01-01"}) == ["b", "a"]
    many = ",".join(map(str, range(51)))
    refused(await shop.http.get("/v1/invoices", params={"external_id[in]": many}), 422, "query_invalid")


async def test_expanding_puts_the_thing_in_place_of_its_id(tenant: Tenant, other: Tenant) -> None:
    customer = answered(await tenant.http.post("/v1/customers", json=request()["customer"]), 201)
    issued = await tenant.issue(customer=customer["id"])
    first = answered(await tenant.http.get(f"/v1/invoices/{issued['id']}?expand[]=customer"))
    assert first["customer"]["id"] == customer["id"]
    assert first["customer"]["name"] == "Buyer AG"
    credit = answered(await tenant.http.post(f"/v1/invoices/{issued['id']}/credit", json={"issue": True}), 201)
    shown = answered(await tenant.http.get(f"/v1/invoices/{credit['id']}?expand[]=customer&expand[]=corrects"))
    assert shown["customer"] is None
    assert shown["corrects"]["number"] == issued["number"]
    listed = answered(await tenant.http.get("/v1/invoices?expand[]=customer"))["data"]
    assert {row["customer"]["id"] for row in listed if row["customer"]} == {customer["id"]}
    back = answered(await tenant.http.get(f"/v1/invoices/{issued['id']}?expand=corrected_by"))
    assert [each["number"] for each in back["corrected_by"]] == [credit["number"]]
    problem = refused(await tenant.http.get("/v1/invoices?expand[]=seller"), 422, "query_invalid")
    assert found(problem) == {"/expand[]": "expand_unknown"}
    refused(await other.http.get(f"/v1/invoices/{issued['id']}?expand[]=customer"), 404, "invoice_not_found")


async def test_only_the_fields_that_were_asked_for_are_answered(shop: Tenant) -> None:
    rows = answered(await shop.http.get("/v1/invoices?fields=id,number&q=espresso"))["data"]
    assert [set(row) for row in rows] == [{"id", "number"}]
    one: dict[str, Any] = answered(
        await shop.http.get(f"/v1/invoices/{rows[0]['id']}?fields=totals.amount_due,lines.name,buyer&fields=number")
    )
    assert set(one) == {"totals", "lines", "buyer", "number"}
    assert one["totals"] == {"amount_due": "1234.50"}
    assert one["lines"] == [{"name": "Espresso machine"}]
    assert one["buyer"]["name"] == "Müller & Söhne KG"
    problem = refused(await shop.http.get("/v1/invoices?fields=id,nmber"), 422, "query_invalid")
    assert found(problem) == {"/fields": "field_unknown"}
    too_many = ",".join(["id"] * 101)
    refused(await shop.http.get("/v1/invoices", params={"fields": too_many}), 422, "query_invalid")
