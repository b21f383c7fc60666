"""Seals: what is sealed can be proven, and what was changed, removed or added in the database is found."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import asyncpg
import pytest
from starlette.applications import Starlette

from api.stage import Tenant, answered, new_tenant, refused
from faktura.audit import seal as sealing
from faktura.audit.record import record_write
from faktura.audit.seal import LATE_MAX, SEAL_AFTER, SEAL_ENTRIES_MAX, seal_tenant
from faktura.audit.verify import verify_trail
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id
from faktura.storage.unit import open_unit

pytestmark = pytest.mark.anyio


@pytest.fixture
async def owner(module_database_url: str) -> AsyncIterator[Any]:
    """The database's owner, with the guards switched off: somebody who covers their tracks."""
    connection = await asyncpg.connect(module_database_url)
    await connection.execute("set session_replication_role = replica")
    yield connection
    await connection.close()


async def write(tenant: Tenant, count: int) -> None:
    async with open_unit(tenant.floor, tenant.id, actor="key_test", request_id="req") as unit:
        for number in range(count):
            await record_write(unit, "test.write", f"obj_{number}", status=200, address="127.0.0.1", fields=["a"])


async def sealed(tenant: Tenant, *counts: int) -> None:
    """Seals of some entries each; the organization's own first two come with the first."""
    for count in counts:
        await write(tenant, count)
        await seal_tenant(tenant.floor, tenant.id)


async def problems(tenant: Tenant) -> list[tuple[str, str]]:
    report = await verify_trail(tenant.floor, tenant.id)
    assert report.problem_count == len(report.problems)
    return [(kind, subject) for kind, subject, _ in report.problems]


async def test_what_was_left_alone_fits(tenant: Tenant) -> None:
    await sealed(tenant, 3, 5, 1)
    report = await verify_trail(tenant.floor, tenant.id)
    assert (report.seals, report.entries, report.problems) == (3, 11, [])
    await seal_tenant(tenant.floor, tenant.id)
    assert await tenant.count("audit_seals") == 3


async def test_verification_seals_what_is_unsealed(tenant: Tenant) -> None:
    await write(tenant, 2)
    report = answered(await tenant.http.post("/v1/audit-trail/verify"))
    seals = answered(await tenant.http.get("/v1/audit-trail/seals"))["data"]
    assert (report["seals"], report["entries"], report["problem_count"]) == (1, 4, 0)
    assert report["hash"] == seals[-1]["hash"]


async def test_the_hash_of_a_seal_is_the_sha256_of_its_lines(tenant: Tenant) -> None:
    """What an auditor does with curl and sha256sum."""
    await sealed(tenant, 3, 2)
    export = (await tenant.http.get("/v1/audit-trail?format=jsonl")).text
    previous = None
    told = ""
    for seal in answered(await tenant.http.get("/v1/audit-trail/seals"))["data"]:
        response = await tenant.http.get(f"/v1/audit-trail/seals/{seal['number']}/lines")
        assert hashlib.sha256(response.content).hexdigest() == seal["hash"]
        head, _, lines = response.text.partition("\n")
        assert head == (previous or "")
        assert seal["previous_hash"] == previous
        previous = seal["hash"]
        told += lines
    assert told == export


async def test_seals_are_paged_in_order(tenant: Tenant) -> None:
    await sealed(tenant, 1, 1, 1, 1, 1)
    seen, cursor = [], ""
    while True:
        page = answered(await tenant.http.get(f"/v1/audit-trail/seals?limit=2{cursor}"))
        seen += [seal["number"] for seal in page["data"]]
        if not page["has_more"]:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == [1, 2, 3, 4, 5]
    for wrong in ("x", "AAAA", "_" * 11 + "="):
        refused(await tenant.http.get(f"/v1/audit-trail/seals?cursor={wrong}"), 422, "query_invalid")


@pytest.mark.parametrize("number", ["0", "9", "x", "-1", "1" * 30, "²"])
async def test_a_seal_that_is_none_is_not_found(tenant: Tenant, number: str) -> None:
    refused(await tenant.http.get(f"/v1/audit-trail/seals/{number}/lines"), 404, "audit_seal_not_found")


