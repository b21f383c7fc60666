"""The schema's rules, walked on the catalogue of a migrated database: it can be distributed by tenant, keeps tenants
apart by itself, and refuses changes of what is written once."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

import faktura
from faktura.storage.floor import Floor

from .catalogue import CHANGED, DELETED, EXCEPTIONS, WRITTEN_ONCE, wrong_tables

pytestmark = pytest.mark.anyio

SOURCES = Path(faktura.__file__).parent
POLICY = (
    "using (tenant = any(array[nullif(current_setting('app.tenant', true), '')::uuid])) "
    "with check (tenant = any(array[nullif(current_setting('app.tenant', true), '')::uuid]))"
)
GOOD_TABLE = f"""
    create table notes (tenant uuid not null, id uuid not null, text text, primary key (tenant, id));
    alter table notes enable row level security;
    alter table notes force row level security;
    create policy tenant_isolation on notes {POLICY};
    grant select, insert on notes to faktura_app;
"""


@pytest.fixture
async def owner(floor: Floor, module_database_url: str) -> AsyncIterator[Any]:
    """The owner's connection, inside a transaction that is rolled back."""
    connection = await asyncpg.connect(module_database_url)
    transaction = connection.transaction()
    await transaction.start()
    yield connection
    await transaction.rollback()
    await connection.close()


async def said(owner: Any) -> list[str]:
    return [str(wrong) for wrong in await wrong_tables(owner)]


async def test_every_table_keeps_the_rules(owner: Any) -> None:
    assert await said(owner) == []


async def test_the_lists_of_this_test_name_tables_that_exist(owner: Any) -> None:
    rows = await owner.fetch("select tablename from pg_tables where schemaname = 'public'")
    assert {row["tablename"] for row in rows} >= {*EXCEPTIONS, *WRITTEN_ONCE, *CHANGED, *DELETED}
    assert not WRITTEN_ONCE & (CHANGED | DELETED)
    assert len(rows) >= 26


async def test_a_table_that_keeps_the_rules_passes(owner: Any) -> None:
    await owner.execute(GOOD_TABLE)
    assert await said(owner) == []


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("create table notes (id uuid primary key)", "add the column `tenant uuid not null`"),
        ("create table notes (tenant uuid, id uuid)", "its tenant must be `uuid not null`"),
        ("create table notes (tenant text not null, id uuid)", "its tenant must be `uuid not null`"),
        ("create table notes (tenant uuid not null)", "it has no primary key; use `primary key (tenant, id)`"),
        ("create table notes (tenant uuid not null primary key)", "row level security must be enabled and forced"),
        (f"{GOOD_TABLE}; alter table notes no force row level security", "enabled and forced"),
        (f"{GOOD_TABLE}; alter table notes disable row level security", "enabled and forced"),
        (f"{GOOD_TABLE}; drop policy tenant_isolation on notes", "exactly one policy, `tenant_isolation`, and has 0"),
        (
            f"{GOOD_TABLE}; create policy more on notes using (true)",
            "exactly one policy, `tenant_isolation`, and has 2",
        ),
        (f"{GOOD_TABLE}; create policy more on notes as restrictive using (true)", "opens every tenant"),
        (
            f"{GOOD_TABLE}; alter policy tenant_isolation on notes "
            "using (tenant = nullif(current_setting('app.tenant', true), '')::uuid)",
            "its policy must be for all",
        ),
        (f"{GOOD_TABLE}; alter policy tenant_isolation on notes to faktura_app", "its policy must be for all"),
        (f"{GOOD_TABLE}; alter policy tenant_isolation on notes with check (true)", "its policy must be for all"),
        (f"{GOOD_TABLE}; create unique index once on notes (text)", "must stand in the key once"),
        (f"{GOOD_TABLE}; create index by_text on notes (text)", "the index by_text must begin with the tenant"),
        (
            f"{GOOD_TABLE}; create unique index once on notes (text, tenant)",
            "the index once must begin with the tenant",
        ),
        (
            f"{GOOD_TABLE}; alter table notes add constraint one exclude using btree (text with =)",
            "must stand in the key one",
        ),
        (
            f"{GOOD_TABLE}; alter table notes add constraint notes_self_fkey foreign key (tenant, id) "
            "references notes (tenant, id) on delete set null",
            "must not set anything to null",
        ),
        (
            f"{GOOD_TABLE}; alter table notes add invoice uuid; alter table notes add constraint notes_invoice_fkey "
            "foreign key (invoice, id) references invoices (tenant, id)",
            "must go from (tenant, ...) to (tenant, ...)",
        ),
        (f"{GOOD_TABLE}; alter table notes add foreign key (tenant, id) references invoices", "name the foreign key"),
        (f"{GOOD_TABLE}; grant update on notes to faktura_app", "say so in CHANGED or DELETED"),
        (f"{GOOD_TABLE}; grant truncate on notes to faktura_app", "say so in CHANGED or DELETED"),
        (f"{GOOD_TABLE}; grant select on notes to public", "grant to faktura_app only"),
        (f"{GOOD_TABLE}; grant update (text) on notes to faktura_app", "rights on single columns"),
        ("create view seen as select * from invoices", "views and foreign tables pass row level security by"),
        ("alter table payments disable trigger written_once", "it is written once, and needs the trigger written_once"),
        ("drop trigger never_emptied on events", "it is written once, and needs the trigger never_emptied"),
        (
            "create trigger more before insert on drafts for each row execute function refuse_change()",
            "hide what happens: ['more']",
        ),
    ],
)
async def test_a_table_that_breaks_a_rule_is_told_what_to_do(owner: Any, statement: str, what: str) -> None:
    await owner.execute(statement)
    found = await said(owner)
    assert any(what in sentence for sentence in found), found


