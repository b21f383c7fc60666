"""A victim: an organization with something of everything, each text of it marked, and its neighbours."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from secrets import token_hex
from typing import Any
from uuid import UUID

import httpx
from starlette.applications import Starlette

from api.stage import Tenant, answered, client_of, line, request
from documents.samples import INVOICE
from faktura.audit.seal import seal_tenant
from faktura.formats import ubl
from faktura.model import Seller
from faktura.organizations.tenants import Mode, tenant_of
from faktura.sockets import RenderOptions
from faktura.storage.floor import Floor
from faktura.storage.ids import read_id
from faktura.storage.unit import open_unit
from faktura.webhooks.stream.advance import advance


@dataclass
class Victim:
    """A populated tenant. `things`: path parameter -> public id of such a thing; `mark` stands in its texts."""

    tenant: Tenant
    account_key: str
    mark: str
    things: dict[str, str] = field(default_factory=dict)
    cursors: list[str] = field(default_factory=list)


async def sign_up(floor: Floor, app: Starlette, mark: str, country: str = "AT") -> tuple[Tenant, Mapping[str, str]]:
    """An account of its own with one organization in test mode."""
    body = {"name": f"Account {mark}", "organization": {"name": f"Organization {mark}", "country": country}}
    async with client_of(app) as http:
        access: Mapping[str, str] = answered(await http.post("/v1/accounts", json=body), 201)
    organization = read_id("org", access["organization"])
    assert organization is not None
    http = client_of(app, access["key"])
    return Tenant(floor, app, http, organization, access["key"], Mode.TEST), access


def marked_request(mark: str, **changes: Any) -> dict[str, Any]:
    """An invoice that says the mark wherever a text may stand."""
    return request(
        customer={
            "name": f"Buyer {mark}",
            "email": f"{mark.lower()}@example.com",
            "address": {"line1": mark, "city": mark, "postal_code": "10115", "country": "DE"},
        },
        lines=[line(name=f"Work {mark}", description=mark)],
        notes=[{"text": mark}],
        metadata={"mark": mark},
        **changes,
    )


async def populate(victim: Victim) -> None:
    """Make one of everything that the API can make, and remember the ids."""
    http, mark, things = victim.tenant.http, victim.mark, victim.things
    path = victim.tenant.path

    async def make(name: str, address: str, body: Any = None, *, status: int = 201) -> Any:
        answer = answered(await http.post(address, json=body), status)
        things[name] = answer["id"]
        return answer

    things["organization"] = victim.tenant.public_id
    await make("customer", "/v1/customers", {"name": f"Customer {mark}", "external_id": f"ext-{mark}"})
    sent = {"channels": ["email"], "email": {"note": mark}}
    issued = await make(
        "invoice", "/v1/invoices", marked_request(mark, issue=True, send=sent, external_id=f"ext-{mark}")
    )
    things["draft"] = (await make("draft", "/v1/invoices", marked_request(mark)))["id"]
    await victim.tenant.drain()
    things["delivery"] = answered(await http.get(f"/v1/invoices/{issued['id']}/deliveries"))["data"][0]["id"]
    await make("payment", f"/v1/invoices/{issued['id']}/payments", {"amount": "1.00", "reference": mark})
    await make("link", f"/v1/invoices/{issued['id']}/links")
    await make("series", f"{path}/series", {"name": mark, "pattern": "V{n}", "restart": "never"})
    await make("key", f"{path}/api-keys", {"name": mark})
    await make("export", "/v1/exports", {"kind": "invoices", "format": "jsonl"}, status=202)
    content = f"name,external_id\r\nImported {mark},imported-{mark}\r\n".encode()
    sent = {"params": {"kind": "customers", "name": mark}, "content": content, "headers": {"Content-Type": "text/csv"}}
    things["import"] = answered(await http.post("/v1/imports", **sent), 202)["id"]
    await make("member", f"{path}/members", {"email": f"{mark.lower()}@people.test", "role": "viewer", "name": mark})
    await make("brand", f"{path}/brands", {"name": mark, "external_id": f"ext-{mark}", "trading_name": mark})
    await make("email_domain", f"{path}/email-domains", {"domain": f"mail.{mark.lower()}.example"})
    await make("page_domain", f"{path}/page-domains", {"host": f"pages.{mark.lower()}.example"})
    await make("clock", "/v1/test-clocks", {"frozen_at": "2030-01-01T00:00:00Z", "name": mark})
    source = f"// {mark}\n#let data = json(bytes(sys.inputs.data))"
    await make("template", "/v1/templates", {"kind": "pdf", "name": mark, "source": source, "note": mark})
    await make_inbox(victim)
    await victim.tenant.drain()
    await seal_tenant(victim.tenant.floor, victim.tenant.id)
    things["audit_entry"] = answered(await http.get("/v1/audit-trail"))["data"][0]["id"]
    things["entry"] = answered(await http.get("/v1/archive"))["data"][0]["id"]
    await make_webhooks(victim)
    for address in ("/v1/invoices", "/v1/archive", "/v1/audit-trail"):
        page = answered(await http.get(address, params={"limit": 1}))
        if page["next_cursor"]:
            victim.cursors.append(page["next_cursor"])


async def make_inbox(victim: Victim) -> None:
    """A received document with its supplier and the order that it names."""
    http, mark, things = victim.tenant.http, victim.mark, victim.things
    order = {"number": f"ext-{mark}", "currency": "EUR", "total_without_vat": "100.00"}
    things["purchase_order"] = answered(await http.post("/v1/purchase-orders", json=order), 201)["id"]
    condition = {"field": "number", "operator": "is", "value": f"ext-{mark}"}
    rule = {"name": mark, "conditions": [condition], "actions": [{"action": "assign", "to": mark}]}
    things["inbox_rule"] = answered(await http.post("/v1/inbox-rules", json=rule), 201)["id"]
    content = received_xml(mark)
    sent = {"params": {"name": f"{mark}.xml"}, "content": content, "headers": {"Content-Type": "application/xml"}}
    item = answered(await http.post("/v1/inbox", **sent), 201)
    things["inbox_item"], things["supplier"] = item["id"], item["supplier"]


def received_xml(mark: str) -> bytes:
    """An invoice in UBL that says the mark."""
    seller = Seller(name=f"Supplier {mark}", vat_id=f"AT{mark}")
    invoice = replace(INVOICE, number=f"ext-{mark}", seller=seller, purchase_order_reference=f"ext-{mark}")
    return ubl.write(invoice, RenderOptions()).content


async def make_webhooks(victim: Victim) -> None:
    """An endpoint with a delivery that waits for ever: it is disabled before anything could be sent."""
    http, things, floor = victim.tenant.http, victim.things, victim.tenant.floor
    body = {"url": "https://hooks.faktura.invalid/", "description": victim.mark}
    things["endpoint"] = answered(await http.post("/v1/webhook-endpoints", json=body), 201)["id"]
    answered(await http.post("/v1/customers", json={"name": victim.mark}), 201)
    async with open_unit(floor, victim.tenant.id, actor="worker") as unit:
        await advance(unit, wait=True)
    answered(await http.patch(f"/v1/webhook-endpoints/{things['endpoint']}", json={"state": "disabled"}))
    things["event"] = answered(await http.get("/v1/events"))["data"][0]["id"]
    things["webhook_delivery"] = answered(await http.get("/v1/webhook-deliveries"))["data"][0]["id"]
    await victim.tenant.drain()


@asynccontextmanager
async def victim_and_attacker(floor: Floor, app: Starlette) -> AsyncIterator[tuple[Victim, Victim]]:
    """Two accounts that know nothing of each other, both populated."""
    async with AsyncExitStack() as stack:
        made = []
        for _ in range(2):
            mark = f"Q{token_hex(6)}"
            tenant, access = await sign_up(floor, app, mark)
            stack.push_async_callback(tenant.http.aclose)
            each = Victim(tenant, access["account_key"], mark)
            await populate(each)
            made.append(each)
        yield made[0], made[1]


async def snapshot(connection: Any, tenants: set[UUID], app: Starlette) -> dict[str, list[str]]:
    """Every row of some tenants as text, by table: what must be the same after an attack."""
    await app.state.recorder.flush()
    tables = await connection.fetch(
        "select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace "
        "where n.nspname = 'public' and c.relkind = 'r' and exists (select from pg_attribute a "
        "where a.attrelid = c.oid and a.attname = 'tenant' and not a.attisdropped) order by 1"
    )
    rows = {}
    for table in tables:
        name = table["name"]
        found = await connection.fetch(
            f"select t::text as row from {name} t where tenant = any($1::uuid[]) order by 1", list(tenants)
        )
        rows[name] = [row["row"] for row in found]
    return rows


def tenants_of(victim: Victim) -> set[UUID]:
    """The tenants of an organization in both modes."""
    return {tenant_of(victim.tenant.organization, mode) for mode in Mode}


def client_with(app: Starlette, key: str, **headers: str) -> httpx.AsyncClient:
    """A client of a key."""
    return client_of(app, key, **headers)
