"""All SQL of test clocks."""

from datetime import datetime
from typing import Any
from uuid import UUID

from faktura.storage.unit import Unit


async def read_clock(unit: Unit) -> Any:
    """The tenant's clock, or None."""
    return await unit.fetch_row(
        "select id, name, frozen_at, created_at from test_clocks where tenant = $1", unit.tenant
    )


async def insert_clock(unit: Unit, clock: UUID, name: str, frozen_at: datetime) -> bool:
    """Insert a clock; False when the tenant has one."""
    tag = await unit.execute(
        "insert into test_clocks (tenant, id, name, frozen_at, created_at) values ($1, $2, $3, $4, $5) "
        "on conflict (tenant) do nothing",
        unit.tenant,
        clock,
        name,
        frozen_at,
        unit.wall,
    )
    return tag == "INSERT 0 1"


async def move_clock(unit: Unit, clock: UUID, frozen_at: datetime) -> None:
    """Let a clock stand at another instant."""
    await unit.execute(
        "update test_clocks set frozen_at = $3 where tenant = $1 and id = $2", unit.tenant, clock, frozen_at
    )


async def delete_clock(unit: Unit, clock: UUID) -> None:
    """Remove a clock."""
    await unit.execute("delete from test_clocks where tenant = $1 and id = $2", unit.tenant, clock)
