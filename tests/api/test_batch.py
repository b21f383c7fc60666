"""Many documents in one call: each checked by every rule, numbers without a gap, all or none when that is asked."""

import asyncio
import hashlib
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import pytest

from faktura.api import batch
from faktura.api.app import build_app
from faktura.api.batch_shapes import BATCH_DOCUMENTS_MAX
from faktura.api.operation import BULK_AT_ONCE, _room_for_bulk
from faktura.archive.verify import verify_tenant
from faktura.invoices.issue_many import SeriesMoved
from faktura.storage.unit import open_unit

from .stage import Tenant, answered, client_of, found, line, refused, request

pytestmark = pytest.mark.anyio

PATH = "/v1/invoices/batch"


_OWN = (
    "id", "seller", "links", "hash", "series", "created_at", "issued_at", "deliveries", "payment_instructions",
)  # fmt: skip


def issued(**changes: Any) -> dict[str, Any]:
    return request(issue=True, **changes)


async def send(tenant: Tenant, documents: list[Any], expected: int = 200, **more: Any) -> Any:
    headers = more.pop("headers", {})
    return answered(await tenant.http.post(PATH, json={"documents": documents, **more}, headers=headers), expected)


async def problems(tenant: Tenant) -> set[str]:
    report = await verify_tenant(tenant.floor, tenant.id)
    return {problem.kind for problem in report.problems} - {"not_archived"}


async def test_documents_of_a_batch_get_numbers_in_their_order(tenant: Tenant) -> None:
    answer = await send(tenant, [issued(), issued(lines=[line("1.00")]), issued()])
    assert answer["counts"] == {"total": 3, "created": 3, "issued": 3, "replayed": 0, "refused": 0}
    assert [each["number"] for each in answer["results"]] == ["2026-00001", "2026-00002", "2026-00003"]
    assert [each["index"] for each in answer["results"]] == [0, 1, 2]
    assert await problems(tenant) == set()


async def test_a_document_of_a_batch_is_what_it_would_be_alone(tenant: Tenant, other: Tenant) -> None:
    body = issued(external_id="order 1", metadata={"shop": "7"}, send={"channels": ["peppol", "email"]})
    (result,) = (await send(tenant, [body]))["results"]
    alone = await other.create(**body)
    document = result["document"]
    same = {
        name: value for name, value in alone.items()
        if name not in _OWN
    }  # fmt: skip
    assert {name: document[name] for name in same} == same
    assert set(document) == set(alone)
    assert [(each["channel"], each["recipient"], each["state"]) for each in document["deliveries"]] == [
        (each["channel"], each["recipient"], each["state"]) for each in alone["deliveries"]
    ]
    stored = answered(await tenant.http.get(f"/v1/invoices/{result['id']}"))
    assert stored["hash"] == document["hash"] == result["hash"]
    text = (await tenant.http.get(f"/v1/invoices/{result['id']}/files/json")).content
    assert hashlib.sha256(text).hexdigest() == result["hash"]
    assert sorted(await tenant.drain()) == sorted(await other.drain())


async def test_drafts_and_issued_documents_in_one_batch(tenant: Tenant) -> None:
    answer = await send(tenant, [request(lines=[]), issued(), request(external_id="d")])
    assert [each["state"] for each in answer["results"]] == ["draft", "issued", "draft"]
    assert answer["results"][0]["document"]["findings"]
    draft = answered(await tenant.http.get(f"/v1/invoices/{answer['results'][2]['id']}"))
    shown = answer["results"][2]["document"]
    assert {name: shown[name] for name in shown if not name.endswith("_at")} == {
        name: draft[name] for name in draft if not name.endswith("_at")
    }
    assert shown["created_at"] == draft["created_at"]


