"""Amounts, dates, currencies and texts at the door: what is taken is kept exactly, what is not is refused by name."""

import json
from decimal import Decimal
from typing import Any

import pytest

from .stage import Tenant, answered, found, line, refused, request

pytestmark = pytest.mark.anyio

JSON = {"Content-Type": "application/json"}


async def create_with_literal(tenant: Tenant, literal: str, method: str = "POST") -> dict[str, Any]:
    """The problem of a request whose line's price is a JSON number of exactly these letters."""
    body = json.dumps({"lines": [line("PRICE")]}).replace('"PRICE"', literal)
    path = "/v1/invoices" if method == "POST" else f"/v1/invoices/{(await tenant.create())['id']}"
    response = await tenant.http.request(method, path, content=body, headers=JSON)
    return refused(response, 422, "invalid")


LITERALS = ["1", "0", "-5", "80.00", "12345678901234567.89", "0.1000000000000000055511151231257827", "1E2", "1e-7",
            "99999999999999999999999999"]  # fmt: skip


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
@pytest.mark.parametrize("literal", LITERALS)
async def test_json_number_is_refused_with_the_string_to_send(tenant: Tenant, literal: str, method: str) -> None:
    problem = await create_with_literal(tenant, literal, method)
    (error,) = problem["errors"]
    assert (error["pointer"], error["code"], error["term"]) == ("/lines/0/unit_price", "number_not_string", "BT-146")
    assert f'"{literal}"' in error["message"]


@pytest.mark.parametrize("value", [None, True, [], {}])
async def test_amount_that_is_neither_number_nor_text_is_refused(tenant: Tenant, value: Any) -> None:
    body = request(totals={"prepaid_amount": value})
    response = await tenant.http.post("/v1/invoices", json=body)
    if value is None:
        answered(response, 201)
    else:
        assert found(refused(response, 422, "invalid")) == {"/totals/prepaid_amount": "number_not_string"}


NO_DECIMALS = ["", "NaN", "Infinity", "-Infinity", "inf", "1e5", "1E5", " 1", "1 ", "+1", "1,5", "1.", ".5", "01",
               "--1", "1_000", "1'000", "1.000.000", "0x10", "½", "١", "１", "1\u0000", "1\n", "-", "1.12345678901",
               "1" + "0" * 30, "1234567890123456"]  # fmt: skip


@pytest.mark.parametrize("value", NO_DECIMALS)
async def test_text_that_is_no_decimal_is_refused(tenant: Tenant, value: str) -> None:
    problem = refused(await tenant.http.post("/v1/invoices", json=request(lines=[line(value)])), 422, "invalid")
    assert found(problem) == {"/lines/0/unit_price": "decimal_invalid"}


@pytest.mark.parametrize("value", ["-0", "-0.00"])
async def test_negative_zero_is_refused(tenant: Tenant, value: str) -> None:
    problem = refused(await tenant.http.post("/v1/invoices", json=request(lines=[line(value)])), 422, "invalid")
    assert found(problem) == {"/lines/0/unit_price": "negative_zero"}


@pytest.mark.parametrize("value", ["0", "0.0000000001", "123456789012345", "123456789012345.0123456789", "1.10"])
async def test_price_is_kept_as_it_was_written(tenant: Tenant, value: str) -> None:
    made = await tenant.create(lines=[line(value)])
    assert made["lines"][0]["unit_price"] == value
    assert answered(await tenant.http.get(f"/v1/invoices/{made['id']}"))["lines"][0]["unit_price"] == value


async def test_largest_quantity_times_largest_price_is_exact_or_refused(tenant: Tenant) -> None:
    largest = "9" * 15 + "." + "9" * 10
    response = await tenant.http.post("/v1/invoices", json=request(issue=True, lines=[line(largest, quantity=largest)]))
    if response.status_code == 201:
        exact = (Decimal(largest) * Decimal(largest)).quantize(Decimal("0.01"))
        assert answered(response, 201)["lines"][0]["net_amount"] == format(exact, "f")
    else:
        refused(response, 422, "draft_not_issuable")


