"""Domains of buyers' pages: what to set in the DNS, whether it is there, and which addresses links get."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from faktura.brands import store
from faktura.brands.checking import CHECK_AGAIN, DOMAINS_MAX, is_due, verdict_of
from faktura.brands.dns_records import OWNERSHIP_LABEL, Looks, Record, look_at, record_from_plain
from faktura.brands.email_domains import domain_invalid
from faktura.brands.errors import BrandInvalid, DomainInvalid, DomainNotFound, DomainTaken
from faktura.brands.hosts import claim_host, release_host
from faktura.brands.names import is_within, read_domain
from faktura.brands.read import find_brand
from faktura.events import PAGE_DOMAIN_FAILING, PAGE_DOMAIN_VERIFIED
from faktura.jobs import enqueue, publish
from faktura.organizations.checks import finding
from faktura.outgoing.records import Records
from faktura.settings import Settings
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id, show_id
from faktura.storage.unit import Unit, open_unit

PREFIX = "pdm"
CHECK_JOB = "brands.check_page_domain"


@dataclass(frozen=True, slots=True)
class PageDomain:
    """A domain of buyers' pages, of a brand or of the organization."""

    id: UUID
    host: str
    brand: UUID | None
    state: str
    token: str
    records: tuple[Record, ...]
    created_at: datetime
    verified_at: datetime | None
    checked_at: datetime | None
    next_check_at: datetime | None

    @property
    def public_id(self) -> str:
        """``pdm_…``."""
        return show_id(PREFIX, self.id)

    def to_plain(self) -> dict[str, Any]:
        """The domain as JSON-ready data."""
        return {
            "id": self.public_id,
            "object": "page_domain",
            "host": self.host,
            "brand": show_id("brd", self.brand) if self.brand is not None else None,
            "state": self.state,
            "records": [record.to_plain() for record in self.records],
            "created_at": self.created_at,
            "verified_at": self.verified_at,
            "checked_at": self.checked_at,
            "next_check_at": self.next_check_at,
        }


def target_of(settings: Settings) -> str:
    """Where hosts of pages must lead: the name or the address that the installation is reached at."""
    return settings.page_target or urlsplit(settings.public_url).hostname or ""


def _records(settings: Settings, host: str, token: str) -> tuple[Record, ...]:
    target = target_of(settings)
    is_address = read_domain(target) is None
    kind = ("AAAA" if ":" in target else "A") if is_address else "CNAME"
    ownership = Record(
        purpose="ownership",
        type="TXT",
        name=f"{OWNERSHIP_LABEL}.{host}",
        value=token,
        required=True,
        hint="It proves that the domain is yours; it must stand there alone.",
    )
    address = Record(
        purpose="address",
        type=kind,
        name=host,
        value=target,
        required=True,
        hint="It leads buyers to the server of the pages.",
    )
    return ownership, address


def _domain_of(unit: Unit, row: Any) -> PageDomain:
    now = _records(unit.floor.settings, row["host"], row["token"])
    seen = {record.purpose: record for record in map(record_from_plain, row["records"])}
    records = tuple(
        seen[record.purpose] if record.purpose in seen and seen[record.purpose].value == record.value else record
        for record in now
    )
    return PageDomain(
        row["id"],
        row["host"],
        row["brand"],
        row["state"],
        row["token"],
        records,
        row["created_at"],
        row["verified_at"],
        row["checked_at"],
        row["next_check_at"],
    )


async def add_page_domain(unit: Unit, text: str, brand: str | None) -> PageDomain:
    """Add a domain of pages, for a brand or for the organization; it is pending until its records were found.

    Raises:
        DomainInvalid: it is no domain, the installation's own, or there are too many. DomainTaken: it is there already.
        BrandInvalid: there is no such brand.
    """
    host = read_domain(text)
    if host is None:
        raise domain_invalid(text, "/host")
    own = urlsplit(unit.floor.settings.public_url).hostname or ""
    if is_within(own, host) or is_within(host, own):
        message = f"{host} is the installation's own; use a domain of yours."
        raise DomainInvalid(message, [finding("domain_reserved", "/host", message)])
    if len(await store.list_page_domains(unit)) >= DOMAINS_MAX:
        message = f"An organization may have {DOMAINS_MAX} domains; remove one."
        raise DomainInvalid(message, [finding("domains_too_many", "/host", message)])
    found = await find_brand(unit, brand) if brand is not None else None
    if brand is not None and found is None:
        message = f"There is no brand {brand} in this organization."
        raise BrandInvalid(message, [finding("brand_not_found", "/brand", message)])
    domain = new_id()
    token = f"invoicing-verification={secrets.token_hex(16)}"
    if not await store.insert_page_domain(unit, domain, host, found.id if found is not None else None, token):
        raise DomainTaken(f"{host} is there already; read it with GET, or remove it first.")
    # Whoever sets the records asks for the first check; if not, it is looked at by itself.
    await enqueue(unit, [CHECK_JOB], domain, after=CHECK_AGAIN)
    return await read_page_domain(unit, domain)


