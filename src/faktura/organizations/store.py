"""All SQL of accounts and organizations (keys have their own file)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.organizations.profile import Branding
from faktura.storage.unit import Unit


async def insert_account(unit: Unit, account: UUID, name: str) -> None:
    """Insert an account under its own tenant; nothing happens when it is there."""
    await unit.execute(
        "insert into accounts (tenant, id, name, created_at) values ($1, $2, $3, $4) "
        "on conflict (tenant, id) do nothing",
        unit.tenant,
        account,
        name,
        unit.now,
    )


async def register_tenant(unit: Unit, kind: str) -> None:
    """Put the unit's tenant on the installation's list; nothing happens when it is there."""
    # Without a conflict target: naming one would need the right to read the table.
    await unit.execute(
        "insert into tenants (tenant, kind, created_at) values ($1, $2, $3) on conflict do nothing",
        unit.tenant,
        kind,
        unit.now,
    )


async def insert_account_organization(unit: Unit, account: UUID, organization: UUID, name: str) -> None:
    """List an organization in its account's directory (the unit's tenant is the account's)."""
    await unit.execute(
        "insert into account_organizations (tenant, organization, account, name, created_at) "
        "values ($1, $2, $3, $4, $5) on conflict (tenant, organization) do nothing",
        unit.tenant,
        organization,
        account,
        name,
        unit.now,
    )


async def find_organization_by_name(unit: Unit, name: str) -> UUID | None:
    """The oldest organization of that name in the account of the unit's tenant."""
    found: UUID | None = await unit.fetch_value(
        "select organization from account_organizations where tenant = $1 and name = $2 order by created_at limit 1",
        unit.tenant,
        name,
    )
    return found


async def has_organization(unit: Unit, organization: UUID) -> bool:
    """Whether the organization belongs to the account of the unit's tenant."""
    return bool(
        await unit.fetch_value(
            "select true from account_organizations where tenant = $1 and organization = $2",
            unit.tenant,
            organization,
        )
    )


async def list_account_organizations(unit: Unit, after: UUID | None, limit: int) -> list[Any]:
    """The account's organizations, newest first."""
    return await unit.fetch(
        "select organization, name, created_at, closed_at from account_organizations "
        "where tenant = $1 and ($2::uuid is null or organization < $2) order by organization desc limit $3",
        unit.tenant,
        after,
        limit,
    )


async def insert_organization(
    unit: Unit, organization: UUID, account: UUID, mode: str, name: str, country: str, profile: dict[str, Any]
) -> None:
    """Insert an organization under its own tenant; nothing happens when it is there."""
    await unit.execute(
        "insert into organizations (tenant, id, account, mode, name, country, profile, created_at, updated_at) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $8) on conflict (tenant, id) do nothing",
        unit.tenant,
        organization,
        account,
        mode,
        name,
        country,
        profile,
        unit.now,
    )


async def update_organization(unit: Unit, organization: UUID, name: str, profile: dict[str, Any]) -> None:
    """Write a changed profile; its version goes up."""
    await unit.execute(
        "update organizations set name = $3, profile = $4, version = version + 1, updated_at = $5 "
        "where tenant = $1 and id = $2",
        unit.tenant,
        organization,
        name,
        profile,
        unit.now,
    )


async def read_organization(unit: Unit) -> Any:
    """The tenant's organization with its branding, or None."""
    return await unit.fetch_row(
        "select o.id, o.account, o.mode, o.name, o.profile, o.version, o.created_at, o.updated_at, "
        "o.closed_at, o.reopen_until, o.erased_at, o.features_off, "
        "b.colour, b.footer, b.logo_sha256, b.logo_media_type, b.secondary_colour, b.font, b.texts "
        "from organizations o left join brandings b on b.tenant = o.tenant and b.organization = o.id "
        "where o.tenant = $1",
        unit.tenant,
    )


async def read_standing(unit: Unit) -> Any:
    """Since when the tenant's organization is closed, and what is switched off for it; or None."""
    return await unit.fetch_row(
        "select closed_at, reopen_until, erased_at, features_off from organizations where tenant = $1", unit.tenant
    )


async def lock_organization(unit: Unit) -> None:
    """Let nobody else close or reopen the organization until the unit ends."""
    await unit.execute("select from organizations where tenant = $1 for update", unit.tenant)


async def update_closed(
    unit: Unit, organization: UUID, closed_at: datetime | None, reopen_until: datetime | None
) -> None:
    """Write since when an organization is closed; nothing opens it again."""
    await unit.execute(
        "update organizations set closed_at = $3, reopen_until = $4, version = version + 1, updated_at = $5 "
        "where tenant = $1 and id = $2",
        unit.tenant,
        organization,
        closed_at,
        reopen_until,
        unit.now,
    )


async def update_erased(unit: Unit, organization: UUID) -> None:
    """Write that a closed organization is closed for good."""
    await unit.execute(
        "update organizations set erased_at = $3, updated_at = $3 where tenant = $1 and id = $2",
        unit.tenant,
        organization,
        unit.now,
    )


async def update_account_organization_closed(
    unit: Unit, account_tenant: UUID, organization: UUID, closed_at: datetime | None
) -> None:
    """Note in the account's list since when an organization is closed."""
    await unit.execute(
        "update account_organizations set closed_at = $3 where tenant = $1 and organization = $2",
        account_tenant,
        organization,
        closed_at,
    )


async def update_features_off(unit: Unit, organization: UUID, features: list[str]) -> None:
    """Write what is switched off."""
    await unit.execute(
        "update organizations set features_off = $3, version = version + 1, updated_at = $4 "
        "where tenant = $1 and id = $2",
        unit.tenant,
        organization,
        features,
        unit.now,
    )


async def delete_idempotency_keys(unit: Unit) -> None:
    """Forget all answers that were kept for a replay; they repeat what people sent."""
    await unit.execute("delete from idempotency_keys where tenant = $1", unit.tenant)


async def upsert_branding(unit: Unit, organization: UUID, branding: Branding) -> None:
    """Write the branding."""
    await unit.execute(
        "insert into brandings (tenant, organization, colour, footer, logo_sha256, logo_media_type, secondary_colour, "
        "font, texts, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
        "on conflict (tenant, organization) do update set colour = $3, footer = $4, logo_sha256 = $5, "
        "logo_media_type = $6, secondary_colour = $7, font = $8, texts = $9, updated_at = $10",
        unit.tenant,
        organization,
        branding.colour,
        branding.footer,
        branding.logo_sha256,
        branding.logo_media_type,
        branding.secondary_colour,
        branding.font,
        branding.texts,
        unit.now,
    )


async def read_email_sender(unit: Unit) -> Any:
    """The tenant's own sender, or None."""
    return await unit.fetch_row(
        "select address, name, settings, password_encrypted from email_senders where tenant = $1", unit.tenant
    )


async def upsert_email_sender(
    unit: Unit, organization: UUID, address: str, name: str, settings: dict[str, Any], password: bytes | None
) -> None:
    """Write the tenant's own sender; the password is already encrypted."""
    await unit.execute(
        "insert into email_senders (tenant, organization, address, name, settings, password_encrypted, updated_at) "
        "values ($1, $2, $3, $4, $5, $6, $7) on conflict (tenant, organization) do update set address = $3, "
        "name = $4, settings = $5, password_encrypted = $6, updated_at = $7",
        unit.tenant,
        organization,
        address,
        name,
        settings,
        password,
        unit.now,
    )


async def delete_email_sender(unit: Unit) -> None:
    """Go back to the installation's own sender."""
    await unit.execute("delete from email_senders where tenant = $1", unit.tenant)
