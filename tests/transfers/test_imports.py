"""Files that come in: every format, every way of writing, nothing lost and nothing twice."""

import asyncio
import json
from typing import Any

import pytest

from api.stage import Tenant, answered, found, line, refused, request
from faktura.archive.verify import verify_tenant
from faktura.storage.ids import read_id
from faktura.storage.unit import open_unit
from faktura.transfers import run_import as running
from faktura.transfers.expire import expire_import
from faktura.transfers.limits import CELL_LENGTH_MAX, COLUMNS_MAX, LINE_BYTES_MAX
from faktura.transfers.read import files_of
from faktura.transfers.templates import TEMPLATES

from .sending import HEADINGS, TYPES, begin, bring_in, csv_of, jsonl_of, row, rows_of, xlsx_of

pytestmark = pytest.mark.anyio


async def documents(tenant: Tenant) -> list[Any]:
    """All documents, oldest first, whole."""
    listed = answered(await tenant.http.get("/v1/invoices", params={"limit": 100, "order": "created_at"}))["data"]
    return [answered(await tenant.http.get(f"/v1/invoices/{each['id']}")) for each in listed]


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
async def test_documents_come_in_from_every_format(tenant: Tenant, form: str) -> None:
    rows = [row("a"), row("a", "Travel", "50.00"), row("b")]
    content = {
        "csv": csv_of(rows),
        "xlsx": xlsx_of(rows),
        "jsonl": jsonl_of(
            [request(external_id="a", lines=[line(), line("50.00", name="Travel")]), request(external_id="b")]
        ),
    }[form]
    done, told = await bring_in(tenant, content, form, issue=True, name="C:\\files\\june.csv")
    assert (done["state"], done["rows_failed"], done["objects"]) == ("done", 0, 2)
    assert done["rows_total"] == done["rows_done"] == (2 if form == "jsonl" else 3)
    assert done["name"] == "june.csv"
    assert [each["status"] for each in told] == ["written", "written"]
    assert [each["number"] for each in told] == ["2026-00001", "2026-00002"]
    first, second = await documents(tenant)
    assert (first["id"], second["id"]) == (told[0]["id"], told[1]["id"])
    (event,) = answered(await tenant.http.get("/v1/events", params={"type": "import.ended"}))["data"]
    assert (event["data"]["id"], event["data"]["facts"]["objects"]) == (done["id"], 2)
    assert [each["name"] for each in first["lines"]] == ["Work", "Travel"]
    assert first["totals"]["total_with_vat"] == "180.00"
    assert first["buyer"]["address"]["city"] == "Berlin"
    assert first["external_id"] == "a"
    await tenant.drain()
    assert (await verify_tenant(tenant.floor, tenant.id)).problems == []


async def test_jobs_of_an_import_go_after_those_of_single_documents(tenant: Tenant) -> None:
    begun = await begin(tenant, csv_of([row("a")]), "csv", issue=True)
    identifier = read_id("imp", begun["id"])
    assert identifier is not None
    await running.run_import(tenant.floor, tenant.id, identifier)
    await tenant.issue()
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        rows = await unit.fetch(
            "select q.priority from pgqueuer q where q.entrypoint = 'invoices.write_files' "
            "and convert_from(q.payload, 'utf8')::json ->> 'tenant' = $1 order by q.id",
            str(tenant.id),
        )
    first, second = (found["priority"] for found in rows)
    assert first < second


async def test_documents_become_drafts_unless_they_are_issued(tenant: Tenant) -> None:
    done, told = await bring_in(tenant, csv_of([row("a"), row("b", price="")]))
    assert [each["status"] for each in told] == ["written", "written"]
    assert {each["state"] for each in await documents(tenant)} == {"draft"}
    # What the rules say of a draft is told, with its column.
    assert told[1]["findings"]
    assert done["objects"] == 2


