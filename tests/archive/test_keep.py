import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import asyncpg
import orjson
import pytest

from faktura.archive.errors import EntryNotFound
from faktura.archive.jobs import JOBS
from faktura.archive.keep import keep_files, keep_sent
from faktura.archive.read import ArchiveEntry, list_entries, read_entry, read_entry_content
from faktura.invoices.read import IssuedInvoice, list_files
from faktura.payments.record import reverse_payment
from faktura.payments.schemas import ReversalRequest
from faktura.registry import countries
from faktura.storage.errors import ObjectDamaged, ObjectMissing
from faktura.storage.ids import show_id
from payments.stage import Tenant, line, new_tenant

from .sending import MESSAGE, send

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 6, 20, tzinfo=UTC)


async def kept(tenant: Tenant, issued: IssuedInvoice, kind: str | None = None) -> list[ArchiveEntry]:
    async with tenant.unit() as unit:
        return await list_entries(unit, invoice=issued.id, kind=kind)


async def content_of(tenant: Tenant, entry: ArchiveEntry) -> bytes:
    async with tenant.unit() as unit:
        return (await read_entry_content(unit, entry.id))[1]


def object_path(tmp_path: Path, sha256: str) -> Path:
    return tmp_path / "objects" / sha256[:2] / sha256[2:4] / sha256


async def test_the_sealed_documents_exact_bytes_are_kept(tenant: Tenant) -> None:
    issued = await tenant.issue()
    await tenant.run_reactions()
    (entry,) = await kept(tenant, issued, "document")
    assert await content_of(tenant, entry) == issued.text.encode()
    assert entry.to_plain() == {
        "id": show_id("arc", entry.id),
        "object": "archive_entry",
        "invoice": show_id("inv", issued.id),
        "kind": "document",
        "name": f"{show_id('inv', issued.id)}.json",
        "media_type": "application/json",
        "sha256": issued.hash.hex(),
        "size": len(issued.text.encode()),
        "retain_until": "2033-12-31",
        "created_at": entry.created_at,
    }


async def test_the_country_says_how_long(tenant: Tenant) -> None:
    for code in ("FR", "IT"):
        organization = await new_tenant(tenant.floor, f"Example {code}", code)
        issued = await organization.issue(issue_date=date(2026, 6, 1), lines=[line("100.00")])
        await organization.run_reactions()
        until = countries()[code].retention_on(date(2026, 6, 1)).until(date(2026, 6, 1))
        assert {entry.retain_until for entry in await kept(organization, issued)} == {until}


async def test_the_rendered_files_are_kept(tenant: Tenant) -> None:
    issued = await tenant.issue()
    await tenant.run_reactions()
    async with tenant.unit() as unit:
        files = await list_files(unit, issued.id)
    entries = {entry.kind: entry for entry in await kept(tenant, issued) if entry.kind != "document"}
    assert {file.kind for file in files} == set(entries) == {"pdf", "ubl"}
    for file in files:
        entry = entries[file.kind]
        assert (entry.name, entry.media_type, entry.sha256, entry.size) == (
            file.name,
            file.media_type,
            file.sha256,
            file.size,
        )
        assert hashlib.sha256(await content_of(tenant, entry)).hexdigest() == file.sha256


async def test_what_travelled_is_kept(tenant: Tenant) -> None:
    issued = await tenant.issue()
    attempt = await send(tenant, issued)
    await tenant.run_reactions()
    (entry,) = await kept(tenant, issued, "sent")
    assert (entry.source, entry.media_type, entry.size) == (attempt, "message/rfc822", len(MESSAGE))
    assert await content_of(tenant, entry) == MESSAGE
    again = await send(tenant, issued)
    await tenant.run_reactions()
    assert {entry.source for entry in await kept(tenant, issued, "sent")} == {attempt, again}


