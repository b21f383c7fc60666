"""All SQL of the audit trail."""

from uuid import UUID

from faktura.storage.unit import Unit


async def insert_entry(
    unit: Unit, entry: UUID, operation: str, target: str, status: int, address: str, fields: list[str]
) -> None:
    """Insert one row; its time is the wall clock's, whatever time the tenant lives in."""
    await unit.execute(
        "insert into audit_entries (tenant, id, occurred_at, actor, operation, object, status, address, request_id, "
        "fields) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        unit.tenant,
        entry,
        unit.wall,
        unit.actor,
        operation,
        target,
        status,
        address,
        unit.request_id,
        fields,
    )
