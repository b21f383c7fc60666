"""The worker's door: the jobs of all stations in one list."""

from faktura.archive import jobs as archive
from faktura.audit import jobs as audit
from faktura.brands import jobs as brands
from faktura.deliveries import jobs as deliveries
from faktura.drafts import jobs as drafts
from faktura.invoices import jobs as invoices
from faktura.jobs import Job, Watch
from faktura.members import jobs as members
from faktura.organizations import closing as organizations
from faktura.payments import jobs as payments
from faktura.transfers import jobs as transfers
from faktura.webhooks import jobs as webhooks

JOBS: tuple[Job, ...] = (
    *invoices.JOBS,
    *deliveries.JOBS,
    *payments.JOBS,
    *archive.JOBS,
    *audit.JOBS,
    *webhooks.JOBS,
    *transfers.JOBS,
    *members.JOBS,
    *brands.JOBS,
    *drafts.JOBS,
    *organizations.JOBS,
)

WATCHES: tuple[Watch, ...] = webhooks.WATCHES
