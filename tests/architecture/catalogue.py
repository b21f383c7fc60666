"""What PostgreSQL's catalogue says of the schema, held against its rules (docs/architecture.md, "The schema")."""

from dataclasses import dataclass
from typing import Any

APPLICATION = "faktura_app"

# What is written once, and what its columns' owners may change: everything else needs a reason to be here.
WRITTEN_ONCE = frozenset(
    [
        "archive_entries",
        "audit_entries",
        "audit_seals",
        "delivery_attempts",
        "event_positions",
        "events",
        "external_ids",
        "inbox_arrivals",
        "inbox_firings",
        "inbox_moves",
        "invoice_brands",
        "invoice_files",
        "invoices",
        "payments",
        "received_documents",
        "template_versions",
    ]
)
CHANGED = frozenset(
    [
        "account_organizations",
        "accounts",
        "api_keys",
        "brandings",
        "brands",
        "buyer_links",
        "customers",
        "deliveries",
        "drafts",
        "email_domains",
        "email_senders",
        "event_streams",
        "exports",
        "guesses",
        "import_items",
        "imports",
        "inbox_items",
        "inbox_rules",
        "inbox_settings",
        "members",
        "notices",
        "organizations",
        "page_domains",
        "page_hosts",
        "passkeys",
        "password_resets",
        "persons",
        "purchase_orders",
        "rate_buckets",
        "rate_limits",
        "recovery_codes",
        "series",
        "series_counters",
        "sessions",
        "sign_in_policies",
        "supplier_accounts",
        "suppliers",
        "templates",
        "test_clocks",
        "webhook_deliveries",
        "webhook_endpoints",
        "webhook_lanes",
    ]
)
DELETED = frozenset(
    [
        "customers",
        "drafts",
        "email_domains",
        "email_senders",
        "guesses",
        "idempotency_keys",
        "import_items",
        "item_keys",
        "members",
        "memberships",
        "notices",
        "page_domains",
        "page_hosts",
        "passkeys",
        "password_resets",
        "rate_buckets",
        "rate_limits",
        "recovery_codes",
        "request_log",
        "search_words",
        "sessions",
        "test_clocks",
        "webhook_attempts",
        "webhook_deliveries",
    ]
)

EXCEPTIONS = {
    "schema_migrations": "the owner's own list, which the application neither reads nor writes",
    "tenants": "the installation's list of tenants: the application adds to it and can't read it",
    "event_arrivals": "the queue of all tenants' new events: it names the tenant and holds ids only, as the jobs do",
    "pgqueuer": "the queue of all tenants, in the library's own schema; a job names its tenant and holds ids only",
    "pgqueuer_log": "as pgqueuer",
    "pgqueuer_schedules": "as pgqueuer",
    "pgqueuer_statistics": "as pgqueuer",
}