@pytest.mark.parametrize(("statement", "kind"), [
    ("delete from audit_entries where tenant = $1 and object = 'obj_1'", "entry_missing"),
    ("update audit_entries set actor = 'key_other' where tenant = $1 and object = 'obj_1'", "seal_hash"),
    ("update audit_entries set occurred_at = occurred_at - interval '1 microsecond' "
     "where tenant = $1 and object = 'obj_1'", "seal_hash"),
    ("update audit_entries set fields = '{b}' where tenant = $1 and object = 'obj_1'", "seal_hash"),
    ("delete from audit_seals where tenant = $1 and number = 2", "seal_missing"),
    ("update audit_seals set previous_hash = '\\x00' where tenant = $1 and number = 2", "seal_chain"),
    ("update audit_seals set hash = '\\x00' where tenant = $1 and number = 2", "seal_hash"),
])  # fmt: skip
async def test_what_somebody_changed_in_the_database_is_found(
    tenant: Tenant, owner: Any, statement: str, kind: str
) -> None:
    await sealed(tenant, 3, 3, 3)
    await owner.execute(statement, tenant.id)
    assert kind in {found for found, _ in await problems(tenant)}


async def test_an_entry_that_was_removed_with_its_seal_breaks_the_chain(tenant: Tenant, owner: Any) -> None:
    await sealed(tenant, 1, 1, 1)
    entries = await owner.fetchval("select entries from audit_seals where tenant = $1 and number = 2", tenant.id)
    await owner.execute("delete from audit_entries where tenant = $1 and id = any($2)", tenant.id, entries)
    await owner.execute("delete from audit_seals where tenant = $1 and number = 2", tenant.id)
    await owner.execute("update audit_seals set number = 2 where tenant = $1 and number = 3", tenant.id)
    assert ("seal_chain", "seal 2") in await problems(tenant)


async def test_an_entry_that_was_slipped_in_later_is_found(tenant: Tenant, owner: Any) -> None:
    await sealed(tenant, 2)
    await owner.execute(
        "insert into audit_entries select tenant, $2, occurred_at - $3::interval, actor, operation, 'obj_x', status, "
        "address, request_id, fields from audit_entries where tenant = $1 limit 1",
        tenant.id, new_id(), LATE_MAX + timedelta(minutes=1),
    )  # fmt: skip
    assert [kind for kind, _ in await problems(tenant)] == ["entry_added"]


async def test_a_write_that_ends_late_comes_under_the_next_seal(tenant: Tenant) -> None:
    """Its time lies before what was sealed meanwhile; nobody waited for it, and nothing is wrong."""
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        async with open_unit(tenant.floor, tenant.id, actor="slow") as unit:
            await record_write(unit, "test.slow", "", status=200, address="")
            begun.set()
            await go_on.wait()

    writing = asyncio.create_task(slow())
    await begun.wait()
    await sealed(tenant, 2)
    go_on.set()
    await writing
    await seal_tenant(tenant.floor, tenant.id)
    report = await verify_trail(tenant.floor, tenant.id)
    assert (report.seals, report.entries, report.problems) == (2, 5, [])


async def test_two_sealers_at_once_make_one_chain(tenant: Tenant) -> None:
    await write(tenant, 20)
    await asyncio.gather(*(seal_tenant(tenant.floor, tenant.id) for _ in range(4)))
    report = await verify_trail(tenant.floor, tenant.id)
    assert (report.entries, report.problems) == (22, [])


async def test_a_seal_holds_so_many_entries_and_no_more(tenant: Tenant) -> None:
    await write(tenant, SEAL_ENTRIES_MAX + 5)
    await seal_tenant(tenant.floor, tenant.id)
    seals = answered(await tenant.http.get("/v1/audit-trail/seals"))["data"]
    assert [seal["entries"] for seal in seals] == [SEAL_ENTRIES_MAX, 7]
    assert await problems(tenant) == []


async def test_one_job_seals_the_writes_of_ten_minutes(floor: Floor, app: Starlette) -> None:
    tenant = await new_tenant(floor, app)
    for _ in range(3):
        answered(await tenant.http.post("/v1/customers", json={"name": "A"}), 201)
    jobs = "from pgqueuer where entrypoint = $1 and convert_from(payload, 'utf8')::json ->> 'tenant' = $2"
    async with floor.database.acquire() as connection:
        waits = await connection.fetch(f"select execute_after - now() as wait {jobs}", sealing.SEAL_JOB, str(tenant.id))
        assert len(waits) == 1
        assert timedelta(0) < waits[0]["wait"] <= SEAL_AFTER
        await connection.execute("update pgqueuer set execute_after = now() where entrypoint = $1", sealing.SEAL_JOB)
    assert sealing.SEAL_JOB in await tenant.drain()
    assert await tenant.count("audit_seals") == 1
    await tenant.http.aclose()