async def test_a_bad_document_takes_no_number_and_the_others_go_on(tenant: Tenant) -> None:
    bad_price = issued(lines=[{**line(), "unit_price": 12.50}])
    answer = await send(
        tenant,
        [
            issued(),
            issued(lines=[]),
            bad_price,
            "no object",
            issued(customer="cus_" + "0" * 26),
            issued(series="no"),
            issued(),
        ],
    )
    assert [each["status"] for each in answer["results"]] == [201, 422, 422, 422, 422, 422, 201]
    assert [each["number"] for each in answer["results"]][::6] == ["2026-00001", "2026-00002"]
    assert answer["counts"]["refused"] == 5
    codes = [each["problem"]["code"] for each in answer["results"][1:6]]
    assert codes == ["draft_not_issuable", "invalid", "invalid", "draft_not_issuable", "series_invalid"]
    assert "/documents/1/lines" in {each["pointer"] for each in answer["results"][1]["problem"]["errors"]}
    (error,) = answer["results"][2]["problem"]["errors"]
    assert (error["pointer"], error["code"]) == ("/documents/2/lines/0/unit_price", "number_not_string")
    assert '"12.50"' in error["message"] or '"12.5"' in error["message"]
    assert error["term"] == "BT-146"
    assert await problems(tenant) == set()


async def test_an_atomic_batch_is_all_or_nothing_and_tells_everything(tenant: Tenant) -> None:
    await send(tenant, [issued(external_id="taken")])
    bad = [issued(), issued(lines=[]), issued(external_id="taken"), issued(lines=[{**line(), "unit_price": 1}])]
    response = await tenant.http.post(PATH, json={"mode": "atomic", "documents": bad})
    told = found(refused(response, 422, "batch_refused"))
    assert told["/documents/2/external_id"] == "external_id_taken"
    assert told["/documents/3/lines/0/unit_price"] == "number_not_string"
    assert told["/documents/1/lines"] == "BR-16"
    assert not any(pointer.startswith("/documents/0") for pointer in told)
    assert await tenant.count("invoices") == 1
    good = await send(tenant, [issued(), issued()], mode="atomic")
    assert [each["number"] for each in good["results"]] == ["2026-00002", "2026-00003"]
    assert await problems(tenant) == set()


async def test_an_external_id_is_used_once_in_a_batch_as_well(tenant: Tenant) -> None:
    answer = await send(tenant, [issued(external_id="a"), issued(external_id="a"), request(external_id="a"), issued()])
    assert [each["status"] for each in answer["results"]] == [201, 409, 409, 201]
    assert answer["results"][1]["problem"]["code"] == "external_id_taken"
    assert answer["results"][3]["number"] == "2026-00002"


async def test_a_road_that_is_missing_refuses_only_its_document(tenant: Tenant) -> None:
    customer = {**request()["customer"], "email": None}
    del customer["email"]
    answer = await send(tenant, [issued(customer=customer, send={"channels": ["email"]}), issued()])
    assert [each["status"] for each in answer["results"]] == [422, 201]
    assert answer["results"][0]["problem"]["code"] == "send_invalid"
    assert answer["results"][1]["number"] == "2026-00001"


async def test_credit_notes_and_invoices_of_one_batch_have_their_own_series(tenant: Tenant) -> None:
    first = (await send(tenant, [issued()]))["results"][0]
    note = issued(document_type="credit_note", corrects=first["id"], due_date=None,
                  preceding_invoices=[{"number": first["number"], "issue_date": "2026-06-01"}])  # fmt: skip
    answer = await send(tenant, [note, issued(), note, issued(corrects="inv_" + "0" * 26), issued()])
    assert [each["number"] for each in answer["results"]] == [
        "CN-2026-00001",
        "2026-00002",
        "CN-2026-00002",
        None,
        "2026-00003",
    ]
    assert answer["results"][3]["problem"]["errors"][0]["pointer"] == "/documents/3/corrects"
    assert await problems(tenant) == set()


async def test_numbers_are_contiguous_beside_single_calls_and_other_batches(tenant: Tenant) -> None:
    async def single() -> list[str]:
        return [(await tenant.issue())["number"] for _ in range(8)]

    async def many() -> list[str]:
        return [each["number"] for each in (await send(tenant, [issued() for _ in range(30)]))["results"]]

    *batches, one, two = await asyncio.gather(many(), many(), many(), single(), single())
    for each in batches:
        running = [int(number[-5:]) for number in each]
        assert running == list(range(running[0], running[0] + 30))
    everything = sorted(int(number[-5:]) for numbers in (*batches, one, two) for number in numbers)
    assert everything == list(range(1, 107))
    assert await problems(tenant) == set()