NO_DATES = ["2026-02-30", "26-1-1", "2026-1-1", "0000-01-01", "9999999999", "", "2026-11-23T00:00:00Z", "20261123",
            "2026-W48-1", "2026-327", "23.11.2026", "2026-13-01", "2026-00-10", "-2026-01-01", "1899-12-31",
            "3000-01-01", "２０２６-11-23", " 2026-11-23", "today"]  # fmt: skip


@pytest.mark.parametrize("value", NO_DATES)
async def test_text_that_is_no_date_is_refused(tenant: Tenant, value: str) -> None:
    problem = refused(await tenant.http.post("/v1/invoices", json=request(issue_date=value)), 422, "invalid")
    assert found(problem) == {"/issue_date": "date_invalid"}
    assert problem["errors"][0]["term"] == "BT-2"


@pytest.mark.parametrize("value", [20261123, 1795392000, 1.5, True, ["2026-11-23"]])
async def test_date_that_is_no_text_is_refused(tenant: Tenant, value: Any) -> None:
    problem = refused(await tenant.http.post("/v1/invoices", json=request(due_date=value)), 422, "invalid")
    assert found(problem) == {"/due_date": "date_invalid"}


@pytest.mark.parametrize("value", ["1900-01-01", "2024-02-29", "2999-12-31"])
async def test_first_and_last_dates_are_issued(tenant: Tenant, value: str) -> None:
    made = await tenant.create(issue_date=value, due_date=None)
    assert made["issue_date"] == value


async def test_due_date_beyond_the_calendar_is_told_and_stops_issuing(tenant: Tenant) -> None:
    made = await tenant.create(issue_date="2999-12-31", due_date=None)
    assert "due_date" not in made
    told = {error["code"]: error["pointer"] for error in made["findings"]}
    assert told["date_out_of_range"] == "/due_date"
    problem = refused(await tenant.http.post(f"/v1/invoices/{made['id']}/issue"), 422, "draft_not_issuable")
    assert "date_out_of_range" in found(problem).values()


@pytest.mark.parametrize(("currency", "price", "amount", "vat"), [
    ("EUR", "10.005", "10.01", "2.00"),
    ("JPY", "1000", "1000", "200"),
    ("JPY", "1000.5", "1001", "200"),
    # EN 16931 allows two decimals at most (BR-DEC-*), also where the currency has more.
    ("KWD", "1.2351", "1.24", "0.25"),
    ("CLF", "1.0051", "1.01", "0.20"),
])  # fmt: skip
async def test_amounts_have_the_decimals_of_their_currency(
    tenant: Tenant, currency: str, price: str, amount: str, vat: str
) -> None:
    made = await tenant.create(currency=currency, lines=[line(price)])
    assert Decimal(made["lines"][0]["net_amount"]) == Decimal(amount)
    assert Decimal(made["totals"]["total_vat"]) == Decimal(vat)


@pytest.mark.parametrize("currency", ["JPY", "KWD", "USD"])
async def test_document_in_a_foreign_currency_is_issued_or_refused_by_a_rule(tenant: Tenant, currency: str) -> None:
    response = await tenant.http.post("/v1/invoices", json=request(issue=True, currency=currency))
    if response.status_code == 201:
        await tenant.drain()
        body = response.json()
        assert (await tenant.http.get(body["links"]["pdf"])).status_code == 200
        assert (await tenant.http.get(body["links"]["xml"])).status_code == 200
    else:
        problem = refused(response, 422, "draft_not_issuable")
        assert all(error["term"] for error in problem["errors"])


@pytest.mark.parametrize("currency", ["XXQ", "eur", "EURO", "€", "840", " EUR"])
async def test_unknown_currency_is_told_as_a_finding_and_not_issued(tenant: Tenant, currency: str) -> None:
    made = await tenant.create(currency=currency)
    assert ("/currency", "BR-CL-04") in {(each["pointer"], each["code"]) for each in made["findings"]}
    refused(await tenant.http.post(f"/v1/invoices/{made['id']}/issue"), 422, "draft_not_issuable")


