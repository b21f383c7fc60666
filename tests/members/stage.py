"""Organizations, people, and their browsers."""

import email
import email.policy
import itertools
import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import orjson
from starlette.applications import Starlette

from api.stage import Tenant, answered, new_tenant
from faktura.cli.demo_mail import MailServer
from faktura.members.accept import accept_as_new
from faktura.members.cookies import cookie_name
from faktura.members.people import person_of
from faktura.members.sign_in import Visitor
from faktura.organizations.tenants import Mode
from faktura.storage.floor import Floor
from faktura.storage.unit import open_unit, utc_now
from faktura.worker import JOBS

PUBLIC_URL = "https://invoices.example"
PASSWORD = "violet tractor nine hummocks"
VISITOR = Visitor("203.0.113.9", "a browser of the tests", "req_test")
_RUNS = {job.name: job.run for job in JOBS}
_numbers = itertools.count(1)


def new_email(domain: str = "people.test") -> str:
    return f"person{next(_numbers)}@{domain}"


async def run_jobs(floor: Floor, tenant: UUID) -> list[str]:
    """Run what is due for a tenant, until nothing is; answers the names."""
    done: list[str] = []
    while True:
        async with floor.database.acquire() as connection:
            rows = await connection.fetch(
                "delete from pgqueuer where convert_from(payload, 'utf8')::json ->> 'tenant' = $1 "
                "and execute_after <= now() returning id, entrypoint, payload",
                str(tenant),
            )
        if not rows:
            return done
        for row in sorted(rows, key=lambda row: row["id"]):
            await _RUNS[row["entrypoint"]](floor, tenant, UUID(orjson.loads(row["payload"])["object"]))
            done.append(row["entrypoint"])


def letters_to(post: MailServer, address: str) -> list[Any]:
    """The mails that an address got, oldest first."""
    return [
        email.message_from_bytes(each.content, policy=email.policy.default)
        for each in post.messages
        if address in each.recipients
    ]


def link_in(letter: Any) -> str:
    """The path of the one link in a mail."""
    text = letter.get_body(("plain",)).get_content()
    (found,) = re.findall(rf"{re.escape(PUBLIC_URL)}(/\S+)", text)
    return str(found)


@dataclass
class Person:
    """Somebody with an address, a password, and maybe a session."""

    floor: Floor
    app: Starlette
    email: str
    password: str = PASSWORD
    token: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> UUID:
        return person_of(self.floor.secret, self.email)

    def browser(self, **headers: str) -> httpx.AsyncClient:
        """A client that sends the session's cookie, as a page of ours would call the API."""
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app), base_url=PUBLIC_URL, headers={**self.headers, **headers}
        )
        if self.token:
            client.cookies.set(cookie_name(PUBLIC_URL), self.token, domain="invoices.example")
        return client

    def api(self, tenant: Tenant, **headers: str) -> httpx.AsyncClient:
        """The same, with the headers that name an organization and a mode."""
        return self.browser(**{"Faktura-Mode": tenant.mode.value, "Faktura-Organization": tenant.public_id, **headers})

    async def rows(self, table: str) -> list[Any]:
        async with open_unit(self.floor, self.id, actor="test") as unit:
            return await unit.fetch(f"select * from {table} where tenant = $1", self.id)

    async def execute(self, statement: str, *values: Any) -> None:
        async with open_unit(self.floor, self.id, actor="test") as unit:
            await unit.execute(statement, self.id, *values)

    async def audited(self) -> list[str]:
        return [row["operation"] for row in sorted(await self.rows("audit_entries"), key=lambda row: row["id"])]


async def invite(tenant: Tenant, role: str = "viewer", **fields: Any) -> dict[str, Any]:
    """Invite somebody with the organization's key."""
    body = {"email": new_email(), "role": role, **fields}
    return answered(await tenant.http.post(f"{tenant.path}/members", json=body), 201)


def token_of(url: str) -> str:
    return url.rsplit("/", 1)[-1]


async def join(tenant: Tenant, role: str = "viewer", **fields: Any) -> Person:
    """A new person who accepted an invitation, and is signed in."""
    member = await invite(tenant, role, **fields)
    opened = await accept_as_new(tenant.floor, token_of(member["invitation"]["url"]), "Ada Example", PASSWORD, VISITOR)
    return Person(tenant.floor, tenant.app, member["email"], token=opened.token)


async def new_organization(floor: Floor, app: Starlette, mode: Mode = Mode.TEST) -> Tenant:
    made = await new_tenant(floor, app, mode=mode)
    made.http.base_url = httpx.URL(PUBLIC_URL)
    return made


def later(floor: Floor, **settings: Any) -> Floor:
    """The same floor with other settings."""
    return replace(floor, settings=floor.settings.changed(settings))


def ago(**units: float) -> Any:
    return utc_now() - timedelta(**units)