async def test_payments_reversals_and_both_sides_of_a_credit_are_kept(tenant: Tenant) -> None:
    issued = await tenant.issue()
    payment = await tenant.pay(issued, "20", NOW, reference="RF18")
    async with tenant.unit(NOW) as unit:
        reversal = await reverse_payment(unit, payment.id, ReversalRequest())
    note = await tenant.issue(
        document_type="credit_note",
        corrects=show_id("inv", issued.id),
        preceding_invoices=[{"number": issued.number}],
        due_date=None,
        payment_terms="Paid back at once.",
    )
    await tenant.run_reactions()
    entries = {entry.source: entry for entry in await kept(tenant, issued, "payment")}
    assert len(entries) == 3
    assert {payment.id, reversal.id} < set(entries)
    assert orjson.loads(await content_of(tenant, entries[payment.id])) == {
        "schema": "faktura.payment/1",
        **payment.entry_plain(),
        "created_at": "2026-06-20T00:00:00+00:00",
    }
    (credit,) = await kept(tenant, note, "payment")
    assert orjson.loads(await content_of(tenant, credit))["source"] == show_id("inv", issued.id)


async def test_repeating_every_job_changes_nothing(tenant: Tenant) -> None:
    issued = await tenant.issue()
    await tenant.pay(issued, "20", NOW)
    await send(tenant, issued)
    await tenant.run_reactions()
    before = await kept(tenant, issued)
    assert len(before) == 5
    for job in JOBS:
        await job.run(tenant.floor, tenant.id, issued.id)
    assert await kept(tenant, issued) == before


async def test_a_job_that_comes_before_its_cause_does_no_harm(tenant: Tenant) -> None:
    issued = await tenant.issue()
    for job in JOBS:
        await job.run(tenant.floor, tenant.id, issued.id)
    assert [entry.kind for entry in await kept(tenant, issued)] == ["document"]


async def test_a_lost_or_damaged_object_is_not_taken_into_the_archive(tenant: Tenant, tmp_path: Path) -> None:
    issued = await tenant.issue()
    names = {job.name for job in JOBS}
    done = [name for name in await tenant.run_reactions() if name not in names]
    assert "invoices.write_files" in done
    async with tenant.unit() as unit:
        file = (await list_files(unit, issued.id))[0]
    path = object_path(tmp_path, file.sha256)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(ObjectDamaged):
        await keep_files(tenant.floor, tenant.id, issued.id)
    await send(tenant, issued)
    object_path(tmp_path, hashlib.sha256(MESSAGE).hexdigest()).unlink()
    with pytest.raises(ObjectMissing):
        await keep_sent(tenant.floor, tenant.id, issued.id)
    assert await kept(tenant, issued, "sent") == []


async def test_another_tenants_archive_does_not_exist(tenant: Tenant) -> None:
    issued = await tenant.issue()
    await tenant.run_reactions()
    entry = (await kept(tenant, issued))[0]
    other = await new_tenant(tenant.floor, "Other AG")
    async with other.unit() as unit:
        assert await list_entries(unit) == []
        with pytest.raises(EntryNotFound):
            await read_entry(unit, entry.id)
        with pytest.raises(EntryNotFound):
            await read_entry_content(unit, entry.id)


async def test_lists_turn_pages(tenant: Tenant) -> None:
    first, second = await tenant.issue(), await tenant.issue()
    await tenant.run_reactions()
    async with tenant.unit() as unit:
        everything = await list_entries(unit)
        seen: list[ArchiveEntry] = []
        while page := await list_entries(unit, limit=2, after=(seen[-1].created_at, seen[-1].id) if seen else None):
            seen += page
        assert seen == everything
        assert {entry.invoice for entry in await list_entries(unit, kind="document")} == {first.id, second.id}


@pytest.mark.parametrize(
    "statement", ["update archive_entries set retain_until = '2020-01-01'", "delete from archive_entries"]
)
async def test_the_archive_can_only_be_added_to(tenant: Tenant, database_url: str, statement: str) -> None:
    await tenant.issue()
    await tenant.run_reactions()

    async def refused(connection: Any) -> str:
        try:
            await connection.execute(statement)
        except asyncpg.PostgresError as error:
            return type(error).__name__
        return ""

    owner = await asyncpg.connect(database_url)
    try:
        assert await refused(owner) == "RestrictViolationError"
    finally:
        await owner.close()
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with tenant.unit() as unit:
            await unit.execute(statement)