async def test_a_series_by_period_numbers_each_period_by_itself(tenant: Tenant) -> None:
    days = ["2025-12-31", "2026-01-01", "2025-12-31", "2026-01-02"]
    answer = await send(tenant, [issued(issue_date=day, due_date="2026-06-30") for day in days])
    assert [each["number"] for each in answer["results"]] == ["2025-00001", "2026-00001", "2025-00002", "2026-00002"]
    assert await problems(tenant) == set()


async def test_a_repeated_batch_is_answered_and_not_written_again(tenant: Tenant) -> None:
    body = {"documents": [issued(), issued(lines=[])]}
    headers = {"Idempotency-Key": "the batch"}
    first = await tenant.http.post(PATH, json=body, headers=headers)
    again = await tenant.http.post(PATH, json=body, headers=headers)
    assert answered(first) == answered(again)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert await tenant.count("invoices") == 1
    refused(
        await tenant.http.post(PATH, json={"documents": [issued()]}, headers=headers), 422, "idempotency_key_reused"
    )


async def test_the_same_batch_at_the_same_time_is_written_once(tenant: Tenant) -> None:
    body = {"documents": [issued() for _ in range(20)]}
    headers = {"Idempotency-Key": "twice"}
    answers = await asyncio.gather(*(tenant.http.post(PATH, json=body, headers=headers) for _ in range(3)))
    assert {answer.status_code for answer in answers} <= {200, 409}
    assert any(answer.status_code == 200 for answer in answers)
    assert await tenant.count("invoices") == 20


async def test_documents_with_a_key_of_their_own_are_written_once(tenant: Tenant) -> None:
    first = await send(tenant, [issued(idempotency_key="a"), issued(idempotency_key="b", lines=[])])
    assert [each["status"] for each in first["results"]] == [201, 422]
    # The second was refused, so its key is free: mend it and send both again.
    second = await send(
        tenant,
        [
            issued(idempotency_key="a"),
            issued(idempotency_key="b"),
            issued(idempotency_key="b"),
            issued(idempotency_key="a", currency="USD"),
        ],
    )
    results = second["results"]
    assert [(each["status"], each["replayed"]) for each in results] == [
        (201, True),
        (201, False),
        (422, False),
        (422, False),
    ]
    assert results[0]["document"]["id"] == first["results"][0]["id"]
    assert results[2]["problem"]["code"] == "idempotency_key_repeated"
    assert results[3]["problem"]["code"] == "idempotency_key_repeated"
    third = await send(tenant, [issued(idempotency_key="a", currency="USD")])
    assert third["results"][0]["problem"]["code"] == "idempotency_key_reused"
    assert third["results"][0]["problem"]["errors"][0]["pointer"] == "/documents/0/idempotency_key"
    assert second["counts"] == {"total": 4, "created": 1, "issued": 1, "replayed": 1, "refused": 2}
    assert await tenant.count("invoices") == 2


async def test_a_key_is_given_back_when_its_external_id_is_taken(tenant: Tenant) -> None:
    async def one(index: int) -> Any:
        return (await send(tenant, [issued(idempotency_key=f"k{index}", external_id="same")]))["results"][0]

    results = await asyncio.gather(*(one(index) for index in range(4)))
    assert sorted(each["status"] for each in results) == [201, 409, 409, 409]
    assert await tenant.count("item_keys") == 1


async def test_keys_of_one_tenant_mean_nothing_to_another(tenant: Tenant, other: Tenant) -> None:
    await send(tenant, [issued(idempotency_key="a", external_id="x")])
    result = (await send(other, [issued(idempotency_key="a", external_id="x")]))["results"][0]
    assert (result["status"], result["replayed"]) == (201, False)


