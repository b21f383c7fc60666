"""The deliveries' work in the background."""

from uuid import UUID

from faktura.deliveries import store
from faktura.deliveries.attempt import CLOSED, attempt_delivery
from faktura.deliveries.plan import ATTEMPT_JOB
from faktura.deliveries.read import list_deliveries
from faktura.deliveries.states import DeliveryState
from faktura.events import FILES_WRITTEN, ORGANIZATION_CLOSED
from faktura.jobs import Job, enqueue
from faktura.organizations.read import read_standing
from faktura.storage.floor import Floor
from faktura.storage.unit import open_unit

# Each running attempt holds a connection while the message travels.
ATTEMPTS_AT_ONCE = 4


async def start_waiting(floor: Floor, tenant: UUID, invoice: UUID) -> None:
    """The files are there: the first attempt of each waiting delivery of the document is enqueued."""
    async with open_unit(floor, tenant, actor="worker") as unit:
        for delivery in await list_deliveries(unit, invoice=invoice, state=DeliveryState.WAITING):
            await enqueue(unit, [ATTEMPT_JOB], delivery.id)


async def cancel_all(floor: Floor, tenant: UUID, organization: UUID) -> None:
    """The organization was closed: what waits is cancelled. What travels at this moment is met by its next attempt."""
    async with open_unit(floor, tenant, actor="worker") as unit:
        if (await read_standing(unit)).closed_at is not None:
            await store.cancel_waiting(unit, CLOSED)


JOBS = (
    Job(name="deliveries.start_waiting", run=start_waiting, reacts_to=(FILES_WRITTEN,)),
    Job(name=ATTEMPT_JOB, run=attempt_delivery, concurrency_max=ATTEMPTS_AT_ONCE),
    Job(name="deliveries.cancel_all", run=cancel_all, reacts_to=(ORGANIZATION_CLOSED,)),
)
