"""Domains that mail is sent from: what to set in the DNS, and whether it is there."""

import asyncio
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.brands import store
from faktura.brands.checking import CHECK_AGAIN, DOMAINS_MAX, is_due, verdict_of
from faktura.brands.dns_records import OWNERSHIP_LABEL, Looks, Record, look_at, record_from_plain
from faktura.brands.errors import DomainInvalid, DomainNotFound, DomainTaken
from faktura.brands.names import read_domain
from faktura.brands.signing_keys import encrypt_key, new_key
from faktura.brands.spf import with_mechanisms
from faktura.events import EMAIL_DOMAIN_FAILING, EMAIL_DOMAIN_VERIFIED
from faktura.jobs import enqueue, publish
from faktura.organizations.checks import finding
from faktura.outgoing.records import Records
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id, show_id
from faktura.storage.unit import Unit, open_unit

PREFIX = "edm"
CHECK_JOB = "brands.check_email_domain"


@dataclass(frozen=True, slots=True)
class EmailDomain:
    """A domain that mail is sent from. `records` are what to set, with what the last check found."""

    id: UUID
    domain: str
    state: str
    token: str
    selector: str
    records: tuple[Record, ...]
    created_at: datetime
    verified_at: datetime | None
    checked_at: datetime | None
    next_check_at: datetime | None

    @property
    def public_id(self) -> str:
        """``edm_…``."""
        return show_id(PREFIX, self.id)

    def to_plain(self) -> dict[str, Any]:
        """The domain as JSON-ready data, without its key."""
        return {
            "id": self.public_id,
            "object": "email_domain",
            "domain": self.domain,
            "state": self.state,
            "records": [record.to_plain() for record in self.records],
            "created_at": self.created_at,
            "verified_at": self.verified_at,
            "checked_at": self.checked_at,
            "next_check_at": self.next_check_at,
        }


def _records(floor: Floor, domain: str, token: str, selector: str, public_key: str) -> tuple[Record, ...]:
    wanted = floor.settings.spf_mechanisms
    ownership = Record(
        purpose="ownership",
        type="TXT",
        name=f"{OWNERSHIP_LABEL}.{domain}",
        value=token,
        required=True,
        hint="It proves that the domain is yours.",
    )
    dkim = Record(
        purpose="dkim",
        type="TXT",
        name=f"{selector}._domainkey.{domain}",
        value=f"v=DKIM1; k=rsa; p={public_key}",
        required=True,
        hint="Receivers check the signature of each mail with it.",
    )
    dmarc = Record(
        purpose="dmarc",
        type="TXT",
        name=f"_dmarc.{domain}",
        value="v=DMARC1; p=none",
        required=False,
        hint="Large receivers want a policy; p=none asks them to change nothing, and is enough to begin with.",
    )
    if not wanted:
        return ownership, dkim, dmarc
    spf = Record(
        purpose="spf",
        type="TXT",
        name=domain,
        value=with_mechanisms("", wanted),
        required=True,
        hint="Where there is an SPF record already, add to it: a domain may have one only.",
    )
    return ownership, dkim, spf, dmarc


def _domain_of(unit: Unit, row: Any) -> EmailDomain:
    now = _records(unit.floor, row["domain"], row["token"], row["selector"], row["public_key"])
    seen = {record.purpose: record for record in map(record_from_plain, row["records"])}
    # What to set follows the settings of today; what was found is that of the last check.
    records = tuple(
        seen[record.purpose] if record.purpose in seen and seen[record.purpose].name == record.name else record
        for record in now
    )
    return EmailDomain(
        row["id"],
        row["domain"],
        row["state"],
        row["token"],
        row["selector"],
        records,
        row["created_at"],
        row["verified_at"],
        row["checked_at"],
        row["next_check_at"],
    )


def domain_invalid(text: str, pointer: str) -> DomainInvalid:
    """The refusal of what is no domain."""
    message = f"{text} is not a domain such as billing.example.com."
    return DomainInvalid(message, [finding("domain_invalid", pointer, message)])