async def test_a_dry_run_checks_everything_and_writes_nothing(tenant: Tenant) -> None:
    await tenant.issue(external_id="taken")
    content = csv_of([row("a"), row("b", price="1,50"), row("taken"), row("c", **{"lines.vat.category": "Q"})])
    done, told = await bring_in(tenant, content, issue=True, dry_run=True)
    assert (done["state"], done["dry_run"], done["rows_failed"], done["objects"]) == ("done", True, 3, 0)
    assert [each["status"] for each in told] == ["valid", "failed", "failed", "failed"]
    (wrong,) = [each for each in told[1]["findings"] if each["severity"] == "fatal"]
    assert (wrong["code"], wrong["line"], wrong["column"]) == ("decimal_invalid", 3, "lines.unit_price")
    assert told[2]["findings"][0]["column"] == "external_id"
    assert await tenant.count("invoices") == 1
    assert (await tenant.issue())["number"] == "2026-00002"

    # The same file in earnest, without sending it again.
    again = answered(await tenant.http.post(f"{done['links']['self']}/repeat", json={"issue": True}), 202)
    await tenant.drain()
    done = answered(await tenant.http.get(again["links"]["self"]))
    assert (done["objects"], done["rows_failed"], done["dry_run"]) == (1, 3, False)


async def test_findings_point_at_the_line_and_the_column(tenant: Tenant) -> None:
    rows = [row("a"), row("b"), row("b", "Second"), row("b", "Third", price="x")]
    _, told = await bring_in(tenant, csv_of(rows), issue=True)
    assert told[1]["lines"] == [3, 4, 5]
    assert [(each["line"], each["column"]) for each in told[1]["findings"]] == [(5, "lines.unit_price")]


@pytest.mark.parametrize(
    ("encoding", "delimiter", "mark"),
    [("utf-8", ";", b"\xef\xbb\xbf"), ("windows-1252", ";", b""), ("utf-16", "\t", b""), ("iso-8859-1", ",", b"")],
)
async def test_files_of_other_spreadsheets(tenant: Tenant, encoding: str, delimiter: str, mark: bytes) -> None:
    cells = row("a", "Überprüfung", "1.234,50", issue_date="01.06.2026", due_date="30.06.2026")
    content = mark + csv_of([cells], delimiter=delimiter).decode().encode(encoding)
    done, told = await bring_in(tenant, content, decimal=",", date_format="DD.MM.YYYY")
    assert [each["status"] for each in told] == ["written"], told
    (draft,) = await documents(tenant)
    assert draft["lines"][0]["name"] == "Überprüfung"
    assert draft["lines"][0]["unit_price"] == "1234.50"
    assert draft["issue_date"] == "2026-06-01"
    assert done["options"]["found_delimiter"] == delimiter
    assert done["options"]["found_encoding"] in (encoding, "windows-1252")


async def test_headings_are_taken_for_fields(tenant: Tenant) -> None:
    headings = [
        "Rechnungsnummer",
        "Kundenname",
        "Straße",
        "PLZ",
        "Ort",
        "Land",
        "Bezeichnung",
        "Menge",
        "Einzelpreis",
        "MwSt",
        "Datum",
        "Farbe",
    ]
    cells = ["R-1", "Buyer AG", "Weg 1", "10115", "Berlin", "DE", "Work", "2", "100", "20", "2026-06-01", "red"]
    done, told = await bring_in(tenant, csv_of([cells], headings))
    assert [each["status"] for each in told] == ["written"]
    uses = {each["heading"]: (each["path"], each["use"]) for each in done["columns"]}
    assert uses["Rechnungsnummer"] == ("number", "key")
    assert uses["Einzelpreis"] == ("lines.0.unit_price", "taken")
    assert uses["Farbe"] == (None, "unknown")
    (draft,) = await documents(tenant)
    assert draft["totals"]["total_with_vat"] == "240.00"
    assert draft["number"] is None


async def test_a_mapping_says_what_headings_do_not(tenant: Tenant) -> None:
    mapping = {
        "A": "customer.name",
        "B": "lines.name",
        "C": "lines.unit_price",
        "D": "lines.0.quantity",
        "E": None,
        "F": "metadata.shop.id",
    }
    content = csv_of([["Buyer AG", "Work", "5", "2", "x", "77"]], list("ABCDEF"))
    done, told = await bring_in(tenant, content, mapping=mapping)
    assert [each["use"] for each in done["columns"]] == ["taken", "taken", "taken", "taken", "unknown", "taken"]
    assert told[0]["status"] == "written"
    assert (await documents(tenant))[0]["metadata"] == {"shop.id": "77"}


