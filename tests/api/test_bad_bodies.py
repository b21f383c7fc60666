"""Bodies that can't be read (400), are of the wrong kind (415), too long (413) or wrong (422)."""

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from faktura.drafts.schemas import InvoiceRequest
from faktura.model.values import CODE_LENGTH_MAX, LIST_LENGTH_MAX, NAME_LENGTH_MAX, TEXT_LENGTH_MAX

from .stage import Tenant, answered, found, line, refused, request

pytestmark = pytest.mark.anyio

JSON = {"Content-Type": "application/json"}
MAX = 2 * 1024 * 1024


def nested(depth: int) -> bytes:
    return b'{"notes":' + b"[" * depth + b"]" * depth + b"}"


UNREADABLE: dict[str, bytes] = {
    "nothing": b"",
    "blanks": b"  \n",
    "words": b"hello",
    "cut off": b'{"currency": "EUR"',
    "a comma too many": b'{"currency": "EUR",}',
    "single quotes": b"{'currency': 'EUR'}",
    "two objects": b"{} {}",
    "10,000 lists in each other": nested(10_000),
    "500 lists in each other": nested(500),
    "UTF-16": '{"currency": "EUR"}'.encode("utf-16"),
    "UTF-16 without a mark": '{"currency": "EUR"}'.encode("utf-16-le"),
    "UTF-32": '{"currency": "EUR"}'.encode("utf-32"),
    "a byte order mark": b"\xef\xbb\xbf" + b'{"currency": "EUR"}',
    "Latin-1": b'{"buyer_reference": "M\xfcller"}',
    "an overlong NUL": b'{"buyer_reference": "\xc0\x80"}',
    "a surrogate in UTF-8": b'{"buyer_reference": "\xed\xa0\x80"}',
    "an escaped lone surrogate": b'{"buyer_reference": "\\ud800"}',
    "a raw control character": b'{"buyer_reference": "a\x01b"}',
    "a comment": b'{/* why */ "currency": "EUR"}',
    "a number with a leading zero": b'{"lines": [{"quantity": 01}]}',
    "a hexadecimal number": b'{"lines": [{"quantity": 0x1}]}',
}


@pytest.mark.parametrize("name", UNREADABLE)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
async def test_unreadable_body_is_refused_by_every_method(tenant: Tenant, method: str, name: str) -> None:
    path = "/v1/invoices" if method == "POST" else f"/v1/invoices/{(await tenant.create())['id']}"
    refused(await tenant.http.request(method, path, content=UNREADABLE[name], headers=JSON), 400, "body_unreadable")


