from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import orjson
import pytest

from faktura.events import EVENT_TYPES, INVOICE_ISSUED, PAYMENT_RECORDED, types
from faktura.jobs import Job, enqueue, publish, react
from faktura.jobs.job import reactions_of
from faktura.jobs.queue import install_queue
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id
from faktura.worker import JOBS
from scenarios.business import Business, new_business

pytestmark = pytest.mark.anyio


@pytest.fixture
async def business(floor: Floor) -> Business:
    return await new_business(floor)


async def nothing(floor: Floor, tenant: UUID, target: UUID) -> None:
    """A job that does nothing."""


async def rows_of(business: Business, target: UUID) -> list[Any]:
    async with business.floor.database.acquire() as connection:
        return [
            row
            for row in await connection.fetch("select *, execute_after - created as wait from pgqueuer order by id")
            if orjson.loads(row["payload"])["object"] == str(target)
        ]


async def test_a_job_exists_exactly_when_its_cause_was_committed(business: Business) -> None:
    target = new_id()

    async def fail() -> None:
        async with business.unit() as unit:
            await enqueue(unit, ["a", "b"], target)
            raise RuntimeError("rolled back")

    with pytest.raises(RuntimeError, match="rolled back"):
        await fail()
    assert await rows_of(business, target) == []
    async with business.unit() as unit:
        await enqueue(unit, ["a", "b"], target)
        assert await rows_of(business, target) == []
    assert [row["entrypoint"] for row in await rows_of(business, target)] == ["a", "b"]


async def test_a_job_names_its_tenant_and_its_object_and_nothing_else(business: Business) -> None:
    target = new_id()
    async with business.unit() as unit:
        unit.request_id = "req-1"
        await enqueue(unit, ["a"], target, after=timedelta(minutes=5))
    (row,) = await rows_of(business, target)
    assert orjson.loads(row["payload"]) == {
        "tenant": str(business.tenant),
        "object": str(target),
        "request_id": "req-1",
    }
    assert row["wait"] == timedelta(minutes=5)
    assert row["status"] == "queued"


async def test_an_event_is_written_with_its_reactions(business: Business) -> None:
    target = new_id()
    async with business.unit() as unit:
        event = await publish(unit, PAYMENT_RECORDED, target, {"amount": "1.00"})
        await react(unit, "nothing.reacts", target)
    async with business.unit() as unit:
        row = await unit.fetch_row("select * from events where tenant = $1 and id = $2", business.tenant, event)
    assert (row["type"], row["object"], row["actor"], row["data"]) == (
        PAYMENT_RECORDED,
        target,
        "test",
        {"amount": "1.00"},
    )
    assert [row["entrypoint"] for row in await rows_of(business, target)] == ["archive.keep_payments"]


def test_reactions_are_gathered_in_the_order_of_the_stations() -> None:
    jobs = (
        Job(name="one", run=nothing, reacts_to=("x", "y")),
        Job(name="two", run=nothing),
        Job(name="three", run=nothing, reacts_to=("x",)),
    )
    assert reactions_of(jobs) == {"x": ("one", "three"), "y": ("one",)}


def test_every_job_has_a_name_of_its_own_and_reacts_to_events_that_exist() -> None:
    assert len({job.name for job in JOBS}) == len(JOBS)
    assert {event for job in JOBS for event in job.reacts_to} <= set(EVENT_TYPES)
    assert reactions_of(JOBS)[INVOICE_ISSUED][0] == "invoices.write_files"


def test_every_event_has_a_sentence() -> None:
    names = {value for name, value in vars(types).items() if name.isupper() and isinstance(value, str)}
    assert names == set(EVENT_TYPES)
    assert all(sentence.endswith(".") for sentence in EVENT_TYPES.values())


async def test_installing_the_queue_again_changes_nothing(
    floor: Floor, business: Business, module_database_url: str
) -> None:
    target = new_id()
    async with business.unit() as unit:
        await enqueue(unit, ["a"], target)
    owner = await asyncpg.connect(module_database_url)
    await install_queue(owner)
    await owner.close()
    assert len(await rows_of(business, target)) == 1