async def test_several_lines_of_a_document_may_stand_in_one_row(tenant: Tenant) -> None:
    headings = [
        "customer.name",
        "lines.0.name",
        "lines.0.unit_price",
        "lines.1.name",
        "lines.1.unit_price",
        "notes.0.text",
    ]
    cells = [["A", "one", "1", "two", "2", "hello"], ["B", "one", "1", "", "", ""]]
    await bring_in(tenant, csv_of(cells, headings))
    first, second = await documents(tenant)
    assert [each["name"] for each in first["lines"]] == ["one", "two"]
    assert first["notes"] == [{"text": "hello"}]
    assert [each["name"] for each in second["lines"]] == ["one"]


async def test_rows_that_contradict_each_other_are_refused(tenant: Tenant) -> None:
    rows = [row("a"), row("a", currency="USD"), row("b"), row("a"), [*row("c"), "more"]]
    done, told = await bring_in(tenant, csv_of(rows), issue=True)
    assert [each["status"] for each in told] == ["failed", "written", "failed", "failed"]
    assert (told[0]["findings"][0]["code"], told[0]["findings"][0]["column"]) == ("rows_disagree", "currency")
    assert {each["code"] for each in told[2]["findings"]} == {"rows_apart", "external_id_repeated"}
    assert told[3]["findings"][0]["code"] == "row_too_wide"
    assert (done["rows_total"], done["rows_done"], done["rows_failed"]) == (5, 5, 4)


async def test_a_cell_has_its_limit(tenant: Tenant) -> None:
    _, told = await bring_in(tenant, csv_of([row("a", "x" * (CELL_LENGTH_MAX + 1)), row("b")]))
    assert [each["status"] for each in told] == ["failed", "written"]
    assert (told[0]["findings"][0]["code"], told[0]["findings"][0]["column"]) == ("cell_too_long", "lines.name")


async def test_customers_and_payments_come_in(tenant: Tenant) -> None:
    headings = ["external_id", "name", "email", "payment_days", "address.country", "metadata.shop"]
    content = csv_of(
        [
            ["k1", "Ada", "ada@example.com", "30", "DE", "1"],
            ["k2", "Bob", "no address", "x", "DE", ""],
            ["k1", "Cyd", "", "", "", ""],
        ],
        headings,
    )
    done, told = await bring_in(tenant, content, kind="customers")
    assert [each["status"] for each in told] == ["written", "failed", "failed"]
    assert [each["column"] for each in told[1]["findings"]] == ["payment_days"]
    assert told[2]["findings"][0]["code"] == "external_id_repeated"
    customer = answered(await tenant.http.get(f"/v1/customers/{told[0]['id']}"))
    assert (customer["name"], customer["payment_days"], customer["metadata"]) == ("Ada", 30, {"shop": "1"})

    invoice = await tenant.issue()
    headings = ["number", "invoice", "amount", "received_on", "method", "external_id"]
    day = "2026-06-02"
    rows = [
        [invoice["number"], "", "20,00", day, "cash", "p1"], ["", invoice["id"], "100,00", day, "", "p2"],
        ["nothing", "", "1,00", day, "", ""], ["", "", "1,00", day, "", ""],
        [invoice["number"], "", "-1,00", day, "", ""], ["", "inv_" + "0" * 26, "1,00", day, "", ""],
    ]  # fmt: skip
    dry, told = await bring_in(tenant, csv_of(rows, headings), kind="payments", decimal=",", dry_run=True)
    assert [each["status"] for each in told] == ["valid", "valid", "failed", "failed", "failed", "failed"]
    assert await tenant.count("payments") == 0
    assert dry["objects"] == 0
    done, told = await bring_in(tenant, csv_of(rows, headings), kind="payments", decimal=",")
    assert (done["objects"], done["rows_failed"]) == (2, 4)
    assert [each["findings"][0]["column"] for each in told[2:5]] == ["number", "invoice", "amount"]
    status = answered(await tenant.http.get(f"/v1/invoices/{invoice['id']}/status"))
    assert status["payment"]["state"] == "paid"