async def test_the_tables_without_policies_hold_no_tenants_data_for_the_application(owner: Any) -> None:
    for right in ("SELECT", "UPDATE", "DELETE", "TRUNCATE"):
        assert not await owner.fetchval("select has_table_privilege('faktura_app', 'tenants', $1)", right)
    for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"):
        assert not await owner.fetchval("select has_table_privilege('faktura_app', 'schema_migrations', $1)", right)
    columns = await owner.fetch(
        "select column_name from information_schema.columns where table_name = 'tenants' order by ordinal_position"
    )
    assert [row["column_name"] for row in columns] == ["tenant", "kind", "created_at"]


async def test_the_applications_role_can_not_pass_row_level_security(owner: Any) -> None:
    role = await owner.fetchrow("select * from pg_roles where rolname = 'faktura_app'")
    can = ("rolsuper", "rolbypassrls", "rolcreaterole", "rolcreatedb", "rolreplication", "rolcanlogin")
    assert [name for name in can if role[name]] == []
    member_of = await owner.fetchval("select count(*) from pg_auth_members where member = $1", role["oid"])
    assert member_of == 0
    owned = await owner.fetchval("select count(*) from pg_class where relowner = $1", role["oid"])
    assert owned == 0, "an owner may switch off the policies of its tables"
    assert not await owner.fetchval("select has_schema_privilege('faktura_app', 'public', 'CREATE')")


async def test_functions_run_with_the_callers_rights_and_set_the_tenant_locally(owner: Any) -> None:
    functions = await owner.fetch(
        "select p.proname as name, p.prosecdef, p.prosrc from pg_proc p join pg_namespace n on n.oid = p.pronamespace "
        "where n.nspname = 'public' and not p.proname like '%pgqueuer%'"
    )
    bodies = {function["name"]: function["prosrc"] for function in functions}
    assert set(bodies) >= {"set_tenant", "enter_tenant", "refuse_change", "open_request", "issue_invoice"}
    assert [function["name"] for function in functions if function["prosecdef"]] == []
    assert [name for name, body in bodies.items() if "set_config" in body] == []
    for name in ("set_tenant", "enter_tenant", "open_request", "issue_invoice"):
        assert re.search(r"execute format\('set local app\.tenant = %L', (t|p_tenant)\)", bodies[name])


def test_no_source_sets_the_tenant_with_set_config() -> None:
    """set_config() does not reach the nodes of a distributed database; set_tenant() does."""
    found = []
    for path in [*SOURCES.rglob("*.py"), *SOURCES.rglob("*.sql")]:
        code = re.sub(r"--[^\n]*", "", path.read_text("utf-8"))
        if "set_config" in code:
            found.append(str(path.relative_to(SOURCES)))
    assert found == []


def test_every_statement_names_the_tenant() -> None:
    """Row level security is the second barrier; the first is the statement itself."""
    statement = re.compile(r"\b(select|insert into|update|delete from)\b", re.IGNORECASE)
    calls = [
        (path.parent.name, call)
        for path in SOURCES.rglob("store.py")
        for call in re.findall(r"unit\.(?:fetch\w*|execute)\((.*?)\n    \)", path.read_text("utf-8"), re.DOTALL)
    ]
    assert len(calls) > 30
    wrong = [(station, call) for station, call in calls if statement.search(call) and "tenant" not in call]
    assert wrong == []