async def test_a_minimal_answer_leaves_the_documents_out(tenant: Tenant) -> None:
    answer = await send(
        tenant, [issued(external_id="e"), request(), issued(lines=[])], headers={"Prefer": "return=minimal"}
    )
    assert [each["document"] for each in answer["results"]] == [None, None, None]
    assert answer["results"][0]["number"] == "2026-00001"
    assert answer["results"][0]["external_id"] == "e"
    assert len(answer["results"][0]["hash"]) == 64
    assert answer["results"][2]["problem"]["errors"]


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({"documents": []}, "/documents", "too_short"),
        ({"documents": [{}] * (BATCH_DOCUMENTS_MAX + 1)}, "/documents", "too_long"),
        ({"documents": {}}, "/documents", "list_expected"),
        ({}, "/documents", "field_missing"),
        ({"documents": [{}], "mode": "maybe"}, "/mode", "literal_error"),
        ({"documents": [{}], "more": 1}, "/more", "field_unknown"),
        ({"documents": [{}, {"idempotency_key": 7}]}, "/documents/1/idempotency_key", "string_expected"),
        ({"documents": [{"idempotency_key": ""}]}, "/documents/0/idempotency_key", "text_empty"),
    ],
)
async def test_a_batch_of_the_wrong_shape(tenant: Tenant, body: Any, pointer: str, code: str) -> None:
    assert found(refused(await tenant.http.post(PATH, json=body), 422, "invalid")) == {pointer: code}


async def test_what_is_no_json_is_refused(tenant: Tenant) -> None:
    headers = {"Content-Type": "application/json"}
    refused(await tenant.http.post(PATH, content=b'{"documents": [', headers=headers), 400, "body_unreadable")
    refused(
        await tenant.http.post(PATH, content=b"x", headers={"Content-Type": "text/csv"}), 415, "media_type_unsupported"
    )
    nul = b'{"documents": [{"notes": [{"text": "a\\u0000"}]}]}'
    (result,) = answered(await tenant.http.post(PATH, content=nul, headers=headers))["results"]
    assert result["problem"]["code"] == "invalid"


async def test_a_thousand_documents_are_taken_at_once(tenant: Tenant) -> None:
    documents = [request(lines=[], external_id=str(index)) for index in range(BATCH_DOCUMENTS_MAX)]
    answer = await send(tenant, documents, headers={"Prefer": "return=minimal"})
    assert answer["counts"]["created"] == BATCH_DOCUMENTS_MAX
    ids = [each["id"] for each in answer["results"]]
    assert ids == sorted(ids)
    assert await tenant.count("drafts") == BATCH_DOCUMENTS_MAX


async def test_a_long_body_is_taken_here_and_nowhere_else(tenant: Tenant) -> None:
    note = {"text": "x" * 4000}
    documents = [request(notes=[note] * 200) for _ in range(4)]
    assert (await send(tenant, documents))["counts"]["created"] == 4
    refused(await tenant.http.post("/v1/invoices", json={"documents": documents}), 413, "body_too_large")


async def test_nobody_without_a_key_is_read(tenant: Tenant) -> None:
    async def endless() -> Any:
        raise AssertionError("the body was read")
        yield b""

    response = await tenant.http.post(PATH, content=endless(), headers={"Authorization": "Bearer fo_test_x"})
    assert response.status_code == 401


async def test_each_document_stands_in_the_audit_trail(tenant: Tenant) -> None:
    answer = await send(tenant, [issued(), issued(lines=[]), request()])
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        rows = await unit.fetch("select object, operation, actor from audit_entries where tenant = $1", tenant.id)
    assert {row["object"] for row in rows if row["operation"] == "invoices.batch"} == {
        each["id"] for each in answer["results"] if each["id"]
    }
    assert all(row["actor"].startswith("key_") for row in rows if row["operation"] == "invoices.batch")


async def test_a_long_body_has_a_limit_of_its_own(tenant: Tenant) -> None:
    settings = tenant.floor.settings.changed({"bulk_body_bytes_max": 4096})
    async with client_of(build_app(replace(tenant.floor, settings=settings)), tenant.key) as http:
        documents = [request() for _ in range(2)]
        assert answered(await http.post(PATH, json={"documents": documents}))["counts"]["created"] == 2
        refused(await http.post(PATH, json={"documents": documents * 10}), 413, "body_too_large")


