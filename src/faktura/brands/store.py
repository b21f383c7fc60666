"""All SQL of brands."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.storage.unit import Unit

_COLUMNS = "id, name, external_id, record, version, created_at, updated_at, archived_at"


async def insert_brand(unit: Unit, brand: UUID, name: str, external_id: str | None, record: dict[str, Any]) -> None:
    """Insert a brand."""
    await unit.execute(
        "insert into brands (tenant, id, name, external_id, record, created_at, updated_at) "
        "values ($1, $2, $3, $4, $5, $6, $6)",
        unit.tenant,
        brand,
        name,
        external_id,
        record,
        unit.now,
    )


async def update_brand(unit: Unit, brand: UUID, name: str, record: dict[str, Any]) -> None:
    """Write a changed brand; its version goes up."""
    await unit.execute(
        "update brands set name = $3, record = $4, version = version + 1, updated_at = $5 "
        "where tenant = $1 and id = $2",
        unit.tenant,
        brand,
        name,
        record,
        unit.now,
    )


async def archive_brand(unit: Unit, brand: UUID) -> None:
    """Take a brand out of use for new documents; those that it has keep it."""
    await unit.execute(
        "update brands set archived_at = coalesce(archived_at, $3) where tenant = $1 and id = $2",
        unit.tenant,
        brand,
        unit.now,
    )


async def read_brand(unit: Unit, brand: UUID, *, lock: bool = False) -> Any:
    """One brand, or None."""
    tail = " for update" if lock else ""
    return await unit.fetch_row(
        f"select {_COLUMNS} from brands where tenant = $1 and id = $2{tail}", unit.tenant, brand
    )


async def find_brand(unit: Unit, external_id: str) -> Any:
    """The brand of an external id, or None."""
    return await unit.fetch_row(
        f"select {_COLUMNS} from brands where tenant = $1 and external_id = $2", unit.tenant, external_id
    )


async def list_brands(
    unit: Unit, *, external_id: str | None, archived: bool, after: tuple[datetime, UUID] | None, limit: int
) -> list[Any]:
    """Brands that are in use (or all, with `archived`), newest first."""
    created_at, brand = after or (None, None)
    return await unit.fetch(
        f"select {_COLUMNS} from brands where tenant = $1 and ($2::text is null or external_id = $2) "
        "and ($3 or archived_at is null) and ($4::timestamptz is null or (created_at, id) < ($4, $5::uuid)) "
        "order by created_at desc, id desc limit $6",
        unit.tenant,
        external_id,
        archived,
        created_at,
        brand,
        limit,
    )


_EMAIL_DOMAIN = (
    "id, domain, state, token, selector, public_key, private_key_encrypted, records, created_at, verified_at, "
    "checked_at, next_check_at"
)


async def insert_email_domain(
    unit: Unit, domain: UUID, name: str, *, token: str, selector: str, public_key: str, private_key: bytes
) -> bool:
    """Insert a sender domain; False when the tenant has it already. The private key is already encrypted."""
    tag = await unit.execute(
        "insert into email_domains (tenant, id, domain, state, token, selector, public_key, private_key_encrypted, "
        "created_at) values ($1, $2, $3, 'pending', $4, $5, $6, $7, $8) on conflict (tenant, domain) do nothing",
        unit.tenant,
        domain,
        name,
        token,
        selector,
        public_key,
        private_key,
        unit.wall,
    )
    return tag == "INSERT 0 1"


async def read_email_domain(unit: Unit, domain: UUID, *, lock: bool = False) -> Any:
    """One sender domain, or None."""
    tail = " for update" if lock else ""
    return await unit.fetch_row(
        f"select {_EMAIL_DOMAIN} from email_domains where tenant = $1 and id = $2{tail}", unit.tenant, domain
    )


async def find_verified_email_domain(unit: Unit, names: Sequence[str]) -> Any:
    """The verified sender domain among some names, the longest first; or None."""
    return await unit.fetch_row(
        f"select {_EMAIL_DOMAIN} from email_domains where tenant = $1 and domain = any($2::text[]) "
        "and state = 'verified' order by length(domain) desc limit 1",
        unit.tenant,
        names,
    )


async def list_email_domains(unit: Unit) -> list[Any]:
    """The tenant's sender domains, oldest first."""
    return await unit.fetch(
        f"select {_EMAIL_DOMAIN} from email_domains where tenant = $1 order by created_at, id", unit.tenant
    )