POLICY = "(tenant = ANY (ARRAY[(NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid]))"


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something that breaks a rule of the schema, and what to do."""

    table: str
    what: str

    def __str__(self) -> str:
        return f"{self.table}: {self.what}"


async def wrong_tables(connection: Any) -> list[Wrong]:
    """Everything in the schema `public` that breaks its rules."""
    tables = await connection.fetch(
        "select c.oid, c.relname as name, c.relkind::text as kind, c.relrowsecurity, c.relforcerowsecurity "
        "from pg_class c join pg_namespace n on n.oid = c.relnamespace "
        "where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm', 'f') order by c.relname"
    )
    wrong: list[Wrong] = []
    for table in tables:
        if table["name"] not in EXCEPTIONS:
            wrong += [Wrong(table["name"], what) for what in await _wrong_table(connection, table)]
    return wrong


async def _wrong_table(connection: Any, table: Any) -> list[str]:
    if table["kind"] not in ("r", "p"):
        return ["views and foreign tables pass row level security by; read the tables, or give a reason in EXCEPTIONS"]
    wrong = []
    column = await connection.fetchrow(
        "select attnum, attnotnull, atttypid::regtype::text as type from pg_attribute "
        "where attrelid = $1 and attname = 'tenant' and not attisdropped",
        table["oid"],
    )
    if column is None:
        return ["it has no tenant; add the column `tenant uuid not null` and put it first in every key"]
    if not column["attnotnull"] or column["type"] != "uuid":
        wrong.append("its tenant must be `uuid not null`")
    wrong += await _wrong_keys(connection, table["oid"], column["attnum"])
    if not table["relrowsecurity"] or not table["relforcerowsecurity"]:
        wrong.append("row level security must be enabled and forced; add the table to the loop in its migration")
    wrong += await _wrong_policies(connection, table["oid"])
    wrong += await _wrong_rights(connection, table["oid"], table["name"])
    return wrong


async def _wrong_keys(connection: Any, table: int, tenant: int) -> list[str]:
    wrong = []
    if not await connection.fetchval("select true from pg_constraint where conrelid = $1 and contype = 'p'", table):
        wrong.append("it has no primary key; use `primary key (tenant, id)`")
    indexes = await connection.fetch(
        "select i.indexrelid::regclass::text as name, i.indisunique or i.indisexclusion as single, "
        "$2 = any(i.indkey::int2[]) as holds, i.indkey[0] = $2 as leads from pg_index i where i.indrelid = $1",
        table,
        tenant,
    )
    for index in indexes:
        if index["single"] and not index["holds"]:
            wrong.append(f"the tenant must stand in the key {index['name']}, or it can't be distributed by tenant")
        if not index["leads"]:
            wrong.append(f"the index {index['name']} must begin with the tenant: every statement names it")
    foreign = await connection.fetch(
        "select conname, confdeltype::text as on_delete, confupdtype::text as on_update, conkey, confkey, "
        "(select attnum from pg_attribute where attrelid = confrelid and attname = 'tenant') as other "
        "from pg_constraint where conrelid = $1 and contype = 'f'",
        table,
    )
    for key in foreign:
        pairs = list(zip(key["conkey"], key["confkey"], strict=True))
        if (tenant, key["other"]) not in pairs:
            wrong.append(f"the foreign key {key['conname']} must go from (tenant, ...) to (tenant, ...)")
        if "n" in (key["on_delete"], key["on_update"]) or "d" in (key["on_delete"], key["on_update"]):
            wrong.append(f"the foreign key {key['conname']} must not set anything to null or to a default")
        if not key["conname"].endswith("_fkey") or "_tenant_" in key["conname"]:  # as PostgreSQL would name it
            wrong.append(f"name the foreign key {key['conname']} for what it points to: `<table>_<what>_fkey`")
    return wrong


async def _wrong_policies(connection: Any, table: int) -> list[str]:
    policies = await connection.fetch(
        "select polname, polpermissive, polcmd::text as command, polroles, "
        "pg_get_expr(polqual, polrelid) as reads, pg_get_expr(polwithcheck, polrelid) as writes "
        "from pg_policy where polrelid = $1",
        table,
    )
    if any(not policy["polpermissive"] for policy in policies):
        return ["a RESTRICTIVE policy opens every tenant on a distributed database; use the one permissive policy"]
    if len(policies) != 1:
        return [f"it needs exactly one policy, `tenant_isolation`, and has {len(policies)}"]
    policy = policies[0]
    if (policy["reads"], policy["writes"]) != (POLICY, POLICY) or policy["command"] != "*" or policy["polroles"] != [0]:
        return ["its policy must be for all, with `tenant = any(array[nullif(current_setting(...), '')::uuid])` twice"]
    return []


async def _wrong_rights(connection: Any, table: int, name: str) -> list[str]:
    wrong = []
    rights = {
        right: await connection.fetchval("select has_table_privilege($1::text, $2::oid, $3)", APPLICATION, table, right)
        for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
    }
    expected = {"SELECT", "INSERT"}
    expected |= {"UPDATE"} if name in CHANGED else set()
    expected |= {"DELETE"} if name in DELETED else set()
    found = {right for right, has in rights.items() if has}
    if found != expected:
        wrong.append(
            f"the application has the rights {sorted(found)} and should have {sorted(expected)}; when that is meant, "
            "say so in CHANGED or DELETED of tests/architecture/catalogue.py"
        )
    if await connection.fetchval(
        "select exists (select from pg_attribute where attrelid = $1 and attacl is not null)", table
    ):
        wrong.append("it has rights on single columns; grant on the table")
    if await connection.fetchval(
        "select exists (select from pg_class c, aclexplode(c.relacl) a where c.oid = $1 and a.grantee = 0)", table
    ):
        wrong.append("everybody (public) has rights on it; grant to faktura_app only")
    triggers = {
        row["tgname"]: row
        for row in await connection.fetch(
            "select tgname, tgtype, tgenabled::text as enabled, tgfoid::regproc::text as function from pg_trigger "
            "where tgrelid = $1 and not tgisinternal",
            table,
        )
    }
    guards = {"written_once": 1 + 2 + 8 + 16, "never_emptied": 2 + 32}  # row, before, delete, update; before truncate
    for trigger, kind in guards.items() if name in WRITTEN_ONCE else ():
        found_trigger = triggers.pop(trigger, None)
        is_right = found_trigger is not None and (
            found_trigger["tgtype"],
            found_trigger["function"],
            found_trigger["enabled"],
        ) == (kind, "refuse_change", "O")
        if not is_right:
            wrong.append(f"it is written once, and needs the trigger {trigger}")
    if triggers:
        wrong.append(f"triggers other than refuse_change() hide what happens: {sorted(triggers)}")
    return wrong
