"""Every kind of tampering is done as the database's owner, who can switch off triggers, and each is named."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import orjson
import pytest

from faktura.archive.problems import PROBLEMS_MAX, Problem, VerifyReport
from faktura.archive.verify import ARCHIVE_PATIENCE, verify_all, verify_tenant
from faktura.invoices.read import IssuedInvoice, list_chain
from faktura.model.json import canonical
from faktura.payments.record import reverse_payment
from faktura.payments.schemas import ReversalRequest
from faktura.storage.ids import show_id
from faktura.storage.unit import utc_now
from payments.stage import Tenant, line, new_tenant

from .sending import MESSAGE, send

pytestmark = pytest.mark.anyio

Tamper = Callable[..., Awaitable[None]]


@pytest.fixture
async def tamper(database_url: str) -> AsyncIterator[Tamper]:
    """Runs a statement with every trigger, foreign key and policy switched off."""
    owner = await asyncpg.connect(database_url)
    await owner.execute("set session_replication_role = replica")

    async def run(sql: str, *values: Any) -> None:
        tag = await owner.execute(sql, *values)
        assert not tag.endswith(" 0"), "the statement touched nothing"

    yield run
    await owner.close()


async def issue_three(tenant: Tenant) -> list[IssuedInvoice]:
    issued = [await tenant.issue() for _ in range(3)]
    await tenant.run_reactions()
    return issued


async def verify(tenant: Tenant, **options: Any) -> VerifyReport:
    """As it is verified when the archive's jobs have long had their time."""
    return await verify_tenant(tenant.floor, tenant.id, now=utc_now() + 2 * ARCHIVE_PATIENCE, **options)


def named(report: VerifyReport) -> list[tuple[str, str]]:
    """The problems as (kind, first word of the subject), in their order."""
    return [(problem.kind, problem.subject.split()[0]) for problem in report.problems]


def details(report: VerifyReport, kind: str) -> str:
    return " ".join(problem.detail for problem in report.problems if problem.kind == kind)


def changed(issued: IssuedInvoice, **changes: Any) -> str:
    """The sealed document with other words, canonical as before."""
    sealed = orjson.loads(issued.text)
    sealed["document"].update(changes)
    return canonical(sealed).decode()


def digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


# What fits -----------------------------------------------------------------------------------------------------------


async def test_an_untouched_tenant_fits(tenant: Tenant) -> None:
    first, second, _ = await issue_three(tenant)
    await tenant.issue(
        document_type="credit_note",
        corrects=show_id("inv", first.id),
        preceding_invoices=[{"number": first.number}],
        lines=[line("10.00")],
        due_date=None,
        payment_terms="Paid back at once.",
    )
    payment = await tenant.pay(second, "20.00")
    async with tenant.unit() as unit:
        await reverse_payment(unit, payment.id, ReversalRequest())
    await send(tenant, second)
    await tenant.run_reactions()
    report = await verify(tenant)
    assert report.problems == []
    assert report.ok
    # Four documents with two files each, four entries of the ledger, one mail.
    assert (report.series, report.documents, report.entries, report.waiting) == (2, 4, 17, 0)
    async with tenant.unit() as unit:
        size = await unit.fetch_value("select sum(size) from archive_entries where tenant = $1", tenant.id)
    assert report.bytes == size
    assert report.to_plain()["ok"] is True


async def test_an_empty_tenant_fits(tenant: Tenant) -> None:
    assert named(await verify(tenant)) == []


@pytest.mark.parametrize("page", [1, 2, 3])
async def test_pages_change_nothing(tenant: Tenant, tamper: Tamper, page: int) -> None:
    issued = await issue_three(tenant)
    await tenant.issue(issue_date="2027-01-02", due_date="2027-02-02")
    await tenant.run_reactions()
    assert named(await verify(tenant, page=page)) == []
    await tamper("delete from invoices where id = $1", issued[1].id)
    assert named(await verify(tenant, page=page)) == named(await verify(tenant))


async def test_a_page_of_large_documents_ends_early(tenant: Tenant) -> None:
    issued = await issue_three(tenant)
    size = len(issued[0].text.encode()) + 200
    async with tenant.unit() as unit:
        series = await unit.fetch_value("select series from invoices where tenant = $1 limit 1", tenant.id)
        found = [
            [row["position"] for row in await list_chain(unit, series, after=after, limit=3, bytes_max=bytes_max)]
            for after, bytes_max in ((0, 1), (1, 1), (0, 2 * size), (0, 9 * size), (3, 1))
        ]
    assert found == [[1], [2], [1, 2], [1, 2, 3], []]


