"""What must be true after every storm, asked of the database, the mail server and Faktura's own verification."""

import asyncio
import hashlib
import json
import time
from collections import defaultdict
from email.parser import BytesHeaderParser
from typing import Any

from faktura.cli.demo_mail import MailServer
from storm.installation import Installation

# Jobs of a killed worker are taken over when its heartbeat was missed for 30 seconds; then the rest has to be worked.
SETTLE_SECONDS_MAX = 120.0
_OPEN = (
    # These two wait for minutes and days, whatever else there is to do.
    "select (select count(*) from pgqueuer where entrypoint not in ('audit.seal', 'request_log.prune')) as jobs, "
    "(select count(*) from deliveries where state = 'waiting') as deliveries"
)


async def settled(installation: Installation) -> None:
    """Wait until no job is left and no delivery waits."""
    end = time.monotonic() + SETTLE_SECONDS_MAX
    async with installation.database() as database:
        while any((left := await database.fetchrow(_OPEN)).values()):
            if time.monotonic() > end:
                stuck = await database.fetch("select entrypoint, status, attempts, updated from pgqueuer limit 20")
                raise AssertionError(f"not settled: {dict(left)}, {[dict(job) for job in stuck]}")
            await asyncio.sleep(0.2)


async def check_numbers(installation: Installation, acknowledged: dict[str, dict[str, Any]]) -> None:
    """No gap, no duplicate, nothing that nobody asked for, and everything as it was acknowledged."""
    async with installation.database() as database:
        rows = await database.fetch(
            "select external_id, number, sequence, position, hash, previous_hash, document from invoices "
            "order by position"
        )
        heads = await database.fetch("select issued_count, last_hash from series where issued_count > 0")
        held = await database.fetch("select entrypoint, traceback from pgqueuer_log where status = 'failed'")
    assert not held, held
    assert [row["sequence"] for row in rows] == list(range(1, len(rows) + 1))
    assert [row["position"] for row in rows] == list(range(1, len(rows) + 1))
    assert [row["number"] for row in rows] == [f"2026-{place:05}" for place in range(1, len(rows) + 1)]
    previous = None
    for row in rows:
        assert hashlib.sha256(row["document"].encode()).digest() == row["hash"]
        assert row["previous_hash"] == previous
        previous = row["hash"]
    assert [(head["issued_count"], head["last_hash"]) for head in heads] == [(len(rows), previous)]
    stored = {row["external_id"]: (row["number"], row["hash"].hex()) for row in rows}
    assert stored == {key: (answer["number"], answer["hash"]) for key, answer in acknowledged.items()}


async def check_deliveries(installation: Installation, mail: MailServer) -> None:
    """Every document has its files and was delivered once, as far as Faktura knows.

    The mail server may have got a message twice, when a kill came between its yes and our commit; then it is the
    same message to the byte.
    """
    async with installation.database() as database:
        invoices = {row["id"]: row["number"] for row in await database.fetch("select id, number from invoices")}
        files = await database.fetch("select invoice, kind from invoice_files")
        deliveries = await database.fetch("select id, invoice, state from deliveries")
        attempts = await database.fetch(
            "select delivery, sent_sha256 from delivery_attempts where outcome = 'delivered'"
        )
    kinds = defaultdict(list)
    for file in files:
        kinds[file["invoice"]].append(file["kind"])
    assert {invoice: sorted(found) for invoice, found in kinds.items()} == {each: ["pdf", "ubl"] for each in invoices}
    assert sorted(row["invoice"] for row in deliveries) == sorted(invoices)
    assert {row["state"] for row in deliveries} == {"delivered"}
    assert sorted(row["delivery"] for row in attempts) == sorted(row["id"] for row in deliveries)

    number_of = {row["id"]: invoices[row["invoice"]] for row in deliveries}
    sent = {row["sent_sha256"]: number_of[row["delivery"]] for row in attempts}
    received = defaultdict(set)
    for message in mail.messages:
        received[BytesHeaderParser().parsebytes(message.content)["Message-ID"]].add(
            hashlib.sha256(message.content).hexdigest()
        )
    assert all(len(versions) == 1 for versions in received.values())
    # One Message-ID for each document, and what came in is what was recorded as sent.
    assert sorted(sent[version] for versions in received.values() for version in versions) == sorted(invoices.values())


async def check_archive(installation: Installation, documents: int) -> None:
    """``faktura verify`` finds nothing wrong, and nothing still to be archived."""
    result = await installation.run("verify", "--json")
    assert result.returncode == 0, result.stdout + result.stderr
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert all(each["audit_trail"]["problem_count"] == 0 for each in told), told
    reports = [each for each in told if "organization" in each]
    assert all(report["problems"] == [] and report["waiting"] == 0 for report in reports), reports
    assert sum(report["documents"] for report in reports) == documents
