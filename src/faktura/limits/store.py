"""All SQL of limits."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from faktura.limits.rates import Rate, Subject
from faktura.storage.database import Database
from faktura.storage.unit import Unit


async def settle(database: Database, owed: Sequence[tuple[Subject, float, Rate]]) -> list[tuple[float, Rate]]:
    """Take what was used out of the shared buckets; answers for each its level and the rate that holds for it.

    One statement that is its own transaction: each bucket is locked for a moment only. `Rate` is what holds where
    nobody has set another one.
    """
    async with database.acquire() as connection:
        rows = await connection.fetch(
            "select level, per_second, burst from settle_rate_buckets($1, $2, $3, $4, $5, $6) order by nth",
            [subject.tenant for subject, _, _ in owed],
            [subject.bucket for subject, _, _ in owed],
            [subject.owner if isinstance(subject.owner, UUID) else None for subject, _, _ in owed],
            [amount for _, amount, _ in owed],
            [rate.per_second for _, _, rate in owed],
            [rate.burst for _, _, rate in owed],
        )
    return [(row["level"], Rate(row["per_second"], row["burst"])) for row in rows]


async def read_rates(unit: Unit) -> list[Any]:
    """What is set for the tenant: kind, owner, per_second, burst."""
    return await unit.fetch(
        "select kind, owner, per_second, burst from rate_limits where tenant = $1 order by kind desc, owner",
        unit.tenant,
    )


async def replace_rates(unit: Unit, rates: Iterable[tuple[str, UUID, Rate]]) -> None:
    """Set these limits and no others."""
    await unit.execute("delete from rate_limits where tenant = $1", unit.tenant)
    for kind, owner, rate in rates:
        await unit.execute(
            "insert into rate_limits (tenant, owner, kind, per_second, burst, updated_at) "
            "values ($1, $2, $3, $4, $5, $6)",
            unit.tenant,
            owner,
            kind,
            rate.per_second,
            rate.burst,
            unit.wall,
        )
