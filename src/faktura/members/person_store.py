"""All SQL of people: the person, their ways to sign in, and what belongs to nobody yet."""

from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.storage.unit import Unit


async def register_person(unit: Unit) -> None:
    """Put the unit's tenant, a person's, on the installation's list; nothing happens when it is there."""
    await unit.execute(
        "insert into tenants (tenant, kind, created_at) values ($1, 'person', $2) on conflict do nothing",
        unit.tenant,
        unit.wall,
    )


async def insert_person(unit: Unit, email: str, name: str) -> None:
    """Insert a person under their own tenant; nothing happens when they are there."""
    await unit.execute(
        "insert into persons (tenant, id, email, name, created_at, updated_at) values ($1, $1, $2, $3, $4, $4) "
        "on conflict (tenant, id) do nothing",
        unit.tenant,
        email,
        name,
        unit.wall,
    )


async def read_person(unit: Unit) -> Any:
    """The person of the unit's tenant with how many passkeys and other ways they have, or None."""
    return await unit.fetch_row(
        "select p.*, (select count(*) from passkeys k where k.tenant = p.tenant) as passkeys, "
        "(select count(*) from identities i where i.tenant = p.tenant and i.owner = p.tenant) as identities, "
        "(select count(*) from recovery_codes c where c.tenant = p.tenant and c.used_at is null) as recovery_codes "
        "from persons p where p.tenant = $1",
        unit.tenant,
    )


async def lock_person(unit: Unit) -> Any:
    """The person's row, locked until the transaction ends; None when there is none."""
    return await unit.fetch_row("select * from persons where tenant = $1 for update", unit.tenant)


async def update_name(unit: Unit, name: str) -> None:
    """Write the name."""
    await unit.execute("update persons set name = $2, updated_at = $3 where tenant = $1", unit.tenant, name, unit.wall)


async def update_password(unit: Unit, password_hash: str) -> None:
    """Write a new password's hash."""
    await unit.execute(
        "update persons set password_hash = $2, password_changed_at = $3, updated_at = $3 where tenant = $1",
        unit.tenant,
        password_hash,
        unit.wall,
    )


async def replace_hash(unit: Unit, old: str, new: str) -> None:
    """Write the same password's hash with other parameters, unless the password was changed meanwhile."""
    await unit.execute(
        "update persons set password_hash = $3 where tenant = $1 and password_hash = $2", unit.tenant, old, new
    )


async def update_totp(unit: Unit, secret: bytes | None) -> None:
    """Write a new secret that still has to be confirmed, or none."""
    await unit.execute(
        "update persons set totp_secret_encrypted = $2, totp_confirmed_at = null, totp_last_step = 0, updated_at = $3 "
        "where tenant = $1",
        unit.tenant,
        secret,
        unit.wall,
    )


async def confirm_totp(unit: Unit) -> None:
    """The first code was right: from now on it is asked for."""
    await unit.execute(
        "update persons set totp_confirmed_at = $2, updated_at = $2 where tenant = $1", unit.tenant, unit.wall
    )


async def take_step(unit: Unit, step: int) -> bool:
    """Use a time step up; False when it, or a later one, was used before."""
    tag = await unit.execute(
        "update persons set totp_last_step = $2 where tenant = $1 and totp_last_step < $2", unit.tenant, step
    )
    return tag == "UPDATE 1"


async def replace_recovery_codes(unit: Unit, codes: list[tuple[UUID, bytes]]) -> None:
    """Write new codes in place of all others."""
    await unit.execute("delete from recovery_codes where tenant = $1", unit.tenant)
    for code, code_hash in codes:
        await unit.execute(
            "insert into recovery_codes (tenant, id, person, code_hash, created_at) values ($1, $2, $1, $3, $4)",
            unit.tenant,
            code,
            code_hash,
            unit.wall,
        )