UNWRITABLE = ["\u0000", "\u0001", "\u0008", "\u000b", "\u000c", "\u001f", "\ufffe", "\uffff"]


@pytest.mark.parametrize("letter", UNWRITABLE, ids=[f"U+{ord(each):04X}" for each in UNWRITABLE])
async def test_letter_that_no_xml_can_carry_is_refused_everywhere(tenant: Tenant, letter: str) -> None:
    bad = f"a{letter}b"
    body = request(
        buyer_reference=bad,
        customer={"name": bad, "address": {"city": bad}},
        notes=[{"text": bad}],
        lines=[line(name=bad, description=bad)],
        external_id=bad,
        metadata={"note": bad},
        send={"channels": ["email"], "email": {"note": bad}},
    )
    problem = refused(await tenant.http.post("/v1/invoices", json=body), 422, "invalid")
    assert set(found(problem).values()) == {"text_unwritable"}
    assert set(found(problem)) == {
        "/buyer_reference", "/customer/name", "/customer/address/city", "/notes/0/text", "/lines/0/name",
        "/lines/0/description", "/external_id", "/metadata/note", "/send/email/note",
    }  # fmt: skip


NAMES = {
    "umlauts": "Süßwaren Äpfel & Öl GmbH",
    "decomposed letters": "Cafe\u0301 Zu\u0308rich",
    "Greek": "Ελληνική Εταιρεία",
    "Chinese": "株式会社例",
    "Hebrew": "חברה לדוגמה",
    "Arabic with marks of direction": "\u202eشركة\u202c مثال\u200f",
    "astral": "\U0001f9fe Receipts \U00020000",
    "a family": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "markup": "<b>&amp; ]]> \"quotes\" 'single' </b>",
    "typesetting": "#import $x$ \\ `raw` *bold* _it_ @ref <label> //c",
    "blanks": "  a  b\u00a0\u2003c  ",
    "lines": "first\nsecond\tthird\r\nfourth",
    "other controls": "a\u007f\u0085\u009fb",
    "separators": "a\u2028b\u2029c",
    "SQL": "'; drop table invoices; --",
    "braces": "{0} %s {{x}} ${jndi:ldap://x}",
}


@pytest.mark.parametrize("name", NAMES)
async def test_name_is_kept_byte_for_byte_in_drafts_invoices_files_and_lists(tenant: Tenant, name: str) -> None:
    from lxml import etree

    text = NAMES[name]
    customer = {**request()["customer"], "name": text}
    made = await tenant.create(customer=customer)
    assert made["buyer"]["name"] == text
    issued = answered(await tenant.http.post(f"/v1/invoices/{made['id']}/issue"))
    assert issued["buyer"]["name"] == text
    await tenant.drain()
    path = f"/v1/invoices/{made['id']}"
    assert answered(await tenant.http.get(path))["buyer"]["name"] == text
    (row,) = answered(await tenant.http.get("/v1/invoices", params={"buyer_name": text}))["data"]
    assert row["buyer_name"] == text
    xml = await tenant.http.get(f"{path}/xml")
    names = etree.fromstring(xml.content).xpath(
        "//*[local-name()='AccountingCustomerParty']//*[local-name()='RegistrationName']"
    )
    # XML 1.0 (2.11) reads a carriage return as a line feed unless it is written as a reference.
    assert [each.text for each in names] == [text]
    assert (await tenant.http.get(f"{path}/pdf")).content.startswith(b"%PDF-")


async def test_stored_customer_keeps_every_name_byte_for_byte(tenant: Tenant) -> None:
    for text in NAMES.values():
        made = answered(await tenant.http.post("/v1/customers", json={"name": text, "metadata": {"again": text}}), 201)
        again = answered(await tenant.http.get(f"/v1/customers/{made['id']}"))
        assert (again["name"], again["metadata"]) == (text, {"again": text})
        data = answered(await tenant.http.get("/v1/customers", params={"q": text}))["data"]
        assert made["id"] in {row["id"] for row in data}
