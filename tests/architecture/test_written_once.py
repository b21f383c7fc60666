"""What is issued, recorded or archived can't be changed or deleted: not by the application, not by the owner."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from faktura.audit.record import record_write
from faktura.audit.seal import seal_tenant
from faktura.brands.create import create_brand
from faktura.brands.record import BrandRequest
from faktura.deliveries import store as deliveries
from faktura.events import CUSTOMER_CHANGED
from faktura.inbox.receive import receive
from faktura.inbox.rules.create import create_rule
from faktura.inbox.rules.schemas import RuleAction, RuleCondition, RuleRequest
from faktura.invoices.read import IssuedInvoice
from faktura.jobs import publish
from faktura.payments.record import record_payment
from faktura.payments.schemas import PaymentRequest
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id
from faktura.templates.create import create_template
from faktura.templates.schemas import TemplateRequest
from faktura.webhooks.create import create_endpoint
from faktura.webhooks.schemas import EndpointRequest
from faktura.webhooks.stream.advance import advance
from scenarios.business import Business, new_business

from .catalogue import WRITTEN_ONCE

pytestmark = pytest.mark.anyio

NO_RIGHT, RESTRICTED = "42501", "23001"
STATEMENTS = (
    "update {table} set tenant = tenant",
    "delete from {table}",
    "truncate {table} cascade",
    "with gone as (delete from {table} returning tenant) select count(*) from gone",
    "insert into {table} select * from {table} on conflict on constraint {key} do update set tenant = {table}.tenant",
)


@pytest.fixture(scope="module")
async def business(floor: Floor) -> Business:
    """One with a row in every table that is written once."""
    made = await new_business(floor)
    async with made.unit() as unit:
        brand = await create_brand(unit, BrandRequest(name="Brand"), set())
    issued = await made.issue(external_id="E-1", brand=brand.public_id)
    await _attempt(made, issued)
    async with made.unit() as unit:
        await record_payment(unit, issued.id, PaymentRequest(amount=issued.amount_due))
        await create_template(unit, TemplateRequest(kind="pdf", name="a", source="x"))
        await record_write(unit, "payments.record", "", status=201, address="127.0.0.1")
        fits = RuleCondition(field="verdict", operator="is", value="unreadable")
        await create_rule(unit, RuleRequest(name="x", conditions=(fits,), actions=(RuleAction(action="archive"),)))
    await receive(floor, made.tenant, content=b"x", media_type="text/plain", name="x", channel="api")
    await _webhook(made)
    await made.run_jobs()
    await seal_tenant(floor, made.tenant)
    return made


async def _webhook(business: Business) -> None:
    async with business.unit() as unit:
        await create_endpoint(unit, EndpointRequest(url="https://hooks.example.com/"))
        await publish(unit, CUSTOMER_CHANGED, new_id(), {})
        await advance(unit, wait=True)


async def _attempt(business: Business, issued: IssuedInvoice) -> None:
    delivery = new_id()
    async with business.unit() as unit:
        await deliveries.insert_delivery(unit, delivery, issued.id, "email", "buyer@example.com", {})
        await deliveries.insert_attempt(
            unit,
            new_id(),
            delivery,
            1,
            outcome="delivered",
            reason="",
            proof={},
            sent_sha256=None,
            sent_media_type=None,
            started_at=unit.now,
            ended_at=unit.now,
        )


@pytest.fixture
async def owner(business: Business, module_database_url: str) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(module_database_url)
    yield connection
    await connection.close()


async def refusal(connection: Any, statement: str) -> str:
    """The SQLSTATE with which a statement is refused; whatever it did is rolled back."""
    transaction = connection.transaction()
    await transaction.start()
    try:
        await connection.execute(statement)
    except asyncpg.PostgresError as error:
        return str(error.sqlstate)
    else:
        return "nothing"
    finally:
        await transaction.rollback()


@pytest.mark.parametrize("table", sorted(WRITTEN_ONCE))
async def test_nothing_that_is_written_once_can_be_changed(business: Business, owner: Any, table: str) -> None:
    assert await owner.fetchval(f"select count(*) from {table} where tenant = $1", business.tenant) >= 1
    for statement in STATEMENTS:
        sql = statement.format(table=table, key=f"{table}_pkey")
        assert await refusal(owner, sql) == RESTRICTED, f"the owner: {sql}"
        async with business.unit() as unit:
            assert await refusal(unit.connection, sql) == NO_RIGHT, f"the application: {sql}"


async def test_the_refusal_says_which_table_and_which_statement(owner: Any) -> None:
    with pytest.raises(asyncpg.RestrictViolationError, match="invoices is written once: delete is refused"):
        await owner.execute("delete from invoices")


async def test_the_application_can_not_switch_the_guards_off(business: Business) -> None:
    for statement in (
        "alter table invoices disable trigger all",
        "set local session_replication_role = replica",
        "drop table invoices",
        "alter table invoices no force row level security",
        "create or replace function refuse_change() returns trigger language plpgsql as 'begin return new; end'",
    ):
        async with business.unit() as unit:
            assert await refusal(unit.connection, statement) == NO_RIGHT, statement


async def test_what_hangs_together_can_not_be_deleted_from_below(owner: Any) -> None:
    """A series that has numbered documents, and its counters, stay: their documents point at them."""
    assert await refusal(owner, "delete from series") == "23503"
    assert await refusal(owner, "truncate series") == "0A000"
    assert await refusal(owner, "truncate series cascade") == RESTRICTED