async def take_recovery_code(unit: Unit, code_hash: bytes) -> bool:
    """Use a code up; False when there is none such."""
    tag = await unit.execute(
        "update recovery_codes set used_at = $3 where tenant = $1 and code_hash = $2 and used_at is null",
        unit.tenant,
        code_hash,
        unit.wall,
    )
    return tag == "UPDATE 1"


async def insert_passkey(
    unit: Unit, passkey: UUID, credential_id: bytes, public_key: bytes, sign_count: int, name: str, *, backed_up: bool
) -> bool:
    """Insert a passkey; False when the person has this very one."""
    tag = await unit.execute(
        "insert into passkeys (tenant, id, person, credential_id, public_key, sign_count, name, backed_up, "
        "created_at) values ($1, $2, $1, $3, $4, $5, $6, $7, $8) on conflict (tenant, credential_id) do nothing",
        unit.tenant,
        passkey,
        credential_id,
        public_key,
        sign_count,
        name,
        backed_up,
        unit.wall,
    )
    return tag == "INSERT 0 1"


async def list_passkeys(unit: Unit) -> list[Any]:
    """The person's passkeys, oldest first."""
    return await unit.fetch("select * from passkeys where tenant = $1 order by id", unit.tenant)


async def find_passkey(unit: Unit, credential_id: bytes) -> Any:
    """The passkey of a credential, locked, or None."""
    return await unit.fetch_row(
        "select * from passkeys where tenant = $1 and credential_id = $2 for update", unit.tenant, credential_id
    )


async def use_passkey(unit: Unit, passkey: UUID, sign_count: int, *, backed_up: bool) -> None:
    """Note that it was used."""
    await unit.execute(
        "update passkeys set sign_count = $3, backed_up = $4, last_used_at = $5 where tenant = $1 and id = $2",
        unit.tenant,
        passkey,
        sign_count,
        backed_up,
        unit.wall,
    )


async def delete_passkey(unit: Unit, passkey: UUID) -> bool:
    """Remove a passkey; False when there is none such."""
    tag = await unit.execute("delete from passkeys where tenant = $1 and id = $2", unit.tenant, passkey)
    return tag == "DELETE 1"


async def insert_identity(unit: Unit, owner: UUID, issuer: str, subject: str) -> None:
    """Note what a provider calls the person; nothing happens when it is noted."""
    await unit.execute(
        "insert into identities (tenant, owner, issuer, subject, created_at) values ($1, $2, $3, $4, $5) "
        "on conflict (tenant, owner, issuer) do nothing",
        unit.tenant,
        owner,
        issuer,
        subject,
        unit.wall,
    )


async def read_identity(unit: Unit, owner: UUID, issuer: str) -> str | None:
    """What a provider called the person the first time, or None."""
    found: str | None = await unit.fetch_value(
        "select subject from identities where tenant = $1 and owner = $2 and issuer = $3", unit.tenant, owner, issuer
    )
    return found


async def insert_reset(unit: Unit, reset: UUID, expires_at: datetime) -> bool:
    """Insert a way to a new password; False when it is there already."""
    tag = await unit.execute(
        "insert into password_resets (tenant, id, person, created_at, expires_at) values ($1, $2, $1, $3, $4) "
        "on conflict (tenant, id) do nothing",
        unit.tenant,
        reset,
        unit.wall,
        expires_at,
    )
    return tag == "INSERT 0 1"


async def read_reset(unit: Unit, reset: UUID) -> Any:
    """A way to a new password, locked, or None."""
    return await unit.fetch_row(
        "select * from password_resets where tenant = $1 and id = $2 for update", unit.tenant, reset
    )


async def use_resets(unit: Unit) -> None:
    """All ways to a new password are used up: there is one."""
    await unit.execute(
        "update password_resets set used_at = $2 where tenant = $1 and used_at is null", unit.tenant, unit.wall
    )


async def note_reset_sent(unit: Unit, reset: UUID, sent_at: datetime | None) -> None:
    """Count an attempt to send it."""
    await unit.execute(
        "update password_resets set attempts = attempts + 1, sent_at = $3 where tenant = $1 and id = $2",
        unit.tenant,
        reset,
        sent_at,
    )