async def test_what_was_just_issued_waits_for_the_archive_and_is_named_later(tenant: Tenant) -> None:
    await tenant.issue()
    report = await verify_tenant(tenant.floor, tenant.id)
    assert (named(report), report.waiting) == ([], 1)
    assert named(await verify(tenant)) == [("not_archived", "2026-00001")]


async def test_documents_may_be_issued_and_archived_meanwhile(tenant: Tenant) -> None:
    issuing = True

    async def issue() -> None:
        nonlocal issuing
        for _ in range(4):
            await asyncio.gather(*(tenant.issue() for _ in range(5)))
            await tenant.run_reactions()
        issuing = False

    async def watch() -> int:
        rounds = 0
        while issuing:
            assert named(await verify_tenant(tenant.floor, tenant.id, page=3)) == []
            rounds += 1
        return rounds

    _, rounds = await asyncio.gather(issue(), watch())
    assert rounds > 0
    assert (await verify(tenant)).documents == 20


async def test_each_tenant_is_verified_by_itself(tenant: Tenant, tamper: Tamper) -> None:
    await issue_three(tenant)
    other = await new_tenant(tenant.floor, "Other AG")
    (damaged, *_) = await issue_three(other)
    await tamper("update invoices set buyer_name = 'X' where id = $1", damaged.id)
    reports = {report.tenant: report.ok async for report in verify_all(tenant.floor, [tenant.id, other.id])}
    assert reports == {tenant.id: True, other.id: False}


# Documents -----------------------------------------------------------------------------------------------------------


async def test_a_changed_document_is_named(tenant: Tenant, tamper: Tamper) -> None:
    _, second, _ = await issue_three(tenant)
    await tamper("update invoices set document = $2 where id = $1", second.id, changed(second, currency="USD"))
    report = await verify(tenant)
    assert named(report) == [
        ("document_changed", "2026-00002"),
        ("document_differs", "2026-00002"),
        ("archive_differs", "2026-00002"),
    ]
    assert details(report, "document_differs") == "The currency is USD in the document and EUR in the table."
    assert report.problems[0].subject == f"2026-00002 ({show_id('inv', second.id)})"
    assert second.hash.hex() in details(report, "document_changed")


async def test_a_document_changed_together_with_its_hash_breaks_the_chain(tenant: Tenant, tamper: Tamper) -> None:
    first, second, third = await issue_three(tenant)
    text = changed(second, payment_terms="Pay somebody else.")
    await tamper("update invoices set document = $2, hash = $3 where id = $1", second.id, text, digest(text))
    assert named(await verify(tenant)) == [("chain_broken", "2026-00003"), ("archive_differs", "2026-00002")]
    last = changed(third, payment_terms="Pay somebody else.")
    await tamper("update invoices set document = $2, hash = $3 where id = $1", second.id, second.text, second.hash)
    await tamper("update invoices set document = $2, hash = $3 where id = $1", third.id, last, digest(last))
    report = await verify(tenant)
    assert sorted(named(report)) == [("archive_differs", "2026-00003"), ("series_hash_wrong", "series")]
    assert first.number not in str(report.problems)


async def test_a_chain_that_was_wholly_rewritten_is_given_away_by_the_archive(tenant: Tenant, tamper: Tamper) -> None:
    _, _, third = await issue_three(tenant)
    text = changed(third, payment_terms="Pay somebody else.")
    await tamper("update invoices set document = $2, hash = $3 where id = $1", third.id, text, digest(text))
    await tamper("update series set last_hash = $2 where tenant = $1", tenant.id, digest(text))
    assert named(await verify(tenant)) == [("archive_differs", "2026-00003")]


async def test_exchanged_documents_and_hashes_are_named(tenant: Tenant, tamper: Tamper) -> None:
    first, second, _ = await issue_three(tenant)
    exchange = (
        "update invoices i set {} from invoices j where i.id = any($1::uuid[]) and j.id = any($1) and i.id <> j.id"
    )
    both = [first.id, second.id]
    await tamper(exchange.format("hash = j.hash"), both)
    report = await verify(tenant)
    assert {("document_changed", "2026-00001"), ("document_changed", "2026-00002")} < set(named(report))
    assert ("chain_broken", "2026-00003") in named(report)
    await tamper(exchange.format("hash = j.hash"), both)
    assert (await verify(tenant)).ok
    await tamper(exchange.format("document = j.document"), both)
    found = named(await verify(tenant))
    assert {("document_differs", "2026-00001"), ("document_changed", "2026-00002")} < set(found)


