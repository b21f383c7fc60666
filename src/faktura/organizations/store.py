"""All SQL of accounts, organizations and keys."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.organizations.key_rights import Rights
from faktura.organizations.profile import Branding
from faktura.storage.unit import Unit

_KEY = (
    "id, kind, name, hint, scopes, expires_at, allowed_addresses, allowed_origins, api_version, created_at, "
    "created_by, revoked_at, last_used_at, last_used_from, rotated_from, rotated_to"
)


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


async def read_account_name(unit: Unit) -> str:
    """The name of the account of the unit's tenant; empty when there is none."""
    found: str | None = await unit.fetch_value("select name from accounts where tenant = $1", unit.tenant)
    return found or ""


async def read_account(unit: Unit) -> Any:
    """The tenant's account, or None."""
    return await unit.fetch_row("select id, name, created_at from accounts where tenant = $1", unit.tenant)


async def update_account(unit: Unit, name: str) -> None:
    """Write the account's name."""
    await unit.execute("update accounts set name = $2 where tenant = $1", unit.tenant, name)


async def register_tenant(unit: Unit, kind: str) -> None:
    """Put the unit's tenant on the installation's list; nothing happens when it is there."""
    # Without a conflict target: naming one would need the right to read the table.
    await unit.execute(
        "insert into tenants (tenant, kind, created_at) values ($1, $2, $3) on conflict do nothing",
        unit.tenant,
        kind,
        unit.now,
    )


async def insert_account_organization(
    unit: Unit, account: UUID, organization: UUID, name: str, external_id: str | None
) -> bool:
    """List an organization in its account's directory (the unit's tenant is the account's).

    False when it is there, or another one has the external id; who makes that one now is waited for.
    """
    tag = await unit.execute(
        "insert into account_organizations (tenant, organization, account, name, external_id, created_at) "
        "values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
        unit.tenant,
        organization,
        account,
        name,
        external_id,
        unit.now,
    )
    return tag == "INSERT 0 1"


async def find_organization_by_external_id(unit: Unit, external_id: str) -> UUID | None:
    """The organization with an external id in the account of the unit's tenant."""
    found: UUID | None = await unit.fetch_value(
        "select organization from account_organizations where tenant = $1 and external_id = $2",
        unit.tenant,
        external_id,
    )
    return found


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


async def list_account_organizations(unit: Unit, after: UUID | None, limit: int, external_id: str | None) -> list[Any]:
    """The account's organizations, newest first."""
    return await unit.fetch(
        "select organization, name, external_id, created_at, closed_at from account_organizations "
        "where tenant = $1 and ($2::uuid is null or organization < $2) and ($4::text is null or external_id = $4) "
        "order by organization desc limit $3",
        unit.tenant,
        after,
        limit,
        external_id,
    )


async def insert_organization(
    unit: Unit, organization: UUID, account: UUID, mode: str, name: str, country: str, profile: dict[str, Any],
    external_id: str | None,
) -> bool:  # fmt: skip
    """Insert an organization under its own tenant; nothing happens, and False is answered, when it is there."""
    tag = await unit.execute(
        "insert into organizations (tenant, id, account, mode, name, country, profile, external_id, created_at, "
        "updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) on conflict (tenant, id) do nothing",
        unit.tenant,
        organization,
        account,
        mode,
        name,
        country,
        profile,
        external_id,
        unit.now,
    )
    return tag == "INSERT 0 1"


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


async def read_organization(unit: Unit, *, lock: bool) -> Any:
    """The tenant's organization with its branding, or None."""
    return await unit.fetch_row(
        "select o.id, o.account, o.mode, o.name, o.external_id, o.profile, o.version, o.created_at, o.updated_at, "
        "o.closed_at, o.reopen_until, o.erased_at, o.features_off, "
        "b.colour, b.footer, b.logo_sha256, b.logo_media_type, b.secondary_colour, b.font, b.texts "
        "from organizations o left join brandings b on b.tenant = o.tenant and b.organization = o.id "
        "where o.tenant = $1" + (" for update of o" if lock else ""),
        unit.tenant,
    )


async def read_account_of(unit: Unit) -> UUID | None:
    """The account of the tenant's organization, or None."""
    account: UUID | None = await unit.fetch_value("select account from organizations where tenant = $1", unit.tenant)
    return account


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


async def insert_key(
    unit: Unit, key_id: UUID, kind: str, name: str, *, secret_hash: bytes, hint: str, rights: Rights,
    api_version: str, rotated_from: UUID | None,
) -> None:  # fmt: skip
    """Insert a key."""
    await unit.execute(
        "insert into api_keys (tenant, id, kind, name, secret_hash, hint, scopes, created_at, expires_at, "
        "allowed_addresses, allowed_origins, api_version, rotated_from, created_by) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        unit.tenant,
        key_id,
        kind,
        name,
        secret_hash,
        hint,
        list(rights.scopes),
        unit.wall,
        rights.expires_at,
        list(rights.allowed_addresses),
        list(rights.allowed_origins),
        api_version,
        rotated_from,
        unit.actor,
    )


