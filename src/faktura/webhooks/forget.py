"""What webhooks forget: deliveries that ended long ago, and endpoints of an organization that is closed for good."""

from datetime import timedelta
from uuid import UUID

from faktura.jobs import enqueue
from faktura.organizations.read import read_organization
from faktura.storage.floor import Floor
from faktura.storage.unit import open_unit
from faktura.webhooks import store
from faktura.webhooks.schedule import FAILING_MAX

PRUNE_JOB = "webhooks.prune"
FORGET_JOB = "webhooks.forget_endpoints"
PRUNE_EVERY = timedelta(days=1)
_PRUNED_AT_ONCE = 1000


async def prune(floor: Floor, tenant: UUID, endpoint: UUID) -> None:
    """Delete an endpoint's deliveries, with their attempts, that ended before the days that the setting gives.

    What waits is kept however old it is. It comes again tomorrow, until the endpoint is deleted and nothing is left.
    """
    while True:
        async with open_unit(floor, tenant, actor="worker") as unit:
            before = unit.wall - timedelta(days=floor.settings.webhook_log_days)
            if await store.delete_ended_deliveries(unit, endpoint, before, _PRUNED_AT_ONCE) == _PRUNED_AT_ONCE:
                continue
            if await store.has_something_left(unit, endpoint):
                await enqueue(unit, (PRUNE_JOB,), endpoint, after=PRUNE_EVERY)
            return


async def plan_to_forget(floor: Floor, tenant: UUID, organization: UUID) -> None:
    """The organization is closed for good. Its endpoints are told so first, for as long as they may fail."""
    async with open_unit(floor, tenant, actor="worker") as unit:
        if (await read_organization(unit)).erased_at is not None:
            await enqueue(unit, (FORGET_JOB,), organization, after=FAILING_MAX)


async def forget_endpoints(floor: Floor, tenant: UUID, organization: UUID) -> None:
    """Delete the endpoints of an organization that is closed for good, with their secrets."""
    async with open_unit(floor, tenant, actor="worker") as unit:
        if (await read_organization(unit)).erased_at is None:
            return
        for endpoint in await store.list_endpoints(unit, None, 1000):
            await store.delete_endpoint(unit, endpoint["id"])