async def test_a_document_missing_in_the_middle_is_named(tenant: Tenant, tamper: Tamper) -> None:
    _, second, third = await issue_three(tenant)
    await tamper("delete from invoices where id = $1", second.id)
    report = await verify(tenant)
    assert named(report)[:2] == [("document_missing", "series"), ("number_missing", "series")]
    assert details(report, "number_missing") == (
        f"The running number 2 of 2026 is missing before 2026-00003 ({show_id('inv', third.id)})."
    )
    # The archive still has the document and its two files.
    copies = [problem.subject for problem in report.problems[2:]]
    assert len(copies) == 3
    assert all(show_id("inv", second.id) in subject for subject in copies)


async def test_a_cut_end_is_named(tenant: Tenant, tamper: Tamper) -> None:
    _, second, third = await issue_three(tenant)
    await tamper("delete from invoices where id = $1", third.id)
    report = await verify(tenant)
    assert named(report)[:2] == [("document_missing", "series"), ("counter_wrong", "series")]
    assert "has issued 3 documents, and position 3 is gone" in details(report, "document_missing")
    await tamper("update series set issued_count = 2, last_hash = $2 where tenant = $1", tenant.id, second.hash)
    report = await verify(tenant)
    assert named(report)[0] == ("counter_wrong", "series")
    assert details(report, "counter_wrong") == (
        "The last running number of 2026 is 2, but the counter has given out 3."
    )
    await tamper("update series_counters set next_no = 3 where tenant = $1", tenant.id)
    report = await verify(tenant)
    assert named(report) == [("document_missing", kind) for kind in ("document", "pdf", "ubl")]
    assert {problem.detail for problem in report.problems} == {"The document that it belongs to is gone."}


async def test_an_added_document_is_named(tenant: Tenant, tamper: Tamper) -> None:
    _, _, third = await issue_three(tenant)
    await tamper(
        "insert into invoices select (jsonb_populate_record(i, $2)).* from invoices i where id = $1",
        third.id,
        '{"id": "00000000-0000-0000-0000-000000000007", "position": 4, "sequence": 4, "number": "2026-00004"}',
    )
    found = named(await verify(tenant))
    assert {("chain_broken", "2026-00004"), ("series_count_wrong", "series"), ("counter_wrong", "series")} < set(found)
    assert ("not_archived", "2026-00004") in found


@pytest.mark.parametrize(
    ("text", "kind"),
    [("{", "document_unreadable"), ("[]", "document_differs"), ('{ "a":1}', "document_not_canonical")],
)
async def test_a_document_that_is_none_is_named(tenant: Tenant, tamper: Tamper, text: str, kind: str) -> None:
    _, second, _ = await issue_three(tenant)
    await tamper("update invoices set document = $2, hash = $3 where id = $1", second.id, text, digest(text))
    found = named(await verify(tenant))
    assert (kind, "2026-00002") in found
    assert ("chain_broken", "2026-00003") in found


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("number = '2026-00009'", "number_wrong"),
        ("period = '2025'", "period_wrong"),
        ("sequence = 9", "number_missing"),
        ("sequence = -1", "number_repeated"),
        ("position = 9", "document_missing"),
        ("position = 0", "document_differs"),
        ("previous_hash = null", "chain_broken"),
        ("issued_at = issued_at - interval '1 second'", "document_differs"),
        ("document_type = 'receipt'", "document_differs"),
        ("type_code = '381'", "document_differs"),
        ("issue_date = '2026-06-02'", "document_differs"),
        ("due_date = null", "document_differs"),
        ("currency = 'USD'", "document_differs"),
        ("total_with_vat = 1", "document_differs"),
        ("amount_due = 1", "document_differs"),
        ("buyer_name = 'Somebody'", "document_differs"),
        ("customer = id", "document_differs"),
        ("external_id = 'x'", "document_differs"),
        ("corrects = id", "document_differs"),
        ("language = 'fr'", "document_differs"),
        ("series = id", "document_missing"),
    ],
)
async def test_every_column_that_repeats_the_document_is_compared(
    tenant: Tenant, tamper: Tamper, change: str, kind: str
) -> None:
    _, second, _ = await issue_three(tenant)
    await tamper(f"update invoices set {change} where id = $1", second.id)
    report = await verify(tenant)
    assert kind in {problem.kind for problem in report.problems}


