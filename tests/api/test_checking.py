"""POST /v1/check and POST /v1/convert."""

import asyncio
import base64
import os
import time
from collections.abc import Iterator

import pytest

from documents import samples
from faktura.api.apart import Busy, Crew, GaveUp
from faktura.documents import check, convert, targets

from .stage import Tenant, answered, refused

pytestmark = pytest.mark.anyio

LINE = {"file", "format", "specification", "valid", "findings"}
TYPES = {
    "ubl-invoice": "application/xml",
    "ubl-creditnote": "text/xml; charset=utf-8",
    "cii": "application/octet-stream",
    "hybrid-pdf": "application/pdf",
    "json": "application/json",
}


async def post(tenant: Tenant, path: str, content: bytes, kind: str = "application/xml", **headers: str):
    return await tenant.http.post(path, content=content, headers={"Content-Type": kind, **headers})


@pytest.mark.parametrize("form", samples.FORMS)
async def test_any_document_is_checked_as_the_command_line_does(tenant: Tenant, form: str) -> None:
    response = await post(tenant, "/v1/check", samples.FORMS[form], TYPES[form])
    body = answered(response)
    assert set(body) == LINE
    assert {**body, "file": ""} == {"file": "", **check(samples.FORMS[form]).to_plain()}
    assert (body["format"], body["valid"]) == (form, True)


async def test_findings_are_an_answer_and_no_refusal(tenant: Tenant) -> None:
    body = answered(await post(tenant, "/v1/check", samples.WRONG_TOTAL))
    assert not body["valid"]
    assert [finding["rule"] for finding in body["findings"]] == ["BR-CO-16"]
    for unreadable in (b"", b"<Rechnung/>", b"\x00\xff"):
        assert not answered(await post(tenant, "/v1/check", unreadable))["valid"]


async def test_a_specification_and_a_day_may_be_named(tenant: Tenant) -> None:
    path = "/v1/check?specification=en16931&on=2001-01-01"
    body = answered(await post(tenant, path, samples.UBL))
    assert [finding["rule"] for finding in body["findings"]] == ["specification_version"]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [("specification=nothing", "/specification"), ("on=tomorrow", "/on"), ("colour=red", "/colour")],
)
async def test_a_wrong_query_is_refused(tenant: Tenant, query: str, pointer: str) -> None:
    problem = refused(await post(tenant, f"/v1/check?{query}", samples.UBL), 422, "query_invalid")
    assert [error["pointer"] for error in problem["errors"]] == [pointer]


@pytest.mark.parametrize("path", ["/v1/check", "/v1/convert?to=json"])
async def test_other_media_types_and_strangers_are_refused(tenant: Tenant, path: str) -> None:
    refused(await post(tenant, path, samples.UBL, "text/plain"), 415, "media_type_unsupported")
    refused(await post(tenant, path, samples.UBL, Authorization="Bearer fo_test_x"), 401, "unauthorized")
    too_long = bytes(tenant.floor.settings.body_bytes_max + 1)
    refused(await post(tenant, path, too_long), 413, "body_too_large")


@pytest.mark.parametrize("to", targets())
async def test_a_document_is_converted(tenant: Tenant, to: str) -> None:
    response = await post(tenant, f"/v1/convert?to={to}", samples.UBL)
    wanted = convert(samples.UBL, to)
    assert response.status_code == 200, response.text
    assert response.content == wanted.content
    assert response.headers["content-type"] == wanted.media_type
    assert response.headers["faktura-findings"].startswith("fatal=")


async def test_with_accept_json_the_findings_come_along(tenant: Tenant) -> None:
    response = await post(tenant, "/v1/convert?to=pdf", samples.UBL, Accept="application/json")
    body = answered(response)
    assert base64.b64decode(body["content"]).startswith(b"%PDF-")
    assert body["good"]
    assert "BT-24" in {finding["term"] for finding in body["findings"]}


async def test_what_cannot_be_converted_is_refused(tenant: Tenant) -> None:
    problem = refused(await post(tenant, "/v1/convert?to=cii", b"<Rechnung/>"), 422, "document_not_convertible")
    assert [error["rule"] for error in problem["errors"]] == ["document_unsupported"]
    for query, pointer in (("", "/to"), ("?to=fatturapa", "/to"), ("?to=ubl&profile=basic", "/profile")):
        problem = refused(await post(tenant, f"/v1/convert{query}", samples.UBL), 422, "query_invalid")
        assert [error["pointer"] for error in problem["errors"]] == [pointer]


@pytest.fixture
def crew() -> Iterator[Crew]:
    made = Crew(size=1, seconds=1, waiting=1)
    yield made
    made.close()


async def test_work_that_takes_too_long_is_ended_and_the_next_goes_on(crew: Crew) -> None:
    assert await crew.run(abs, -1) == 1
    with pytest.raises(GaveUp):
        await crew.run(time.sleep, 60)
    assert await crew.run(abs, -2) == 2


async def test_a_process_that_dies_is_replaced(crew: Crew) -> None:
    with pytest.raises(GaveUp):
        await crew.run(os._exit, 3)
    assert await crew.run(abs, -1) == 1


async def test_too_much_memory_is_refused_and_the_process_goes_on(crew: Crew) -> None:
    with pytest.raises(GaveUp):
        await crew.run(bytes, 1 << 40)
    assert await crew.run(abs, -1) == 1


async def test_what_the_work_raises_is_raised_here(crew: Crew) -> None:
    with pytest.raises(ZeroDivisionError):
        await crew.run(divmod, 1, 0)


async def test_too_much_waiting_is_refused(crew: Crew) -> None:
    await crew.run(abs, -1)
    waiting = [asyncio.create_task(crew.run(time.sleep, 0.3)) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(Busy):
        await crew.run(abs, -1)
    assert await asyncio.gather(*waiting) == [None, None]


async def test_an_issued_document_is_given_in_forms_that_are_written_when_asked(tenant: Tenant) -> None:
    issued = await tenant.issue()
    path = f"/v1/invoices/{issued['id']}"
    for address, form, kind in (
        (f"{path}/xml?format=cii", "cii", "application/xml"),
        (f"{path}/pdf?format=facturx", "hybrid-pdf", "application/pdf"),
        (f"{path}/files/cii", "cii", "application/xml"),
        (f"{path}/files/facturx", "hybrid-pdf", "application/pdf"),
    ):
        response = await tenant.http.get(address)
        assert response.status_code == 200, response.text
        assert response.headers["content-type"] == kind
        assert check(response.content).format == form
        again = await tenant.http.get(address)
        assert (again.content, again.headers["etag"]) == (response.content, response.headers["etag"])
    refused(await tenant.http.get(f"{path}/xml?format=fatturapa"), 422, "query_invalid")
    draft = await tenant.create()
    refused(await tenant.http.get(f"/v1/invoices/{draft['id']}/xml?format=cii"), 404, "file_not_found")
