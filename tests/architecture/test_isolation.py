"""Tenants are kept apart by the database itself, whatever the program forgets."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from faktura.storage.floor import Floor
from faktura.storage.unit import open_unit
from scenarios.business import Business, new_business

from .catalogue import CHANGED, DELETED, EXCEPTIONS, WRITTEN_ONCE

pytestmark = pytest.mark.anyio

TABLES = sorted((WRITTEN_ONCE | CHANGED | DELETED | {"accounts"}) - set(EXCEPTIONS))


@pytest.fixture(scope="module")
async def businesses(floor: Floor) -> tuple[Business, Business]:
    """Two organizations, each with something in most tables."""
    made = []
    for _ in range(2):
        business = await new_business(floor)
        await business.issue(external_id="A-1")
        await business.draft()
        await business.run_jobs()
        made.append(business)
    return made[0], made[1]


@pytest.fixture
async def owner(businesses: Any, module_database_url: str) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(module_database_url)
    yield connection
    await connection.close()


async def count(connection: Any, table: str) -> int:
    found: int = await connection.fetchval(f"select count(*) from {table}")
    return found


@pytest.mark.parametrize("table", TABLES)
async def test_a_statement_that_forgets_the_tenant_still_sees_only_its_own(
    businesses: tuple[Business, Business], owner: Any, table: str
) -> None:
    seen = {}
    for business in businesses:
        async with business.unit() as unit:
            seen[business.tenant] = await count(unit.connection, table)
    rows = await owner.fetch(f"select tenant, count(*) as rows from {table} group by tenant")
    stored = {row["tenant"]: row["rows"] for row in rows}
    assert seen == {tenant: stored.get(tenant, 0) for tenant in seen}


@pytest.mark.parametrize("table", TABLES)
async def test_without_a_tenant_or_a_transaction_there_is_nothing(businesses: Any, floor: Floor, table: str) -> None:
    mine = businesses[0]
    async with floor.database.acquire() as connection:
        assert await count(connection, table) == 0
        async with connection.transaction():
            assert await count(connection, table) == 0
        # Outside a transaction the tenant holds for the one statement that sets it.
        await connection.execute("select set_tenant($1)", mine.tenant)
        assert await count(connection, table) == 0
        async with connection.transaction():
            await connection.execute("select set_tenant($1)", mine.tenant)
        assert await count(connection, table) == 0


async def test_asking_for_another_tenant_finds_nothing(businesses: tuple[Business, Business]) -> None:
    mine, theirs = businesses
    async with mine.unit() as unit:
        for table in TABLES:
            assert await unit.fetch(f"select * from {table} where tenant = $1", theirs.tenant) == []


@pytest.mark.parametrize("table", sorted(CHANGED))
async def test_another_tenants_rows_can_not_be_changed(businesses: tuple[Business, Business], table: str) -> None:
    mine, theirs = businesses
    async with mine.unit() as unit:
        assert await unit.execute(f"update {table} set tenant = tenant where tenant = $1", theirs.tenant) == "UPDATE 0"


@pytest.mark.parametrize("table", sorted(DELETED))
async def test_another_tenants_rows_can_not_be_deleted(businesses: tuple[Business, Business], table: str) -> None:
    mine, theirs = businesses
    async with mine.unit() as unit:
        assert await unit.execute(f"delete from {table} where tenant = $1", theirs.tenant) == "DELETE 0"


@pytest.mark.parametrize(
    "statement",
    [
        "insert into external_ids (tenant, kind, external_id, object) values ($1, 'x', 'x', $1)",
        "insert into accounts (tenant, id, name, created_at) values ($1, $1, 'x', now())",
        "insert into series_counters (tenant, series, period) values ($1, $1, '')",
        "insert into idempotency_keys (tenant, key, fingerprint, status, headers, body, created_at) "
        "values ($1, 'k', '', 200, '{}', '', now())",
    ],
)
async def test_nothing_can_be_written_for_another_tenant(businesses: tuple[Business, Business], statement: str) -> None:
    mine, theirs = businesses
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
        async with mine.unit() as unit:
            await unit.execute(statement, theirs.tenant)


async def test_no_row_can_be_moved_to_another_tenant(businesses: tuple[Business, Business]) -> None:
    mine, theirs = businesses
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
        async with mine.unit() as unit:
            await unit.execute("update drafts set tenant = $2 where tenant = $1", mine.tenant, theirs.tenant)


async def test_a_foreign_key_can_not_reach_into_another_tenant(businesses: tuple[Business, Business]) -> None:
    mine, theirs = businesses
    async with theirs.unit() as unit:
        invoice = await unit.fetch_value("select id from invoices where tenant = $1", theirs.tenant)
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        async with mine.unit() as unit:
            await unit.execute(
                "insert into deliveries (tenant, id, invoice, channel, recipient, state, created_by, created_at, "
                "updated_at) values ($1, $2, $2, 'email', 'x', 'waiting', 'x', now(), now())",
                mine.tenant,
                invoice,
            )


async def test_issuing_for_another_tenant_is_that_tenants_unit(businesses: tuple[Business, Business]) -> None:
    """The functions take the tenant as an argument, so whoever calls them authorises before."""
    mine, theirs = businesses
    async with mine.unit() as unit:
        row = await unit.fetch_row("select * from open_request($1, $2, null)", theirs.tenant, b"not a secret's hash")
        assert row is None
        assert await unit.fetch_value("select current_setting('app.tenant')") == str(theirs.tenant)


async def test_the_policies_hold_for_the_owner_of_the_tables_too(
    businesses: tuple[Business, Business], owner: Any
) -> None:
    transaction = owner.transaction()
    await transaction.start()
    await owner.execute("create role table_owner nologin nosuperuser nobypassrls")
    await owner.execute("grant usage, create on schema public to table_owner")
    for table in TABLES:
        await owner.execute(f"alter table {table} owner to table_owner")
    assert await count(owner, "invoices") >= 2
    await owner.execute("set local role table_owner")
    assert {await count(owner, table) for table in TABLES} == {0}
    await owner.execute("select set_tenant($1)", businesses[0].tenant)
    assert await count(owner, "invoices") == 1
    await transaction.rollback()


async def test_a_tenant_does_not_leak_to_the_next_user_of_the_connection(businesses: Any, floor: Floor) -> None:
    mine, theirs = businesses
    for business in (mine, theirs) * 6:
        async with open_unit(floor, business.tenant, actor="test") as unit:
            tenants = await unit.fetch("select distinct tenant from invoices")
        assert [row["tenant"] for row in tenants] == [business.tenant]