async def read_page_domain(unit: Unit, domain: UUID) -> PageDomain:
    """One domain of pages of the unit's tenant.

    Raises:
        DomainNotFound: there is none.
    """
    row = await store.read_page_domain(unit, domain)
    if row is None:
        raise DomainNotFound("There is no such domain in this organization.")
    return _domain_of(unit, row)


async def list_page_domains(unit: Unit) -> list[PageDomain]:
    """The domains of pages, oldest first."""
    return [_domain_of(unit, row) for row in await store.list_page_domains(unit)]


async def remove_page_domain(unit: Unit, domain: UUID) -> None:
    """Remove a domain of pages: links that were sent with it do not work under it any more.

    Raises:
        DomainNotFound: there is none.
    """
    held = await read_page_domain(unit, domain)
    await store.delete_page_domain(unit, domain)
    await release_host(unit, held.host)


async def look_at_page_domain(floor: Floor, domain: PageDomain) -> list[Record]:
    """What stands in the DNS now; no transaction is open meanwhile, because strangers' servers may be slow."""
    looks = Looks(Records(floor.settings.dns_servers))

    async def look(record: Record) -> Record:
        if record.purpose == "ownership":
            return await looks.ownership(record, alone=True)
        return await looks.address(record, record.value)

    return await look_at(domain.records, look)


async def record_page_check(unit: Unit, domain: UUID, records: list[Record]) -> PageDomain:
    """Write what a check found, take or give back the host, tell when the state changed, and plan the next check.

    Raises:
        DomainNotFound: it was removed meanwhile.
    """
    row = await store.read_page_domain(unit, domain, lock=True)
    if row is None:
        raise DomainNotFound("There is no such domain in this organization.")
    verdict = verdict_of(
        records, state=row["state"], created_at=row["created_at"], verified_at=row["verified_at"], now=unit.wall
    )
    await store.update_checked(
        unit,
        "page_domains",
        domain,
        state=verdict.state,
        records=[record.to_plain() for record in records],
        verified_at=verdict.verified_at,
        next_check_at=verdict.next_check_at,
    )
    if verdict.state == "verified":
        await claim_host(unit, row["host"], domain)
    elif row["state"] == "verified":
        await release_host(unit, row["host"])
    if verdict.state != row["state"] and verdict.state != "pending":
        told = PAGE_DOMAIN_VERIFIED if verdict.state == "verified" else PAGE_DOMAIN_FAILING
        await publish(unit, told, domain, {"host": row["host"], "page_domain": show_id(PREFIX, domain)})
    if verdict.next_check_at is not None:
        await enqueue(unit, [CHECK_JOB], domain, after=verdict.next_check_at - unit.wall)
    return await read_page_domain(unit, domain)


async def check_page_domain(floor: Floor, tenant: UUID, domain: UUID) -> None:
    """The job: a check that is due. One that was asked for in between has planned another one, so this one leaves."""
    async with open_unit(floor, tenant, actor="worker") as unit:
        row = await store.read_page_domain(unit, domain)
        if row is None or not is_due(row["next_check_at"], unit.wall):
            return
        held = _domain_of(unit, row)
    records = await look_at_page_domain(floor, held)
    async with open_unit(floor, tenant, actor="worker") as unit:
        row = await store.read_page_domain(unit, domain, lock=True)
        if row is not None and row["checked_at"] == held.checked_at:
            await record_page_check(unit, domain, records)


async def page_base(unit: Unit, brand: UUID | None) -> str:
    """How the addresses of pages begin, for documents of a brand: its domain, the organization's, else our own."""
    row = await store.find_verified_page_domain(unit, brand)
    return f"https://{row['host']}" if row is not None else unit.floor.settings.public_url
