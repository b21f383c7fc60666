"""Files of tables, and how they are sent."""

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any

import openpyxl

from api.stage import Tenant, answered

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"csv": "text/csv", "xlsx": XLSX, "jsonl": "application/jsonl"}

HEADINGS = [
    "external_id", "issue_date", "due_date", "currency", "customer.name", "customer.address.line1",
    "customer.address.postal_code", "customer.address.city", "customer.address.country", "lines.name",
    "lines.quantity", "lines.unit_price", "lines.vat.category", "lines.vat.rate",
]  # fmt: skip


def row(key: str, name: str = "Work", price: str = "100.00", **changes: str) -> list[str]:
    cells = dict(
        zip(
            HEADINGS,
            [
                key,
                "2026-06-01",
                "2026-06-30",
                "EUR",
                "Buyer AG",
                "Weg 1",
                "10115",
                "Berlin",
                "DE",
                name,
                "1",
                price,
                "S",
                "20",
            ],
            strict=True,
        )
    )
    return list({**cells, **changes}.values())


def csv_of(rows: Sequence[Sequence[Any]], headings: Sequence[str] = HEADINGS, delimiter: str = ",") -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([headings, *rows])
    return text.getvalue().encode()


def xlsx_of(rows: Sequence[Sequence[Any]], headings: Sequence[str] = HEADINGS) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for each in (headings, *rows):
        sheet.append(list(each))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def jsonl_of(things: Sequence[dict[str, Any]]) -> bytes:
    return b"".join(json.dumps(thing).encode() + b"\n" for thing in things)


def with_member(content: bytes, name: str, data: bytes) -> bytes:
    """An XLSX file with one of its files exchanged or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if member.filename != name:
                new.writestr(member.filename, old.read(member))
        new.writestr(name, data)
    return made.getvalue()


async def begin(tenant: Tenant, content: bytes, form: str = "csv", expected: int = 202, **options: Any) -> Any:
    params = {"kind": "invoices", **{name: _text(value) for name, value in options.items()}}
    response = await tenant.http.post(
        "/v1/imports", params=params, content=content, headers={"Content-Type": TYPES[form]}
    )
    return answered(response, expected)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value) if isinstance(value, dict) else str(value)


async def bring_in(tenant: Tenant, content: bytes, form: str = "csv", **options: Any) -> tuple[Any, list[Any]]:
    """An import that was worked on to its end, and all of its rows."""
    begun = await begin(tenant, content, form, **options)
    await tenant.drain()
    done = answered(await tenant.http.get(begun["links"]["self"]))
    return done, await rows_of(tenant, done)


async def rows_of(tenant: Tenant, done: Any, **params: Any) -> list[Any]:
    rows: list[Any] = []
    cursor: dict[str, Any] = {}
    while True:
        page = answered(await tenant.http.get(done["links"]["rows"], params={"limit": 100, **params, **cursor}))
        rows += page["data"]
        if not page["has_more"]:
            return rows
        cursor = {"cursor": page["next_cursor"]}


async def take_out(tenant: Tenant, kind: str = "invoices", form: str = "csv", /, **filters: str) -> bytes:
    """The file of an export."""
    response = await tenant.http.post("/v1/exports", json={"kind": kind, "format": form, "filters": filters})
    begun = answered(response, 202)
    await tenant.drain()
    done = answered(await tenant.http.get(begun["links"]["self"]))
    assert done["state"] == "done", done
    file = await tenant.http.get(done["links"]["file"])
    assert file.status_code == 200
    assert len(file.content) == done["size"]
    return file.content