async def test_an_import_goes_on_where_it_was_stopped(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "SLICE", 3)
    begun = await begin(tenant, csv_of([row(f"k{number}") for number in range(10)]), issue=True)
    identifier = read_id("imp", begun["id"])
    assert identifier is not None
    written = running.write_entries

    async def stopped(*arguments: Any) -> Any:
        outcomes = await written(*arguments)
        if await tenant.count("invoices") >= 6:
            # The write of this slice is done, and its transaction is not.
            raise KeyboardInterrupt
        return outcomes

    monkeypatch.setattr(running, "write_entries", stopped)
    with pytest.raises(KeyboardInterrupt):
        await running.run_import(tenant.floor, tenant.id, identifier)
    half = answered(await tenant.http.get(begun["links"]["self"]))
    assert (half["state"], half["rows_done"], half["objects"]) == ("running", 6, 6)
    monkeypatch.setattr(running, "write_entries", written)
    await asyncio.gather(*(running.run_import(tenant.floor, tenant.id, identifier) for _ in range(3)))
    done = answered(await tenant.http.get(begun["links"]["self"]))
    assert (done["state"], done["rows_done"], done["objects"], done["rows_failed"]) == ("done", 10, 10, 0)
    assert sorted(each["number"] for each in await documents(tenant)) == [f"2026-{n:05}" for n in range(1, 11)]
    await running.run_import(tenant.floor, tenant.id, identifier)
    assert await tenant.count("invoices") == 10