async def add_email_domain(unit: Unit, text: str) -> EmailDomain:
    """Add a domain to send from, with a key of its own; it is pending until its records were found.

    Whether another organization has it is neither asked nor told: each proves by its own token that it may use it.

    Raises:
        DomainInvalid: it is no domain, or there are too many. DomainTaken: it is there already.
    """
    name = read_domain(text)
    if name is None:
        raise domain_invalid(text, "/domain")
    if len(await store.list_email_domains(unit)) >= DOMAINS_MAX:
        message = f"An organization may have {DOMAINS_MAX} domains; remove one."
        raise DomainInvalid(message, [finding("domains_too_many", "/domain", message)])
    domain = new_id()
    # A key takes a while to find; others need not wait for it.
    public_key, private_key = await asyncio.to_thread(new_key)
    added = await store.insert_email_domain(
        unit,
        domain,
        name,
        token=f"invoicing-verification={secrets.token_hex(16)}",
        selector=f"inv{secrets.token_hex(4)}",
        public_key=public_key,
        private_key=encrypt_key(unit.floor.secret, private_key),
    )
    if not added:
        raise DomainTaken(f"{name} is there already; read it with GET, or remove it first.")
    # Whoever sets the records asks for the first check; if not, it is looked at by itself.
    await enqueue(unit, [CHECK_JOB], domain, after=CHECK_AGAIN)
    return await read_email_domain(unit, domain)


async def read_email_domain(unit: Unit, domain: UUID) -> EmailDomain:
    """One sender domain of the unit's tenant.

    Raises:
        DomainNotFound: there is none.
    """
    row = await store.read_email_domain(unit, domain)
    if row is None:
        raise DomainNotFound("There is no such domain in this organization.")
    return _domain_of(unit, row)


async def list_email_domains(unit: Unit) -> list[EmailDomain]:
    """The sender domains, oldest first."""
    return [_domain_of(unit, row) for row in await store.list_email_domains(unit)]


async def remove_email_domain(unit: Unit, domain: UUID) -> None:
    """Remove a sender domain with its key; mail is not signed for it any more.

    Raises:
        DomainNotFound: there is none.
    """
    if not await store.delete_email_domain(unit, domain):
        raise DomainNotFound("There is no such domain in this organization.")


async def look_at_email_domain(floor: Floor, domain: EmailDomain) -> list[Record]:
    """What stands in the DNS now; no transaction is open meanwhile, because strangers' servers may be slow."""
    looks = Looks(Records(floor.settings.dns_servers))

    async def look(record: Record) -> Record:
        match record.purpose:
            case "ownership":
                return await looks.ownership(record)
            case "dkim":
                return await looks.dkim(record)
            case "spf":
                return await looks.spf(record, domain.domain, floor.settings.spf_mechanisms)
            case _:
                return await looks.dmarc(record, domain.domain)

    return await look_at(domain.records, look)


async def record_email_check(unit: Unit, domain: UUID, records: list[Record]) -> EmailDomain:
    """Write what a check found, tell when the state changed, and plan the next check.

    Raises:
        DomainNotFound: it was removed meanwhile.
    """
    row = await store.read_email_domain(unit, domain, lock=True)
    if row is None:
        raise DomainNotFound("There is no such domain in this organization.")
    verdict = verdict_of(
        records, state=row["state"], created_at=row["created_at"], verified_at=row["verified_at"], now=unit.wall
    )
    await store.update_checked(
        unit,
        "email_domains",
        domain,
        state=verdict.state,
        records=[record.to_plain() for record in records],
        verified_at=verdict.verified_at,
        next_check_at=verdict.next_check_at,
    )
    if verdict.state != row["state"] and verdict.state != "pending":
        told = EMAIL_DOMAIN_VERIFIED if verdict.state == "verified" else EMAIL_DOMAIN_FAILING
        await publish(unit, told, domain, {"domain": row["domain"], "email_domain": show_id(PREFIX, domain)})
    if verdict.next_check_at is not None:
        await enqueue(unit, [CHECK_JOB], domain, after=verdict.next_check_at - unit.wall)
    return await read_email_domain(unit, domain)


async def check_email_domain(floor: Floor, tenant: UUID, domain: UUID) -> None:
    """The job: a check that is due. One that was asked for in between has planned another one, so this one leaves."""
    async with open_unit(floor, tenant, actor="worker") as unit:
        row = await store.read_email_domain(unit, domain)
        if row is None or not is_due(row["next_check_at"], unit.wall):
            return
        held = _domain_of(unit, row)
    records = await look_at_email_domain(floor, held)
    async with open_unit(floor, tenant, actor="worker") as unit:
        row = await store.read_email_domain(unit, domain, lock=True)
        if row is not None and row["checked_at"] == held.checked_at:
            await record_email_check(unit, domain, records)