@pytest.mark.parametrize("body", [b"[]", b"[{}]", b'"text"', b"1", b"null", b"true"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
async def test_body_that_is_no_object_is_refused_by_every_method(tenant: Tenant, method: str, body: bytes) -> None:
    path = "/v1/invoices" if method == "POST" else f"/v1/invoices/{(await tenant.create())['id']}"
    refused(await tenant.http.request(method, path, content=body, headers=JSON), 422, "invalid")


@pytest.mark.parametrize("number", ["9" * 5_000, "1e400", "-1e400", "1" + "0" * 400, "0." + "0" * 5_000 + "1"])
@pytest.mark.parametrize("method", ["POST", "PATCH"])
async def test_huge_number_is_refused_in_a_sentence(tenant: Tenant, method: str, number: str) -> None:
    path = "/v1/invoices" if method == "POST" else f"/v1/invoices/{(await tenant.create())['id']}"
    body = b'{"lines": [{"quantity": ' + number.encode() + b"}]}"
    response = await tenant.http.request(method, path, content=body, headers=JSON)
    assert response.status_code in (400, 422)
    refused(response, response.status_code, "body_unreadable" if response.status_code == 400 else "invalid")


async def test_last_of_two_equal_keys_counts(tenant: Tenant) -> None:
    body = json.dumps(request()).replace('"currency": "EUR"', '"currency": "USD", "currency": "EUR"')
    made = answered(await tenant.http.post("/v1/invoices", content=body, headers=JSON), 201)
    assert made["currency"] == "EUR"
    path = f"/v1/invoices/{made['id']}"
    changed = await tenant.http.patch(path, content=b'{"currency": "USD", "currency": "CHF"}', headers=JSON)
    assert answered(changed)["currency"] == "CHF"


@pytest.mark.parametrize(
    "content_type",
    [None, "", "text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
     "application/jsonx", "text/json", "json"],
)  # fmt: skip
async def test_body_of_another_media_type_is_refused(tenant: Tenant, content_type: str | None) -> None:
    headers = {} if content_type is None else {"Content-Type": content_type}
    response = await tenant.http.post("/v1/invoices", content=json.dumps(request()), headers=headers)
    refused(response, 415, "media_type_unsupported")


@pytest.mark.parametrize(
    "content_type", ["application/json; charset=utf-8", "APPLICATION/JSON", "application/json ;q=1"]
)
async def test_media_type_of_json_may_have_parameters_and_capitals(tenant: Tenant, content_type: str) -> None:
    response = await tenant.http.post(
        "/v1/invoices", content=json.dumps(request()), headers={"Content-Type": content_type}
    )
    answered(response, 201)


def padded(size: int) -> bytes:
    """A request of exactly `size` bytes, by blanks behind it."""
    body = json.dumps(request()).encode()
    return body + b" " * (size - len(body))


async def chunks(body: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(body), 65_536):
        yield body[start : start + 65_536]


async def test_body_of_two_mebibytes_is_taken(tenant: Tenant) -> None:
    answered(await tenant.http.post("/v1/invoices", content=padded(MAX), headers=JSON), 201)


async def test_body_with_a_byte_more_is_refused_by_its_declared_length(tenant: Tenant) -> None:
    refused(await tenant.http.post("/v1/invoices", content=padded(MAX + 1), headers=JSON), 413, "body_too_large")


async def test_body_with_a_byte_more_is_refused_when_it_comes_in_chunks(tenant: Tenant) -> None:
    response = await tenant.http.post("/v1/invoices", content=chunks(padded(MAX + 1)), headers=JSON)
    refused(response, 413, "body_too_large")


async def test_declared_length_is_refused_before_a_byte_is_read(tenant: Tenant) -> None:
    async def never() -> AsyncIterator[bytes]:
        raise AssertionError("the body was read")
        yield b""

    headers = {**JSON, "Content-Length": str(MAX + 1)}
    refused(await tenant.http.post("/v1/invoices", content=never(), headers=headers), 413, "body_too_large")


@pytest.mark.parametrize("length", ["9" * 5_000, "²".encode("latin-1"), "-1", "ten", ""])
async def test_declared_length_that_is_no_length_harms_nothing(tenant: Tenant, length: str | bytes) -> None:
    headers = {**JSON, "Content-Length": length}
    response = await tenant.http.post("/v1/invoices", content=json.dumps(request()), headers=headers)
    assert response.status_code in (201, 413)


async def test_body_where_none_is_expected_is_refused(tenant: Tenant) -> None:
    draft = await tenant.create()
    response = await tenant.http.request("DELETE", f"/v1/invoices/{draft['id']}", json={"why": "a mistake"})
    refused(response, 422, "body_unexpected")


# Shapes ---------------------------------------------------------------------------------------------------------


WRONG_SHAPES: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "an unknown field": ({"colour": "red"}, {"/colour": "field_unknown"}),
    "an unknown field of a line": ({"lines": [line(weight="1")]}, {"/lines/0/weight": "field_unknown"}),
    "an unknown field of a customer": (
        {"customer": {"name": "A", "adress": {}}},
        {"/customer/adress": "field_unknown"},
    ),
    "a field with a slash and a tilde": ({"a/b~c": 1}, {"/a~1b~0c": "field_unknown"}),
    "a text that is a number": ({"buyer_reference": 5}, {"/buyer_reference": "string_expected"}),
    "a text that is null inside a list": ({"notes": [None]}, {"/notes/0": "object_expected"}),
    "an empty text": ({"buyer_reference": ""}, {"/buyer_reference": "text_empty"}),
    "a list that is an object": ({"lines": {"0": {}}}, {"/lines": "list_expected"}),
    "an object that is a list": ({"delivery": []}, {"/delivery": "object_expected"}),
    "a truth that is a text": ({"issue": "perhaps"}, {"/issue": "boolean_expected"}),
    "a customer that is a list": ({"customer": []}, {"/customer": "object_expected"}),
    "an empty list of channels": ({"send": {"channels": []}}, {"/send/channels": "too_short"}),
    "a metadata key with a blank": ({"metadata": {"a b": "1"}}, {"/metadata/a b": "string_pattern_mismatch"}),
    "a metadata value that is a number": ({"metadata": {"a": 1}}, {"/metadata/a": "string_expected"}),
}


@pytest.mark.parametrize("name", WRONG_SHAPES)
async def test_wrong_shape_is_refused_with_its_place(tenant: Tenant, name: str) -> None:
    changes, expected = WRONG_SHAPES[name]
    problem = refused(await tenant.http.post("/v1/invoices", json=request(**changes)), 422, "invalid")
    assert found(problem) == expected


def lengths() -> Iterator[tuple[str, Any, int]]:
    """A place, how to fill it with a text of a length, and the most that it takes."""
    yield "/buyer_reference", lambda text: {"buyer_reference": text}, CODE_LENGTH_MAX
    yield "/customer/name", lambda text: {"customer": {**request()["customer"], "name": text}}, NAME_LENGTH_MAX
    yield "/payment_terms", lambda text: {"payment_terms": text}, TEXT_LENGTH_MAX
    yield "/lines/0/description", lambda text: {"lines": [line(description=text)]}, TEXT_LENGTH_MAX
    yield "/lines/0/name", lambda text: {"lines": [line(name=text)]}, NAME_LENGTH_MAX
    yield "/external_id", lambda text: {"external_id": text}, 200
    yield "/metadata/note", lambda text: {"metadata": {"note": text}}, 500


@pytest.mark.parametrize(("place", "fill", "longest"), list(lengths()), ids=[each[0] for each in lengths()])
async def test_text_is_taken_up_to_its_length_and_refused_beyond(
    tenant: Tenant, place: str, fill: Any, longest: int
) -> None:
    await tenant.create(**fill("\U0001f9fe" * longest))
    problem = refused(await tenant.http.post("/v1/invoices", json=request(**fill("a" * (longest + 1)))), 422, "invalid")
    assert [error["pointer"] for error in problem["errors"]] == [place]


@pytest.mark.parametrize(("count", "status"), [(50, 201), (51, 422)])
async def test_fifty_metadata_keys_are_the_most(tenant: Tenant, count: int, status: int) -> None:
    metadata = {f"key_{number}": "1" for number in range(count)}
    answered(await tenant.http.post("/v1/invoices", json=request(metadata=metadata)), status)
    answered(await tenant.http.post("/v1/customers", json={"name": "A", "metadata": metadata}), status)


@pytest.mark.parametrize(("count", "status"), [(LIST_LENGTH_MAX, 201), (LIST_LENGTH_MAX + 1, 422)])
async def test_lists_have_a_length(tenant: Tenant, count: int, status: int) -> None:
    answered(await tenant.http.post("/v1/invoices", json=request(notes=[{"text": "a"}] * count)), status)


SMALL_LINE = {"name": "A", "quantity": "1", "unit_price": "1", "vat": {"category": "S", "rate": "20"}}


async def test_ten_thousand_lines_are_issued(tenant: Tenant) -> None:
    issued = await tenant.issue(lines=[SMALL_LINE] * 10_000)
    assert issued["totals"]["sum_of_lines"] == "10000.00"
    assert len(issued["lines"]) == 10_000


async def test_a_line_more_is_refused(tenant: Tenant) -> None:
    problem = refused(await tenant.http.post("/v1/invoices", json=request(lines=[SMALL_LINE] * 10_001)), 422, "invalid")
    assert found(problem) == {"/lines": "too_long"}


# Every finding at once ------------------------------------------------------------------------------------------


async def test_everything_that_is_wrong_with_the_shape_comes_at_once_with_places_and_terms(tenant: Tenant) -> None:
    wrong = request(
        issue_date="2026-02-30",
        currency=7,
        colour="red",
        customer={"name": "", "address": {"country": 5}, "electronic_address": {"value": 1}},
        lines=[
            line(quantity=2),
            {"name": "B", "quantity": "1e5", "unit_price": "1,50", "vat": {"category": "S", "rate": 19.5}},
        ],
        metadata={"note": "\u0000"},
    )
    problem = refused(await tenant.http.post("/v1/invoices", json=wrong), 422, "invalid")
    told = {(error["pointer"], error["code"], error["term"]) for error in problem["errors"]}
    assert told == {
        ("/issue_date", "date_invalid", "BT-2"),
        ("/currency", "string_expected", "BT-5"),
        ("/colour", "field_unknown", ""),
        ("/customer/name", "text_empty", "BT-44"),
        ("/customer/address/country", "string_expected", "BT-55"),
        ("/customer/electronic_address/value", "string_expected", "BT-49"),
        ("/lines/0/quantity", "number_not_string", "BT-129"),
        ("/lines/1/quantity", "decimal_invalid", "BT-129"),
        ("/lines/1/unit_price", "decimal_invalid", "BT-146"),
        ("/lines/1/vat/rate", "number_not_string", "BT-152"),
        ("/metadata/note", "text_unwritable", ""),
    }
    assert all(error["severity"] == "fatal" and error["message"] for error in problem["errors"])


async def test_every_broken_rule_comes_at_once_with_places_and_terms(tenant: Tenant) -> None:
    wrong = request(
        issue=True,
        currency="XXQ",
        customer={"name": "Buyer AG", "address": {"country": "ZZ"}},
        lines=[line(vat={"category": "S", "rate": "0"}), line(quantity=None, unit="stone"), line("-5.00")],
        document_type="letter",
        language="tlh",
        specification="none",
        number="1",
        seller={"name": "Somebody else"},
    )
    wrong["lines"][1].pop("quantity")
    problem = refused(await tenant.http.post("/v1/invoices", json=wrong), 422, "draft_not_issuable")
    told = {error["code"]: (error["pointer"], error["term"]) for error in problem["errors"]}
    assert told["document_type_unknown"] == ("/document_type", "")
    assert told["language_unknown"] == ("/language", "")
    assert told["specification_unknown"] == ("/specification", "BT-24")
    assert told["number_not_taken"] == ("/number", "BT-1")
    assert told["seller_not_taken"] == ("/seller", "BG-4")
    assert told["BR-CL-04"] == ("/currency", "BT-5")
    assert told["BR-CL-14"] == ("/customer/address/country", "BT-55")
    assert told["BR-22"] == ("/lines/1/quantity", "BT-129")
    assert told["BR-CL-23"] == ("/lines/1/unit", "BT-130")
    assert told["BR-27"] == ("/lines/2/unit_price", "BT-146")
    assert await tenant.count("series") == 0


async def test_every_field_of_the_model_is_taken_by_its_name() -> None:
    # The contract is the model itself: a field without a place in the request would be refused as unknown.
    from dataclasses import fields

    from faktura.model import Invoice

    assert {field.name for field in fields(Invoice)} <= {field.name for field in fields(InvoiceRequest)}


@pytest.mark.parametrize("value", [0, 1, "true", "no", 0.0])
async def test_what_looks_like_true_or_false_is_neither(tenant: Tenant, value: object) -> None:
    problem = refused(await tenant.http.post("/v1/invoices", json=request(issue=value)), 422, "invalid")
    assert [(each["pointer"], each["code"]) for each in problem["errors"]] == [("/issue", "boolean_expected")]