async def test_only_some_long_bodies_are_read_at_a_time(tenant: Tenant) -> None:
    with ExitStack() as held:
        for _ in range(BULK_AT_ONCE):
            held.enter_context(_room_for_bulk())
        busy = await tenant.http.post(PATH, json={"documents": [request()]})
        refused(busy, 503, "bulk_busy")
        assert busy.headers["retry-after"]
    await send(tenant, [request()])


async def test_a_series_that_changes_meanwhile_is_seen(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    """The batch is made ready again, with the pattern that is in force when it is written."""
    series = answered(
        await tenant.http.post(
            f"{tenant.path}/series", json={"name": "b", "pattern": "B{n}", "restart": "never", "is_default": True}
        ),
        201,
    )
    prepared = batch._prepare
    changes = iter(["C{n}", "D{n}"])

    async def disturbed(*arguments: Any) -> Any:
        made = await prepared(*arguments)
        if (pattern := next(changes, None)) is not None:
            path = f"{tenant.path}/series/{series['id']}"
            answered(await tenant.http.patch(path, json={"pattern": pattern, "restart": "never"}))
        return made

    monkeypatch.setattr(batch, "_prepare", disturbed)
    answer = await send(tenant, [issued(), issued()])
    assert [each["number"] for each in answer["results"]] == ["D1", "D2"]
    assert await problems(tenant) == set()


async def test_an_organization_that_is_closed_meanwhile_issues_nothing(
    tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = batch._prepare

    async def closed(*arguments: Any) -> Any:
        made = await prepared(*arguments)
        answered(await tenant.http.post(f"{tenant.path}/close"))
        return made

    monkeypatch.setattr(batch, "_prepare", closed)
    refused(await tenant.http.post(PATH, json={"documents": [issued()]}), 403, "organization_closed")
    assert await tenant.count("invoices") == 0


async def test_its_jobs_go_after_those_of_single_documents(tenant: Tenant) -> None:
    await send(tenant, [issued()])
    await tenant.issue()
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        rows = await unit.fetch(
            "select q.priority from pgqueuer q where q.entrypoint = 'invoices.write_files' "
            "and convert_from(q.payload, 'utf8')::json ->> 'tenant' = $1 order by q.id",
            str(tenant.id),
        )
    first, second = (row["priority"] for row in rows)
    assert first < second


async def test_a_series_that_keeps_changing_ends_in_a_sentence(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(*_: Any) -> Any:
        raise SeriesMoved

    monkeypatch.setattr(batch, "write_entries", never)
    refused(await tenant.http.post(PATH, json={"documents": [issued()]}), 409, "batch_unsettled")


async def test_numbers_that_another_series_has_made_refuse_the_batch(tenant: Tenant) -> None:
    await tenant.issue()
    pattern = {"name": "same", "pattern": "{yyyy}-{n:5}", "restart": "yearly"}
    answered(await tenant.http.post(f"{tenant.path}/series", json=pattern), 201)
    body = {"documents": [request(), issued(series="same")]}
    refused(await tenant.http.post(PATH, json=body), 409, "number_taken")
    assert (await tenant.count("invoices"), await tenant.count("drafts")) == (1, 0)


async def test_a_key_needs_the_scopes_of_what_its_documents_ask_for(tenant: Tenant) -> None:
    async def scoped(scopes: str) -> None:
        async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
            await unit.execute("update api_keys set scopes = $2::text[] where tenant = $1", tenant.id, scopes.split())

    await scoped("invoices:write")
    await send(tenant, [request()])
    refused(await tenant.http.post(PATH, json={"documents": [request(), issued()]}), 403, "scope_missing")
    await scoped("invoices:write invoices:issue")
    await send(tenant, [issued()])
    sent = issued(send={"channels": ["email"]})
    refused(await tenant.http.post(PATH, json={"documents": [sent]}), 403, "scope_missing")
    await scoped("invoices:read")
    refused(await tenant.http.post(PATH, json={"documents": [request()]}), 403, "scope_missing")