async def test_a_document_of_another_organization_is_named(tenant: Tenant, tamper: Tamper) -> None:
    other = await new_tenant(tenant.floor, "Other AG")
    await issue_three(tenant)
    (foreign, *_) = await issue_three(other)
    await tamper(
        "update invoices set tenant = $2, position = 4, sequence = 4, number = '2026-00004' where id = $1",
        foreign.id,
        tenant.id,
    )
    report = await verify(tenant)
    assert ("series_missing", "2026-00004") in named(report)
    series = "(select id from series where tenant = $2)"
    await tamper(f"update invoices set series = {series} where id = $1", foreign.id, tenant.id)
    assert "The organization is org_" in details(await verify(tenant), "document_differs")


# The archive, its objects, and what the stations wrote ---------------------------------------------------------------


def object_path(tmp_path: Path, sha256: str) -> Path:
    return tmp_path / "objects" / sha256[:2] / sha256[2:4] / sha256


async def test_a_damaged_object_is_named(tenant: Tenant, tmp_path: Path) -> None:
    first, *_ = await issue_three(tenant)
    path = object_path(tmp_path, first.hash.hex())
    path.chmod(0o600)
    path.write_bytes(path.read_bytes().replace(b"120.00", b"999.00"))
    report = await verify(tenant)
    assert named(report) == [("object_damaged", "document")]
    assert show_id("inv", first.id) in report.problems[0].subject


async def test_a_removed_object_is_named(tenant: Tenant, tmp_path: Path) -> None:
    first, *_ = await issue_three(tenant)
    await send(tenant, first)
    await tenant.run_reactions()
    object_path(tmp_path, hashlib.sha256(MESSAGE).hexdigest()).unlink()
    assert named(await verify(tenant)) == [("object_missing", "sent")]


async def test_changed_and_removed_entries_of_the_archive_are_named(tenant: Tenant, tamper: Tamper) -> None:
    first, second, third = await issue_three(tenant)
    entry = "archive_entries where kind = $2 and invoice = $1"
    await tamper(f"delete from {entry}", first.id, "document")
    await tamper(f"delete from {entry}", second.id, "pdf")
    await tamper("update archive_entries set size = 1 where kind = $2 and invoice = $1", third.id, "ubl")
    await tamper("update archive_entries set sha256 = '../x' where kind = $2 and invoice = $1", third.id, "pdf")
    assert named(await verify(tenant)) == [
        ("not_archived", "2026-00001"),
        ("not_archived", "file"),
        ("archive_differs", "file"),
        ("archive_differs", "file"),
        *sorted([("object_missing", "pdf"), ("size_wrong", "ubl")]),
    ]


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("update payments set amount = 5", ("archive_differs", "payment")),
        ("update payments set received_on = '2026-01-01'", ("archive_differs", "payment")),
        ("delete from payments", ("archive_without_source", "payment")),
        ("update invoice_files set sha256 = repeat('0', 64) where kind = 'pdf'", ("archive_differs", "file")),
        ("delete from invoice_files where kind = 'pdf'", ("archive_without_source", "pdf")),
        ("delete from delivery_attempts", ("archive_without_source", "sent")),
        ("update delivery_attempts set sent_sha256 = repeat('0', 64)", ("archive_without_source", "sent")),
    ],
)
async def test_what_the_stations_wrote_is_held_against_the_archive(
    tenant: Tenant, tamper: Tamper, statement: str, problem: tuple[str, str]
) -> None:
    issued = await tenant.issue()
    await tenant.pay(issued, "20.00")
    await send(tenant, issued)
    await tenant.run_reactions()
    assert (await verify(tenant)).ok
    await tamper(statement)
    assert named(await verify(tenant)) == [problem]


async def test_an_entry_that_was_never_archived_is_named(tenant: Tenant, tamper: Tamper) -> None:
    issued = await tenant.issue()
    payment = await tenant.pay(issued, "20.00")
    await tenant.run_reactions()
    await tamper("delete from archive_entries where kind = 'payment'")
    report = await verify(tenant)
    assert [problem.subject for problem in report.problems] == [f"payment {show_id('pay', payment.id)} of 2026-00001"]


def test_a_report_names_so_many_problems_and_counts_the_rest() -> None:
    report = VerifyReport(UUID(int=1))
    for number in range(PROBLEMS_MAX + 7):
        report.tell(Problem("document_changed", str(number), "It was changed."))
    assert (len(report.problems), report.problems_more, report.ok) == (PROBLEMS_MAX, 7, False)
    assert report.to_plain()["problems"][0] == {
        "kind": "document_changed",
        "subject": "0",
        "detail": "It was changed.",
    }
