"""Arrivals: what has new events and is not in its stream yet. One queue for all tenants, with ids only."""

from collections.abc import Sequence
from uuid import UUID

from faktura.storage.floor import Floor
from faktura.storage.unit import Unit


async def arrive(unit: Unit, objects: Sequence[UUID]) -> None:
    """Say that things have new events. Whoever writes events says it in the same transaction."""
    await unit.execute(
        "insert into event_arrivals (tenant, object) select $1, object from unnest($2::uuid[]) as object",
        unit.tenant,
        list(objects),
    )


async def tenants_with_arrivals(floor: Floor, limit: int) -> list[UUID]:
    """The tenants that have arrivals, those that wait longest first."""
    async with floor.database.acquire() as connection:
        rows = await connection.fetch(
            "select tenant from event_arrivals group by tenant order by min(id) limit $1", limit
        )
    return [row["tenant"] for row in rows]


async def has_arrivals(unit: Unit) -> bool:
    """Whether the unit's tenant has arrivals."""
    return bool(await unit.fetch_value("select exists (select from event_arrivals where tenant = $1)", unit.tenant))


async def take_arrivals(unit: Unit, limit: int) -> list[UUID]:
    """Take arrivals of the unit's tenant, oldest first; answers what has new events, each thing once."""
    rows = await unit.fetch(
        "with taken as (delete from event_arrivals where tenant = $1 and id in "
        "(select id from event_arrivals where tenant = $1 order by id limit $2) returning object) "
        "select distinct object from taken",
        unit.tenant,
        limit,
    )
    return [row["object"] for row in rows]
