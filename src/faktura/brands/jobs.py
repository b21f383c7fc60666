"""The brands' work in the background: domains are looked at again and again."""

from uuid import UUID

from faktura.brands.email_domains import CHECK_JOB as CHECK_EMAIL_DOMAIN
from faktura.brands.email_domains import check_email_domain, list_email_domains, remove_email_domain
from faktura.brands.page_domains import CHECK_JOB as CHECK_PAGE_DOMAIN
from faktura.brands.page_domains import check_page_domain
from faktura.events import ORGANIZATION_ERASED
from faktura.jobs import Job
from faktura.organizations.read import read_organization
from faktura.storage.floor import Floor
from faktura.storage.unit import open_unit


async def forget_email_domains(floor: Floor, tenant: UUID, organization: UUID) -> None:
    """The organization is closed for good: it sends no mail, so its sender domains and their keys are deleted.

    Brands stay with their documents, and domains of pages with the links that buyers have.
    """
    async with open_unit(floor, tenant, actor="worker") as unit:
        if (await read_organization(unit)).erased_at is None:
            return
        for email_domain in await list_email_domains(unit):
            await remove_email_domain(unit, email_domain.id)


# Strangers' name servers may be slow.
CHECKS_AT_ONCE = 4

JOBS = (
    Job(name=CHECK_EMAIL_DOMAIN, run=check_email_domain, concurrency_max=CHECKS_AT_ONCE),
    Job(name=CHECK_PAGE_DOMAIN, run=check_page_domain, concurrency_max=CHECKS_AT_ONCE),
    Job(name="brands.forget_email_domains", run=forget_email_domains, reacts_to=(ORGANIZATION_ERASED,)),
)