async def test_a_reading_that_was_stopped_begins_anew(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = await begin(tenant, csv_of([row("a"), row("b")]))
    identifier = read_id("imp", begun["id"])
    assert identifier is not None
    kept = running._keep_items

    async def stopped(*arguments: Any) -> Any:
        await kept(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "_keep_items", stopped)
    with pytest.raises(KeyboardInterrupt):
        await running.run_import(tenant.floor, tenant.id, identifier)
    monkeypatch.setattr(running, "_keep_items", kept)
    await tenant.drain()
    done = answered(await tenant.http.get(begun["links"]["self"]))
    assert (done["rows_total"], done["objects"]) == (2, 2)


async def test_an_import_can_be_cancelled(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "SLICE", 2)
    monkeypatch.setattr(running, "TURN_SECONDS", 0)
    begun = await begin(tenant, csv_of([row(f"k{number}") for number in range(6)]))
    identifier = read_id("imp", begun["id"])
    assert identifier is not None
    await running.run_import(tenant.floor, tenant.id, identifier)
    cancelled = answered(await tenant.http.post(f"{begun['links']['self']}/cancel"))
    assert (cancelled["state"], cancelled["objects"]) == ("cancelled", 2)
    await tenant.drain()
    assert await tenant.count("drafts") == 2
    refused(await tenant.http.post(f"{begun['links']['self']}/cancel"), 409, "import_ended")
    assert [each["status"] for each in await rows_of(tenant, begun)] == ["written"] * 2 + ["pending"] * 4


async def test_a_long_import_gives_others_their_turn(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "SLICE", 2)
    monkeypatch.setattr(running, "TURN_SECONDS", 0)
    await begin(tenant, csv_of([row(f"k{number}") for number in range(6)]))
    assert (await tenant.drain()).count("transfers.run_import") == 4
    assert await tenant.count("drafts") == 6


async def test_reports_are_files_as_well(tenant: Tenant) -> None:
    done, told = await bring_in(tenant, csv_of([row("a"), row("b", "=1+1", price="x")]), issue=True)
    report = await tenant.http.get(done["links"]["report_csv"])
    lines = report.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "line,status,id,number,severity,code,column,message"
    assert lines[1].startswith(f"2,written,{told[0]['id']},2026-00001")
    assert lines[2].startswith("3,failed,,,fatal,decimal_invalid,lines.unit_price,")
    assert answered(await tenant.http.get(done["links"]["report_json"])) == told
    assert await rows_of(tenant, done, status="failed") == told[1:]


@pytest.mark.parametrize(
    ("params", "pointer"),
    [
        ({}, "/kind"),
        ({"kind": "cars"}, "/kind"),
        ({"kind": "invoices", "dry_run": "maybe"}, "/dry_run"),
        ({"kind": "invoices", "decimal": "x"}, "/decimal"),
        ({"kind": "invoices", "date_format": "x"}, "/date_format"),
        ({"kind": "invoices", "encoding": "klingon"}, "/encoding"),
        ({"kind": "invoices", "mapping": "{"}, "/mapping"),
        ({"kind": "invoices", "unknown": "1"}, "/unknown"),
    ],
)
async def test_wrong_parameters_are_told(tenant: Tenant, params: dict[str, str], pointer: str) -> None:
    response = await tenant.http.post("/v1/imports", params=params, content=b"a", headers={"Content-Type": "text/csv"})
    assert pointer in found(refused(response, 422, "query_invalid"))


async def test_wrong_imports_are_refused_at_once(tenant: Tenant) -> None:
    async def post(content: bytes, media_type: str = "text/csv", **params: str) -> Any:
        headers = {"Content-Type": media_type}
        return await tenant.http.post("/v1/imports", params=params, content=content, headers=headers)

    refused(await post(b"a", "image/png", kind="invoices"), 415, "media_type_unsupported")
    assert found(refused(await post(b"", kind="invoices"), 422, "import_invalid")) == {"": "file_empty"}
    wrong = await post(b"a", kind="customers", issue="true", mapping=json.dumps({"A": "lines.0", "B": "issue"}))
    assert found(refused(wrong, 422, "import_invalid")) == {
        "/mapping/A": "path_unknown", "/mapping/B": "path_unknown", "/issue": "issue_not_possible",
    }  # fmt: skip
    refused(await tenant.http.get("/v1/imports/imp_" + "0" * 26), 404, "import_not_found")


@pytest.mark.parametrize(
    ("content", "form", "reason"),
    [
        (b"\r\n\r\n", "csv", "empty"),
        (b"one,two\r\n1,2\r\n", "csv", "No heading"),
        (csv_of([]), "csv", "no rows"),
        (b"a\x00b", "csv", "NUL"),
        (b"external_id\n\"" + b"x" * 200_000, "csv", "can't be read"),
        (b"not a zip", "xlsx", "no XLSX"),
        (b"", "jsonl", ""),
        (b"\n", "jsonl", "no rows"),
    ],
)  # fmt: skip
async def test_a_file_that_can_not_be_read_fails_with_a_sentence(
    tenant: Tenant, content: bytes, form: str, reason: str
) -> None:
    if not content:
        return
    done, told = await bring_in(tenant, content, form)
    assert done["state"] == "failed"
    assert reason in done["reason"]
    assert told == []


async def test_lines_that_are_no_objects_are_told(tenant: Tenant) -> None:
    priced = b'{"customer": {"name": "A"}, "lines": [{"unit_price": 1.50}]}'
    content = b'{"lines": [}\n[1]\n\n' + priced + b'\n{"issue": true, "lines": []}\n'
    done, told = await bring_in(tenant, content, "jsonl")
    assert [(each["line"], each["findings"][0]["code"]) for each in told] == [
        (1, "line_unreadable"), (2, "object_expected"), (4, "number_not_string"), (5, "field_not_taken"),
    ]  # fmt: skip
    assert '"1.50"' in told[2]["findings"][0]["message"]
    assert done["rows_failed"] == 4


async def test_more_rows_than_the_limit_fail(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faktura.transfers.items.ROWS_MAX", 3)
    done, _ = await bring_in(tenant, csv_of([row(f"k{number}") for number in range(4)]))
    assert done["state"] == "failed"
    assert "3 rows" in done["reason"]
    assert await tenant.count("drafts") == 0


async def test_more_columns_than_the_limit_fail(tenant: Tenant) -> None:
    done, _ = await bring_in(tenant, csv_of([], [f"metadata.k{number}" for number in range(COLUMNS_MAX + 1)]))
    assert (done["state"], f"{COLUMNS_MAX} columns" in done["reason"]) == ("failed", True)


async def test_a_line_has_its_limit(tenant: Tenant) -> None:
    long = b'{"notes": [{"text": "' + b"x" * LINE_BYTES_MAX + b'"}]}\n'
    _, told = await bring_in(tenant, long + b'{"lines": []}\n', "jsonl")
    assert [each["status"] for each in told] == ["failed", "written"]
    assert told[0]["findings"][0]["code"] == "line_too_long"


async def test_another_tenant_sees_nothing_of_an_import(tenant: Tenant, other: Tenant) -> None:
    done, _ = await bring_in(tenant, csv_of([row("a")]))
    for path in (done["links"]["self"], done["links"]["rows"], done["links"]["report_csv"]):
        refused(await other.http.get(path), 404, "import_not_found")
    for verb in ("cancel", "repeat"):
        refused(await other.http.post(f"{done['links']['self']}/{verb}"), 404, "import_not_found")
    assert answered(await other.http.get("/v1/imports"))["data"] == []


async def test_imports_are_listed(tenant: Tenant) -> None:
    one, _ = await bring_in(tenant, csv_of([row("a")]))
    two, _ = await bring_in(tenant, csv_of([["A"]], ["name"]), kind="customers")
    assert [each["id"] for each in answered(await tenant.http.get("/v1/imports"))["data"]] == [two["id"], one["id"]]
    page = answered(await tenant.http.get("/v1/imports", params={"kind": "invoices", "state": "done", "limit": 1}))
    assert [each["id"] for each in page["data"]] == [one["id"]]


async def test_the_file_is_deleted_after_its_time(tenant: Tenant) -> None:
    done, _ = await bring_in(tenant, csv_of([row("a")]), dry_run=True)
    identifier = read_id("imp", done["id"])
    assert identifier is not None
    files = files_of(tenant.floor)
    await expire_import(tenant.floor, tenant.id, identifier)
    assert files.path(tenant.id, identifier).is_file()
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        await unit.execute("update imports set expires_at = now() where tenant = $1", tenant.id)
    await expire_import(tenant.floor, tenant.id, identifier)
    refused(await tenant.http.post(f"{done['links']['self']}/repeat"), 410, "file_gone")


@pytest.mark.parametrize("name", TEMPLATES)
async def test_templates_come_in_as_they_are(tenant: Tenant, name: str) -> None:
    response = await tenant.http.get(f"/v1/imports/templates/{name}")
    assert response.status_code == 200
    kind, form = name.split(".")
    if kind == "payments":
        await tenant.issue(lines=[line("1000.00")])
    done, told = await bring_in(tenant, response.content, form, kind=kind)
    assert {each["use"] for each in done["columns"]} == {"taken"}, done["columns"]
    if kind != "payments":
        assert {each["status"] for each in told} == {"written"}, told
    refused(await tenant.http.get("/v1/imports/templates/cars.csv"), 404, "template_not_found")


async def test_a_key_needs_the_scopes_of_what_it_brings_in(tenant: Tenant) -> None:
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        await unit.execute("update api_keys set scopes = '{imports:write,invoices:write}' where tenant = $1", tenant.id)
    headers = {"Content-Type": "text/csv"}
    content = csv_of([row("a")])
    refused(
        await tenant.http.post("/v1/imports", params={"kind": "customers"}, content=content, headers=headers),
        403,
        "scope_missing",
    )
    refused(
        await tenant.http.post(
            "/v1/imports", params={"kind": "invoices", "issue": "true"}, content=content, headers=headers
        ),
        403,
        "scope_missing",
    )
    answered(await tenant.http.post("/v1/imports", params={"kind": "invoices"}, content=content, headers=headers), 202)


async def test_a_file_is_sent_once(tenant: Tenant) -> None:
    headers = {"Content-Type": TYPES["csv"], "Idempotency-Key": "file 1"}
    content = csv_of([row("a")], HEADINGS)
    answers = [
        answered(
            await tenant.http.post("/v1/imports", params={"kind": "invoices"}, content=content, headers=headers), 202
        )
        for _ in range(2)
    ]
    assert answers[0]["id"] == answers[1]["id"]
    await tenant.drain()
    assert await tenant.count("drafts") == 1