async def insert_notice(unit: Unit, notice: UUID, kind: str, address: str) -> None:
    """Insert what the person is to be told."""
    await unit.execute(
        "insert into notices (tenant, id, person, kind, address, created_at) values ($1, $2, $1, $3, $4, $5)",
        unit.tenant,
        notice,
        kind,
        address,
        unit.wall,
    )


async def read_notice(unit: Unit, notice: UUID) -> Any:
    """A notice with the person's address, or None."""
    return await unit.fetch_row(
        "select n.*, p.email, p.name from notices n join persons p on p.tenant = n.tenant and p.id = n.person "
        "where n.tenant = $1 and n.id = $2",
        unit.tenant,
        notice,
    )


async def note_notice_sent(unit: Unit, notice: UUID, sent_at: datetime | None) -> None:
    """Count an attempt to send it."""
    await unit.execute(
        "update notices set attempts = attempts + 1, sent_at = $3 where tenant = $1 and id = $2",
        unit.tenant,
        notice,
        sent_at,
    )


async def insert_membership(unit: Unit, owner: UUID, kind: str) -> None:
    """Note where the person is a member; nothing happens when it is noted."""
    await unit.execute(
        "insert into memberships (tenant, owner, kind, created_at) values ($1, $2, $3, $4) "
        "on conflict (tenant, owner) do nothing",
        unit.tenant,
        owner,
        kind,
        unit.wall,
    )


async def delete_membership(unit: Unit, owner: UUID) -> None:
    """The person is no member there any more."""
    await unit.execute("delete from memberships where tenant = $1 and owner = $2", unit.tenant, owner)


async def list_memberships(unit: Unit, limit: int) -> list[Any]:
    """Where the person is a member, oldest first."""
    return await unit.fetch(
        "select owner, kind, created_at from memberships where tenant = $1 order by created_at, owner limit $2",
        unit.tenant,
        limit,
    )


async def list_activity(unit: Unit, limit: int) -> list[Any]:
    """What happened to the person's ways to sign in, newest first."""
    return await unit.fetch(
        "select operation, occurred_at, address from audit_entries where tenant = $1 order by id desc limit $2",
        unit.tenant,
        limit,
    )


async def lock_guesses(unit: Unit, subject: bytes) -> Any:
    """What was counted, locked; a new count begins at nothing."""
    return await unit.fetch_row(
        "insert into guesses (tenant, subject, failures, waits_until, last_at) values ($1, $2, 0, $3, $3) "
        "on conflict (tenant, subject) do update set failures = guesses.failures "
        "returning failures, waits_until, last_at",
        unit.tenant,
        subject,
        unit.wall,
    )


async def update_guesses(unit: Unit, subject: bytes, failures: int, waits_until: datetime) -> None:
    """Write the count."""
    await unit.execute(
        "update guesses set failures = $3, waits_until = $4, last_at = $5 where tenant = $1 and subject = $2",
        unit.tenant,
        subject,
        failures,
        waits_until,
        unit.wall,
    )


async def refund_guess(unit: Unit, subject: bytes) -> None:
    """One guess less was wrong."""
    await unit.execute(
        "update guesses set failures = greatest(failures - 1, 0) where tenant = $1 and subject = $2",
        unit.tenant,
        subject,
    )


async def delete_guesses(unit: Unit, subject: bytes) -> None:
    """Forget the count."""
    await unit.execute("delete from guesses where tenant = $1 and subject = $2", unit.tenant, subject)


async def delete_old_guesses(unit: Unit, before: datetime) -> None:
    """Forget some counts that no longer count; whoever finds one locked leaves it."""
    await unit.execute(
        "delete from guesses where tenant = $1 and subject in (select subject from guesses "
        "where tenant = $1 and last_at < $2 and waits_until < $2 order by last_at limit 20 for update skip locked)",
        unit.tenant,
        before,
    )
