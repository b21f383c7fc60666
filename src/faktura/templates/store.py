"""All SQL of templates."""

from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.storage.unit import Unit

_COLUMNS = "id, kind, name, latest_version, active_version, created_by, created_at, updated_at, archived_at"
_VERSION_COLUMNS = "template, version, sha256, content, findings, note, created_by, created_at"


async def insert_template(unit: Unit, template: UUID, kind: str, name: str) -> None:
    """Insert a template with its first version to come."""
    await unit.execute(
        "insert into templates (tenant, id, kind, name, latest_version, created_by, created_at, updated_at) "
        "values ($1, $2, $3, $4, 1, $5, $6, $6)",
        unit.tenant,
        template,
        kind,
        name,
        unit.actor,
        unit.now,
    )


async def insert_version(
    unit: Unit, template: UUID, version: int, sha256: bytes, content: dict[str, Any], findings: list[dict[str, Any]],
    note: str,
) -> None:  # fmt: skip
    """Insert a version."""
    await unit.execute(
        "insert into template_versions (tenant, template, version, sha256, content, findings, note, created_by, "
        "created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        unit.tenant,
        template,
        version,
        sha256,
        content,
        findings,
        note,
        unit.actor,
        unit.now,
    )


async def update_template(unit: Unit, template: UUID, name: str, latest_version: int) -> None:
    """Write another name or a higher version."""
    await unit.execute(
        "update templates set name = $3, latest_version = $4, updated_at = $5 where tenant = $1 and id = $2",
        unit.tenant,
        template,
        name,
        latest_version,
        unit.now,
    )


async def lock_kind(unit: Unit, kind: str) -> None:
    """Hold all templates of a kind, so that two that are activated at once come one after the other."""
    await unit.execute(
        "select id from templates where tenant = $1 and kind = $2 order by id for update", unit.tenant, kind
    )


async def activate(unit: Unit, kind: str, template: UUID | None, version: int | None) -> None:
    """Let one version of one template be active, or none."""
    await unit.execute(
        "update templates set active_version = null, updated_at = $4 "
        "where tenant = $1 and kind = $2 and active_version is not null and id is distinct from $3",
        unit.tenant,
        kind,
        template,
        unit.now,
    )
    if template is not None:
        await unit.execute(
            "update templates set active_version = $3, updated_at = $4 where tenant = $1 and id = $2",
            unit.tenant,
            template,
            version,
            unit.now,
        )


async def archive_template(unit: Unit, template: UUID) -> None:
    """Take a template out of use and out of the lists."""
    await unit.execute(
        "update templates set archived_at = coalesce(archived_at, $3), active_version = null, updated_at = $3 "
        "where tenant = $1 and id = $2",
        unit.tenant,
        template,
        unit.now,
    )


async def count_templates(unit: Unit) -> int:
    """How many there are that are not archived."""
    found: int = await unit.fetch_value(
        "select count(*) from templates where tenant = $1 and archived_at is null", unit.tenant
    )
    return found


async def read_template(unit: Unit, template: UUID, *, lock: bool = False) -> Any:
    """One template, or None."""
    return await unit.fetch_row(
        f"select {_COLUMNS} from templates where tenant = $1 and id = $2" + (" for update" if lock else ""),
        unit.tenant,
        template,
    )


async def read_version(unit: Unit, template: UUID, version: int) -> Any:
    """One version, or None."""
    return await unit.fetch_row(
        f"select {_VERSION_COLUMNS} from template_versions where tenant = $1 and template = $2 and version = $3",
        unit.tenant,
        template,
        version,
    )


async def list_versions(unit: Unit, template: UUID, before: int | None, limit: int) -> list[Any]:
    """Versions, newest first."""
    return await unit.fetch(
        f"select {_VERSION_COLUMNS} from template_versions where tenant = $1 and template = $2 "
        "and ($3::integer is null or version < $3) order by version desc limit $4",
        unit.tenant,
        template,
        before,
        limit,
    )


async def read_active(unit: Unit, kind: str) -> Any:
    """The active version of a kind (template, version, sha256), or None."""
    return await unit.fetch_row(
        "select v.template, v.version, v.sha256 from templates t "
        "join template_versions v on v.tenant = t.tenant and v.template = t.id and v.version = t.active_version "
        "where t.tenant = $1 and t.kind = $2 and t.active_version is not null",
        unit.tenant,
        kind,
    )


async def list_templates(unit: Unit, kind: str | None, after: tuple[datetime, UUID] | None, limit: int) -> list[Any]:
    """Templates that are not archived, newest first."""
    created_at, template = after or (None, None)
    return await unit.fetch(
        f"select {_COLUMNS} from templates where tenant = $1 and archived_at is null "
        "and ($2::text is null or kind = $2) "
        "and ($3::timestamptz is null or (created_at, id) < ($3, $4::uuid)) "
        "order by created_at desc, id desc limit $5",
        unit.tenant,
        kind,
        created_at,
        template,
        limit,
    )