async def delete_email_domain(unit: Unit, domain: UUID) -> bool:
    """Remove a sender domain with its key; False when there is none."""
    tag = await unit.execute("delete from email_domains where tenant = $1 and id = $2", unit.tenant, domain)
    return tag == "DELETE 1"


_PAGE_DOMAIN = "id, host, brand, state, token, records, created_at, verified_at, checked_at, next_check_at"


async def insert_page_domain(unit: Unit, domain: UUID, host: str, brand: UUID | None, token: str) -> bool:
    """Insert a domain of pages; False when the tenant has it already."""
    tag = await unit.execute(
        "insert into page_domains (tenant, id, host, brand, state, token, created_at) "
        "values ($1, $2, $3, $4, 'pending', $5, $6) on conflict (tenant, host) do nothing",
        unit.tenant,
        domain,
        host,
        brand,
        token,
        unit.wall,
    )
    return tag == "INSERT 0 1"


async def read_page_domain(unit: Unit, domain: UUID, *, lock: bool = False) -> Any:
    """One domain of pages, or None."""
    tail = " for update" if lock else ""
    return await unit.fetch_row(
        f"select {_PAGE_DOMAIN} from page_domains where tenant = $1 and id = $2{tail}", unit.tenant, domain
    )


async def find_verified_page_domain(unit: Unit, brand: UUID | None) -> Any:
    """The newest verified domain of a brand's pages, else of the organization's; or None."""
    return await unit.fetch_row(
        f"select {_PAGE_DOMAIN} from page_domains where tenant = $1 and state = 'verified' "
        "and (brand = $2 or brand is null) order by brand nulls last, verified_at desc limit 1",
        unit.tenant,
        brand,
    )


async def list_page_domains(unit: Unit) -> list[Any]:
    """The tenant's domains of pages, oldest first."""
    return await unit.fetch(
        f"select {_PAGE_DOMAIN} from page_domains where tenant = $1 order by created_at, id", unit.tenant
    )


async def delete_page_domain(unit: Unit, domain: UUID) -> bool:
    """Remove a domain of pages; False when there is none."""
    tag = await unit.execute("delete from page_domains where tenant = $1 and id = $2", unit.tenant, domain)
    return tag == "DELETE 1"


async def update_checked(
    unit: Unit, table: str, domain: UUID, *, state: str, records: list[dict[str, Any]],
    verified_at: datetime | None, next_check_at: datetime | None,
) -> None:  # fmt: skip
    """Write what a check of a domain found; `table` is ``email_domains`` or ``page_domains``."""
    await unit.execute(
        f"update {table} set state = $3, records = $4, verified_at = $5, next_check_at = $6, checked_at = $7 "
        "where tenant = $1 and id = $2",
        unit.tenant,
        domain,
        state,
        records,
        verified_at,
        next_check_at,
        unit.wall,
    )


async def read_page_host(unit: Unit, host: str) -> Any:
    """Whose pages a host serves; the unit's tenant is the host's own."""
    return await unit.fetch_row(
        "select owner, domain from page_hosts where tenant = $1 and host = $2", unit.tenant, host
    )


async def upsert_page_host(unit: Unit, host: str, owner: UUID, domain: UUID) -> None:
    """Let a host serve the pages of an organization from now on; the unit's tenant is the host's own."""
    await unit.execute(
        "insert into page_hosts (tenant, host, owner, domain, claimed_at) values ($1, $2, $3, $4, $5) "
        "on conflict (tenant, host) do update set owner = $3, domain = $4, claimed_at = $5",
        unit.tenant,
        host,
        owner,
        domain,
        unit.wall,
    )


async def delete_page_host(unit: Unit, host: str, owner: UUID) -> None:
    """Let a host serve an organization's pages no more; another one's claim stays. The unit's tenant is the host's."""
    await unit.execute(
        "delete from page_hosts where tenant = $1 and host = $2 and owner = $3", unit.tenant, host, owner
    )
