"""Reading limits: what other rooms may import."""

from dataclasses import dataclass, field
from uuid import UUID

from faktura.limits import store
from faktura.limits.rates import Kind, Rate
from faktura.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class OwnRates:
    """What is set for an organization and its keys; None and absent keys have the installation's limits."""

    organization: Rate | None = None
    keys: dict[UUID, Rate] = field(default_factory=dict)


async def read_rates(unit: Unit) -> OwnRates:
    """What is set for the unit's tenant."""
    organization = None
    keys = {}
    for row in await store.read_rates(unit):
        rate = Rate(row["per_second"], row["burst"])
        if row["kind"] == Kind.KEY:
            keys[row["owner"]] = rate
        else:
            organization = rate
    return OwnRates(organization, keys)
