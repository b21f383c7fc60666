"""The invoices' work in the background."""

from faktura.events import INVOICE_ISSUED
from faktura.invoices.render import write_files
from faktura.jobs import Job

JOBS = (Job(name="invoices.write_files", run=write_files, reacts_to=(INVOICE_ISSUED,)),)