async def read_key(unit: Unit, key_id: UUID, *, lock: bool) -> Any:
    """One key, or None."""
    return await unit.fetch_row(
        f"select {_KEY} from api_keys where tenant = $1 and id = $2" + (" for update" if lock else ""),
        unit.tenant,
        key_id,
    )


async def find_key(unit: Unit, secret_hash: bytes) -> Any:
    """The key with a secret, or None."""
    return await unit.fetch_row(
        f"select {_KEY} from api_keys where tenant = $1 and secret_hash = $2", unit.tenant, secret_hash
    )


async def list_keys(unit: Unit, active: bool | None, after: tuple[datetime, UUID] | None, limit: int) -> list[Any]:
    """Keys, newest first."""
    created_at, key = after or (None, None)
    return await unit.fetch(
        f"select {_KEY} from api_keys where tenant = $1 "
        "and ($2::boolean is null or $2 = (revoked_at is null and coalesce(expires_at > $3, true))) "
        "and ($4::timestamptz is null or (created_at, id) < ($4, $5::uuid)) "
        "order by created_at desc, id desc limit $6",
        unit.tenant,
        active,
        unit.wall,
        created_at,
        key,
        limit,
    )


async def count_active_keys(unit: Unit, most: int) -> int:
    """How many keys are taken now; counting stops at `most`."""
    found: int = await unit.fetch_value(
        "select count(*) from (select from api_keys where tenant = $1 and revoked_at is null "
        "and (expires_at is null or expires_at > $2) limit $3) as active",
        unit.tenant,
        unit.wall,
        most,
    )
    return found


async def update_key(unit: Unit, key_id: UUID, name: str, rights: Rights, api_version: str) -> None:
    """Write a changed key."""
    await unit.execute(
        "update api_keys set name = $3, scopes = $4, expires_at = $5, allowed_addresses = $6, allowed_origins = $7, "
        "api_version = $8 where tenant = $1 and id = $2",
        unit.tenant,
        key_id,
        name,
        list(rights.scopes),
        rights.expires_at,
        list(rights.allowed_addresses),
        list(rights.allowed_origins),
        api_version,
    )


async def replace_key(unit: Unit, key_id: UUID, successor: UUID, expires_at: datetime) -> None:
    """Let a key end, and name the one that takes its place."""
    await unit.execute(
        "update api_keys set rotated_to = $3, expires_at = $4 where tenant = $1 and id = $2",
        unit.tenant,
        key_id,
        successor,
        expires_at,
    )


async def revoke_keys(unit: Unit, keys: Sequence[UUID]) -> None:
    """Let keys end now; one that was revoked before keeps its time."""
    await unit.execute(
        "update api_keys set revoked_at = coalesce(revoked_at, $3) where tenant = $1 and id = any($2)",
        unit.tenant,
        list(keys),
        unit.wall,
    )


async def keys_of(unit: Unit, makers: Sequence[str], rotated: Sequence[UUID]) -> list[UUID]:
    """The keys that were made by others (``key_…``), or took their place."""
    rows = await unit.fetch(
        "select id from api_keys where tenant = $1 and (created_by = any($2) or rotated_from = any($3))",
        unit.tenant,
        list(makers),
        list(rotated),
    )
    return [row["id"] for row in rows]


async def insert_key_made(unit: Unit, maker: UUID, key: UUID, organization: UUID) -> None:
    """Note with the account (the unit's tenant) that one of its keys made a key for an organization."""
    await unit.execute(
        "insert into keys_made (tenant, maker, key, organization, created_at) values ($1, $2, $3, $4, $5)",
        unit.tenant,
        maker,
        key,
        organization,
        unit.wall,
    )


async def list_keys_made(unit: Unit, makers: Sequence[UUID]) -> list[Any]:
    """The organizations' keys (organization, key) that keys of the account made."""
    return await unit.fetch(
        "select organization, key from keys_made where tenant = $1 and maker = any($2) order by organization",
        unit.tenant,
        list(makers),
    )


async def touch_key(unit: Unit, key_id: UUID, network: str) -> None:
    """Write when and from which network a key was used."""
    # Whoever finds the row locked leaves: somebody else is writing the same minute.
    await unit.execute(
        "update api_keys set last_used_at = $3, last_used_from = $4 where tenant = $1 and id = "
        "(select id from api_keys where tenant = $1 and id = $2 for update skip locked)",
        unit.tenant,
        key_id,
        unit.wall,
        network,
    )
