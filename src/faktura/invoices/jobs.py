"""The invoices' work in the background."""

from uuid import UUID

from faktura.customers.forget import forget_customers
from faktura.events import INVOICE_ISSUED, ORGANIZATION_ERASED
from faktura.invoices import store
from faktura.invoices.render import write_files
from faktura.jobs import Job
from faktura.organizations.read import read_organization
from faktura.storage.floor import Floor
from faktura.storage.unit import open_unit


async def forget_unnamed_customers(floor: Floor, tenant: UUID, organization: UUID) -> None:
    """The organization is closed for good: customers that no document names are deleted."""
    async with open_unit(floor, tenant, actor="worker") as unit:
        if (await read_organization(unit)).erased_at is not None:
            await forget_customers(unit, await store.list_customers_named(unit))


JOBS = (
    Job(name="invoices.write_files", run=write_files, reacts_to=(INVOICE_ISSUED,)),
    Job(name="invoices.forget_customers", run=forget_unnamed_customers, reacts_to=(ORGANIZATION_ERASED,)),
)
