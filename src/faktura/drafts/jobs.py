"""The drafts' work in the background."""

from uuid import UUID

from faktura.drafts import store
from faktura.events import ORGANIZATION_ERASED
from faktura.jobs import Job
from faktura.organizations.read import read_organization
from faktura.search.index import DRAFT, forget_all
from faktura.storage.floor import Floor
from faktura.storage.unit import open_unit


async def forget_drafts(floor: Floor, tenant: UUID, organization: UUID) -> None:
    """The organization is closed for good: no law asks to keep what was never issued."""
    async with open_unit(floor, tenant, actor="worker") as unit:
        if (await read_organization(unit)).erased_at is not None:
            await store.delete_all_drafts(unit)
            await forget_all(unit, DRAFT)


JOBS = (Job(name="drafts.forget", run=forget_drafts, reacts_to=(ORGANIZATION_ERASED,)),)
