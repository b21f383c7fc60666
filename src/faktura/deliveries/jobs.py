"""The deliveries' work in the background."""

from uuid import UUID

from faktura.deliveries.attempt import attempt_delivery
from faktura.deliveries.plan import ATTEMPT_JOB
from faktura.deliveries.read import list_deliveries
from faktura.deliveries.states import DeliveryState
from faktura.events import FILES_WRITTEN
from faktura.jobs import Job, enqueue
from faktura.storage.floor import Floor
from faktura.storage.unit import open_unit

# Each running attempt holds a connection while the message travels.
ATTEMPTS_AT_ONCE = 4


async def start_waiting(floor: Floor, tenant: UUID, invoice: UUID) -> None:
    """The files are there: the first attempt of each waiting delivery of the document is enqueued."""
    async with open_unit(floor, tenant, actor="worker") as unit:
        for delivery in await list_deliveries(unit, invoice=invoice, state=DeliveryState.WAITING):
            await enqueue(unit, [ATTEMPT_JOB], delivery.id)


JOBS = (
    Job(name="deliveries.start_waiting", run=start_waiting, reacts_to=(FILES_WRITTEN,)),
    Job(name=ATTEMPT_JOB, run=attempt_delivery, concurrency_max=ATTEMPTS_AT_ONCE),
)
